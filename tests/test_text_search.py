"""The search in the text: any spelling and script finds the passages, and marks the words."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from geo.atlas import read_atlas
from geo.search import fold, search_text

ATLAS = read_atlas()
ARTICLE, TEXT = ATLAS.article, ATLAS.article.text
WORDS = TEXT.split()


def found(query):
    return search_text(query, ARTICLE, ATLAS.mentions_of, ATLAS.folded)


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
def test_spellings_find_and_mark_the_words(query, surfaces):
    """Marks, case, hyphens, other scripts and slips lead to the words as the text has them."""
    assert marked(query) == surfaces


@pytest.mark.parametrize("place_id", list(ATLAS.places))
def test_every_spelling_finds_every_mention(place_id):
    """Each name on record of a place finds and marks all that the article calls it."""
    for spelling in ATLAS.folded[place_id]:
        spans = [span for one in found(spelling) for span in one.spans]
        for mention in ATLAS.mentions_of[place_id]:
            assert any(start <= mention.start and mention.end <= end for start, end in spans)


@pytest.mark.parametrize("query", ["", "  ", "-", "’", "qqqqzzzz", "\u0301", "ʿ"])
def test_nothing_is_found(query):
    """A blank query, signs and nonsense find no passage."""
    assert found(query) == ()


def test_short_queries_are_whole_words():
    """One or two letters do not mark the beginnings of half the words there are."""
    assert {surface.casefold() for surface in marked("is")} == {"is"}


def test_found_passages_say_where_they_are():
    """Each has its passage, its section's title and its text, in text order, once."""
    results = found("Khorasan")
    assert [one.passage for one in results] == sorted(
        {one.passage for one in results}, key=lambda p: p.start
    )
    for one in results:
        assert one.section == ARTICLE.section_at(one.passage.start).title
        assert one.passage.sensitive or one.text == TEXT[one.passage.start : one.passage.end]


def test_sensitive_passages_are_found_without_their_text():
    """The quotation is found by its words, and shows its half-line, not the words."""
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
def test_spans_lie_in_their_passages(query):
    """Whatever is typed, spans are within the passage, in order, and do not overlap."""
    for one in found(query):
        edges = [edge for span in one.spans for edge in span]
        assert edges == sorted(edges)
        assert one.passage.start <= edges[0] < edges[-1] <= one.passage.end


@given(st.text())
def test_fold_goes_letter_by_letter(text):
    """A text folds to what its characters fold to, so that each letter has an offset."""
    assert fold(text) == "".join(map(fold, text))
