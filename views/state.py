"""The state of the screen: what a link holds, and what the session holds beside it.

All that a link holds is one frozen `State`, read once a run from one table, `PARAMETERS`. Only
`views.actions` writes it. Only this module touches Streamlit's session state and query parameters.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Mapping
from dataclasses import MISSING, dataclass, field, fields, replace
from enum import StrEnum
from typing import Any

import streamlit as st

from geo.errors import Fault
from geo.layers.view import parse_sight
from geo.messages.catalogue import ENGLISH, gettext, gettext_noop, languages, use_language
from geo.messages.faults import quoted
from geo.quiz.answers import Step, read_steps, write_steps
from geo.quiz.plan import NO_PLAN, Plan, read_plan, write_plan
from geo.quiz.round import Round
from geo.tours import OWN, Tour
from geo.vocabulary import GROUPS, PlaceOrder, UnitKind, Use
from views.data import Data, bank_of, round_of

VIEW, QUERY, FORMER_QUERY = "view", "q", "find"
BY_THE_BROWSER = {VIEW, QUERY, FORMER_QUERY}
"""The keys of a link that the browser itself writes, while a person moves the map or types."""

TOGETHER = "together"
"""What a link has for an extent when all written sources are shown together."""

WIDE = "wide"
"""What a link has for an extent when what people call Khorasan is shown."""


class Panel(StrEnum):
    """The panels beside the map."""

    PLACES = "places"
    READ = "read"
    TIME = "time"
    BORDERS = "borders"
    TOUR = "tour"
    QUIZ = "quiz"


class TextSize(StrEnum):
    """How large all type is, that on the map too."""

    USUAL = "usual"
    LARGE = "large"
    LARGER = "larger"


class Lines(StrEnum):
    """The lines that a reading may draw on the map."""

    TRAIL = "trail"
    """Through the places that were opened last."""
    COMPANY = "company"
    """From the place that is open to those named together with it."""


@dataclass(frozen=True)
class State:
    """All that a link holds.

    Ids are those of the data files; an empty one stands for none, or for the default extent.
    `beside` tells that the two extents which are compared stand side by side. `mention` is an
    offset into the article; `only` keeps the steps through the article to the place that is open;
    `lines` are those that the map draws of the reading; `subject` is what "Is it in Khorasan?" asks
    about. `quiz` is what the quiz asks, and `answers` are the steps taken in it so far. `sight` is
    the longitude, latitude and zoom at which a person looks, None where nobody has moved the map.
    `tour` is the guided tour and `at` its step, from 1; `present` tells that the map fills the
    screen, for a room to see.
    """

    language: str = ENGLISH
    panel: Panel = Panel.PLACES
    place: str = ""
    mention: int | None = None
    passage: str = ""
    groups: tuple[str, ...] = ()
    uses: tuple[Use, ...] = ()
    query: str = ""
    order: PlaceOrder = PlaceOrder.REGION
    follows: bool = True
    only: bool = False
    lines: tuple[Lines, ...] = ()
    extent: str = ""
    against: str = ""
    beside: bool = False
    note: str = ""
    units: UnitKind = UnitKind.PROVINCE
    subject: str = ""
    tour: str = ""
    at: int = 1
    present: bool = False
    text_size: TextSize = TextSize.USUAL
    quiz: Plan = NO_PLAN
    answers: tuple[Step, ...] = ()
    sight: tuple[float, float, float] | None = None


@dataclass(frozen=True)
class Parameter:
    """One key of a link: the field of `State` it stands for, and what it may say.

    `parse` turns the text into the field's value, and raises `ValueError` if it cannot. `known`
    names the values that the data have, given what was read before it; None where any value will
    do, as with data that cannot be read. `fault` is the sentence for a value that is not known.
    `former` is the key's name in older links.
    """

    key: str
    field: str
    fault: str = ""
    parse: Callable[[str], Any] = str
    known: Callable[[Data, Mapping[str, Any]], Container[Any] | None] = lambda *_: None
    write: Callable[[Any], str] = str
    several: bool = False
    former: str = ""


def _places(data: Data, _: Mapping[str, Any]) -> Collection[str] | None:
    return data.corpus.mentions_of if data.corpus else None


def _mentions(data: Data, before: Mapping[str, Any]) -> Collection[int] | None:
    if data.corpus is None or not before["place"]:
        return None
    return {mention.start for mention in data.corpus.mentions_of.get(before["place"], ())}


def _passages(data: Data, _: Mapping[str, Any]) -> Collection[str] | None:
    if data.corpus is None:
        return None
    return {passage.passage_id for passage in data.corpus.article.passages}


def _extents(data: Data, _: Mapping[str, Any]) -> Collection[str] | None:
    return data.catalogue.extents if data.catalogue else None


def _extents_or_all(data: Data, _: Mapping[str, Any]) -> Collection[str] | None:
    return {*data.catalogue.extents, TOGETHER, WIDE} if data.catalogue else None


def _notes(data: Data, _: Mapping[str, Any]) -> Collection[str] | None:
    if data.catalogue is None:
        return None
    return {one.dispute_id for one in data.catalogue.evidence.disputes}


def _subjects(data: Data, _: Mapping[str, Any]) -> Container[object] | None:
    return data.index


def _answers(data: Data, before: Mapping[str, Any]) -> Container[Any] | None:
    return Fitting(round_of(data, before["quiz"])) if bank_of(data) else None


class Fitting:
    """The steps that fit the questions of a quiz; none do where no questions are drawn."""

    def __init__(self, fresh: Round | None) -> None:
        self.fresh = fresh

    def __contains__(self, steps: object) -> bool:
        if self.fresh is None or not isinstance(steps, tuple):
            return False
        return replace(self.fresh, steps=steps).fits


def _tours(data: Data, _: Mapping[str, Any]) -> Collection[str] | None:
    return data.tours or None


def _tour_steps(data: Data, before: Mapping[str, Any]) -> Collection[int] | None:
    tour = tour_of(before["tour"], data)
    return range(1, len(tour.steps) + 1) if tour else None


def _is_one(value: str) -> bool:
    if value != "1":
        raise ValueError(value)
    return True


def _on_or_off(value: str) -> bool:
    if value not in {"on", "off"}:
        raise ValueError(value)
    return value == "on"


def _write_on_or_off(value: object) -> str:
    return "on" if value else "off"


def _write_sight(sight: tuple[float, float, float]) -> str:
    lon, lat, zoom = sight
    return f"{lon:.3f},{lat:.3f},{zoom:.2f}"


PARAMETERS = (
    Parameter(
        "lang", "language",
        gettext_noop("The link asks for the language {value}. The atlas does not have it."),
        known=lambda *_: languages(),
    ),
    Parameter(
        "panel", "panel",
        gettext_noop("The link asks for the panel {value}. The atlas does not have it."),
        parse=Panel,
    ),
    Parameter(
        "place", "place",
        gettext_noop("The link asks for the place {value}. The article does not name it."),
        known=_places,
    ),
    Parameter(
        "mention", "mention",
        gettext_noop("The link asks for the mention {value}. The article has none there."),
        parse=int, known=_mentions,
    ),
    Parameter(
        "passage", "passage",
        gettext_noop("The link asks for the passage {value}. The article does not have it."),
        known=_passages,
    ),
    Parameter(
        "group", "groups",
        gettext_noop("The link asks for the kind {value}. The atlas does not have it."),
        known=lambda *_: {group.group_id for group in GROUPS}, several=True, former="kind",
    ),
    Parameter(
        "use", "uses",
        gettext_noop("The link asks for the use {value}. The atlas does not have it."),
        parse=Use, several=True,
    ),
    Parameter(QUERY, "query", former=FORMER_QUERY),
    Parameter(
        "order", "order",
        gettext_noop("The link asks for the order {value}. The atlas does not have it."),
        parse=PlaceOrder,
    ),
    Parameter(
        "follow", "follows",
        gettext_noop("The link asks the map to follow {value}. It can be on or off."),
        parse=_on_or_off, write=_write_on_or_off,
    ),
    Parameter(
        "only", "only",
        gettext_noop("The link asks for steps through one place {value}. It can be on or off."),
        parse=_on_or_off, write=_write_on_or_off,
    ),
    Parameter(
        "lines", "lines",
        gettext_noop("The link asks for the lines {value}. The atlas does not have them."),
        parse=Lines, several=True,
    ),
    Parameter(
        "extent", "extent",
        gettext_noop("The link asks for the Khorasan {value}. The atlas does not have it."),
        known=_extents_or_all,
    ),
    Parameter(
        "against", "against",
        gettext_noop("The link compares with the Khorasan {value}. The atlas does not have it."),
        known=_extents,
    ),
    Parameter(
        "beside", "beside",
        gettext_noop("The link asks for maps side by side: {value}. It can be on or off."),
        parse=_on_or_off, write=_write_on_or_off,
    ),
    Parameter(
        "note", "note",
        gettext_noop("The link asks for the note {value}. The atlas does not have it."),
        known=_notes,
    ),
    Parameter(
        "units", "units",
        gettext_noop("The link asks for the units {value}. The atlas does not have them."),
        parse=UnitKind,
    ),
    Parameter(
        "ask", "subject",
        gettext_noop("The link asks about {value}. The atlas does not know it."),
        known=_subjects,
    ),
    Parameter(
        "tour", "tour",
        gettext_noop(
            "The link asks for the tour {value}. The atlas does not have it. A tour of your own "
            "must be loaded again."
        ),
        known=_tours,
    ),
    Parameter(
        "at", "at",
        gettext_noop("The link asks for step {value}. The tour does not have it."),
        parse=int, known=_tour_steps,
    ),
    Parameter(
        "present", "present",
        gettext_noop("The link asks to present {value}. It can be 1."),
        parse=_is_one, write=lambda _: "1",
    ),
    Parameter(
        "text", "text_size",
        gettext_noop("The link asks for the text size {value}. The atlas does not have it."),
        parse=TextSize,
    ),
    Parameter(
        "quiz", "quiz",
        gettext_noop("The link asks for the quiz {value}. The atlas does not have it."),
        parse=read_plan, write=write_plan,
    ),
    Parameter(
        "answers", "answers",
        gettext_noop("The answers {value} do not fit the questions. The quiz begins anew."),
        parse=read_steps, known=_answers, write=write_steps,
    ),
    Parameter(
        VIEW, "sight",
        gettext_noop("The link asks for the view {value}. The map cannot look there."),
        parse=parse_sight, write=_write_sight,
    ),
)  # fmt: skip

DEFAULTS = {one.name: one.default for one in fields(State) if one.default is not MISSING}

Link = dict[str, list[str]]
"""The parameters of a link: the values of each key."""


def parse(link: Mapping[str, list[str]], data: Data) -> tuple[State, list[tuple[str, str]]]:
    """Read a link: the state, and the sentence's template and the value for each bad value.

    A bad value counts as if it were not there.
    """
    found: dict[str, Any] = {}
    bad: list[tuple[str, str]] = []
    for parameter in PARAMETERS:
        keys = filter(None, (parameter.key, parameter.former))
        values = [value for key in keys for value in link.get(key, [])]
        known = parameter.known(data, DEFAULTS | found)
        good = []
        for value in values:
            try:
                read = parameter.parse(value)
            except ValueError:
                read = None
            if read is None or (value and known is not None and read not in known):
                if value:
                    bad.append((parameter.fault, value))
            elif value:
                good.append(read)
        if good:
            found[parameter.field] = tuple(dict.fromkeys(good)) if parameter.several else good[-1]
    return State(**defaults(found.get("tour", "")) | found), bad


def defaults(tour: str) -> dict[str, Any]:
    """Return what a link means where it says nothing: a link to a tour opens the tour."""
    return DEFAULTS | {"panel": Panel.TOUR if tour else Panel.PLACES}


def link_of(state: State) -> Link:
    """Write a state as a link; a value that is the default is left out."""
    link: Link = {}
    usual = defaults(state.tour)
    for parameter in PARAMETERS:
        value = getattr(state, parameter.field)
        if value == usual[parameter.field]:
            continue
        link[parameter.key] = [
            parameter.write(one) for one in (value if parameter.several else [value])
        ]
    return link


MEMORY = 50
"""How many links the session remembers: more than a person's clicks get ahead of the server."""


@dataclass
class Session:
    """What the session holds beside the link.

    `state` is what the link held in the last run; `links` are the last links, that one at the
    end. `flights` is incremented each time a place is chosen, so that the map flies there even if
    it is open already; `followed` is the place that was last put on the trail. `choices` is
    incremented per choice, so that the reading pane scrolls to it even if it is the same as before;
    `section` is the offset of the section in view, and `spot` what was chosen when it was last set.
    `shown` is the state that the map shows: that of a tour's step, or `state` itself. `own_tour` is
    the tour that the person has loaded, and `tour_faults` what is wrong in the file loaded last;
    `came_from` is the state before presenting.
    `trail` are the places opened last. `companion`, `whole_company` and `all_units` are the folds
    that are open; `unfolded` opens the passages of the article that are folded at first.
    """

    state: State = State()
    shown: State = State()
    own_tour: Tour | None = None
    tour_faults: tuple[Fault, ...] = ()
    came_from: State | None = None
    links: tuple[Link, ...] = ()
    flights: int = 0
    followed: str = ""
    choices: int = 0
    section: int = 0
    spot: tuple[Any, ...] = ()
    trail: list[str] = field(default_factory=list)
    companion: str = ""
    whole_company: str = ""
    all_units: bool = False
    unfolded: bool = False


def session() -> Session:
    """Return what this person's session holds."""
    held: Session = st.session_state.setdefault("session", Session())
    return held


def with_own_tour(data: Data) -> Data:
    """Add the tour that this person has loaded."""
    own = session().own_tour
    return replace(data, tours={**data.tours, OWN: own}) if own else data


def tour_of(tour_id: str, data: Data) -> Tour | None:
    """Find a tour, the first one if none is asked for; None if there is no tour at all."""
    return data.tours.get(tour_id) or next(iter(data.tours.values()), None)


def read_state(data: Data) -> tuple[State, list[str]]:
    """Read the link, with a sentence for each bad value, and write in its language from here on."""
    state, bad = parse(_link(), data)
    use_language(state.language)
    session().state = state
    _remember(_link())
    return state, [gettext(fault, value=quoted(value)) for fault, value in bad]


def write_state(state: State) -> None:
    """Put a state into the link, as one step of the browser's history."""
    session().state = state
    if link_of(state) != _link():
        st.query_params.from_dict(link_of(state))
        _remember(_link())


def has_moved(steps: int = MEMORY) -> bool:
    """Tell whether the browser has gone Back or Forward since the last run.

    The browser sends the link it shows. Until it has heard of the last runs, that is one of the
    last `steps` links; another one comes from the person.
    """
    return _steps(_link()) not in session().links[-steps:]


def sight_of_link() -> tuple[float, float, float] | None:
    """Return where the link says that a person looks now, whatever it said in the last run."""
    try:
        return parse_sight(st.query_params.get(VIEW, ""))
    except ValueError:
        return None


def _remember(link: Link) -> None:
    held = session()
    link = _steps(link)
    if link not in held.links[-1:]:
        held.links = (*held.links, link)[-MEMORY:]


def _steps(link: Link) -> Link:
    """Leave out what the browser writes: moving and typing are no steps of its history."""
    return {key: values for key, values in link.items() if key not in BY_THE_BROWSER}


def _link() -> Link:
    return {key: st.query_params.get_all(key) for key in st.query_params}


def set_widget(key: str, value: Any) -> None:
    """Let a widget show a value; one that shows it already is left alone, even while it is used."""
    if key not in st.session_state or st.session_state[key] != value:
        st.session_state[key] = value


def widget(key: str) -> Any:
    """Return what a widget shows, None before it was there."""
    return st.session_state.get(key)


def trigger(key: str, name: str) -> Any:
    """Return what the component `key` has told by `name`, None if it was something else."""
    return st.session_state[key].get(name)
