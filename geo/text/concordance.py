"""The concordance: every use of "Khorasan" in the article, by what it means there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from geo.cells import many, offset, required, text
from geo.errors import DataError
from geo.folding import fold
from geo.tables import Column, Table, read_table
from geo.text.article import Article
from geo.vocabulary import Sense

LANDS = {
    Sense.HISTORIC_REGION: "historic.geojson",
    Sense.HISTORIC_PROVINCE: "historic.geojson",
    Sense.PRESENT_PROVINCES: "provinces.geojson",
}
"""The file of `data/regions/` that holds the lands of a sense; the other senses have none."""

WIDTH = 45
"""Characters at most of what stands on either side of the name."""

WORD = re.compile(r"\w+(?:[\u0300-\u036f\u064b-\u0652]\w*)*")
"""A word, the marks that are characters of their own included."""

NAME = re.compile(r"[hx][ou]ras+an|хорасан|хуросон|خراسان")
"""The name in any spelling, folded as `geo.folding.fold` does."""


@dataclass(frozen=True)
class NameUse:
    """A word with the name in it, `text[start:end]`, and what the name means there.

    `refers_to` are the ids of extents or the ISO 3166-2 codes of provinces that are meant;
    none where no land is. `note` gives the reason for a choice that needs one.
    """

    start: int
    end: int
    surface: str
    sense: Sense
    refers_to: tuple[str, ...]
    note: str


@dataclass(frozen=True)
class Line:
    """The name in its context: `left`, the name's surface and `right` are verbatim text.

    In a sensitive passage both sides are empty, and `folded` says what the passage is about.
    """

    use: NameUse
    passage_id: str
    left: str
    right: str
    folded: str


SENSES = (
    Column("start", offset, "a whole number, an offset into article.txt"),
    Column("end", offset, "a whole number, an offset into article.txt"),
    Column("surface", required, "the word as it stands in the text"),
    Column("sense", Sense, "one of " + ", ".join(Sense)),
    Column("refers_to", many(required, ";"), "ids of extents or provinces separated by ;"),
    Column("note", text, "a note or nothing"),
)


def read_senses(path: Path, article: str) -> tuple[NameUse, ...]:
    """Read `senses.csv`, in text order; raises `DataError` with every fault."""
    table = read_sense_table(path, article)
    if table.faults:
        raise DataError(table.faults)
    return tuple(NameUse(**{k: v for k, v in row.items() if k != "row"}) for row in table.rows)


def read_sense_table(path: Path, article: str) -> Table:
    """Read `senses.csv` and check that it has every use of the name; it holds the faults.

    A text that is empty could not be read, and is checked against nothing.
    """
    table = read_table(path, SENSES)
    if article:
        _check_complete(table, article)
    for row in table.known("sense", "refers_to"):
        sense, refers_to = row["sense"], row["refers_to"]
        if refers_to and sense not in LANDS:
            table.fault(row, "refers_to", f"is {';'.join(refers_to)!r}", f"nothing: {sense}")
        elif not refers_to and sense in LANDS:
            table.fault(row, "refers_to", "is empty", f"a land of {LANDS[sense]}: {sense}")
    return table


def occurrences(article: str) -> Iterator[re.Match[str]]:
    """Find every word of the text that holds the name, in any spelling."""
    return (word for word in WORD.finditer(article) if NAME.search(fold(word[0])))


def _check_complete(table: Table, article: str) -> None:
    words = {word.start(): word for word in occurrences(article)}
    at = -1
    for row in table.known("start"):
        start = row["start"]
        if start <= at:
            table.fault(row, "start", f"is {start}", f"more than {at}: in text order, each once")
        at = max(at, start)
        word = words.get(start)
        if word is None:
            table.fault(row, "start", f"is {start}", "the start of a word with the name in it")
            continue
        if row["end"] not in (None, word.end()):
            table.fault(row, "end", f"is {row['end']}", f"{word.end()}, the end of {word[0]!r}")
        if row["surface"] not in (None, word[0]):
            table.fault(row, "surface", f"is {row['surface']!r}", f"{word[0]!r}, as in the text")
    starts = {row["start"] for row in table.rows}
    if starts and None not in starts:
        for start in words.keys() - starts:
            table.fault(None, "start", f"{words[start][0]!r} at {start} has no row", "every use")


def lines(article: Article, uses: Iterable[NameUse]) -> tuple[Line, ...]:
    """Set each use of the name in its context: at most `WIDTH` characters each side, whole words.

    The context may cross into another passage, but never into a sensitive one.
    """
    return tuple(_line(article, use) for use in uses)


def _line(article: Article, use: NameUse) -> Line:
    passage = article.passage_at(use.start)
    if passage.sensitive:
        return Line(use, passage.passage_id, "", "", passage.sensitive)
    folded = [p for p in article.passages if p.sensitive]
    low = max((p.end for p in folded if p.end <= use.start), default=0)
    high = min((p.start for p in folded if p.start >= use.end), default=len(article.text))
    return Line(
        use,
        passage.passage_id,
        left=_last_words(article.text[low : use.start]),
        right=_last_words(article.text[use.end : high][::-1])[::-1],
        folded="",
    )


def _last_words(before: str) -> str:
    """Return the end of `before`: at most `WIDTH` characters, from the start of a word on."""
    if len(before) <= WIDTH:
        return before.lstrip()
    # One character more, so that a word which begins just where the cut falls is whole.
    return "".join(re.split(r"\s+", before[-WIDTH - 1 :], maxsplit=1)[1:])
