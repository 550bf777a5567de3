"""The groups of kinds a person filters by and sees as one symbol."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Group:
    """Kinds of place that share a symbol on the map; `size` is the symbol's in pixels."""

    group_id: str
    title: str
    kinds: tuple[str, ...]
    size: int


GROUPS = (
    Group("settlement", "Cities, towns, villages", ("city", "town", "village"), 17),
    Group("site", "Sites and quarters", ("facility", "neighbourhood"), 14),
    Group("district", "Districts", ("district",), 16),
    Group("province", "Provinces", ("province",), 18),
    Group("country", "Countries", ("country",), 22),
    Group("region", "Regions, historic states", ("region", "other"), 22),
    Group("nature", "Valleys, rivers, gulf", ("valley", "river", "plateau", "gulf"), 16),
)
"""Every kind stands in exactly one group; the order is the legend's."""

AREAS = {"country", "province", "region", "plateau", "gulf", "other"}
"""Kinds whose radius is how far they reach, not how well their point is known."""

GROUP_OF = {kind: group for group in GROUPS for kind in group.kinds}

GROUP_TITLES = {group.group_id: group.title for group in GROUPS}

USE_TITLES = {
    "literal": "as a location",
    "metonym": "as a state acting",
    "historic": "as a historic region",
    "embedded": "inside another name",
}
"""How a mention uses a name, in words; the keys are `geo.mentions.USES`."""

CERTAINTY_TITLES = {
    "certain": "Certain",
    "less-certain": "Less certain",
    "uncertain": "Uncertain",
}

RELATION_TITLES = {"in": "Counted in", "edge": "On the border", "out": "Counted out"}
"""What a source says of a town, in words; the keys are `geo.evidence.RELATIONS`."""
