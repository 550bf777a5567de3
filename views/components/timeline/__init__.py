"""The time axis along the foot of the map: a bar for each extent, stepped through or played."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from geo.extents.catalogue import Extent, ExtentCatalogue
from geo.extents.evidence import Source
from geo.messages.catalogue import gettext
from geo.messages.extents import plain_year, timeline_name, when
from geo.vocabulary import PRESENT
from views.components import Listener, mount
from views.state import TOGETHER

FIRST, LAST = 500, PRESENT
"""The years at the two ends of the axis."""

CENTURY = 100
WRITTEN, STATE = "source", "state"


def show(
    catalogue: ExtentCatalogue,
    chosen: Sequence[str],
    choose: Callable[[str], None],
    *,
    keys: bool,
) -> None:
    """Show every extent on the axis; `chosen` is the one shown, then the other.

    With `keys` the letters P and N step through them.
    """
    mount(
        "timeline",
        {
            "ends": [FIRST, LAST],
            "ticks": [[year, plain_year(year)] for year in range(FIRST + CENTURY, LAST, CENTURY)],
            "rows": [_row(catalogue, one) for one in catalogue.extents.values()],
            "kinds": [
                {"kind": WRITTEN, "name": gettext("written source")},
                {"kind": STATE, "name": gettext("state or article")},
                {"kind": "time", "name": gettext("when written")},
            ],
            "together": TOGETHER,
            "chosen": chosen,
            "keys": keys,
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
        "when": when(source),
        "kind": WRITTEN if extent.by_towns else STATE,
        "speaks": [source.year_from or FIRST, source.year_to or LAST],
        "written": _written(source),
    }


def _written(source: Source) -> tuple[int, int] | None:
    """Give the years in which a source was written, if these are known."""
    if source.written_from is None or source.written_to is None:
        return None
    return source.written_from, source.written_to
