"""The panel of today's borders without a browser: its links, its sentences, its table."""

from __future__ import annotations

import csv
import re
from html import unescape

import pytest
from apptest import (
    HOSTILE,
    choose,
    component,
    follow,
    has_component,
    layers,
    linked,
    markup,
    press,
    ran,
    said,
    tell,
    unfold,
    visit,
    warnings,
    words_of,
)
from streamlit.testing.v1 import AppTest

from geo.export.shares import write_shares
from geo.extents.catalogue import ExtentCatalogue
from geo.extents.claims import GrowthResult, results
from geo.extents.inclusion import tally, verdicts
from geo.extents.overlap import OVERLAP, share_of_extent
from geo.lookup import SubjectIndex, build_index
from geo.messages import claims as claim_words
from geo.messages import inclusion as answer_words
from geo.messages.catalogue import distance, gettext, listed, percent
from geo.messages.extents import capital, short_name, whose_khorasan
from geo.messages.render import with_links
from geo.text.corpus import Corpus
from geo.units import country_of, unit_name
from geo.vocabulary import Role, UnitKind
from views.panels.borders import FEW, LEAST

NAMESAKES = ("IR-09", "IR-28", "IR-29")
"""The provinces that bear the name today: Razavi, North and South Khorasan."""

ROW = re.compile(r"<tr>(.*?)</tr>", re.DOTALL)
CELL = re.compile(r"<t[hd][^>]*>(.*?)</t[hd]>", re.DOTALL)
PARAGRAPH = re.compile(r'<p class="body-text[^"]*">(.*?)</p>', re.DOTALL)
ANSWER = re.compile(
    r"<li><span class=\"disc\" style=\"--full:(\d+)%(?:;border-style:dotted)?\"></span>"
    r"<span>(.*?)</span><span>(?:<details><summary>)?<strong>(.*?)</strong>(.*?)</span></li>"
)


@pytest.fixture(scope="module")
def index(corpus: Corpus, catalogue: ExtentCatalogue) -> SubjectIndex:
    return build_index(corpus, catalogue)


def borders(**link: str) -> AppTest:
    return visit(panel="borders", **link)


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def paragraphs(at: AppTest) -> list[str]:
    """Give the sentences of the headline: the three provinces, the countries, the parts."""
    [html] = [one.value for one in at.get("html") if "body-text headline" in one.value]
    return [plain(words_of(text)) for text in PARAGRAPH.findall(html)]


def bars(at: AppTest) -> list[list]:
    return component(at, "bars")["rows"]


def hits(at: AppTest) -> list[str]:
    """Give the ids of what a typed name may mean."""
    if not has_component(at, "subjects"):
        return []
    return [line["target"]["value"] for line in component(at, "subjects")["lines"]]


def rows(at: AppTest) -> list[list[str]]:
    """Give the cells of every table on the page."""
    return [[unescape(cell) for cell in CELL.findall(row)] for row in ROW.findall(markup(at))]


def overlap_file(extent_id: str, kind: str) -> list[dict[str, str]]:
    with OVERLAP.open(encoding="utf-8") as file:
        return [
            row for row in csv.DictReader(file)
            if (row["extent_id"], row["kind"]) == (extent_id, kind)
        ]  # fmt: skip


# The headline


def test_the_headline_says_what_part_of_the_whole_the_three_provinces_are(catalogue):
    at = borders()
    for extent_id in ("istakhri", "yaqut", "qajar-1857", "split-2004"):
        share = percent(*share_of_extent(catalogue.overlaps, extent_id, NAMESAKES))
        headline, *_ = paragraphs(follow(at, panel="borders", extent=extent_id))
        assert listed(["North", "Razavi", "South"]) in headline
        assert plain(share) in headline
        assert whose_khorasan(catalogue.extents[extent_id]) in headline
        assert f"<strong>{share}</strong>" in markup(at)
    assert plain(percent(1, 1)) in headline


def test_a_writer_s_khorasan_is_named_by_the_writer(catalogue):
    """A list that has no writer is named in full, with its date."""
    yaqut, list_of_cities = (catalogue.extents[key].source for key in ("yaqut", "shahrestaniha"))
    headline, *_ = paragraphs(borders(extent="yaqut"))
    assert short_name(yaqut) in headline
    assert yaqut.short not in headline
    assert list_of_cities.short in paragraphs(borders(extent="shahrestaniha"))[0]


def test_the_panel_says_how_much_of_each_country_is_inside(catalogue):
    _, countries, _ = paragraphs(borders())
    for one in catalogue.shares("istakhri", UnitKind.COUNTRY):
        share = gettext("{share} of {country}", share=plain(percent(*one.inside)),
                        country=unit_name(one.unit))  # fmt: skip
        assert (share in countries) == (one.possible >= 0.01)


def test_the_panel_says_how_the_extent_is_shared_among_the_countries(catalogue):
    _, _, parts = paragraphs(borders())
    for one in catalogue.shares("istakhri", UnitKind.COUNTRY):
        share = f"{plain(percent(*one.of_extent))} in {unit_name(one.unit)}"
        assert (share in parts.replace(" of it lies", "")) == (one.of_extent[1] >= 0.01)


def test_all_together_is_answered_by_one_and_stays_in_the_link(catalogue):
    words = gettext(
        "Shares need one Khorasan. This is the one of {name}.",
        name=catalogue.default.source.short,
    )
    at = borders(extent="together")
    assert words in said(at)
    assert linked(at, "extent") == ["together"]
    at = borders(extent="wide")
    assert words in said(at)
    assert linked(at, "extent") == ["wide"]
    assert words not in said(borders())


def test_a_chosen_extent_is_in_the_link_and_the_default_one_is_not(catalogue):
    at = borders()
    ran(at.selectbox(key="whose").set_value("mustawfi").run())
    assert linked(at, "extent") == ["mustawfi"]
    assert whose_khorasan(catalogue.extents["mustawfi"]) in said(at)
    assert "shares-mustawfi" in layers(at)
    ran(at.selectbox(key="whose").set_value(catalogue.default.extent_id).run())
    assert linked(at, "extent") == []


# The bars and the table


def test_the_bars_are_the_fullest_provinces_in_order(catalogue):
    at = borders()
    shares = [one for one in catalogue.shares("istakhri", UnitKind.PROVINCE)
              if one.possible >= LEAST]  # fmt: skip
    assert len(shares) > FEW
    assert [bar[0] for bar in bars(at)] == [one.unit for one in shares[:FEW]]
    assert [bar[1:5] for bar in bars(at)] == [
        [
            unit_name(one.unit), country_of(one.unit),
            [round(100 * share) for share in (one.core, one.probable, one.possible)],
            percent(one.core, one.possible),
        ]
        for one in shares[:FEW]
    ]  # fmt: skip
    press(at, "every-unit")
    assert [bar[0] for bar in bars(at)] == [one.unit for one in shares]
    press(at, "every-unit")
    assert len(bars(at)) == FEW


def test_a_bar_asks_about_its_province():
    at = tell(borders(), "bars", ("chosen", "AF-HER"))
    assert linked(at, "ask") == ["AF-HER"]
    assert component(at, "bars")["subject"] == "AF-HER"


def test_the_province_that_is_asked_about_always_has_a_bar(catalogue):
    shares = catalogue.shares("istakhri", UnitKind.PROVINCE)
    last = [one for one in shares if one.possible >= LEAST][-1]
    at = borders(ask=last.unit)
    assert bars(at)[-1][0] == last.unit
    assert component(at, "bars")["subject"] == last.unit


def test_countries_are_a_link_away_and_back():
    at = borders(units="country")
    assert [bar[1] for bar in bars(at)] == ["Afghanistan", "Turkmenistan", "Iran", "Pakistan"]
    choose(at, "units", "province")
    assert linked(at, "units") == []
    assert len(bars(at)) == FEW


@pytest.mark.parametrize("kind", UnitKind)
def test_the_table_holds_what_overlap_csv_holds(kind):
    at = borders(units=kind, extent="yaqut")
    before = len(rows(at))
    unfold(at, "shares-table")
    wanted = overlap_file("yaqut", kind)
    shown = rows(at)
    assert wanted
    assert len(shown) == before + len(wanted) + 1
    for one in wanted:
        parts = [float(one[f"of_{band}"]) for band in ("core", "probable", "possible")]
        [row] = [row for row in shown if row[0].split(", ")[0] == unit_name(one["unit"])]
        assert row[1:] == [
            percent(float(one["low"]), float(one["high"])), percent(min(parts), max(parts)),
        ]  # fmt: skip


def test_the_download_holds_what_overlap_csv_holds(catalogue):
    lines = write_shares(catalogue.shares("yaqut", UnitKind.PROVINCE)).decode().splitlines()
    header, *others = OVERLAP.read_text(encoding="utf-8").splitlines()
    assert lines[0] == f"{header},name"
    assert sorted(line.rpartition(",")[0] for line in lines[1:]) == sorted(
        line for line in others if line.startswith("yaqut,province,")
    )
    assert [line.rpartition(",")[2] for line in lines[1:]] == [
        unit_name(line.split(",")[2]) for line in lines[1:]
    ]


# The article's sentence


def test_each_claim_of_the_article_has_a_verdict(catalogue):
    found = re.findall(r"<li><q[^>]*>(.*?)</q><strong>(.*?)</strong>", markup(borders()))
    tested = results(catalogue)
    assert len(found) == 6
    assert [(unescape(quote), unescape(words)) for quote, words in found] == [
        (one.claim.quote, claim_words.verdict(catalogue, one)) for one in tested
    ]
    [afghanistan] = [words for quote, words in found if quote == "most of Afghanistan"]
    agreeing = next(one.agreeing for one in tested if one.claim.quote == "most of Afghanistan")
    total = len(catalogue.written)
    assert agreeing < total
    assert unescape(afghanistan).startswith(
        gettext("{number} of {total} sources agree", number=agreeing, total=total)
    )


def test_the_claim_of_growth_tells_each_list_and_where_it_stands(catalogue):
    at = borders()
    [grew] = [one for one in results(catalogue) if isinstance(one, GrowthResult)]
    for one in grew.witnesses:
        assert one.says in said(at)
        assert with_links(catalogue.evidence.citation_of(one)) in markup(at)


def test_the_table_of_the_claims_has_a_row_for_each_written_source(catalogue):
    shown = rows(unfold(borders(), "claims-table"))
    names = [short_name(catalogue.extents[key].source) for key in catalogue.written]
    assert [row[0] for row in shown if row[0] in names] == names


def test_the_growth_is_a_click_away_on_the_map(catalogue):
    at = press(borders(), "compare-growth")
    assert linked(at, "panel") == ["time"]
    assert linked(at, "extent") == [catalogue.standing_for(Role.SASANIAN).extent_id]
    assert linked(at, "against") == [catalogue.standing_for(Role.UMAYYAD).extent_id]
    assert linked(at, "extent") + linked(at, "against") == ["shahrestaniha", "baladhuri"]


# Is it in Khorasan?


@pytest.mark.parametrize("key", ["AF-HER", "AF", "samarqand", "peshawar", "kabul"])
def test_a_question_is_answered_source_by_source(catalogue, index, key):
    subject = index.find(key)
    answers = verdicts(catalogue, subject)
    at = borders(ask=key)
    assert words_of(answer_words.summary(catalogue, subject, answers)) in said(at)
    assert answer_words.accuracy(subject) in said(at)
    counting, others = tally(catalogue, answers)
    assert len(counting) + len(others) == len(catalogue.written)
    found = ANSWER.findall(markup(at))
    assert {unescape(source): (unescape(answer), plain(words_of(rest)).strip(" ·"))
            for _, source, answer, rest in found} == {
        capital(one.source.short): (
            answer_words.verdict_answer(one),
            plain(answer_words.figures(one) or answer_words.basis(subject, one)),
        )
        for one in answers
    }  # fmt: skip
    assert len(found) == len(answers)


def test_a_province_that_is_asked_about_is_outlined():
    assert "unit-AF-HER" in layers(borders(ask="AF-HER"))


def test_what_names_a_town_is_listed_with_its_citation(catalogue, index):
    at = unfold(borders(ask="samarqand"), "stated")
    stated = [one for one in verdicts(catalogue, index.find("samarqand")) if one.statement]
    assert stated
    for one in stated:
        assert answer_words.testimony(catalogue.evidence, one) in markup(at)


def test_an_inferred_answer_is_not_told_as_testimony(catalogue, index):
    """Where not all that count a town in name it, the panel says so."""
    subject = index.find("marw-al-rudh")
    counting, _ = tally(catalogue, verdicts(catalogue, subject))
    naming = [short_name(one.source) for one in counting if one.names_it]
    assert 0 < len(naming) < len(counting)
    sentence = answer_words._summary_basis(subject, counting)
    assert sentence
    assert sentence in said(borders(ask="marw-al-rudh"))


def test_the_panel_says_how_sure_a_place_is_or_how_far_it_reaches():
    assert distance(10) in said(borders(ask="peshawar"))
    words = said(borders(ask="kashmir"))
    assert gettext("not everywhere within {radius}", radius=distance(290)) in words
    assert words.count(distance(290)) > 1


def test_an_answer_can_be_closed():
    at = press(borders(ask="AF-HER", extent="yaqut"), "unask")
    assert linked(at, "ask") == []
    assert linked(at, "extent") == ["yaqut"]
    assert not ANSWER.search(markup(at))


@pytest.mark.faults
@pytest.mark.parametrize("link", [{"ask": HOSTILE}, {"units": "district"}, {"extent": "atlantis"}])
def test_a_bad_value_leaves_the_panel_on_the_screen(catalogue, link):
    at = borders(**link)
    assert len(warnings(at)) == 1
    assert whose_khorasan(catalogue.default) in paragraphs(at)[0]
    assert at.selectbox(key="whose").value == catalogue.default.extent_id
