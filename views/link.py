"""What the URL says: the panel, the place, the mention and the extents; and where the map is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from geo.answers import Asked
from geo.article import Passage
from geo.atlas import Atlas
from geo.evidence import Dispute
from geo.history import DEFAULT, Extent, History
from geo.kinds import GROUPS
from geo.layers import REGION, Camera, camera_for
from geo.mentions import USES, Mention
from geo.places import Place
from views.markup import quoted

FILTERS = {"kind": {group.group_id for group in GROUPS}, "use": set(USES)}
PANELS = {"places": "Places", "read": "Read", "time": "Through time", "borders": "Borders"}
TOGETHER = "together"
"""What the URL has for an extent when all written sources are shown together."""


@dataclass(frozen=True)
class Open:
    """The place that is open, which of its mentions, and all the mentions that are shown."""

    place: Place
    mention: Mention
    mentions: Sequence[Mention]

    @property
    def position(self) -> int:
        """Where the open mention stands among those shown, from 0."""
        return self.mentions.index(self.mention)


@dataclass(frozen=True)
class Period:
    """The extent that is shown, the one it is compared with, and whether all are together.

    `extent` is one also where all are shown together, for the panels that need a single one.
    """

    extent: Extent
    against: Extent | None = None
    together: bool = False


@dataclass(frozen=True)
class Chosen:
    """All that the URL has chosen: a place, the extents, a note, and what is asked about."""

    opened: Open | None = None
    period: Period | None = None
    note: Dispute | None = None
    asked: Asked | None = None


def begin() -> list[str]:
    """Set up the session's state, and the panel and the filters as the URL has them.

    Gives a sentence for each filter that the URL asks for in vain. The filters are not bound by
    Streamlit, which would put their titles into the URL instead of their ids. Whoever reads the
    article reads all of it: there no filter holds.
    """
    st.session_state.setdefault("step", 0)
    st.session_state.setdefault("camera", REGION)
    st.session_state.setdefault("at", None)
    st.session_state.setdefault("turn", 0)
    faults = []
    panel = st.query_params.get("panel", "places")
    st.session_state["panel"] = panel if panel in PANELS else "places"
    if panel not in PANELS:
        faults.append(f"The link asks for a panel {quoted(panel)}, which the atlas does not have.")
    for key, known in FILTERS.items():
        values = st.query_params.get_all(key)
        held = [value for value in values if value in known]
        st.session_state[key] = [] if panel == "read" else held
        faults += [
            f"The link asks for {key} {quoted(value)}, which the atlas has not; it is left out."
            for value in values
            if value not in known
        ]
    return faults


def turned() -> None:
    """Put the panel that was chosen into the URL."""
    set_or_drop("panel", st.session_state["panel"], unless="places")


def set_or_drop(key: str, value: str | None, *, unless: str = "") -> None:
    """Put a value into the URL, or take the key out of it where the value is what none means."""
    if value and value != unless:
        st.query_params[key] = value
    else:
        st.query_params.pop(key, None)


def filtered(key: str) -> None:
    """Put the values chosen for the filter `key` into the URL."""
    if values := st.session_state[key]:
        st.query_params[key] = values
    else:
        st.query_params.pop(key, None)


def read(atlas: Atlas) -> tuple[Open | None, list[str]]:
    """Tell what the URL has open, with a sentence for each value in it that means nothing."""
    place_id = st.query_params.get("place")
    if not place_id:
        return None, []
    place = atlas.places.get(place_id)
    mentions = atlas.mentions_of.get(place_id, ())
    if place is None or not mentions:
        return None, [f"The link names a place {quoted(place_id)} that the article does not."]
    wanted = st.query_params.get("mention")
    named = next((m for m in mentions if str(m.start) == wanted), None)
    faults = []
    if wanted and named is None:
        faults = [f"The link names a mention {quoted(wanted)} of {place.name} that there is not."]
    shown = atlas.shown_mentions(place_id, st.session_state["use"])
    if named and named not in shown:
        st.query_params.pop("mention")
        faults = [f"The filter hides that mention of {place.name}; another is shown."]
        named = None
    return Open(place, named or shown[0], shown), faults


def read_period(history: History) -> tuple[Period, Dispute | None, list[str]]:
    """Tell which extents and which note the URL has, with a sentence for each there is not."""
    faults = []
    chosen: dict[str, Extent | None] = {}
    for key in ("extent", "against"):
        value = st.query_params.get(key, "")
        chosen[key] = history.extents.get(value)
        if value and chosen[key] is None and (key, value) != ("extent", TOGETHER):
            faults.append(
                f"The link asks for a Khorasan {quoted(value)}, which the atlas does not have."
            )
    wanted = st.query_params.get("note", "")
    note = next((one for one in history.evidence.disputes if one.dispute_id == wanted), None)
    if wanted and note is None:
        faults.append(f"The link asks for a note {quoted(wanted)}, which the atlas does not have.")
    together = st.query_params.get("extent") == TOGETHER
    extent = chosen["extent"] or history.extents[DEFAULT]
    against = chosen["against"] if not together and chosen["against"] != extent else None
    return Period(extent, against, together), note, faults


def show_extent(extent_id: str) -> None:
    """Show another extent, or all together."""
    set_or_drop("extent", extent_id, unless=DEFAULT)
    if extent_id in {TOGETHER, st.query_params.get("against")}:
        st.query_params.pop("against", None)


def choose(place_id: str, mention: Mention | None = None) -> None:
    """Open a place, at one of its mentions, and send the map there, also if it is open already."""
    if mention:
        turn_to(mention)
    elif st.query_params.get("place") != place_id:
        st.query_params.pop("mention", None)
    st.query_params["place"] = place_id
    st.query_params.pop("passage", None)
    st.session_state["at"] = None
    st.session_state["turn"] += 1


def turn_to(mention: Mention) -> None:
    """Open another mention of the place that is open; the map stays where it is."""
    st.query_params["mention"] = str(mention.start)
    st.query_params.pop("passage", None)
    st.session_state["turn"] += 1


def read_on(passage: Passage) -> None:
    """Go to a passage of the article; the place that is open stays open."""
    st.query_params["passage"] = passage.passage_id
    st.query_params.pop("mention", None)
    st.session_state["turn"] += 1


def go_to(atlas: Atlas, start: int) -> None:
    """Open the place that is named at an offset of the article, or go to the passage there."""
    named = next((m for m in atlas.mentions if m.start <= start < m.end), None)
    if named:
        choose(named.place_id, named)
    else:
        read_on(atlas.article.passage_at(start))


def open_note(dispute_id: str | None) -> None:
    """Open a note on what the sources dispute, or close the one that is open."""
    set_or_drop("note", dispute_id)


def ask(what: str | None) -> None:
    """Ask of a province, a country, a place or a town whether it is in Khorasan, or of none."""
    set_or_drop("ask", what)


def close() -> None:
    """Go back to the list; the map stays where it is."""
    st.query_params.pop("place", None)
    st.query_params.pop("mention", None)


def look(camera: Camera) -> None:
    """Send the map to `camera`."""
    st.session_state["camera"] = camera
    st.session_state["step"] += 1


def follow(opened: Open | None) -> None:
    """Send the map to the place that is open, unless it was sent there before."""
    if opened and st.session_state["at"] != opened.place.place_id:
        look(camera_for(opened.place))
    st.session_state["at"] = opened.place.place_id if opened else None
