"""What leads through the article: a search, the company a place keeps, the uses of the name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial
from typing import Any

import streamlit as st

from geo.atlas import Atlas
from geo.company import Companion, together
from geo.concordance import SENSE_TITLES, Line, lines
from geo.history import History
from geo.places import Place
from geo.regions import unit_name
from geo.search import search_text
from geo.snippets import snippet
from views import link
from views.lines import line, show
from views.markup import element, notice, quoted
from views.through_time import name_of

MOST = 40
"""Hits that are shown of a search."""

FEW = 7
"""Companions that the map shows, and the list at first: those named together most."""


def find(atlas: Atlas) -> None:
    """Search the text, and the names of places in any spelling."""
    st.text_input(
        "Find in the article",
        type="search",
        live=True,
        key="find",
        bind="query-params",
        placeholder="Find a word or a place: airport, Tsowkey, کابل",
        label_visibility="collapsed",
    )
    query = st.session_state["find"] or ""
    if not query.strip():
        return
    found = search_text(query, atlas.article, atlas.mentions_of, atlas.folded)
    if not found:
        st.html(notice(f"The article has nothing like {quoted(query)}."))
        return
    hits = [
        line(
            "at", one.spans[0][0], snippet(atlas.article, one.passage, one.spans), note=one.section
        )
        for one in found[:MOST]
    ]
    passages = f"{len(found)} passages" if len(found) > 1 else "One passage"
    if len(found) > MOST:
        passages += f", the first {MOST} here"
    hits[0]["heading"] = passages
    show("hits", hits, short=True, at=partial(link.go_to, atlas))


def company(atlas: Atlas, place: Place) -> list[Place]:
    """List the places the article names together with one; give the first while it is open."""
    companions = together(atlas, place.place_id)
    if not companions:
        return []
    label = f"Named together with {place.name}: {_count(len(companions), 'place')}"
    opened = st.expander(label, icon=":material/share:", key="company", on_change="rerun")
    if not opened.open:
        return []
    chosen = st.session_state.get("companion")
    listing: list[dict[str, Any]] = []
    whole = st.session_state.get("whole_company") == place.place_id or len(companions) <= FEW
    for one in companions if whole else companions[:FEW]:
        is_open = one.place.place_id == chosen
        listing.append(
            line(
                "companion", one.place.place_id, [(one.place.name, False)],
                note=_count(len(one.shared), "passage"), open=is_open,
            )
        )  # fmt: skip
        if is_open:
            listing += _shared(atlas, one)
    if not whole:
        more = f"and {len(companions) - FEW} more"
        listing.append(line("whole", place.place_id, [(more, False)]))
    with opened:
        show(
            "companions", listing, companion=_companion, whole=_whole,
            at=partial(link.go_to, atlas),
        )  # fmt: skip
        st.html(
            element(
                "p",
                f"The lines on the map lead to {'the first of ' * (len(companions) > FEW)}them.",
                class_="citation",
            )
        )
    return [one.place for one in companions[:FEW]]


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'s' if number > 1 else ''}"


def _shared(atlas: Atlas, companion: Companion) -> list[dict[str, Any]]:
    """List the passages that name both places."""
    listing = []
    for shared in companion.shared:
        names = sorted((shared.one, shared.other), key=lambda mention: mention.start)
        spans = [(mention.start, mention.end) for mention in names]
        words = snippet(atlas.article, shared.passage, spans)
        where = atlas.article.section_at(shared.passage.start).title
        listing.append(line("at", shared.one.start, words, note=where, level=1))
    return listing


def _companion(place_id: str) -> None:
    """Open a companion's passages, or close them."""
    is_open = st.session_state.get("companion") == place_id
    st.session_state["companion"] = None if is_open else place_id


def _whole(place_id: str) -> None:
    st.session_state["whole_company"] = place_id


def name(atlas: Atlas, history: History | None) -> None:
    """List every use of the name Khorasan by what it means, with the way to what it means."""
    label = f"The name: “Khorasan” {len(atlas.senses)} times, by what it means"
    opened = st.expander(label, icon=":material/format_quote:", key="the-name", on_change="rerun")
    if not opened.open:
        return
    uses = lines(atlas.article, atlas.senses)
    listing: list[dict[str, Any]] = []
    for sense, title in SENSE_TITLES.items():
        meant = [one for one in uses if one.sense.sense == sense]
        if meant:
            [(most, _)] = Counter(one.sense.refers_to for one in meant).most_common(1)
            group = [_use(one, history, most) for one in meant]
            group[0] |= {"heading": f"{title} ({len(meant)})", "under": _lands(most, history)}
            listing += group
    with opened:
        show("uses", listing, at=partial(link.go_to, atlas), extent=_extent, unit=_unit)


def _use(use: Line, history: History | None, most: tuple[str, ...]) -> dict[str, Any]:
    """Set the name in its context, with the lands it means unless they are what `most` mean."""
    sense = use.sense
    words = [(f"… {use.left}", False), (sense.surface, True), (f"{use.right} …", False)]
    if use.folded:
        words = [(sense.surface, True), (f" Folded: {use.folded}", False)]
    also = _lands(sense.refers_to, history) if sense.refers_to != most else []
    return line("at", sense.start, words, note=sense.note, also=also)


def _lands(refers_to: Sequence[str], history: History | None) -> list[tuple[str, str, str]]:
    """Give the way to lands: those of a source, or provinces of today."""
    if history is None:
        return []
    return [
        (f"On the map: {name_of(history.extents[key])}", "extent", key)
        if key in history.extents
        else (f"Today: {unit_name(key)}", "unit", key)
        for key in refers_to
    ]


def _extent(extent_id: str) -> None:
    """Show an extent in the panel for time."""
    link.show_extent(extent_id)
    st.query_params["panel"] = "time"


def _unit(code: str) -> None:
    """Show a province of today in the panel for borders."""
    link.ask(code)
    st.query_params["panel"] = "borders"
