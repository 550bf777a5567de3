"""The state: a link opens what it was made from, a bad value costs a sentence, reading is pure."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import astuple, fields, replace
from functools import cache
from urllib.parse import parse_qs, urlencode

import pytest
from apptest import (
    HOSTILE,
    ROOT,
    choose,
    click_map,
    follow,
    heading,
    linked,
    press,
    ran,
    said,
    tell,
    turn_to,
    unfold,
    visit,
    warnings,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from streamlit.runtime.state.query_params import QueryParams
from streamlit.testing.v1 import AppTest

from geo import paths
from geo.extents.catalogue import read_catalogue
from geo.lookup import build_index
from geo.messages.catalogue import languages
from geo.messages.faults import quoted
from geo.quiz.answers import Pick
from geo.quiz.plan import read_plan
from geo.text.corpus import read_corpus
from geo.tours import MOST_STEPS, read_tours
from geo.vocabulary import GROUPS, PlaceOrder, UnitKind, Use
from views.data import Data
from views.state import (
    PARAMETERS,
    TOGETHER,
    WIDE,
    Lines,
    Link,
    Panel,
    Parameter,
    State,
    TextSize,
    defaults,
    link_of,
    parse,
)

CORPUS, CATALOGUE = read_corpus(), read_catalogue()
TOURS = read_tours(paths.DATA)
DATA = Data(CORPUS, CATALOGUE, build_index(CORPUS, CATALOGUE), TOURS)
NO_DATA = Data()

GOOD: dict[str, set[str]] = {
    "lang": set(languages()),
    "panel": set(Panel),
    "place": set(CORPUS.places),
    "passage": {passage.passage_id for passage in CORPUS.article.passages},
    "group": {group.group_id for group in GROUPS},
    "order": {"region", "name", "kind", "mention"},
    "use": {"literal", "metonym", "historic", "embedded"},
    "follow": {"on", "off"},
    "only": {"on", "off"},
    "lines": {"trail", "company"},
    "extent": {*CATALOGUE.extents, TOGETHER, WIDE},
    "against": set(CATALOGUE.extents),
    "note": {one.dispute_id for one in CATALOGUE.evidence.disputes},
    "units": {"province", "country"},
    "ask": {*DATA.index.subjects, *DATA.index.same_as},
    "text": set(TextSize),
    "beside": {"on", "off"},
    "quiz": {"4711-all-10", "1-m-5", "9999-cw-20", "0-pio-5"},
    "tour": set(TOURS),
    "at": {"2", "3"},
    "present": {"1"},
    "view": {"62.214,34.353,7.50", "-180.000,85.000,0.00", "180.000,-85.000,22.00"},
}
"""The values that a link may have for each key, but for offsets and what a person types.

Of views these are only some.
"""

ANY_TEXT = {"q"}
"""The key of what a person types: no value is bad."""

fewer = settings(max_examples=50)
BY_KEY = {parameter.key: parameter for parameter in PARAMETERS}
FALLIBLE = sorted(set(BY_KEY) - ANY_TEXT)


STARTS = {
    place_id: [mention.start for mention in mentions]
    for place_id, mentions in CORPUS.mentions_of.items()
}


@cache
def good(key: str) -> st.SearchStrategy[str]:
    return st.sampled_from(sorted(GOOD[key]))


def perhaps(key: str) -> st.SearchStrategy[str]:
    return st.just("") | good(key)


SIGHTS = st.tuples(
    st.integers(-180_000, 180_000).map(lambda value: value / 1000),
    st.integers(-85_000, 85_000).map(lambda value: value / 1000),
    st.integers(0, 2200).map(lambda value: value / 100),
)
"""Where a person can look, as exactly as a link tells it."""


@st.composite
def states(draw: st.DrawFn) -> State:
    """Draw a state that a person can reach: a mention is one of the place that is open."""
    place = draw(perhaps("place"))
    return State(
        language=draw(st.sampled_from(languages())),
        panel=draw(st.sampled_from(Panel)),
        place=place,
        mention=draw(st.sampled_from([None, *STARTS.get(place, [])])),
        passage=draw(perhaps("passage")),
        groups=tuple(draw(st.lists(good("group"), unique=True))),
        uses=tuple(draw(st.lists(st.sampled_from(Use), unique=True))),
        query=draw(st.text()),
        order=draw(st.sampled_from(PlaceOrder)),
        follows=draw(st.booleans()),
        only=draw(st.booleans()),
        lines=tuple(draw(st.lists(st.sampled_from(Lines), unique=True))),
        extent=draw(perhaps("extent")),
        against=draw(perhaps("against")),
        note=draw(perhaps("note")),
        units=draw(st.sampled_from(UnitKind)),
        subject=draw(perhaps("ask")),
        sight=draw(st.none() | SIGHTS),
        text_size=draw(st.sampled_from(TextSize)),
        beside=draw(st.booleans()),
        quiz=read_plan(draw(good("quiz"))),
        tour=draw(perhaps("tour")),
        at=draw(st.integers(1, min(len(one.steps) for one in TOURS.values()))),
        present=draw(st.booleans()),
    )


def bad_values(key: str, state: State) -> st.SearchStrategy[str]:
    """Draw what a key may not say in the link of a state."""
    if key == "mention":
        words = st.text(min_size=1).filter(lambda value: not _is_whole_number(value))
        starts = STARTS.get(state.place, [])
        offsets = st.integers().filter(lambda value: value not in starts).map(str)
        return words | offsets if state.place else words
    if key == "view":
        return bad_views()
    if key == "answers":
        return st.sampled_from(["n", "n_a", "zz", "ABC", "abcdef", "1.00~2", HOSTILE])
    if key == "at":
        words = st.text(min_size=1).filter(lambda value: not _is_whole_number(value))
        return words | (st.integers(max_value=0) | st.integers(MOST_STEPS + 1)).map(str)
    near = good(key).map(str.upper) | st.just(HOSTILE)
    return (near | st.text(min_size=1)).filter(lambda value: value not in GOOD[key])


def bad_views() -> st.SearchStrategy[str]:
    """Draw what is no view: words, too few or too many numbers, or one that is out of range."""
    words = st.text(min_size=1).filter(lambda value: value.count(",") != 2)
    bad = st.sampled_from(["", "east", "nan", "inf", "1e999", "-180.001", "181"])
    spoilt = st.builds(_spoilt, SIGHTS, st.integers(0, 2), bad)
    return words | spoilt


def _spoilt(sight: tuple[float, ...], at: int, value: str) -> str:
    return ",".join(value if one == at else str(number) for one, number in enumerate(sight))


def _is_whole_number(value: str) -> bool:
    try:
        int(value)
    except ValueError:
        return False
    return True


def through_the_address(link: Link) -> Link:
    """Write a link as the query of an address, and read it again."""
    return parse_qs(urlencode(link, doseq=True), keep_blank_values=True)


# A state and its link


def test_each_field_of_the_state_has_one_parameter():
    assert sorted(one.field for one in PARAMETERS) == sorted(one.name for one in fields(State))
    keys = [key for one in PARAMETERS for key in (one.key, one.former) if key]
    assert len(keys) == len(set(keys))


@fewer
@given(states())
def test_the_link_of_a_state_opens_the_same_state(state):
    read, bad = parse(through_the_address(link_of(state)), DATA)
    assert (read, bad) == (state, [])
    assert list(map(type, astuple(read))) == list(map(type, astuple(state)))


SAMPLES = {
    "order": PlaceOrder.MENTION,
    "language": "zz", "panel": Panel.BORDERS, "place": "kabul", "mention": 16472,
    "passage": "p024", "groups": ("country", "province"), "uses": (Use.METONYM,),
    "query": "Herat", "follows": False, "only": True,
    "lines": (Lines.TRAIL,), "extent": TOGETHER,
    "against": "yaqut", "note": "bust", "units": UnitKind.COUNTRY, "subject": "AF-HER",
    "sight": (62.214, -34.353, 7.5), "text_size": TextSize.LARGE, "beside": True,
    "quiz": read_plan("4711-c-5"), "answers": (Pick((1,)),),
    "tour": "herat", "at": 3, "present": True,
}  # fmt: skip


@pytest.mark.parametrize("parameter", PARAMETERS, ids=lambda parameter: parameter.key)
def test_each_key_survives_the_way_through_a_link(parameter: Parameter):
    value = SAMPLES[parameter.field]
    fields_needed = {"mention": "place", "answers": "quiz"}
    needed = {name: SAMPLES[name] for name in [fields_needed.get(parameter.field)] if name}
    state = State(**{**needed, parameter.field: value})
    if parameter.field == "tour":
        state = replace(state, panel=Panel.TOUR)  # A link to a tour opens the tour.
    link = link_of(state)
    assert set(link) == {parameter.key, *needed}
    assert getattr(parse(link, DATA)[0], parameter.field) == value


@fewer
@given(states())
def test_a_default_value_leaves_no_trace_in_the_link(state):
    for parameter in PARAMETERS:
        usual = defaults(state.tour)[parameter.field]
        default = replace(state, **{parameter.field: usual})
        assert parameter.key not in link_of(default)
    assert link_of(State()) == {}


def test_a_default_value_may_stand_in_a_link():
    link = {"lang": ["en"], "panel": ["places"], "follow": ["on"], "units": ["province"]}
    assert parse(link, DATA) == (State(), [])


@fewer
@given(states(), st.sampled_from(sorted(set(GOOD) - {"group", "use", "lines"})), st.data())
def test_the_last_good_value_of_a_key_counts(state, key, data):
    values = data.draw(st.lists(good(key), min_size=2, max_size=3))
    several, _ = parse(link_of(state) | {key: values}, DATA)
    one, _ = parse(link_of(state) | {key: values[-1:]}, DATA)
    assert several == one


def test_a_value_that_is_given_twice_counts_once():
    assert parse({"group": ["country", "site", "country"]}, DATA)[0].groups == ("country", "site")


# Bad values


@fewer
@given(states(), st.sampled_from(FALLIBLE), st.data())
def test_a_bad_value_beside_the_good_ones_costs_one_sentence_and_nothing_else(state, key, data):
    link = link_of(state)
    values = list(link.get(key, []))
    bad = data.draw(bad_values(key, state))
    values.insert(data.draw(st.integers(0, len(values))), bad)
    assert parse(link | {key: values}, DATA) == (state, [(BY_KEY[key].fault, bad)])


@fewer
@given(states(), st.sampled_from(FALLIBLE), st.data())
def test_a_bad_value_in_place_of_a_good_one_leaves_the_default_there(state, key, data):
    parameter = BY_KEY[key]
    bad = data.draw(bad_values(key, state))
    link = link_of(state) | {key: [bad]}
    expected = replace(state, **{parameter.field: defaults(state.tour)[parameter.field]})
    if key == "tour" and "panel" not in link:
        expected = replace(expected, panel=Panel.PLACES)
    assert parse(link, DATA) == (expected, [(parameter.fault, bad)])


@fewer
@given(states(), st.dictionaries(st.text(), st.lists(st.text(), min_size=1)))
def test_an_unknown_key_is_ignored(state, others):
    known = {key for one in PARAMETERS for key in (one.key, one.former) if key}
    others = {key: values for key, values in others.items() if key not in known}
    assert parse(link_of(state) | others | {"": ["atlantis"]}, DATA) == (state, [])


@fewer
@given(states(), st.sampled_from(sorted(BY_KEY)))
def test_an_empty_value_counts_as_none(state, key):
    link = link_of(state)
    assert parse(link | {key: [*link.get(key, []), ""]}, DATA) == (state, [])


def test_every_bad_value_has_its_own_sentence():
    """The sentence quotes the value; there is none for what a person types."""
    for parameter in PARAMETERS:
        assert ("{value}" in parameter.fault) == (parameter.key not in ANY_TEXT)
    faults = [parameter.fault for parameter in PARAMETERS if parameter.fault]
    assert len(set(faults)) == len(faults)


@fewer
@given(states())
def test_what_cannot_be_checked_is_believed(state):
    """Where the data cannot be read, a link keeps what it asks for, and no sentence blames it."""
    assert parse(link_of(state), NO_DATA) == (state, [])


@pytest.mark.faults
@pytest.mark.parametrize(
    ("link", "bad"),
    [
        ({"lang": "xx"}, "xx"),
        ({"panel": "atlantis"}, "atlantis"),
        ({"place": "atlantis"}, "atlantis"),
        ({"place": "KABUL"}, "KABUL"),
        ({"place": "kabul\u0000"}, "kabul\u0000"),
        ({"place": "x" * 5000}, "x" * 5000),
        ({"place": HOSTILE}, HOSTILE),
        ({"place": "kabul", "mention": "x"}, "x"),
        ({"place": "kabul", "mention": "16473"}, "16473"),
        ({"place": "kabul", "mention": "20"}, "20"),
        ({"group": "junk"}, "junk"),
        ({"kind": "junk"}, "junk"),
        ({"kind": ["country", "junk"]}, "junk"),
        ({"use": "junk"}, "junk"),
        ({"panel": "read", "passage": "p999"}, "p999"),
        ({"panel": "read", "passage": "<b>"}, "<b>"),
        ({"panel": "read", "follow": "me"}, "me"),
        ({"panel": "time", "extent": "<b>atlantis</b>"}, "<b>atlantis</b>"),
        ({"panel": "time", "against": "<b>atlantis</b>"}, "<b>atlantis</b>"),
        ({"panel": "time", "note": "<b>atlantis</b>"}, "<b>atlantis</b>"),
        ({"panel": "borders", "extent": "atlantis"}, "atlantis"),
        ({"panel": "borders", "units": "district"}, "district"),
        ({"panel": "borders", "ask": "atlantis"}, "atlantis"),
        ({"panel": "borders", "ask": "AF-HER' || '1"}, "AF-HER' || '1"),
        ({"panel": "borders", "ask": HOSTILE}, HOSTILE),
        ({"view": "62.2,34.3"}, "62.2,34.3"),
        ({"view": "62.2,86,7"}, "62.2,86,7"),
        ({"panel": "time", "view": "nan,34.3,7"}, "nan,34.3,7"),
        ({"place": "kabul", "view": HOSTILE}, HOSTILE),
    ],
    ids=str,
)
def test_a_bad_value_gives_one_sentence_on_the_screen_and_stays_in_the_link(link, bad):
    at = visit(**link)
    [warning] = warnings(at)
    assert quoted(bad) in warning
    for key, value in link.items():
        assert linked(at, key) == ([value] if isinstance(value, str) else value)
    assert "alert(1)</script>" not in "".join(element.value for element in at.get("html"))


def test_an_odd_link_gives_no_sentence():
    at = visit()
    for link in ({"place": ""}, {"mention": "20"}, {"group": ["country"] * 2}, {"other": "x"},
                 {"": "x"}):  # fmt: skip
        assert warnings(follow(at, **link)) == []


# Reading and writing


@fewer
@given(states(), st.sampled_from(FALLIBLE), st.data())
def test_parsing_changes_nothing(state, key, data):
    link = link_of(state) | {key: [data.draw(bad_values(key, state))]}
    before = deepcopy(link)
    assert parse(link, DATA) == parse(link, DATA)
    assert link == before


def test_reading_a_link_never_writes_it():
    """Whatever is wrong with a link, and in whichever panel, the address stays as it was."""
    link = {
        "place": "kabul", "mention": "20", "kind": ["country", "junk"], "use": "embedded",
        "passage": "p999", "extent": "atlantis", "follow": "on", "other": "x", "q": "",
    }  # fmt: skip
    at = visit()
    for panel in ["atlantis", *Panel]:
        follow(at, panel=panel, **link)
        assert dict(at.query_params) == {"panel": panel, **link}


def test_an_old_link_opens_and_the_next_action_renames_its_key():
    at = visit(kind=["country", "site"])
    assert not warnings(at)
    assert linked(at, "kind") == ["country", "site"]
    turn_to(at, "time")
    assert linked(at, "group") == ["country", "site"]
    assert linked(at, "kind") == []


def test_an_action_leaves_bad_values_out_of_the_link():
    at = turn_to(visit(place="kabul", mention="20", use="junk", other="x"), "time")
    assert dict(at.query_params) == {"place": "kabul", "panel": "time"}
    assert not warnings(at)


@pytest.mark.parametrize("key", ["next", "previous", "all-places"])
def test_an_action_does_not_undo_back_or_forward(key):
    """The browser went to another link while the screen still showed what was before it."""
    at = visit(place="kabul", mention="16472")
    at.query_params.clear()
    at.query_params["place"] = "iran"
    press(at, key)
    assert dict(at.query_params) == {"place": "iran"}
    assert heading(at) == "Iran"
    press(at, "all-places")
    assert dict(at.query_params) == {}


def test_every_action_counts_before_the_browser_hears_of_the_first():
    """Its link is then still the one before the first."""
    at = visit(place="kabul")
    before, mentions = dict(at.query_params), [[]]
    for _ in range(4):
        at.query_params.clear()
        at.query_params.update(before)
        press(at, "next")
        mentions.append(linked(at, "mention"))
    assert len({*map(tuple, mentions)}) == 5


@pytest.mark.parametrize(
    ("link", "key"), [({"panel": "borders"}, "compare-growth"), ({"place": "kabul"}, "next")]
)
def test_an_action_is_one_step_of_the_history(link, key, monkeypatch):
    at = visit(**link)
    written = []
    write = QueryParams.from_dict
    monkeypatch.setattr(
        QueryParams, "from_dict", lambda self, new: (written.append(new), write(self, new))
    )
    press(at, key)
    assert len(written) == 1


def test_going_back_to_the_defaults_empties_the_link():
    at = turn_to(visit(place="kabul", mention="16472"), "read")
    turn_to(at, "places")
    assert dict(press(at, "all-places").query_params) == {}


def test_each_session_begins_with_its_link():
    """What one person opened is not open in another's session."""
    visit(place="kabul", extent="yaqut")
    assert "Yaqut" not in said(visit())


# Where a person looks

HERE, THERE = "62.214,34.353,7.50", "69.172,34.531,8.00"


def move_map(at: AppTest, view: str) -> None:
    """Write a view into the link, as the browser does without a run."""
    at.query_params["view"] = view


@pytest.mark.parametrize(
    ("link", "act"),
    [
        ({}, lambda at: turn_to(at, "time")),
        ({}, lambda at: choose(unfold(at, "filters"), "group", ["country"])),
        ({}, lambda at: choose(unfold(at, "filters"), "use", ["metonym"])),
        ({"place": "kabul"}, lambda at: press(at, "next")),
        ({"panel": "read"}, lambda at: tell(at, "search", ("passage", "4700"))),
        ({"panel": "read"}, lambda at: tell(at, "reading-chart", ("went", 4))),
        ({"panel": "time"}, lambda at: click_map(at, "note", "bust")),
        ({"panel": "time"}, lambda at: ran(at.selectbox(key="against").select("yaqut").run())),
    ],
)
@pytest.mark.parametrize("moved_after", [False, True])
def test_an_action_leaves_a_person_where_they_look(link, act, moved_after):
    """That is where the browser says they look now, whatever the last run knew."""
    at = visit(**link, view=HERE)
    if moved_after:
        move_map(at, THERE)
    before = dict(at.query_params)
    act(at)
    assert dict(at.query_params) != before
    assert linked(at, "view") == [THERE if moved_after else HERE]


@pytest.mark.parametrize(
    ("link", "act"),
    [
        ({}, lambda at: tell(at, "places", ("chosen", "kabul"))),
        ({}, lambda at: click_map(at, "place", "kabul")),
        ({"place": "kabul"}, lambda at: click_map(at, "place", "kabul")),
        ({"panel": "read"}, lambda at: press(at, "walk-on")),
        ({"panel": "time"}, lambda at: tell(at, "timeline", ("chosen", "yaqut"))),
        ({"panel": "time"}, lambda at: click_map(at, "subject", "nishapur")),
        ({"panel": "borders"}, lambda at: click_map(at, "subject", "AF-HER")),
    ],
)
def test_an_action_that_sends_the_map_elsewhere_forgets_where_a_person_looked(link, act):
    at = visit(**link, view=HERE)
    move_map(at, THERE)
    act(at)
    assert linked(at, "view") == []


def test_a_bad_view_is_not_kept_by_an_action():
    at = turn_to(visit(place="kabul", view="far away"), "time")
    assert dict(at.query_params) == {"place": "kabul", "panel": "time"}


def test_moving_the_map_is_no_step_back_or_forward():
    """The next action counts; before it nothing changes, and the link stays as it is."""
    at = visit(place="kabul")
    for view in (HERE, THERE):
        move_map(at, view)
        ran(at.run())
        assert dict(at.query_params) == {"place": "kabul", "view": view}
        assert heading(at) == "Kabul"
    move_map(at, HERE)
    press(at, "next")
    mention = linked(at, "mention")
    assert mention
    at.query_params.pop("view")
    press(at, "next")
    assert linked(at, "mention") not in ([], mention)
    assert linked(at, "view") == []


# Who touches what


def modules() -> Iterator[tuple[str, ast.Module]]:
    for path in [ROOT / "app.py", *sorted((ROOT / "views").rglob("*.py"))]:
        yield str(path.relative_to(ROOT)), ast.parse(path.read_text(encoding="utf-8"))


def mention(*names: str) -> set[str]:
    """List the modules of the screen that use one of these names."""
    return {
        path for path, tree in modules() for node in ast.walk(tree) if names_of(node) & set(names)
    }


def names_of(node: ast.AST) -> set[str]:
    match node:
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return {name}
        case ast.ImportFrom(names=aliases) | ast.Import(names=aliases):
            return {alias.name for alias in aliases}
        case ast.Constant(value=str(value)):
            return {value}
        case _:
            return set()


@pytest.mark.parametrize(
    ("names", "where"),
    [
        (("session_state", "query_params"), {"views/state.py"}),
        (("write_state",), {"views/actions.py"}),
        (("from_dict",), {"views/state.py"}),
        (("trigger",), {"views/components/__init__.py"}),
        (("cache_resource",), {"views/data.py", "views/components/__init__.py"}),
        (("cache_data",), set()),
    ],
)
def test_only_these_modules_use(names: tuple[str, ...], where: set[str]):
    assert mention(*names) == where
