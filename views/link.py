"""What the URL says: the place and the mention that are open; and where the map was sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from geo.atlas import Atlas
from geo.kinds import GROUPS
from geo.layers import REGION, Camera, camera_for
from geo.mentions import USES, Mention
from geo.places import Place

FILTERS = {"kind": {group.group_id for group in GROUPS}, "use": set(USES)}


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


def begin() -> list[str]:
    """Set up the session's state, and the filters as the URL has them.

    Gives a sentence for each filter that the URL asks for in vain. The filters are not bound by
    Streamlit, which would put their titles into the URL instead of their ids.
    """
    st.session_state.setdefault("step", 0)
    st.session_state.setdefault("camera", REGION)
    st.session_state.setdefault("at", None)
    faults = []
    for key, known in FILTERS.items():
        values = st.query_params.get_all(key)
        st.session_state[key] = [value for value in values if value in known]
        faults += [
            f"The link asks for {key} “{value}”, which the atlas does not have; it is left out."
            for value in values
            if value not in known
        ]
    return faults


def filtered(key: str) -> None:
    """Put the values chosen for the filter `key` into the URL."""
    if values := st.session_state[key]:
        st.query_params[key] = values
    else:
        st.query_params.pop(key, None)


def read(atlas: Atlas, uses: Sequence[str]) -> tuple[Open | None, list[str]]:
    """Tell what the URL has open, with a sentence for each value in it that means nothing."""
    place_id = st.query_params.get("place")
    if not place_id:
        return None, []
    place = atlas.places.get(place_id)
    mentions = atlas.mentions_of.get(place_id, ())
    if place is None or not mentions:
        return None, [f"The link names a place “{place_id}” that the article does not."]
    wanted = st.query_params.get("mention")
    named = next((m for m in mentions if str(m.start) == wanted), None)
    faults = []
    if wanted and named is None:
        faults = [f"The link names a mention “{wanted}” of {place.name} that there is not."]
    shown = atlas.shown_mentions(place_id, uses)
    if named and named not in shown:
        st.query_params.pop("mention")
        faults = [f"The filter hides that mention of {place.name}; another is shown."]
        named = None
    return Open(place, named or shown[0], shown), faults


def choose(place_id: str, mention: Mention | None = None) -> None:
    """Open a place, at one of its mentions, and send the map there, also if it is open already."""
    if mention:
        turn_to(mention)
    elif st.query_params.get("place") != place_id:
        st.query_params.pop("mention", None)
    st.query_params["place"] = place_id
    st.session_state["at"] = None


def turn_to(mention: Mention) -> None:
    """Open another mention of the place that is open; the map stays where it is."""
    st.query_params["mention"] = str(mention.start)


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
