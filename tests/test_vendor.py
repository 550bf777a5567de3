"""What the browser draws the map with: published whole, once, and anew when it has changed."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pydeck
import pytest

from geo import paths
from geo.errors import AssetError
from geo.layers import files, vendor
from geo.layers.files import checksum
from geo.layers.vendor import BUNDLE, SCRIPT, STYLE, publish


def again() -> dict[str, str]:
    """Publish as another process does."""
    files.forget()
    return publish()


def states(empty_static: Path) -> dict[str, tuple[int, int]]:
    """Tell which files there are, and when and where each was written."""
    return {
        path.relative_to(empty_static).as_posix(): (path.stat().st_mtime_ns, path.stat().st_ino)
        for path in empty_static.rglob("*")
        if path.is_file()
    }


def test_everything_is_published_under_the_addresses(empty_static):
    addresses = publish()
    for key, name in (
        ("deck", BUNDLE), ("script", SCRIPT), ("style", STYLE),
    ):  # fmt: skip
        assert addresses[key].partition("?")[0] == f"app/static/{name}"
        assert (empty_static / name).stat().st_size > 1000
    assert set(states(empty_static)) == {BUNDLE, SCRIPT, STYLE}


def test_others_may_read_what_is_published(empty_static):
    """As far as they may read any file that is written there."""
    publish()
    (empty_static / "another").write_text("")
    assert len({(empty_static / name).stat().st_mode for name in states(empty_static)}) == 1


def test_the_bundle_is_pydecks_own_and_asks_for_no_other_file(empty_static):
    publish()
    plain = (empty_static / BUNDLE).read_bytes()
    source = Path(pydeck.__file__).parent / "nbextension/static/index.js"
    assert source.read_bytes().startswith(plain)
    assert b"sourceMappingURL" not in plain[-500:]
    assert pydeck.__version__ in BUNDLE


def test_every_script_of_the_renderer_is_in_the_published_one(empty_static):
    publish()
    script = (empty_static / SCRIPT).read_text(encoding="utf-8")
    parts = list(vendor.HERE.glob("*.js"))
    assert {part.stem for part in parts} == set(vendor.PARTS)
    assert all(part.read_text(encoding="utf-8") in script for part in parts)
    assert (empty_static / STYLE).read_bytes() == (vendor.HERE / "map.css").read_bytes()


def test_publishing_again_writes_nothing(empty_static):
    addresses, before = publish(), states(empty_static)
    assert again() == addresses
    assert states(empty_static) == before


def test_a_changed_script_is_written_anew_under_another_address(empty_static, monkeypatch):
    """A browser would keep the old one for good."""
    first, before = publish(), states(empty_static)
    monkeypatch.setattr(vendor, "script", lambda: b"changed")
    second, after = again(), states(empty_static)
    assert (empty_static / SCRIPT).read_bytes() == b"changed"
    assert {key for key in first if first[key] != second[key]} == {"script"}
    assert second["script"].endswith(f"?v={checksum(b'changed'):08x}")
    assert {name for name in before if before[name] != after[name]} == {SCRIPT}


@pytest.mark.parametrize("name", [BUNDLE, SCRIPT, STYLE])
def test_what_is_missing_is_put_back(empty_static, name):
    publish()
    content = (empty_static / name).read_bytes()
    (empty_static / name).unlink()
    again()
    assert (empty_static / name).read_bytes() == content


@pytest.mark.faults
def test_pydeck_without_a_bundle_is_reported(empty_static, tmp_path, monkeypatch):
    monkeypatch.setattr(pydeck, "__file__", str(tmp_path / "pydeck" / "__init__.py"))
    with pytest.raises(AssetError) as raised:
        publish()
    assert raised.value.name == BUNDLE
    assert not raised.value.damaged
    assert BUNDLE not in states(empty_static)


@pytest.mark.faults
def test_a_folder_that_cannot_be_written_is_reported(empty_static):
    """A file lies where the folder should, which stops the superuser too."""
    (empty_static / "vendor").write_text("in the way")
    with pytest.raises(AssetError) as raised:
        publish()
    assert raised.value.name == SCRIPT
    (empty_static / "vendor").unlink()
    assert publish()  # A fault is not remembered.


@pytest.mark.faults
def test_a_file_that_cannot_be_put_in_place_leaves_no_part_behind(empty_static):
    (empty_static / SCRIPT / "in the way").mkdir(parents=True)
    with pytest.raises(AssetError):
        publish()
    assert states(empty_static) == {}


def test_what_is_published_is_never_committed():
    said = subprocess.run(
        ["git", "check-ignore", "--no-index", f"static/{BUNDLE}", f"static/{SCRIPT}"],
        cwd=paths.ROOT, check=True, capture_output=True, text=True,
    )  # fmt: skip
    assert said.stdout.split() == [f"static/{BUNDLE}", f"static/{SCRIPT}"]
