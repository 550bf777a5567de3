"""Sentences for the guided tours: where one is, and what is wrong in a file."""

from __future__ import annotations

from geo.errors import Fault
from geo.messages.catalogue import decimal, gettext


def position(at: int, count: int) -> str:
    """Say at which step one is, from 1."""
    return gettext("Step {at} of {count}", at=decimal(at), count=decimal(count))


def fault_line(fault: Fault) -> str:
    """Say what is wrong in a line of a file, and what was expected."""
    wrong, expected = fault.wrong, fault.expected
    if not fault.row:
        return gettext("The file {wrong}. Expected: {expected}.", wrong=wrong, expected=expected)
    line = decimal(fault.row)
    if not fault.column:
        return gettext(
            "Line {line}: {wrong}. Expected: {expected}.",
            line=line, wrong=wrong, expected=expected,
        )  # fmt: skip
    return gettext(
        "Line {line}, {key}: {wrong}. Expected: {expected}.",
        line=line, key=fault.column, wrong=wrong, expected=expected,
    )  # fmt: skip
