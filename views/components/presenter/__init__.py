"""The presenter: a button that lets the map fill the screen, and there its words and its keys."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from geo.messages.catalogue import decimal, gettext
from views.components import Listener, mount


@dataclass(frozen=True)
class Slide:
    """What stands under the map: a title, a sentence or two, and which of how many slides it is.

    Where there is but one, nothing is counted.
    """

    title: str
    words: str
    at: int = 1
    count: int = 1


def show(
    slide: Slide | None,
    enter: Callable[[], None],
    leave: Callable[[], None],
    go: Callable[[int], None],
) -> None:
    """Show the button, or the slide while one presents; `go` hears the number of another."""
    data: dict[str, object] = {"words": _words(), "slide": None}
    if slide:
        position = gettext("{at} of {count}", at=decimal(slide.at), count=decimal(slide.count))
        data["slide"] = {
            "title": slide.title, "text": slide.words, "at": slide.at, "count": slide.count,
            "counter": position if slide.count > 1 else "",
        }  # fmt: skip
    mount(
        "presenter", data, key="presenter",
        on={
            "entered": Listener(bool, lambda _: enter()),
            "left": Listener(bool, lambda _: leave()),
            "step": Listener(int, go),
        },
    )  # fmt: skip


def _words() -> dict[str, str]:
    return {
        "present": gettext("Present"),
        "help": gettext("Present: the map fills the screen (F)"),
        "leave": gettext("Stop presenting"),
        "back": gettext("Previous"),
        "on": gettext("Next"),
    }
