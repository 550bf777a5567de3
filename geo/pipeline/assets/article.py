"""Derive the article as the reading pane shows it, `static/article.json`.

It travels once, as a file a browser caches, so that a click sends no text. The text is cut
into runs here, and nobody counts offsets in a browser's own kind of characters.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from geo.text.article import Passage
from geo.text.corpus import Corpus
from geo.text.fragment import live_link
from geo.text.spans import cut

PARAGRAPH = 480
"""Characters from which on a paragraph ends: the source has lost its own."""


def write_article(corpus: Corpus, path: Path) -> None:
    """Write the article in sections, blocks, passages and runs, as JSON without blanks."""
    text = json.dumps(article_in_runs(corpus), ensure_ascii=False, separators=(",", ":"))
    path.write_text(text + "\n", encoding="utf-8", newline="\n")


def article_in_runs(corpus: Corpus) -> dict[str, Any]:
    """Cut the whole article: each character of it is in one run."""
    article = corpus.article
    edges = [*(section.start for section in article.sections), len(article.text)]
    return {
        "length": len(article.text),
        "names": {place_id: place.name for place_id, place in corpus.places.items()},
        "sections": [
            {
                "start": section.start,
                "title": section.title,
                "blocks": [
                    [_passage(corpus, passage) for passage in block]
                    for block in _blocks([p for p in article.passages if start <= p.start < end])
                ],
            }
            for section, (start, end) in zip(article.sections, pairwise(edges), strict=True)
        ],
    }


def _blocks(passages: Sequence[Passage]) -> Iterator[list[Passage]]:
    """Put passages into paragraphs; a passage to be folded stands by itself."""
    block: list[Passage] = []
    for passage in passages:
        if block and (passage.sensitive or passage.start - block[0].start >= PARAGRAPH):
            yield block
            block = []
        block.append(passage)
        if passage.sensitive:
            yield block
            block = []
    if block:
        yield block


def _passage(corpus: Corpus, passage: Passage) -> dict[str, Any]:
    return {
        "id": passage.passage_id,
        "start": passage.start,
        "about": passage.sensitive,
        "live": live_link(corpus.article, passage),
        "runs": list(_runs(corpus, passage)),
    }


def _runs(corpus: Corpus, passage: Passage) -> Iterator[list[str | int]]:
    """Cut a passage into [text] and, for each mention, [text, start, place_id, use]."""
    mentions = corpus.mentions_in.get(passage.passage_id, ())
    spans = [(mention.start, mention.end) for mention in mentions]
    for piece, number in cut(corpus.article.text, passage.start, passage.end, spans):
        if number is None:
            yield [piece]
        else:
            mention = mentions[number]
            yield [piece, mention.start, mention.place_id, mention.use]
