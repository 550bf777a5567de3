"""The words that the map shows at the pointer, in the language in use when the files are built."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from geo.extents.catalogue import Extent
from geo.extents.evidence import Evidence, Statement, Town
from geo.messages.catalogue import decimal, distance, gettext, ngettext, percent
from geo.messages.extents import capital, short_name, whose_khorasan
from geo.messages.vocabulary import basis_name, kind_name
from geo.vocabulary import Edge, Limit, Relation

SEPARATOR = " · "


def place_tip(kind: str, within: Sequence[str], mentions: int) -> str:
    """Say what a place is, in which units it lies and how often the article names it."""
    times = ngettext("{number} mention", "{number} mentions", mentions)
    return _joined(kind_name(kind), *within, times)


def town_tip(statement: Statement) -> str:
    """Say what a source says of a town: “counted in · Nishapur · not confirmed”."""
    quarter = "" if statement.relation == Relation.EDGE else statement.quarter
    return _joined(_relation(statement.relation), quarter, basis_name(statement.basis))


def compared_tip(extent: Extent, statement: Statement) -> str:
    """Say what one of two sources says of a town: “Al-Istakhri: counted in”."""
    name = capital(short_name(extent.source))
    return gettext("{source}: {words}", source=name, words=_relation(statement.relation))


def _relation(relation: Relation) -> str:
    match relation:
        case Relation.IN:
            return gettext("counted in")
        case Relation.EDGE:
            return gettext("on the border")
        case Relation.OUT:
            return gettext("counted out")


def named_town_tip(count: int, total: int) -> str:
    """Say how many of the sources that name a town count it in."""
    return ngettext(
        "{number} of the {total} sources that name it counts it in",
        "{number} of the {total} sources that name it count it in",
        count,
        total=decimal(total),
    )


def face_title(count: int, total: int) -> str:
    """Say how many of the written sources count a land in."""
    return ngettext(
        "{number} of {total} sources counts it in",
        "{number} of {total} sources count it in",
        count,
        total=decimal(total),
    )


def face_tip(sources: Sequence[str]) -> str:
    """List the written sources that count a land in, by their short names."""
    return "; ".join(sources) or gettext("No written source counts it in")


def share_tip(country: str, shares: tuple[float, float] | None) -> str:
    """Say in which country a province lies, and how much of it is inside an extent.

    `shares` are the least and the greatest share (0 to 1); None if it lies wholly outside.
    """
    if shares is None:
        return _joined(country, gettext("outside"))
    return _joined(country, gettext("{share} inside", share=percent(*shares)))


def edge_title(extent: Extent) -> str:
    """Name an extent's outline, where the pointer meets it."""
    return gettext("Edge of {khorasan}", khorasan=whose_khorasan(extent))


def edge_tip(  # noqa: PLR0911 (a sentence for each case)
    evidence: Evidence, extent: Extent, edge: Mapping[str, Any]
) -> str:
    """Say what a stretch of an outline rests on; `edge` is a row of `edges.geojson`."""
    source = capital(short_name(extent.source))
    match Edge(edge["kind"]), edge["limit"]:
        case Edge.STATED, Limit.OXUS:
            return gettext("{source} names the Oxus as the limit", source=source)
        case Edge.STATED, Limit.DESERT:
            return gettext(
                "{source} names the desert as the limit; where in it, nobody says", source=source
            )
        case Edge.STATED, _:
            return gettext("The law or the treaty has its border here")
        case Edge.BETWEEN, _:
            inside, outside = (evidence.towns[edge[side]] for side in ("inside", "outside"))
            apart = distance(edge["apart_km"])
            if _is_on_edge(evidence, extent, outside):
                return gettext(
                    "Between {inside}, counted in, and {outside}, on the border: {apart} apart",
                    inside=inside.plain_name, outside=outside.plain_name, apart=apart,
                )  # fmt: skip
            return gettext(
                "Between {inside}, counted in, and {outside}, counted out: {apart} apart",
                inside=inside.plain_name, outside=outside.plain_name, apart=apart,
            )  # fmt: skip
        case Edge.REACH, _ if extent.by_towns:
            return gettext(
                "No town beyond is named by {source}: nobody says where it ends",
                source=short_name(extent.source),
            )  # fmt: skip
        case _:
            return gettext("No source names this edge: it follows a province of today")


def _is_on_edge(evidence: Evidence, extent: Extent, town: Town) -> bool:
    said = (extent.source.source_id, town.town_id, Relation.EDGE)
    return any(said == (s.source_id, s.town_id, s.relation) for s in evidence.statements)


def dispute_tip() -> str:
    """Say what a pin stands for, and what a click on it does."""
    return gettext("The sources disagree: click to read")


def _joined(*parts: str) -> str:
    return SEPARATOR.join(part for part in parts if part)
