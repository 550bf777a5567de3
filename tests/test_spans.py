"""Spans: text that is cut at them loses nothing, and each piece knows its span."""

from hypothesis import given
from hypothesis import strategies as st

from geo.text.corpus import read_corpus
from geo.text.spans import Span, cut

CORPUS = read_corpus()


@st.composite
def cuts(draw: st.DrawFn) -> tuple[str, int, int, list[Span]]:
    """Draw a text, a part of it, and spans of the text in order and apart."""
    text = draw(st.text(min_size=1, max_size=60))
    edges = st.integers(0, len(text))
    start, end = sorted((draw(edges), draw(edges)))
    marks = sorted(draw(st.sets(edges, max_size=12)))
    return text, start, end, list(zip(marks[::2], marks[1::2], strict=False))


@given(cuts())
def test_the_pieces_joined_are_the_text(case):
    """Nothing is lost or added, and no piece is empty."""
    text, start, end, spans = case
    pieces = [piece for piece, _ in cut(text, start, end, spans)]
    assert "".join(pieces) == text[start:end]
    assert all(pieces)


@given(cuts())
def test_the_pieces_with_a_number_are_the_spans(case):
    """Each span that begins in the part is one piece, up to the part's end."""
    text, start, end, spans = case
    numbered = [
        (number, piece) for piece, number in cut(text, start, end, spans) if number is not None
    ]
    assert numbered == [
        (number, text[first : min(last, end)])
        for number, (first, last) in enumerate(spans)
        if start <= first < end
    ]


@given(cuts())
def test_the_pieces_lie_where_their_spans_lie(case):
    """A piece with a number begins at the offset where its span begins."""
    text, start, end, spans = case
    at = start
    for piece, number in cut(text, start, end, spans):
        if number is not None:
            assert at == spans[number][0]
        at += len(piece)


def test_the_whole_article_is_cut_at_its_mentions():
    """The numbered pieces are the names, in text order."""
    spans = [(mention.start, mention.end) for mention in CORPUS.mentions]
    text = CORPUS.article.text
    pieces = list(cut(text, 0, len(text), spans))
    assert "".join(piece for piece, _ in pieces) == text
    assert [piece for piece, number in pieces if number is not None] == [
        mention.surface for mention in CORPUS.mentions
    ]
