"""The list of places, as buttons with the symbols of the map."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from geo.messages.catalogue import ngettext
from geo.text.corpus import Corpus
from geo.text.places import Place
from geo.vocabulary import GROUP_OF, GROUPS
from views.components import Listener, mount

SYMBOL = 20
"""Pixels of a symbol in the list."""

Row = tuple[str, str, str, int, int]
"""A heading or nothing, a place's id and name, its symbol, and its mentions."""


def show(rows: Sequence[Row], symbols: str, choose: Callable[[str], None]) -> None:
    """Show places as rows; `symbols` is the address of the image of their symbols."""
    words = {
        count: ngettext("named once", "named {number} times", count)
        for count in {mentions for *_, mentions in rows}
    }
    mount(
        "place_list",
        {"symbols": symbols, "size": SYMBOL, "rows": rows, "words": words},
        key="places",
        on={"chosen": Listener(str, choose)},
    )


def rows(corpus: Corpus, found: Sequence[Place], headings: Sequence[str] = ()) -> list[Row]:
    """List a row for each place, with its heading, if there are any, where that is a new one."""
    order = {group.group_id: at for at, group in enumerate(GROUPS)}
    made: list[Row] = []
    before = ""
    for place, heading in zip(found, headings or [""] * len(found), strict=True):
        symbol = order[GROUP_OF[place.kind].group_id]
        count = len(corpus.mentions_of[place.place_id])
        shown = heading if heading != before else ""
        made.append((shown, place.place_id, place.name, symbol, count))
        before = heading
    return made
