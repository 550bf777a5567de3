"""What a link's ids mean: the place that is open, the extents, the note, the subject."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from geo.extents.catalogue import Extent, ExtentCatalogue
from geo.extents.evidence import Dispute
from geo.extents.inclusion import Subject, Verdict
from geo.layers.view import parse_sight
from geo.messages.catalogue import gettext
from geo.text.corpus import Corpus
from geo.text.mentions import Mention
from geo.text.places import Place
from geo.tours import Step, Tour
from geo.vocabulary import Zone
from views.data import Data, answers, zones_of
from views.state import TOGETHER, WIDE, Panel, State, parse, session, tour_of


@dataclass(frozen=True)
class OpenPlace:
    """The place that is open, which of its mentions, and all its mentions that are shown.

    `subject` is what the place is where one asks whether it is in Khorasan, None where it is no
    point and no unit of today; `answers` are those of the sources.
    """

    place: Place
    mention: Mention
    mentions: Sequence[Mention]
    subject: Subject | None = None
    answers: Sequence[Verdict] = ()

    @property
    def position(self) -> int:
        """Where the open mention stands among those shown, from 0."""
        return self.mentions.index(self.mention)


@dataclass(frozen=True)
class ExtentSelection:
    """The extent that is shown, the one it is compared with, and whether all are together.

    `wide` tells that the name's wide sense is shown. `extent` is one even there, and where all are
    together, for the panels that need a single one.
    """

    extent: Extent
    against: Extent | None = None
    together: bool = False
    wide: bool = False


@dataclass(frozen=True)
class OpenStep:
    """A step of a tour: the tour, and the step's number from 1."""

    tour: Tour
    at: int

    @property
    def step(self) -> Step:
        """The step itself."""
        return self.tour.steps[self.at - 1]

    @property
    def sight(self) -> tuple[float, float, float] | None:
        """The longitude, latitude and zoom at which the step looks, None for what it shows."""
        views = self.step.show.get("view")
        return parse_sight(views[-1]) if views else None


@dataclass(frozen=True)
class Selection:
    """All that a state has selected; None where nothing is, or where the data cannot be read.

    `zones` say how near to Khorasan each place lies, by `place_id`, where the places are listed.
    """

    step: OpenStep | None = None
    place: OpenPlace | None = None
    extents: ExtentSelection | None = None
    note: Dispute | None = None
    subject: Subject | None = None
    zones: Mapping[str, Zone] = field(default_factory=dict)


def stage(state: State, data: Data) -> tuple[State, OpenStep | None]:
    """Return the state that the map shows: that of the tour's step if the tour is open.

    What is the person's own, such as the language, stays.
    """
    tour = tour_of(state.tour, data) if state.panel is Panel.TOUR else None
    shown, opened = state, None
    if tour:
        opened = OpenStep(tour, state.at)
        shown = replace(
            parse(opened.step.show, data)[0],
            language=state.language, text_size=state.text_size, query=state.query,
            tour=state.tour, at=state.at, present=state.present, sight=state.sight,
        )  # fmt: skip
    session().shown = shown
    return shown, opened


def select(state: State, data: Data, step: OpenStep | None = None) -> tuple[Selection, list[str]]:
    """Look up what a state means, with a sentence for what the filters hide."""
    place, hidden = None, list[str]()
    if data.corpus and state.place:
        place, hidden = _open_place(state, data.corpus)
        if state.panel is Panel.PLACES:
            place = _answered(place, data)
    return Selection(
        step=step,
        place=place,
        extents=_extents(state, data.catalogue) if data.catalogue else None,
        note=_note(state, data.catalogue) if data.catalogue else None,
        subject=data.index.find(state.subject) if data.index and state.subject else None,
        zones=zones_of(data) if state.panel is Panel.PLACES and place is None else {},
    ), hidden


def _open_place(state: State, corpus: Corpus) -> tuple[OpenPlace, list[str]]:
    place = corpus.places[state.place]
    # Whoever reads the article reads all of it: no filter holds there.
    uses = () if state.panel is Panel.READ else state.uses
    shown = corpus.shown_mentions(place.place_id, uses)
    wanted = next((one for one in shown if one.start == state.mention), None)
    hidden = []
    if state.panel is Panel.PLACES and state.mention is not None and wanted is None:
        hidden.append(
            gettext(
                "The filter hides that mention of {place}. Another one is shown.",
                place=place.name,
            )
        )
    return OpenPlace(place, wanted or shown[0], shown), hidden


def _answered(opened: OpenPlace, data: Data) -> OpenPlace:
    """Let the sources answer whether a place is in Khorasan, if one can ask about it."""
    subject = data.index.find(opened.place.place_id) if data.index else None
    if data.catalogue is None or subject is None or subject.reaches:
        return opened
    return replace(opened, subject=subject, answers=answers(data.catalogue, subject))


def _extents(state: State, catalogue: ExtentCatalogue) -> ExtentSelection:
    together, wide = state.extent == TOGETHER, state.extent == WIDE
    extent = catalogue.extents.get(state.extent, catalogue.default)
    against = catalogue.extents.get(state.against)
    if together or wide or against == extent:
        against = None
    return ExtentSelection(extent, against, together, wide)


def _note(state: State, catalogue: ExtentCatalogue) -> Dispute | None:
    disputes = catalogue.evidence.disputes
    return next((one for one in disputes if one.dispute_id == state.note), None)
