"""Addresses in a text become links behind its words, and nobody has to read one."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from geo.citations import LONGEST, Piece, split, words_of
from geo.extents.evidence import read_evidence
from geo.messages.render import with_links
from geo.paths import DATA
from geo.text.corpus import read_corpus

URL, OTHER = "https://a.example/1", "http://b.example/x?y=1&z"
LONG = "word " * (LONGEST // 5 + 1)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("a book, p. 1", [Piece("a book, p. 1")]),
        ("", []),
        (f"a book ({URL})", [Piece("a book", (URL,))]),
        (f"a book, {URL}", [Piece("a book", (URL,))]),
        (f"a book ({URL}; {OTHER}), p. 1", [Piece("a book", (URL, OTHER)), Piece(", p. 1")]),
        (
            f"one ({URL}); another ({OTHER})",
            [Piece("one", (URL,)), Piece("; "), Piece("another", (OTHER,))],
        ),
        (f"a (b) c ({URL})", [Piece("a (b) "), Piece("c", (URL,))]),
        (f"a list (of towns) ({URL})", [Piece("a list (of towns)", (URL,))]),
        (f"{LONG}({URL}).", [Piece(LONG.rstrip() + " ("), Piece("", (URL,)), Piece(").")]),
        (f"({URL})", [Piece("("), Piece("", (URL,)), Piece(")")]),
        (URL, [Piece("", (URL,))]),
        ("javascript:alert(1)", [Piece("javascript:alert(1)")]),
    ],
)
def test_words_before_an_address_are_its_link(text, pieces):
    assert split(text) == pieces


@given(st.text(alphabet="ab (),;:.", max_size=60), st.text(alphabet="ab (),;:.", max_size=60))
def test_all_words_and_addresses_are_kept(before, after):
    text = f"{before} ({URL}){after}"
    pieces = split(text)
    assert [one.addresses for one in pieces if one.addresses] == [(URL,)]
    assert "://" not in words_of(text)
    assert words_of(text).replace(" ", "").replace("()", "") == (
        (before + after).replace(" ", "").replace("()", "")
    )


def test_links_are_escaped_and_open_beside_the_atlas():
    written = with_links(f'<b>"x" ({OTHER})')
    assert isinstance(written, Markup)
    href = escape(OTHER)
    assert written == (f'<a href="{href}" target="_blank" rel="noopener">&lt;b&gt;&#34;x&#34;</a>')
    assert "another copy" in with_links(f"a ({URL}; {OTHER})")
    assert with_links("a; b") == "a; b"


def test_no_address_is_seen_in_any_text_of_the_data():
    evidence = read_evidence(DATA / "evidence")
    cited = (
        *evidence.statements, *evidence.limits, *evidence.reports, *evidence.witnesses,
    )  # fmt: skip
    texts = [
        *(one.citation for one in evidence.disputes),
        *(evidence.citation_of(one) for one in cited),
        *(text for one in evidence.sources.values() for text in (one.citation, one.about_from)),
        *(text for one in read_corpus().places.values() for text in (one.source, one.note)),
    ]
    assert sum("http" in text for text in texts) > 600
    for text in set(texts):
        assert "http" not in words_of(text)
        assert len(re.findall("http", text)) == sum(len(one.addresses) for one in split(text))
