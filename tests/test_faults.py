"""Damaged files: one clear sentence, the rest works, and nobody meets an exception."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from apptest import follow, layers, markup, said, unfold, visit, warnings

from geo import paths, units
from geo.errors import AssetError
from geo.extents.catalogue import read_catalogue
from geo.layers import files
from geo.layers.scene import Scene, scene
from geo.layers.style import LIGHT
from geo.layers.view import Shown, ThemeId, View
from geo.text.corpus import read_corpus
from views import data
from views.state import Panel

pytestmark = pytest.mark.faults

Damage = Callable[[bytes], bytes | None]


def missing(_: bytes) -> None:
    return None


def empty(_: bytes) -> bytes:
    return b""


def cut_in_half(content: bytes) -> bytes:
    return content[: len(content) // 2]


def cut_in_a_quote(content: bytes) -> bytes:
    """Cut a tour within a step's link: cut between two steps, it is only a shorter tour."""
    return content[: content.rindex(b'show: "') + len(b'show: "?panel')]


def wrong_encoding(content: bytes) -> bytes:
    return content.decode().encode("utf-16")


def nul_bytes(content: bytes) -> bytes:
    middle = len(content) // 2
    return content[:middle] + b"\0\0\0" + content[middle:]


def short_row(content: bytes) -> bytes:
    lines = content.decode().splitlines(keepends=True)
    lines[len(lines) // 2] = lines[len(lines) // 2].partition(",")[0] + "\n"
    return "".join(lines).encode()


def without_geometry(content: bytes) -> bytes:
    return _changed(content, "geometry")


def without_properties(content: bytes) -> bytes:
    return _changed(content, "properties")


def _changed(content: bytes, member: str) -> bytes:
    collection = json.loads(content)
    collection["features"][-1][member] = None
    return json.dumps(collection).encode()


OF_ALL = (missing, empty, cut_in_half, wrong_encoding, nul_bytes)
DAMAGES: dict[str, tuple[Damage, ...]] = {
    ".csv": (*OF_ALL, short_row),
    ".geojson": (*OF_ALL, without_geometry, without_properties),
    ".txt": OF_ALL,
    ".json": OF_ALL,
    ".yaml": (empty, cut_in_a_quote, wrong_encoding, nul_bytes),
}

READ = sorted(
    [
        *(f"article/{name}" for name in ("article.txt", "passages.csv", "sections.csv")),
        *(f"evidence/{path.name}" for path in (paths.DATA / "evidence").iterdir()),
        *(f"tours/{path.name}" for path in (paths.DATA / "tours").iterdir()),
        *("mentions.csv", "places.csv", "senses.csv", "sources.json"),
        *(
            f"regions/{name}"
            for name in (
                "agreement.geojson", "countries.geojson", "historic.geojson", "majority.geojson",
                "overlap.csv", "provinces.geojson",
            )
        ),
    ]
)  # fmt: skip
"""The files under `data/` that the app reads."""

BUILT_FROM = {
    "README.md", "article/LICENSE.md", "regions/relief-dark.webp", "regions/relief-light.webp",
    "regions/cities.geojson", "regions/edges.geojson", "regions/relief.json",
    "regions/seams.geojson", "regions/water.geojson",
}  # fmt: skip
"""The others, which only the build reads."""

CASES = [
    pytest.param(name, damage, id=f"{name}-{damage.__name__}")
    for name in READ
    for damage in DAMAGES[Path(name).suffix]
]


def forget(name: str) -> None:
    """Let the app read a file anew; what does not depend on it stays cached."""
    if name.startswith("static/"):
        files.forget()
    elif "/regions/countries" in name or "/regions/provinces" in name:
        units.units.cache_clear()
        data._check_units.clear()
    elif "/tours/" in name:
        data._tours.clear()
    elif "/evidence/" in name or "/regions/" in name:
        data._catalogue.clear()
    else:
        data._corpus.clear()


@pytest.fixture(scope="module")
def copies(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Copy the files that the app reads, and let it read the copies."""
    copy = tmp_path_factory.mktemp("copies")
    shutil.copytree(paths.DATA, copy / "data", ignore=shutil.ignore_patterns("*.webp"))
    shutil.copytree(paths.STATIC, copy / "static")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(paths, "DATA", copy / "data")
        patch.setattr(paths, "REGIONS", copy / "data" / "regions")
        patch.setattr(paths, "STATIC", copy / "static")
        forget_all()
        yield copy
    forget_all()


def forget_all() -> None:
    st.cache_resource.clear()
    files.forget()
    units.units.cache_clear()


@pytest.fixture
def harm(copies: Path) -> Iterator[Callable[[str, Damage], None]]:
    """Give a function that damages one of the copies for the time of a test."""
    before: dict[str, bytes] = {}

    def damage_one(name: str, damage: Damage) -> None:
        path = copies / name
        before[name] = path.read_bytes()
        damaged = damage(before[name])
        assert damaged != before[name]
        if damaged is None:
            path.unlink()
        else:
            path.write_bytes(damaged)
        forget(name)

    yield damage_one
    for name, content in before.items():
        (copies / name).write_bytes(content)
        forget(name)


def expect_one_sentence(name: str, damage: Damage) -> None:
    """Visit every panel: each has one sentence about the file, and the rest of the page."""
    file = name.rpartition("/")[2]
    if (file, damage) == ("article.txt", cut_in_half):
        file = "passages.csv"  # They no longer fit, and nobody can tell which is at fault.
    if (file, damage) == ("units.csv", cut_in_half):
        file = "extents.csv"  # Some extents have no core any more.
    at = None
    for panel in Panel:
        at = follow(at, panel=panel) if at else visit(panel=panel)
        if file == "sources.json":
            at = unfold(at, "about")
        [sentence] = warnings(at)
        assert file in sentence
        assert "Where is Khorasan?" in said(at)
        assert 'class="legend"' in markup(at)
        assert "land" in layers(at) or "land" in name


def test_every_data_file_is_read_or_built_from() -> None:
    files_of_data = {
        str(path.relative_to(paths.DATA)) for path in paths.DATA.rglob("*") if path.is_file()
    }
    assert files_of_data == {*READ, *BUILT_FROM}


@pytest.mark.parametrize(("name", "damage"), CASES)
def test_a_damaged_data_file_costs_one_sentence(harm, name: str, damage: Damage) -> None:
    harm(f"data/{name}", damage)
    expect_one_sentence(name, damage)


@pytest.mark.parametrize("damage", OF_ALL, ids=lambda damage: damage.__name__)
@pytest.mark.parametrize("name", ["manifest.json", "land.json", "relief.json", "water.json"])
def test_a_damaged_map_file_costs_one_sentence(harm, name: str, damage: Damage) -> None:
    harm(f"static/map/{name}", damage)
    expect_one_sentence(f"map/{name}", damage)


@pytest.mark.parametrize("damage", OF_ALL, ids=lambda damage: damage.__name__)
def test_a_damaged_article_file_costs_one_sentence_where_the_article_is_read(
    harm, damage: Damage
) -> None:
    harm("static/article.json", damage)
    [sentence] = warnings(visit(panel="read", place="kabul"))
    assert "article.json" in sentence
    assert not warnings(visit(place="kabul"))


MOST_PARTS = 7
"""So many parts of a scene can use one file."""


def _views() -> list[View]:
    """List views that together use every file of the map."""
    catalogue, places = read_catalogue(), read_corpus().places
    shown = [Shown(key, key) for key in catalogue.extents]
    views = [View(LIGHT, extent=shown[0], place=place) for place in places.values()]
    for theme in (ThemeId.EXTENT, ThemeId.SHARES, ThemeId.PLACES):
        views += [View(LIGHT, theme, extent=one) for one in shown]
    views += [
        View(LIGHT, ThemeId.COMPARISON, extent=shown[0], against=shown[1]),
        View(LIGHT, ThemeId.AGREEMENT, extent=shown[0]),
        View(LIGHT, ThemeId.REPORTS),
    ]
    return views


def parts(made: Scene) -> int:
    """Count what a scene has: layers, hits, the outline of a place, and what there is once."""
    outline = bool(made["choice"] and made["choice"]["area"])
    return outline + sum(
        len(part) if name in {"layers", "hits"} else bool(part) for name, part in made.items()
    )


def test_every_file_of_the_map_is_missed_once_and_all_else_is_drawn(
    copies: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each file, first missing and then damaged, is one error of the views that use it."""
    used: dict[str, View] = {}
    read = files.read
    for view in _views():
        monkeypatch.setattr(
            files, "read", lambda name, view=view: (used.setdefault(name, view), read(name))[1]
        )
        files.forget()
        scene(view)
    monkeypatch.setattr(files, "read", read)
    built = {f"map/{path.relative_to(copies / 'static/map')}" for path in
             (copies / "static/map").rglob("*") if path.is_file()}  # fmt: skip
    dark = {name for name in built if "-dark." in name}
    assert built - dark - {"map/manifest.json", "map/relief.json"} <= set(used)
    for name, view in used.items():
        path = copies / "static" / name
        content = path.read_bytes()
        whole, _ = scene(view)
        for damaged in (None, content[:-1]):
            if damaged is None:
                path.unlink()
            else:
                path.write_bytes(damaged)
            files.forget()
            made, errors = scene(view)
            assert [error.name for error in errors] == [name]
            assert isinstance(errors[0], AssetError)
            assert errors[0].damaged == (damaged is not None)
            assert made["layers"]
            assert 0 < parts(whole) - parts(made) <= MOST_PARTS
        path.write_bytes(content)
        files.forget()
