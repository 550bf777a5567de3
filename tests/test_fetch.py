"""The downloads: pinned, checked, kept."""

import hashlib
import tarfile
import zipfile

import pytest

from geo.errors import BuildError
from geo.paths import ROOT
from geo.pipeline.ground.fetch import CACHE, Package, fetch, fetch_all, packages, read_member


def package(content: bytes, **options) -> Package:
    """Make a package whose archive is `content`."""
    values = {
        "name": "thing", "manager": "npm", "version": "1.0.0", "file": "thing-1.0.0.tgz",
        "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest(),
    }  # fmt: skip
    return Package(**{**values, **options})


@pytest.mark.parametrize("pin", packages().values(), ids=lambda pin: pin.name)
def test_pins_are_exact(pin):
    """Each pin names a version and a full sha256, and the archive's name has the version."""
    assert len(pin.sha256) == 64
    assert pin.version in pin.file
    assert pin.manager in {"npm", "pip"}
    assert any(pin.version in word for word in pin.command(folder=__file__))


def test_archives_are_kept_out_of_the_repository():
    """The downloads lie in a folder that git ignores."""
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert f"{CACHE.relative_to(ROOT).parts[0]}/" in ignored


def test_archive_that_is_there_is_not_fetched_again(tmp_path, monkeypatch):
    """A download is kept and used again."""
    (tmp_path / "thing-1.0.0.tgz").write_bytes(b"archive")
    monkeypatch.setattr("subprocess.run", lambda *_, **__: pytest.fail("fetched again"))
    assert fetch(package(b"archive"), folder=tmp_path).read_bytes() == b"archive"


def test_all_packages_are_fetched(tmp_path, monkeypatch, capsys):
    """Every pinned package is fetched, and a line says what is going on."""
    pins = {"one": package(b"1", name="one"), "two": package(b"2", name="two")}
    monkeypatch.setattr("geo.pipeline.ground.fetch.packages", lambda: pins)
    monkeypatch.setattr(
        "geo.pipeline.ground.fetch.fetch", lambda package, *, folder: folder / package.name
    )
    assert fetch_all(folder=tmp_path) == {"one": tmp_path / "one", "two": tmp_path / "two"}
    assert capsys.readouterr().err == "Fetching the packages\n"


def test_changed_archive_is_refused_and_removed(tmp_path):
    """An archive that differs from its pin stops the build, and goes."""
    archive = tmp_path / "thing-1.0.0.tgz"
    archive.write_bytes(b"something else")
    with pytest.raises(BuildError, match="sha256"):
        fetch(package(b"archive"), folder=tmp_path)
    assert not archive.exists()


def test_missing_manager_is_named(tmp_path, monkeypatch):
    """Without npm the build says so."""
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(BuildError, match="npm is not installed"):
        fetch(package(b"archive"), folder=tmp_path)


def test_members_are_read(tmp_path):
    """A file is read out of a wheel and out of a tarball; a missing one is named."""
    (tmp_path / "a.txt").write_bytes(b"hello")
    with zipfile.ZipFile(tmp_path / "w.whl", "w") as wheel:
        wheel.write(tmp_path / "a.txt", "a.txt")
    with tarfile.open(tmp_path / "t.tgz", "w:gz") as tarball:
        tarball.add(tmp_path / "a.txt", "a.txt")
    for archive in ("w.whl", "t.tgz"):
        assert read_member(tmp_path / archive, "a.txt") == b"hello"
        with pytest.raises(BuildError, match=r"holds no b\.txt"):
            read_member(tmp_path / archive, "b.txt")
