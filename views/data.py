"""The data, read once for all sessions; what cannot be read is missing, and all else goes on."""

from __future__ import annotations

import gc
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import streamlit as st

from geo import paths
from geo.errors import AtlasError
from geo.extents.catalogue import ExtentCatalogue, read_catalogue
from geo.extents.inclusion import Subject, Verdict, verdicts
from geo.layers.view import NOWHERE, View
from geo.lookup import SubjectIndex, build_index
from geo.messages.catalogue import current_language, gettext
from geo.messages.faults import unreadable
from geo.messages.inwords import in_words
from geo.ordering import zones
from geo.quiz.answers import Step
from geo.quiz.bank import Bank, build_bank, draw
from geo.quiz.lands import read_lands
from geo.quiz.plan import Plan
from geo.quiz.question import Question
from geo.quiz.round import Round
from geo.text.corpus import Corpus, read_corpus
from geo.tours import Known, Tour, read_known, read_tours
from geo.units import read_units
from geo.vocabulary import Zone


@dataclass(frozen=True)
class Data:
    """The article's corpus, the extents, the index of both, and the tours.

    None, or no tours, where a file is at fault.
    """

    corpus: Corpus | None = None
    catalogue: ExtentCatalogue | None = None
    index: SubjectIndex | None = None
    tours: Mapping[str, Tour] = field(default_factory=dict)


@st.cache_resource(show_spinner=False)
def _corpus() -> Corpus:
    return read_corpus(paths.DATA)


@st.cache_resource(show_spinner=False)
def _catalogue() -> ExtentCatalogue:
    return read_catalogue(paths.DATA)


@st.cache_resource(show_spinner=False)
def _index(_corpus: Corpus, _catalogue: ExtentCatalogue) -> SubjectIndex:
    return build_index(_corpus, _catalogue)


@st.cache_resource(show_spinner=False)
def _tours(*, checked: bool) -> dict[str, Tour]:
    return read_tours(paths.DATA, None if checked else Known())


@st.cache_resource(show_spinner=False)
def known() -> Known:
    """Return the ids that the steps of a tour may name."""
    return read_known(paths.DATA)


def answers(catalogue: ExtentCatalogue, subject: Subject) -> list[Verdict]:
    """Answer by every source whether a subject is in Khorasan; they are remembered."""
    return _answers(catalogue, id(catalogue), subject)


@st.cache_resource(show_spinner=False, max_entries=500)
def _answers(_catalogue: ExtentCatalogue, catalogue_id: int, subject: Subject) -> list[Verdict]:
    del catalogue_id  # Only a part of the key: the answers are those of this catalogue.
    return verdicts(_catalogue, subject)


@st.cache_resource(show_spinner=False)
def _zones(
    _corpus: Corpus, _catalogue: ExtentCatalogue | None, ids: tuple[int, int]
) -> dict[str, Zone]:
    del ids  # Only the key: the zones are those of this corpus and these extents.
    return zones(_corpus, _catalogue)


def zones_of(data: Data) -> dict[str, Zone]:
    """Say how near to Khorasan each place lies; they are remembered."""
    if data.corpus is None:
        return {}
    return _zones(data.corpus, data.catalogue, (id(data.corpus), id(data.catalogue)))


def words_of(view: View, data: Data, subject: Subject | None) -> tuple[str, ...]:
    """Say in words what a view shows, and what the sources answer of a subject; remembered."""
    reading = replace(view.reading, trail=())
    seen = replace(view, sight=NOWHERE, reading=reading, labels=())
    return _words(data, (id(data.corpus), id(data.catalogue)), current_language(), seen, subject)


@st.cache_resource(show_spinner=False, max_entries=500)
def _words(
    _data: Data, ids: tuple[int, int], language: str, view: View, subject: Subject | None
) -> tuple[str, ...]:
    del ids, language  # Only a part of the key.
    catalogue = _data.catalogue
    given = answers(catalogue, subject) if catalogue and subject else ()
    return in_words(view, catalogue, _data.corpus, subject, given)


@st.cache_resource(show_spinner=False)
def _bank(
    _corpus: Corpus, _catalogue: ExtentCatalogue, _index: SubjectIndex, ids: tuple[int, int]
) -> Bank:
    del ids  # Only the key: the bank is that of this corpus and these extents.
    return build_bank(_corpus, _catalogue, _index, read_lands(paths.REGIONS))


def bank_of(data: Data) -> Bank | None:
    """Return what the quiz can ask, read once it is needed; None where the data cannot be read."""
    if not (data.corpus and data.catalogue and data.index):
        return None
    try:
        return _bank(data.corpus, data.catalogue, data.index, (id(data.corpus), id(data.catalogue)))
    except AtlasError:
        return None


@st.cache_resource(show_spinner=False, max_entries=500)
def _questions(_bank: Bank, bank_id: int, plan: Plan) -> tuple[Question, ...]:
    del bank_id  # Only a part of the key: the questions are drawn from this bank.
    return draw(_bank, plan)


def round_of(data: Data, plan: Plan, steps: tuple[Step, ...] = ()) -> Round | None:
    """Return the round of a plan after some steps.

    None where no questions have been drawn, or where the data cannot be read.
    """
    bank = bank_of(data) if plan.seed else None
    return Round(_questions(bank, id(bank), plan), steps) if bank else None


@st.cache_resource(show_spinner=False)
def _check_units() -> None:
    read_units(paths.REGIONS)


@st.cache_resource(show_spinner=False)
def freeze() -> None:
    """Freeze long-lived objects so that later garbage collections skip them.

    Streamlit collects after each run; before this, that was four fifths of the server's work when
    a hundred people click.
    """
    gc.collect()
    gc.freeze()


def read_data() -> tuple[Data, list[tuple[str, AtlasError]]]:
    """Read the data; give the message of what is lost, and why, for each part at fault."""
    corpus = catalogue = None
    tours: dict[str, Tour] = {}
    lost: list[tuple[str, AtlasError]] = []
    try:
        corpus = _corpus()
    except AtlasError as error:
        lost.append(("corpus", error))
    try:
        catalogue = _catalogue()
    except AtlasError as error:
        lost.append(("catalogue", error))
    try:
        _check_units()
    except AtlasError as error:
        lost.append(("units", error))
    try:
        # What another file lacks because it is at fault is no fault of a tour.
        tours = _tours(checked=not lost)
    except AtlasError as error:
        lost.append(("tours", error))
    index = _index(corpus, catalogue) if corpus and catalogue else None
    return Data(corpus, catalogue, index, tours), lost


def sentence(part: str, error: AtlasError) -> str:
    """Say what cannot be shown because a part of the data is at fault."""
    lost = {
        "corpus": gettext("The article and its places cannot be shown."),
        "catalogue": gettext("The extents of Khorasan cannot be shown."),
        "tours": gettext("The guided tours cannot be shown."),
        "units": gettext("Some provinces and countries cannot be named."),
    }
    return unreadable(lost[part], error)
