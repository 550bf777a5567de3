"""Messages: translated, filled in, and safe; numbers and lists as the language writes them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from string import Formatter, ascii_letters

import pytest
from apptest import ROOT, said, visit
from babel.messages.catalog import Catalog
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from geo.messages import catalogue, extract, vocabulary
from geo.messages.catalogue import (
    ENGLISH,
    NO_BREAK,
    PSEUDO,
    current_language,
    decimal,
    distance,
    dotted,
    gettext,
    language,
    languages,
    listed,
    ngettext,
    percent,
    thousand_km2,
)
from geo.messages.faults import QUOTED, quoted
from geo.vocabulary import (
    GROUPS,
    KINDS,
    Basis,
    Certainty,
    Relation,
    Sense,
    UnitKind,
    Use,
)

SHARES = st.floats(0, 1)
FORMS = {"gettext": 1, "ngettext": 2}
"""The functions that fill in a message, and how many forms of it they take."""

parse = Formatter().parse


def plain(written: str) -> str:
    return written.replace(NO_BREAK, " ")


# Numbers and lists


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (0, 0, "0 %"),
        (0, 0.004, "under 1 %"),
        (0.001, 0.004, "under 1 %"),
        (0, 0.4, "0–40 %"),
        (0.42, 0.706, "42–71 %"),
        (0.421, 0.424, "42 %"),
        (1, 1, "100 %"),
    ],
)
def test_percent_writes_a_range_of_shares(low, high, expected):
    assert plain(percent(low, high)) == expected


@given(SHARES, SHARES)
def test_percent_is_true_to_half_a_percent(one, other):
    low, high = sorted((one, other))
    numbers = [int(part) for part in plain(percent(low, high)).removesuffix(" %").split("–")
               if part != "under 1"]  # fmt: skip
    if not numbers:
        assert 0 < high < 0.0051
        return
    assert 100 * low == pytest.approx(numbers[0], abs=0.5001)
    assert 100 * high == pytest.approx(numbers[-1], abs=0.5001)
    assert len(numbers) == len(set(numbers))


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ([], ""),
        (["Balkh"], "Balkh"),
        (["Balkh", "Herat"], "Balkh and Herat"),
        (["Balkh", "Herat", "Marw"], "Balkh, Herat and Marw"),
    ],
)
def test_listed_names_end_with_and(names, expected):
    assert listed(names) == expected


def test_numbers_have_a_sign_between_their_thousands():
    assert decimal(1_234_567) == "1,234,567"
    assert distance(1000) == "1,000 km"
    assert thousand_km2(1_234_567_890) == "1,234,568"


# Filling in


@pytest.mark.parametrize(
    ("number", "expected"), [(1, "1 town"), (0, "0 towns"), (2000, "2,000 towns")]
)
def test_ngettext_takes_the_form_of_its_number(number, expected):
    assert ngettext("{number} town", "{number} towns", number) == expected


def test_values_are_filled_in_by_name():
    assert gettext("{one} before {two}", two="b", one="a") == "a before b"
    assert ngettext("{name}: one", "{name}: {number}", 3, name="Herat") == "Herat: 3"


@given(st.text())
def test_braces_in_a_value_are_text(value):
    assert gettext("“{value}”", value=value) == f"“{value}”"
    assert gettext("“{value}”", value=f"{{{value}}}") == f"“{{{value}}}”"


@given(st.text(), st.text())
def test_text_beside_markup_cannot_become_markup(message, value):
    """If one value is HTML, the message is, and the message and its other values are escaped."""
    template = message.replace("{", "").replace("}", "")
    written = gettext(template + "{text}{html}", text=value, html=Markup("<b>"))
    assert isinstance(written, Markup)
    words = written.removesuffix("<b>")
    assert not set("<>\"'") & set(words)
    assert unescape(words) == template + value


@given(st.integers(0, 9), st.text())
def test_markup_makes_a_message_with_a_number_markup_too(number, value):
    written = ngettext("{html} {number} {text}", "{html} {number} {text}s", number,
                       html=Markup("<i>"), text=value)  # fmt: skip
    assert isinstance(written, Markup)
    assert str(written).count("<") == 1


def test_text_without_markup_stays_text():
    written = gettext("{value} & more", value="<b>")
    assert written == "<b> & more"
    assert not isinstance(written, Markup)


# Languages


@pytest.fixture
def locales(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Let the catalogue read its languages from an empty folder."""
    monkeypatch.setattr(catalogue, "LOCALES", tmp_path)
    catalogue._translations.cache_clear()
    yield tmp_path
    catalogue._translations.cache_clear()


def write_language(
    folder: Path, code: str, messages: dict[str | tuple[str, str], str | tuple]
) -> None:
    made = Catalog(locale=code, fuzzy=False)
    for message, translated in messages.items():
        made.add(message, translated)
    (folder / f"{code}.po").write_bytes(extract.written(made))


def test_a_file_in_the_folder_is_all_that_a_language_needs(locales):
    assert languages() == (ENGLISH, PSEUDO)
    write_language(locales, "de", {"Places": "Orte"})
    assert languages() == (ENGLISH, "de", PSEUDO)
    with language("de"):
        assert gettext("Places") == "Orte"


def test_a_translation_fills_in_and_chooses_its_plural(locales):
    town = ("{number} town", "{number} towns")
    write_language(locales, "de", {"{at} of {count}": "{at} von {count}",
                                   town: ("{number} Stadt", "{number} Städte")})  # fmt: skip
    with language("de"):
        assert gettext("{at} of {count}", at=1, count=2) == "1 von 2"
        assert [ngettext(*town, number) for number in (1, 2)] == ["1 Stadt", "2 Städte"]


def test_a_message_without_a_translation_stays_english(locales):
    write_language(locales, "de", {"Places": "Orte"})
    with language("de"):
        assert gettext("Read") == "Read"


def test_numbers_and_lists_follow_the_language(locales):
    write_language(locales, "de", {})
    with language("de"):
        assert decimal(12_345) == "12.345"
        assert listed(["Balkh", "Herat"]) == "Balkh und Herat"
        assert plain(percent(0.1, 0.2)) == "10–20 %"
    assert decimal(12_345) == "12,345"


def test_a_language_is_used_only_for_a_while():
    with language(PSEUDO):
        assert current_language() == PSEUDO
        assert gettext("Places") == "Ṗḷȧċėṡ"
    assert current_language() == ENGLISH
    assert gettext("Places") == "Places"


def test_the_screen_is_in_the_language_of_the_link(locales):
    write_language(locales, "de", {"Where is Khorasan?": "Wo liegt Chorasan?"})
    assert "Wo liegt Chorasan?" in said(visit(lang="de"))
    assert "Wo liegt Chorasan?" not in said(visit())


@given(st.text(st.characters(exclude_characters="{}")))
def test_the_pseudo_language_marks_all_letters_but_the_names_in_braces(text):
    marked = dotted(text + "{name}")
    assert marked.endswith("{name}")
    assert not any(sign in ascii_letters for sign in marked.removesuffix("{name}"))


# The list of all messages


MESSAGES = extract.extract()


def test_the_list_of_messages_is_up_to_date():
    """`make messages` writes it."""
    assert extract.written(MESSAGES) == extract.TEMPLATE.read_bytes()


def test_the_braces_of_every_message_hold_names():
    """No expression, index or format: all that a translator can do with a value is move it."""
    for message in MESSAGES:
        forms = [message.id] if isinstance(message.id, str) else message.id
        for _, name, spec, conversion in (part for form in forms for part in parse(form)):
            assert name is None or (name.isidentifier() and not spec and not conversion), forms


OLD = (
    "inside lies", "of its own land", "of its land,", "of the whole", "read as narrowly",
    "narrow reading", "all that was written", "all written sources", "borne out", "whose khorasan",
    "which the atlas has not", "unverified", "not opened", "general knowledge", "a little",
    "in the atlas’s", "thereof", "wherein", "whence", "upon", "naught", "doth", "hath", "lest",
)  # fmt: skip
"""Turns of phrase that are gone: those of older versions, inversions, archaic words."""


def test_no_message_has_an_old_turn_of_phrase():
    for message in MESSAGES:
        forms = [message.id] if isinstance(message.id, str) else message.id
        places = {file for file, _ in message.locations}
        if places == {"views/components/timeline/__init__.py"}:
            continue  # Its words come with the new axis of time.
        for form in forms:
            found = [old for old in OLD if re.search(rf"\b{old}\b", form.lower())]
            assert not found, (form, found)


def calls() -> Iterator[tuple[str, ast.Call]]:
    """Find every call in the code that fills in a message."""
    for path in sorted([*ROOT.glob("geo/**/*.py"), *ROOT.glob("views/**/*.py")]):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in FORMS:
                yield f"{path.relative_to(ROOT)}:{node.lineno}", node


def test_every_message_is_given_the_values_that_it_names():
    """A missing value would fail on the screen; one that is not named is never shown."""
    checked = 0
    for where, call in calls():
        forms = call.args[: FORMS[call.func.id]]
        if not all(isinstance(form, ast.Constant) for form in forms):
            continue  # A word of a table of `gettext_noop`.
        given_values = {keyword.arg for keyword in call.keywords}
        named = {name for form in forms for _, name, *_ in parse(form.value)} - {None}
        number = {"number"} if call.func.id == "ngettext" else set()
        assert given_values <= named <= given_values | number, where
        checked += 1
    assert checked > 100


# Words


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        (vocabulary.group_title, GROUPS),
        (vocabulary.kind_name, KINDS),
        (vocabulary.use_name, Use),
        (vocabulary.certainty_name, Certainty),
        (vocabulary.sense_title, Sense),
        (vocabulary.relation_title, Relation),
        (vocabulary.basis_name, set(Basis) - {Basis.PASSAGE}),
        (vocabulary.unit_kind_title, UnitKind),
    ],
    ids=lambda one: getattr(one, "__name__", ""),
)
def test_each_code_has_words_of_its_own(name, codes):
    words = [name(code) for code in codes]
    assert all(words)
    assert len(set(words)) == len(words)


def test_a_language_is_named_and_an_unknown_tag_stands_for_itself():
    assert vocabulary.language_name("fa") == "Persian"
    assert vocabulary.language_name("not-a-tag-at-all") == "not-a-tag-at-all"


def test_a_quoted_value_is_short_and_printable():
    assert quoted("Herat") == "“Herat”"
    assert quoted("a\x00b\u202ec") == "“abc”"
    assert quoted("x" * QUOTED) == f"“{'x' * QUOTED}”"
    assert quoted("x" * 3000) == f"“{'x' * QUOTED} …”"


@given(st.text())
def test_a_quoted_value_is_one_line_of_limited_length(value):
    written = quoted(value)
    assert written.isprintable()
    assert len(written) <= QUOTED + len("“ …”")
