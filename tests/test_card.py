"""The card of a place says by dots whether the sources count it in Khorasan."""

from __future__ import annotations

import re
from html import unescape

import pytest
from apptest import linked, markup, press, said, visit

from geo.extents.catalogue import ExtentCatalogue
from geo.extents.inclusion import SILENT, verdicts
from geo.lookup import SubjectIndex, build_index
from geo.messages.inclusion import answers_in_words, nobody_counts_in, verdict_answer
from geo.text.corpus import Corpus
from views import data
from views.panels.inclusion import fullness

DOTS = re.compile(r'<div role="img" aria-label="(.*?)"[^>]*>(.*?)</div>')
DOT = re.compile(r'<span class="disc" style="--full:(\d+)%(;border-style:dotted)?"></span>')


@pytest.fixture(scope="module")
def index(corpus: Corpus, catalogue: ExtentCatalogue) -> SubjectIndex:
    return build_index(corpus, catalogue)


@pytest.mark.parametrize("place", ["kabul", "nangarhar", "afghanistan", "peshawar"])
def test_a_place_has_a_dot_for_each_source_in_the_order_of_time(catalogue, index, place):
    given = verdicts(catalogue, index.find(place))
    [(words, dots)] = DOTS.findall(markup(visit(place=place)))
    found = DOT.findall(dots)
    assert unescape(words) == answers_in_words(given)
    assert len(found) == len(given) == words.count(": ")
    for (full, dotted), one in zip(found, given, strict=True):
        assert bool(dotted) == (one.answer in SILENT)
        word = verdict_answer(one)
        assert (full == "100") == (word in {"in", "all"})
        assert (full == "0") == (word in {"no", "none", "silent"})


def test_the_dots_lead_to_who_says_so():
    at = press(visit(place="kabul"), "who-says")
    assert linked(at, "panel") == ["borders"]
    assert linked(at, "ask") == ["kabul"]
    assert linked(at, "place") == ["kabul"]


def test_a_place_that_no_source_counts_in_says_so():
    at = visit(place="doha")
    assert not DOTS.search(markup(at))
    assert nobody_counts_in() in said(at)


@pytest.mark.parametrize("place", ["iranian-plateau", "kashmir", "khorasan"])
def test_a_region_has_no_dots(corpus, place):
    assert place in corpus.places
    at = visit(place=place)
    assert not DOTS.search(markup(at))
    assert not any(button.key == "who-says" for button in at.button)


def test_answers_are_remembered(catalogue, index):
    kabul = index.find("kabul")
    assert data.answers(catalogue, kabul) == verdicts(catalogue, kabul)
    assert data.answers(catalogue, kabul) is data.answers(catalogue, kabul)


def test_answers_in_the_same_words_have_discs_as_full(catalogue, index):
    """A place's dots and the answers in Borders are drawn alike, and more is fuller."""
    full: dict[str, set[int]] = {}
    for subject in index.subjects.values():
        for one in verdicts(catalogue, subject):
            full.setdefault(verdict_answer(one), set()).add(fullness(one))
    assert all(len(found) == 1 for found in full.values())
    level = {word: found.pop() for word, found in full.items()}
    assert level["in"] == level["all"] == 100
    assert level["on the border"] == level["part"] == level["part, perhaps all"] == 50
    assert level["no"] == level["none"] == level["silent"] == 0
    assert level["none"] < level["perhaps all"] < level["part"] < level["most"] < level["all"]
