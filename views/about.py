"""The question above the map, and where all that is shown comes from."""

from __future__ import annotations

import streamlit as st

from geo import article as source
from geo.atlas import Atlas
from geo.errors import AtlasError
from geo.kinds import GROUP_TITLES, USE_TITLES
from geo.sources import read_sources
from views.link import Open, Period, choose
from views.markup import element, notice

CLAIM = 4665
"""Where in the article the sentence begins that says what Khorasan's lands are today."""

EXTENTS = (
    "No source draws a border. The bands are derived from the towns that a source counts in and "
    "out, by a method that is written down and tested (docs/method.md): core is where what is "
    "said nearby is nearly all for it, probable where more is for it than against it, possible "
    "where some is. Extents of states are unions of today's provinces, which no one attested "
    "either. What could not be read is marked unverified."
)
DISPUTES = (
    "Borders are drawn as Natural Earth has them, by who holds the ground. Kashmir, the Durand "
    "Line and other borders are disputed; drawing a line takes no side."
)
APPROXIMATE = (
    "Natural Earth's outlines of North, Razavi and South Khorasan and of Yazd are out of date. "
    "They are mended here along lines midway between towns of the two sides; these seams are "
    "dashed on the map and only approximate, by ten kilometres or more in the desert. The Aral "
    "Sea has its shores of about 2003, and Lake Urmia those from before it shrank."
)


def title(atlas: Atlas | None, opened: Open | None, period: Period | None) -> None:
    """Ask the question and say what is being shown."""
    shown = [showing(period)] if period else ["Today's provinces"]
    if atlas and st.session_state["panel"] in {"places", "read"}:
        shown.append(f"{len(atlas.places)} places of the article")
    if opened:
        count = len(atlas.mentions_of[opened.place.place_id]) if atlas else 0
        shown.append(f"{opened.place.name}, named {count} time{'s' if count > 1 else ''}")
    chosen = [
        titles[value]
        for key, titles in (("kind", GROUP_TITLES), ("use", USE_TITLES))
        for value in st.session_state.get(key, ())
    ]
    if chosen:
        shown.append("only " + ", ".join(chosen))
    st.html(
        element("h1", "Where is Khorasan?", class_="question")
        + element("p", " · ".join(shown), class_="showing", role="status", aria_live="polite")
    )


def showing(period: Period) -> str:
    """Say whose Khorasan the open panel's map shows."""
    panel, whose = st.session_state["panel"], period.extent.source.short
    if panel == "time" and period.together:
        return "Khorasan after all written sources together"
    if panel == "time" and period.against:
        return f"Khorasan: {whose}, against {period.against.source.short}"
    if panel == "borders":
        return f"Today's provinces in Khorasan: {whose}"
    return (
        f"Khorasan: {whose}"
        if whose.startswith("the ") or not period.extent.by_towns
        else f"Khorasan after {whose}"
    )


def claim(atlas: Atlas) -> None:
    """Let the article say what Khorasan is, with the way to the sentence."""
    article = atlas.article
    passage = article.passage_at(CLAIM)
    mention = next(m for m in atlas.mentions_of["khorasan"] if m.start > passage.start)
    st.html(
        element("blockquote", article.text[passage.start : passage.end].rstrip(), class_="claim")
    )
    st.button(
        "The article says so: read on", type="tertiary", icon=":material/arrow_forward:",
        key="claim", on_click=choose, args=("khorasan", mention),
    )  # fmt: skip


def show() -> None:
    """Offer the sources, the licences and what is uncertain."""
    with st.expander("About the data", icon=":material/info:"):
        st.markdown(
            f"The text is the Wikipedia article “[{source.TITLE}]({source.URL})” "
            f"({source.LICENCE}), by its authors, unchanged. What it claims, the atlas reports as "
            "the article's claim. Some passages are folded; a line says what they are about."
        )
        st.markdown(f"**Khorasan.** {EXTENTS}")
        st.markdown(f"**Borders.** {DISPUTES}")
        st.markdown(f"**Approximate.** {APPROXIMATE}")
        try:
            sources = read_sources()
        except AtlasError as error:
            st.html(notice(str(error)))
            return
        st.html(
            element(
                "dl",
                *[
                    part
                    for entry in sources
                    for part in (
                        element("dt", entry.title),
                        element("dd", f"{entry.attribution}. Licence: {entry.licence}."),
                    )
                ],
                class_="card sources",
            )
        )
        st.markdown("The code is free software under the MIT licence.")
