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
from views import actions
from views.components import reader, reading_spot, stepper
from views.components.reading_spot import ReadingSpot, histogram
from views.components.stepper import Step
from views.data import Data
from views.panels import card, reading_lists
from views.selection import OpenPlace
from views.state import State, session, set_widget


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
    _walk(corpus, spot, section)
    if opened:
        _card(opened, spot)
    set_widget("follows", state.follows)
    st.toggle(
        gettext("The map follows the reading"), key="follows", on_change=actions.follow_reading,
        help=gettext("The places in the section in view stand out on the map; the rest recede."),
    )  # fmt: skip
    trail = [corpus.places[place_id] for place_id in session().trail]
    if len(trail) > 1:
        words = gettext("The dashed line on the map leads through the places you opened last.")
        st.html(render("line", text=words, **{"class": "citation"}))
    company = reading_lists.company(corpus, opened.place) if opened else []
    reading_lists.name(corpus, data.catalogue)
    near = tuple(sorted(_near(corpus, state, section, opened)))
    return Reading(near, tuple(trail), tuple(company)), missing


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
    go = partial(actions.read_at, corpus)
    reader.show(file, choose=go, go=go, see=actions.see_section)
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
            histograms=histograms,
        )
    )
    return []


def _walk(corpus: Corpus, spot: Spot, section: Section) -> None:
    """Offer the name before and after, through the whole article in reading order."""
    before, after = corpus.around(section.start - 1 if spot.start is None else spot.start)
    count = len(corpus.mentions)
    words = ngettext("{number} name", "{number} names", count)
    if spot.mention:
        at = corpus.mentions.index(spot.mention) + 1
        words = gettext("name {at} of {count}", at=decimal(at), count=decimal(count))
    with st.container(key="reading-steps", horizontal=True, vertical_alignment="center"):
        stepper.back(_step(gettext("Previous"), "walk-back", before, "P"))
        st.html(render("position", text=words))
        stepper.on(_step(gettext("Next"), "walk-on", after, "N"))


def _card(opened: OpenPlace, spot: Spot) -> None:
    """Show the place that is open in brief, with the way to its mention before and after."""
    start = opened.mention.start if spot.start is None else spot.start
    earlier = [mention for mention in opened.mentions if mention.start < start]
    later = [mention for mention in opened.mentions if mention.start > start]
    count = len(opened.mentions)
    words = (
        position(len(earlier) + 1, count)
        if spot.mention
        else ngettext("{number} mention", "{number} mentions", count)
    )
    with st.container(key="place-card", horizontal=True, vertical_alignment="top"):
        card.name(opened.place)
        before, after = earlier[-1] if earlier else None, later[0] if later else None
        stepper.back(_step(gettext("Previous mention"), "previous", before))
        st.html(render("position", text=words), width="content")
        stepper.on(_step(gettext("Next mention"), "next", after))
    card.brief(opened.place)


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
