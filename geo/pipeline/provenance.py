"""Write `data/sources.json`: what is known of each file's origin, and what the file is."""

from __future__ import annotations

import csv
import hashlib
import json
from pathlib import Path
from typing import Any

from geo.provenance import FILE

KNOWN = Path(__file__).with_name("provenance.json")
"""The origin of each data file, by its path from the repository's root."""


def write_sources(data: Path) -> None:
    """Describe every file that `provenance.json` knows, in its order."""
    known = json.loads(KNOWN.read_text(encoding="utf-8"))
    entries = [
        {"path": path, **origin, **measure(data.parent / path)} for path, origin in known.items()
    ]
    text = json.dumps(entries, ensure_ascii=False, indent=2)
    (data / FILE).write_text(text + "\n", encoding="utf-8", newline="\n")


def measure(path: Path) -> dict[str, Any]:
    """Measure a file: its sha256, its size in bytes, and how many things it holds.

    Features of GeoJSON, rows of CSV, characters of text, else 1.
    """
    content = path.read_bytes()
    return {
        "sha256": hashlib.sha256(content).hexdigest(),
        "bytes": len(content),
        "count": _count(path.suffix, content),
    }


def _count(suffix: str, content: bytes) -> int:
    match suffix:
        case ".geojson":
            return len(json.loads(content)["features"])
        case ".csv":
            return sum(1 for _ in csv.reader(content.decode().splitlines())) - 1
        case ".txt":
            return len(content.decode())
        case _:
            return 1
