"""The files that the map fetches: their addresses, with checksums so that browsers keep them."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable
from functools import lru_cache
from typing import ParamSpec, TypeVar

from geo import paths
from geo.errors import AssetError

ARTICLE = "article.json"
"""The file that holds the article as the reading pane shows it."""

MANIFEST = "map/manifest.json"
"""The file that lists the checksum of every other file of `static/map/`."""


P = ParamSpec("P")
T = TypeVar("T")

MOST = 2000
"""The number of results that each function remembers."""

_remembering: list[Callable[[], None]] = []


def remembered(function: Callable[P, T]) -> Callable[P, T]:
    """Remember what a function of the files returned, until `forget` is called."""
    held = lru_cache(MOST)(function)
    _remembering.append(held.cache_clear)
    return held  # type: ignore[return-value]


@remembered
def address(name: str) -> str:
    """Return the address of a file under `static/`, with its checksum.

    Raises `AssetError` if the file is missing, or if it is not the file that was built.
    """
    return f"app/static/{name}?v={checksum(read(name)):08x}"


def checksum(content: bytes) -> int:
    """Compute the CRC-32 of a file's bytes."""
    return zlib.crc32(content)


def read(name: str) -> bytes:
    """Read a file under `static/`.

    Raises `AssetError` if it is missing, or if it is not the file that was built.
    """
    try:
        content = (paths.STATIC / name).read_bytes()
    except OSError as error:
        raise AssetError(name, damaged=False) from error
    if manifest().get(name, checksum(content)) != checksum(content):
        raise AssetError(name, damaged=True)
    return content


def read_manifest() -> dict[str, int]:
    """Read the checksums of the files as they were built, by name.

    Raises `AssetError` if the manifest is missing or damaged.
    """
    try:
        entries = json.loads((paths.STATIC / MANIFEST).read_text(encoding="utf-8"))
        return {str(name): int(value, 16) for name, value in entries.items()}
    except OSError as error:
        raise AssetError(MANIFEST, damaged=False) from error
    except (ValueError, TypeError, AttributeError) as error:
        raise AssetError(MANIFEST, damaged=True) from error


@remembered
def manifest() -> dict[str, int]:
    """Return what `read_manifest` reads; nothing if it cannot, and then no file is damaged."""
    try:
        return read_manifest()
    except AssetError:
        return {}


def forget() -> None:
    """Forget what was read, so that changed files are read again."""
    for clear in _remembering:
        clear()
