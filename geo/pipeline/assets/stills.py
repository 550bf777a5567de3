"""Draw the still pictures that stand in for the map where a browser has no WebGL.

They lie on each other: the ground, and one for each extent that is shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely

from geo.crs import Floats
from geo.extents.catalogue import Extent
from geo.layers import paints
from geo.layers.stills import FRAME, GROUND, HEIGHT, WIDTH, still, units
from geo.layers.style import PALETTES, Palette
from geo.pipeline.assets import svg
from geo.pipeline.assets.extents import GREAT
from geo.pipeline.assets.inputs import Inputs
from geo.pipeline.assets.labels import NAME
from geo.pipeline.assets.room import AIR, Boxes, Name, beside, is_free, widest_spot, width_of
from geo.pipeline.assets.svg import hexadecimal as colour
from geo.pipeline.assets.svg import path
from geo.pipeline.assets.symbols import town_symbols
from geo.vocabulary import Band, Relation

SIMPLE = 0.7
"""Units by which outlines are simplified."""

BLEED = 6
"""Units by which what is drawn goes beyond the frame, so that its cut edges are not seen."""

EDGE = 30
"""Units along the frame that are left to the degrees."""

MAIN, GREATEST = 2, 1
"""The highest rank of rivers that are drawn, and of those that are named."""

NET = 5
"""Degrees between the lines of the net."""

COUNTRIES, WATERS = (24, 21, 18), (22, 19, 17)
"""Units of type of the names of countries and of waters: the greatest is taken that has room."""

RIVERS, DEGREES, TOWNS = 16, 14, 21
"""Units of type of the rest."""

HEADINGS = (46, 42, 38, 34, 30, 27, 24, 22, 20, 18)
COUNTRY_SPACING, HEADING_SPACING = 0.28, 0.22
"""Ems between the capitals of a name."""

LEADING = 1.15
"""Ems between the lines of a name."""

LOOSE = 60
"""Units of clearance that a country's name gives up to lie outside all extents."""

MOST, MOST_OUTSIDE = 12, 4
"""Towns on a picture, and those of them that the source counts out."""

SPREAD = 100.0
"""Units from which on a town is not the less worth showing for another that is shown."""

DOT = 18
"""Units that a town's symbol is wide."""

WISH = 70
"""Units to the right of a town that its name would like to have."""

SHIFT = {"start": -0.5, "middle": 0, "end": 0.5}
"""Widths from a name's middle to what SVG anchors."""

RIM, NEAR, APART = 3, 6, 12
"""Units between the name KHORASAN and its land's rim, the towns' symbols, and other names."""

PAGE = shapely.box(0, 0, WIDTH, HEIGHT)


def write_stills(inputs: Inputs, frames: Mapping[str, gpd.GeoDataFrame], static: Path) -> None:
    """Write every picture under `static`, in every palette.

    `frames` are those of the map's files, by their names.
    """
    names = ground_names(inputs)
    for palette in PALETTES.values():
        _write(static, GROUND, palette, _ground(inputs, frames, names))
    taken = [name.box for name in names]
    for extent in inputs.catalogue.extents.values():
        bands = frames[f"extents/{extent.extent_id}"]
        shapes = list(zip(_shapes(bands), bands["band"], strict=True))
        towns = _ranked(inputs, frames[f"towns/{extent.extent_id}"])
        title = heading(_land_of(inputs, extent), taken, _dots(towns[:MOST]))
        placed = place_towns(towns, [*taken, title.box])
        for palette in PALETTES.values():
            _write(static, extent.extent_id, palette, _extent(shapes, title, placed, palette))


def _write(static: Path, name: str, palette: Palette, drawn: Iterator[str]) -> None:
    file = static / still(name, palette.name)
    file.parent.mkdir(parents=True, exist_ok=True)
    picture = svg.picture(WIDTH, HEIGHT, _style(palette), drawn)
    file.write_text(picture, encoding="utf-8", newline="\n")


def _shapes(frame: gpd.GeoDataFrame) -> list[shapely.Geometry]:
    """Project shapes, cut them to the frame and simplify them."""
    room = PAGE.buffer(BLEED, join_style="mitre")
    cut = shapely.intersection(shapely.transform(frame.geometry.to_numpy(), units), room)
    return list(shapely.simplify(cut, SIMPLE))


def _ground(
    inputs: Inputs, frames: Mapping[str, gpd.GeoDataFrame], names: Sequence[Name]
) -> Iterator[str]:
    """Draw today's lands, waters and lines from the bottom to the top, and their names."""
    land, water = frames["land"], inputs.water
    lines = _whole(frames["borders/near"])
    land_shapes = [shape for shape in _shapes(land) if not shape.is_empty]
    shore = shapely.union_all([shape.boundary for shape in land_shapes]).buffer(2 * SIMPLE)
    rivers = water[(water["kind"] == "river") & (water["rank"] <= MAIN)]
    yield f'<path class="sea" d="M0 0h{WIDTH}v{HEIGHT}h-{WIDTH}z"/>'
    yield path("land", land_shapes)
    yield path("net", _net())
    for rank in sorted(rivers["rank"].unique(), reverse=True):
        yield path(f"river r{rank}", _shapes(rivers[rivers["rank"] == rank]))
    yield path("lake", _shapes(water[water["kind"] != "river"]))
    for line in ("province", "other", "focus"):
        inland = [shape.difference(shore) for shape in _shapes(lines[lines["line"] == line])]
        yield path(line, inland)
    yield path("seam", _shapes(frames["seams"]))
    yield from _texts(names)
    yield from _degrees()
    yield f'<path class="neat" d="M1 1h{WIDTH - 2}v{HEIGHT - 2}h-{WIDTH - 2}z"/>'


def _whole(pieces: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Put lines together again that are cut into cells."""
    lines = pieces.dissolve("line").reset_index()
    return lines.assign(geometry=shapely.line_merge(lines.geometry.to_numpy()))


def _extent(
    shapes: Sequence[tuple[shapely.Geometry, str]],
    title: Name,
    towns: Sequence[tuple[str, Name, float, float]],
    palette: Palette,
) -> Iterator[str]:
    """Paint an extent's bands over each other, its quarters' lines, its towns and its name."""
    for shape, band in shapes:
        yield path("seams" if shape.geom_type.endswith("LineString") else f"band {band}", [shape])
    symbols = town_symbols(palette)
    scale = DOT / 64
    for relation, _, x, y in towns:
        corner = f"{svg.number(x - DOT / 2)} {svg.number(y - DOT / 2)}"
        yield f'<g transform="translate({corner}) scale({scale:g})">{symbols[relation]}</g>'
    yield from _texts([title, *(name for _, name, _, _ in towns)])


def _texts(names: Sequence[Name]) -> Iterator[str]:
    for name in names:
        more = {"textLength": svg.number(name.width)} if name.spaced else {}
        x = name.x + SHIFT[name.anchor] * name.width
        if name.anchor != "middle":
            more["text_anchor"] = name.anchor
        if name.turn:
            about = f"{svg.number(name.x)} {svg.number(name.y)}"
            more["transform"] = f"rotate({svg.number(name.turn)} {about})"
        yield svg.text(name.role, name.text, x, name.y, name.size, **more)


def _style(palette: Palette) -> str:
    """Write the colours of a palette, and widths in units, as CSS."""
    strong, thin, water = (
        colour(one) for one in (palette.border, palette.province_border, palette.water)
    )
    text, quiet, blue, red, halo = (
        colour(one)
        for one in (
            palette.text, palette.quiet_text, palette.water_text, palette.khorasan_text,
            palette.halo,
        )
    )  # fmt: skip
    return (
        "svg{fill:none;stroke-linejoin:round;stroke-linecap:round;text-anchor:middle}"
        f".sea{{fill:{colour(palette.sea)}}}"
        f".land{{fill:{colour(palette.land)};stroke:{water};stroke-width:1.6}}"
        f".net{{stroke:{quiet};stroke-width:.6;stroke-opacity:.35}}"
        f".river{{stroke:{water};stroke-width:1.2}}.r1{{stroke-width:2.2}}"
        f".lake{{fill:{colour(palette.sea)};stroke:{water};stroke-width:1.2}}"
        f".province{{stroke:{thin};stroke-width:.7;stroke-opacity:.75}}"
        f".other,.focus{{stroke:{strong};stroke-width:2}}"
        f".seam{{stroke:{halo};stroke-width:2.6;stroke-dasharray:4 6;stroke-linecap:butt}}"
        f".neat{{stroke:{strong};stroke-width:2;stroke-linejoin:miter}}"
        + "".join(f".{band}{{fill:{paints.css(paints.band(palette, band))}}}" for band in Band)
        + f".seams{{stroke:{red};stroke-width:1.6;stroke-opacity:.7}}"
        'text{font-family:"Source Sans",Verdana,sans-serif;paint-order:stroke;'
        f"stroke:{halo};stroke-width:4;stroke-linejoin:round;stroke-opacity:.85;fill:{text}}}"
        f".country{{fill:{quiet};stroke-width:3}}.out{{fill:{quiet}}}"
        f".water,.river-name,.degree{{fill:{blue};font-style:italic;stroke-width:2.5}}"
        f".degree{{fill:{quiet};font-style:normal}}"
        f".heading{{fill:{red};font-weight:bold;stroke-width:6}}"
    )


def _net() -> list[shapely.LineString]:
    west, south, east, north = FRAME
    lines = [[(float(lon), south - 1), (lon, north + 1)] for lon in _steps(west, east)]
    lines += [[(west - 1, lat), (east + 1, float(lat))] for lat in _steps(south, north)]
    return [shapely.LineString(units(np.array(line, float))) for line in lines]


def _steps(first: float, last: float) -> list[int]:
    """List the degrees between two, without the last itself, at which the net has lines."""
    return list(range(int(-(-first // NET) * NET), int(np.ceil(last)), NET))


def _degrees() -> Iterator[str]:
    """Write the degrees along the upper and the left edge."""
    west, south, east, north = FRAME
    size = DEGREES
    for lon in _steps(west, east):
        x = units(np.array([[lon, north]], float))[0, 0]
        yield svg.text("degree", f"{lon}° E", x, size, size)
    for lat in _steps(south, north):
        y = units(np.array([[west, lat]], float))[0, 1]
        yield svg.text("degree", f"{lat}° N", 2 * size, y, size)


def ground_names(inputs: Inputs) -> list[Name]:
    """Place the names of countries, seas and great rivers; none lies on another."""
    placed = list(_water_names(inputs))
    placed += _country_names(inputs, [name.box for name in placed])
    placed += _river_names(inputs, [name.box for name in placed])
    return placed


def _country_names(inputs: Inputs, taken: Sequence[shapely.Geometry]) -> Iterator[Name]:
    """Name each country in its widest place, rather where few count the land to Khorasan."""
    bands = inputs.bands
    probable = bands[(bands["part"] == "") & (bands["band"] == Band.PROBABLE)]
    extents = shapely.transform(probable.geometry.to_numpy(), units)
    shapely.prepare(extents)

    def cost(boxes: Boxes) -> Floats:
        hits = shapely.intersects(extents[:, None], boxes[None, :])
        loss: Floats = LOOSE * hits.mean(axis=0)
        return loss

    kept = shapely.union_all([*taken, *_great_rivers(inputs), *_great_towns(inputs)])
    for words, shape in _named(inputs.countries):
        room = shape.difference(kept)
        for size in COUNTRIES:
            width = width_of(words.upper(), size, COUNTRY_SPACING)
            if spot := widest_spot(room, width, size, cost):
                yield Name(words.upper(), "country", *spot, size, width, spaced=True)
                break


def _great_rivers(inputs: Inputs) -> Iterator[shapely.Geometry]:
    water = inputs.water
    great = water[(water["kind"] == "river") & (water["rank"] <= GREATEST)]
    return (course.buffer(2) for _, course in _named(great))


def _great_towns(inputs: Inputs) -> list[shapely.Geometry]:
    """Take the room of the towns that most sources name."""
    evidence = inputs.catalogue.evidence
    counts = Counter(one.town_id for one in evidence.statements)
    towns = [evidence.towns[town_id] for town_id, count in counts.items() if count >= GREAT]
    points = units(np.array([(town.lon, town.lat) for town in towns]))
    return [shapely.Point(point).buffer(DOT / 2) for point in points]


def _water_names(inputs: Inputs) -> Iterator[Name]:
    water = inputs.water
    still_water = water[water["kind"].isin(["lake", "sea"])]
    for words, shape in _named(still_water):
        lines = words.split()
        for size in WATERS:
            widths = [width_of(line, size) for line in lines]
            if spot := widest_spot(shape, max(widths), size * LEADING * len(lines)):
                x, top = spot[0], spot[1] - size * LEADING * (len(lines) - 1) / 2
                for at, (line, width) in enumerate(zip(lines, widths, strict=True)):
                    yield Name(line, "water", x, top + at * size * LEADING, size, width)
                break


def _named(frame: gpd.GeoDataFrame) -> Iterator[tuple[str, shapely.Geometry]]:
    """Take each area that has a name, as far as it lies within the edge."""
    inner = PAGE.buffer(-EDGE, join_style="mitre")
    known = frame[frame["name"].notna()].cx[FRAME[0] : FRAME[2], FRAME[1] : FRAME[3]]
    for words, shape in zip(known["name"], known.geometry, strict=True):
        yield words, shapely.transform(shape, units).intersection(inner)


def _river_names(inputs: Inputs, taken: Sequence[shapely.Geometry]) -> Iterator[Name]:
    """Write the great rivers' names along their straightest stretches."""
    water = inputs.water
    great = water[(water["kind"] == "river") & (water["rank"] <= GREATEST)]
    size = RIVERS
    blocked = list(taken)
    for words, course in _named(great):
        width = width_of(words, size, 0.1)
        lines = shapely.get_parts(shapely.line_merge(course.simplify(SIMPLE)))
        spots = [spot for line in lines for spot in _stretches(line, width, size)]
        for _, x, y, turn in sorted(spots):
            name = Name(words, "river-name", x, y, size, width, turn)
            if is_free(name.box, blocked):
                blocked.append(name.box)
                yield name
                break


def _stretches(
    line: shapely.LineString, width: float, size: float
) -> Iterator[tuple[float, float, float, float]]:
    """Measure how far each stretch as long as a name bends, and where the name would stand."""
    for start in np.arange(0, line.length - width, size / 2):
        steps = np.linspace(start, start + width, 9)
        points = shapely.get_coordinates(shapely.line_interpolate_point(line, steps))
        along = points[-1] - points[0]
        if along[0] < 0:
            along = -along
        chord = float(np.hypot(*along))
        across = np.array([along[1], -along[0]]) / chord
        bends = (points - points.mean(axis=0)) @ across
        middle = points.mean(axis=0) + across * (bends.max() + size * 0.6)
        turn = float(np.degrees(np.arctan2(along[1], along[0])))
        yield round(float(np.ptp(bends)), 1), float(middle[0]), float(middle[1]), turn


def _land_of(inputs: Inputs, extent: Extent) -> list[shapely.Geometry]:
    """Take an extent's core and its probable band within the edge."""
    bands = inputs.bands
    own = bands[bands["extent_id"] == extent.extent_id].set_index("band").geometry
    inner = PAGE.buffer(-EDGE, join_style="mitre")
    return [
        shapely.transform(own[band], units).intersection(inner)
        for band in (Band.CORE, Band.PROBABLE)
    ]


def heading(
    lands: Sequence[shapely.Geometry],
    taken: Sequence[shapely.Geometry],
    dots: Sequence[shapely.Geometry],
) -> Name:
    """Set the name KHORASAN as great as there is room for it, in the first of `lands` it fits.

    It keeps clear of what is `taken`, and of as many of the first `dots` as it can. Where none
    of the lands has room it stands small on the last.
    """
    names = shapely.buffer(list(taken), APART)
    for count in range(len(dots), -1, -1):
        blocked = shapely.union_all([*names, *shapely.buffer(list(dots[:count]), NEAR)])
        if name := _greatest([land.buffer(-RIM).difference(blocked) for land in lands]):
            return name
    middle = lands[-1].representative_point()
    return _heading(middle.x, middle.y, HEADINGS[-1])


def _greatest(rooms: Sequence[shapely.Geometry]) -> Name | None:
    for size in HEADINGS:
        width = width_of(NAME.upper(), size, HEADING_SPACING)
        for room in rooms:
            if spot := widest_spot(room, width, size):
                return _heading(*spot, size)
    return None


def _heading(x: float, y: float, size: float) -> Name:
    words = NAME.upper()
    width = width_of(words, size, HEADING_SPACING)
    return Name(words, "heading", x, y, size, width, spaced=True)


def _ranked(inputs: Inputs, towns: gpd.GeoDataFrame) -> list[tuple[str, str, float, float]]:
    """List an extent's towns within the edge, those first that most sources name.

    Each is its relation, its name, and its point.
    """
    counts = Counter(one.town_id for one in inputs.catalogue.evidence.statements)
    points = units(shapely.get_coordinates(towns.geometry.to_numpy()))
    inner = PAGE.buffer(-EDGE, join_style="mitre")
    seen = shapely.contains_xy(inner, points)
    towns, points = towns[seen], points[seen]
    order = spread(points, np.array([counts[town_id] for town_id in towns["town_id"]], float))
    return [
        (str(towns["voice"].iloc[at]), towns["name"].iloc[at].split(" (")[0], *points[at])
        for at in order
    ]


def spread(points: Floats, weights: Floats) -> list[int]:
    """Order points so that the heavy come first, and what lies near one before it comes late."""
    order: list[int] = []
    nearest = np.full(len(points), SPREAD)
    left = np.array(weights)
    for _ in range(len(points)):
        best = int((left * nearest).argmax())
        order.append(best)
        left[best] = -1
        away = np.hypot(*(points - points[best]).T)
        nearest = np.minimum(nearest, np.maximum(away, 1))
    return order


def _dots(towns: Sequence[tuple[str, str, float, float]]) -> list[shapely.Geometry]:
    return [shapely.Point(x, y).buffer(DOT / 2) for _, _, x, y in towns]


def place_towns(
    towns: Sequence[tuple[str, str, float, float]], taken: Sequence[shapely.Geometry]
) -> list[tuple[str, Name, float, float]]:
    """Choose the first towns that have room for their symbols and their names.

    Each is its relation, its placed name, and its point.
    """
    blocked = list(taken)
    wanted = [
        shapely.box(x - DOT / 2, y - TOWNS / 2, x + WISH, y + TOWNS / 2)
        for _, _, x, y in towns[:MOST]
    ]
    placed: list[tuple[str, Name, float, float]] = []
    outside = 0
    for relation, words, x, y in towns:
        out = relation == Relation.OUT
        if len(placed) == MOST or (out and outside == MOST_OUTSIDE):
            continue
        if name := _town_name(words, relation, (x, y), blocked, wanted):
            blocked += [name.box, *_dots([(relation, words, x, y)])]
            placed.append((relation, name, x, y))
            outside += out
    return placed


def _town_name(
    words: str,
    relation: str,
    point: tuple[float, float],
    taken: Sequence[shapely.Geometry],
    wanted: Sequence[shapely.Geometry],
) -> Name | None:
    """Find a side of a town's symbol on which its name is free; none if there is none.

    Of several it is the first that takes least of what is `wanted` by the towns to come.
    """
    size = TOWNS
    width = width_of(words, size)
    inner = PAGE.buffer(-EDGE / 2, join_style="mitre")
    if not is_free(shapely.Point(point).buffer(DOT / 2), taken):
        return None
    names = [
        Name(words, f"town {relation}", x, y, size, width, anchor=anchor)
        for x, y, anchor in beside(*point, DOT / 2 + 3, (width, size))
    ]
    free = [name for name in names if inner.contains(name.box) and is_free(name.box, taken)]
    return min(free, key=lambda name: shapely.dwithin(name.box, wanted, AIR).sum(), default=None)
