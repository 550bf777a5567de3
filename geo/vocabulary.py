"""The codes that the data files use, and the groups of kinds that share a symbol.

The words for them that a person reads are in `geo.messages.vocabulary`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

PRESENT = 2026
"""The `year_to` of a source that speaks of today."""

KINDS = (
    "city", "town", "village", "neighbourhood", "facility",
    "district", "province", "country", "region",
    "valley", "river", "plateau", "gulf", "other",
)  # fmt: skip
"""The kinds of place."""

AREAS = {"country", "province", "region", "plateau", "gulf", "other"}
"""Kinds whose radius is how far they reach, not how well their point is known."""

LINES = {"river", "gulf"}
"""Kinds of which no one point can stand for the whole."""


@dataclass(frozen=True)
class Group:
    """Kinds of place that share a symbol on the map; `size` is the symbol's in pixels."""

    group_id: str
    kinds: tuple[str, ...]
    size: int


GROUPS = (
    Group("settlement", ("city", "town", "village"), 17),
    Group("site", ("facility", "neighbourhood"), 14),
    Group("district", ("district",), 16),
    Group("province", ("province",), 18),
    Group("country", ("country",), 22),
    Group("region", ("region", "other"), 22),
    Group("nature", ("valley", "river", "plateau", "gulf"), 16),
)
"""Every kind stands in exactly one group; the order is the legend's."""

GROUP_OF = {kind: group for group in GROUPS for kind in group.kinds}


class Use(StrEnum):
    """How a mention uses a name."""

    LITERAL = "literal"
    """A location or territory."""
    METONYM = "metonym"
    """A state or government that acts."""
    HISTORIC = "historic"
    """A historic region or territory."""
    EMBEDDED = "embedded"
    """Part of the name of an organisation, title or event."""


class Certainty(StrEnum):
    """How sure a location is, in the words of the Linked Places format."""

    CERTAIN = "certain"
    LESS_CERTAIN = "less-certain"
    UNCERTAIN = "uncertain"


class Sense(StrEnum):
    """What the name Khorasan can mean."""

    HISTORIC_REGION = "historic-region"
    PRESENT_PROVINCES = "present-provinces"
    HISTORIC_PROVINCE = "historic-province"
    ORGANISATION = "organisation"
    PUBLICATION = "publication"


class SourceKind(StrEnum):
    """What a source of an extent is."""

    TOWNS = "list of towns"
    ADMINISTRATION = "administrative list"
    STATE = "state boundary"
    ARTICLE = "article's sentence"


WRITTEN = frozenset({SourceKind.TOWNS, SourceKind.ADMINISTRATION})
"""The kinds of source that name towns; their extents are derived from that testimony."""


class TownKind(StrEnum):
    """What a historic place of the evidence is."""

    TOWN = "town"
    DISTRICT = "district"
    REGION = "region"


class Bank(StrEnum):
    """On which bank of the Oxus the texts put a town, where its point alone leaves that open."""

    NEAR = "near"
    """South and west of the river."""
    FAR = "far"


class Relation(StrEnum):
    """What a source says of a town."""

    IN = "in"
    """Counted in Khorasan."""
    EDGE = "edge"
    """On the border, or said to be of both."""
    OUT = "out"
    """Counted in another land."""


class Basis(StrEnum):
    """What a statement rests on."""

    PASSAGE = "passage"
    """The passage itself was read."""
    LITERATURE = "literature"
    """Another work reports it."""
    UNVERIFIED = "unverified"
    """Nothing that was read confirms it."""


SURE_BASES = frozenset({Basis.PASSAGE, Basis.LITERATURE})
"""What a statement must rest on to decide an answer by itself."""


class Band(StrEnum):
    """The bands of an extent from the inside out; each contains the one before."""

    CORE = "core"
    PROBABLE = "probable"
    POSSIBLE = "possible"


class UnitKind(StrEnum):
    """The kinds of present-day unit."""

    PROVINCE = "province"
    COUNTRY = "country"


class PlaceOrder(StrEnum):
    """The orders in which the article's places can be listed."""

    REGION = "region"
    """Those in Khorasan's lands first, then those about it; the most named come first."""
    NAME = "name"
    KIND = "kind"
    MENTION = "mention"
    """As the article first names them."""


class Zone(StrEnum):
    """How near to Khorasan a place lies."""

    LANDS = "lands"
    """In the lands that the default extent probably counts in."""
    REGION = "region"
    """In the region that the map shows at first."""
    WORLD = "world"


class Derivation(StrEnum):
    """What an extent is derived from."""

    TOWNS = "towns"
    """The testimony of its source about towns."""
    UNITS = "units"
    """Whole provinces of today, or parts of them."""


class Limit(StrEnum):
    """What a source can itself name as a limit of Khorasan."""

    OXUS = "oxus"
    DESERT = "desert"
    """The great desert between Khorasan, Qumis, Fars, Kirman and Sijistan."""


class Edge(StrEnum):
    """What a stretch of an extent's outline rests on."""

    STATED = "stated"
    """The source itself names the limit, or a law or treaty does."""
    BETWEEN = "between"
    """It runs between towns counted in and towns counted out, or on the edge."""
    REACH = "reach"
    """The source names no town beyond: it is silent."""
    COAST = "coast"
    """The land ends there."""


class Direction(StrEnum):
    """Where a use of the name reaches to, if to no place."""

    NORTH_WEST = "north-west"
    NORTH = "north"
    NORTH_EAST = "north-east"
    EAST = "east"
    SOUTH_EAST = "south-east"
    SOUTH = "south"
    SOUTH_WEST = "south-west"
    WEST = "west"


class Role(StrEnum):
    """What an extent stands for where the article's sentence is tested."""

    SASANIAN = "sasanian"
    """Khorasan under the Sasanian Empire."""
    UMAYYAD = "umayyad"
    """Khorasan under the Umayyad Caliphate."""
    TODAY = "today"
    """The provinces that bear the name today."""
    ARTICLE = "article"
    """The lands that the article itself names."""


class ClaimTest(StrEnum):
    """How a claim of the article is tested against the extents."""

    LAND = "land"
    """A source agrees if it counts in more than half of the land that the claim means."""
    MAJORITY = "majority"
    """A source agrees if it counts in more than half of a country."""
    EARLIEST = "earliest"
    """The claim fits if no extent speaks of an earlier time than the Sasanian one."""
    GROWTH = "growth"
    """The claim fits if the Umayyad extent is larger than the Sasanian one."""
    DISTINCT = "distinct"
    """A source agrees if today's provinces of the name are at most half of its Khorasan."""
