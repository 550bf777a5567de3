"""The land that most written sources count in, and how much that depends on which there are.

A source counts land in if the land is in its probable band. The *majority* is in by more than half
of the sources. Its line is given with two spreads: where it would run with any one source left
out, and where it runs when the sources are drawn anew, as many as there are, with replacement (the
bootstrap). That a boundary is shown by its replications has a precedent in “Fluid Borders”
(doi 10.1080/00330124.2015.1054017). Copies and quotations count like any other source; the screen
says so. Areas are square kilometres in `geo.crs.EQUAL_AREA`.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
from numpy.typing import NDArray

from geo.crs import area_km2
from geo.errors import FileError
from geo.units import read_regions

DRAWS, SEED = 2000, 1054017
"""How often the sources are drawn anew, and the seed by which the draws are the same each time."""

RARE = 0.05
"""Land is within the spread of the draws if it is in the majority of more than this share of them,
and for certain inside if it is out of it in at most as many."""

Flags = NDArray[np.bool_]


class Spread(StrEnum):
    """The areas whose outlines are drawn."""

    MAJORITY = "majority"
    """In by more than half of the sources."""
    ANY_LEFT_OUT = "any-left-out"
    """In the majority with at least one way to leave a source out."""
    ALL_LEFT_OUT = "all-left-out"
    """In the majority whichever source is left out."""
    SOME_DRAWS = "some-draws"
    """In the majority of more than a few draws."""
    MOST_DRAWS = "most-draws"
    """In the majority of all but a few draws."""


def spreads(inside: Flags) -> dict[Spread, Flags]:
    """Find the faces of each area; `inside`, shape (faces, sources), tells who counts which in."""
    count = inside.sum(axis=1)
    total = inside.shape[1]
    without = 2 * (count[:, None] - inside) > total - 1
    drawn = drawn_share(inside)
    return {
        Spread.MAJORITY: 2 * count > total,
        Spread.ANY_LEFT_OUT: without.any(axis=1),
        Spread.ALL_LEFT_OUT: without.all(axis=1),
        Spread.SOME_DRAWS: drawn > RARE,
        Spread.MOST_DRAWS: drawn >= 1 - RARE,
    }


def drawn_share(inside: Flags) -> NDArray[np.float64]:
    """Compute in which share of the draws each face is in the majority, shape (faces,)."""
    total = inside.shape[1]
    weights = np.random.default_rng(SEED).multinomial(total, [1 / total] * total, size=DRAWS)
    share: NDArray[np.float64] = (2 * (inside @ weights.T) > total).mean(axis=1)
    return share


def read_spreads(path: Path) -> dict[Spread, float]:
    """Read the areas of the majority and its spreads; raises `FileError` if one is missing."""
    rows = read_regions(path).drop(columns="geometry").to_dict("records")
    try:
        areas = {Spread(row["spread"]): _area(row["area_km2"]) for row in rows}
        return {spread: areas[spread] for spread in Spread}
    except (KeyError, ValueError, TypeError) as error:
        raise FileError(path.name, f"a spread is not of its form ({error!r})") from error


def _area(value: object) -> float:
    """Read an area; raises `ValueError` or `TypeError` if it is none."""
    area = float(value)  # type: ignore[arg-type]
    if not 0 <= area < np.inf:
        raise ValueError(value)
    return area


def draw_majority(faces: gpd.GeoDataFrame, extent_ids: Sequence[str]) -> gpd.GeoDataFrame:
    """Outline the majority and its spreads (WGS84 degrees) from the faces of `agreement.geojson`.

    `extent_ids` are those of the written sources.
    """
    within = faces["inside"].str.split(";")
    inside = np.array([[key in ids for key in extent_ids] for ids in within], dtype=bool)
    rows: list[dict[str, Any]] = []
    for spread, flags in spreads(inside).items():
        shape = faces.loc[flags, "geometry"].union_all(method="coverage").normalize()
        area = round(area_km2(shape))
        rows.append({"spread": spread.value, "area_km2": area, "geometry": shape})
    return gpd.GeoDataFrame(rows, crs=faces.crs)
