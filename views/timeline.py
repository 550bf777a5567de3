"""The time axis along the foot of the map."""

from __future__ import annotations

from functools import partial

from geo.extents.catalogue import ExtentCatalogue
from views import actions
from views.components import time_spot, timeline
from views.selection import ExtentSelection
from views.state import TOGETHER, WIDE, Panel


def show(catalogue: ExtentCatalogue, extents: ExtentSelection, panel: Panel) -> None:
    """Show every extent on the axis, and which is on the map."""
    chosen = [_chosen(extents)]
    if extents.against:
        chosen.append(extents.against.extent_id)
    default = catalogue.default.extent_id
    choose = partial(actions.choose_on_axis, default=default)
    timeline.show(catalogue, choose)
    time_spot.tell(chosen, keys=panel is Panel.TIME)


def _chosen(extents: ExtentSelection) -> str:
    if extents.together:
        return TOGETHER
    return WIDE if extents.wide else extents.extent.extent_id
