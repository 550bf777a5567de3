"""Sentences about the article's claims, and whether the sources agree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from geo.extents.catalogue import Extent, ExtentCatalogue
from geo.extents.claims import (
    AGREEING,
    ClaimResult,
    EarliestResult,
    GrowthResult,
    Support,
    SupportResult,
)
from geo.extents.evidence import Witness
from geo.messages.catalogue import decimal, gettext, listed, ngettext, thousand_km2
from geo.messages.extents import joined, plain_year, short_name, years
from geo.messages.render import with_links
from geo.units import unit_name
from geo.vocabulary import ClaimTest

UMAYYADS_END = 750
"""The year in which the Abbasids took over from the Umayyads."""


def verdict(catalogue: ExtentCatalogue, result: ClaimResult) -> str:
    """Say in one sentence whether the sources agree with a claim."""
    match result:
        case SupportResult():
            names = (short_name(catalogue.extents[key].source) for key in result.support)
            return agreement(dict(zip(names, result.support.values(), strict=True)))
        case EarliestResult(fits=True):
            return gettext("This fits the oldest source.")
        case EarliestResult():
            return gettext("There is an older source.")
        case GrowthResult():
            return growth(catalogue, result.witnesses)


def agreement(support: dict[str, Support]) -> str:
    """Say how many sources agree, by the support of each source's name.

    If more than half agree, the others are named; if fewer do, those that agree are named.
    """
    total = len(support)
    agreeing = [name for name, found in support.items() if found in AGREEING]
    perhaps = [name for name, found in support.items() if found is Support.POSSIBLY]
    against = [name for name, found in support.items() if found is Support.NO]
    count, whole = decimal(len(agreeing)), decimal(total)
    if len(agreeing) == total:
        return gettext("All {number} sources agree.", number=whole)
    if agreeing and 2 * len(agreeing) <= total:
        return ngettext(
            "Only {number} of {total} sources agrees: {sources}.",
            "Only {number} of {total} sources agree: {sources}.",
            len(agreeing), total=whole, sources=listed(agreeing),
        )  # fmt: skip
    if agreeing:
        parts = [gettext("{number} of {total} sources agree", number=count, total=whole)]
    else:
        parts = [gettext("None of the {number} sources agrees", number=whole)]
    if perhaps:
        parts.append(gettext("possibly {sources}", sources=listed(perhaps)))
    if agreeing and against:
        parts.append(gettext("not {sources}", sources=listed(against)))
    return gettext("{clauses}.", clauses=joined(parts))


def growth(catalogue: ExtentCatalogue, witnesses: Sequence[Witness]) -> str:
    """Say whether the lists of the time before bear a claim of growth out, and which do not."""
    against = [_name(catalogue, one) for one in witnesses if not one.agrees]
    total, agreeing = decimal(len(witnesses)), len(witnesses) - len(against)
    if not against:
        return gettext("All {number} lists of the time before agree.", number=total)
    if not agreeing:
        return gettext("None of the {number} lists of the time before agrees.", number=total)
    return ngettext(
        "It depends on the source: {number} of {total} lists of the time before agrees, but not "
        "{sources}.",
        "It depends on the source: {number} of {total} lists of the time before agree, but not "
        "{sources}.",
        agreeing, total=total, sources=listed(against),
    )  # fmt: skip


def _name(catalogue: ExtentCatalogue, witness: Witness) -> str:
    source = catalogue.evidence.sources.get(witness.source_id)
    return short_name(source) if source else catalogue.evidence.works[witness.work_id].cite


def explanation(catalogue: ExtentCatalogue, result: ClaimResult) -> str:
    """Say what a verdict rests on; nothing where there is no more to say."""
    match result:
        case SupportResult():
            return _readings(result)
        case EarliestResult():
            return gettext(
                "The oldest source is {source}, {date}. No source older than it is known here, "
                "so “first” cannot be tested.",
                source=dated(result.earliest), date=result.earliest.source.date,
            )  # fmt: skip
        case GrowthResult():
            return Markup("<br>").join([*_testimony(catalogue, result), _areas(result)])


def _testimony(catalogue: ExtentCatalogue, result: GrowthResult) -> Iterator[str]:
    """Tell what each list of the time before says, and where it stands."""
    for one in result.witnesses:
        where = with_links(catalogue.evidence.citation_of(one))
        yield gettext("{says} ({citation})", says=one.says, citation=where)


def _areas(result: GrowthResult) -> str:
    """Say what was added and lost from one drawn extent to the other, and of which time it is."""
    return gettext(
        "By the drawn extents, from {before} to {after}, {gained} thousand km² are added, {lost} "
        "thousand km² are lost, and {both} thousand km² stay. No list of the Umayyads alone is "
        "known: this one runs to {year}, and they ruled to {end}.",
        before=dated(result.before), after=dated(result.after),
        gained=thousand_km2(result.areas.only_other), lost=thousand_km2(result.areas.only_one),
        both=thousand_km2(result.areas.both), year=plain_year(result.after.source.year_to or 0),
        end=plain_year(UMAYYADS_END),
    )  # fmt: skip


def _readings(result: SupportResult) -> str:
    """Say how much depends on which land the claim is taken to mean."""
    readings = result.readings
    if readings is None:
        return ""
    if readings.narrow == readings.ours == readings.wide:
        return gettext(
            "The number is the same on the strictest and on the widest reading of these words."
        )
    return gettext(
        "On the strictest reading of these words {narrow}, on the widest {wide}.",
        narrow=ngettext("{number} source agrees", "{number} sources agree", readings.narrow),
        wide=ngettext("{number} agrees", "{number} agree", readings.wide),
    )


def dated(extent: Extent) -> str:
    """Name an extent's source, with the years that it speaks of."""
    source = extent.source
    if source.year_from is None or source.year_to is None:
        return short_name(source)
    return gettext(
        "{source} ({years})",
        source=short_name(source), years=years(source.year_from, source.year_to),
    )  # fmt: skip


def share_heading(catalogue: ExtentCatalogue, result: SupportResult) -> str:
    """Head the column of the shares that decide a claim."""
    match result.claim.test:
        case ClaimTest.MAJORITY:
            return unit_name(result.claim.country)
        case ClaimTest.DISTINCT:
            return gettext("Share of the three provinces")
        case _:
            return catalogue.parts[result.claim.part_id].part


def rule() -> str:
    """Say when a source agrees with a claim."""
    return gettext(
        "The article has only words; which provinces they mean is our reading. A source agrees "
        "with a claim about land if more than half of that land lies in its core or probable "
        "band. It agrees that the three provinces are another thing if they are at most half of "
        "its land. Each figure spans the bands, from core to possible."
    )
