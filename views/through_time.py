"""Through time: one source's Khorasan after the other, two compared, or all together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import streamlit as st

from geo.agreement import compare, counted_in
from geo.answers import briefly
from geo.evidence import RELATIONS, Statement
from geo.history import Extent, History
from geo.kinds import RELATION_TITLES
from geo.regions import unit_name
from views import link
from views.link import TOGETHER, Period
from views.markup import element, join, table

HERE = Path(__file__).parent
FIRST, LAST = 500, 2026
"""The years at the two ends of the timeline."""

ALL = "All that was written"
UNCERTAIN = "unverified: "


@st.cache_resource
def _timeline() -> Any:
    return st.components.v2.component(
        "timeline",
        html='<div class="root" role="group" aria-label="Khorasan through time"></div>',
        css=(HERE / "timeline.css").read_text(encoding="utf-8"),
        js=(HERE / "timeline.js").read_text(encoding="utf-8"),
    )


def show(history: History, period: Period) -> None:
    """Show what is to be said of the extent, the whole of time, and the evidence."""
    if period.together:
        _together(history)
    else:
        if period.against:
            _compared(history, period.extent, period.against)
        _said(period.extent)
    chosen = [TOGETHER if period.together else period.extent.extent_id]
    if period.against:
        chosen.append(period.against.extent_id)
    _timeline()(
        data={"rows": _rows(history), "chosen": chosen}, key="timeline", on_chosen_change=_chosen
    )
    if not period.together and history.statements_of(period.extent):
        _statements(history, period.extent)


def name_of(extent: Extent) -> str:
    """Name an extent as a heading does: by its source."""
    short = extent.source.short
    return short[0].upper() + short[1:]


def _rows(history: History) -> list[list[Any]]:
    """Give [extent_id, name, years, from, to] a row, the last two in per cent of the timeline."""
    rows: list[list[Any]] = [[TOGETHER, ALL, "", 0, 0]]
    brief = Counter(briefly(extent.source) for extent in history.extents.values())
    for key, extent in history.extents.items():
        first, last = extent.source.year_from or FIRST, extent.source.year_to or LAST
        ends = [round(100 * (year - FIRST) / (LAST - FIRST), 1) for year in (first, last)]
        alone = brief[briefly(extent.source)] == 1
        name = name_of(extent)
        rows.append([key, name.split(",")[0] if alone else name, years(first, last), *ends])
    return rows


def years(first: int, last: int) -> str:
    """Write a span of years; this year is “today”."""
    if first == last:
        return str(first)
    return f"{first}–{'today' if last == LAST else last}"


def step(history: History, period: Period) -> None:
    """Offer the extent before and after, and another to lay over this one."""
    order = [TOGETHER, *history.extents]
    at = 0 if period.together else order.index(period.extent.extent_id)
    with st.container(key="time-steps", horizontal=True, vertical_alignment="bottom"):
        st.button(
            "Earlier", icon=":material/chevron_left:", key="earlier", shortcut="P",
            disabled=at == 0, on_click=link.show_extent, args=(order[at - 1],),
        )  # fmt: skip
        st.button(
            "Later", icon=":material/chevron_right:", icon_position="right", key="later",
            shortcut="N", disabled=at == len(order) - 1,
            on_click=link.show_extent, args=(order[(at + 1) % len(order)],),
        )  # fmt: skip
        st.session_state["against"] = period.against.extent_id if period.against else None
        st.selectbox(
            "Compare with",
            [key for key in history.extents if key != period.extent.extent_id],
            format_func=lambda key: name_of(history.extents[key]),
            key="against",
            placeholder="Compare with …",
            label_visibility="collapsed",
            disabled=period.together,
            on_change=_against,
        )


def _chosen() -> None:
    if chosen := st.session_state["timeline"].get("chosen"):
        link.show_extent(chosen)


def _said(extent: Extent) -> None:
    """Say in our words who says so, what is disputed, and where to read it."""
    source = extent.source
    core, possible = (round(extent.areas[band] / 1000) for band in ("core", "possible"))
    size = f"{core:,}" if core == possible else f"{core:,} to {possible:,}"
    st.html(
        join(
            element("h2", extent.title, class_="extent-name"),
            element("p", source.says, class_="says"),
            element("p", element("strong", "In doubt. "), source.disputed, class_="says"),
            element("p", f"About {size} thousand km². ", source.citation, class_="citation"),
        )
    )


def _compared(history: History, one: Extent, other: Extent) -> None:
    """Say what two extents share, and what each has alone."""
    areas = compare(history.faces, one.extent_id, other.extent_id)
    lines = [
        ("both", "Both", areas.both, ""),
        ("one", f"Only {one.source.short}", areas.only_one, _chiefly(history, one, other)),
        ("other", f"Only {other.source.short}", areas.only_other, _chiefly(history, other, one)),
    ]
    st.html(
        element(
            "ul",
            *[
                element(
                    "li",
                    element("span", "", class_=f"swatch {colour}"),
                    element(
                        "span",
                        element("strong", f"{name}: "),
                        f"{area / 1000:,.0f} thousand km²",
                        where,
                    ),
                )
                for colour, name, area, where in lines
            ],
            class_="comparison",
        )
    )


def _chiefly(history: History, one: Extent, other: Extent) -> str:
    """Name the provinces of today in which the one extent exceeds the other most."""
    area = {
        extent.extent_id: {
            share.unit: share.of_probable * extent.areas["probable"]
            for share in history.shares(extent.extent_id, "province")
        }
        for extent in (one, other)
    }
    gains = {
        unit: size - area[other.extent_id].get(unit, 0)
        for unit, size in area[one.extent_id].items()
    }
    most = sorted((unit for unit in gains if gains[unit] > 5000), key=lambda u: -gains[u])[:4]  # noqa: PLR2004
    return "; chiefly in " + ", ".join(map(unit_name, most)) if most else ""


def _against() -> None:
    link.set_or_drop("against", st.session_state["against"])


def _together(history: History) -> None:
    """Say how far the written sources agree."""
    written = history.written
    areas = counted_in(history.faces, written)
    total = len(written)
    rows = [
        (f"at least {least}" if least < total else f"all {total}", f"{area / 1000:,.0f}")
        for least, area in sorted(areas.items(), reverse=True)
    ]
    st.html(
        join(
            element("h2", "Where the written sources agree", class_="extent-name"),
            element(
                "p",
                f"{total} written sources, from the Sasanian list to Mustawfi, are drawn here. The "
                "stronger the colour, the more of them count the land in (core and probable "
                "bands). The pale rim is what they dispute.",
                class_="says",
            ),
            table(("Sources that count it in", "thousand km²"), rows),
        )
    )


def _statements(history: History, extent: Extent) -> None:
    """List in words what the map shows by symbols: every town, by what is said and where."""
    statements = history.statements_of(extent)
    counts = [sum(one.relation == relation for one in statements) for relation in RELATIONS]
    label = "The evidence: {} towns in, {} out, {} on the border".format(*counts)
    opened = st.expander(label, icon=":material/list:", key="evidence", on_change="rerun")
    if not opened.open:
        return
    parts = []
    for relation, title in RELATION_TITLES.items():
        said = [one for one in statements if one.relation == relation]
        if said:
            parts += [element("h3", f"{title} ({len(said)})", class_="relation")]
            parts += [element("dl", *_by_citation(history, said), class_="card sources")]
    opened.html(join(*parts))


def _by_citation(history: History, statements: Sequence[Statement]) -> list[str]:
    """Put the towns that one passage names together, with the passage."""
    towns: dict[tuple[str, str], list[str]] = {}
    for one in statements:
        name = history.evidence.towns[one.town_id].name
        towns.setdefault((one.citation, one.basis), []).append(name)
    return [
        join(
            element("dt", (UNCERTAIN if basis == "unverified" else "") + citation),
            element("dd", ", ".join(names)),
        )
        for (citation, basis), names in towns.items()
    ]
