"""The list of places: search, filters, and the same places as on the map, for every hand."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import streamlit as st

from geo.atlas import Atlas
from geo.kinds import GROUP_OF, GROUP_TITLES, GROUPS, USE_TITLES
from geo.places import Place
from geo.search import search
from views import link
from views.link import Open
from views.markup import notice, quoted
from views.page import sprite

HERE = Path(__file__).parent
SYMBOL = 20
"""Pixels of a symbol in the list."""


@st.cache_resource
def _list() -> Any:
    return st.components.v2.component(
        "place_list",
        html='<div class="root"></div>',
        css=(HERE / "place_list.css").read_text(encoding="utf-8"),
        js=(HERE / "place_list.js").read_text(encoding="utf-8"),
    )


def find(opened: Open | None) -> None:
    """Offer search and filters, and the way back to the list from what is open."""
    st.text_input(
        "Find a place",
        type="search",
        live=True,
        key="q",
        bind="query-params",
        placeholder="In any spelling: Tsowkey, Sar-i Pul, کابل",
        on_change=link.close,
    )
    with st.expander("Filter by kind and use", icon=":material/tune:", key="filters"):
        _pills("Kinds of place", "kind", GROUP_TITLES)
        _pills("The name is used", "use", USE_TITLES)
    if opened:
        st.button("All places", icon=":material/arrow_back:", type="tertiary", on_click=link.close)


def _pills(label: str, key: str, titles: dict[str, str]) -> None:
    st.pills(
        label,
        list(titles),
        selection_mode="multi",
        format_func=titles.__getitem__,
        key=key,
        on_change=link.filtered,
        args=(key,),
    )


def show(atlas: Atlas) -> None:
    """List the places that the search and the filters leave."""
    query = st.session_state["q"] or ""
    groups = st.session_state["kind"]
    kinds = [kind for kind, group in GROUP_OF.items() if group.group_id in groups]
    selected = {place.place_id: place for place in atlas.select(kinds, st.session_state["use"])}
    found = [selected[key] for key in search(query, atlas.folded) if key in selected]
    if not found:
        st.html(notice(f"No place is found for {quoted(query)} among the kinds and uses chosen."))
        return
    _list()(
        data={
            "symbols": sprite(),
            "size": SYMBOL,
            "rows": _rows(atlas, found, by_group=not query.strip()),
        },
        key="places",
        on_chosen_change=_chosen,
    )


def _rows(atlas: Atlas, found: Sequence[Place], *, by_group: bool) -> list[list[Any]]:
    """Give [heading, place_id, name, symbol, mentions] a row; a heading where a group begins."""
    order = {group.group_id: at for at, group in enumerate(GROUPS)}
    at = {place.place_id: order[GROUP_OF[place.kind].group_id] for place in found}
    if by_group:
        found = sorted(found, key=lambda place: (at[place.place_id], place.name))
    rows = []
    before = None
    for place in found:
        group = GROUP_OF[place.kind]
        heading = group.title if by_group and group != before else ""
        before = group
        count = len(atlas.mentions_of[place.place_id])
        rows.append([heading, place.place_id, place.name, at[place.place_id], count])
    return rows


def _chosen() -> None:
    chosen = st.session_state["places"].get("chosen")
    if chosen:
        link.choose(chosen)
