"""Read all that the screens say of extents, notes and subjects: no note of the workshop is seen."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from apptest import words_of

from geo.extents.catalogue import ExtentCatalogue
from geo.extents.claims import results
from geo.extents.inclusion import verdicts
from geo.lookup import SubjectIndex, build_index
from geo.messages import claims as claim_words
from geo.messages import inclusion as answer_words
from geo.messages.extents import about_lead, cited, report, said, size
from geo.messages.render import render, with_links
from geo.text.corpus import Corpus
from views.panels import disputes

WORKSHOP = re.compile(
    r"http|://|\b(not|was|were|been) opened\b|unverified|general knowledge|stage-book|"
    r"history notes|online copy",
    re.IGNORECASE,
)
ADDRESS = re.compile(r'href="(.*?)"')


@pytest.fixture(scope="module")
def index(corpus: Corpus, catalogue: ExtentCatalogue) -> SubjectIndex:
    return build_index(corpus, catalogue)


def assert_clean(htmls: Iterator[str]) -> int:
    """Assert that nothing in these pieces of HTML reads like a note; give how many links it has."""
    links = 0
    for html in htmls:
        assert not WORKSHOP.search(words_of(html)), words_of(html)
        addresses = ADDRESS.findall(html)
        assert all(one.startswith(("http://", "https://")) for one in addresses)
        assert html.count('rel="noopener"') == len(addresses)
        links += len(addresses)
    return links


def test_extents_tell_what_is_known(catalogue):
    assert assert_clean(
        render("extent", extent=one, lead=about_lead(one.source), size=size(one))
        for one in catalogue.extents.values()
    )


def test_notes_tell_what_is_known(catalogue):
    notes = catalogue.evidence.disputes
    assert assert_clean(disputes.written(note, catalogue) for note in notes) > len(notes)


def test_statements_are_cited_in_a_few_words(catalogue):
    statements = catalogue.evidence.statements
    written = [str(cited(catalogue.evidence.citation_of(one), one.basis)) for one in statements]
    assert assert_clean(iter(written)) > 500
    assert all(written)
    assert max(len(words_of(one)) for one in written) < 180


def test_what_the_sources_say_tells_what_is_known(catalogue):
    """The renderings, the reports and the witnesses of the claims."""
    evidence = catalogue.evidence
    assert_clean(str(said(evidence, [one])) for one in evidence.statements)
    assert assert_clean(str(report(evidence, one)) for one in evidence.reports)
    assert assert_clean(str(claim_words.explanation(catalogue, one)) for one in results(catalogue))


def test_answers_tell_what_is_known(catalogue, index):
    for subject in index.subjects.values():
        given = verdicts(catalogue, subject)
        assert_clean(str(answer_words.testimony(catalogue.evidence, one)) for one in given)
        assert_clean(answer_words.basis(subject, one) for one in given)


def test_cards_of_places_show_no_address(corpus):
    assert_clean(
        str(with_links(text))
        for place in corpus.places.values()
        for text in (place.source, place.note)
    )
