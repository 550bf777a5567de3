"""The list of places, as buttons with the symbols of the map."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from geo.messages.catalogue import ngettext
from geo.messages.vocabulary import group_title
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


def rows(corpus: Corpus, found: Sequence[Place], *, by_group: bool) -> list[Row]:
    """List a row for each place; `by_group` sorts them, with a heading where a group begins."""
    order = {group.group_id: at for at, group in enumerate(GROUPS)}
    symbol = {place.place_id: order[GROUP_OF[place.kind].group_id] for place in found}
    if by_group:
        found = sorted(found, key=lambda place: (symbol[place.place_id], place.name))
    made: list[Row] = []
    before = None
    for place in found:
        group = GROUP_OF[place.kind]
        heading = group_title(group) if by_group and group != before else ""
        before = group
        count = len(corpus.mentions_of[place.place_id])
        made.append((heading, place.place_id, place.name, symbol[place.place_id], count))
    return made
