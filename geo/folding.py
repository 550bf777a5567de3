"""Fold names and text so that spelling, marks and keyboards do not matter."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

SAME_LETTER = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک", "ة": "ه", "ı": "i"})  # noqa: RUF001
"""Letters of Arabic and Latin script that keyboards mix up, each to one of them."""

MARK, MODIFIER = "Mn", "Lm"
"""Categories of marks, and of letters like the ayn of Dāʿish, that people type or leave out."""


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Reduce `text` to lower-case letters and digits: no marks, blanks, hyphens or apostrophes."""
    decomposed = unicodedata.normalize("NFKD", text).casefold().translate(SAME_LETTER)
    return "".join(
        character
        for character in decomposed
        if character.isalnum() and unicodedata.category(character) != MODIFIER
    )


def slug(name: str) -> str:
    """Turn a name into lower-case ASCII, with hyphens between its words."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return "-".join("".join(sign if sign.isalnum() else " " for sign in plain).split())
