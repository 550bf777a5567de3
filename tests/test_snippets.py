"""Snippets: whole words around what is found, verbatim; nothing of a sensitive passage."""

from geo.text.article import Article, Passage, Section
from geo.text.corpus import read_corpus
from geo.text.snippets import AFTER, BEFORE, Part, snippet

CORPUS = read_corpus()
LONG = "alpha " * 40 + "Herat and Balkh " + "omega " * 40


def snippet_of(text: str, *found: str, sensitive: str = "") -> list[Part]:
    passage = Passage("p001", 0, len(text), sensitive)
    article = Article(text, (Section(0, "All"),), (passage,))
    spans = [(text.index(words), text.index(words) + len(words)) for words in found]
    return snippet(article, passage, spans)


def test_a_short_passage_is_shown_whole():
    assert snippet_of("From Herat to Balkh. ", "Herat", "Balkh") == [
        ("From ", False), ("Herat", True), (" to ", False), ("Balkh", True), (".", False),
    ]  # fmt: skip


def test_a_long_passage_is_cut_between_words():
    parts = snippet_of(LONG, "Herat", "Balkh")
    assert parts[0] == ("… ", False)
    assert parts[-1] == (" …", False)
    assert [text for text, marked in parts if marked] == ["Herat", "Balkh"]
    shown = "".join(text for text, _ in parts[1:-1])
    assert shown in LONG
    assert set(shown.split()) == {"alpha", "Herat", "and", "Balkh", "omega"}
    assert len(shown) <= BEFORE + AFTER + len("Herat")


def test_a_span_far_behind_the_first_is_left_out():
    parts = snippet_of("Herat " + "omega " * 40 + "Balkh", "Herat", "Balkh")
    assert [text for text, marked in parts if marked] == ["Herat"]


def test_a_sensitive_passage_has_no_snippet():
    assert snippet_of("Secret Herat", "Herat", sensitive="An attack") == []


def test_every_mention_has_a_verbatim_snippet():
    for mention in CORPUS.mentions:
        passage = CORPUS.article.passage_at(mention.start)
        parts = snippet(CORPUS.article, passage, [(mention.start, mention.end)])
        if passage.sensitive:
            assert parts == []
            continue
        assert [text for text, marked in parts if marked] == [mention.surface]
        words = "".join(text for text, _ in parts).removeprefix("… ").removesuffix(" …")
        assert words in CORPUS.article.text
