"""What is wrong with Natural Earth's provinces, and how each fault is mended.

Every repair says what it expects to find and raises `BuildError` if it finds anything else,
so that a newer edition of the data cannot be mended twice.

The tables beside this module hold the repairs themselves: `iso_crosswalk.csv` (the feature,
how Natural Earth labels it, what it is), `corrections.csv` (names, identifiers to leave out,
notes), `transfers.csv` (land that belongs to another province than Natural Earth says, its
area and centre) and `transfer_towns.csv` (the towns that each cut runs between).
"""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.crs import EQUAL_AREA, WGS84, Floats
from geo.errors import BuildError

TABLES = Path(__file__).parent

MERGED = {"PAK-1112", "KAB+00?"}
"""Features that are part of another today: the tribal areas, the Baikonur lease."""
CENTRE_KM = 40.0
"""How far the centre of a transferred piece may lie from the known one."""
REACH = 1_500_000.0
"""Metres; beyond any province that is cut, so a square of this size serves as a half plane."""

Point = Floats
"""Metres east and north in `EQUAL_AREA`, in which shapes are nearly true over the region."""


def table(name: str) -> pd.DataFrame:
    """Read one of this module's tables; empty cells are empty strings."""
    return pd.read_csv(TABLES / f"{name}.csv", keep_default_na=False)


def relabel(raw: gpd.GeoDataFrame, crosswalk: pd.DataFrame) -> gpd.GeoDataFrame:
    """Add each feature's present ISO 3166-2 code (`code`) and the crosswalk's other columns.

    Raises `BuildError` unless `raw` holds exactly the features of the crosswalk, labelled as
    the crosswalk says Natural Earth labels them.
    """
    if set(raw["adm1_code"]) != set(crosswalk["adm1_code"]):
        odd = sorted(set(raw["adm1_code"]) ^ set(crosswalk["adm1_code"]))
        raise BuildError(f"features and iso_crosswalk.csv differ in {', '.join(odd)}")
    frame = raw.merge(crosswalk, on="adm1_code", validate="1:1", suffixes=("", "_known"))
    for found, expected in (("name", "ne_name"), ("iso_3166_2", "ne_iso")):
        for row in frame[frame[found] != frame[expected]].to_dict("records"):
            raise BuildError(
                f"{row['adm1_code']} has {found} {row[found]!r}, the repair expects "
                f"{row[expected]!r}"
            )
    return frame.rename(columns={"iso_3166_2_known": "code"})


def transfer(
    provinces: gpd.GeoDataFrame,
    transfers: pd.DataFrame,
    lines: pd.DataFrame,
    towns: dict[int, tuple[str, float, float]],
) -> gpd.GeoDataFrame:
    """Cut `provinces` (`code`, WGS84) where land changes hands; `origin` is where it was.

    The result has a row for each piece, named by its `transfer`, and for what is left, with
    `code` the province it belongs to now. `towns` holds name, longitude and latitude by
    GeoNames id. Raises `BuildError` if a town has another name, or a piece another area or
    centre, than the tables say.
    """
    rest = provinces.set_index("code").geometry.copy()
    places = _places(lines, towns)
    rows = []
    for move in transfers.to_dict("records"):
        region = _region(lines[lines["transfer"] == move["transfer"]], places)
        # Only the largest part moves: a half plane also clips far corners of the province.
        parts = shapely.get_parts(rest[move["origin"]].intersection(region))
        piece = max(parts, key=lambda part: part.area, default=shapely.Polygon())
        _check(move, piece)
        rest[move["origin"]] = rest[move["origin"]].difference(piece)
        rows.append(
            {
                "code": move["to"],
                "origin": move["origin"],
                "transfer": move["transfer"],
                "geometry": piece,
            }
        )
    rows += [
        {"code": code, "origin": code, "transfer": "", "geometry": shape}
        for code, shape in rest.items()
    ]
    return gpd.GeoDataFrame(rows, crs=WGS84)


def _places(lines: pd.DataFrame, towns: dict[int, tuple[str, float, float]]) -> dict[int, Point]:
    """Project the towns to metres of `EQUAL_AREA`, by GeoNames id."""
    wanted = dict(zip(lines["gains_id"], lines["gains"], strict=True))
    wanted |= dict(zip(lines["keeps_id"], lines["keeps"], strict=True))
    for number, name in wanted.items():
        if towns.get(number, ("nothing",))[0] != name:
            raise BuildError(f"GeoNames {number} is {towns.get(number)}, expected {name}")
    points = gpd.GeoSeries.from_xy(
        [towns[number][1] for number in wanted], [towns[number][2] for number in wanted], crs=WGS84
    ).to_crs(EQUAL_AREA)
    return dict(zip(wanted, points.get_coordinates().to_numpy(), strict=True))


def _region(lines: pd.DataFrame, places: dict[int, Point]) -> shapely.Geometry:
    """Draw the land on the gaining towns' side, in degrees.

    Around each gaining town: all that is on its side of every line between it and a town
    that stays. With shares of 0.5 these are Voronoi cells. Desert towns stand far from the
    middle of their counties, so most shares are not 0.5: they shift the line, parallel to
    itself, until the piece has the area and centre known for it.
    """
    cells = [
        shapely.intersection_all(
            [
                _half_plane(places[gains], places[line.keeps_id], line.share)
                for line in group.itertuples()
            ]
        )
        for gains, group in lines.groupby("gains_id")
    ]
    region = shapely.segmentize(shapely.union_all(cells), 10_000)
    return gpd.GeoSeries([region], crs=EQUAL_AREA).to_crs(WGS84).iloc[0]


def _half_plane(gains: Point, keeps: Point, share: float) -> shapely.Polygon:
    """Draw the side of `gains`, up to a line across the way to `keeps` after `share` of it."""
    ahead = (keeps - gains) / np.hypot(*(keeps - gains)) * REACH
    aside = np.array([-ahead[1], ahead[0]])
    middle = gains + share * (keeps - gains)
    return shapely.Polygon(
        [middle + aside, middle - aside, middle - aside - ahead, middle + aside - ahead]
    )


def _check(move: dict[str, object], piece: shapely.Geometry) -> None:
    centre = gpd.GeoSeries.from_xy([move["lon"]], [move["lat"]], crs=WGS84)
    known = centre.to_crs(EQUAL_AREA).iloc[0]
    flat = gpd.GeoSeries([piece], crs=WGS84).to_crs(EQUAL_AREA).iloc[0]
    area, away = flat.area / 1e6, flat.centroid.distance(known) / 1e3
    if not abs(area - float(str(move["km2"]))) <= float(str(move["within"])):
        raise BuildError(
            f"transfer {move['transfer']}: {area:,.0f} km², expected {move['km2']} ± "
            f"{move['within']}; is Natural Earth's {move['origin']} still what it was?"
        )
    if away > CENTRE_KM:
        raise BuildError(f"transfer {move['transfer']}: centre is {away:.0f} km from the known one")
