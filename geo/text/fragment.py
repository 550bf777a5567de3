"""Link to one passage of the live article by a text fragment."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from urllib.parse import quote

from geo.text.article import URL, Article, Passage

LINK_LENGTH = 200
"""Characters a link to a passage stays under, so that it survives being sent about."""

LINK_WORDS = 4
"""Words, at least, by which a link names either end of a passage: fewer seldom stand out."""


def live_link(article: Article, passage: Passage) -> str:
    """Link to a passage of the live article, by a text fragment of fewer than `LINK_LENGTH`.

    The fragment is the passage itself where that is short, else the words at its two ends, as
    many as it takes to mean no other. The link has some of the passage's words in it, also of
    a sensitive one. Where no such fragment does, it is a link to the article as a whole.
    """
    text = article.text[passage.start : passage.end].rstrip()
    words = list(re.finditer(r"\S+", text))
    counts = product(range(LINK_WORDS, len(words) + 1), repeat=2)
    ends = (
        (text[: words[first - 1].end()], text[words[-last].start() :])
        for first, last in sorted(counts, key=sum)
        if first + last <= len(words)
    )
    for fragment in ((text,), *ends):
        link = f"{URL}#:~:text={','.join(map(_encoded, fragment))}"
        only = [(passage.start, passage.start + len(text))]
        if len(link) < LINK_LENGTH and list(_meant(fragment, article.text)) == only:
            return link
    return URL


def _encoded(text: str) -> str:
    # A hyphen, which `quote` lets pass, is part of a text fragment's own syntax.
    return quote(text, safe="").replace("-", "%2D")


def _meant(fragment: tuple[str, ...], text: str) -> Iterator[tuple[int, int]]:
    """Find every part of `text` that a browser may take a fragment for.

    It minds whole words but not the case, and goes from a beginning to the nearest end after it.
    """
    first, *last = (
        re.compile(rf"(?<!\w){re.escape(words)}(?!\w)", re.IGNORECASE) for words in fragment
    )
    for begin in first.finditer(text):
        if not last:
            yield begin.span()
        elif end := last[0].search(text, begin.end()):
            yield begin.start(), end.end()
