"""Read: the whole article beside the map, linked both ways."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import streamlit as st

from geo.article import Passage, Section
from geo.atlas import Atlas
from geo.errors import AtlasError
from geo.history import History
from geo.layers import Reading, address
from geo.mentions import Mention
from geo.places import Place
from geo.whereabouts import Bin, name_bins, place_bins
from views import card, link, reading_lists
from views.link import Open
from views.markup import element, quoted

HERE = Path(__file__).parent
TEXT = "article.json"
"""The file under `static/` that holds the article as the pane shows it."""

BARS = 40
"""Bars into which the article's length is divided: they are as wide as a finger's tip is not."""

TRAIL = 5
"""Places walked last that the map remembers."""

NAME = "khorasan"


@dataclass(frozen=True)
class Spot:
    """Where in the article a person is: at a mention, else in a passage, else nowhere yet."""

    mention: Mention | None = None
    passage: Passage | None = None

    @property
    def start(self) -> int | None:
        """Give the spot's offset; a passage's lies just before it, so that all in it is next."""
        if self.mention:
            return self.mention.start
        return self.passage.start - 1 if self.passage else None


@st.cache_resource
def _reading() -> Any:
    script = (HERE / "reading.js").read_text(encoding="utf-8")
    return st.components.v2.component("reading", js=script)


@st.cache_resource
def _pane() -> Any:
    return st.components.v2.component(
        "reader",
        html='<div class="root"></div>',
        css=(HERE / "reader.css").read_text(encoding="utf-8"),
        js=(HERE / "reader.js").read_text(encoding="utf-8"),
    )


def show(atlas: Atlas, history: History | None, opened: Open | None) -> tuple[Reading, list[str]]:
    """Show the article with what leads through it.

    Gives what the map is to show of it, and a sentence for each fault of the link.
    """
    spot, faults = _spot(atlas, opened)
    section = _section(atlas, spot, opened)
    reading_lists.find(atlas)
    try:
        _text(atlas, opened, spot, section)
    except AtlasError:
        faults.append(f"The article is missing (static/{TEXT}); `make data` makes it again.")
    _walk(atlas, spot, section)
    if opened:
        _card(opened, spot)
    st.toggle(
        "The map follows the reading", key="follows", on_change=_followed,
        help="What the section in view names stands out on the map; the rest recedes.",
    )  # fmt: skip
    trail = _trail(atlas, opened)
    if len(trail) > 1:
        st.html(
            element(
                "p",
                "The dashed line on the map leads through the last places chosen.",
                class_="citation",
            )
        )
    company = reading_lists.company(atlas, opened.place) if opened else []
    reading_lists.name(atlas, history)
    return Reading(_near(atlas, section, opened), trail, company), faults


def _spot(atlas: Atlas, opened: Open | None) -> tuple[Spot, list[str]]:
    """Tell where in the article the URL is, with a sentence if it names a passage in vain."""
    wanted = st.query_params.get("passage", "")
    passage = next((one for one in atlas.article.passages if one.passage_id == wanted), None)
    faults = []
    if wanted and passage is None:
        faults.append(f"The link names a passage {quoted(wanted)} that the article does not have.")
    follow = st.query_params.get("follow", "")
    if follow not in {"", "off"}:
        faults.append(
            f"The link asks for {quoted(follow)} of the map, which can only follow or not."
        )
    if passage and not st.query_params.get("mention"):
        return Spot(passage=passage), faults
    return Spot(mention=opened.mention if opened else None), faults


def _section(atlas: Atlas, spot: Spot, opened: Open | None) -> Section:
    """Give the section that was in view last, or the spot's when another spot was chosen."""
    state = st.session_state
    where = (state["turn"], spot, opened.place.place_id if opened else "")
    if state.get("reading") != where:
        state["reading"] = where
        if spot.start is not None:
            state["section"] = spot.start + 1
    return atlas.article.section_at(state.get("section", 0))


def _text(atlas: Atlas, opened: Open | None, spot: Spot, section: Section) -> None:
    """Show the article; all that travels is where it is and what is chosen in it.

    Two components share the work: Streamlit sends a component's script again with each change
    of its data, and the pane's script is long.
    """
    st.session_state["follows"] = st.query_params.get("follow") != "off"
    _pane()(
        data={"address": address(TEXT)},
        key="reader",
        on_chosen_change=partial(_chosen, atlas),
        on_went_change=partial(_went, atlas),
        on_section_change=_seen,
    )
    _reading()(
        data={
            "turn": st.session_state["turn"],
            "place": opened.place.place_id if opened else None,
            "mention": spot.mention.start if spot.mention else None,
            "passage": spot.passage.passage_id if spot.passage else None,
            "section": section.start,
            "follows": st.session_state["follows"],
            "bars": _bars(atlas, opened),
        },
        key="reading",
        height=1,
    )


def _bars(atlas: Atlas, opened: Open | None) -> dict[str, dict[str, Any]]:
    """Say where the place that is open, and where “Khorasan”, is named."""
    bars = {"name": {"label": "“Khorasan”", "bins": _named(name_bins(atlas, BARS))}}
    if opened and opened.place.place_id != NAME:
        bins = _named(place_bins(atlas, opened.place.place_id, BARS))
        bars["place"] = {"label": opened.place.name, "bins": bins}
    return bars


def _named(bins: Sequence[Bin]) -> list[list[int | None]]:
    return [[one.start, one.end, one.count, one.first] for one in bins if one.count]


def _chosen(atlas: Atlas) -> None:
    _went(atlas, "chosen")


def _went(atlas: Atlas, name: str = "went") -> None:
    start = st.session_state["reader"].get(name)
    if start is not None:
        link.go_to(atlas, start)


def _seen() -> None:
    start = st.session_state["reader"].get("section")
    if start is not None:
        st.session_state["section"] = start


def _followed() -> None:
    link.set_or_drop("follow", "" if st.session_state["follows"] else "off")


def _walk(atlas: Atlas, spot: Spot, section: Section) -> None:
    """Offer the name before and after, through the whole article in reading order."""
    start = section.start - 1 if spot.start is None else spot.start
    before, after = atlas.around(start)
    count = len(atlas.mentions)
    at = f"name {atlas.mentions.index(spot.mention) + 1} of " if spot.mention else ""
    with st.container(key="reading-steps", horizontal=True, vertical_alignment="center"):
        _step("Previous", "walk-back", before, "P")
        st.html(element("span", f"{at}{count}" if at else f"{count} names", class_="position"))
        _step("Next", "walk-on", after, "N")


def _card(opened: Open, spot: Spot) -> None:
    """Show the place that is open in brief, with the way to its mention before and after."""
    start = opened.mention.start if spot.start is None else spot.start
    earlier = [mention for mention in opened.mentions if mention.start < start]
    later = [mention for mention in opened.mentions if mention.start > start]
    count = len(opened.mentions)
    at = f"{len(earlier) + 1} of {count}" if spot.mention else f"{count} mentions"
    with st.container(key="place-card", horizontal=True, vertical_alignment="top"):
        card.name(opened.place)
        _step("Previous mention", "previous", earlier[-1] if earlier else None)
        st.html(element("span", at, class_="position"), width="content")
        _step("Next mention", "next", later[0] if later else None)
    card.brief(opened.place)


def _step(label: str, key: str, mention: Mention | None, shortcut: str | None = None) -> None:
    """Offer to go to a mention, if there is one."""
    on = label.startswith("Next")
    st.button(
        label,
        icon=f":material/chevron_{'right' if on else 'left'}:",
        icon_position="right" if on else "left",
        key=key,
        shortcut=shortcut,
        disabled=mention is None,
        on_click=link.choose,
        args=(mention.place_id, mention) if mention else (),
    )


def _near(atlas: Atlas, section: Section, opened: Open | None) -> frozenset[str]:
    """Give the places the section in view names, and the one that is open, if the map follows."""
    if not st.session_state["follows"]:
        return frozenset()
    named = {
        mention.place_id
        for mention in atlas.mentions
        if atlas.article.section_at(mention.start) == section
    }
    return frozenset(named | {opened.place.place_id} if opened and named else named)


def _trail(atlas: Atlas, opened: Open | None) -> list[Place]:
    """Remember the place that is open, and give the last ones walked."""
    trail: list[str] = st.session_state.setdefault("trail", [])
    if opened and trail[-1:] != [opened.place.place_id]:
        trail.append(opened.place.place_id)
        del trail[:-TRAIL]
    return [atlas.places[place_id] for place_id in trail]
