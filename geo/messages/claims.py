"""Sentences about the article's claims, and whether the sources agree."""

from __future__ import annotations

from geo.extents.catalogue import Extent, ExtentCatalogue
from geo.extents.claims import (
    AGREEING,
    ClaimResult,
    EarliestResult,
    GrowthResult,
    Support,
    SupportResult,
)
from geo.messages.catalogue import decimal, gettext, listed, ngettext, thousand_km2
from geo.messages.extents import joined, short_name, years
from geo.units import unit_name
from geo.vocabulary import ClaimTest


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
            return growth(result.grown, result.bands)


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


def growth(grown: int, bands: int) -> str:
    """Say whether a later extent is larger: in every band, in some, or in none."""
    if grown == bands:
        return gettext("The sources agree: the later Khorasan is larger in every band.")
    if grown:
        return gettext(
            "This is not clear: the later Khorasan is larger in {number} of {total} bands.",
            number=decimal(grown), total=decimal(bands),
        )  # fmt: skip
    return gettext("The sources disagree: the later Khorasan is larger in no band.")


def explanation(result: ClaimResult) -> str:
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
            return gettext(
                "From {before} to {after}, {gained} thousand km² are added, {lost} thousand km² "
                "are lost, and {both} thousand km² stay. The later list also covers time after "
                "the Umayyads.",
                before=dated(result.before), after=dated(result.after),
                gained=thousand_km2(result.areas.only_other),
                lost=thousand_km2(result.areas.only_one),
                both=thousand_km2(result.areas.both),
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
