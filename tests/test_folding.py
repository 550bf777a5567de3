"""Folding: spelling, marks and keyboards do not matter."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.folding import fold, slug


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nangarhār", "NANGARHAR"),
        ("Sar-e Pol", "sarepol"),
        ("Da'esh", "Dāʿesh"),
        ("كابل", "کابل"),
        ("علي", "على"),
        ("خُراسان", "خراسان"),
        ("Iğdır", "igdir"),
        ("１２", "12"),
    ],
)
def test_spellings_of_one_name_fold_to_the_same(one, other):
    """Marks, case, hyphens, apostrophes and the letters of another keyboard make no difference."""
    assert fold(one) == fold(other) != ""


@given(st.text())
def test_folding_twice_changes_nothing_more(text):
    """So queries and names meet."""
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_folding_goes_letter_by_letter(text):
    """A text folds to what its characters fold to, so that each letter has an offset."""
    assert fold(text) == "".join(map(fold, text))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Razavi Khorasan", "razavi-khorasan"),
        ("Sar-e Pol", "sar-e-pol"),
        ("Kōpet  Dāg’", "kopet-dag"),
    ],
)
def test_a_slug_is_words_in_ascii(name, expected):
    """Lower case, with hyphens between the words."""
    assert slug(name) == expected


@given(st.text())
def test_a_slug_holds_nothing_but_letters_digits_and_hyphens(text):
    """Whatever the text; and a slug is its own slug."""
    assert re.fullmatch(r"([a-z0-9]+(-[a-z0-9]+)*)?", slug(text))
    assert slug(slug(text)) == slug(text)
