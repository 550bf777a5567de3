"""`make bench`: the budgets, as ratios taken in one run against the least Streamlit can do.

The yardsticks are apps made here: one with an empty pydeck map, whose button does nothing but a
rerun. Times are medians of several rounds taken in turn, so that a busy machine slows both.
"""

from __future__ import annotations

ROUNDS = 5
EMPTY = """
import pydeck as pdk
import streamlit as st
st.session_state["n"] = st.session_state.get("n", 0) + 1
st.button("Nothing")
st.write(f"run {st.session_state['n']}")
st.pydeck_chart(pdk.Deck(map_provider=None), key="map")
"""
