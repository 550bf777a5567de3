"""`make evaluate`: is each town put on the right side by all the others? `--sensitivity`: what if.

Each town that a source counts in or out is held out in turn, the score is made anew without it,
and compared with the level of the probable band. Second, across sources: the towns that
al-Istakhri does not name but his neighbours in time do. Prints Markdown, the same each time.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace

import geopandas as gpd
import numpy as np
import shapely

from geo.atlas import DATA
from geo.build.historic import BY_TOWNS
from geo.evidence import Evidence, read_evidence
from geo.extents import (
    BANDS,
    METHOD,
    RIVER_LIMITED,
    SHARES,
    Method,
    Points,
    area_km2,
    bands,
    beyond_oxus,
    left_out,
    points_of,
    score,
)
from geo.regions import read_regions

KHORASANS = ("IR-28", "IR-09", "IR-29")
VARIED = {
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
HEAD = "| source | in | out | accuracy | recall | precision | on the wrong side |"


def figures(points: Points, scores: np.ndarray, method: Method = METHOD) -> dict[str, object]:
    """Count in, out, and give accuracy, recall, precision; edges are neither."""
    told = points.share != SHARES["edge"]
    inside, found = points.share[told] == SHARES["in"], scores[told] >= method.levels[1]
    names = np.array(points.town_ids)[told]
    return {
        "in": int(inside.sum()),
        "out": int((~inside).sum()),
        "accuracy": float((inside == found).mean()),
        "recall": float((inside & found).sum() / max(inside.sum(), 1)),
        "precision": float((inside & found).sum() / max(found.sum(), 1)),
        "wrong": [str(name) for name in names[inside != found]],
    }


def row(name: str, found: dict[str, object]) -> str:
    numbers = (f"{found[key]:.3f}" for key in ("accuracy", "recall", "precision"))
    return " | ".join(
        (f"| {name} | {found['in']} | {found['out']}", *numbers, ", ".join(found["wrong"]) + " |")
    )


def leave_one_out(evidence: Evidence, beyond: shapely.Geometry) -> Iterator[str]:
    yield from ("", HEAD, "| --- " * 7 + "|")
    for source_id in BY_TOWNS:
        points = points_of(evidence, source_id, beyond if source_id in RIVER_LIMITED else None)
        yield row(source_id, figures(points, left_out(points)))


def across(evidence: Evidence, beyond: shapely.Geometry, of: str = "istakhri") -> Iterator[str]:
    """Score the towns that `of` does not name but a source near in time does."""
    points = points_of(evidence, of, beyond)
    yield from ("", HEAD.replace("source", f"{of}, by the towns of"), "| --- " * 7 + "|")
    for other in ("yaqubi", "muqaddasi", "yaqut", "mustawfi"):
        theirs = points_of(evidence, other, beyond)
        for town_id in points.town_ids:
            if town_id in theirs.town_ids:
                theirs = theirs.without(theirs.town_ids.index(town_id))
        yield row(other, figures(theirs, score(theirs.xy, theirs.beyond, points)))


def sensitivity(evidence: Evidence, beyond: shapely.Geometry) -> Iterator[str]:
    """Move one parameter at a time: areas and shares of al-Istakhri's extent."""
    land = shapely.coverage_union_all(read_regions(DATA / "regions/countries.geojson").geometry)
    provinces = read_regions(DATA / "regions/provinces.geojson").set_index("iso_3166_2").geometry
    three = shapely.union_all([provinces[code] for code in KHORASANS])
    afghan = shapely.union_all([shape for code, shape in provinces.items() if code[:2] == "AF"])
    points = points_of(evidence, "istakhri", beyond)
    yield (
        "\n| parameter | value | core, 1000 km² | probable | possible | the three Khorasans' share "
        "of probable, % | Afghanistan inside probable, % | accuracy | recall | precision |"
    )
    yield "| --- " * 10 + "|"
    tried = [("as chosen", "", METHOD)]
    tried += [
        (name, str(value), replace(METHOD, **{name: value}))
        for name, values in VARIED.items()
        for value in values
    ]
    for name, value, method in tried:
        drawn = bands(points, land, beyond, method)
        areas = [area_km2(drawn[band]) for band in BANDS]
        share = area_km2(drawn["probable"].intersection(three)) / areas[1]
        afghans = area_km2(drawn["probable"].intersection(afghan)) / area_km2(afghan)
        found = figures(points, left_out(points, method), method)
        yield (
            f"| {name} | {value} | "
            + " | ".join(f"{area / 1000:.0f}" for area in areas)
            + f" | {100 * share:.1f} | {100 * afghans:.1f} | "
            + " | ".join(f"{found[key]:.3f}" for key in ("accuracy", "recall", "precision"))
            + " |"
        )


def main(arguments: list[str]) -> None:
    evidence = read_evidence(DATA / "evidence")
    water: gpd.GeoDataFrame = read_regions(DATA / "regions/water.geojson")
    beyond = beyond_oxus(water)
    lines = [*leave_one_out(evidence, beyond), *across(evidence, beyond)]
    if "--sensitivity" in arguments:
        lines += sensitivity(evidence, beyond)
    print("\n".join(lines))  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1:])
