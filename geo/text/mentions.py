"""The mentions: every place name in the article, in text order."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from geo.cells import offset, required, slug
from geo.errors import DataError
from geo.tables import Column, Table, read_table
from geo.vocabulary import Use


@dataclass(frozen=True)
class Mention:
    """A place name in the text: `surface` is `text[start:end]`."""

    start: int
    end: int
    surface: str
    place_id: str
    use: Use


MENTIONS = (
    Column("start", offset, "a whole number, an offset into article.txt"),
    Column("end", offset, "a whole number, an offset into article.txt"),
    Column("surface", required, "the name as it stands in the text"),
    Column("place_id", slug, "a place_id of places.csv"),
    Column("use", Use, "one of " + ", ".join(Use)),
)


def read_mentions(path: Path, text: str, place_ids: set[str]) -> tuple[Mention, ...]:
    """Read `mentions.csv`, in text order; raises `DataError` with every fault."""
    table = read_mention_table(path, text, place_ids)
    if table.faults:
        raise DataError(table.faults)
    return tuple(Mention(**{k: v for k, v in row.items() if k != "row"}) for row in table.rows)


def read_mention_table(path: Path, text: str, place_ids: set[str]) -> Table:
    """Read `mentions.csv` and check it against the text and the places; it holds the faults.

    A text or a set of places that is empty could not be read, and is checked against nothing.
    """
    table = read_table(path, MENTIONS)
    if text:
        _check_spans(table, text)
    for row in table.known("place_id"):
        if place_ids and row["place_id"] not in place_ids:
            table.fault(row, "place_id", f"is {row['place_id']!r}", "a place_id of places.csv")
    return table


def _check_spans(table: Table, text: str) -> None:
    at = 0
    for row in table.known("start", "end"):
        start, end = row["start"], row["end"]
        if not start < end <= len(text):
            table.fault(row, "end", f"is {end}", f"more than {start}, at most {len(text)}")
            continue
        if start < at:
            table.fault(row, "start", f"is {start}", f"at least {at}: sorted, no overlap")
        at = max(at, end)
        found = text[start:end]
        if row["surface"] not in (None, found):
            table.fault(row, "surface", f"is {row['surface']!r}", f"{found!r}, as in the text")
