"""What each stretch of an outline rests on, on made-up towns and in the committed file."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from test_extents import points_with

from geo.crs import GEOD, project, unproject
from geo.extents.edges import NEAR, SHORTEST, Ground, agreed_line, desert, stretches
from geo.extents.evidence import read_evidence
from geo.extents.silence import NEAR_KM
from geo.paths import DATA
from geo.units import read_regions
from geo.vocabulary import Band, Edge, Limit, Relation

EVIDENCE = read_evidence(DATA / "evidence")
NOWHERE = shapely.Point(9000, 9000)
SQUARE = shapely.box(-100, -100, 100, 100)


def degrees(shape: shapely.Geometry) -> shapely.Geometry:
    return shapely.transform(shape, unproject)


def kinds(found) -> dict[Edge, float]:
    """Add up the kilometres of each kind."""
    return {kind: sum(one.length_km for one in found if one.kind is kind) for kind in Edge}


def test_outline_without_towns_beyond_is_only_reach():
    found = stretches(degrees(SQUARE), points_with((0, 0, 1)), Ground(NOWHERE, {}))
    assert kinds(found)[Edge.REACH] == pytest.approx(800, rel=0.01)
    assert {(one.inside, one.outside) for one in found} == {("town-0", "")}


def test_outline_between_a_town_in_and_one_out_names_both():
    points = points_with((80, 0, 1), (120, 0, 0))
    found = stretches(degrees(SQUARE), points, Ground(NOWHERE, {}))
    between = [one for one in found if one.kind is Edge.BETWEEN]
    assert {(one.inside, one.outside) for one in between} == {("town-0", "town-1")}
    assert all(one.apart_km == pytest.approx(40, rel=0.02) for one in between)
    assert 50 < kinds(found)[Edge.BETWEEN] < 500
    assert shapely.union_all([one.line for one in between]).dwithin(
        degrees(shapely.Point(100, 0)), 0.1
    )


def test_town_on_the_edge_stands_beyond_and_a_town_far_away_does_not():
    edge = stretches(degrees(SQUARE), points_with((80, 0, 1), (105, 0, 0.5)), Ground(NOWHERE, {}))
    assert kinds(edge)[Edge.BETWEEN] > 0
    far = points_with((80, 0, 1), (101 + NEAR_KM, 0, 0))
    assert kinds(stretches(degrees(SQUARE), far, Ground(NOWHERE, {})))[Edge.BETWEEN] == 0


def test_limit_goes_before_towns_and_the_coast_before_the_limit():
    river = shapely.LineString([(100, -200), (100, 200)])
    coast = shapely.LineString([(100, 0), (100, 200)])
    points = points_with((80, 0, 1), (120, 0, 0))
    found = stretches(degrees(SQUARE), points, Ground(coast, {Limit.OXUS: river}))
    stated = [one for one in found if one.kind is Edge.STATED]
    assert {(one.limit, one.inside, one.outside) for one in stated} == {(Limit.OXUS, "", "")}
    assert kinds(found)[Edge.STATED] == pytest.approx(100, abs=4 * NEAR)
    assert kinds(found)[Edge.COAST] == pytest.approx(100, abs=4 * NEAR)


def test_border_by_law_is_where_all_bands_end_on_one_line():
    wide = shapely.box(-100, -100, 200, 100)
    agreed = agreed_line({Band.CORE: degrees(SQUARE), Band.PROBABLE: degrees(wide)})
    ground = Ground(NOWHERE, {}, agreed)
    found = kinds(stretches(degrees(wide), points_with((0, 0, 1)), ground))
    assert found[Edge.STATED] == pytest.approx(600, abs=4 * NEAR)
    assert found[Edge.REACH] == pytest.approx(400, abs=4 * NEAR)


def test_what_is_too_short_to_be_told_apart_goes_to_its_neighbour():
    river = shapely.LineString([(100, -SHORTEST / 4), (100, SHORTEST / 4)])
    found = stretches(degrees(SQUARE), points_with((0, 0, 1)), Ground(NOWHERE, {Limit.OXUS: river}))
    assert kinds(found)[Edge.STATED] == 0


def test_stretches_are_the_whole_outline_with_its_holes():
    ring = SQUARE.difference(shapely.box(-50, -50, 50, 50))
    found = stretches(degrees(ring), points_with((80, 0, 1), (0, 0, 0)), Ground(NOWHERE, {}))
    assert sum(one.length_km for one in found) == pytest.approx(ring.length, rel=0.001)
    together = shapely.union_all([one.line for one in found])
    assert together.hausdorff_distance(degrees(ring).boundary) < 0.02


def test_desert_is_the_land_between_its_towns():
    towns = [(54.0, 36.0), (59.0, 34.0), (57.0, 30.0), (56.0, 34.0)]
    land = desert(towns)
    assert all(land.dwithin(shapely.Point(xy), 0.001) for xy in project(np.array(towns)))
    assert land.contains(shapely.Point(project(np.array([(56.0, 33.5)]))[0]))


@pytest.fixture(scope="module")
def edges():
    frame = read_regions(DATA / "regions" / "edges.geojson")
    return frame.assign(**{name: frame[name].fillna("") for name in ("limit", "inside", "outside")})


def test_stretches_of_each_band_are_its_outline(edges):
    """Nothing of an outline is left out, and nothing is told of twice."""
    extents = read_regions(DATA / "regions" / "historic.geojson")
    whole = extents[extents["part"].fillna("") == ""].set_index(["extent_id", "band"]).geometry
    assert set(map(tuple, edges[["extent_id", "band"]].to_numpy())) == set(whole.index)
    for key, some in edges.groupby(["extent_id", "band"]):
        outline = shapely.transform(whole[key], project).length
        assert some["length_km"].sum() == pytest.approx(outline, rel=0.001)


def test_only_a_source_that_names_a_limit_or_a_law_states_one(edges):
    stated = edges[edges["kind"] == Edge.STATED]
    said = {(one.source_id, one.limit) for one in EVIDENCE.limits}
    for extent_id, limit in set(zip(stated["extent_id"], stated["limit"], strict=True)):
        record = EVIDENCE.extents[extent_id]
        assert record.by_law if not limit else (record.source_id, limit) in said
    assert (edges.loc[edges["kind"] != Edge.STATED, "limit"] == "").all()
    assert {one.limit for one in EVIDENCE.limits} == set(stated["limit"]) - {""}


def test_line_between_towns_faces_one_that_its_source_counts_in_and_one_that_it_does_not(edges):
    relations = {(one.source_id, one.town_id): one.relation for one in EVIDENCE.statements}
    between = edges[edges["kind"] == Edge.BETWEEN]
    assert len(between)
    for row in between.itertuples():
        assert relations[row.source_id, row.inside] is Relation.IN
        assert relations[row.source_id, row.outside] is not Relation.IN
        ends = [EVIDENCE.towns[key] for key in (row.inside, row.outside)]
        apart = GEOD.line_length([one.lon for one in ends], [one.lat for one in ends]) / 1000
        assert row.apart_km == pytest.approx(apart, abs=1)
    others = edges[edges["kind"] != Edge.BETWEEN]
    assert (others["outside"] == "").all()
    assert (others["apart_km"] == 0).all()


def test_border_of_today_rests_on_law_alone_and_al_istakhris_most_on_his_word(edges):
    probable = edges[edges["band"] == Band.PROBABLE]
    lengths = probable.groupby(["extent_id", "kind"])["length_km"].sum()
    assert set(lengths["split-2004"].index) == {Edge.STATED}
    istakhri = lengths[EVIDENCE.default.extent_id]
    assert istakhri[Edge.STATED] == istakhri.max()
