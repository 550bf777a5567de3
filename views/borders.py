"""Today's borders: how much of each province and country lies in one Khorasan, and what of it."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import streamlit as st

from geo.answers import Asked, briefly, listed
from geo.atlas import Atlas
from geo.clauses import (
    ESTABLISHED,
    EXPANDED,
    SASANIAN,
    UMAYYAD,
    Clause,
    growth,
    growth_verdict,
    lands,
    oldest,
    provinces,
    three,
    verdict,
)
from geo.history import Extent, History
from geo.overlap import COLUMNS, Overlap, cells, percent, share_of_extent
from geo.regions import unit_name, units
from views import link, where_am_i
from views.link import Period
from views.markup import Markup, element, join, quoted, table
from views.through_time import name_of, years

HERE = Path(__file__).parent
FEW = 15
"""Bars that are shown at first."""

LEAST = 0.01
"""Shares from which on a unit has a bar, or a country a word."""

NO_BREAK = "\N{NO-BREAK SPACE}"
UNITS = {"province": "Provinces", "country": "Countries"}


@st.cache_resource
def _bars() -> Any:
    return st.components.v2.component(
        "bars",
        html='<div class="root" role="group" aria-label="Share of each inside"></div>',
        css=(HERE / "bars.css").read_text(encoding="utf-8"),
        js=(HERE / "bars.js").read_text(encoding="utf-8"),
    )


def show(atlas: Atlas, history: History, period: Period, asked: Asked | None) -> list[str]:
    """Show the question, the shares and the article's sentence; give a sentence for each fault."""
    faults = []
    where_am_i.search(atlas, history)
    if asked:
        where_am_i.answers(history, asked)
    _choice(history, period)
    _headline(history, period.extent)
    kind = st.query_params.get("units", "province")
    if kind not in UNITS:
        faults.append(f"The link asks for units {quoted(kind)}, which the atlas does not have.")
        kind = "province"
    _shares(history, period.extent, kind, asked.unit if asked else "")
    _table(history, period.extent, kind)
    _sentence(history)
    return faults


def whose(extent: Extent) -> str:
    """Name the Khorasan of an extent within a sentence: a writer's is theirs."""
    name = briefly(extent.source)
    if extent.by_towns and not name.startswith("the "):
        return f"{name}'s Khorasan"
    return f"this Khorasan ({extent.source.short})"


def _choice(history: History, period: Period) -> None:
    st.session_state["whose"] = period.extent.extent_id
    st.selectbox(
        "Whose Khorasan",
        list(history.extents),
        format_func=lambda key: name_of(history.extents[key]),
        key="whose",
        on_change=_chose,
    )
    if period.together:
        st.html(
            element(
                "p",
                "Shares need one Khorasan: of all the sources together, this is the one after "
                f"{period.extent.source.short}.",
                class_="citation",
            )
        )


def _chose() -> None:
    link.show_extent(st.session_state["whose"])


def _headline(history: History, extent: Extent) -> None:
    """Say how today's three provinces and the countries stand to the whole."""
    codes = three(history)
    names = listed([part.part for part in history.parts_of(history.extents["split-2004"])])
    share = percent(*share_of_extent(history.overlaps, extent.extent_id, codes))
    countries = history.shares(extent.extent_id, "country")
    inside = [(one, one.low, one.high) for one in countries if one.high >= LEAST]
    parts = sorted(
        ((one, *_of_extent(one)) for one in countries if _of_extent(one)[1] >= LEAST),
        key=lambda row: -row[0].of_probable,
    )
    st.html(
        join(
            element(
                "p", f"{names} Khorasan together are ", element("strong", share),
                f" of {whose(extent)}.", class_="says headline",
            ),
            _ranges("Inside lies ", inside, " of "),
            _ranges("Of its own land ", parts, " is in "),
            element(
                "p",
                "A range spans the readings, from the core of the evidence to the widest: inside ",
                *[
                    join(
                        element("span", element("span", "", class_=f"swatch {band}"), f" {word}"),
                        " ",
                    )
                    for band, word in (
                        ("core", "surely"), ("probable", "probably"), ("possible", "possibly"),
                    )
                ],
                class_="citation bands",
            ),
        )
    )  # fmt: skip


def _ranges(start: str, rows: Sequence[tuple[Overlap, float, float]], between: str) -> Markup:
    """Write a range for each country in one sentence."""
    said = [
        f"{percent(low, high).replace(' ', NO_BREAK)}{between}{unit_name(one.unit)}"
        for one, low, high in rows
    ]
    return element("p", start, listed(said) if said else "nothing", ".", class_="says")


def _of_extent(one: Overlap) -> tuple[float, float]:
    """Give the range, over the bands, of the share of the extent that lies in a unit."""
    parts = (one.of_core, one.of_probable, one.of_possible)
    return min(parts), max(parts)


def _shares(history: History, extent: Extent, kind: str, asked: str) -> None:
    """Draw each unit's share inside as a bar that asks about the unit."""
    st.session_state["units"] = kind
    st.segmented_control(
        "Units",
        list(UNITS),
        required=True,
        format_func=UNITS.__getitem__,
        key="units",
        label_visibility="collapsed",
        on_change=_turned,
    )
    units_met = [one for one in history.shares(extent.extent_id, kind) if one.high >= LEAST]
    every = st.session_state.setdefault("every", False)
    shown = [
        one
        for at, one in enumerate(units_met)
        if every or at < FEW or one.unit == asked  # what is asked about is never left out
    ]
    _bars()(
        data={"rows": [_bar(one) for one in shown], "asked": asked},
        key="bars",
        on_chosen_change=_asked,
    )
    if len(units_met) > FEW:
        st.button(
            f"Show the first {FEW}" if every else f"Show all {len(units_met)}",
            type="tertiary", key="every-unit", on_click=_folded,
        )  # fmt: skip


def _bar(one: Overlap) -> list[Any]:
    """Give [unit, name, country, the three shares in per cent, figures]."""
    shares = [round(100 * share) for share in (one.low, one.mid, one.high)]
    return [one.unit, unit_name(one.unit), country_of(one.unit), shares, percent(one.low, one.high)]


def country_of(code: str) -> str:
    """Name the country of a first-level unit; nothing for a country."""
    unit = units().get(code)
    return unit_name(unit.country) if unit and unit.country else ""


def _turned() -> None:
    link.set_or_drop("units", st.session_state["units"], unless="province")


def _folded() -> None:
    st.session_state["every"] = not st.session_state["every"]


def _asked() -> None:
    if chosen := st.session_state["bars"].get("chosen"):
        link.ask(chosen)


def _table(history: History, extent: Extent, kind: str) -> None:
    """Give the same as a table, in both directions, and as a file."""
    opened = st.expander(
        f"The same as a table: {UNITS[kind].lower()}", icon=":material/table:",
        key="shares-table", on_change="rerun",
    )  # fmt: skip
    if not opened.open:
        return
    rows = history.shares(extent.extent_id, kind)
    headings = (kind.capitalize(), "Share of it inside", f"Its share of {whose(extent)}")
    opened.html(
        table(
            headings,
            [
                (
                    ", ".join(filter(None, (unit_name(one.unit), country_of(one.unit)))),
                    percent(one.low, one.high),
                    percent(*_of_extent(one)),
                )
                for one in rows
            ],
        )
    )
    opened.download_button(
        "Download as CSV", written(rows), f"khorasan-{extent.extent_id}-{kind}.csv",
        "text/csv", key="shares-csv", on_click="ignore",
    )  # fmt: skip


def written(rows: Sequence[Overlap]) -> bytes:
    """Write shares as a CSV file: the rows of `overlap.csv`, with each unit's name."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow((*COLUMNS, "name"))
    writer.writerows((*cells(one), unit_name(one.unit)) for one in rows)
    return file.getvalue().encode()


def _sentence(history: History) -> None:
    """Hold the article's sentence against the sources, clause by clause."""
    clauses = lands(history)
    apart = provinces(history)
    st.html(
        join(
            element("h2", "The article's sentence, held against the sources", class_="relation"),
            element(
                "ul",
                *[_verdict(history, clause) for clause in clauses],
                _established(history),
                _expanded(history),
                _verdict(history, apart),
                class_="verdicts",
            ),
        )
    )
    st.button(
        "See on the map how it expanded", type="tertiary", icon=":material/compare:",
        key="compare-growth", on_click=_compare,
    )  # fmt: skip
    columns = [clause.quote.removeprefix("the ") for clause in clauses]
    columns[1:2] = ["Afghanistan"]
    st.html(
        join(
            table(
                ("Share inside", *columns, "The three, of the whole"),
                [
                    (
                        briefly(history.extents[key].source),
                        *(percent(*clause.ranges[key]) for clause in (*clauses, apart)),
                    )
                    for key in history.written
                ],
            ),
            element(
                "p",
                "Which provinces a clause means is our reading; the article only has the words. "
                "A source bears a clause out if more than half of that land lies in its core or "
                "probable band; it keeps the three provinces apart if they are at most half of "
                "its land. Each figure spans the bands, from core to possible.",
                class_="citation",
            ),
        )
    )


def _compare() -> None:
    link.show_extent(SASANIAN)
    link.set_or_drop("against", UMAYYAD)
    link.set_or_drop("panel", "time")


def _verdict(history: History, clause: Clause) -> Markup:
    sides = {briefly(history.extents[key].source): word for key, word in clause.sides.items()}
    return _said(clause.quote, verdict(sides), _readings(clause))


def _readings(clause: Clause) -> str:
    """Say how much hangs on our reading of a clause."""
    if not clause.readings:
        return ""
    narrow, ours, wide = clause.readings
    if narrow == ours == wide:
        return "The same however narrowly or widely one reads it."
    return f"Read as narrowly as can be, by {narrow}; read as widely as can be, by {wide}."


def _established(history: History) -> Markup:
    first = oldest(history)
    return _said(
        ESTABLISHED,
        "Fits the oldest source." if first.extent_id == SASANIAN else "Not the oldest source.",
        f"It is {_dated(first)}, {first.source.date}. Nothing here is older, so “first” cannot "
        "be tested.",
    )


def _expanded(history: History) -> Markup:
    grew = growth(history)
    both, lost, gained = (
        f"{area / 1000:,.0f}"
        for area in (grew.areas.both, grew.areas.only_one, grew.areas.only_other)
    )
    return _said(
        EXPANDED,
        growth_verdict(grew.grown, grew.bands),
        f"From {_dated(grew.before)} to {_dated(grew.after)}: {gained} thousand km² more, {lost} "
        f"thousand less, {both} thousand in both. The later list is of a time that outlasts the "
        "Umayyads.",
    )


def _dated(extent: Extent) -> str:
    source = extent.source
    return f"{briefly(source)} ({years(source.year_from or 0, source.year_to or 0)})"


def _said(quote: str, said: str, more: str) -> Markup:
    return element(
        "li", element("q", quote), element("strong", said), element("small", more) if more else ""
    )
