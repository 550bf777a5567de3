"""Progress of long work: a bar where a person watches, else one line."""

from __future__ import annotations

import sys

import pytest

from geo.pipeline import progress


def test_one_line_where_nobody_watches(capsys: pytest.CaptureFixture[str]) -> None:
    """In a log there is a line and no bar, and every item comes."""
    assert list(progress.track([1, 2, 3], "Counting", 3)) == [1, 2, 3]
    assert capsys.readouterr().err == "Counting\n"


def test_bar_where_a_person_watches(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """On a terminal the bar ends at the whole."""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert list(progress.track([1, 2], "Counting", 2)) == [1, 2]
    assert "Counting: 100%" in capsys.readouterr().err
    with progress.progress(2000, "Fetching", "B") as advance:
        advance(2000)
    assert "2.00k/2.00k" in capsys.readouterr().err


def test_one_line_without_the_package(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Tqdm is not needed."""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setattr(progress, "tqdm", None)
    assert list(progress.track([1, 2], "Counting", 2)) == [1, 2]
    assert capsys.readouterr().err == "Counting\n"
