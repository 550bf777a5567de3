"""Find places by name, forgiving spelling, marks and script."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping

from rapidfuzz import fuzz, process

from geo.places import Place

LIKENESS = 78
"""Least likeness (0 to 100) of a misspelt query to a name, found by trying common slips."""

SAME_LETTER = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک", "ة": "ه", "ı": "i"})  # noqa: RUF001
"""Letters of Arabic and Latin script that keyboards mix up, each to one of them."""


def fold(text: str) -> str:
    """Reduce `text` to lower-case letters and digits: no marks, blanks, hyphens or apostrophes."""
    decomposed = unicodedata.normalize("NFKD", text).casefold().translate(SAME_LETTER)
    return "".join(character for character in decomposed if character.isalnum())


def spellings(place: Place) -> tuple[str, ...]:
    """Give every way the place's name may be typed, the modern English name first."""
    return (place.name, *place.alternates, *(name.text for name in place.names))


def fold_places(places: Iterable[Place]) -> dict[str, tuple[str, ...]]:
    """Fold every spelling of each place, by `place_id`, for `search`."""
    return {
        place.place_id: tuple(fold(spelling) for spelling in spellings(place)) for place in places
    }


def search(query: str, folded: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Give the ids of the places `query` may mean, best first; all of them for a blank query.

    A spelling that begins with the query goes before one that holds it; where no spelling does
    either, the likest ones count, by normalised Indel similarity (rapidfuzz's `ratio`).
    """
    wanted = fold(query)
    if not wanted:
        return list(folded)
    rank = {
        place_id: min(_position(wanted, spelling) for spelling in names)
        for place_id, names in folded.items()
    }
    found = sorted(
        (place_id for place_id in rank if rank[place_id] < NOWHERE), key=rank.__getitem__
    )
    return found or _likest(wanted, folded)


NOWHERE = 3


def _position(wanted: str, spelling: str) -> int:
    if wanted == spelling:
        return 0
    if spelling.startswith(wanted):
        return 1
    return 2 if wanted in spelling else NOWHERE


def _likest(wanted: str, folded: Mapping[str, tuple[str, ...]]) -> list[str]:
    names = [
        (spelling, place_id) for place_id, spellings in folded.items() for spelling in spellings
    ]
    likest = process.extract(
        wanted, [name for name, _ in names], scorer=fuzz.ratio, limit=20, score_cutoff=LIKENESS
    )
    return list(dict.fromkeys(names[at][1] for _, _, at in likest))
