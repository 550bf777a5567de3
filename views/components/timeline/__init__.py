"""The timeline: a row for each extent, walked by arrow keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from geo.extents.catalogue import ExtentCatalogue
from geo.extents.evidence import PRESENT
from geo.messages.catalogue import gettext
from geo.messages.extents import timeline_name, years
from views.components import Listener, mount
from views.state import TOGETHER

FIRST, LAST = 500, PRESENT
"""The years at the two ends of the timeline."""

Row = tuple[str, str, str, float, float]
"""An extent's id, name and years, and the ends of its bar in per cent of the timeline."""


def show(catalogue: ExtentCatalogue, chosen: Sequence[str], choose: Callable[[str], None]) -> None:
    """Show every extent in the order of time; `chosen` is the one shown, then the other."""
    mount(
        "timeline",
        {"label": gettext("Khorasan through time"), "rows": rows(catalogue), "chosen": chosen},
        key="timeline",
        on={"chosen": Listener(str, choose)},
    )


def rows(catalogue: ExtentCatalogue) -> list[Row]:
    """List the timeline's rows: all sources together, then each extent."""
    found: list[Row] = [(TOGETHER, gettext("All written sources"), "", 0, 0)]
    for key, extent in catalogue.extents.items():
        first, last = extent.source.year_from or FIRST, extent.source.year_to or LAST
        start, end = (round(100 * (year - FIRST) / (LAST - FIRST), 1) for year in (first, last))
        found.append((key, timeline_name(catalogue, extent), years(first, last), start, end))
    return found
