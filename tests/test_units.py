"""Today's units: read from the files of `data/regions/`, and no damage of these stops the app."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from geo import paths
from geo.errors import FileError
from geo.paths import REGIONS
from geo.units import COUNTRIES, PROVINCES, read_regions, read_units, unit_name, units

Damage = Callable[[Path], object]


@pytest.fixture
def regions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Let the app read the units of a copy, in which files can be damaged."""
    for file in (COUNTRIES, PROVINCES):
        shutil.copy(REGIONS / file, tmp_path / file)
    monkeypatch.setattr(paths, "REGIONS", tmp_path)
    units.cache_clear()
    yield tmp_path
    units.cache_clear()


def of_features(change: Callable[[dict[str, object]], object]) -> Damage:
    """Make a damage of a change to the last feature."""

    def apply(path: Path) -> None:
        whole = json.loads(path.read_text(encoding="utf-8"))
        change(whole["features"][-1])
        path.write_text(json.dumps(whole), encoding="utf-8")

    return apply


DAMAGES: dict[str, Damage] = {
    "missing": lambda path: path.unlink(),
    "a folder": lambda path: (path.unlink(), path.mkdir()),
    "empty": lambda path: path.write_bytes(b""),
    "cut in half": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
    "not UTF-8": lambda path: path.write_bytes(b"\xe9" + path.read_bytes()),
    "NUL bytes": lambda path: path.write_bytes(bytes(path.stat().st_size)),
    "another format": lambda path: path.write_text("iso_3166_2,name\nAF-KAB,Kabul\n"),
    "a number": lambda path: path.write_text("1"),
    "no list": lambda path: path.write_text('{"type": "FeatureCollection", "features": 1}'),
    "properties null": of_features(lambda one: one.update(properties=None)),
    "no properties": of_features(lambda one: one.pop("properties")),
}
SHAPES: dict[str, Damage] = {
    "no features": lambda path: path.write_text('{"type": "FeatureCollection", "features": []}'),
    "geometry null": of_features(lambda one: one.update(geometry=None)),
    "no geometry": of_features(lambda one: one.pop("geometry")),
    "geometry empty": of_features(
        lambda one: one.update(geometry={"type": "Polygon", "coordinates": []})
    ),
    "no coordinates": of_features(lambda one: one.update(geometry={"type": "Polygon"})),
}
NAMES: dict[str, Damage] = {
    "no name": of_features(lambda one: one["properties"].pop("name")),
    "names a list": of_features(lambda one: one["properties"].update(names=["x"])),
    "a code that is a list": of_features(
        lambda one: one["properties"].update(country=["AF"], iso_3166_2=["AF-KAB"])
    ),
}


@pytest.mark.parametrize("damage", (DAMAGES | SHAPES).values(), ids=DAMAGES | SHAPES)
def test_damaged_regions_are_refused(regions: Path, damage: Damage) -> None:
    """Every damage is the same error, which names the file."""
    damage(regions / PROVINCES)
    with pytest.raises(FileError, match=rf"^{PROVINCES} cannot be read: .") as caught:
        read_regions(regions / PROVINCES)
    assert caught.value.file == PROVINCES


@pytest.mark.parametrize("file", [COUNTRIES, PROVINCES])
@pytest.mark.parametrize("damage", (DAMAGES | NAMES).values(), ids=DAMAGES | NAMES)
def test_units_of_the_other_file_are_left(regions: Path, file: str, damage: Damage) -> None:
    """The strict reading refuses a damaged file; the app's goes on with the other."""
    whole = read_units(regions)
    damage(regions / file)
    with pytest.raises(FileError, match=rf"^{file} cannot be read: ."):
        read_units(regions)
    left = {code: unit for code, unit in whole.items() if bool(unit.country) == (file == COUNTRIES)}
    assert units() == left


def test_codes_stand_for_themselves_without_files(regions: Path) -> None:
    """Without either file a country's code is its name, and pycountry names provinces."""
    for file in (COUNTRIES, PROVINCES):
        (regions / file).unlink()
    assert units() == {}
    assert unit_name("AF") == "AF"
    assert unit_name("AF-KAB") == "Kābul"
    assert unit_name("no code") == "no code"


def test_units_are_those_of_the_files() -> None:
    """Countries have no country of their own; provinces have one; names are in other scripts."""
    assert units() == read_units()
    assert unit_name("IR-09") == "Razavi Khorasan"
    assert units()["AF"].country == ""
    assert units()["IR-09"].country == "IR"
    assert "خراسان رضوی" in "".join(units()["IR-09"].names)
