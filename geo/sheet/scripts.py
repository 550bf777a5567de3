"""The names of places, towns and provinces in Arabic script, by the names on the map."""

from __future__ import annotations

import re
from collections.abc import Iterable

from geo.extents.catalogue import ExtentCatalogue
from geo.text.corpus import Corpus
from geo.units import units

ARABIC = re.compile("^[\u0600-\u06ff\u200c ]+$")

GENERIC = ("ولایت ", "استان ")
"""“Province of”, before the name itself."""


def read_scripts(corpus: Corpus | None, catalogue: ExtentCatalogue | None) -> dict[str, str]:
    """Gather names in Arabic script; today's come before those of the sources."""
    found: dict[str, str] = {}
    if corpus:
        for place in corpus.places.values():
            _add(found, place.name, (name.text for name in place.names))
    if catalogue:
        for town in catalogue.evidence.towns.values():
            _add(found, town.name.partition(" (")[0], (name.text for name in town.names))
    for unit in units().values():
        _add(found, unit.name, unit.names)
    return found


def _add(found: dict[str, str], name: str, names: Iterable[str]) -> None:
    words = next((one for one in names if ARABIC.match(one)), "")
    for generic in GENERIC:
        words = words.removeprefix(generic)
    if words:
        found.setdefault(name, words)
