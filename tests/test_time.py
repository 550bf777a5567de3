"""The panel Through time without a browser: who says so, who disagrees, and the link."""

from __future__ import annotations

import json
import re

import pytest
from apptest import (
    component,
    layers,
    linked,
    markup,
    press,
    ran,
    said,
    scene,
    tell,
    turn_to,
    unfold,
    visit,
    warnings,
    words_of,
)
from markupsafe import escape
from streamlit.testing.v1 import AppTest

from geo.extents.catalogue import read_catalogue
from geo.extents.change import compare_towns
from geo.messages.extents import (
    about_lead,
    agreeing_sources,
    all_together,
    cited,
    compared,
    dependence,
    evidence_label,
    majority,
    name_in_heading,
    only,
    relation_heading,
    size,
    timeline_name,
    wide_sense,
    years,
)
from geo.messages.extents import said as said_of
from geo.messages.render import RIGHT_TO_LEFT, with_links
from geo.messages.vocabulary import basis_name
from geo.text.corpus import read_corpus
from geo.vocabulary import PRESENT, Basis, Relation
from views.components.timeline import FIRST, LAST
from views.state import TOGETHER, WIDE

CATALOGUE = read_catalogue()
DEFAULT = CATALOGUE.default.extent_id


def time(**link: str) -> AppTest:
    return visit(panel="time", **link)


def chosen(at: AppTest) -> list[str]:
    """Give the ids of the rows that the timeline shows as chosen."""
    return component(at, "time-spot")["chosen"]


@pytest.mark.parametrize("extent_id", CATALOGUE.extents)
def test_each_extent_says_who_says_so_and_what_is_in_doubt(extent_id):
    at = time(extent=extent_id)
    extent = CATALOGUE.extents[extent_id]
    for text in (extent.source.says, extent.source.about, extent.source.disputed,
                 words_of(with_links(extent.source.citation)), extent.source.short, extent.title,
                 about_lead(extent.source), size(extent)):  # fmt: skip
        assert text in said(at)
    assert f"extent-{extent_id}" in layers(at)
    assert not warnings(at)


def test_a_bare_link_shows_the_default_extent():
    assert chosen(time()) == [DEFAULT] == ["istakhri"]


def test_the_timeline_holds_every_extent_in_the_order_of_time():
    *rows, wide = component(time(), "timeline")["rows"]
    assert wide["id"] == WIDE
    assert [row["id"] for row in rows] == list(CATALOGUE.extents)
    for row in rows:
        source = CATALOGUE.extents[row["id"]].source
        assert row["name"] == timeline_name(CATALOGUE, CATALOGUE.extents[row["id"]])
        start, end = row["speaks"]
        assert FIRST <= start <= end <= LAST
        if source.year_from and source.year_to:
            assert years(source.year_from, source.year_to) in row["when"]
        if source.written_from and source.written_to:
            assert row["written"] == [source.written_from, source.written_to]
            assert years(source.written_from, source.written_to) in row["when"]
    assert len({(row["name"], row["when"]) for row in (*rows, wide)}) == len(rows) + 1


def test_the_bar_of_the_wide_sense_holds_the_years_of_all_reports():
    wide = component(time(), "timeline")["rows"][-1]
    start, end = wide["speaks"]
    assert FIRST <= start <= end <= LAST
    for one in CATALOGUE.evidence.reports:
        assert start <= one.written_from <= one.written_to <= end
    assert years(start, end) in wide["when"]
    assert WIDE in {kind["kind"] for kind in component(time(), "timeline")["kinds"]}


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [(661, 821, "661–821"), (950, 950, "950"), (-50, 100, "50 BCE–100"), (-90, -50, "90–50 BCE"),
     (2004, PRESENT, "2004–today")],
)  # fmt: skip
def test_years_are_written_with_their_era(first, last, expected):
    assert years(first, last) == expected


@pytest.mark.parametrize(
    ("panel", "opens"),
    [("places", "time"), ("read", "time"), ("time", "time"), ("borders", "borders")],
)
def test_a_choice_on_the_timeline_opens_a_panel_that_speaks_of_it(panel, opens):
    at = tell(visit(panel=panel), "timeline", ("chosen", "mustawfi"))
    assert dict(at.query_params) == {"panel": opens, "extent": "mustawfi"}
    assert component(at, "time-spot")["keys"] == (opens == "time")


def test_a_choice_on_the_timeline_shows_that_extent():
    at = tell(time(), "timeline", ("chosen", "mustawfi"))
    assert linked(at, "extent") == ["mustawfi"]
    assert CATALOGUE.extents["mustawfi"].source.says in said(at)
    tell(at, "timeline", ("chosen", DEFAULT))
    assert linked(at, "extent") == []


def test_all_together_says_how_far_the_sources_agree():
    at = time(extent=TOGETHER)
    total = len(CATALOGUE.written)
    for least in range(1, total + 1):
        assert f'<th scope="row">{agreeing_sources(least, total)}</th>' in markup(at)
    assert "agreement" in layers(at)
    sources = [CATALOGUE.extents[key].source.source_id for key in CATALOGUE.written]
    for sentence in (
        all_together(CATALOGUE), *majority(CATALOGUE), dependence(CATALOGUE.evidence, sources),
    ):  # fmt: skip
        assert sentence
        assert words_of(sentence) in said(at)


# What people call Khorasan


def test_the_wide_sense_tells_every_report_with_who_says_so_and_where():
    """Its title, what is said, the citation, and the words themselves in their script."""
    at = time(extent=WIDE)
    evidence = CATALOGUE.evidence
    told = dict(re.findall(r"<dt>(.*?)</dt><dd[^>]*>(.*?)</dd>", markup(at), re.DOTALL))
    assert len(told) >= len(evidence.reports)
    for one in evidence.reports:
        text = told[escape(one.title)]
        assert one.says in words_of(text)
        assert with_links(evidence.citation_of(one)) in text
        language = evidence.works[one.work_id].language
        direction = "rtl" if language in RIGHT_TO_LEFT else "ltr"
        assert f'<bdi lang="{language}" dir="{direction}">{escape(one.toponym)}</bdi>' in text
    assert wide_sense() in said(at)
    assert not warnings(at)


def test_the_wide_sense_is_on_the_map_and_on_the_axis():
    at = time(extent=WIDE)
    assert chosen(at) == [WIDE]
    shown = layers(at)
    assert [key for key in shown if key.startswith("reports")]
    assert not [key for key in shown if key.startswith("extent-")]
    assert [hit for hit in scene(at)["hits"] if "reports" in hit["data"]]
    assert [layer for layer in layers(time()) if layer.startswith("reports")] == []


@pytest.mark.parametrize(("panel", "opens"), [("places", "time"), ("borders", "borders")])
def test_the_wide_sense_is_chosen_on_the_axis_and_ends_a_comparison(panel, opens):
    at = tell(visit(panel=panel, against="yaqut"), "timeline", ("chosen", WIDE))
    assert linked(at, "panel") == [opens]
    assert linked(at, "extent") == [WIDE]
    assert linked(at, "against") == []
    tell(at, "timeline", ("chosen", DEFAULT))
    assert linked(at, "extent") == []


def test_a_link_compares_nothing_with_the_wide_sense():
    """There is no area to compare."""
    at = time(extent=WIDE, against="yaqut")
    assert chosen(at) == [WIDE]
    assert not any(key.startswith("comparison") for key in layers(at))
    assert only(CATALOGUE.extents["yaqut"].source) not in said(at)
    assert "against" not in {box.key for box in at.selectbox}


def test_two_extents_are_compared_in_numbers_and_on_the_map():
    at = time(extent="istakhri", against="baladhuri")
    one, other = (CATALOGUE.extents[key] for key in ("istakhri", "baladhuri"))
    lines = re.findall(r'<span class="swatch (.*?)"></span><span>(.*?)</span>', markup(at))
    assert [(colour, words_of(words)) for colour, words in lines] == [
        (colour, words_of(words))
        for colour, words in zip(
            ("both", "only-one", "only-other"), compared(CATALOGUE, one, other), strict=True
        )
    ]
    assert only(one.source) in words_of(lines[1][1])
    assert only(other.source) in words_of(lines[2][1])
    assert "comparison-istakhri-baladhuri" in layers(at)
    marked = layers(at)["differing-istakhri-baladhuri"]
    towns = compare_towns(CATALOGUE, one, other)
    assert marked["keep"] == {"town_id": sorted(found.town.town_id for found in towns.differing)}
    assert marked["getIcon"] == "@@=properties.istakhri"
    [hit] = [hit for hit in scene(at)["hits"] if "compared" in hit["data"]]
    assert hit["tip"] == ["istakhri_tip", "baladhuri_tip"]
    assert len({label["text"] for label in scene(at)["labels"]}) == 3
    assert chosen(at) == ["istakhri", "baladhuri"]


def test_a_chosen_comparison_is_in_the_link():
    at = time()
    ran(at.selectbox(key="against").select("yaqut").run())
    assert linked(at, "against") == ["yaqut"]
    assert only(CATALOGUE.extents["yaqut"].source) in said(at)


def test_an_extent_is_not_compared_with_itself():
    at = time(extent="yaqut", against="yaqut")
    assert not any(key.startswith("comparison") for key in layers(at))
    assert name_in_heading(CATALOGUE.extents["yaqut"]) not in at.selectbox(key="against").options


def test_a_step_onto_the_extent_compared_with_ends_the_comparison():
    at = tell(time(extent="istakhri", against="muqaddasi"), "timeline", ("chosen", "muqaddasi"))
    assert linked(at, "extent") == ["muqaddasi"]
    assert linked(at, "against") == []


@pytest.mark.parametrize("note", CATALOGUE.evidence.disputes, ids=lambda note: note.dispute_id)
def test_each_dispute_can_be_read_with_its_sides_and_its_citation(note):
    at = time(note=note.dispute_id)
    assert note.says in said(at)
    assert words_of(with_links(note.citation)) in said(at)
    for source_id in (*note.counted_in, *note.on_edge, *note.counted_out):
        assert CATALOGUE.evidence.sources[source_id].short in said(at)
    press(at, "close-note")
    assert linked(at, "note") == []
    assert note.says not in said(at)


@pytest.mark.faults
@pytest.mark.parametrize("key", ["extent", "against", "note"])
def test_a_bad_link_gives_a_sentence_and_the_default_extent_is_shown(key):
    at = time(**{key: "<b>atlantis</b>"})
    [sentence] = warnings(at)
    assert "<b>atlantis</b>" in sentence
    assert CATALOGUE.default.source.says in said(at)


@pytest.mark.faults
def test_an_unknown_panel_gives_a_sentence_and_the_places():
    at = visit(panel="atlantis")
    [sentence] = warnings(at)
    assert "atlantis" in sentence
    assert component(at, "places")["rows"]


def test_what_is_chosen_stays_chosen_in_the_next_panel():
    at = turn_to(visit(place="kabul", extent="mustawfi"), "time")
    assert linked(at, "place") == ["kabul"]
    kabul = read_corpus().places["kabul"]
    assert scene(at)["choice"]["at"] == [kabul.lon, kabul.lat]
    assert CATALOGUE.extents["mustawfi"].source.says in said(at)
    turn_to(at, "places")
    assert linked(at, "panel") == []
    assert "extent-mustawfi" in layers(at)


def test_the_evidence_is_listed_in_words_when_it_is_opened():
    at = time(extent="qudama")
    statements = CATALOGUE.statements_of(CATALOGUE.extents["qudama"])
    inside = sum(one.relation is Relation.IN for one in statements)
    [label] = [one.label for one in at.expander if one.label == evidence_label(statements)]
    assert str(inside) in label
    names = [CATALOGUE.evidence.towns[one.town_id].name for one in statements]
    assert names[0] not in said(at)
    text = listed(at, "qudama")
    assert all(name in text for name in names)
    assert all(with_links(CATALOGUE.evidence.citation_of(one)) in text for one in statements)


def listed(at: AppTest, extent_id: str) -> str:
    """Open the evidence and go through what is said of the towns; give all the markup."""
    unfold(at, "evidence")
    [control] = [one for one in at.button_group if one.key == f"relation-{extent_id}"]
    statements = CATALOGUE.statements_of(CATALOGUE.extents[extent_id])
    texts = []
    for relation in Relation:
        count = sum(one.relation is relation for one in statements)
        assert (relation_heading(relation, count) in control.options) == bool(count)
        if count:
            control.set_value(relation).run()
            texts.append(markup(at))
    return "".join(texts)


@pytest.mark.parametrize("extent_id", CATALOGUE.written)
def test_the_evidence_is_in_the_words_of_the_source_page_by_page(extent_id):
    """Each town has its toponym and what is said of it, on the page where they are found."""
    evidence = CATALOGUE.evidence
    text = listed(time(extent=extent_id), extent_id)
    pages = re.findall(r"<dt>(.*?)</dt><dd[^>]*>(.*?)</dd>", text, re.DOTALL)
    for one in CATALOGUE.statements_of(CATALOGUE.extents[extent_id]):
        place = cited(evidence.citation_of(one), one.basis)
        there = [text for title, text in pages if title == place]
        words = said_of(evidence, [one])
        assert any(words in text for text in there), one
        if one.toponym:
            language = evidence.works[one.work_id].language
            assert f'<bdi lang="{language}"' in words
            assert f">{escape(one.toponym)}</bdi>" in words
        assert escape(one.says) in words


@pytest.mark.parametrize("extent_id", CATALOGUE.written)
def test_a_statement_that_was_not_read_itself_says_what_it_rests_on(extent_id):
    """What others report, or nothing confirms, is marked as that; what was read is not."""
    statements = CATALOGUE.statements_of(CATALOGUE.extents[extent_id])
    evidence = listed(time(extent=extent_id), extent_id)
    for basis in (Basis.LITERATURE, Basis.UNVERIFIED):
        expected = any(one.basis is basis for one in statements)
        assert (f"({basis_name(basis)})" in evidence) == expected


@pytest.mark.parametrize(
    "link", [{"extent": TOGETHER}, {"extent": WIDE}, {"against": "yaqut"}, {"note": "bust"}]
)
def test_the_scene_is_small_and_holds_no_outside_address(link):
    told = json.dumps(scene(time(**link)))
    assert "://" not in told
    assert len(told.encode()) < 25_000
