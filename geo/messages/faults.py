"""Sentences for what cannot be shown: a bad link, a file that is missing or damaged."""

from __future__ import annotations

from geo.errors import AssetError, AtlasError, DataError, FileError
from geo.messages.catalogue import gettext, listed, ngettext
from geo.units import COUNTRIES, PROVINCES

GROUND = {COUNTRIES, PROVINCES}
"""The files that only `make data` makes; the others follow from what is in `data/`."""

QUOTED = 60
"""Characters of a value that are quoted at most."""


def quoted(value: str) -> str:
    """Quote what a link or a person wrote: printable, and no longer than a line."""
    plain = "".join(sign for sign in value if sign.isprintable())
    return gettext("“{text}”", text=plain if len(plain) <= QUOTED else plain[:QUOTED] + " …")


def unreadable(lost: str, error: AtlasError) -> str:
    """Say which part of the atlas is lost, and why."""
    return f"{lost} {reason(error)}"


def reason(error: AtlasError) -> str:
    """Say what is wrong with a file, and what mends it."""
    match error:
        case DataError():
            files = listed(list(dict.fromkeys(fault.file for fault in error.faults)))
            first = error.faults[0]
            if len(error.faults) == 1 and first.row and first.column:
                files = f"{first.file}:{first.row} [{first.column}]"
            return ngettext(
                "There is a fault in {files}. `make check` explains it.",
                "There are {number} faults in {files}. `make check` explains them.",
                len(error.faults),
                files=files,
            )
        case FileError():
            return gettext(
                "{file} is missing or damaged. `{command}` makes it again.",
                file=error.file,
                command="make data" if error.file in GROUND else "make assets",
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
            return gettext("A file cannot be read.")
