"""Snippets: a few words of a passage around what was searched for in it."""

from __future__ import annotations

from collections.abc import Sequence

from geo.text.article import Article, Passage
from geo.text.spans import Span, cut

BEFORE, AFTER = 50, 110
"""About as many characters stand before and after the beginning of the first span."""

Part = tuple[str, bool]
"""Some text, and whether it is marked."""


def snippet(article: Article, passage: Passage, spans: Sequence[Span]) -> list[Part]:
    """Cut whole words around the first of `spans`, which are in text order and apart.

    A sensitive passage has no snippet: the list is empty.
    """
    if passage.sensitive:
        return []
    text, (first, end) = article.text, spans[0]
    low, high = passage.start, passage.end
    if first - BEFORE > low:
        low = text.find(" ", first - BEFORE - 1, first) + 1 or first
    if first + AFTER < high:
        high = max(end, text.rfind(" ", first, first + AFTER + 1))
    parts = [(words, number is not None) for words, number in cut(text, low, high, spans)]
    if parts and not parts[-1][1]:
        parts[-1] = (parts[-1][0].rstrip(), False)
    before, after = "… " if low > passage.start else "", " …" if high < passage.end else ""
    return [part for part in ((before, False), *parts, (after, False)) if part[0]]
