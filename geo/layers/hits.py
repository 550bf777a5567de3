"""What on the map answers the pointer, the Enter key and the list of what is in sight."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from geo.layers.extents import (
    AGREEMENT,
    COMPARED,
    NOTES,
    REPORT_ENDS,
    SHARES,
    edges_file,
    kept_towns,
    notes_kept,
    tip_of,
    towns_file,
)
from geo.layers.files import address
from geo.layers.places import FILE, kept
from geo.layers.view import View

FAR = 360
"""Degrees beyond which no click is; one on a repeated world is beyond 180."""


class Target(StrEnum):
    """What a click on the map can mean."""

    PLACE = "place"
    """A place of the article."""
    SUBJECT = "subject"
    """A town or province, of which one asks whether it is in Khorasan."""
    NOTE = "note"
    """A note on what the sources dispute."""
    SPOT = "spot"
    """A point of the map and nothing else: one asks whether it is in Khorasan."""


@dataclass(frozen=True)
class MapClick:
    """A click on the map: what it means, the id of what was clicked, and where it was.

    `lon` and `lat` are WGS84 degrees. A spot has no id.
    """

    target: Target
    key: str
    lon: float
    lat: float


@dataclass(frozen=True)
class Hit:
    """The features of a file that answer the pointer with their `name` and another property.

    `data` is the file's address, `key` the property that holds a feature's id, empty where a click
    opens nothing, `tip` the one with the second line, or several that make it. `keep` are the
    values that the filters leave.
    """

    data: str
    target: Target
    key: str
    tip: str | tuple[str, ...] = "tip"
    point: bool = True
    line: bool = False
    keep: dict[str, list[Any]] | None = None

    def told(self) -> dict[str, Any]:
        """Return the hit as the renderer takes it, without what is empty."""
        return {name: value for name, value in asdict(self).items() if value}


def ground(_: View) -> Hit:
    """Name today's provinces and countries; those of the article lead to its sentences."""
    return Hit(address("map/hover.json"), Target.PLACE, "place_id", point=False)


def land(_: View) -> Hit:
    """Name today's provinces and countries; a click asks about the spot."""
    return Hit(address("map/hover.json"), Target.SPOT, "", point=False)


def places(view: View) -> Hit:
    """Name the article's places."""
    return Hit(address(FILE), Target.PLACE, "place_id", keep=kept(view))


def towns(_: View, label_set: str) -> Hit:
    """Name the towns that a source speaks of."""
    return Hit(towns_file(label_set), Target.SUBJECT, "town_id")


def edges(view: View) -> Hit | None:
    """Say what a stretch of the extent's outline rests on; a click asks about the spot."""
    if not view.extent:
        return None
    file = edges_file(view.extent.extent_id)
    return Hit(file, Target.SPOT, "", point=False, line=True)


def differing(view: View) -> Hit:
    """Name the towns on which two sources differ, with what each says."""
    tips = tuple(tip_of(one.extent_id) for one in (view.extent, view.against) if one)
    return Hit(address(COMPARED), Target.SUBJECT, "town_id", tip=tips, keep=kept_towns(view))


def notes(view: View) -> Hit:
    """Name the disputes that pins stand for."""
    return _notes(view, 0)


def other_notes(view: View) -> Hit:
    """Name the disputes that only the second of two extents has a part in."""
    return _notes(view, -1)


def _notes(view: View, number: int) -> Hit:
    keep = notes_kept(view)[number]
    return Hit(address(NOTES), Target.NOTE, "dispute_id", keep=keep)


def agreement(_: View) -> Hit:
    """Say how many sources count a land in."""
    return Hit(address(AGREEMENT), Target.SPOT, "", point=False)


def reports(_: View) -> Hit:
    """Say what people call Khorasan from a place on."""
    return Hit(address(REPORT_ENDS), Target.SPOT, "")


def shares(view: View) -> Hit:
    """Say how much of a province lies in the extent."""
    tip = tip_of(view.extent.extent_id) if view.extent else "tip"
    return Hit(address(SHARES), Target.SUBJECT, "code", tip=tip, point=False)


def clicked(event: dict[str, Any]) -> MapClick | None:
    """Read what the renderer tells of a click; None if it makes no sense."""
    match event:
        case {"target": str(target), "key": str(key), "lon": lon, "lat": lat} if (
            target in set(Target)
            and bool(key) == (target != Target.SPOT)
            and _is_degrees(lon)
            and _is_degrees(lat)
        ):
            return MapClick(Target(target), key, float(lon), float(lat))
    return None


def _is_degrees(value: Any) -> bool:
    return type(value) in {int, float} and abs(value) <= FAR
