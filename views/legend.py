"""The legend under the map: in words, what its symbols, colours and lines mean."""

from __future__ import annotations

import streamlit as st

from geo.layers import paints
from geo.layers.themes import Dashes, Fading, Fill, Hatch, Outline, Symbol, legend
from geo.layers.view import View
from geo.messages.render import render
from views.page import sprite

SYMBOL = 20
"""Pixels of a symbol in the legend."""


def show(view: View, *, folded: bool) -> None:
    """Explain what the map shows; on a phone, and where it is to be `folded`, behind a word."""
    entries = [(list(map(_styled, entry.swatches)), entry.words) for entry in legend(view)]
    st.html(render("legend", entries=entries, folded=folded))


def _styled(swatch: Symbol | Fill | Outline | Dashes | Fading | Hatch) -> tuple[str, str]:
    """Return a swatch's class and its style."""
    match swatch:
        case Symbol(image, cell):
            at = f"background-position-x:{-SYMBOL * cell}px"
            return "symbol", f"background-image:url({sprite(image)});{at}"
        case Fill(paint):
            return "swatch plain", f"background:{paints.css(paint)}"
        case Outline(colour):
            return "swatch", f"border-color:{paints.css(colour)}"
        case Dashes(line, gap):
            return "line", f"--edge:{paints.css(line)};--gap:{paints.css(gap)}"
        case Hatch(colour, crossed):
            kind = "swatch hatch crossed" if crossed else "swatch hatch"
            return kind, f"--edge:{paints.css(colour)}"
        case Fading(colour):
            return "line fading", f"--edge:{paints.css(colour)}"
