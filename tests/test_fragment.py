"""Links to the live article: each leads to its passage, and to nothing else."""

import re
from urllib.parse import unquote

import pytest

from geo.text.article import URL, Article, Passage, Section
from geo.text.corpus import read_corpus
from geo.text.fragment import LINK_LENGTH, live_link

ARTICLE = read_corpus().article
TEXT = ARTICLE.text


def meant(link):
    """Read a text fragment as the specification says: `text=start` or `text=start,end`."""
    first, _, last = link.partition("#:~:text=")[2].partition(",")
    spans = []
    for start, end in whole_words(unquote(first)):
        ends = [stop for begin, stop in whole_words(unquote(last)) if begin >= end]
        if not last or ends:
            spans.append((start, min(ends, default=end)))
    return spans


def whole_words(wanted):
    """Find where `wanted` is in the text, ignoring case, without cutting a word."""
    text, wanted = TEXT.lower(), wanted.lower()
    start = text.find(wanted) if wanted else -1
    while start >= 0:
        end = start + len(wanted)
        edges = text[max(start - 1, 0) : start + 1], text[end - 1 : end + 1]
        if not any(re.fullmatch(r"\w\w", edge) for edge in edges):
            yield start, end
        start = text.find(wanted, start + 1)


@pytest.mark.parametrize("passage", ARTICLE.passages, ids=lambda p: p.passage_id)
def test_a_link_leads_to_its_passage_alone(passage):
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


def test_the_signs_of_the_syntax_are_encoded():
    """Hyphens, commas, ampersands and blanks belong to the text, not to the link."""
    assert linked("a-b, c & d—é").partition("=")[2] == "a%2Db%2C%20c%20%26%20d%E2%80%94%C3%A9"


def test_a_link_has_as_many_words_as_tell_passages_apart():
    """If passages begin with the same words, the link has more of them."""
    alike = " ".join(f"word{n}" for n in range(20))
    text = f"One two three four {alike} end. One two three four five {alike} end."
    passage = Passage("p2", text.rindex("One"), len(text), "")
    link = live_link(Article(text, (Section(0, "All"),), ()), passage)
    assert unquote(link.partition("=")[2]).startswith("One two three four five,")


def test_a_passage_that_occurs_twice_has_no_fragment():
    """Only the article as a whole can be linked."""
    text = "The same. The same."
    assert live_link(Article(text, (Section(0, "All"),), ()), Passage("p1", 0, 10, "")) == URL
