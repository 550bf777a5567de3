"""Cut text at spans: the one way in which names are marked in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

Span = tuple[int, int]
"""Offsets into the article: `text[start:end]`."""


def cut(text: str, start: int, end: int, spans: Sequence[Span]) -> Iterator[tuple[str, int | None]]:
    """Cut `text[start:end]` at spans, which are in text order and apart.

    Each piece comes with the number of the span that it is, or None where it lies between two.
    A span that begins in the range is kept up to the range's end; empty pieces are left out, and
    the pieces joined are `text[start:end]`.
    """
    at = start
    for number, (first, last) in enumerate(spans):
        if not start <= first < end:
            continue
        if at < first:
            yield text[at:first], None
        yield text[first : min(last, end)], number
        at = min(last, end)
    if at < end:
        yield text[at:end], None
