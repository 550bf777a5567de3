"""The command line: what each command prints, writes and returns."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
from pathlib import Path

import pytest

from geo.__main__ import main
from geo.export.shares import write_shares
from geo.extents.catalogue import read_catalogue
from geo.extents.evaluation import line_count
from geo.layers import vendor
from geo.paths import ROOT
from geo.pipeline import build
from geo.validate import validate
from geo.vocabulary import UnitKind


def run(*words: str) -> subprocess.CompletedProcess[str]:
    """Run Python as a person does, from the project's folder."""
    return subprocess.run(
        [sys.executable, *words], cwd=ROOT, capture_output=True, text=True, check=False, timeout=120
    )


def test_check_counts_what_it_checked() -> None:
    """On data without faults it counts things, on those of the project if none are named."""
    done = run("-m", "geo", "check")
    assert (done.returncode, done.stderr) == (0, "")
    counted = (
        "places",
        "mentions",
        "passages",
        "sources",
        "towns",
        "statements",
        "extents",
        "tours",
    )
    counts = ", ".join(rf"\d+ {thing}" for thing in counted)
    assert re.fullmatch(rf"data: {counts}: no faults\n", done.stdout)


def test_check_prints_every_fault(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each fault is a line on stderr, in order, with their number at the end."""
    (tmp_path / "places.csv").write_text("place_id,name\nKabul,\n", encoding="utf-8")
    assert main(["check", str(tmp_path)]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    *lines, last = err.splitlines()
    faults = [str(fault) for fault in validate(tmp_path)]
    assert lines == faults
    assert last == f"data: {len(faults)} faults"


@pytest.mark.parametrize(
    ("words", "steps"), [((), "all"), (("all",), "all"), (("assets",), "derived")]
)
def test_build_does_what_is_asked(
    monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], steps: str
) -> None:
    """Everything is built unless only the assets are asked for."""
    done = []
    monkeypatch.setattr(build, "build_all", lambda: done.append("all"))
    monkeypatch.setattr(build, "build_derived", lambda: done.append("derived"))
    assert main(["build", *words]) == 0
    assert done == [steps]


def test_build_renderer_puts_what_draws_the_map_where_the_browser_fetches_it(
    empty_static: Path,
) -> None:
    assert main(["build", "renderer"]) == 0
    names = {vendor.BUNDLE, vendor.SCRIPT, vendor.STYLE}
    assert {
        path.relative_to(empty_static).as_posix() for path in empty_static.rglob("*.*")
    } == names


@pytest.mark.parametrize("command", [["build", "assets"], ["evaluate"]])
def test_missing_package_is_one_sentence(command: list[str]) -> None:
    """Without a package that only the build needs, nothing is written and a line says why."""
    code = (
        "import sys; sys.modules['contourpy'] = None\n"
        f"from geo.__main__ import main; sys.exit(main({command}))"
    )
    done = run("-c", code)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "The package contourpy is not installed; "
        "`pip install -r requirements-dev.txt` installs all that a build needs.\n"
    )


def test_commands_import_what_they_need() -> None:
    """What only the build needs is not imported before it is needed."""
    done = run("-c", "import sys, geo.__main__; print(*sys.modules)")
    modules = set(done.stdout.split())
    assert "geo.validate" in modules
    assert modules.isdisjoint({"contourpy", "tqdm", "pysbd", "PIL", "geo.pipeline", "streamlit"})


def test_a_fault_of_our_own_is_not_a_missing_package(monkeypatch: pytest.MonkeyPatch) -> None:
    """A module of the atlas that cannot be found is an error, with its trace."""
    monkeypatch.setitem(sys.modules, "geo.pipeline.build", None)
    monkeypatch.delattr("geo.pipeline.build")
    with pytest.raises(ModuleNotFoundError, match=r"geo\.pipeline\.build"):
        main(["build"])


def test_evaluate_prints_tables(capsys: pytest.CaptureFixture[str]) -> None:
    """The tables are Markdown, a row a source; what is going on stands on stderr."""
    assert main(["evaluate"]) == 0
    out, err = capsys.readouterr()
    lines = out.splitlines()
    assert len(lines) == line_count()
    assert lines[0].startswith("| source | in | out | accuracy")
    assert any(line.startswith("| istakhri | ") for line in lines)
    assert err == "Testing the extents\n"


@pytest.mark.parametrize("kind", UnitKind)
def test_export_writes_what_the_app_offers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: UnitKind
) -> None:
    """The same rows go to stdout or to a file: those of `overlap.csv`, and the units' names."""
    shares = read_catalogue().shares("istakhri", kind)
    words = ["export", "shares", "--extent", "istakhri", "--units", kind]
    assert main(words) == 0
    assert capsys.readouterr().out.encode() == write_shares(shares)
    assert main([*words, "--out", str(tmp_path / "shares.csv")]) == 0
    with (tmp_path / "shares.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["unit"] for row in rows] == [share.unit for share in shares]
    assert {row["kind"] for row in rows} == {kind}
    assert {row["name"] for row in rows} >= ({"Herat"} if kind == "province" else {"Iran"})


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--extent", "nowhere"], "There is no extent 'nowhere'. There are: shahrestaniha, "),
        (
            ["--extent", "istakhri", "--out", "/no/such/folder/x.csv"],
            "/x.csv cannot be written: No",
        ),
    ],
)
def test_export_says_what_is_wrong(
    capsys: pytest.CaptureFixture[str], options: list[str], said: str
) -> None:
    """A sentence on stderr, and status 1."""
    assert main(["export", "shares", *options]) == 1
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    "words",
    [[], ["check"], ["build"], ["evaluate"], ["export"], ["export", "shares"]],
    ids=" ".join,
)
def test_help_explains_every_command(capsys: pytest.CaptureFixture[str], words: list[str]) -> None:
    """`--help` says what a command does, and returns 0."""
    with pytest.raises(SystemExit, match="0"):
        main([*words, "--help"])
    said = capsys.readouterr().out
    assert said.startswith(" ".join(["usage: python -m geo", *words]))
    assert len(said.splitlines()) > 5


@pytest.mark.parametrize("words", [[], ["export"], ["build", "map"], ["publish"]], ids=" ".join)
def test_wrong_use_is_explained(capsys: pytest.CaptureFixture[str], words: list[str]) -> None:
    """A command that is not there is a matter of usage, with the status argparse gives it."""
    with pytest.raises(SystemExit, match="2"):
        main(words)
    assert "usage: python -m geo" in capsys.readouterr().err
