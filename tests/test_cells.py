"""The parsers of cells: what each takes, and the near misses that it refuses."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo import cells
from geo.text import article, places


@given(value=st.floats())
def test_numbers_are_finite_and_in_range(value: float) -> None:
    """A number is read as it was written if it is in range, and refused if not."""
    parse = cells.number(-180, 180)
    if math.isfinite(value) and -180 <= value <= 180:
        assert parse(repr(value)) == value
    else:
        with pytest.raises(ValueError, match=r".*"):
            parse(repr(value))


@given(values=st.lists(st.sampled_from(["AF", "IR", "TM"])))
def test_many_undoes_joining(values: list[str]) -> None:
    """Joined codes come apart as they were."""
    assert cells.many(places.country_code, ";")(";".join(values)) == tuple(values)


@pytest.mark.parametrize(
    ("parse", "good", "bad"),
    [
        (cells.slug, ["kabul", "sar-e-pol", "p001"], ["", "-", "Kabul", "sar e pol", "kābul"]),
        (cells.text, ["", "a b"], [" ", "a ", "\ta"]),
        (cells.required, ["a b"], ["", " ", " a"]),
        (cells.choice("x", "y"), ["x", "y"], ["", "z", "X"]),
        (cells.offset, ["0", "35808"], ["", "-1", "1.0", " 1", "²", "٣"]),
        (article.half_line, ["", "x" * 99], ["x" * 100, "x "]),
        (places.country_code, ["AF"], ["", "af", "AFG", "A"]),
        (places.wikidata_id, ["", "Q1"], ["1", "Q", "Qx", "q1"]),
        (cells.geonames_id, ["", "1"], ["x", "-1", "1.0"]),
        (cells.year, ["", "950", "-20"], ["0", "c. 950", "950.5", "12345", " 950"]),
        (cells.words(2), ["one", "one two"], ["", "one two three", " one"]),
        (cells.language_name, ["fa=کابل", "zh-Hant=中国", "pt-BR=a", "ckb=عێراق"],
         ["", "=a", "fa", "fa=", "fa= کابل", "persian=کابل", "FA=کابل", "fa_AF=کابل"]),
    ],
)  # fmt: skip
def test_cells_are_read_or_refused(
    parse: Callable[[str], Any], good: list[str], bad: list[str]
) -> None:
    """Each parser takes what its column promises and refuses its near misses."""
    for cell in good:
        parse(cell)
    for cell in bad:
        with pytest.raises(ValueError, match=r".*"):
            parse(cell)


def test_language_name_is_taken_apart() -> None:
    """A name in another script keeps its language tag."""
    assert cells.language_name("fa=کابل") == cells.Name("fa", "کابل")
