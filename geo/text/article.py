"""The article: its text, our section titles, and its passages, by offset."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from pathlib import Path

from geo.cells import offset, required, slug
from geo.cells import text as optional_text
from geo.errors import DataError
from geo.tables import Column, Table, check_unique, read_table, read_text

TITLE = "Islamic State – Khorasan Province"
LICENCE = "CC BY-SA 4.0"
URL = "https://en.wikipedia.org/wiki/Islamic_State_%E2%80%93_Khorasan_Province"


HALF_LINE = 100
"""Characters that what a passage is about must stay under, so that it fits in half a line."""


def half_line(cell: str) -> str:
    """Read a cell that may be empty; raises `ValueError` if it is longer than half a line."""
    if len(cell) >= HALF_LINE:
        raise ValueError(cell)
    return optional_text(cell)


SECTIONS = (
    Column("start", offset, "a whole number, an offset into article.txt"),
    Column("title", required, "a title without blanks around it"),
)
PASSAGES = (
    Column("passage_id", slug, "a lower-case ASCII slug"),
    Column("start", offset, "a whole number, an offset into article.txt"),
    Column("end", offset, "a whole number, an offset into article.txt"),
    Column("sensitive", half_line, f"what it is about in under {HALF_LINE} characters, or nothing"),
)


@dataclass(frozen=True)
class Section:
    """A part of the article from `start` to the next section, under a title of our own."""

    start: int
    title: str


@dataclass(frozen=True)
class Passage:
    """A sentence of the article with the blank after it: `text[start:end]`.

    `sensitive` says in half a line what a passage to be folded is about; else it is empty.
    """

    passage_id: str
    start: int
    end: int
    sensitive: str


@dataclass(frozen=True)
class Article:
    """The whole text with its sections and passages, both in text order."""

    text: str
    sections: tuple[Section, ...]
    passages: tuple[Passage, ...]

    def passage_at(self, start: int) -> Passage:
        """Find the passage that holds the character at offset `start`."""
        return self.passages[bisect_right(self.passages, start, key=lambda p: p.start) - 1]

    def section_at(self, start: int) -> Section:
        """Find the section that holds the character at offset `start`."""
        return self.sections[bisect_right(self.sections, start, key=lambda s: s.start) - 1]


def read_article(folder: Path) -> Article:
    """Read `article.txt`, `sections.csv` and `passages.csv` of `folder`.

    Raises `DataError` with every fault of the three files.
    """
    text, tables = read_article_tables(folder)
    faults = [fault for table in tables.values() for fault in table.faults]
    if faults:
        raise DataError(faults)
    return Article(
        text=text,
        sections=tuple(Section(r["start"], r["title"]) for r in tables["sections"].rows),
        passages=tuple(
            Passage(r["passage_id"], r["start"], r["end"], r["sensitive"])
            for r in tables["passages"].rows
        ),
    )


def read_article_tables(folder: Path) -> tuple[str, dict[str, Table]]:
    """Read the three files and check them against one another; the tables hold the faults.

    The text is empty where it cannot be read, and is then checked against nothing.
    """
    tables = {
        "text": Table("article.txt"),
        "sections": read_table(folder / "sections.csv", SECTIONS),
        "passages": read_table(folder / "passages.csv", PASSAGES),
    }
    text = read_text(folder / "article.txt", tables["text"]) or ""
    if not text and not tables["text"].faults:
        tables["text"].fault(None, "", "is empty", "the article")
    _check_passages(tables["passages"], text)
    starts = {row["start"] for row in tables["passages"].known("start")}
    _check_sections(tables["sections"], starts)
    return text, tables


def _check_passages(passages: Table, text: str) -> None:
    check_unique(passages, "passage_id")
    at: int | None = 0  # None where the passage before has no end that could be read.
    for row in passages.rows:
        start, end = row["start"], row["end"]
        if at is not None and start is not None and start != at:
            passages.fault(row, "start", f"is {start}", f"{at}: passages tile the text")
        if start is not None and end is not None and end <= start:
            passages.fault(row, "end", f"is {end}", f"more than {start}")
        at = end
    if text and passages.rows and at is not None and at != len(text):
        wrong = f"the last passage ends at {at}"
        passages.fault(None, "end", wrong, f"the text's end, {len(text)}")


def _check_sections(sections: Table, starts: set[int]) -> None:
    before = -1
    for row in sections.known("start"):
        if starts and row["start"] not in starts:
            sections.fault(row, "start", f"is {row['start']}", "the start of a passage")
        if row["start"] <= before:
            sections.fault(row, "start", f"is {row['start']}", f"more than {before}")
        if before == -1 and row["start"] != 0:
            sections.fault(row, "start", f"is {row['start']}", "0, so that all text has a section")
        before = row["start"]
