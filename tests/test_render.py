"""The templates: whatever the text, it is shown as text and never becomes markup."""

from __future__ import annotations

from collections.abc import Callable
from html.parser import HTMLParser
from itertools import cycle
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import UndefinedError
from markupsafe import Markup

from geo.messages.render import TEMPLATES, render

Text = Callable[[], str]
"""Gives the next text to be put into a template."""


class Page(HTMLParser):
    """The tags and attributes of a piece of HTML, and its texts, as a browser reads them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, tuple[str, ...]]] = []
        self.values: list[str] = []
        self.text = ""
        self.feed(str(html))  # Of `Markup`, each piece would be escaped again.
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, tuple(name for name, _ in attrs)))
        self.values += [value or "" for _, value in attrs]

    def handle_comment(self, data):
        self.tags.append((f"<!--{data}", ()))

    def handle_data(self, data):
        self.text += data


def source(text: Text) -> Any:
    return SimpleNamespace(says=text(), about=text(), disputed=text(), citation=text())


def answers(text: Text) -> list[dict[str, Any]]:
    return [
        {
            "full": 70,
            "silent": False,
            "source": text(),
            "answer": text(),
            "figures": text(),
            "basis": text(),
        },
        {"full": 0, "silent": True, "source": text(), "answer": text(), "figures": "", "basis": ""},
    ]


def table(text: Text) -> dict[str, Any]:
    return {"headings": [text(), text()], "rows": [(text(), text()), (text(), text())]}


def definitions(text: Text) -> dict[str, Any]:
    return {"rows": [(text(), text())], "class": text()}


def spoken(text: Text, **empty: str) -> Any:
    """Make up what a source says of a town, with `empty` for what it does not say."""
    said = {"town": text, "toponym": text, "says": text}
    words = {name: empty.get(name) if name in empty else give() for name, give in said.items()}
    return SimpleNamespace(language="fa", **words)


VALUES: dict[str, Callable[[Text], dict[str, Any]]] = {
    "agreement": lambda text: {"words": [text(), text()], **table(text)},
    "borders": lambda text: {
        "headline": text(), "countries": text(), "parts": text(), "range": text(),
        "bands": [(text(), text())],
    },
    "change": lambda text: {
        "heading": text(),
        "lines": [
            SimpleNamespace(lead=text(), names=text(), more=text(), rest=text()),
            SimpleNamespace(lead=text(), names=text(), more="", rest=""),
        ],
    },
    "claim": lambda text: {"text": text()},
    "claims": lambda text: {
        "rows": [{"quote": text(), "verdict": text(), "explanation": text()}]
    },
    "claims_table": lambda text: {"note": text(), **table(text)},
    "comparison": lambda text: {"lines": [(text(), text()), (text(), text())]},
    "definitions": definitions,
    "dispute": lambda text: {
        "dispute": SimpleNamespace(title=text(), says=text(), citation=text()),
        "sides": [(text(), text())], "basis": text(),
    },
    "dots": lambda text: {"words": text(), "dots": [(100, False), (0, True)]},
    "extent": lambda text: {
        "extent": SimpleNamespace(title=text(), source=source(text)), "lead": text(),
        "size": text(),
    },
    "faults": lambda text: {"faults": [text(), text()]},
    "header": lambda text: {"shown": [text(), text()], "present": True},
    "in_words": lambda text: {"sentences": [text(), text()]},
    "inclusion": lambda text: {
        "name": text(), "description": text(), "summary": text(), "accuracy": text(),
        "written": answers(text), "others": answers(text),
    },
    "legend": lambda text: {"entries": [([(text(), text())], text())], "folded": False},
    "line": lambda text: {"class": text(), "text": text()},
    "linked": lambda text: {"text": text()},
    "notice": lambda text: {"sentence": text()},
    "origins": lambda text: {
        "origins": [SimpleNamespace(words=text(), licence=text())]
    },
    "passage": lambda text: {"pieces": [(text(), text()), (text(), "")]},
    "article_link": lambda text: {"url": "https://example.org/", "licence": text()},
    "passage_meta": lambda text: {"section": text(), "use": text()},
    "place_card": lambda text: {
        "rows": [(text(), text())], "links": [(text(), text(), text()), (text(), text(), text())],
    },
    "place_name": lambda text: {
        "place": SimpleNamespace(name=text()), "names": [(text(), [text()], text())],
        "description": text(), "position": "", "brief": False,
    },
    "position": lambda text: {"text": text()},
    "quiz_code": lambda text: {"code": text(), "link": text(), "only_here": True},
    "quiz_feedback": lambda text: {
        "feedback": text(), "truth": text(), "rests_on": text(),
        "tries": [(1, text(), text()), (0, text(), text())],
    },
    "quiz_missed": lambda text: {"asked": text(), "truth": text(), "again": text()},
    "quiz_question": lambda text: {"asked": text(), "hint": text()},
    "quiz_result": lambda text: {
        "sentences": [text(), text(), text()], "tries": [(2, text(), text())],
    },
    "report": lambda text: {
        "says": text(), "again": text(), "toponym": text(), "citation": text(), "language": "ar",
    },
    "reports": lambda text: {"explanation": text(), "rows": [(text(), text())]},
    "said": lambda text: {
        "listed": [spoken(text), spoken(text, says="")],
        "told": [spoken(text, toponym=""), spoken(text, town="")],
    },
    "step": lambda text: {
        "step": SimpleNamespace(title=text(), words=text()), "source": text(),
    },
    "table": table,
}  # fmt: skip
"""For each template: its values, each text in it taken from a function."""

NO_PAGE = {"macros", "palette", "style"}
"""A file of macros, and a style sheet whose values are colours of our own."""

TEXTS = st.text(
    st.characters(exclude_characters="\r\x00", exclude_categories=["Cs"]), min_size=1
).map(lambda text: f"[{text}]") | st.sampled_from(
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "' onload='x",
        "&lt;b&gt;",
        "<!--",
    ]
)


def handed_out(texts: list[str], shown: list[str]) -> Text:
    """Give texts one by one, over and over, and put each that was given into `shown`."""
    endless = cycle(texts)

    def give() -> str:
        shown.append(next(endless))
        return shown[-1]

    return give


def test_every_template_is_tested():
    """A new template needs its values above."""
    assert {path.stem for path in TEMPLATES.glob("*.html")} - NO_PAGE == set(VALUES)


@pytest.mark.parametrize("template", VALUES)
@settings(max_examples=40)
@given(texts=st.lists(TEXTS, min_size=2, max_size=4))
def test_no_text_can_become_markup(template, texts):
    """The tags are those that plain words give, and each text comes back whole."""
    shown = []
    page = Page(render(template, **VALUES[template](handed_out(texts, shown))))
    plain = Page(render(template, **VALUES[template](lambda: "word")))
    assert page.tags == plain.tags
    assert shown
    for text in shown:
        assert text in page.text or any(text in value for value in page.values)


@pytest.mark.parametrize("template", VALUES)
def test_a_template_needs_all_its_values(template):
    """A value that is forgotten is an error, not an empty place on the screen."""
    values = VALUES[template](lambda: "word")
    for name in set(values) - {"range", "position"}:  # Jinja's own; only in the brief one.
        with pytest.raises(UndefinedError):
            render(template, **{key: value for key, value in values.items() if key != name})


def test_markup_stays_markup_and_text_beside_it_is_escaped():
    html = render("line", **{"class": "a", "text": Markup("<b>1 &lt; 2</b>")})
    assert Page(html).tags == [("p", ("class",)), ("b", ())]
    assert Page(html).text.strip() == "1 < 2"
    html = render("comparison", lines=[("both", Markup("<b></b>")), ("only", "<b>")])
    assert [tag for tag, _ in Page(html).tags].count("b") == 1


@pytest.mark.parametrize(
    ("tag", "direction"),
    [
        ("fa", "rtl"),
        ("ps", "rtl"),
        ("ckb", "rtl"),
        ("ug-Arab", "rtl"),
        ("ru", "ltr"),
        ("tg", "ltr"),
    ],
)
def test_a_name_has_the_direction_of_its_language(tag, direction):
    place = SimpleNamespace(name="Herat")
    html = render(
        "place_name", place=place, names=[("هرات", [tag, "en"], "Persian")], position="", brief=True
    )
    assert f'<bdi lang="{tag}" dir="{direction}">هرات</bdi>' in html


def test_the_brief_name_leaves_the_description_out():
    place = SimpleNamespace(name="Herat")
    assert "place-meta" not in render("place_name", place=place, names=[], position="", brief=True)
