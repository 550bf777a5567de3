"""The files under `data/` and `static/`: each is what its record says."""

import filecmp
import json
import shutil
import zlib

import geopandas as gpd
import pytest
import shapely

from geo.crs import TILE
from geo.layers.basemap import NEAR_ZOOM
from geo.layers.files import MANIFEST
from geo.paths import DATA, ROOT, STATIC
from geo.pipeline.build import build_assets
from geo.pipeline.provenance import KNOWN, measure, write_sources
from geo.provenance import read_sources


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


def test_assets_are_the_same_bytes_built_again(tmp_path):
    """What the browser fetches is built again to the committed bytes.

    They were written by another process, in which Python's hashes, and so the order of its sets,
    were others.
    """
    build_assets(DATA, tmp_path)
    compared = filecmp.dircmp(tmp_path, STATIC, ignore=["fonts", "icon.svg", "vendor"])
    assert differing(compared) == [], "run `make assets`"


def differing(compared):
    """List the files that differ, or are in one folder alone, by their bytes."""
    _, unlike, unread = filecmp.cmpfiles(
        compared.left, compared.right, compared.common_files, shallow=False
    )
    within = [name for folder in compared.subdirs.values() for name in differing(folder)]
    return unlike + unread + compared.left_only + compared.right_only + within


def test_manifest_lists_every_file_with_its_checksum():
    """The manifest holds the CRC-32 of the article and of each file of the map, and no other."""
    listed = json.loads((STATIC / MANIFEST).read_text(encoding="utf-8"))
    files = [STATIC / "article.json", *(p for p in (STATIC / "map").rglob("*") if p.is_file())]
    sums = {
        path.relative_to(STATIC).as_posix(): f"{zlib.crc32(path.read_bytes()):08x}"
        for path in files
        if path != STATIC / MANIFEST
    }
    assert listed == sums
    assert list(listed) == sorted(listed)


def test_sources_are_written_the_same_again(tmp_path):
    """Writing `sources.json` again changes nothing."""
    shutil.copytree(DATA, tmp_path / "data")
    write_sources(tmp_path / "data")
    assert (tmp_path / "data/sources.json").read_bytes() == (DATA / "sources.json").read_bytes()


def test_vertices_on_screen_are_within_budget():
    """What is painted has at most 60,000 vertices, with whichever theme has the most.

    In all detail the map draws the lines of those cells alone that reach into the frame, at most
    1920 pixels wide where that detail begins.
    """
    always = sum(map(vertices, ("land", "water", "khorasan", "khorasan", "seams")))
    degrees = 1920 * 360 / (TILE * 2**NEAR_ZOOM)
    west, east = 63 - degrees / 2, 63 + degrees / 2
    frame = slice(west, east), slice(22, 48)
    lines = max(
        vertices("borders/far") + vertices("streams/far"),
        vertices("borders/near", frame) + vertices("streams/near", frame),
    )
    extents = [f"extents/{path.stem}" for path in (STATIC / "map" / "extents").iterdir()]
    assert always + lines + max(map(vertices, [*extents, "agreement", "shares"])) <= 60_000


def vertices(name: str, frame: tuple[slice, slice] | None = None) -> int:
    shapes = gpd.read_file(STATIC / "map" / f"{name}.json").geometry
    if frame:
        shapes = shapes.cx[frame]
    return int(shapely.get_num_coordinates(shapes.to_numpy()).sum())
