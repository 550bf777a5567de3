"""The chart of where in the article a place, or the name Khorasan, is named.

Its own data never change, so that its script does not travel again with each click: the histograms
come by way of the reading spot.
"""

from __future__ import annotations

from collections.abc import Callable

from views.components import Listener, mount


def show(length: int, go: Callable[[int], None]) -> None:
    """Show the chart of an article of `length` characters; `go` hears the offset of a bar."""
    mount("reading_chart", {"length": length}, key="reading-chart", on={"went": Listener(int, go)})
