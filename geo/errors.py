"""The errors the atlas raises on purpose, all derived from `AtlasError`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


class AtlasError(Exception):
    """Base of every error the atlas raises on purpose; its text is fit for a person to read."""


@dataclass(frozen=True, order=True)
class Fault:
    """One thing wrong in a data file.

    `row` is the line of the file as an editor counts it (the header is line 1), or 0 where
    the fault is the whole file's; `column` is empty where no single column is at fault.
    """

    file: str
    row: int
    column: str
    wrong: str
    expected: str

    def __str__(self) -> str:
        """Return the fault as one line: where, what is wrong, what was expected."""
        place = self.file + (f":{self.row}" if self.row else "")
        column = f" [{self.column}]" if self.column else ""
        return f"{place}{column} {self.wrong}; expected {self.expected}"


class DataError(AtlasError):
    """Data files break their contract; `faults` holds every breach that was found."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        """Keep the faults in file and row order and make them the message, one a line."""
        self.faults = sorted(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


class AssetError(AtlasError):
    """A file under `static/` is missing, or it is damaged: not the file that was built."""

    def __init__(self, name: str, *, damaged: bool) -> None:
        """Keep the file's name, from `static/` on, and whether it is damaged."""
        self.name = name
        self.damaged = damaged
        super().__init__(f"static/{name} is {'damaged' if damaged else 'missing'}; `make assets`")


class FileError(AtlasError):
    """A data file cannot be read, or it is not of its form."""

    def __init__(self, file: str, cause: object) -> None:
        """Keep the file's name."""
        self.file = file
        super().__init__(f"{file} cannot be read: {cause}")


class BuildError(AtlasError):
    """A build step cannot be done: a download differs from its pin, a repair does not apply."""
