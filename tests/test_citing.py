"""A view can be cited: by a sentence, BibTeX and CSL-JSON, with all that it rests on."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from apptest import component, has_component, said, unfold, visit
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator
from themes import TOLD

from geo import paths
from geo.errors import FileError
from geo.export.citing import (
    RESTS_ON,
    Citation,
    Edition,
    Origin,
    bibtex,
    cite,
    csl_json,
    read_edition,
    sentence,
    sources,
)
from geo.extents.catalogue import ExtentCatalogue
from geo.layers.style import LIGHT
from geo.layers.view import Shown, ThemeId, View
from geo.messages.extents import khorasan_of
from geo.provenance import read_sources
from geo.text import article
from views.citing import LINK

SCHEMA = paths.ROOT.parent / "shared" / "formats" / "csl-citation.json"
HOME = "https://atlas.example/?panel=time"
FIELD = re.compile(r"^  (\w+) = [{](.*)[}],$", re.MULTILINE)
COMMANDS = {r"\textbackslash{}": "\\", r"\textasciitilde{}": "~", r"\textasciicircum{}": "^"}


def view(catalogue: ExtentCatalogue, theme: ThemeId, *keys: str) -> View:
    shown = [
        Shown(key, extent.source.short, khorasan_of(extent))
        for key in keys
        if (extent := catalogue.extents[key])
    ]
    return View(LIGHT, theme, extent=shown[0], against=shown[1] if len(shown) > 1 else None)


def cited(catalogue: ExtentCatalogue, theme: ThemeId, *keys: str, place=None) -> Citation:
    seen = replace(view(catalogue, theme, *keys), place=place)
    return cite(seen, HOME, read_edition(), catalogue, read_sources())


def fields(entry: str) -> dict[str, str]:
    """Read an entry of BibTeX back: its fields, with LaTeX's commands turned into signs."""
    head, *_ = entry.split("\n")
    assert re.fullmatch(r"@misc[{][a-z0-9-]+,", head)
    assert entry.endswith("\n}\n")
    return {name: plain(value) for name, value in FIELD.findall(entry)}


def plain(value: str) -> str:
    stripped = re.sub(r"^[{](.*)[}]$", r"\1", value)
    found = re.compile("|".join(map(re.escape, COMMANDS)) + r"|\\([&%$#_{}])")
    return found.sub(lambda match: match[1] or COMMANDS[match[0]], stripped)


def test_the_edition_is_that_of_the_project_and_of_the_citation_file():
    edition = read_edition()
    project = tomllib.loads((paths.ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert edition.version == project["project"]["version"]
    cff = (paths.ROOT / "CITATION.cff").read_text(encoding="utf-8")
    for line in (
        f"title: {edition.title}",
        f"version: {edition.version}",
        *(f"  - name: {name}" for name in edition.authors),
        f'    date-released: "{edition.data.isoformat()}"',
    ):
        assert f"\n{line}\n" in cff


@pytest.mark.parametrize(
    "content",
    [None, "", "[project", '[project]\nversion = "1"', '[project]\nauthors = ["x"]'],
)
def test_a_damaged_project_file_is_one_sentence(tmp_path, content):
    if content is not None:
        (tmp_path / "pyproject.toml").write_text(content, encoding="utf-8")
    with pytest.raises(FileError, match=r"pyproject\.toml"):
        read_edition(tmp_path)


def test_the_sentence_says_who_what_where_and_of_when(catalogue):
    one = cited(catalogue, ThemeId.EXTENT, "istakhri")
    words = sentence(one)
    for part in (
        "“Khorasan after al-Istakhri, c. 950”", one.edition.title, one.edition.version,
        str(one.edition.data.year), *one.edition.authors,
    ):  # fmt: skip
        assert part in words
    assert words.endswith(HOME)


def test_a_place_and_a_comparison_are_in_the_title(catalogue, corpus):
    kabul = cited(catalogue, ThemeId.PLACES, "istakhri", place=corpus.places["kabul"])
    assert kabul.title.startswith("Kabul,")
    two = cited(catalogue, ThemeId.COMPARISON, "istakhri", "qudama")
    assert "al-Istakhri" in two.title
    assert "Qudama" in two.title
    assert kabul.key != two.key


def test_the_works_of_all_that_is_shown_are_named(catalogue):
    texts = {
        theme: sources(cited(catalogue, theme, "istakhri", "qudama"))
        for theme in (ThemeId.COMPARISON, ThemeId.AGREEMENT, ThemeId.REPORTS)
    }
    for key in ("istakhri", "qudama"):
        assert catalogue.extents[key].source.citation in texts[ThemeId.COMPARISON]
    for key in catalogue.written:
        assert catalogue.extents[key].source.citation in texts[ThemeId.AGREEMENT]
    for one in catalogue.evidence.reports:
        assert catalogue.evidence.works[one.work_id].citation in texts[ThemeId.REPORTS]


@pytest.mark.parametrize("theme", TOLD)
def test_every_view_names_its_data_with_their_licences(catalogue, theme):
    lines = sources(cited(catalogue, theme, "istakhri")).splitlines()
    assert len(set(lines)) == len(lines)
    [countries] = [line for line in lines if line.startswith("Countries:")]
    assert "Natural Earth" in countries
    assert "public domain" in countries
    has_article = any(article.TITLE in line and article.LICENCE in line for line in lines)
    assert has_article == (theme is ThemeId.PLACES)
    if theme is ThemeId.PLACES:
        assert any("GeoNames" in line and "CC BY 4.0" in line for line in lines)


def test_each_file_that_a_theme_rests_on_is_on_record():
    names = {Path(one.path).name for one in read_sources()}
    assert {name for files in RESTS_ON.values() for name in files} <= names


@pytest.mark.parametrize("theme", TOLD)
def test_bibtex_reads_back(catalogue, theme):
    one = cited(catalogue, theme, "baladhuri", "qudama")
    read = fields(bibtex(one))
    assert read["title"] == one.title
    assert read["url"] == HOME
    assert read["version"] == one.edition.version
    assert read["date"] == one.edition.data.isoformat()
    assert all(plain(f"{name}") in read["author"] for name in one.edition.authors)
    assert "http" not in read["note"]


@given(st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1))
def test_any_title_reads_back_from_bibtex_and_csl(title):
    edition = Edition("An atlas", ("A & B",), "1.0", date(2026, 1, 2))
    one = Citation("key", title, HOME, edition, (Origin(title, "CC BY"),))
    entry = bibtex(one)
    assert fields(entry)["title"] == title
    unescaped = re.sub(r"\\[{}]", "", entry)
    assert unescaped.count("{") == unescaped.count("}")
    assert json.loads(csl_json(one))[0]["title"] == title


@pytest.mark.parametrize("theme", TOLD)
def test_csl_json_fits_its_schema(catalogue, theme):
    if not SCHEMA.exists():
        pytest.skip(f"{SCHEMA} is not here")
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    item_schema = {"$ref": "#/definitions/csl-data-item", "definitions": schema["definitions"]}
    one = cited(catalogue, theme, "istakhri", "qudama")
    [item] = json.loads(csl_json(one))
    Draft7Validator(item_schema).validate(item)
    assert item["URL"] == HOME
    assert item["version"] == one.edition.version
    data = one.edition.data
    assert item["issued"] == {"date-parts": [[data.year, data.month, data.day]]}


def test_the_page_cites_what_it_shows_and_the_browser_fills_in_its_link():
    at = visit(panel="time", extent="istakhri", against="yaqut")
    assert not has_component(at, "citation")
    at = unfold(at, "cite")
    told = component(at, "citation")
    assert told["link"] == LINK
    assert told["sentence"].endswith(LINK)
    assert "Yaqut" in told["sentence"]
    forms = dict(told["forms"])
    assert forms["Copy the link"] == LINK
    assert fields(forms["Copy BibTeX"])["url"] == LINK
    assert json.loads(forms["Copy CSL-JSON"])[0]["URL"] == LINK
    assert "Yāqūt" in said(at)
    assert "Natural Earth" in said(at)
    assert "http" not in said(at)
