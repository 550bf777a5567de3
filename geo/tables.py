"""Read the CSV files of `data/` against their contract, collecting every fault."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from geo.errors import Fault

BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Column:
    """A column of a table: how a cell is read, and what to say it should have been.

    `parse` turns the cell's text into a value and raises `ValueError` if it cannot.
    """

    name: str
    parse: Callable[[str], Any]
    expected: str


@dataclass
class Table:
    """The rows of one file as read, with what was wrong in them.

    A row maps each column to its value, and `row` to its line in the file (the header is
    line 1). A cell that could not be read is None, so that later checks can pass over it.
    """

    file: str
    rows: list[dict[str, Any]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def fault(self, row: dict[str, Any] | None, column: str, wrong: str, expected: str) -> None:
        """Note a fault in `row`, or in the whole file when `row` is None."""
        self.faults.append(Fault(self.file, row["row"] if row else 0, column, wrong, expected))

    def known(self, *columns: str) -> Iterator[dict[str, Any]]:
        """Return the rows in which all of `columns` could be read."""
        return (row for row in self.rows if all(row[column] is not None for column in columns))


def read_table(path: Path, columns: Sequence[Column]) -> Table:
    """Read a UTF-8 CSV file without BOM and with LF line ends; columns not asked for are ignored.

    Nothing is raised: a missing file, a wrong encoding, a missing column, no rows at all and
    every cell that its column cannot read are faults of the table.
    """
    table = Table(file=path.name)
    text = read_text(path, table)
    if text is None:
        return table
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        header = reader.fieldnames or []
        for column in columns:
            if column.name not in header:
                found = ", ".join(header)
                table.fault(None, column.name, "the column is missing", f"it among: {found}")
        for cells in reader:
            # DictReader's own line_num is behind after a blank line, the reader's inside is not.
            table.rows.append(_read_row(table, cells, columns, reader.reader.line_num))
    except csv.Error as error:
        line = reader.reader.line_num
        table.faults.append(Fault(table.file, line, "", str(error), "well-formed CSV"))
    if not table.rows and not table.faults:
        table.fault(None, "", "has no rows", "at least one under the header")
    return table


def read_text(path: Path, table: Table) -> str | None:
    """Read a whole UTF-8 file; a BOM, CR line ends, a NUL or a wrong encoding are faults.

    Returns None where there is nothing to go on with.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        table.fault(None, "", f"cannot be read ({error.strerror})", "a file")
        return None
    if data.startswith(BOM):
        table.fault(None, "", "begins with a byte order mark", "UTF-8 without one")
        data = data.removeprefix(BOM)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        table.fault(None, "", f"byte {error.start} is not UTF-8", "UTF-8")
        return None
    if "\0" in text:
        table.fault(None, "", "holds a NUL character", "text")
        return None
    if "\r" in text:
        table.fault(None, "", "has CR or CRLF line ends", "LF")
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text


def _read_row(
    table: Table, cells: dict[str | Any, Any], columns: Sequence[Column], line: int
) -> dict[str, Any]:
    row: dict[str, Any] = {"row": line}
    if None in cells:
        table.fault(row, "", "has more cells than the header", "as many cells as columns")
    elif None in cells.values():
        table.fault(row, "", "has fewer cells than the header", "as many cells as columns")
    for column in columns:
        cell = cells.get(column.name)
        row[column.name] = None
        if cell is None:
            continue
        try:
            row[column.name] = column.parse(cell)
        except ValueError:
            table.fault(row, column.name, f"is {cell!r}", column.expected)
    return row


def check_unique(table: Table, column: str) -> None:
    """Note every row of `table` whose `column` repeats an earlier row's."""
    seen: dict[object, int] = {}
    for row in table.known(column):
        first = seen.setdefault(row[column], row["row"])
        if first != row["row"]:
            table.fault(row, column, f"repeats {row[column]!r} of line {first}", "a unique value")
