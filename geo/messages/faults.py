"""Sentences for what cannot be shown: a bad link, a file that is missing or damaged."""

from __future__ import annotations

from geo.errors import AssetError, AtlasError, DataError, FileError
from geo.messages.catalogue import gettext, listed, ngettext

QUOTED = 60
"""Characters of a value that are quoted at most."""


def quoted(value: str) -> str:
    """Quote what a link or a person wrote: printable, and no longer than a line."""
    plain = "".join(sign for sign in value if sign.isprintable())
    return f"“{plain if len(plain) <= QUOTED else plain[:QUOTED] + ' …'}”"


def unreadable(lost: str, error: AtlasError) -> str:
    """Say which part of the atlas is lost, and why."""
    return f"{lost} {reason(error)}"


def reason(error: AtlasError) -> str:
    """Say what is wrong with a file, and what mends it."""
    match error:
        case DataError():
            files = listed(list(dict.fromkeys(fault.file for fault in error.faults)))
            first = error.faults[0]
            if len(error.faults) == 1 and first.row:
                files = f"{first.file}:{first.row} [{first.column}]"
            return ngettext(
                "There is a fault in {files}. `make check` explains it.",
                "There are {number} faults in {files}. `make check` explains them.",
                len(error.faults),
                files=files,
            )
        case FileError():
            return gettext(
                "{file} is missing or damaged. `make data` makes it again.", file=error.file
            )
        case AssetError(damaged=True):
            return gettext(
                "A file of the map is damaged (static/{name}). `make assets` makes it again.",
                name=error.name,
            )
        case AssetError():
            return gettext(
                "A file of the map is missing (static/{name}). `make assets` makes it again.",
                name=error.name,
            )
        case _:
            return str(error)
