"""What a source's towns say of any place: a score from 0 to 1, by which the bands are drawn.

`docs/method.md` has the method in plain words, and `geo.extents.drawing` draws the bands. A town
that a source counts in is a vote for "Khorasan" at every place, a town that it counts out is a
vote against, and a town on the border is half of each. The vote of a statement falls with the
distance from its town: it is `strongest` at the town and about 1 at the statement's *reach*, where
it weighs as much as silence, which is one vote against:

    vote = weight / ((distance / reach) ** power + 1 / strongest)
    score = votes for / (votes for + votes against + 1)

The reach is the spacing of the source's own statements around that town: a town that stands alone
speaks for more land than one of ten in an oasis (the declustering of geostatistics). The sum is
Shepard's inverse-distance weighting (1968) with a vote for silence. If the source itself names a
river as its limit, distances across that river are longer by `river_km`. A band is the land where
the score is at least the band's level.

Lengths are kilometres in `geo.crs.EQUAL_AREA`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.crs import Floats, project
from geo.extents.evidence import Evidence
from geo.vocabulary import Band, Bank, Basis, Certainty, Relation

Flags = NDArray[np.bool_]

SHARES = {Relation.IN: 1.0, Relation.EDGE: 0.5, Relation.OUT: 0.0}
"""The part of a statement's vote that is for Khorasan."""
BASIS_WEIGHTS = {Basis.PASSAGE: 1.0, Basis.LITERATURE: 0.7, Basis.UNVERIFIED: 0.3}
"""What a statement weighs by what it rests on; an `unverified` one alone makes no core."""
CERTAINTY_WEIGHTS = {
    Certainty.CERTAIN: 1.0, Certainty.LESS_CERTAIN: 0.7, Certainty.UNCERTAIN: 0.4,
}  # fmt: skip
"""What a statement weighs by how sure the town's location is."""


BANKS = {Bank.NEAR: False, Bank.FAR: True}
"""Whether a bank is the far one."""


@dataclass(frozen=True)
class Method:
    """The parameters of the method; what each does is in `docs/method.md`.

    Lengths are kilometres, areas square kilometres, `simplify` degrees; `levels` are the least
    scores of the bands, from the inside out.
    """

    power: float = 3.0
    neighbours: int = 5
    spacing: float = 1.5
    reach_min: float = 40.0
    reach_max: float = 150.0
    softness: float = 0.5
    strongest: float = 9.0
    river_km: float = 200.0
    levels: tuple[float, float, float] = (0.75, 0.5, 0.25)
    cell: float = 8.0
    speck: float = 1500.0
    simplify: float = 0.02

    def level(self, band: Band) -> float:
        """Find the least score of a band."""
        return self.levels[list(Band).index(band)]


METHOD = Method()


@dataclass(frozen=True)
class Points:
    """A source's statements as arrays with a row for each.

    `xy` are kilometres in `EQUAL_AREA`, shape (n, 2); the others have shape (n,). `share` is 1
    for in, 0 for out, 0.5 for edge; `radius` is kilometres. `beyond` tells whether the town lies
    beyond the river (never, if the source does not name one as its limit), `across` whether its
    point does, whatever the source says.
    """

    town_ids: tuple[str, ...]
    quarters: tuple[str, ...]
    xy: Floats
    share: Floats
    weight: Floats
    radius: Floats
    beyond: Flags
    across: Flags

    def without(self, row: int) -> Points:
        """Copy the points except for one."""
        keep = [at for at in range(len(self.town_ids)) if at != row]
        return replace(
            self,
            town_ids=tuple(self.town_ids[at] for at in keep),
            quarters=tuple(self.quarters[at] for at in keep),
            **{name: getattr(self, name)[keep] for name in FIELDS},
        )


FIELDS = ("xy", "share", "weight", "radius", "beyond", "across")


def points_of(evidence: Evidence, source_id: str, beyond: shapely.Geometry | None = None) -> Points:
    """Gather what a source says; `beyond` is the far side of its river, in kilometres.

    A town lies on the bank that the texts name. If they name none and its radius reaches over the
    river, it is taken to lie on this side if the source counts it in, and on the far side if it
    counts it out, since source and location allow both.
    """
    said = [s for s in evidence.statements if s.source_id == source_id]
    towns = [evidence.towns[s.town_id] for s in said]
    xy = project(np.array([(t.lon, t.lat) for t in towns], dtype=float).reshape(-1, 2))
    share = np.array([SHARES[s.relation] for s in said])
    radius = np.array([t.radius_km for t in towns], dtype=float)
    far = across = np.zeros(len(said), dtype=bool)
    if beyond is not None:
        here = shapely.points(xy)
        across = shapely.contains(beyond, here)
        either = shapely.distance(here, beyond.boundary) <= radius
        far = np.where(either & (share == 1), False, np.where(either & (share == 0), True, across))
        named = [BANKS[t.bank] if t.bank else None for t in towns]
        far = np.array([at if bank is None else bank for at, bank in zip(far, named, strict=True)])
    return Points(
        town_ids=tuple(t.town_id for t in towns),
        quarters=tuple(s.quarter for s in said),
        xy=xy,
        share=share,
        weight=np.array(
            [
                BASIS_WEIGHTS[s.basis] * CERTAINTY_WEIGHTS[t.certainty]
                for s, t in zip(said, towns, strict=True)
            ]
        ),
        radius=radius,
        beyond=far,
        across=across,
    )


def reaches(points: Points, method: Method = METHOD) -> Floats:
    """Compute each statement's reach: the mean distance to its nearest neighbours, in bounds."""
    between = distances(points.xy, points.xy)
    nearest = np.sort(between, axis=1)[:, 1 : method.neighbours + 1]
    if not nearest.size:
        return np.full(len(points.town_ids), method.reach_max)
    reach: Floats = np.clip(
        method.spacing * nearest.mean(axis=1), method.reach_min, method.reach_max
    )
    return reach


def votes(xy: Floats, beyond: Flags, points: Points, method: Method = METHOD) -> Floats:
    """Weigh each statement at places: shape (n, m), where silence weighs 1.

    `xy` are kilometres of `EQUAL_AREA`, shape (n, 2); `beyond` tells whether each lies beyond
    the river.
    """
    away = distances(xy, points.xy)
    away += method.river_km * (beyond[:, None] != points.beyond[None])
    away = np.hypot(away, method.softness * points.radius) / reaches(points, method)
    weighed: Floats = points.weight / (away**method.power + 1 / method.strongest)
    return weighed


def score(xy: Floats, beyond: Flags, points: Points, method: Method = METHOD) -> Floats:
    """Score places, given as for `votes`, from 0 to 1."""
    weighed = votes(xy, beyond, points, method)
    scored: Floats = weighed @ points.share / (weighed.sum(axis=1) + 1)
    return scored


def left_out(points: Points, method: Method = METHOD) -> Floats:
    """Score each town by all the other statements of its source, and by its point alone."""
    rows = range(len(points.town_ids))
    return np.array(
        [score(points.xy[[at]], points.across[[at]], points.without(at), method)[0] for at in rows]
    )


def distances(a: Floats, b: Floats) -> Floats:
    """Measure from each point of `a`, shape (n, 2), to each of `b`, shape (m, 2): shape (n, m)."""
    return np.hypot(a[:, None, 0] - b[None, :, 0], a[:, None, 1] - b[None, :, 1])
