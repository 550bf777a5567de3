"""A list of links: lines of text that lead somewhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from geo.text.snippets import Part
from views.components import Listener, mount


@dataclass(frozen=True)
class Target:
    """Where a link leads: the event it tells, and the event's value."""

    event: str
    value: Any


@dataclass
class Line:
    """A line that leads to its target.

    `parts` are its words and whether each is marked; `note` stands beside it. A line may stand
    under a `heading`, with links of its own in `under`; `also` are links after it. A line of
    `level` 1 belongs to the one before; `is_open` tells whether those lines are shown, None if
    there are none to show.
    """

    target: Target
    parts: Sequence[Part]
    note: str = ""
    heading: str = ""
    under: Sequence[tuple[str, Target]] = ()
    also: Sequence[tuple[str, Target]] = ()
    level: int = 0
    is_open: bool | None = None


def show(
    key: str, lines: Iterable[Line], on: dict[str, Listener[Any]], *, short: bool = False
) -> None:
    """Show lines, and listen to the events of their targets; a `short` list scrolls by itself."""
    mount(
        "link_list", {"lines": [_written(line) for line in lines], "short": short}, key=key, on=on
    )


def _written(line: Line) -> dict[str, Any]:
    """Write a line as the script reads it, without what is empty."""
    return {name: value for name, value in asdict(line).items() if value or value is False}
