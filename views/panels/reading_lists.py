"""What opens over the text: the company of a place, the uses of the name, the options."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import streamlit as st

from geo.extents.catalogue import ExtentCatalogue
from geo.messages.catalogue import gettext, ngettext
from geo.messages.extents import name_in_heading
from geo.messages.places import folded
from geo.messages.vocabulary import counted_heading, sense_title
from geo.text.concordance import Line as Use
from geo.text.concordance import lines
from geo.text.cooccurrence import Companion, companions
from geo.text.corpus import Corpus
from geo.text.places import Place
from geo.text.snippets import Part, snippet
from geo.units import unit_name
from geo.vocabulary import Sense
from views import actions
from views.components import Listener, link_list
from views.components.link_list import Line, Target
from views.state import Lines, State, session, set_widget

FEW = 7
"""Companions that the map shows, and the list at first: those named together most often."""

COMPANY, NAME, OPTIONS = "company", "the-name", "reading-options"
"""The keys of the popovers."""


def _folded(about: str) -> list[Part]:
    return [(folded(about), False)]


def _places(corpus: Corpus) -> dict[str, Listener[int]]:
    return {"at": Listener(int, partial(_read, corpus))}


def _read(corpus: Corpus, start: int) -> None:
    """Read on where a list leads; it closes, because it lies over the text."""
    for key in (COMPANY, NAME):
        set_widget(key, False)
    actions.read_at(corpus, start)


def closest(corpus: Corpus, place: Place) -> list[Place]:
    """List the places that the article names together with one most often."""
    return [one.place for one in companions(corpus, place.place_id)[:FEW]]


def company(corpus: Corpus, place: Place) -> None:
    """List the places that the article names together with one."""
    found = companions(corpus, place.place_id)
    if not found:
        return
    opened = st.popover(
        gettext("Named together: {number}", number=len(found)),
        icon=":material/share:", key=COMPANY, on_change="rerun",
    )  # fmt: skip
    if not opened.open:
        return
    held = session()
    whole = held.whole_company == place.place_id or len(found) <= FEW
    listing: list[Line] = []
    for one in found if whole else found[:FEW]:
        is_open = one.place.place_id == held.companion
        count = ngettext("{number} passage", "{number} passages", len(one.shared))
        target = Target("companion", one.place.place_id)
        listing.append(Line(target, [(one.place.name, False)], note=count, is_open=is_open))
        if is_open:
            listing += _shared(corpus, one)
    if not whole:
        more = gettext("and {number} more", number=len(found) - FEW)
        listing.append(Line(Target("whole", place.place_id), [(more, False)]))
    heading = ngettext(
        "Named together with {name}: {number} place",
        "Named together with {name}: {number} places",
        len(found), name=place.name,
    )  # fmt: skip
    listing[0] = replace(listing[0], heading=heading)
    words = gettext("Draw lines to them on the map")
    if len(found) > FEW:
        words = gettext("Draw lines to the first {number} on the map", number=FEW)
    with opened:
        _lines(Lines.COMPANY, words)
        link_list.show(
            "companions", listing,
            {
                **_places(corpus),
                "companion": Listener(str, actions.fold_companion),
                "whole": Listener(str, actions.show_whole_company),
            },
        )  # fmt: skip


def _lines(lines: Lines, words: str) -> None:
    """Offer to draw lines on the map."""
    key = f"lines-{lines}"
    set_widget(key, lines in session().state.lines)
    st.toggle(words, key=key, on_change=actions.draw_lines, args=(lines,))


def options(state: State) -> None:
    """Offer what a person may set for the reading."""
    opened = st.popover(
        gettext("Options"), icon=":material/tune:", key=OPTIONS, on_change="rerun",
    )  # fmt: skip
    if not opened.open:
        return
    with opened:
        set_widget("follows", state.follows)
        st.toggle(
            gettext("The map follows the reading"), key="follows",
            on_change=actions.follow_reading,
            help=gettext(
                "The places in the section in view stand out on the map; the rest recede."
            ),
        )  # fmt: skip
        _lines(Lines.TRAIL, gettext("Draw a line through the places opened last"))
        set_widget("unfolded", session().unfolded)
        st.toggle(
            gettext("Open all folded passages"), key="unfolded",
            on_change=actions.unfold_passages,
            help=gettext("Passages that describe killing or abuse are folded at first."),
        )  # fmt: skip


def _shared(corpus: Corpus, companion: Companion) -> list[Line]:
    """List the passages that name both places."""
    listing = []
    for shared in companion.shared:
        names = sorted((shared.one, shared.other), key=lambda mention: mention.start)
        spans = [(mention.start, mention.end) for mention in names]
        words = snippet(corpus.article, shared.passage, spans)
        where = corpus.article.section_at(shared.passage.start).title
        target = Target("at", shared.one.start)
        parts = words or _folded(shared.passage.sensitive)
        listing.append(Line(target, parts, note=where, level=1))
    return listing


def name(corpus: Corpus, catalogue: ExtentCatalogue | None) -> None:
    """List every use of the name Khorasan by what it means, with the way to what it means."""
    label = ngettext("“Khorasan”: once", "“Khorasan”: {number} times", len(corpus.name_uses))
    opened = st.popover(
        label, icon=":material/format_quote:", key=NAME, on_change="rerun",
    )  # fmt: skip
    if not opened.open:
        return
    uses = lines(corpus.article, corpus.name_uses)
    listing: list[Line] = []
    for sense in Sense:
        meant = [one for one in uses if one.use.sense == sense]
        if meant:
            [(most, _)] = Counter(one.use.refers_to for one in meant).most_common(1)
            group = [_use(one, catalogue, most) for one in meant]
            heading = counted_heading(sense_title(sense), len(meant))
            group[0] = replace(group[0], heading=heading, under=_lands(most, catalogue))
            listing += group
    on: dict[str, Listener[str] | Listener[int]] = {
        **_places(corpus), "unit": Listener(str, actions.ask_in_borders)
    }  # fmt: skip
    if catalogue:
        default = catalogue.default.extent_id
        show_extent = partial(actions.show_extent_over_time, default=default)
        on["extent"] = Listener(str, show_extent)
    with opened:
        link_list.show("uses", listing, on)


def _use(one: Use, catalogue: ExtentCatalogue | None, most: tuple[str, ...]) -> Line:
    """Set the name in its context, with the lands it means unless they are what `most` mean."""
    use = one.use
    parts = [(f"… {one.left}", False), (use.surface, True), (f"{one.right} …", False)]
    if one.folded:
        parts = [(use.surface, True), (f" {folded(one.folded)}", False)]
    also = _lands(use.refers_to, catalogue) if use.refers_to != most else []
    return Line(Target("at", use.start), parts, note=use.note, also=also)


def _lands(refers_to: Sequence[str], catalogue: ExtentCatalogue | None) -> list[tuple[str, Target]]:
    """List the ways to lands: those of a source, or provinces of today."""
    if catalogue is None:
        return []
    links = []
    for key in refers_to:
        if extent := catalogue.extents.get(key):
            words = gettext("On the map: {name}", name=name_in_heading(extent))
            links.append((words, Target("extent", key)))
        else:
            words = gettext("Today: {name}", name=unit_name(key))
            links.append((words, Target("unit", key)))
    return links
