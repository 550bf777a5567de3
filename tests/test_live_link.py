"""Links to the live article: each leads to its passage, and to nothing else."""

import re
from urllib.parse import unquote

import pytest

from geo.article import LINK_LENGTH, URL, Article, Passage, Section, live_link
from geo.atlas import read_atlas

ARTICLE = read_atlas().article
TEXT = ARTICLE.text


def meant(link):
    """Read a text fragment as the specification has it: `text=start` or `text=start,end`."""
    first, _, last = link.partition("#:~:text=")[2].partition(",")
    spans = []
    for start, end in whole_words(unquote(first)):
        ends = [stop for begin, stop in whole_words(unquote(last)) if begin >= end]
        if not last or ends:
            spans.append((start, min(ends, default=end)))
    return spans


def whole_words(wanted):
    """Find all places of `wanted` in the text, whatever the case, that cut no word."""
    text, wanted = TEXT.lower(), wanted.lower()
    for start in range(len(text) - len(wanted) + 1):
        end = start + len(wanted)
        if text.startswith(wanted, start):
            edges = text[max(start - 1, 0) : start + 1], text[end - 1 : end + 1]
            if wanted and not any(re.fullmatch(r"\w\w", edge) for edge in edges):
                yield start, end


@pytest.mark.parametrize("passage", ARTICLE.passages, ids=lambda p: p.passage_id)
def test_link_leads_to_its_passage_alone(passage):
    """The fragment is short, in the form browsers read, and means the passage and no other."""
    link = live_link(ARTICLE, passage)
    assert link.startswith(f"{URL}#:~:text=")
    assert len(link) < LINK_LENGTH
    fragment = link.partition("#:~:text=")[2]
    assert re.fullmatch(r"([\w.~]|%[0-9A-F]{2})+(,([\w.~]|%[0-9A-F]{2})+)?", fragment, re.ASCII)
    end = passage.start + len(TEXT[passage.start : passage.end].rstrip())
    assert meant(link) == [(passage.start, end)]


def linked(text):
    return live_link(Article(text, (Section(0, "All"),), ()), Passage("p1", 0, len(text), ""))


def test_signs_of_the_syntax_are_encoded():
    """Hyphens, commas, ampersands and blanks are words of the text, not of the link."""
    assert linked("a-b, c & d—é").partition("=")[2] == "a%2Db%2C%20c%20%26%20d%E2%80%94%C3%A9"


def test_ends_grow_until_they_are_alone():
    """Where passages begin alike, the link has as many words as it takes to tell them apart."""
    alike = " ".join(f"word{n}" for n in range(20))
    text = f"One two three four {alike} end. One two three four five {alike} end."
    passage = Passage("p2", text.rindex("One"), len(text), "")
    link = live_link(Article(text, (Section(0, "All"),), ()), passage)
    assert unquote(link.partition("=")[2]).startswith("One two three four five,")


def test_no_fragment_where_none_is_alone():
    """A passage that stands twice can only be linked by its article."""
    text = "The same. The same."
    assert live_link(Article(text, (Section(0, "All"),), ()), Passage("p1", 0, 10, "")) == URL
