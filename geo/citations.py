"""Split a text that cites pages on the web into its words and the addresses behind them.

The data hold an address after the words that it belongs to: `Masalik, p. 156 (https://…)`. On the
screen the words are the link, and no address is to be read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

ADDRESS = r"https?://[^\s;,()\"“”]*[^\s;,()\"“”.:]"
"""An address, without the sign that ends a clause after it."""

GROUP = re.compile(
    rf"(?P<open>\s*\(|,?\s+|^)(?P<addresses>{ADDRESS}(?:(?:[;,]|,? and) {ADDRESS})*)(?P<close>\)?)"
)
"""Addresses that stand together, in brackets or after a comma."""

ENDS_CLAUSE = re.compile(r"; (?:the same in )?|\((?=[^)]*$)|\)[,:]? (?:and )?|^[,:]? (?:and )?")
"""What stands before the words that an address belongs to; a bracket that is closed again does
not."""

LONGEST = 90
"""Characters that a link may have; longer words stay words, and a link stands after them."""


@dataclass(frozen=True)
class Piece:
    """Words and the addresses behind them, mostly none or one.

    Where there are addresses and no `words`, the address belongs to a long clause before it.
    """

    words: str
    addresses: tuple[str, ...] = ()


def split(text: str) -> list[Piece]:
    """Split a text into pieces, of which those with addresses are links."""
    pieces: list[Piece] = []
    at = 0
    for group in GROUP.finditer(text):
        before = text[at : group.start()]
        addresses = tuple(re.findall(ADDRESS, group["addresses"]))
        opened, closed = group["open"].endswith("("), bool(group["close"])
        words = before[_clause(before) :]
        named = words.strip() and len(words) <= LONGEST and opened == closed
        if named:
            pieces += [Piece(before[: len(before) - len(words)]), Piece(words, addresses)]
        else:
            pieces += [Piece(before + (group["open"] or "")), Piece("", addresses)]
        kept = group["close"] if not named or not opened else ""
        at = group.end() - len(kept)
    return [one for one in (*pieces, Piece(text[at:])) if one.words or one.addresses]


def _clause(text: str) -> int:
    """Find where the last clause of a text begins."""
    return max(
        (match.end() for match in ENDS_CLAUSE.finditer(text) if match.end() < len(text)), default=0
    )


def words_of(text: str) -> str:
    """Give the words of a text without its addresses."""
    return "".join(one.words for one in split(text))
