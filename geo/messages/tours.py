"""Sentences for the guided tours: where one is, and what is wrong in a file."""

from __future__ import annotations

from geo.errors import Fault
from geo.messages.catalogue import decimal, gettext


def position(at: int, count: int) -> str:
    """Say at which step one is, from 1."""
    return gettext("Step {at} of {count}", at=decimal(at), count=decimal(count))


def fault_line(fault: Fault) -> str:
    """Say what is wrong in a line of a file, and what was expected."""
    said = {"wrong": fault.wrong, "expected": fault.expected, "key": fault.column}
    if not fault.row:
        return gettext("The file {wrong}. Expected: {expected}.", **said)
    said["line"] = decimal(fault.row)
    if not fault.column:
        return gettext("Line {line}: {wrong}. Expected: {expected}.", **said)
    return gettext("Line {line}, {key}: {wrong}. Expected: {expected}.", **said)
