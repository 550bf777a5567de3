"""Today's borders: how much of each province and country lies in one Khorasan, and what of it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from geo.export.shares import write_shares
from geo.extents.catalogue import Extent, ExtentCatalogue
from geo.extents.claims import SupportResult, results
from geo.extents.overlap import Overlap
from geo.messages import claims as claim_words
from geo.messages.catalogue import gettext, percent
from geo.messages.extents import (
    covers,
    lies_in,
    located,
    name_in_heading,
    short_names,
    three_provinces,
    whose_khorasan,
)
from geo.messages.render import render
from geo.messages.vocabulary import unit_kind_title
from geo.vocabulary import Role, UnitKind
from views import actions
from views.components import bars
from views.panels import inclusion
from views.selection import ExtentSelection, Selection
from views.state import State, session, set_widget

FEW = 15
"""Bars that are shown at first."""

LEAST = 0.01
"""The least share for which a unit has a bar."""


def show(catalogue: ExtentCatalogue, state: State, selection: Selection) -> None:
    """Show the question, the shares and the article's sentence."""
    extents = selection.extents or ExtentSelection(catalogue.default)
    subject = selection.subject
    if subject:
        inclusion.answers(catalogue, subject)
    else:
        words = gettext(
            "Is your town in it? Search for a town or a province, or click on the map: each source "
            "answers."
        )
        st.html(render("line", text=words, **{"class": "body-text"}))
    _choice(catalogue, extents)
    _headline(catalogue, extents.extent)
    _shares(catalogue, extents.extent, state.units, subject.unit if subject else "")
    _table(catalogue, extents.extent, state.units)
    _claims(catalogue)


def _choice(catalogue: ExtentCatalogue, extents: ExtentSelection) -> None:
    names = {key: name_in_heading(extent) for key, extent in catalogue.extents.items()}
    set_widget("whose", extents.extent.extent_id)
    st.selectbox(
        gettext("Which source?"), list(names), format_func=names.__getitem__, key="whose",
        on_change=actions.choose_extent, args=(catalogue.default.extent_id,),
    )  # fmt: skip
    if extents.together or extents.wide:
        words = gettext(
            "Shares need one Khorasan. This is the one of {name}.", name=extents.extent.source.short
        )
        st.html(render("line", text=words, **{"class": "citation"}))


def _headline(catalogue: ExtentCatalogue, extent: Extent) -> None:
    """Say how today's three provinces and the countries relate to the whole."""
    st.html(
        render(
            "borders",
            headline=three_provinces(catalogue, extent),
            countries=covers(catalogue, extent),
            parts=lies_in(catalogue, extent),
            range=gettext("Each range goes from the core of the evidence to the widest reading:"),
            bands=[
                ("core", gettext("surely inside")),
                ("probable", gettext("probably")),
                ("possible", gettext("possibly")),
            ],
        )
    )


def _shares(catalogue: ExtentCatalogue, extent: Extent, kind: UnitKind, subject: str) -> None:
    """Draw each unit's share inside as a bar that asks about the unit."""
    set_widget("units", kind)
    st.segmented_control(
        gettext("Units"), list(UnitKind), required=True, format_func=unit_kind_title,
        key="units", label_visibility="collapsed", on_change=actions.count_units,
    )  # fmt: skip
    met = [one for one in catalogue.shares(extent.extent_id, kind) if one.possible >= LEAST]
    every = session().all_units
    shown = [
        one
        for at, one in enumerate(met)
        if every or at < FEW or one.unit == subject  # The subject is never left out.
    ]
    bars.show(shown, subject, actions.ask_about)
    if len(met) > FEW:
        words = (
            gettext("Show the first {number}", number=FEW)
            if every
            else gettext("Show all {number}", number=len(met))
        )
        st.button(words, type="tertiary", key="every-unit", on_click=actions.fold_units)


def _table(catalogue: ExtentCatalogue, extent: Extent, kind: UnitKind) -> None:
    """Show the same as a table, in both directions, and as a file."""
    opened = st.expander(
        gettext("The same as a table: {units}", units=unit_kind_title(kind)),
        icon=":material/table:", key="shares-table", on_change="rerun",
    )  # fmt: skip
    if not opened.open:
        return
    rows = catalogue.shares(extent.extent_id, kind)
    headings = (
        gettext("Province") if kind is UnitKind.PROVINCE else gettext("Country"),
        gettext("How much of it is inside"),
        gettext("Its share of {whole}", whole=whose_khorasan(extent)),
    )
    opened.html(render("table", headings=headings, rows=[_row(one) for one in rows]))
    opened.download_button(
        gettext("Download as CSV"), write_shares(rows), f"khorasan-{extent.extent_id}-{kind}.csv",
        "text/csv", key="shares-csv", on_click="ignore",
    )  # fmt: skip


def _row(one: Overlap) -> tuple[str, str, str]:
    names = located(one.unit)
    return names, percent(*one.inside), percent(*one.of_extent)


def _claims(catalogue: ExtentCatalogue) -> None:
    """Compare the article's sentence with the sources, clause by clause."""
    tested = results(catalogue)
    rows = [
        {
            "quote": one.claim.quote,
            "verdict": claim_words.verdict(catalogue, one),
            "explanation": claim_words.explanation(catalogue, one),
        }
        for one in tested
    ]
    st.html(render("claims", rows=rows))
    before, after = (catalogue.standing_for(role) for role in (Role.SASANIAN, Role.UMAYYAD))
    st.button(
        gettext("See on the map how it expanded"), type="tertiary", icon=":material/compare:",
        key="compare-growth", on_click=actions.compare_over_time,
        args=(before.extent_id, after.extent_id, catalogue.default.extent_id),
    )  # fmt: skip
    _claims_table(catalogue, [one for one in tested if isinstance(one, SupportResult)])


def _claims_table(catalogue: ExtentCatalogue, shares: Sequence[SupportResult]) -> None:
    """Show the shares that the verdicts rest on, once they are asked for."""
    opened = st.expander(
        gettext("The shares behind these answers"),
        icon=":material/table:", key="claims-table", on_change="rerun",
    )  # fmt: skip
    if not opened.open:
        return
    headings = [
        gettext("Share inside"),
        *(claim_words.share_heading(catalogue, one) for one in shares),
    ]
    names = short_names(catalogue, catalogue.written)
    table = [
        (name, *(percent(*one.ranges[key]) for one in shares))
        for key, name in zip(catalogue.written, names, strict=True)
    ]
    opened.html(render("claims_table", headings=headings, rows=table, note=claim_words.rule()))
