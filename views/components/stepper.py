"""The stepper: a way back and a way on, with what stands between them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import streamlit as st


@dataclass(frozen=True)
class Step:
    """One way of a stepper: its words, its widget's key, its action, and perhaps a shortcut.

    A step that leads nowhere has no action.
    """

    words: str
    key: str
    act: Callable[[], None] | None
    shortcut: str | None = None


def back(step: Step) -> None:
    """Offer the way back."""
    _offer(step, "chevron_left", "left")


def on(step: Step) -> None:
    """Offer the way on."""
    _offer(step, "chevron_right", "right")


def _offer(step: Step, icon: str, side: Literal["left", "right"]) -> None:
    st.button(
        step.words, icon=f":material/{icon}:", icon_position=side, key=step.key,
        shortcut=step.shortcut, disabled=step.act is None, on_click=step.act,
    )  # fmt: skip
