"""The readers of the CSV files: what they accept, and every fault they note instead of raising."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.cells import number, required
from geo.errors import DataError, Fault
from geo.tables import BOM, Column, Table, check_unique, read_table

TWO = (Column("a", str, "any text"), Column("b", str, "any text"))
NUMBERED = (Column("name", required, "a name"), Column("km", number(0, 9), "0 to 9"))
AS_MANY = "as many cells as columns"
CELLS = st.text(st.characters(exclude_characters="\r\0", codec="utf-8"))

# The folder is shared by a test's examples, which each write the file anew.
in_one_folder = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


def read(folder: Path, content: bytes, columns: tuple[Column, ...] = NUMBERED) -> Table:
    """Write `content` as `some.csv` and read it."""
    path = folder / "some.csv"
    path.write_bytes(content)
    return read_table(path, columns)


@in_one_folder
@given(rows=st.lists(st.tuples(CELLS, CELLS), min_size=1))
def test_reading_undoes_writing(tmp_path: Path, rows: list[tuple[str, str]]) -> None:
    """Whatever text `csv` writes comes back as it was, without a fault."""
    path = tmp_path / "some.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([("a", "b"), *rows])
    table = read_table(path, TWO)
    assert not table.faults
    assert [(row["a"], row["b"]) for row in table.rows] == rows


@in_one_folder
@given(
    content=st.binary() | st.text().map(lambda text: b"name,km\n" + text.encode("utf-8", "replace"))
)
def test_no_bytes_raise(tmp_path: Path, content: bytes) -> None:
    """Any bytes at all give rows or faults, and faults that fit the file's lines."""
    table = read(tmp_path, content)
    assert table.rows or table.faults
    lines = len(content.splitlines()) + content.count(b"\r") + 1
    assert all(0 <= fault.row <= lines for fault in table.faults)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"name,km\n", (0, "", "has no rows", "at least one under the header")),
        (b"name,km\nx\n", (2, "", "has fewer cells than the header", AS_MANY)),
        (b"name,km\nx,1,2\n", (2, "", "has more cells than the header", AS_MANY)),
        (b"name,km\n\n\nx,y\n", (4, "km", "is 'y'", "0 to 9")),
        (b"name,km\nx,nan\n", (2, "km", "is 'nan'", "0 to 9")),
        (b"name,km\nx,inf\n", (2, "km", "is 'inf'", "0 to 9")),
        (b"name,km\nx,9.1\n", (2, "km", "is '9.1'", "0 to 9")),
        (b"name,km\n,1\n", (2, "name", "is ''", "a name")),
        (b"name\nx\n", (0, "km", "the column is missing", "it among: name")),
        (BOM + b"name,km\nx,1\n", (0, "", "begins with a byte order mark", "UTF-8 without one")),
        (b"name,km\r\nx,1\r\n", (0, "", "has CR or CRLF line ends", "LF")),
        (b"name,km\n\xe9,1\n", (0, "", "byte 8 is not UTF-8", "UTF-8")),
        (b'name,km\n"x"y,1\n', (2, "", "',' expected after '\"'", "well-formed CSV")),
    ],
)  # fmt: skip
def test_each_fault_is_the_only_one(
    tmp_path: Path, content: bytes, expected: tuple[int, str, str, str]
) -> None:
    """One thing wrong is one fault, with its line and column, in words."""
    assert read(tmp_path, content).faults == [Fault("some.csv", *expected)]


def test_all_faults_are_noted_together(tmp_path: Path) -> None:
    """Reading goes on after a fault, and a cell that cannot be read is None."""
    table = read(tmp_path, BOM + b"name,km\r\n,1\r\nx,y\r\nz,3\r\n")
    assert [(fault.row, fault.column) for fault in table.faults] == [
        (0, ""),
        (0, ""),
        (2, "name"),
        (3, "km"),
    ]
    assert [row["km"] for row in table.rows] == [1, None, 3]
    assert [row["row"] for row in table.known("name", "km")] == [4]


def test_other_columns_are_ignored(tmp_path: Path) -> None:
    """A file may have more columns than its contract asks for, in any order."""
    table = read(tmp_path, b"km,more,name\n1,2,x\n")
    assert not table.faults
    assert table.rows == [{"row": 2, "name": "x", "km": 1.0}]


def test_missing_file_is_a_fault(tmp_path: Path) -> None:
    """A file that is not there, or is a folder, is the table's one fault."""
    for path in (tmp_path / "none.csv", tmp_path):
        (fault,) = read_table(path, NUMBERED).faults
        assert (fault.row, fault.expected) == (0, "a file")


@given(values=st.lists(st.integers(0, 5)))
def test_every_repeat_and_no_first_is_noted(values: list[int]) -> None:
    """As many values are noted as there are beyond the distinct ones, each after its first."""
    table = Table("some.csv", [{"row": line, "a": value} for line, value in enumerate(values, 2)])
    check_unique(table, "a")
    assert len(table.faults) == len(values) - len(set(values))
    firsts = {values.index(value) + 2 for value in values}
    assert firsts.isdisjoint(fault.row for fault in table.faults)


def test_faults_stand_in_file_and_row_order() -> None:
    """The error lists its faults sorted, a line each."""
    late, early = Fault("b.csv", 2, "x", "is 'y'", "z"), Fault("a.csv", 0, "", "is not", "to be")
    error = DataError([late, early])
    assert error.faults == [early, late]
    assert str(error) == "a.csv is not; expected to be\nb.csv:2 [x] is 'y'; expected z"
