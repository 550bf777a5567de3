"""The pseudo-language: in `?lang=zz` every message is marked, and what is not is data."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from typing import Any

import pycountry
import pytest
from apptest import follow, linked, tell, unfold, visit
from google.protobuf.message import Message
from streamlit.testing.v1 import AppTest

from geo import paths
from geo.citations import split
from geo.errors import AssetError, DataError, Fault, FileError
from geo.export.citing import read_edition
from geo.extents.evidence import read_evidence
from geo.messages.catalogue import DOTTED, PSEUDO, dotted, gettext, language, ngettext
from geo.messages.vocabulary import language_name
from geo.text import article
from geo.tours import read_tours
from views.citing import LINK
from views.data import sentence
from views.state import PARAMETERS, Panel

MARKED = re.compile(f"[{DOTTED}{DOTTED.upper()}]+")
WORD = re.compile(r"[A-Za-z]{2,}")
LONG = 20
"""A fragment of so many characters counts as data if it is a part of the article."""

COLUMNS = {
    "article/sections.csv": ("title",),
    "article/passages.csv": ("sensitive",),
    "places.csv": ("name", "alternates", "names", "source", "note"),
    "mentions.csv": ("surface",),
    "senses.csv": ("surface", "note"),
    "evidence/sources.csv": (
        "author", "work", "date", "period_name", "citation", "short", "says", "disputed", "about",
    ),
    "evidence/towns.csv": ("name", "alternates", "names", "modern"),
    "evidence/testimony.csv": ("quarter", "citation", "toponym", "says"),
    "evidence/works.csv": ("cite",),
    "evidence/reports.csv": ("title", "page", "toponym", "says", "from_name", "to_name"),
    "evidence/witnesses.csv": ("page", "says"),
    "evidence/disputes.csv": ("title", "says", "citation"),
    "evidence/extents.csv": ("title",),
    "evidence/units.csv": ("part",),
    "evidence/claims.csv": ("quote",),
}  # fmt: skip
"""The columns whose text a person reads; codes are not among them."""

PROPER = {
    LINK, read_edition().title, *read_edition().authors, "GeoNames", "Wikidata", "Wikipedia",
    article.TITLE, article.LICENCE, article.URL,
    "airport", "Herat", "Semnan", "Tsowkey", "Sar-i Pul", "zzzzqqqq", "CSV", "BCE",
    "PDF", "SVG", "PNG",
}  # fmt: skip
"""Names that are the same in every language, and examples of what one may type."""

READABLE = {
    "label", "placeholder", "help", "body", "alt", "options", "content", "text", "title",
    "value_text", "html",
}  # fmt: skip
"""The fields of Streamlit's messages that a person reads or hears."""

CODES = {
    "address", "chosen", "companion", "event", "id", "key", "kind", "mention", "passage", "place",
    "query", "subject", "symbols", "together", "unit", "value",
}  # fmt: skip
"""The keys of a component's data under which an id or an address stands."""

COLUMNS_OF_ROWS = {"bars": (1, 2, 4, 5), "place_list": (0, 2)}
"""The columns with words of the components whose data are rows."""


def data_values() -> set[str]:
    """Collect every value of the data that a person may read."""
    values = set(PROPER)
    for name, columns in COLUMNS.items():
        with (paths.DATA / name).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                for column in columns:
                    values |= {row[column], *re.split(r"[;|]", row[column])}
                    values |= {piece.words for piece in split(row[column])}
                    values |= {part.partition("=")[2] for part in row[column].split(";")}
                    values |= {piece.words for piece in split(row[column])}
    for work in read_evidence(paths.DATA / "evidence").works.values():
        values |= {piece.words for piece in split(f"{work.citation} ({work.link})")}
    for name in ("countries", "provinces"):
        text = (paths.REGIONS / f"{name}.geojson").read_text(encoding="utf-8")
        for feature in json.loads(text)["features"]:
            properties = feature["properties"]
            values |= {properties["name"], *(properties.get("names") or {}).values()}
    values |= {unit.name for unit in pycountry.subdivisions}
    for tour in read_tours(paths.DATA).values():
        values.add(tour.title)
        for step in tour.steps:
            values |= {step.title, step.words, step.source}
            values |= {piece.words for piece in split(step.source)}
    for entry in json.loads((paths.DATA / "sources.json").read_text(encoding="utf-8")):
        values |= {entry["title"], entry["licence"], entry["attribution"]}
    tags = [
        "ar",
        "bn",
        "fa",
        "he",
        "hi",
        "my",
        "ps",
        "ru",
        "tg",
        "tk",
        "tr",
        "ug",
        "uk",
        "ur",
        "uz",
        "zh",
    ]
    values |= {language_name(tag) for tag in tags}
    values |= {value.partition(" (")[0] for value in values}
    values |= {value.partition(",")[0] for value in values}
    values |= {value[:1].upper() + value[1:] for value in values}
    return {clean(value) for value in values}


def clean(text: str) -> str:
    return text.strip(" .,;:()!?/[]*“”·…→\N{NO-BREAK SPACE}")


VALUES = data_values()
LONGEST_FIRST = sorted((one for one in VALUES if WORD.search(one)), key=len, reverse=True)
ARTICLE = (paths.DATA / "article" / "article.txt").read_text(encoding="utf-8")


@cache
def unmarked(text: str) -> list[str]:
    """List what of a text is neither marked nor data."""
    left = []
    for part in MARKED.split(text):
        fragment = clean(part)
        if fragment in VALUES or (len(fragment) >= LONG and fragment in ARTICLE):
            continue
        for value in LONGEST_FIRST:
            if value in fragment:
                fragment = re.sub(rf"(?<!\w){re.escape(value)}(?!\w)", "", fragment)
        if WORD.search(fragment):
            left.append(fragment)
    return left


class Words(HTMLParser):
    """The texts of a piece of HTML, and what its attributes say."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.quoting = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.quoting = tag in {"style", "blockquote", "mark"}
        said = {"aria-label", "title", "alt", "placeholder"}
        self.found += [value or "" for name, value in attrs if name in said]

    def handle_endtag(self, _: str) -> None:
        self.quoting = False

    def handle_data(self, data: str) -> None:
        if not self.quoting:
            self.found.append(data)


def words_of(html: str) -> list[str]:
    parser = Words()
    parser.feed(html)
    return parser.found


def texts(message: Message) -> Iterator[str]:
    """Find what a person reads in one of Streamlit's messages."""
    for field, value in message.ListFields():
        several = value if field.is_repeated else [value]
        for one in several:
            if isinstance(one, Message):
                yield from texts(one)
            elif isinstance(one, str) and field.name in READABLE:
                yield from words_of(one) if "<" in one else [one]


def strings(value: Any) -> Iterator[str]:
    """Find the words in a component's data."""
    match value:
        case str():
            yield value
        case dict():
            for key, one in value.items():
                if key not in CODES:
                    yield from strings(one)
        case [str(words), bool()]:  # A part of a line, often a few words of the article.
            if clean(words) not in ARTICLE:
                yield words
        case list():
            for one in value:
                yield from strings(one)


def words_of_component(name: str, data: Any) -> Iterator[str]:
    """Find the words that a component gets; a bare string is an id."""
    if isinstance(data, str):
        return
    if name == "map":  # All else that it gets are addresses and numbers.
        data = {part: data[part] for part in ("caption", "said")}
    if name.endswith("citation"):  # The forms are for machines, but for the first.
        data = {"sentence": data["sentence"], "forms": [form for form, _ in data["forms"]]}
    if name.endswith("map_paper"):
        data = data["paper"]
        words = data["words"]
        assert "{name}" in words["missing"]  # The browser fills the name in.
        words["missing"] = words["missing"].replace("{name}", "")
        data = {part: data[part] for part in ("label", "labels", "words")}
    for name_of_rows, columns in COLUMNS_OF_ROWS.items():
        if name.endswith(name_of_rows):
            rows = data.pop("rows")
            yield from (str(row[column]) for row in rows for column in columns)
    yield from strings(data)


def read(at: AppTest) -> Iterator[str]:
    """Find everything that a person reads on the page."""
    for element in at:
        proto = getattr(element, "proto", None)
        if proto is None:
            continue
        if element.type == "bidi_component":
            yield from words_of_component(proto.component_name, json.loads(proto.json))
        else:
            yield from texts(proto)


def expect_marked(at: AppTest) -> None:
    left = [one for text in read(at) for one in unmarked(text)]
    assert left == []


LINKS: list[dict[str, Any]] = [
    *({"panel": panel} for panel in Panel),
    *({"panel": "places", "place": key} for key in ("kabul", "khorasan", "kerman", "russia")),
    {"place": "kerman", "mention": "1757"},
    {"group": ["country", "nature"], "use": ["metonym", "embedded"]},
    {"place": "united-states", "mention": "16472", "use": "metonym"},
    {"q": "zzzzqqqq"},
    {"q": "zzzzqqqq", "group": "country"},
    {"q": "Tsowkey"},
    {"panel": "read", "place": "kabul", "mention": "16472", "q": "airport"},
    {"panel": "read", "place": "kabul", "mention": "16472", "only": "on", "lines": "company"},
    {"panel": "read", "passage": "p024", "follow": "off"},
    {"q": "Herat"},
    {"panel": "time", "extent": "together", "note": "transoxiana"},
    {"panel": "time", "extent": "wide"},
    {"panel": "time", "against": "qudama"},
    {"panel": "time", "extent": "qajar-1857", "against": "qajar-1881"},
    {"panel": "time", "extent": "split-2004", "ask": "kabul"},
    {"panel": "time", "ask": "samarqand"},
    {"panel": "borders", "ask": "AF-HER", "units": "country"},
    {"panel": "borders", "ask": "peshawar", "extent": "together"},
    {"panel": "borders", "ask": "kashmir", "extent": "shahrestaniha"},
    {"panel": "borders", "ask": "marw"},
    *({"tour": tour, "at": at} for tour in ("herat", "where-is-khorasan") for at in ("2", "6")),
    {"tour": "along-the-article", "present": "1"},
    *({"panel": "time", "extent": key, "present": "1"} for key in ("together", "wide", "yaqut")),
    {"panel": "time", "against": "qudama", "present": "1"},
    {"place": "kabul", "present": "1"},
]


@pytest.mark.parametrize("link", LINKS, ids=lambda link: "-".join(map(str, link.values())))
def test_every_state_is_marked(link):
    expect_marked(visit(lang=PSEUDO, **link))


@pytest.mark.parametrize(
    ("link", "fold"),
    [
        ({"panel": "read", "place": "afghanistan"}, "company"),
        ({"panel": "read", "place": "kabul"}, "company"),
        ({"panel": "read"}, "the-name"),
        ({"panel": "read"}, "reading-options"),
        ({}, "about"),
        ({}, "print"),
        ({}, "in-words"),
        ({}, "cite"),
        ({"panel": "time", "extent": "together"}, "cite"),
        ({}, "filters"),
        ({"panel": "time"}, "evidence"),
        ({"panel": "borders"}, "shares-table"),
        ({"panel": "borders", "units": "country", "extent": "yaqut"}, "shares-table"),
        ({"panel": "borders", "ask": "samarqand"}, "stated"),
        ({"panel": "borders"}, "claims-table"),
        ({"panel": "time", "extent": "istakhri", "against": "qudama"}, "differing"),
    ],
)
def test_what_unfolds_is_marked(link, fold):
    expect_marked(unfold(visit(lang=PSEUDO, **link), fold))


@pytest.mark.parametrize("parameter", PARAMETERS, ids=lambda parameter: parameter.key)
def test_the_sentence_for_a_bad_value_is_marked(parameter):
    if parameter.fault:
        link = {"lang": PSEUDO, "place": "kabul"} | {parameter.key: "??"}
        at = visit(**link)
        if parameter.key != "lang":
            expect_marked(at)


@pytest.mark.parametrize(
    ("error", "names"),
    [
        (AssetError("map/land.json", damaged=True), "map/land.json"),
        (AssetError("map/land.json", damaged=False), "map/land.json"),
        (FileError("overlap.csv", "it is empty"), "overlap.csv make assets"),
        (DataError([Fault("places.csv", 3, "lon", "is 'x'", "a number")]), "places.csv:3 [lon]"),
        (DataError([Fault("a.csv", 3, "lon", "x", "y")] * 2), "a.csv"),
    ],
)
def test_the_sentence_for_a_damaged_file_is_marked(error, names):
    with language(PSEUDO):
        written = sentence("corpus", error)
    left = re.sub("|".join(map(re.escape, names.split())), "", MARKED.sub("", written))
    assert not WORD.search(left)


def test_a_page_in_english_is_not_marked():
    """The test can fail: an unmarked page is full of what is no data."""
    assert len([one for text in read(visit()) for one in unmarked(text)]) > 20
    assert not any(MARKED.search(text) for text in read(visit()))


def test_the_language_stays_in_the_link():
    at = follow(visit(lang=PSEUDO), lang=PSEUDO, panel="time")
    tell(at, "timeline", ("chosen", "yaqut"))
    assert linked(at, "lang") == [PSEUDO]


def test_the_dots_leave_braces_alone():
    assert dotted("Near {place:>5}!") == "Ṅėȧṙ {place:>5}!"
    with language(PSEUDO):
        assert gettext("in {place}", place="Herat") == "ịṅ Herat"
        assert ngettext("{number} place", "{number} places", 2) == "2 ṗḷȧċėṡ"
