"""A view of the map in words: two to five plain sentences that say what it shows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from geo.extents.agreement import compare
from geo.extents.catalogue import Extent, ExtentCatalogue
from geo.extents.change import compare_towns
from geo.extents.claims import HALF
from geo.extents.inclusion import Subject, Verdict
from geo.layers.view import ThemeId, View
from geo.messages.catalogue import decimal, gettext, listed, ngettext, thousand_km2
from geo.messages.extents import (
    LEAST,
    covers,
    joined,
    lies_in,
    majority,
    short_names,
    years,
)
from geo.messages.inclusion import counted
from geo.messages.places import description
from geo.messages.vocabulary import group_title, use_name
from geo.ordering import INSIDE, is_inside
from geo.text.corpus import Corpus
from geo.text.places import Place
from geo.units import unit_name
from geo.vocabulary import GROUPS, Band, Relation, UnitKind, Use

MOST_SENTENCES = 5
MOST_NAMES = 6
"""Places, towns and provinces at most that a sentence names one by one."""


@dataclass(frozen=True)
class _Told:
    """What the sentences are made from; the extents are those of the view."""

    view: View
    corpus: Corpus | None
    catalogue: ExtentCatalogue
    extent: Extent
    against: Extent | None
    asked: str


def in_words(
    view: View,
    catalogue: ExtentCatalogue | None,
    corpus: Corpus | None,
    subject: Subject | None = None,
    answers: Sequence[Verdict] = (),
) -> tuple[str, ...]:
    """Say in two to five sentences of plain text what a view shows.

    They say what is shown, whose Khorasan it is, how large it is, what it takes in of today's
    countries, and which places. `subject` is what a person asks about, with the `answers` of the
    sources. Where the extents or the article cannot be read, the rest is said.
    """
    asked = counted(catalogue, subject, answers) if catalogue and subject and answers else ""
    if view.extent is None or catalogue is None:
        ground = gettext("It also shows rivers, relief and borders.")
        told = [_places_shown(view, corpus), ground]
    else:
        about = _Told(
            view, corpus, catalogue, catalogue.extents[view.extent.extent_id],
            catalogue.extents.get(view.against.extent_id) if view.against else None, asked,
        )  # fmt: skip
        told = _SENTENCES[view.theme](about)
    plain = [Markup(one).striptags() for one in told if one]  # noqa: S704 (it is only stripped)
    return tuple(plain[:MOST_SENTENCES])


def _of_places(told: _Told) -> list[str]:
    view, extent = told.view, told.extent
    colours = gettext(
        "The colours show {khorasan}, about {size} thousand km².",
        khorasan=_whose(view), size="–".join(dict.fromkeys(_sizes(extent))),
    )  # fmt: skip
    land = lies_in(told.catalogue, extent)
    if view.place:
        return [_open_place(view.place, told.corpus), told.asked, _company(view), colours, land]
    return [_places_shown(view, told.corpus), colours, land, _which_places(told)]


def _places_shown(view: View, corpus: Corpus | None) -> str:
    """Say how many of the article's places the map shows, and by which filters."""
    if corpus is None:
        return gettext("The map shows today’s provinces and countries.")
    if view.place:
        return _open_place(view.place, corpus)
    everything = ngettext(
        "the {number} place that the article names", "the {number} places that the article names",
        len(corpus.places),
    )  # fmt: skip
    groups = [group for group in GROUPS if group.group_id in view.groups]
    filters = [*map(group_title, groups), *(use_name(Use(use)) for use in view.uses)]
    if not filters:
        return gettext("The map shows {places}.", places=everything)
    return gettext(
        "The map shows {number} of {places}; the filter is: {filters}.",
        number=decimal(len(_shown_places(view, corpus))), places=everything,
        filters=listed(filters),
    )  # fmt: skip


def _shown_places(view: View, corpus: Corpus) -> list[Place]:
    """List the places that the filters leave, the most named first."""
    kinds = {kind for group in GROUPS if group.group_id in view.groups for kind in group.kinds}
    found = corpus.select(kinds, view.uses)
    return sorted(found, key=lambda one: (-len(corpus.mentions_of[one.place_id]), one.name))


def _open_place(place: Place, corpus: Corpus | None) -> str:
    what = description(place).replace(" · ", ", ")
    count = len(corpus.mentions_of[place.place_id]) if corpus else 0
    return ngettext(
        "The map shows {place} ({what}), which the article names once.",
        "The map shows {place} ({what}), which the article names {number} times.",
        count, place=place.name, what=what,
    )  # fmt: skip


def _company(view: View) -> str:
    names = [place.name for place in view.reading.company]
    if not names:
        return ""
    return gettext(
        "Lines lead to places that the article names together with it: {places}.",
        places=_some(names),
    )


def _which_places(told: _Told) -> str:
    """Name the places that one reads about, or else those in the extent."""
    view, corpus = told.view, told.corpus
    if corpus is None:
        return ""
    shown = _shown_places(view, corpus)
    if view.reading.near:
        near = [one.name for one in shown if one.place_id in view.reading.near]
        return gettext(
            "The places that this part of the article names stand out: {places}.",
            places=_some(near),
        )
    extent_id = told.extent.extent_id
    inside = [one.name for one in shown if is_inside(one, told.catalogue, extent_id)]
    if not inside:
        return gettext("None of the places lies in it.")
    return ngettext(
        "{number} of the places lies in it: {places}.",
        "{number} of the places lie in it: {places}.", len(inside), places=_some(inside),
    )  # fmt: skip


def _of_extent(told: _Told) -> list[str]:
    return [
        gettext("The map shows {khorasan}.", khorasan=_whose(told.view)),
        _how_large(told.extent),
        lies_in(told.catalogue, told.extent),
        _which_towns(told.catalogue, told.extent),
        told.asked,
    ]


def _how_large(extent: Extent) -> str:
    low, high = _sizes(extent)
    if low == high:
        return gettext("It measures about {size} thousand km².", size=low)
    return gettext(
        "It measures about {low} thousand km² by the surest reading, and {high} by the widest.",
        low=low, high=high,
    )  # fmt: skip


def _sizes(extent: Extent) -> tuple[str, str]:
    """Write the thousands of square kilometres of the core, and those of the possible band."""
    return thousand_km2(extent.areas[Band.CORE]), thousand_km2(extent.areas[Band.POSSIBLE])


def _which_towns(catalogue: ExtentCatalogue, extent: Extent) -> str:
    """Name towns that a source counts in and out; for a state, known ones on its two sides."""
    if extent.by_towns:
        inside, outside = (
            _some_towns(catalogue, extent, relation) for relation in (Relation.IN, Relation.OUT)
        )
        if not outside:
            return gettext("Its source counts in {inside}.", inside=inside)
        return gettext(
            "Its source counts in {inside}, and counts out {outside}.",
            inside=inside, outside=outside,
        )  # fmt: skip
    bands = {
        town.plain_name: catalogue.locator.bands_at(town.lon, town.lat)[extent.extent_id]
        for town in catalogue.landmarks[: 2 * MOST_NAMES]
    }
    inside = listed([name for name, band in bands.items() if band in INSIDE])
    outside = listed([name for name, band in bands.items() if band is None])
    if not outside:
        return gettext("It takes in {inside}.", inside=inside)
    if not inside:
        return gettext("It leaves out {outside}.", outside=outside)
    return gettext(
        "It takes in {inside}, and leaves out {outside}.", inside=inside, outside=outside
    )


def _some_towns(catalogue: ExtentCatalogue, extent: Extent, relation: Relation) -> str:
    """Name the towns of which a source says the same, those first that most sources name."""
    stated = {
        one.town_id for one in catalogue.statements_of(extent) if one.relation is relation
    }  # fmt: skip
    return _some([town.plain_name for town in catalogue.landmarks if town.town_id in stated])


def _of_comparison(told: _Told) -> list[str]:
    one, other = told.extent, told.against
    if other is None:
        return _of_extent(told)
    areas = compare(told.catalogue.faces, one.extent_id, other.extent_id)
    return [
        gettext(
            "The map compares two Khorasans: the first is that of {one}; the second is that of "
            "{other}.",
            one=one.source.short, other=other.source.short,
        ),
        gettext(
            "About {both} thousand km² are in both, {first} only in the first and {second} only in "
            "the second.",
            both=thousand_km2(areas.both), first=thousand_km2(areas.only_one),
            second=thousand_km2(areas.only_other),
        ),
        _countries_compared(told.catalogue, one, other),
        _provinces_compared(told.catalogue, one, other),
        told.asked or _towns_compared(told.catalogue, one, other),
    ]  # fmt: skip


def _countries_compared(catalogue: ExtentCatalogue, one: Extent, other: Extent) -> str:
    first, second = (_countries(catalogue, extent) for extent in (one, other))
    both = _units(unit for unit in first if unit in second)
    alone = _units(unit for unit in first if unit not in second)
    other_alone = _units(unit for unit in second if unit not in first)
    clauses = [
        (both, gettext("both take in land of {countries}", countries=both)),
        (alone, gettext("only the first has land of {countries}", countries=alone)),
        (other_alone, gettext("only the second has land of {countries}", countries=other_alone)),
    ]
    spoken = joined(clause for countries, clause in clauses if countries)
    return gettext("Of today’s countries, {clauses}.", clauses=spoken) if spoken else ""


def _countries(catalogue: ExtentCatalogue, extent: Extent) -> list[str]:
    """List the codes of the countries that hold a part of an extent, the largest part first."""
    parts = catalogue.shares(extent.extent_id, UnitKind.COUNTRY)
    held = [one for one in parts if one.of_probable >= LEAST]
    return [one.unit for one in sorted(held, key=lambda one: -one.of_probable)]


def _units(codes: Iterable[str]) -> str:
    return listed([unit_name(code) for code in codes])


def _provinces_compared(catalogue: ExtentCatalogue, one: Extent, other: Extent) -> str:
    first, second = (
        _some(list(map(unit_name, catalogue.exceeds_in(*pair))))
        for pair in ((one, other), (other, one))
    )
    if first and second:
        return gettext(
            "The first has more land in {first}; the second has more land in {second}.",
            first=first, second=second,
        )  # fmt: skip
    if first:
        return gettext("The first has more land in {provinces}.", provinces=first)
    return gettext("The second has more land in {provinces}.", provinces=second) if second else ""


def _towns_compared(catalogue: ExtentCatalogue, one: Extent, other: Extent) -> str:
    towns = compare_towns(catalogue, one, other)
    if not towns.differing:
        return ""
    number = len(towns.agreeing) + len(towns.differing)
    return ngettext(
        "Both name {number} town, and differ on {differing}.",
        "Both name {number} towns, and differ on {differing}.", number,
        differing=_some([found.town.plain_name for found in towns.differing]),
    )  # fmt: skip


def _of_agreement(told: _Told) -> list[str]:
    catalogue = told.catalogue
    names = short_names(catalogue, catalogue.written)
    return [
        gettext(
            "The map shows {number} written sources together, from {first} to {last}: the stronger "
            "the colour, the more of them count the land in Khorasan.",
            number=decimal(len(names)), first=names[0], last=names[-1],
        ),
        majority(catalogue)[0],
        _countries_together(catalogue),
        gettext(
            "More than half of them count in each of these towns: {towns}.",
            towns=_some(_towns_together(catalogue))
        ),
        told.asked,
    ]  # fmt: skip


def _countries_together(catalogue: ExtentCatalogue) -> str:
    """Say how many of the written sources take in land of each of today's countries."""
    held = [_countries(catalogue, catalogue.extents[key]) for key in catalogue.written]
    counts = {unit: sum(unit in one for one in held) for units in held for unit in units}
    clauses = [
        gettext("{country} ({number})", country=unit_name(unit), number=decimal(counts[unit]))
        for unit in sorted(counts, key=lambda unit: (-counts[unit], unit_name(unit)))
    ]
    return gettext(
        "They count in land of today’s countries, with the number of sources for each: "
        "{countries}.",
        countries=listed(clauses),
    )


def _towns_together(catalogue: ExtentCatalogue) -> list[str]:
    """Name the towns that more than half of the written sources count in."""
    return [
        town.plain_name
        for town in catalogue.landmarks
        if catalogue.counting_in[town.town_id] > HALF * len(catalogue.written)
    ]


def _of_reports(told: _Told) -> list[str]:
    reports = told.catalogue.evidence.reports
    first = min(one.written_from for one in reports)
    last = max(one.written_to for one in reports)
    names = dict.fromkeys(
        name for one in reports for name in (one.from_name, one.to_name) if name
    )  # fmt: skip
    return [
        ngettext(
            "The map shows what people call Khorasan in the wide sense, after {number} report of "
            "{years}.",
            "The map shows what people call Khorasan in the wide sense, after {number} reports of "
            "{years}.",
            len(reports), years=years(first, last),
        ),
        gettext("The reports give limits and directions."),
        gettext("None of them says how large the land is."),
        gettext("The limits that they name are at {places}.", places=listed(list(names))),
        told.asked,
    ]  # fmt: skip


def _of_shares(told: _Told) -> list[str]:
    provinces = told.catalogue.shares(told.extent.extent_id, UnitKind.PROVINCE)
    mostly = [unit_name(one.unit) for one in provinces if one.probable > HALF]
    return [
        gettext(
            "The map shows how much of each of today’s provinces lies in {khorasan}.",
            khorasan=_whose(told.view),
        ),
        _how_large(told.extent),
        covers(told.catalogue, told.extent),
        ngettext(
            "More than half of {number} province lies in it: {provinces}.",
            "More than half of each of {number} provinces lies in it: {provinces}.",
            len(mostly),
            provinces=_some(mostly),
        )
        if mostly
        else gettext("No province lies in it by more than half."),
        told.asked,
    ]


def _whose(view: View) -> str:
    return view.extent.phrase if view.extent else ""


def _some(names: Sequence[str]) -> str:
    """Name the first few, and say how many more there are."""
    rest = len(names) - MOST_NAMES
    if rest <= 1:  # One name is as short as its number.
        return listed(names)
    return ngettext(
        "{names} and {number} more", "{names} and {number} more", rest,
        names=", ".join(names[:MOST_NAMES]),
    )  # fmt: skip


_SENTENCES: dict[ThemeId, Callable[[_Told], list[str]]] = {
    ThemeId.PLACES: _of_places,
    ThemeId.EXTENT: _of_extent,
    ThemeId.COMPARISON: _of_comparison,
    ThemeId.AGREEMENT: _of_agreement,
    ThemeId.REPORTS: _of_reports,
    ThemeId.SHARES: _of_shares,
}
