"""Sentences about what the search has found."""

from __future__ import annotations

from geo.extents.inclusion import Subject
from geo.messages.catalogue import gettext, ngettext
from geo.messages.inclusion import subject_description
from geo.messages.places import description
from geo.text.places import Place


def place_note(place: Place, mentions: int) -> str:
    """Say what a place of the article is, and how many of its sentences one can read."""
    return gettext(
        "{description} · {sentences}",
        description=description(place),
        sentences=ngettext("named once", "named {number} times", mentions),
    )  # fmt: skip


def subject_note(subject: Subject) -> str:
    """Say what a subject is, and what one can ask about it."""
    return gettext("{description} · who counts it in?", description=subject_description(subject))


def passages_heading(count: int, shown: int) -> str:
    """Head the passages that hold the words, and say so if they are not all here."""
    heading = ngettext("In the text: {number} passage", "In the text: {number} passages", count)
    if shown < count:
        return gettext("{passages}; the first {most} are here", passages=heading, most=shown)
    return heading
