"""`python -m geo.messages.extract` lists every message in `locale/atlas.pot`.

A language's file, `locale/<language>.po`, is brought up to date with it: messages that are new
wait there for a translation, and those that are gone are kept as comments.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po, write_po

from geo.messages.catalogue import LOCALES
from geo.paths import ROOT

TEMPLATE = LOCALES / "atlas.pot"
METHODS = [("**/templates/**.html", "jinja2"), ("**.py", "python")]
KEYWORDS = {**DEFAULT_KEYWORDS, "gettext_noop": None}
FOLDERS = ("geo", "views")
HEADER = "# The messages of “Where is Khorasan?”; `make messages` lists them anew."
CHANGING = re.compile(
    rb'^"(Project-Id|Report-Msgid|POT-Creation|PO-Revision|Last-Trans|Language-Team|Generated)'
    rb".*\n",
    re.MULTILINE,
)
"""The lines of a header that say who made it, when and with what."""

BRACES = re.compile(r"\{\w+\}")


def extract() -> Catalog:
    """Collect every message of the code and the templates, with the files that use it."""
    catalogue = Catalog(header_comment=HEADER, charset="utf-8", fuzzy=False)
    for message, file in sorted(_found(), key=lambda found: (found[1], str(found[0]))):
        text = message if isinstance(message, str) else message[0]
        flags = {"python-brace-format"} if BRACES.search(text) else set()
        catalogue.add(message, locations=[(file, 0)], flags=flags)
    return catalogue


def _found() -> Iterator[tuple[str | tuple[str, ...], str]]:
    for folder in FOLDERS:
        for file, _, message, *_ in extract_from_dir(
            ROOT / folder, method_map=METHODS, options_map={}, keywords=KEYWORDS
        ):
            yield message, f"{folder}/{file}"


def written(catalogue: Catalog) -> bytes:
    """Write a catalogue as a `.po` file: sorted, and the same bytes each time."""
    content = BytesIO()
    write_po(content, catalogue, omit_header=False, width=100, include_lineno=False)
    return CHANGING.sub(b"", content.getvalue())


def main() -> None:
    """Write the list of messages, and bring each language's file up to date with it."""
    catalogue = extract()
    TEMPLATE.write_bytes(written(catalogue))
    for path in LOCALES.glob("*.po"):
        update(path, catalogue)


def update(path: Path, catalogue: Catalog) -> None:
    """Bring a language's file up to date with the messages of `catalogue`."""
    with path.open("rb") as file:
        language = read_po(file, locale=path.stem)
    language.update(catalogue, no_fuzzy_matching=True)
    path.write_bytes(written(language))


if __name__ == "__main__":
    main()
