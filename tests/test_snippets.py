"""Snippets: whole words around what is sought, verbatim; nothing of a sensitive passage."""

from __future__ import annotations

import pytest

from geo.article import Article, Passage, Section
from geo.atlas import Atlas, read_atlas
from geo.snippets import AFTER, BEFORE, snippet

LONG = "alpha " * 40 + "Herat and Balkh " + "omega " * 40


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return read_atlas()


def cut(text: str, *sought: str, sensitive: str = "") -> list[tuple[str, bool]]:
    passage = Passage("p001", 0, len(text), sensitive)
    article = Article(text, (Section(0, "All"),), (passage,))
    return snippet(article, passage, [(text.index(s), text.index(s) + len(s)) for s in sought])


def test_a_short_passage_is_whole():
    assert cut("From Herat to Balkh. ", "Herat", "Balkh") == [
        ("From ", False), ("Herat", True), (" to ", False), ("Balkh", True), (".", False),
    ]  # fmt: skip


def test_a_long_passage_is_cut_at_words():
    parts = cut(LONG, "Herat", "Balkh")
    assert parts[0] == ("… ", False)
    assert parts[-1] == (" …", False)
    assert [text for text, marked in parts if marked] == ["Herat", "Balkh"]
    shown = "".join(text for text, _ in parts[1:-1])
    assert shown in LONG
    assert set(shown.split()) == {"alpha", "Herat", "and", "Balkh", "omega"}
    assert len(shown) <= BEFORE + AFTER + len("Herat")


def test_what_is_far_behind_the_first_is_left_out():
    parts = cut("Herat " + "omega " * 40 + "Balkh", "Herat", "Balkh")
    assert [text for text, marked in parts if marked] == ["Herat"]


def test_a_sensitive_passage_gives_its_half_line_only():
    assert cut("Secret Herat", "Herat", sensitive="An attack") == [("Folded: An attack", False)]


def test_every_mention_has_a_snippet_that_is_verbatim(atlas):
    for mention in atlas.mentions:
        passage = atlas.article.passage_at(mention.start)
        parts = snippet(atlas.article, passage, [(mention.start, mention.end)])
        if not passage.sensitive:
            assert [text for text, marked in parts if marked] == [mention.surface]
            words = "".join(text for text, _ in parts).removeprefix("… ").removesuffix(" …")
            assert words in atlas.article.text
