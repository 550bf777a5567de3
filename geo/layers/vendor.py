"""What the browser draws the map with: pydeck's bundle and our renderer, under `static/vendor/`."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pydeck

from geo import paths
from geo.errors import AssetError
from geo.layers.files import checksum, remembered

HERE = Path(__file__).with_name("renderer")
PARTS = (
    "ground", "files", "bundle", "camera", "sketch", "names", "lands", "wall", "hits", "furniture",
    "touch", "looking", "laying", "drawing", "hands", "faults", "map",
)  # fmt: skip
"""The renderer's scripts in the order in which they stand in the published one."""

BUNDLE = f"vendor/deck-{pydeck.__version__}.js"
SCRIPT, STYLE = "vendor/map.js", "vendor/map.css"


@remembered
def publish() -> dict[str, str]:
    """Put under `static/vendor/` what is missing or not up to date there, and return addresses.

    The addresses are those of the bundle (`deck`), the `script` and the `style`. Raises
    `AssetError` if pydeck has no bundle, or the folder cannot be written.
    """
    made = {"script": (SCRIPT, script()), "style": (STYLE, style()), "deck": (BUNDLE, _bundle())}
    return {key: put(name, content) for key, (name, content) in made.items()}


def script() -> bytes:
    """Return the renderer as one script that puts `AtlasMap` on the page."""
    parts = [(HERE / f"{part}.js").read_text(encoding="utf-8") for part in PARTS]
    return "".join(["(() => {\n", *parts, "})();\n"]).encode()


def style() -> bytes:
    """Return the renderer's style sheet."""
    return (HERE / "map.css").read_bytes()


def _bundle() -> bytes:
    source = Path(pydeck.__file__).parent / "nbextension" / "static" / "index.js"
    try:
        content = source.read_bytes()
    except OSError as error:
        raise AssetError(BUNDLE, damaged=False) from error
    return content.rpartition(b"//# sourceMappingURL")[0] or content


def put(name: str, content: bytes) -> str:
    """Put a file under `static/`, unless it is there already, and return its address.

    It is written at once, so that nobody reads a part of it. Raises `AssetError` if the folder
    cannot be written.
    """
    path = paths.STATIC / name
    address = f"app/static/{name}?v={checksum(content):08x}"
    try:
        if path.exists() and path.read_bytes() == content:
            return address
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=path.parent) as folder:
            part = Path(folder) / path.name
            part.write_bytes(content)
            part.replace(path)
    except OSError as error:
        raise AssetError(name, damaged=False) from error
    return address
