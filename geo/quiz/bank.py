"""The bank: what the data can be asked about, and the questions that a seed draws from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from random import Random
from typing import TypeVar

import shapely
from rapidfuzz import fuzz

from geo.extents.agreement import compare
from geo.extents.catalogue import Extent, ExtentCatalogue
from geo.extents.evidence import Dispute, Source, Statement
from geo.folding import fold
from geo.layers.view import REGION
from geo.lookup import SubjectIndex
from geo.quiz.lands import Lands, breadth_km
from geo.quiz.plan import Plan, Topic
from geo.quiz.question import Question, Target
from geo.text.corpus import Corpus
from geo.units import unit_name
from geo.vocabulary import SURE_BASES, WRITTEN, Certainty, Relation, SourceKind, TownKind

T = TypeVar("T")

KNOWN = 6
"""A historic town is asked about if so many sources name it."""

SETTLEMENTS = ("city", "town")

LEAST_KM = 40
"""Kilometres about a point that a click may miss it by: on the first view some 20 pixels."""

FALL = 4
"""How many times those kilometres a click may lie farther off and still bring points."""

ROUGH_KM = 10
"""Today's borders are true to about so many kilometres."""

APART_KM = 150
"""The least distance between places that stand to choose from."""

CHOICES = 4
"""Places or lands that stand to choose from."""

NEAREST = 6
"""The other lands to choose from are among so many that lie nearest."""

SAME_NAME = 70
"""From so much likeness on, in per cent, two names are spellings of one."""

ALIKE = 0.5
"""Two extents that share more than this of their land are too much alike to be told apart."""

ORDERED = (3, 4)
"""How many extents are put in order."""

PATIENCE = 20
"""So many draws for each question; where the data have no more, a quiz is shorter."""


class SpotKind(StrEnum):
    """What can be found on the map."""

    TOWN = "town"
    PROVINCE = "province"
    COUNTRY = "country"


@dataclass(frozen=True)
class Spot:
    """A town, province or country of which the quiz knows for certain where it lies.

    `key` is a `town_id`, a `place_id` or the code of a unit. `province` is the one of today that
    surely holds it, or itself; empty where a border runs near. `today` is what a historic town is
    today, or empty; `source` says where its coordinates come from, empty for a unit of today.
    """

    key: str
    name: str
    kind: SpotKind
    target: Target
    province: str = ""
    country: str = ""
    today: str = ""
    source: str = ""


@dataclass(frozen=True)
class Bank:
    """All that can be asked: spots by key, what sources say of them, and extents.

    `by_name` are the extents that can be told apart by a name without a date.
    """

    spots: dict[str, Spot]
    statements: tuple[Statement, ...]
    by_name: tuple[Extent, ...]
    lands: Lands
    catalogue: ExtentCatalogue

    def of_kind(self, kind: SpotKind) -> list[Spot]:
        """List the spots of a kind."""
        return [one for one in self.spots.values() if one.kind is kind]

    def statement(self, town_id: str, source_id: str) -> Statement:
        """Find what a source says of a town."""
        found = (one for one in self.statements if one.town_id == town_id)
        return next(one for one in found if one.source_id == source_id)

    def dispute_about(self, town_id: str) -> Dispute | None:
        """Find the note on a town about which the sources disagree."""
        disputes = self.catalogue.evidence.disputes
        return next((one for one in disputes if town_id in one.towns), None)


def build_bank(
    corpus: Corpus, catalogue: ExtentCatalogue, index: SubjectIndex, lands: Lands
) -> Bank:
    """Gather what can be asked: only what is certain, and what more than a few sources name."""
    towns = _towns(catalogue, lands)
    found = towns | _places(corpus, index, lands, {one.name for one in towns.values()})
    spots = {key: one for key, one in found.items() if _is_near(one.target)}
    statements = [
        one
        for one in catalogue.evidence.statements
        if one.town_id in spots
        and one.basis in SURE_BASES
        and (extent := catalogue.of_source(one.source_id))
        and extent.record.by_writer
        and extent.source.kind in WRITTEN
    ]
    return Bank(spots, tuple(statements), tuple(_nameable(catalogue)), lands, catalogue)


def draw(bank: Bank, plan: Plan) -> tuple[Question, ...]:
    """Draw a plan's questions, the same for the same seed and data; no two are about the same."""
    rng = Random(plan.seed)  # noqa: S311 (nothing is secret)
    topics = list(plan.topics or Topic)
    rng.shuffle(topics)
    found: dict[str, Question] = {}
    for at in range(PATIENCE * plan.length):
        question = _MAKERS[topics[at % len(topics)]](bank, rng)
        if question:
            found.setdefault(question.key, question)
        if len(found) == plan.length:
            break
    return tuple(found.values())


def _towns(catalogue: ExtentCatalogue, lands: Lands) -> dict[str, Spot]:
    evidence = catalogue.evidence
    named = Counter(one.town_id for one in evidence.statements if one.basis in SURE_BASES)
    names = Counter(one.plain_name for one in evidence.towns.values())
    return {
        key: _point(
            Spot(
                key, one.plain_name, SpotKind.TOWN, Target(one.lon, one.lat, 0, 0),
                today=one.modern, source=one.source,
            ),
            one.radius_km, lands,
        )
        for key, one in evidence.towns.items()
        if one.kind is TownKind.TOWN
        and one.certainty is Certainty.CERTAIN
        and named[key] >= KNOWN
        and names[one.plain_name] == 1
    }  # fmt: skip


def _places(corpus: Corpus, index: SubjectIndex, lands: Lands, taken: set[str]) -> dict[str, Spot]:
    """Gather the article's towns, provinces and countries in the lands about Khorasan."""
    found = {}
    for place in corpus.places.values():
        if place.certainty is not Certainty.CERTAIN or not set(place.countries) <= set(
            lands.countries
        ):
            continue
        subject = index.find(place.place_id)
        if place.area_ref in lands.provinces:
            spot = _area(place.area_ref, place.name, SpotKind.PROVINCE, lands.provinces)
        elif place.area_ref in lands.countries:
            spot = _area(place.area_ref, place.name, SpotKind.COUNTRY, lands.countries)
        elif place.kind in SETTLEMENTS and subject and not subject.town_id:
            bare = Spot(
                place.place_id, place.name, SpotKind.TOWN, Target(place.lon, place.lat, 0, 0),
                source=place.source,
            )  # fmt: skip
            spot = _point(bare, place.radius_km, lands)
        else:
            continue
        if spot.name not in taken:
            found[spot.key] = spot
    return found


def _is_near(target: Target) -> bool:
    """Tell whether a point, or an area's middle, is on the map at first."""
    west, south, east, north = REGION
    return west <= target.lon <= east and south <= target.lat <= north


def _point(spot: Spot, radius_km: float, lands: Lands) -> Spot:
    full = max(radius_km, LEAST_KM)
    lon, lat = spot.target.lon, spot.target.lat
    province = lands.province_about(lon, lat, max(radius_km, ROUGH_KM))
    return Spot(
        spot.key, spot.name, spot.kind, Target(lon, lat, full, FALL * full),
        province, lands.country_of.get(province, ""), spot.today, spot.source,
    )  # fmt: skip


def _area(code: str, name: str, kind: SpotKind, areas: dict[str, shapely.Geometry]) -> Spot:
    area = areas[code]
    middle = area.representative_point()
    target = Target(float(middle.x), float(middle.y), 0, breadth_km(area), area)
    country = code.partition("-")[0]
    return Spot(code, name, kind, target, code if kind is SpotKind.PROVINCE else "", country)


def _nameable(catalogue: ExtentCatalogue) -> list[Extent]:
    """List the extents whose names tell them apart and do not tell their time."""
    names = Counter(one.source.undated for one in catalogue.extents.values())
    return [
        one
        for one in catalogue.extents.values()
        if one.source.kind is not SourceKind.ARTICLE
        and names[one.source.undated] == 1
        and not any(sign.isdigit() for sign in one.source.undated)
    ]


def _find_on_map(bank: Bank, rng: Random) -> Question | None:
    kind = rng.choice([SpotKind.TOWN, SpotKind.TOWN, SpotKind.PROVINCE, SpotKind.COUNTRY])
    among = bank.of_kind(kind)
    if not among:
        return None
    spot = rng.choice(among)
    chosen = [spot]
    for other in rng.sample(among, len(among)):
        far = (one.target.distance_km(other.target.lon, other.target.lat) for one in chosen)
        if len(chosen) < CHOICES and min(far) >= APART_KM:
            chosen.append(other)
    return _choice(Topic.MAP, spot.key, [one.key for one in chosen], rng, target=spot.target)


def _name_province(bank: Bank, rng: Random) -> Question | None:
    """Ask for the province of a town, unless it is named after the town."""
    spot = _some([one for one in bank.of_kind(SpotKind.TOWN) if _is_open(one)], rng)
    if spot is None:
        return None
    near = bank.lands.nearest(spot.target.lon, spot.target.lat, bank.lands.provinces)
    return _in_which(Topic.PROVINCE, spot, spot.province, near, rng)


def _is_open(spot: Spot) -> bool:
    """Tell whether a town lies surely in one province, and does not have its name."""
    names = fold(spot.name), fold(unit_name(spot.province))
    return bool(spot.province) and fuzz.ratio(*names) < SAME_NAME


def _name_country(bank: Bank, rng: Random) -> Question | None:
    spot = _some([one for one in bank.of_kind(SpotKind.TOWN) if one.country], rng)
    if spot is None:
        return None
    near = bank.lands.nearest(spot.target.lon, spot.target.lat, bank.lands.countries)
    return _in_which(Topic.COUNTRY, spot, spot.country, near, rng)


def _in_which(topic: Topic, spot: Spot, code: str, near: Sequence[str], rng: Random) -> Question:
    others = [one for one in near if one != code][:NEAREST]
    return _choice(topic, spot.key, [code, *rng.sample(others, CHOICES - 1)], rng)


def _counted_in(bank: Bank, rng: Random) -> Question | None:
    """Ask what one source says of a town; each of the three answers is right as often."""
    relation = rng.choice(list(Relation))
    said = _some([one for one in bank.statements if one.relation is relation], rng)
    if said is None:
        return None
    right = list(Relation).index(relation)
    return Question(Topic.INSIDE, said.town_id, tuple(Relation), (right,), said.source_id)


def _which_extent(bank: Bank, rng: Random) -> Question | None:
    extent = _some(bank.by_name, rng)
    if extent is None:
        return None
    other = _some([one for one in bank.by_name if _differ(bank.catalogue, extent, one)], rng)
    if other is None:
        return None
    key = extent.extent_id
    return _choice(Topic.WHICH, key, [key, other.extent_id], rng)


def _differ(catalogue: ExtentCatalogue, one: Extent, other: Extent) -> bool:
    areas = compare(catalogue.faces, one.extent_id, other.extent_id)
    return areas.both <= ALIKE * (areas.both + areas.only_one + areas.only_other)


def _order_in_time(bank: Bank, rng: Random) -> Question | None:
    """Ask for the order of extents whose times do not overlap."""
    count = rng.choice(ORDERED)
    chosen: list[Extent] = []
    for one in rng.sample(bank.by_name, len(bank.by_name)):
        if len(chosen) < count and all(_are_apart(one.source, each.source) for each in chosen):
            chosen.append(one)
    if len(chosen) < count:
        return None
    options = [one.extent_id for one in chosen]
    order = sorted(range(count), key=lambda at: chosen[at].source.year_from or 0)
    return Question(Topic.ORDER, " ".join(sorted(options)), tuple(options), tuple(order))


def _are_apart(one: Source, other: Source) -> bool:
    """Tell whether the times of which two sources speak do not overlap."""
    ends = (one.year_from, one.year_to, other.year_from, other.year_to)
    if None in ends:
        return False
    first, last, other_first, other_last = ends
    return last < other_first or other_last < first  # type: ignore[operator]


def _choice(
    topic: Topic, key: str, options: list[str], rng: Random, target: Target | None = None
) -> Question:
    """Make a question of which the first option is the right one, and shuffle them."""
    shuffled = rng.sample(options, len(options))
    right = shuffled.index(options[0])
    return Question(topic, key, tuple(shuffled), (right,), target=target)


def _some(among: Sequence[T], rng: Random) -> T | None:
    return rng.choice(among) if among else None


_MAKERS: dict[Topic, Callable[[Bank, Random], Question | None]] = {
    Topic.MAP: _find_on_map,
    Topic.PROVINCE: _name_province,
    Topic.COUNTRY: _name_country,
    Topic.INSIDE: _counted_in,
    Topic.WHICH: _which_extent,
    Topic.ORDER: _order_in_time,
}
