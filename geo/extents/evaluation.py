"""Test the method: on which side do all the other towns put each town, and how sure are the areas.

Each town that a source counts in or out is left out in turn, scored by the other statements of its
source, and compared with the level of the probable band. Second, across sources: the towns that
the default source does not name but others near in time do. Third, on demand, how much the default
extent changes if one parameter of the method does. The result is Markdown, the same each time, and
stands in `docs/method.md` between comments that name each table.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from geo.crs import Floats, area_km2
from geo.errors import AtlasError
from geo.extents.bands import METHOD, SHARES, Method, Points, left_out, points_of, score
from geo.extents.drawing import draw_bands, far_side
from geo.extents.evidence import Evidence, ExtentRecord, read_evidence
from geo.paths import DATA, ROOT
from geo.units import read_regions
from geo.vocabulary import Band, Derivation, Relation, Role

METHOD_PAGE = ROOT / "docs" / "method.md"
"""The page that shows the tables."""

NAMES = ("leave-one-out", "across", "sensitivity")
"""The tables, as the comments of the page name them; the last is made on demand."""

NEIGHBOURS = ("ibn-khurdadhbih", "yaqubi", "hudud", "muqaddasi", "yaqut", "mustawfi")
"""The sources near in time to the default one."""

AFGHANISTAN = "AF-"
"""How the codes of the country's provinces begin."""

VARIED: dict[str, tuple[Any, ...]] = {
    "power": (2.0, 2.5, 4.0),
    "neighbours": (3, 8),
    "spacing": (1.0, 2.0),
    "reach_min": (20.0, 60.0),
    "reach_max": (100.0, 200.0),
    "softness": (0.25, 1.0),
    "strongest": (5.0, 30.0),
    "river_km": (0.0, 100.0, 400.0),
    "levels": ((0.8, 0.6, 0.4), (0.7, 0.4, 0.2)),
    "cell": (5.0, 12.0),
    "simplify": (0.005, 0.05),
}
"""Each parameter over a range that one could defend."""

COLUMNS = ("in", "out", "accuracy", "recall", "precision", "on the wrong side")
VARIED_COLUMNS = (
    "parameter", "value", "core, 1000 km²", "probable", "possible",
    "the three Khorasans' share of probable, %", "Afghanistan inside probable, %",
    "accuracy", "recall", "precision",
)  # fmt: skip


@dataclass(frozen=True)
class Figures:
    """How many towns are in and out, how many are put on the right side, and which are not.

    `accuracy` is the share of all towns on the right side, `recall` the share of those in that
    are found, `precision` the share of those found that are in. Towns on the edge do not count.
    """

    inside: int
    outside: int
    accuracy: float
    recall: float
    precision: float
    wrong: tuple[str, ...]

    @property
    def rates(self) -> tuple[str, str, str]:
        """The three shares, to three decimals."""
        return f"{self.accuracy:.3f}", f"{self.recall:.3f}", f"{self.precision:.3f}"


def figures(points: Points, scores: Floats, method: Method = METHOD) -> Figures:
    """Compare the scores of towns with what their source says of them."""
    told = points.share != SHARES[Relation.EDGE]
    inside = points.share[told] == SHARES[Relation.IN]
    found = scores[told] >= method.level(Band.PROBABLE)
    return Figures(
        inside=int(inside.sum()),
        outside=int((~inside).sum()),
        accuracy=float((inside == found).mean()),
        recall=float((inside & found).sum() / max(inside.sum(), 1)),
        precision=float((inside & found).sum() / max(found.sum(), 1)),
        wrong=tuple(str(name) for name in np.array(points.town_ids)[told][inside != found]),
    )


def report(data: Path = DATA, *, sensitivity: bool = False) -> Iterator[str]:
    """Write the tables line by line; with `sensitivity`, each line of the last takes a second.

    A blank line stands between two tables, which are those of `NAMES` in that order. `data` is
    the folder of the data. Raises `AtlasError` if its files cannot be read.
    """
    evidence, regions = read_evidence(data / "evidence"), data / "regions"
    beyond = far_side(read_regions(regions / "water.geojson"))
    yield from _leave_one_out(evidence, beyond)
    yield ""
    yield from _across(evidence, beyond)
    if sensitivity:
        yield ""
        yield from _sensitivity(evidence, regions, beyond)


def line_count(data: Path = DATA, *, sensitivity: bool = False) -> int:
    """Count the lines that `report` writes, for a progress bar."""
    tables = [sum(1 for _ in _by_towns(read_evidence(data / "evidence"))), len(NEIGHBOURS)]
    if sensitivity:
        tables.append(len(_methods()))
    return sum(2 + rows for rows in tables) + len(tables) - 1


def filled(page: str, lines: Iterable[str]) -> str:
    """Put the lines of `report` between the comments of a page; what they do not hold stays.

    Raises `AtlasError` if a table's pair of comments is not there exactly once.
    """
    tables = "\n".join(lines).split("\n\n")
    for name, table in zip(NAMES, tables, strict=False):
        before, after = f"<!-- evaluate: {name} -->", "<!-- /evaluate -->"
        found = re.findall(rf"{before}\n((?:(?!<!--).)*){after}", page, re.DOTALL)
        if page.count(before) != 1 or len(found) != 1:
            raise AtlasError(f"The page must have {before} and {after} once, one after the other.")
        old, new = (f"{before}\n{rows}{after}" for rows in (found[0], f"{table}\n"))
        page = page.replace(old, new)
    return page


def write(lines: Iterable[str], path: Path = METHOD_PAGE) -> None:
    """Write the lines of `report` into the page; raises `AtlasError` if that cannot be done."""
    try:
        page = filled(path.read_text(encoding="utf-8"), lines)
        path.write_text(page, encoding="utf-8", newline="\n")
    except OSError as error:
        raise AtlasError(f"{path} cannot be written: {error.strerror}") from error


def _row(*cells: object) -> str:
    return "| " + " | ".join(map(str, cells)) + " |"


def _head(*columns: str) -> Iterator[str]:
    yield _row(*columns)
    yield _row(*["---"] * len(columns))


def _figures_row(name: str, found: Figures) -> str:
    return _row(name, found.inside, found.outside, *found.rates, ", ".join(found.wrong))


def _by_towns(evidence: Evidence) -> Iterator[ExtentRecord]:
    return (one for one in evidence.extents.values() if one.derivation is Derivation.TOWNS)


def _leave_one_out(evidence: Evidence, beyond: shapely.Geometry) -> Iterator[str]:
    """Score each town of each source by the others."""
    yield from _head("source", *COLUMNS)
    for record in _by_towns(evidence):
        points = points_of(evidence, record.source_id, beyond if record.limit else None)
        yield _figures_row(record.source_id, figures(points, left_out(points)))


def _across(evidence: Evidence, beyond: shapely.Geometry) -> Iterator[str]:
    """Score the towns that the default source does not name but a source near in time does."""
    source_id = evidence.default.source_id
    points = points_of(evidence, source_id, beyond)
    yield from _head(f"{source_id}, by the towns of", *COLUMNS)
    for other in NEIGHBOURS:
        theirs = points_of(evidence, other, beyond)
        for town_id in points.town_ids:
            if town_id in theirs.town_ids:
                theirs = theirs.without(theirs.town_ids.index(town_id))
        yield _figures_row(other, figures(theirs, score(theirs.xy, theirs.beyond, points)))


def _methods() -> list[tuple[str, str, Method]]:
    """List the methods to try: the chosen one, then each with one parameter changed."""
    return [
        ("as chosen", "", METHOD),
        *(
            (name, str(value), replace(METHOD, **{name: value}))
            for name, values in VARIED.items()
            for value in values
        ),
    ]


def _sensitivity(evidence: Evidence, regions: Path, beyond: shapely.Geometry) -> Iterator[str]:
    """Draw the default extent by each method: its areas, two shares, and the figures."""
    land = shapely.coverage_union_all(read_regions(regions / "countries.geojson").geometry)
    provinces = read_regions(regions / "provinces.geojson").set_index("iso_3166_2").geometry
    today = evidence.standing_for(Role.TODAY).extent_id
    codes = [one.iso_3166_2 for one in evidence.units if one.extent_id == today]
    three = shapely.union_all([provinces[code] for code in codes])
    afghan = shapely.union_all(
        [shape for code, shape in provinces.items() if code.startswith(AFGHANISTAN)]
    )
    points = points_of(evidence, evidence.default.source_id, beyond)
    yield from _head(*VARIED_COLUMNS)
    for name, value, method in _methods():
        drawn = draw_bands(points, land, beyond, method)
        areas = {band: area_km2(drawn[band]) for band in Band}
        probable = drawn[Band.PROBABLE]
        share = area_km2(probable.intersection(three)) / areas[Band.PROBABLE]
        afghans = area_km2(probable.intersection(afghan)) / area_km2(afghan)
        found = figures(points, left_out(points, method), method)
        yield _row(
            name, value, *(f"{area / 1000:.0f}" for area in areas.values()),
            f"{100 * share:.1f}", f"{100 * afghans:.1f}", *found.rates,
        )  # fmt: skip
