"""Read: the whole article beside the map, linked both ways."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import streamlit as st

from geo.errors import AssetError
from geo.layers.files import ARTICLE, address
from geo.layers.view import Reading
from geo.messages.catalogue import decimal, gettext, ngettext
from geo.messages.places import position
from geo.messages.render import render
from geo.text.article import Passage, Section
from geo.text.corpus import KHORASAN, Corpus
from geo.text.dispersion import name_bins, place_bins
from geo.text.mentions import Mention
from geo.text.places import Place
from views import actions
from views.components import reader, reading_chart, reading_spot, stepper
from views.components.reading_spot import ReadingSpot, histogram
from views.components.stepper import Step
from views.data import Data
from views.panels import card, reading_lists
from views.selection import OpenPlace
from views.state import Lines, State, session, set_widget


@dataclass(frozen=True)
class Spot:
    """Where in the article a person is: at a mention, else in a passage, else nowhere yet."""

    mention: Mention | None = None
    passage: Passage | None = None

    @property
    def start(self) -> int | None:
        """The spot's offset; a passage's lies just before it, so that all in it comes next."""
        if self.mention:
            return self.mention.start
        return self.passage.start - 1 if self.passage else None


def show(
    corpus: Corpus, data: Data, state: State, opened: OpenPlace | None
) -> tuple[Reading, list[AssetError]]:
    """Show the article and the ways through it.

    Return what the map is to show of it, and an error if the article's file cannot be used.
    """
    spot = _spot(corpus, state, opened)
    section = _section(corpus, spot, opened)
    missing = _text(corpus, state, opened, spot, section)
    with st.container(key="reading-foot"):
        only = opened if state.only else None
        if opened:
            _place(opened, spot, state)
        _walk(corpus, spot, section, only)
        reading_chart.show(len(corpus.article.text), partial(actions.read_at, corpus))
        with st.container(key="reading-lists", horizontal=True):
            if opened:
                reading_lists.company(corpus, opened.place)
            reading_lists.name(corpus, data.catalogue)
            reading_lists.options(state)
    near = tuple(sorted(_near(corpus, state, section, opened)))
    return Reading(near, *_lines(corpus, state, opened)), missing


def _lines(
    corpus: Corpus, state: State, opened: OpenPlace | None
) -> tuple[tuple[Place, ...], tuple[Place, ...]]:
    """List the places opened last and the company of the open one, if the map is to show them."""
    trail, company = list[Place](), list[Place]()
    if Lines.TRAIL in state.lines and len(session().trail) > 1:
        trail = [corpus.places[place_id] for place_id in session().trail]
    if Lines.COMPANY in state.lines and opened:
        company = reading_lists.closest(corpus, opened.place)
    return tuple(trail), tuple(company)


def _spot(corpus: Corpus, state: State, opened: OpenPlace | None) -> Spot:
    """Find where in the article the link is."""
    passages = corpus.article.passages
    passage = next((one for one in passages if one.passage_id == state.passage), None)
    if passage and state.mention is None:
        return Spot(passage=passage)
    return Spot(mention=opened.mention if opened else None)


def _section(corpus: Corpus, spot: Spot, opened: OpenPlace | None) -> Section:
    """Find the section in view: the spot's when another spot was chosen, else the last one."""
    chosen = (spot, opened.place.place_id if opened else "")
    actions.follow_spot(chosen, None if spot.start is None else spot.start + 1)
    return corpus.article.section_at(session().section)


def _text(
    corpus: Corpus, state: State, opened: OpenPlace | None, spot: Spot, section: Section
) -> list[AssetError]:
    """Show the article; a click sends only where a person is and what is chosen."""
    try:
        file = address(ARTICLE)
    except AssetError as error:
        return [error]
    reader.show(file, choose=partial(actions.read_at, corpus), see=actions.see_section)
    article = corpus.article
    khorasan = gettext("“Khorasan”")
    histograms = {"name": histogram(article, khorasan, name_bins(corpus))}
    if opened and opened.place.place_id != KHORASAN:
        bins = place_bins(corpus, opened.place.place_id)
        histograms["place"] = histogram(article, opened.place.name, bins)
    reading_spot.tell(
        ReadingSpot(
            choices=session().choices,
            place=opened.place.place_id if opened else None,
            mention=spot.mention.start if spot.mention else None,
            passage=spot.passage.passage_id if spot.passage else None,
            section=section.start,
            follows=state.follows,
            unfolded=session().unfolded,
            histograms=histograms,
        )
    )
    return []


def _place(opened: OpenPlace, spot: Spot, state: State) -> None:
    """Name the place that is open, and let the steps lead through all names or through its own."""
    names = {"every": gettext("Every name"), "place": gettext("Only this place")}
    with st.container(key="reading-place", horizontal=True, vertical_alignment="center"):
        at = opened.position + 1
        shows_position = spot.mention and not state.only
        card.name(opened.place, position(at, len(opened.mentions)) if shows_position else "")
        set_widget("through", "place" if state.only else "every")
        st.segmented_control(
            gettext("Step through"), list(names), required=True, format_func=names.__getitem__,
            key="through", label_visibility="collapsed", on_change=actions.step_through,
        )  # fmt: skip


def _walk(corpus: Corpus, spot: Spot, section: Section, only: OpenPlace | None) -> None:
    """Offer the name before and after in reading order, or the mention of `only` one place."""
    start = section.start - 1 if spot.start is None else spot.start
    if only:
        before = next((one for one in reversed(only.mentions) if one.start < start), None)
        after = next((one for one in only.mentions if one.start > start), None)
    else:
        before, after = corpus.around(start)
    with st.container(key="reading-steps", horizontal=True, vertical_alignment="center"):
        stepper.back(_step(gettext("Previous"), "walk-back", before, "P"))
        st.html(render("position", text=_position(corpus, spot, only)))
        stepper.on(_step(gettext("Next"), "walk-on", after, "N"))


def _position(corpus: Corpus, spot: Spot, only: OpenPlace | None) -> str:
    """Say which name or mention is open, or how many there are."""
    mentions = only.mentions if only else corpus.mentions
    count = len(mentions)
    if not spot.mention:
        if only:
            return ngettext("{number} mention", "{number} mentions", count)
        return ngettext("{number} name", "{number} names", count)
    at = mentions.index(spot.mention) + 1
    if only:
        return gettext("{place}: {position}", place=only.place.name, position=position(at, count))
    return gettext("name {at} of {count}", at=decimal(at), count=decimal(count))


def _step(words: str, key: str, mention: Mention | None, shortcut: str | None = None) -> Step:
    """Lead to a mention, if there is one."""
    act = partial(actions.choose_place, mention.place_id, mention) if mention else None
    return Step(words, key, act, shortcut)


def _near(
    corpus: Corpus, state: State, section: Section, opened: OpenPlace | None
) -> frozenset[str]:
    """List the places of the section in view, and the one that is open, if the map follows."""
    if not state.follows:
        return frozenset()
    named = {
        mention.place_id
        for mention in corpus.mentions
        if corpus.article.section_at(mention.start) == section
    }
    return frozenset(named | {opened.place.place_id} if opened and named else named)
