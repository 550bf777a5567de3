"""About the data: where all that is shown comes from, and what is uncertain."""

from __future__ import annotations

import streamlit as st

from geo import paths
from geo.errors import AtlasError
from geo.messages.catalogue import gettext
from geo.messages.faults import reason
from geo.messages.render import render
from geo.provenance import read_sources
from geo.text import article
from views import page


def show() -> None:
    """Offer the sources, the licences and what is uncertain; they travel when they are opened."""
    fold = page.fold(gettext("About the data"), ":material/info:", "about")
    if fold is None:
        return
    with fold:
        for paragraph in _paragraphs():
            st.markdown(paragraph)
        try:
            files = read_sources(paths.DATA)
        except AtlasError as error:
            st.html(render("notice", sentence=reason(error)))
            return
        rows = [
            (
                one.title,
                gettext(
                    "{attribution}. Licence: {licence}.",
                    attribution=one.attribution, licence=one.licence,
                ),
            )
            for one in files
        ]  # fmt: skip
        st.html(render("definitions", rows=rows, **{"class": "card sources"}))
        st.markdown(gettext("The code is free software under the MIT licence."))


def _paragraphs() -> list[str]:
    return [
        gettext(
            "The text is the Wikipedia article “{article}” ({licence}), by its authors, unchanged. "
            "The atlas reports what the article claims as the article’s claim. Some passages are "
            "folded, and a line says what they are about.",
            article=f"[{article.TITLE}]({article.URL})", licence=article.LICENCE,
        ),
        gettext(
            "**Khorasan.** No source draws a border. The atlas derives the bands from the towns "
            "that a source counts in and out, by a method that is written down and tested "
            "(docs/method.md). Core is land where nearly all the evidence nearby is for it; "
            "probable is land where more is for it than against it; possible is land where some "
            "is for it. The extents of states are unions of today’s provinces, which no source "
            "attests either. What no text that was read confirms is marked “not confirmed”."
        ),
        gettext(
            "**Borders.** Borders are drawn as Natural Earth has them, by who holds the ground. "
            "Kashmir, the Durand Line and other borders are disputed. Drawing a line takes no side."
        ),
        gettext(
            "**Approximate.** Natural Earth’s outlines of North, Razavi and South Khorasan and of "
            "Yazd are out of date. The atlas mends them along lines midway between towns of the "
            "two sides. These seams are dashed on the map and only approximate, by ten kilometres "
            "or more in the desert. The Aral Sea has its shores of about 2003, and Lake Urmia "
            "those from before it shrank."
        ),
    ]  # fmt: skip
