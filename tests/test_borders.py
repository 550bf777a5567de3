"""Hold the panel of today's borders to its links, its sentences and its table."""

from __future__ import annotations

import csv
import json
import re
from html import unescape

import pytest
from screen import linked, markup, press, ran, said, visit, warnings
from streamlit.testing.v1 import AppTest
from test_app import HOSTILE

from geo.history import History, read_history
from geo.overlap import OVERLAP, percent, share_of_extent
from geo.regions import unit_name
from views.borders import FEW, written

ROW = re.compile(r"<tr>(.*?)</tr>", re.DOTALL)
CELL = re.compile(r"<t[hd][^>]*>(.*?)</t[hd]>", re.DOTALL)


@pytest.fixture(scope="module")
def history() -> History:
    return read_history()


def borders(**link: str) -> AppTest:
    return visit(panel="borders", **link)


def component(at: AppTest, holds: str) -> list | dict | None:
    """Give the data of the list of hits, or of the bars (they alone hold "rows")."""
    for one in at.get("bidi_component"):
        data = json.loads(one.proto.json)
        if isinstance(data, dict) == (holds == "rows") and not isinstance(data, str):
            return data
    return None


def bars(at: AppTest) -> list[list]:
    return component(at, "rows")["rows"]


def rows(at: AppTest) -> list[list[str]]:
    """Give the cells of every table on the page."""
    return [[unescape(cell) for cell in CELL.findall(row)] for row in ROW.findall(markup(at))]


def test_the_panel_says_what_the_three_provinces_are_of_the_whole(history):
    for extent_id in ("istakhri", "yaqut", "qajar-1857", "split-2004"):
        share = percent(*share_of_extent(history.overlaps, extent_id, ("IR-09", "IR-28", "IR-29")))
        words = said(borders(extent=extent_id))
        assert f"North, Razavi and South Khorasan together are {share} of " in words
    assert "100 % of this Khorasan" in words


def test_a_writer_s_khorasan_is_named_as_theirs():
    assert "% of Yaqut's Khorasan." in said(borders(extent="yaqut"))
    assert "% of al-Istakhri's Khorasan." in said(borders())
    assert "% of this Khorasan (the Sasanian " in said(borders(extent="shahrestaniha"))


def test_the_panel_says_how_much_of_each_country_lies_inside(history):
    words = said(borders()).replace("\N{NO-BREAK SPACE}", " ")
    for one in history.shares("istakhri", "country"):
        stated = f"{percent(one.low, one.high)} of {unit_name(one.unit)}" in words
        assert stated == (one.high >= 0.01)


def test_all_together_is_said_to_be_one_and_stays_in_the_link():
    at = borders(extent="together")
    assert "Shares need one Khorasan" in said(at)
    assert linked(at, "extent") == ["together"]
    assert "Shares need one Khorasan" not in said(borders())


def test_choosing_an_extent_puts_it_into_the_link():
    at = borders()
    ran(at.selectbox(key="whose").set_value("mustawfi").run())
    assert linked(at, "extent") == ["mustawfi"]
    assert "Mustawfi's Khorasan" in said(at)


def test_the_bars_are_the_fullest_provinces_in_order(history):
    at = borders()
    shares = [one for one in history.shares("istakhri", "province") if one.high >= 0.01]
    assert [bar[0] for bar in bars(at)] == [one.unit for one in shares[:FEW]]
    assert [bar[3] for bar in bars(at)] == [
        [round(100 * share) for share in (one.low, one.mid, one.high)] for one in shares[:FEW]
    ]
    press(at, "every-unit")
    assert [bar[0] for bar in bars(at)] == [one.unit for one in shares]
    press(at, "every-unit")
    assert len(bars(at)) == FEW


def test_a_province_that_is_asked_about_is_among_the_bars_wherever_it_stands(history):
    last = [one for one in history.shares("istakhri", "province") if one.high >= 0.01][-1]
    at = borders(ask=last.unit)
    assert bars(at)[-1][0] == last.unit
    assert component(at, "rows")["asked"] == last.unit


def test_countries_are_a_link_away_and_back():
    at = borders(units="country")
    assert [bar[1] for bar in bars(at)] == ["Afghanistan", "Turkmenistan", "Iran", "Pakistan"]
    [switch] = [group for group in at.get("button_group") if group.key == "units"]
    ran(switch.set_value("province").run())
    assert linked(at, "units") == []
    assert len(bars(at)) == FEW


@pytest.mark.parametrize("kind", ["province", "country"])
def test_the_table_holds_what_overlap_csv_holds(kind):
    at = borders(units=kind, extent="yaqut")
    before = len(rows(at))
    at.session_state["shares-table"] = True
    ran(at.run())
    with OVERLAP.open(encoding="utf-8") as file:
        wanted = [
            one for one in csv.DictReader(file)
            if (one["extent_id"], one["kind"]) == ("yaqut", kind)
        ]  # fmt: skip
    shown = rows(at)
    assert len(shown) == before + len(wanted) + 1
    for one in wanted:
        parts = [float(one[f"of_{band}"]) for band in ("core", "probable", "possible")]
        [row] = [row for row in shown if row[0].split(", ")[0] == unit_name(one["unit"])]
        assert row[1:] == [
            percent(float(one["low"]), float(one["high"])), percent(min(parts), max(parts)),
        ]  # fmt: skip


def test_the_file_holds_what_overlap_csv_holds(history):
    lines = written(history.shares("yaqut", "province")).decode().splitlines()
    with OVERLAP.open(encoding="utf-8") as file:
        header, *others = file.read().splitlines()
    assert lines[0] == f"{header},name"
    assert sorted(line.rpartition(",")[0] for line in lines[1:]) == sorted(
        line for line in others if line.startswith("yaqut,province,")
    )


def test_the_article_s_clauses_each_have_a_verdict():
    verdicts = re.findall(r"<li><q>(.*?)</q><strong>(.*?)</strong>", markup(borders()))
    assert len(verdicts) == 6
    assert ("most of Afghanistan", "Borne out by 5 of 7") in [
        (quote, words.partition(";")[0]) for quote, words in verdicts
    ]


def test_the_expansion_is_a_click_away_on_the_map():
    at = press(borders(), "compare-growth")
    assert linked(at, "panel") == ["time"]
    assert linked(at, "extent") == ["shahrestaniha"]
    assert linked(at, "against") == ["baladhuri"]


def test_a_link_that_asks_of_a_province_is_answered():
    at = borders(ask="AF-HER")
    assert "7 of 7 written sources count most of Herat in." in said(at)
    assert '"unit-AF-HER"' in at.get("deck_gl_json_chart")[0].proto.json


def test_a_link_that_asks_of_a_town_is_answered_with_what_names_it():
    at = borders(ask="samarqand")
    assert "3 of 7 written sources count Samarqand in: " in said(at)
    assert "names it" in said(at)
    at.session_state["stated"] = True
    assert "Counted out: " in said(ran(at.run()))


def test_a_link_that_asks_of_the_article_s_place_is_answered():
    assert "written sources count Peshawar in" in said(borders(ask="peshawar"))


def test_how_sure_a_place_is_or_how_far_it_reaches_is_said():
    assert "known to within 10 km" in said(borders(ask="peshawar"))
    words = said(borders(ask="kashmir"))
    assert "It reaches some 290 km" in words
    assert "otherwise in part, within 290 km" in words


def test_an_answer_can_be_put_away():
    at = press(borders(ask="AF-HER", extent="yaqut"), "unask")
    assert linked(at, "ask") == []
    assert linked(at, "extent") == ["yaqut"]
    assert "written sources count" not in said(at)


def test_a_typed_name_gives_what_it_may_mean():
    at = borders()
    assert component(at, "hits") is None
    ran(at.text_input(key="asking").set_value("Herat").run())
    hits = component(at, "hits")
    assert [hit[0] for hit in hits][:2] == ["AF-HER", "hara"]
    ran(at.text_input(key="asking").set_value("an").run())
    assert len(component(at, "hits")) == 8


def test_a_name_in_vain_is_said_and_shown_as_text():
    at = borders()
    ran(at.text_input(key="asking").set_value(HOSTILE).run())
    assert "alert(1)" in said(at)
    assert "<script" not in markup(at)


@pytest.mark.parametrize(
    ("link", "sentence"),
    [
        ({"ask": "atlantis"}, "asks about “atlantis”"),
        ({"ask": "AF-HER' || '1"}, "asks about “AF-HER' || '1”"),
        ({"ask": HOSTILE}, HOSTILE),
        ({"units": "district"}, "“district”"),
        ({"extent": "atlantis"}, "“atlantis”"),
    ],
)
def test_a_bad_value_gives_one_sentence_and_the_panel_stands(link, sentence):
    at = borders(**link)
    [warning] = warnings(at)
    assert sentence in warning
    assert "North, Razavi and South Khorasan together are" in said(at)
    assert "<script" not in markup(at)


def test_what_is_inferred_is_not_told_as_testimony():
    """Only Qudama names Kabul among those that count it in; the panel says so."""
    assert "Only Qudama names it; of the others it is inferred" in said(borders(ask="kabul"))
