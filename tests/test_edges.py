"""What outlines rest on: every stretch has one kind, and the evidence bears each out."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.crs import GEOD, project, unproject
from geo.extents.bands import Points
from geo.extents.edges import SHORTEST, Ground, agreed_line, desert, stretches
from geo.extents.evidence import read_evidence
from geo.extents.silence import NEAR_KM
from geo.paths import DATA, REGIONS
from geo.units import read_regions
from geo.vocabulary import Band, Edge, Limit, Relation

EVIDENCE = read_evidence(DATA / "evidence")
EDGES = read_regions(REGIONS / "edges.geojson").fillna({"limit": "", "inside": "", "outside": ""})
BANDS = read_regions(REGIONS / "historic.geojson")
ROWS = list(BANDS[BANDS["part"].fillna("") == ""].itertuples())
SAID = {(s.source_id, s.town_id): s.relation for s in EVIDENCE.statements}
FAR_AWAY = Ground(shapely.Point(9000, 9000), {})
"""A ground on which nothing but the towns counts."""


def points(*towns: tuple[float, float, float]) -> Points:
    """Make statements from places in kilometres and what is said of each: 1 for in, 0 for out."""
    count = len(towns)
    whole = np.array(towns, dtype=float).reshape(count, 3)
    return Points(
        town_ids=tuple(f"town-{at}" for at in range(count)),
        quarters=("",) * count,
        xy=whole[:, :2],
        share=whole[:, 2],
        weight=np.ones(count),
        radius=np.full(count, 5.0),
        beyond=np.zeros(count, dtype=bool),
        across=np.zeros(count, dtype=bool),
    )


def ring(kilometres: float) -> shapely.Geometry:
    """Draw a circle about the middle of the projection, in WGS84 degrees."""
    return shapely.transform(shapely.Point(0, 0).buffer(kilometres, 64), unproject)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.extent_id}-{row.band}")
def test_every_stretch_of_every_outline_has_a_kind(row):
    """The stretches of an outline are all of it, none twice, and lie on it."""
    own = EDGES[(EDGES["extent_id"] == row.extent_id) & (EDGES["band"] == row.band)]
    outline = shapely.transform(row.geometry.boundary, project)
    assert own["length_km"].sum() == pytest.approx(outline.length, rel=0.002)
    lines = shapely.transform(own.geometry.to_numpy(), project)
    assert shapely.union_all(shapely.buffer(lines, 0.5)).buffer(0.5).covers(outline)
    assert shapely.within(lines, outline.buffer(0.5)).all()
    assert set(own["kind"]) <= set(Edge)


def test_a_stated_limit_is_one_that_the_source_states():
    stated = EDGES[EDGES["kind"] == Edge.STATED]
    limits = {(one.source_id, one.limit.value) for one in EVIDENCE.limits}
    laws = {one.source_id for one in EVIDENCE.extents.values() if one.by_law}
    for row in stated.itertuples():
        assert (row.source_id, row.limit) in limits or (not row.limit and row.source_id in laws)


def test_edges_on_the_oxus_lie_on_the_oxus():
    water = read_regions(REGIONS / "water.geojson").set_index("water_id").geometry
    rivers = shapely.union_all([water[name] for name in ("amu-darya", "panj", "pamir")])
    river = shapely.transform(rivers, project)
    rows = EDGES[(EDGES["limit"] == Limit.OXUS) & (EDGES["band"] == Band.PROBABLE)]
    lines = shapely.transform(rows.geometry.to_numpy(), project)
    assert set(rows["source_id"]) == {"istakhri", "hudud", "muqaddasi", "yaqut"}
    away = shapely.distance(shapely.line_interpolate_point(lines, 0.5, normalized=True), river)
    assert np.median(away) < 2


def test_towns_that_face_each_other_are_in_and_not_in():
    """The one inside is counted in, the other out or on the edge; the distance is theirs."""
    between = EDGES[EDGES["kind"] == Edge.BETWEEN]
    assert len(between) > 100
    for row in between.itertuples():
        assert SAID[row.source_id, row.inside] is Relation.IN
        assert SAID[row.source_id, row.outside] in {Relation.OUT, Relation.EDGE}
        inside, outside = EVIDENCE.towns[row.inside], EVIDENCE.towns[row.outside]
        _, _, metres = GEOD.inv(inside.lon, inside.lat, outside.lon, outside.lat)
        assert row.apart_km == pytest.approx(metres / 1000, abs=1)
        town = shapely.Point(project(np.array([[outside.lon, outside.lat]]))[0])
        line = shapely.transform(row.geometry, project)
        assert line.distance(town) < NEAR_KM + SHORTEST


def test_what_fades_names_no_town_beyond():
    rest = EDGES[EDGES["kind"].isin([Edge.REACH, Edge.COAST, Edge.STATED])]
    assert set(rest["outside"]) == {""}


def test_a_town_counted_out_near_by_makes_an_edge_between():
    """East, where a town is counted out, the edge is between the two; west it only fades."""
    made = stretches(ring(60), points((0, 0, 1), (110, 0, 0)), FAR_AWAY)
    kinds = {one.kind: one for one in made}
    assert set(kinds) == {Edge.BETWEEN, Edge.REACH}
    between = kinds[Edge.BETWEEN]
    assert (between.inside, between.outside) == ("town-0", "town-1")
    assert between.apart_km == pytest.approx(110, rel=0.01)
    assert shapely.transform(between.line, project).centroid.x > 0
    west = [one for one in made if shapely.transform(one.line, project).centroid.x < 0]
    assert {one.kind for one in west} == {Edge.REACH}


def test_what_the_source_states_comes_before_the_towns():
    """On a limit that is named, and on a coast, no towns are asked."""
    towns = points((0, 0, 1), (110, 0, 0))
    river = shapely.LineString([(60, -300), (60, 300)]).buffer(25)
    made = stretches(ring(60), towns, Ground(shapely.Point(9000, 0), {Limit.OXUS: river}))
    assert Limit.OXUS in {one.limit for one in made}
    made = stretches(ring(60), towns, Ground(river, {}))
    assert Edge.COAST in {one.kind for one in made}


def test_an_outline_without_statements_fades():
    made = stretches(ring(100), points(), FAR_AWAY)
    assert {(one.kind, one.inside, one.outside) for one in made} == {(Edge.REACH, "", "")}


spots = st.tuples(st.floats(-300, 300), st.floats(-300, 300), st.sampled_from([0.0, 0.5, 1.0]))


@settings(max_examples=40, deadline=None)
@given(st.lists(spots, max_size=8), st.floats(40, 400))
def test_stretches_are_the_whole_outline_whatever_the_towns(towns, size):
    """Their lengths sum to the outline's, and none is short beside another kind."""
    outline = ring(size)
    made = stretches(outline, points((0, 0, 1), *towns), FAR_AWAY)
    length = shapely.transform(outline, project).length
    assert sum(one.length_km for one in made) == pytest.approx(length, rel=1e-6)
    kinds = [one.kind for one in made]
    if len(set(kinds)) > 1:
        for kind in set(kinds):
            assert sum(one.length_km for one in made if one.kind == kind) >= SHORTEST / 2


def test_bands_agree_only_where_they_end_on_one_line():
    square = shapely.box(60, 34, 64, 38)
    bands = {Band.CORE: shapely.box(60, 34, 62, 38), Band.PROBABLE: square, Band.POSSIBLE: square}
    line = agreed_line(bands)
    west, east = (shapely.Point(project(np.array([[x, 36.0]]))[0]) for x in (60, 64))
    assert line.distance(west) < 1
    assert line.distance(east) > 50


def test_a_desert_lies_between_its_towns():
    around = [(50.0, 32.0), (56.0, 32.0), (53.0, 36.0)]
    area = desert(around)
    middle = shapely.Point(project(np.array([[53.0, 33.3]]))[0])
    assert area.contains(middle)
    assert area.buffer(0.1).covers(shapely.MultiPoint(project(np.array(around))))
