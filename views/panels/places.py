"""Places: the filters and the list; or the place that is open, with its passage."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from geo.messages.catalogue import gettext
from geo.messages.extents import khorasan_of
from geo.messages.places import article_named, colours_shown, listing
from geo.messages.render import render
from geo.messages.vocabulary import group_title, order_name, use_name, zone_title
from geo.ordering import ordered
from geo.text.article import TITLE
from geo.text.corpus import KHORASAN, Corpus
from geo.text.places import Place
from geo.vocabulary import GROUP_OF, GROUPS, PlaceOrder, Use, Zone
from views import actions
from views.components import place_list
from views.page import sprite
from views.panels import card, passage
from views.selection import ExtentSelection, OpenPlace, Selection
from views.state import Panel, State, set_widget

CLAIM = 4665
"""Where in the article the sentence begins that says what Khorasan's lands are today."""


def show(corpus: Corpus, state: State, selection: Selection) -> None:
    """Show the place that is open, or else the list, at first with what all this is."""
    opened = selection.place
    _filter(state, opened)
    if opened:
        card.head(opened.place)
        passage.show(corpus, opened)
        card.in_khorasan(opened)
        card.body(opened.place)
        return
    if not (state.groups or state.uses):
        _welcome(corpus, selection.extents)
    _list(corpus, state, selection.zones)


def _filter(state: State, opened: OpenPlace | None) -> None:
    """Offer the filters, and the way back to the list from what is open."""
    fold = st.expander(
        gettext("Filter by kind and use"), icon=":material/tune:", key="filters", on_change="rerun"
    )
    if fold.open:  # Pills cost the browser a third of the time that a click's answer takes.
        with fold:
            groups = {group.group_id: group_title(group) for group in GROUPS}
            _pills(gettext("Kinds of place"), "group", groups, state.groups, actions.filter_groups)
            uses = {str(use): use_name(use) for use in Use}
            _pills(gettext("The name is used"), "use", uses, state.uses, actions.filter_uses)
    if opened:
        st.button(
            gettext("All places"), key="all-places", icon=":material/arrow_back:",
            type="tertiary", on_click=actions.close_place,
        )  # fmt: skip


def _pills(
    label: str,
    key: str,
    titles: dict[str, str],
    chosen: Sequence[str],
    act: Callable[[], None],
) -> None:
    set_widget(key, [str(one) for one in chosen])
    st.pills(
        label, list(titles), selection_mode="multi", format_func=titles.__getitem__,
        key=key, on_change=act,
    )  # fmt: skip


def _welcome(corpus: Corpus, extents: ExtentSelection | None) -> None:
    """Say what the map shows and what the article says, and lead on."""
    sentences = [article_named(TITLE, len(corpus.places))]
    if extents:
        sentences.insert(0, colours_shown(khorasan_of(extents.extent)))
    for sentence in sentences:
        st.html(render("line", text=sentence, **{"class": "body-text"}))
    _claim(corpus)
    doors = {
        Panel.TIME: gettext("Where was it?"),
        Panel.READ: gettext("Read the article"),
        Panel.BORDERS: gettext("Is my town in it?"),
    }
    with st.container(key="doors", horizontal=True):
        for panel, words in doors.items():
            st.button(words, key=f"door-{panel}", on_click=actions.open_panel, args=(panel,))


def _claim(corpus: Corpus) -> None:
    """Let the article say what Khorasan is, with the way to the sentence."""
    article = corpus.article
    sentence = article.passage_at(CLAIM)
    mention = next(m for m in corpus.mentions_of[KHORASAN] if m.start > sentence.start)
    text = article.text[sentence.start : sentence.end].rstrip()
    st.html(render("claim", text=text))
    st.button(
        gettext("The article says so: read on"), type="tertiary",
        icon=":material/arrow_forward:", key="claim",
        on_click=actions.choose_place, args=(KHORASAN, mention),
    )  # fmt: skip


def _list(corpus: Corpus, state: State, zones: Mapping[str, Zone]) -> None:
    """List the places that the filters leave, in the order that was chosen."""
    kinds = [kind for kind, group in GROUP_OF.items() if group.group_id in state.groups]
    left = corpus.select(kinds, state.uses)
    _order(state, listing(len(left), sum(zones[one.place_id] is Zone.LANDS for one in left)))
    found = ordered(corpus, left, state.order, zones)
    headings = [_heading(place, state.order, zones) for place in found]
    rows = place_list.rows(corpus, found, headings)
    place_list.show(rows, sprite("symbols"), actions.choose_place)


def _order(state: State, heading: str) -> None:
    """Head the list, and offer other orders."""
    with st.container(key="order-row", horizontal=True, vertical_alignment="center"):
        st.html(render("line", text=heading, **{"class": "body-text"}))
        titles = {order: order_name(order) for order in PlaceOrder}
        set_widget("order", state.order)
        st.selectbox(
            gettext("Order"), list(titles), format_func=titles.__getitem__, key="order",
            label_visibility="collapsed", width=230, on_change=actions.order_places,
        )  # fmt: skip


def _heading(place: Place, order: PlaceOrder, zones: Mapping[str, Zone]) -> str:
    match order:
        case PlaceOrder.REGION:
            return zone_title(zones[place.place_id])
        case PlaceOrder.KIND:
            return group_title(GROUP_OF[place.kind])
        case _:
            return ""
