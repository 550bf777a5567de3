"""Where each data file came from: `data/sources.json`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from geo.errors import FileError
from geo.paths import DATA

FILE = "sources.json"


@dataclass(frozen=True)
class Provenance:
    """The provenance of one data file.

    `path` is from the repository's root; `made_from` names packages with version and member;
    `count` is the number of features or rows, or of characters for the article; `repairs` are
    the changes made, a sentence each.
    """

    path: str
    title: str
    made_from: tuple[str, ...]
    licence: str
    attribution: str
    sha256: str
    bytes: int
    count: int
    repairs: tuple[str, ...]


def read_sources(data: Path = DATA) -> list[Provenance]:
    """Read `sources.json`; raises `FileError` if it is missing or not of its form."""
    try:
        entries: list[dict[str, Any]] = json.loads((data / FILE).read_text(encoding="utf-8"))
        return [
            Provenance(
                made_from=tuple(entry.pop("made_from")),
                repairs=tuple(entry.pop("repairs")),
                **entry,
            )
            for entry in entries
        ]
    except OSError as error:
        raise FileError(FILE, error.strerror) from error
    except KeyError as error:
        raise FileError(FILE, f"an entry has no {error}") from error
    except (ValueError, TypeError, AttributeError) as error:
        raise FileError(FILE, error) from error
