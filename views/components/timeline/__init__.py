"""The time axis along the foot of the map: a bar for each extent, stepped through or played."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from geo.extents.catalogue import Extent, ExtentCatalogue
from geo.extents.evidence import Source
from geo.messages.catalogue import gettext
from geo.messages.extents import group_name, joined, plain_year, timeline_name, when, years
from geo.vocabulary import PRESENT, SourceKind
from views.components import Listener, mount
from views.state import TOGETHER, WIDE

FIRST, LAST = 500, PRESENT
"""The years at the two ends of the axis."""

CENTURY = 100
KINDS = ("source", "state", WIDE)
"""The kinds of bars that the key explains; the article's own sentence looks like a state."""


def show(catalogue: ExtentCatalogue, choose: Callable[[str], None]) -> None:
    """Show every extent on the axis; `time_spot` tells it which is chosen."""
    mount(
        "timeline",
        {
            "ends": [FIRST, LAST],
            "ticks": [[year, plain_year(year)] for year in range(FIRST + CENTURY, LAST, CENTURY)],
            "rows": [
                *(_row(catalogue, one) for one in catalogue.extents.values()),
                _wide(catalogue),
            ],
            "kinds": [{"kind": kind, "name": group_name(kind)} for kind in KINDS]
            + [{"kind": "time", "name": gettext("when written")}],
            "together": TOGETHER,
            "words": {
                "label": gettext("Khorasan through time"),
                "together": gettext("All the sources"),
                "earlier": gettext("Earlier"),
                "later": gettext("Later"),
                "play": gettext("Play: one after the other"),
                "stop": gettext("Stop"),
            },
        },
        key="timeline",
        on={"chosen": Listener(str, choose)},
    )


def _row(catalogue: ExtentCatalogue, extent: Extent) -> dict[str, Any]:
    """Describe an extent's bar: the years it speaks of, and those in which it was written."""
    source = extent.source
    return {
        "id": extent.extent_id,
        "name": timeline_name(catalogue, extent),
        "when": joined([group_name(_kind(extent)), when(source)]),
        "kind": _kind(extent),
        "speaks": [source.year_from or FIRST, source.year_to or LAST],
        "written": _written(source),
    }


def _kind(extent: Extent) -> str:
    if extent.by_towns:
        return "source"
    return "article" if extent.source.kind is SourceKind.ARTICLE else "state"


def _wide(catalogue: ExtentCatalogue) -> dict[str, Any]:
    """Describe the bar of the wide sense: the years in which it was written of."""
    reports = catalogue.evidence.reports
    first = min(one.written_from for one in reports)
    last = max(one.written_to for one in reports)
    return {
        "id": WIDE,
        "name": gettext("What people call so"),
        "when": years(first, last),
        "kind": WIDE,
        "speaks": [first, last],
        "written": None,
    }


def _written(source: Source) -> tuple[int, int] | None:
    """Give the years in which a source was written, if these are known."""
    if source.written_from is None or source.written_to is None:
        return None
    return source.written_from, source.written_to
