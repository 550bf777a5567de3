"""The page: its set-up, its style with the colours of the map, its header and its panels."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path

import streamlit as st
from markupsafe import Markup
from streamlit.delta_generator import DeltaGenerator

from geo.errors import AssetError
from geo.layers import paints
from geo.layers.files import address
from geo.layers.style import PALETTES, Colour, Palette
from geo.layers.themes import THEMES
from geo.layers.vendor import put
from geo.layers.view import View
from geo.messages.catalogue import gettext, listed, ngettext
from geo.messages.places import mentioned
from geo.messages.render import render
from geo.messages.vocabulary import group_title, use_name
from geo.vocabulary import GROUPS
from views import actions
from views.data import Data
from views.selection import Selection
from views.state import Panel, State, TextSize, set_widget


def palette() -> Palette:
    """Return the colours for the theme that the person's browser shows."""
    return PALETTES.get(st.context.theme.type or "light", PALETTES["light"])


TIMES = {TextSize.USUAL: "1", TextSize.LARGE: "1.25", TextSize.LARGER: "1.6"}
"""How many times as large as usual type is; the map has room for its names at these factors."""


def set_up(text_size: TextSize) -> None:
    """Set up the page: its title, its style sheet, the size of its type, the map's colours."""
    st.set_page_config(gettext("Where is Khorasan?"), page_icon="static/icon.svg", layout="wide")
    st.html(render("style", css=_style()))
    colours = palette()
    both, one, other = paints.comparison(colours)
    painted: dict[str, paints.Paint | Colour] = {
        "paper": colours.halo, "sea": colours.sea, "place": colours.place,
        "lit": (*colours.place, 46), "khorasan": colours.khorasan, "other": colours.other,
        "shares": colours.shares[-1],
        "both": both, "only-one": one, "only-other": other,
    }  # fmt: skip
    values = {name: paints.css(paint) for name, paint in painted.items()}
    missing = gettext(
        "A part of the page could not be loaded. Load the page again to try once more."
    )
    quoted = Markup(json.dumps(missing, ensure_ascii=False))  # noqa: S704 (a message of ours)
    values |= {"text-size": TIMES[text_size], "missing": quoted}
    st.html(render("palette", values=values))


@cache
def _style() -> Markup:
    """Name the file of the style sheet, which the browser keeps, or else write the sheet out.

    It has no comments and indents there.
    """
    css = Path(__file__).with_name("page.css").read_text(encoding="utf-8")
    css = re.sub(r"/[*].*?[*]/", "", css, flags=re.DOTALL)
    lines = (line.strip() for line in css.splitlines())
    css = "".join(f"{line}\n" for line in lines if line)
    # Where nothing can be written, the message is longer.
    with suppress(AssetError):
        file = css.replace("app/static/", "../").encode()
        css = f'@import url("{put("vendor/page.css", file)}");'
    return Markup(css)  # noqa: S704 (a file of ours)


def header(state: State, data: Data, selection: Selection, view: View) -> None:
    """Ask the question, and say what is being shown."""
    shown = [THEMES[view.theme].says(view)]
    if data.corpus and state.panel in {Panel.PLACES, Panel.READ} and not selection.place:
        count = len(data.corpus.places)
        shown.append(
            ngettext("{number} place of the article", "{number} places of the article", count)
        )
    if selection.place:
        place = selection.place.place
        count = len(data.corpus.mentions_of[place.place_id]) if data.corpus else 0
        shown.append(mentioned(place.name, count))
    if state.panel is not Panel.READ and (state.groups or state.uses):
        groups = [group_title(group) for group in GROUPS if group.group_id in state.groups]
        chosen = [*groups, *map(use_name, state.uses)]
        shown.append(gettext("only {filters}", filters=listed(chosen)))
    st.html(render("header", shown=shown, present=state.present))


def panels(state: State) -> None:
    """Offer the panels; what is chosen in one stays chosen in the next."""
    names = {
        Panel.PLACES: gettext("Places"),
        Panel.READ: gettext("Read"),
        Panel.TIME: gettext("Through time"),
        Panel.BORDERS: gettext("Borders"),
        Panel.TOUR: gettext("Tour"),
        Panel.QUIZ: gettext("Quiz"),
    }
    set_widget("panel", state.panel)
    st.segmented_control(
        gettext("Panel"), list(Panel), required=True, format_func=names.__getitem__,
        key="panel", label_visibility="collapsed", width="stretch",
        on_change=actions.turn_panel,
    )  # fmt: skip


def text_size(chosen: TextSize) -> None:
    """Offer three sizes of type."""
    names = {
        TextSize.USUAL: gettext("Usual text"),
        TextSize.LARGE: gettext("Large text"),
        TextSize.LARGER: gettext("Larger text"),
    }
    set_widget("text-size", chosen)
    st.segmented_control(
        gettext("Size of the text"), list(TextSize), required=True, format_func=names.__getitem__,
        key="text-size", label_visibility="collapsed", on_change=actions.size_text,
    )  # fmt: skip


def fold(words: str, icon: str, key: str) -> DeltaGenerator | None:
    """Offer at the foot of the page what opens by a click; None while it is closed.

    What is put into it travels when it is opened. Until then a blank keeps the room for it, so that
    it opens upwards: the foot has none below.
    """
    popover = st.popover(words, icon=icon, type="tertiary", key=key, on_change="rerun")
    popover.html('<div class="from-foot"></div>')
    return popover if popover.open else None


def notices(sentences: Sequence[str]) -> None:
    """Show a notice for each sentence.

    Streamlit's own alerts read Markdown, in which a bare address becomes a link.
    """
    for sentence in sentences:
        st.html(render("notice", sentence=sentence))


def sprite(image: str) -> str:
    """Return the address of an image of symbols, or nothing if it cannot be used.

    The map says that it is missing; the words beside the symbols still stand.
    """
    try:
        return address(f"map/{image}-{palette().name}.svg")
    except AssetError:
        return ""
