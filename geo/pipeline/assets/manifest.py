"""List the files that the map and the reading pane fetch, each with its checksum."""

from __future__ import annotations

import json
from pathlib import Path

from geo.layers.files import MANIFEST, checksum

ARTICLE = "article.json"


def write_manifest(static: Path) -> None:
    """Write the manifest of the folder `static`, sorted by name, an entry a line.

    It holds the CRC-32, as 8 hexadecimal digits, of the article and of every other file of
    `map/`, so that the app can tell a file that is damaged.
    """
    manifest = static / MANIFEST
    files = [static / ARTICLE, *(path for path in manifest.parent.rglob("*") if path.is_file())]
    sums = {
        path.relative_to(static).as_posix(): f"{checksum(path.read_bytes()):08x}"
        for path in files
        if path != manifest
    }
    text = json.dumps(sums, indent=0, sort_keys=True)
    manifest.write_text(text + "\n", encoding="utf-8", newline="\n")
