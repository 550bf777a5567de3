"""Through time: one source's Khorasan after the other, two compared, or all together."""

from __future__ import annotations

from collections import Counter

import streamlit as st
from markupsafe import Markup

from geo.extents.agreement import counted_in
from geo.extents.catalogue import Extent, ExtentCatalogue
from geo.extents.change import change, compare_towns, previous
from geo.extents.evidence import Evidence, Statement
from geo.messages.catalogue import gettext, thousand_km2
from geo.messages.extents import (
    about_lead,
    agreeing_sources,
    all_together,
    change_lines,
    cited,
    compared,
    dependence,
    evidence_label,
    majority,
    name_in_heading,
    no_change,
    relation_heading,
    report,
    said,
    since,
    size,
    town_difference,
    towns_compared,
    wide_sense,
)
from geo.messages.render import render
from geo.vocabulary import Basis, Relation
from views import actions
from views.panels import disputes, inclusion
from views.selection import ExtentSelection, Selection
from views.state import State, set_widget

FEW = 4
"""Towns on which two sources differ that are listed at once."""


def show(catalogue: ExtentCatalogue, state: State, selection: Selection) -> None:
    """Show what was chosen first: a note, an answer, two extents compared, or one in its words."""
    extents = selection.extents or ExtentSelection(catalogue.default)
    if selection.note:
        disputes.show(selection.note, catalogue)
    if selection.subject:
        inclusion.answers(catalogue, selection.subject)
    if extents.together:
        _agreement(catalogue)
    elif extents.wide:
        _reports(catalogue.evidence)
    elif extents.against:
        _choose_other(catalogue, extents)
        _lay(beside=state.beside)
        _comparison(catalogue, extents.extent, extents.against, colours=not state.beside)
        _towns_compared(catalogue, extents.extent, extents.against)
        _extent(extents.extent)
        _extent(extents.against)
    else:
        _choose_other(catalogue, extents)
        _extent(extents.extent)
        _since_before(catalogue, extents.extent)
        _evidence(catalogue, extents.extent)
    disputes.offer(catalogue, selection.note)


def _extent(extent: Extent) -> None:
    """Say what a source counts in, who wrote it, what is in doubt, and where to read it."""
    lead = about_lead(extent.source)
    st.html(render("extent", extent=extent, lead=lead, size=size(extent)))


def _choose_other(catalogue: ExtentCatalogue, extents: ExtentSelection) -> None:
    """Offer another extent to compare this one with."""
    names = {key: name_in_heading(extent) for key, extent in catalogue.extents.items()}
    set_widget("against", extents.against.extent_id if extents.against else None)
    st.selectbox(
        gettext("Compare with"),
        [key for key in names if key != extents.extent.extent_id],
        format_func=names.__getitem__,
        key="against",
        placeholder=gettext("Compare with …"),
        label_visibility="visible" if extents.against else "collapsed",
        on_change=actions.compare,
    )


def _lay(*, beside: bool) -> None:
    """Offer to lay the two over each other, or to set them side by side."""
    names = {False: gettext("One over the other"), True: gettext("Side by side")}
    set_widget("beside", beside)
    st.segmented_control(
        gettext("The two maps"), list(names), required=True, format_func=names.__getitem__,
        key="beside", label_visibility="collapsed", on_change=actions.lay_beside,
    )  # fmt: skip


def _comparison(catalogue: ExtentCatalogue, one: Extent, other: Extent, *, colours: bool) -> None:
    """Say what two extents share, and what each has alone, with the `colours` of the one map."""
    swatches = ("both", "only-one", "only-other") if colours else ("", "", "")
    lines = list(zip(swatches, compared(catalogue, one, other), strict=True))
    st.html(render("comparison", lines=lines))


def _towns_compared(catalogue: ExtentCatalogue, one: Extent, other: Extent) -> None:
    """List the towns on which two sources differ, each in its own words; the first ones at once."""
    towns = compare_towns(catalogue, one, other)
    words = towns_compared(one, other, towns)
    st.html(render("line", text=words, **{"class": "body-text"}))
    rows = [town_difference(catalogue.evidence, one, other, found) for found in towns.differing]
    if rows:
        st.html(render("definitions", rows=rows[:FEW], **{"class": "card sources"}))
    if rows[FEW:]:
        label = gettext("The other {number}", number=len(rows[FEW:]))
        more = st.expander(label, icon=":material/list:", key="differing", on_change="rerun")
        if more.open:
            more.html(render("definitions", rows=rows[FEW:], **{"class": "card sources"}))


def _since_before(catalogue: ExtentCatalogue, extent: Extent) -> None:
    """Say what has changed since the extent before."""
    before = previous(catalogue, extent)
    if before:
        lines = change_lines(change(catalogue, before, extent)) or [no_change(before)]
        st.html(render("change", heading=since(before), lines=lines))


def _agreement(catalogue: ExtentCatalogue) -> None:
    """Say how far the written sources agree."""
    total = len(catalogue.written)
    areas = counted_in(catalogue.faces, catalogue.written)
    rows = [
        (agreeing_sources(least, total), thousand_km2(area))
        for least, area in sorted(areas.items(), reverse=True)
    ]
    headings = (gettext("Sources that count it in"), gettext("thousand km²"))
    sources = [catalogue.extents[key].source.source_id for key in catalogue.written]
    words = [all_together(catalogue), *majority(catalogue), dependence(catalogue.evidence, sources)]
    st.html(render("agreement", words=words, headings=headings, rows=rows))


def _reports(evidence: Evidence) -> None:
    """Tell what writers say that people call Khorasan, each report with who says so and where."""
    explanation = wide_sense()
    rows = [(one.title, report(evidence, one)) for one in evidence.reports]
    st.html(render("reports", explanation=explanation, rows=rows))


def _evidence(catalogue: ExtentCatalogue, extent: Extent) -> None:
    """List in words what the map shows by symbols: the towns in, those out, those on the edge.

    One of the three is sent at a time, for they are many.
    """
    statements = catalogue.statements_of(extent)
    if not statements:
        return
    label = evidence_label(statements)
    opened = st.expander(label, icon=":material/list:", key="evidence", on_change="rerun")
    if not opened.open:
        return
    counts = Counter(one.relation for one in statements)
    kinds = [one for one in Relation if counts[one]]
    with opened:
        chosen = st.segmented_control(
            gettext("What is said of the towns"), kinds, default=kinds[0], required=True,
            format_func=lambda one: relation_heading(one, counts[one]), width="stretch",
            key=f"relation-{extent.extent_id}", label_visibility="collapsed",
        )  # fmt: skip
        some = [one for one in statements if one.relation == chosen]
        rows = _by_citation(catalogue.evidence, some)
        st.html(render("definitions", rows=rows, **{"class": "card sources"}))


def _by_citation(evidence: Evidence, statements: list[Statement]) -> list[tuple[str, Markup]]:
    """Put the towns of one page together: where they are named, and in which words."""
    pages: dict[tuple[str, Basis], list[Statement]] = {}
    for one in statements:
        pages.setdefault((evidence.citation_of(one), one.basis), []).append(one)
    return [
        (cited(citation, basis), said(evidence, some)) for (citation, basis), some in pages.items()
    ]
