"""Where each data file came from: `data/sources.json`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from geo.atlas import DATA
from geo.errors import AtlasError


@dataclass(frozen=True)
class Source:
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


def read_sources(data: Path = DATA) -> list[Source]:
    """Read `sources.json`; raises `AtlasError` if it is missing or not of its form."""
    path = data / "sources.json"
    try:
        entries: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
        return [
            Source(
                made_from=tuple(entry.pop("made_from")),
                repairs=tuple(entry.pop("repairs")),
                **entry,
            )
            for entry in entries
        ]
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise AtlasError(f"The list of sources cannot be read: {error}") from error
