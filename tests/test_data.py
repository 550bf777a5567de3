"""The files under `data/` and `static/`: each is what its record says."""

import filecmp
import json
import shutil

import geopandas as gpd
import pytest
import shapely

from geo.atlas import DATA, read_atlas
from geo.build.provenance import KNOWN, measure, write_sources
from geo.build.reading import write_reading
from geo.build.screen import write_screen
from geo.geojson import write_features
from geo.layers import STATIC
from geo.sources import read_sources

ROOT = DATA.parent


@pytest.mark.parametrize("source", read_sources(), ids=lambda source: source.path)
def test_file_is_as_recorded(source):
    """Size, sha256 and count are those on record, and origin and licence are named."""
    measured = measure(ROOT / source.path)
    assert measured == {"sha256": source.sha256, "bytes": source.bytes, "count": source.count}
    assert source.made_from
    assert source.licence
    assert source.attribution


def test_every_data_file_is_recorded():
    """No file lies under `data/` without a record."""
    exempt = {"README.md", "LICENSE.md", "sources.json"}
    files = {str(path.relative_to(ROOT)) for path in DATA.rglob("*.*") if path.name not in exempt}
    assert files == {source.path for source in read_sources()}
    assert files == set(json.loads(KNOWN.read_text(encoding="utf-8")))


def test_derived_files_are_the_same_bytes_built_again(tmp_path):
    """What needs no download is rebuilt, twice, to the committed bytes."""
    for name in ("one", "two"):
        write_screen(DATA, tmp_path / name)
    for one, other in (("one", "two"), ("one", STATIC / "map")):
        compared = filecmp.dircmp(tmp_path / one, tmp_path / other)
        for folder in (compared, *compared.subdirs.values()):
            odd = folder.diff_files + folder.left_only + folder.right_only
            assert odd == [], "run `make screen`"


def test_the_article_as_the_pane_fetches_it_is_the_same_built_again(tmp_path):
    """The reading pane's file follows from the article and the mentions."""
    write_reading(read_atlas(), tmp_path / "article.json")
    assert (tmp_path / "article.json").read_bytes() == (STATIC / "article.json").read_bytes()


def test_sources_are_written_the_same_again(tmp_path):
    """Writing `sources.json` again changes nothing."""
    shutil.copytree(DATA, tmp_path / "data")
    write_sources(tmp_path / "data")
    assert (tmp_path / "data/sources.json").read_bytes() == (DATA / "sources.json").read_bytes()


def test_vertices_on_screen_are_within_budget():
    """What is painted has at most 60,000 vertices, with whichever theme has the most."""
    always = sum(map(vertices, ("land", "borders", "water", "khorasan", "seams")))
    extents = [f"extents/{path.stem}" for path in (STATIC / "map" / "extents").iterdir()]
    assert always + max(map(vertices, [*extents, "agreement", "shares"])) <= 60_000


def vertices(name: str) -> int:
    shapes = gpd.read_file(STATIC / "map" / f"{name}.json").geometry
    return int(shapely.get_num_coordinates(shapes.to_numpy()).sum())


def test_geojson_round_trip(tmp_path):
    """Features read back as written, rounded, without the properties that were missing."""
    frame = gpd.GeoDataFrame(
        {"name": ["کابل", None], "count": [1, 2]},
        geometry=[shapely.Point(1.00004, 2), shapely.Point(3, 4)],
        crs="EPSG:4326",
    )
    write_features(frame, tmp_path / "one.json")
    first, second = json.loads((tmp_path / "one.json").read_text(encoding="utf-8"))["features"]
    assert first["properties"] == {"name": "کابل", "count": 1}
    assert first["geometry"]["coordinates"] == [1.0, 2.0]
    assert second["properties"] == {"count": 2}
