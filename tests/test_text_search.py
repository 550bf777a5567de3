"""The search in the text: any spelling and script finds the passages and marks the words."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from geo.folding import fold
from geo.text.corpus import read_corpus
from geo.text.search import search_text

CORPUS = read_corpus()
ARTICLE, TEXT = CORPUS.article, CORPUS.article.text
WORDS = TEXT.split()


def found(query):
    return search_text(query, ARTICLE, CORPUS.mentions_of, CORPUS.folded)


def marked(query):
    return {TEXT[start:end] for one in found(query) for start, end in one.spans}


@pytest.mark.parametrize(
    ("query", "surfaces"),
    [
        ("کابل", {"Kabul"}),
        ("كابل", {"Kabul"}),
        ("Кабул", {"Kabul"}),
        ("Cabul", {"Kabul"}),
        ("Каб", {"Kabul"}),
        ("Peshavar", {"Peshawar"}),
        ("Jalalabd", {"Jalalabad"}),
        ("saripul", {"Sar-e Pol Province"}),
        ("Burma", {"Myanmar"}),
        ("US", {"US", "U.S.", "United States"}),
        ("isisk", {"ISIS–K", "ISIS-K", "ISISK"}),
        ("ISIS K", {"ISIS–K", "ISIS-K", "ISISK"}),
        ("al qaida", {"al-Qaida", "Al-Qaida"}),
        ("Daesh", {"Daesh", "Da'esh"}),
        ("daish", {"Dāʿish"}),
        ("khilafah", {"Khilāfah"}),
        ("خليفة", {"خَلِيفَةْ"}),
        ("islamic state khorasan", {"Islamic State – Khorasan"}),
        ("errorist", {"errorist"}),
    ],
)
def test_another_spelling_finds_and_marks_the_words(query, surfaces):
    """Marks, case, hyphens, other scripts and slips lead to the words that the text has."""
    assert marked(query) == surfaces


@pytest.mark.parametrize("place_id", list(CORPUS.places))
def test_every_spelling_finds_every_mention(place_id):
    """Each name on record of a place finds and marks every name that the article uses for it."""
    for spelling in CORPUS.folded[place_id]:
        spans = [span for one in found(spelling) for span in one.spans]
        assert spans
        for mention in CORPUS.mentions_of[place_id]:
            assert any(start <= mention.start and mention.end <= end for start, end in spans)


@pytest.mark.parametrize("query", ["", "  ", "-", "’", "qqqqzzzz", "\u0301", "ʿ"])
def test_a_blank_or_senseless_query_finds_nothing(query):
    """Blanks, signs and nonsense find no passage."""
    assert found(query) == ()


def test_a_short_query_is_a_whole_word():
    """One or two letters do not mark the beginnings of longer words."""
    assert {surface.casefold() for surface in marked("is")} == {"is"}


def test_each_found_passage_has_its_section_and_text():
    """Each passage is found once, in text order."""
    results = found("Khorasan")
    assert [one.passage for one in results] == sorted(
        {one.passage for one in results}, key=lambda p: p.start
    )
    for one in results:
        assert one.section == ARTICLE.section_at(one.passage.start).title
        assert one.passage.sensitive or one.text == TEXT[one.passage.start : one.passage.end]


def test_a_sensitive_passage_is_found_without_its_text():
    """The quotation is found by its words, but only what it is about is shown."""
    (one,) = found("cow-worshipping")
    assert one.text == ""
    assert one.passage.sensitive == "A quotation that abuses whole peoples"
    assert [TEXT[start:end] for start, end in one.spans] == ["cow-worshipping"]


@given(st.integers(0, len(WORDS) - 1), st.integers(1, 4))
def test_any_words_of_the_text_are_found(at, count):
    """Words copied from a passage find that passage, with a span that reads the same."""
    start = sum(len(word) + 1 for word in WORDS[:at])
    end = start + len(" ".join(WORDS[at : at + count]))
    query = TEXT[start:end]
    passage = ARTICLE.passage_at(start)
    if not fold(query) or ARTICLE.passage_at(min(end, len(TEXT)) - 1) != passage:
        return
    spans = [span for one in found(query) if one.passage == passage for span in one.spans]
    assert any(fold(query) in fold(TEXT[begin:stop]) for begin, stop in spans)


@given(st.text() | st.text("a-i'ʿ .\u0301\u0345سkS–ı", max_size=8))
@example("\u0345")
def test_spans_are_within_their_passages(query):
    """Whatever a person types, the spans are in order and do not overlap."""
    for one in found(query):
        edges = [edge for span in one.spans for edge in span]
        assert edges == sorted(edges)
        assert one.passage.start <= edges[0] < edges[-1] <= one.passage.end
