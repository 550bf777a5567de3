"""Where a written source is silent: it names nothing near, so its answer is neither yes nor no."""

from __future__ import annotations

import numpy as np
import shapely

from geo import paths
from geo.crs import GEOD, Floats, project
from geo.errors import FileError
from geo.extents.evidence import Evidence
from geo.units import COUNTRIES, PROVINCES, read_regions
from geo.vocabulary import SURE_BASES

NEAR_KM = 150
"""Kilometres within which a source must name a town to have a word on a place."""


class Silence:
    """Tells how far it is from a point or a unit to the nearest town that a source names.

    A statement that nothing confirms does not count as naming a town.
    """

    def __init__(self, evidence: Evidence) -> None:
        """Gather the towns of each source."""
        named: dict[str, list[tuple[float, float]]] = {}
        for one in evidence.statements:
            if one.basis in SURE_BASES:
                town = evidence.towns[one.town_id]
                named.setdefault(one.source_id, []).append((town.lon, town.lat))
        self._named: dict[str, Floats] = {key: np.array(at) for key, at in named.items()}
        self._units: dict[str, shapely.Geometry] | None = None

    def is_silent_at(self, source_id: str, lon: float, lat: float) -> bool:
        """Tell whether a source names no town near a point in WGS84 degrees."""
        towns = self._named.get(source_id)
        if towns is None:
            return True
        here = np.tile([lon, lat], (len(towns), 1))
        _, _, metres = GEOD.inv(*here.T, *towns.T)
        return bool(metres.min() > 1000 * NEAR_KM)

    def is_silent_on(self, source_id: str, unit: str) -> bool:
        """Tell whether a source names no town in a unit or near it.

        Distances are those of `geo.crs.EQUAL_AREA`. A unit whose outline cannot be read is not
        known to be far from anything.
        """
        shape, towns = self._shapes().get(unit), self._named.get(source_id)
        if shape is None:
            return False
        if towns is None:
            return True
        away = shapely.distance(shape, shapely.points(project(towns)))
        return bool(away.min() > NEAR_KM)

    def _shapes(self) -> dict[str, shapely.Geometry]:
        """Read the outlines of today's units, projected, when the first is asked for."""
        if self._units is None:
            found: dict[str, shapely.Geometry] = {}
            for file, column in ((COUNTRIES, "country"), (PROVINCES, "iso_3166_2")):
                try:
                    frame = read_regions(paths.REGIONS / file)
                except FileError:
                    continue  # The map says that the file is damaged.
                near = frame.cx[30:90, 15:55]  # Beyond, the projection is of no use.
                shapes = shapely.transform(near.geometry.to_numpy(), project)
                found |= dict(zip(near[column], shapes, strict=True))
            self._units = found
        return self._units
