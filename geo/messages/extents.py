"""Sentences about the extents: their names, years and sizes, and what each covers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from babel.numbers import format_decimal
from markupsafe import Markup

from geo.extents.agreement import compare
from geo.extents.catalogue import Extent, ExtentCatalogue
from geo.extents.change import Change, TownDifference, TownsCompared
from geo.extents.claims import provinces_named_khorasan
from geo.extents.evidence import Evidence, Report, Source, Statement, Town
from geo.extents.majority import Spread
from geo.extents.overlap import share_of_extent
from geo.messages.catalogue import (
    NO_BREAK,
    decimal,
    gettext,
    listed,
    locale,
    ngettext,
    percent,
    thousand_km2,
)
from geo.messages.render import render, with_links
from geo.messages.vocabulary import basis_name, counted_heading, relation_title, relation_word
from geo.units import country_of, unit_name
from geo.vocabulary import PRESENT, Band, Basis, Relation, Role, SourceKind, UnitKind

LEAST = 0.01
"""Shares from which on a country is worth a word."""

CHANGED = 4
"""Lands, and towns of a kind, at most that are named at first where something has changed."""

NAMED_PROVINCES = 4
"""Provinces at most that are named where two extents differ."""


def short_name(source: Source) -> str:
    """Name a source without its date."""
    return source.undated


def telling_name(source: Source, others: Iterable[Source]) -> str:
    """Name a source without its date, but with it if another has the same name."""
    names = Counter(short_name(one) for one in {source, *others})
    name = short_name(source)
    return name if names[name] == 1 else source.short


def short_names(catalogue: ExtentCatalogue, extent_ids: Iterable[str]) -> list[str]:
    """Name the sources of several extents, without their dates."""
    return [short_name(catalogue.extents[key].source) for key in extent_ids]


def name_in_heading(extent: Extent) -> str:
    """Name an extent by its source, with a capital: “The Sasanian quarter, 531-651”."""
    return capital(extent.source.short)


def timeline_name(catalogue: ExtentCatalogue, extent: Extent) -> str:
    """Name an extent for a row of the timeline, which has its years apart."""
    others = (one.source for one in catalogue.extents.values())
    return capital(telling_name(extent.source, others))


def capital(name: str) -> str:
    """Begin a name with a capital."""
    return name[0].upper() + name[1:]


def khorasan_of(extent: Extent) -> str:
    """Say whose Khorasan it is: “Khorasan after al-Istakhri, c. 950”."""
    if extent.record.by_writer:
        return gettext("Khorasan after {source}", source=extent.source.short)
    return gettext("Khorasan: {source}", source=extent.source.short)


def whose_khorasan(extent: Extent) -> str:
    """Name a Khorasan within a sentence: “al-Istakhri’s Khorasan”."""
    if extent.record.by_writer:
        return gettext("{writer}’s Khorasan", writer=short_name(extent.source))
    return gettext("this Khorasan ({source})", source=extent.source.short)


def years(first: int, last: int) -> str:
    """Write a span of years: “661–821”, “2004–today”, “50 BCE–100”; negative years are BCE."""
    if first == last:
        return _year(first)
    if last < 0:
        return gettext("{first}–{last} BCE", first=plain_year(-first), last=plain_year(-last))
    end = gettext("today") if last == PRESENT else _year(last)
    return gettext("{first}–{last}", first=_year(first), last=end)


def when(source: Source) -> str:
    """Say of which years a source speaks, and when it was written, as far as that is known."""
    parts = []
    if source.year_from is not None and source.year_to is not None:
        spoken = years(source.year_from, source.year_to)
        parts.append(gettext("speaks of {years}", years=spoken))
    if source.written_from is not None and source.written_to is not None:
        written = years(source.written_from, source.written_to)
        parts.append(gettext("written {years}", years=written))
    return joined(parts)


def group_name(kind: str) -> str:
    """Name a group of bars of the time axis."""
    return {
        "source": gettext("geographer"),
        "state": gettext("state or law"),
        "article": gettext("the article"),
        "wide": gettext("the wide sense"),
    }[kind]


def _year(year: int) -> str:
    if year < 0:
        return gettext("{year} BCE", year=plain_year(-year))
    return plain_year(year)


def plain_year(year: int) -> str:
    """Write a year without a sign between its thousands."""
    return format_decimal(year, format="0", locale=locale())


def size(extent: Extent) -> str:
    """Say how large an extent is, from its core to its possible band."""
    low, high = (thousand_km2(extent.areas[band]) for band in (Band.CORE, Band.POSSIBLE))
    if low == high:
        return gettext("About {size} thousand km².", size=low)
    return gettext("About {low} to {high} thousand km².", low=low, high=high)


def three_provinces(catalogue: ExtentCatalogue, extent: Extent) -> Markup:
    """Say what part of an extent the provinces are that bear the name today."""
    today = catalogue.standing_for(Role.TODAY)
    names = [part.part for part in catalogue.parts_of(today)]
    units = provinces_named_khorasan(catalogue)
    share = percent(*share_of_extent(catalogue.overlaps, extent.extent_id, units))
    return Markup(  # noqa: S704 (the values are escaped)
        gettext(
            "{provinces} Khorasan together are {share} of {khorasan}.",
            provinces=listed(names), share=strong(share), khorasan=whose_khorasan(extent),
        )
    )  # fmt: skip


def covers(catalogue: ExtentCatalogue, extent: Extent) -> str:
    """Say how much of each country an extent covers, the fullest first."""
    countries = catalogue.shares(extent.extent_id, UnitKind.COUNTRY)
    shares = [
        gettext("{share} of {country}", share=_unbroken(one.inside), country=unit_name(one.unit))
        for one in countries
        if one.possible >= LEAST
    ]
    if not shares:
        return gettext("It covers no part of any country.")
    return gettext("It covers {shares}.", shares=listed(shares))


def lies_in(catalogue: ExtentCatalogue, extent: Extent) -> str:
    """Say how much of an extent's own land lies in each country, the largest part first."""
    parts = sorted(
        (
            one
            for one in catalogue.shares(extent.extent_id, UnitKind.COUNTRY)
            if one.of_extent[1] >= LEAST
        ),
        key=lambda one: -one.of_probable,
    )
    if not parts:
        return gettext("It lies in no country.")
    first, *others = ((_unbroken(one.of_extent), unit_name(one.unit)) for one in parts)
    shares = [
        gettext("{share} of it lies in {country}", share=first[0], country=first[1]),
        *(gettext("{share} in {country}", share=share, country=name) for share, name in others),
    ]
    return gettext("{clauses}.", clauses=listed(shares))


def located(unit: str) -> str:
    """Name a unit, with its country if it has one: “Herat, Afghanistan”."""
    if country := country_of(unit):
        return gettext("{place}, {country}", place=unit_name(unit), country=country)
    return unit_name(unit)


def _unbroken(shares: tuple[float, float]) -> str:
    """Write a range of shares that does not break across lines."""
    return percent(*shares).replace(" ", NO_BREAK)


def compared(catalogue: ExtentCatalogue, one: Extent, other: Extent) -> tuple[Markup, ...]:
    """Say what two extents share, what the first has alone, and what the other has."""
    areas = compare(catalogue.faces, one.extent_id, other.extent_id)
    return (
        _area(gettext("Both"), areas.both, []),
        _area(only(one.source), areas.only_one, catalogue.exceeds_in(one, other)),
        _area(only(other.source), areas.only_other, catalogue.exceeds_in(other, one)),
    )


def only(source: Source) -> str:
    """Name what one source has alone."""
    return gettext("Only {source}", source=source.short)


def _area(name: str, square_kilometres: float, provinces: Sequence[str]) -> Markup:
    area = thousand_km2(square_kilometres)
    label = strong(gettext("{name}:", name=name))
    if not provinces:
        return Markup(gettext("{name} {area} thousand km²", name=label, area=area))  # noqa: S704
    return Markup(  # noqa: S704
        gettext(
            "{name} {area} thousand km², mainly in {provinces}",
            name=label, area=area,
            provinces=listed([unit_name(unit) for unit in provinces[:NAMED_PROVINCES]]),
        )
    )  # fmt: skip


def since(before: Extent) -> str:
    """Head what has changed from the extent before."""
    return gettext("Since {source}", source=before.source.short)


@dataclass(frozen=True)
class Line:
    """A line of names: what they are, the first of them, how many more there are, and these."""

    lead: str
    names: str
    more: str = ""
    rest: str = ""


def change_lines(change: Change) -> list[Line]:
    """Say in at most three lines which lands and towns have changed."""
    lands = (
        (gettext("More land:"), change.lands_gained),
        (gettext("Less land:"), change.lands_lost),
    )
    lines = [_land_line(lead, units) for lead, units in lands if units]
    if change.towns_gained or change.towns_lost or change.edge:
        lines.append(_town_line(change))
    return lines


def _land_line(lead: str, units: Sequence[str]) -> Line:
    names = [unit_name(unit) for unit in units]
    first, rest = names[:CHANGED], names[CHANGED:]
    if not rest:
        return Line(lead, listed(first))
    return Line(lead, ", ".join(first), _and_more(len(rest)), listed(rest))


def _town_line(change: Change) -> Line:
    first, rest = (
        joined(_town_clauses(*(towns[cut] for towns in _towns_of(change))))
        for cut in (slice(CHANGED), slice(CHANGED, None))
    )
    more = sum(len(towns[CHANGED:]) for towns in _towns_of(change))
    return Line(gettext("Towns:"), first, _and_more(more) if more else "", rest)


def _towns_of(change: Change) -> tuple[tuple[Town, ...], ...]:
    return change.towns_gained, change.towns_lost, change.edge


def _town_clauses(gained: Sequence[Town], lost: Sequence[Town], edge: Sequence[Town]) -> list[str]:
    clauses = [
        (gained, gettext("now counted in: {towns}", towns=_town_names(gained))),
        (lost, gettext("now counted out: {towns}", towns=_town_names(lost))),
        (edge, gettext("on the border for one of the two: {towns}", towns=_town_names(edge))),
    ]
    return [clause for towns, clause in clauses if towns]


def _town_names(towns: Sequence[Town]) -> str:
    return listed([town.plain_name for town in towns])


def _and_more(number: int) -> str:
    return ngettext("and {number} more", "and {number} more", number)


def no_change(before: Extent) -> Line:
    """Say that two extents have the same lands and towns."""
    words = gettext("The lands and the towns are those of {source}.", source=before.source.short)
    return Line("", words)


def towns_compared(one: Extent, other: Extent, towns: TownsCompared) -> str:
    """Say of how many towns two sources say the same, and of how many they do not."""
    sources = listed([short_name(extent.source) for extent in (one, other)])
    both = len(towns.agreeing) + len(towns.differing)
    if not both:
        return gettext("{sources} name no town in common.", sources=capital(sources))
    spoken = ngettext(
        "{sources} both name {number} town.", "{sources} both name {number} towns.", both,
        sources=capital(sources),
    )  # fmt: skip
    if not towns.differing:
        return gettext("{spoken} They agree on all.", spoken=spoken)
    return gettext(
        "{spoken} They agree on {agreeing} and differ on {differing}:",
        spoken=spoken, agreeing=decimal(len(towns.agreeing)),
        differing=decimal(len(towns.differing)),
    )  # fmt: skip


def town_difference(
    evidence: Evidence, one: Extent, other: Extent, found: TownDifference
) -> tuple[str, str]:
    """Say what each of two sources says of a town, in which part it puts it, and where."""
    both = [
        _says_of_town(evidence, extent.source, statement)
        for extent, statement in ((one, found.one), (other, found.other))
    ]
    return found.town.name, Markup("<br>").join(both)


def _says_of_town(evidence: Evidence, source: Source, statement: Statement) -> str:
    words: str = strong(relation_word(statement.relation))
    if statement.quarter:
        words = gettext("{relation}, {quarter}", relation=words, quarter=statement.quarter)
    return gettext(
        "{source}: {words} · {citation}",
        source=capital(short_name(source)), words=words,
        citation=in_its_words(evidence, statement),
    )  # fmt: skip


def in_its_words(evidence: Evidence, statement: Statement) -> str:
    """Say where a source speaks of a town, and what it says in its words and in ours."""
    place = cited(evidence.citation_of(statement), statement.basis)
    words = said(evidence, [statement], named=False)
    return gettext("{citation} · {words}", citation=place, words=words) if words else place


def all_together(catalogue: ExtentCatalogue) -> str:
    """Say what the map of all written sources shows."""
    names = short_names(catalogue, catalogue.written)
    return gettext(
        "The map shows {number} written sources together, from {first} to {last}. The stronger the "
        "colour, the more of them count the land in (core and probable bands). They disagree "
        "about the pale land.",
        number=decimal(len(names)), first=names[0], last=names[-1],
    )  # fmt: skip


def dependence(evidence: Evidence, source_ids: Iterable[str], *, most: int | None = None) -> str:
    """Say which of some sources draw on others of them; nothing if none does.

    At `most` so many are told of: those that draw on the most others.
    """
    among = list(source_ids)
    draws = {
        key: [other for other in among if other in evidence.sources[key].draws_on] for key in among
    }
    told = sorted((key for key in among if draws[key]), key=lambda key: -len(draws[key]))[:most]
    if not told:
        return ""
    clauses = [
        gettext(
            "{source} draws on {others}",
            source=short_name(evidence.sources[key]),
            others=listed([short_name(evidence.sources[other]) for other in draws[key]]),
        )
        for key in among
        if key in told
    ]
    return gettext("Not all are independent: {clauses}.", clauses=joined(clauses))


def majority(catalogue: ExtentCatalogue) -> list[str]:
    """Say how much land most sources count in, and how much that depends on which there are."""
    area = {spread: thousand_km2(size) for spread, size in catalogue.spreads.items()}
    return [
        gettext(
            "The thick line holds what more than half of the {number} sources count in: about "
            "{area} thousand km².",
            number=decimal(len(catalogue.written)), area=area[Spread.MAJORITY],
        ),
        gettext(
            "The hatching shows how far the line depends on them: with any one source left out "
            "it holds {low} to {high} thousand km²; with as many drawn anew by lot, "
            "{least} to {most} in nine draws of ten.",
            low=area[Spread.ALL_LEFT_OUT], high=area[Spread.ANY_LEFT_OUT],
            least=area[Spread.MOST_DRAWS], most=area[Spread.SOME_DRAWS],
        ),
    ]  # fmt: skip


def agreeing_sources(least: int, total: int) -> str:
    """Say that at least so many of the sources count land in."""
    if least == total:
        return gettext("all {number}", number=decimal(total))
    return gettext("at least {number}", number=decimal(least))


def evidence_label(statements: Collection[Statement]) -> str:
    """Say how many towns a source counts in and out, and puts on the border."""
    counts = Counter(one.relation for one in statements)
    return gettext(
        "The evidence: {inside} in, {outside} out, {edge} on the border",
        inside=ngettext("{number} town", "{number} towns", counts[Relation.IN]),
        outside=decimal(counts[Relation.OUT]), edge=decimal(counts[Relation.EDGE]),
    )  # fmt: skip


def relation_heading(relation: Relation, count: int) -> str:
    """Head the list of the towns of which a source says the same."""
    return counted_heading(relation_title(relation), count)


def about_lead(source: Source) -> str:
    """Lead on to who the author of a source was, or who made a border and who tells of it."""
    if source.kind is SourceKind.STATE:
        return gettext("Who says so.")
    return gettext("Who wrote it.")


def cited(citation: str, basis: Basis) -> str:
    """Write a citation as links, with what it rests on unless the passage itself was read."""
    if not citation:
        return gettext("no written source found")
    if basis is Basis.PASSAGE:
        return with_links(citation)
    return gettext("{citation} ({basis})", citation=with_links(citation), basis=basis_name(basis))


@dataclass(frozen=True)
class Said:
    """What a source says of a town: the `toponym` in its script, and what it says in our words.

    `language` is the tag of the toponym's language; `town` is our name of the town, or empty where
    it stands above.
    """

    town: str
    toponym: str
    language: str
    says: str


def said(evidence: Evidence, statements: Iterable[Statement], *, named: bool = True) -> Markup:
    """Write what a source says of towns, with our names of them if they are to be `named`."""
    made = []
    for one in statements:
        work = evidence.works.get(one.work_id)
        town = evidence.towns[one.town_id].name if named else ""
        made.append(Said(town, one.toponym, work.language if work else "", one.says))
    lists, told = ([one for one in made if bool(one.says) == tells] for tells in (False, True))
    return render("said", listed=lists, told=told).strip()


def wide_sense() -> str:
    """Say what the reports are, beside what the sources count in themselves."""
    return gettext(
        "In speech the name often reached much farther than the land that the geographers "
        "describe. Here is what they say that people call Khorasan. None of it names towns, so "
        "none of it makes an area: the map shows limits and directions."
    )


def report(evidence: Evidence, one: Report) -> Markup:
    """Tell what people call Khorasan, with who says so, where, and in which words."""
    repeated = next((other for other in evidence.reports if other.report_id == one.draws_on), None)
    again = ""
    if repeated:
        again = gettext("This repeats “{title}”.", title=repeated.title)
    return render(
        "report", says=one.says, again=again, toponym=one.toponym,
        citation=with_links(evidence.citation_of(one)),
        language=evidence.works[one.work_id].language,
    ).strip()  # fmt: skip


def strong(text: str) -> Markup:
    """Emphasise a text, which is escaped."""
    return Markup("<strong>{}</strong>").format(text)


def joined(clauses: Iterable[str]) -> str:
    """Join clauses to one, with the language's sign between them; it is HTML if one of them is."""
    made, sign = list(clauses), gettext("; ")
    return (Markup(sign) if any(isinstance(one, Markup) for one in made) else sign).join(made)  # noqa: S704
