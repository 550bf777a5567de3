"""The search box: what is typed goes into the link, and what is found is listed under it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass

from geo.messages.catalogue import gettext
from geo.text.snippets import Part
from views.components import Listener, mount


@dataclass(frozen=True)
class Option:
    """A hit: the event that it tells, and the event's value.

    `parts` are its words and whether each is marked; `note` says what it is and leads to.
    """

    event: str
    value: str
    parts: Sequence[Part]
    note: str


@dataclass(frozen=True)
class Group:
    """Hits of one kind, under a heading."""

    heading: str
    options: Sequence[Option]


def show(
    query: str,
    groups: Sequence[Group],
    nothing: str,
    *,
    place: Callable[[str], None],
    subject: Callable[[str], None],
    passage: Callable[[int], None] | None,
) -> None:
    """Show the box with a query and its hits, or with the sentence that nothing was found.

    `place`, `subject` and `passage` hear which hit was chosen, by its id or offset. The browser
    writes what is typed into the link, so that the next run finds it there.
    """
    on = {
        "typed": Listener(str, lambda _: None),
        "place": Listener(str, place),
        "subject": Listener(str, subject),
    }
    if passage:
        on["passage"] = Listener(str, lambda start: passage(int(start)))
    data = {
        "query": query,
        "groups": [asdict(one) for one in groups if one.options],
        "nothing": nothing,
        "words": {
            "label": gettext("Search"),
            "hint": gettext("Search: town, province, word …"),
            "clear": gettext("Clear the search"),
        },
    }
    mount("search_box", data, key="search", on=on)
