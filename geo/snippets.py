"""Snippets: a little of a passage around what is sought in it, what is sensitive left folded."""

from __future__ import annotations

from collections.abc import Sequence

from geo.article import Article, Passage
from geo.search import Span

BEFORE, AFTER = 50, 110
"""Characters about which there are before and after the beginning of what is sought first."""

Part = tuple[str, bool]
"""Some text, and whether it is what is sought."""


def snippet(article: Article, passage: Passage, spans: Sequence[Span]) -> list[Part]:
    """Cut whole words around the first of `spans`, which are in text order and apart.

    Of a passage that is sensitive there is only the half-line that says what it is about.
    """
    if passage.sensitive:
        return [(f"Folded: {passage.sensitive}", False)]
    text, (first, end) = article.text, spans[0]
    low, high = passage.start, passage.end
    if first - BEFORE > low:
        low = text.find(" ", first - BEFORE - 1, first) + 1 or first
    if first + AFTER < high:
        high = max(end, text.rfind(" ", first, first + AFTER + 1))
    parts = [("… " if low > passage.start else "", False)]
    for start, stop in spans:
        if start < high:
            parts += [(text[low:start], False), (text[start : min(stop, high)], True)]
            low = min(stop, high)
    parts += [(text[low:high].rstrip(), False), (" …" if high < passage.end else "", False)]
    return [part for part in parts if part[0]]
