"""The concordance: every use of the name, with its sense, its land and its context."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import DataError
from geo.paths import REGIONS
from geo.text.article import Article, Passage, Section
from geo.text.concordance import LANDS, WIDTH, NameUse, lines, occurrences, read_senses
from geo.text.corpus import read_corpus
from geo.units import read_regions
from geo.vocabulary import Sense, Use

CORPUS = read_corpus()
ARTICLE, TEXT = CORPUS.article, CORPUS.article.text
LINES = lines(ARTICLE, CORPUS.name_uses)


def test_every_use_of_the_name_is_on_record():
    """A rough pattern, not the code's own, finds the same words."""
    found = [m.span() for m in re.finditer(r"(?i)\w*k?h[ou]r[aā]s{1,2}[aā]+n\w*", TEXT)]
    assert found == [(use.start, use.end) for use in CORPUS.name_uses]
    assert len(found) == 27


def test_each_surface_is_the_text():
    """Each word is the text at its offsets."""
    for use in CORPUS.name_uses:
        assert TEXT[use.start : use.end] == use.surface


@pytest.mark.parametrize(
    "word",
    [
        "Khorasan", "KHURASAN", "Khorāsān", "Khora\u0304sa\u0304n", "Xorasan", "Horasan",
        "Khorassan", "Khorasani", "khurasanis", "خراسان", "خُراسان", "Хорасан",
    ],
)  # fmt: skip
def test_any_spelling_is_found(word):
    """Other spellings and scripts, and words made of the name, are found whole."""
    assert [m[0] for m in occurrences(f"In “{word}”, not ISKP or Khusran.")] == [word]


@pytest.mark.parametrize(
    ("inside", "name", "sense", "refers_to"),
    [
        ("Islamic State – Khorasan Province (ISIS–K", 0, "organisation", ()),
        ("the lands of the Khorasan region include", 0, "historic-region", ("article",)),
        (
            "Razavi (Central) Khorasan Provinces",
            0,
            "present-provinces",
            ("IR-28", "IR-29", "IR-09"),
        ),
        ("governor) of Khurasan Province", 0, "historic-province", ("baladhuri",)),
        ("Khorasan Ghag (lit. 'Voice of Khorasan')", 0, "publication", ()),
        ("Khorasan Ghag (lit. 'Voice of Khorasan')", 1, "publication", ()),
        ("Voice of Khurasan magazine", 0, "publication", ()),
        ("Khilafat Khorasan (TKK), Khilafat Afghan,", 0, "organisation", ()),
        ("Wilāyat Khurāsān has great importance", 0, "historic-region", ("article",)),
    ],
)
def test_the_sense_is_that_of_the_passage(inside, name, sense, refers_to):
    """The name means what its passage says."""
    at = TEXT.index(inside)
    uses = [use for use in CORPUS.name_uses if at <= use.start < at + len(inside)]
    assert (uses[name].sense, uses[name].refers_to) == (sense, refers_to)


def test_every_sense_occurs():
    """The article uses the name in each of the senses."""
    assert {use.sense for use in CORPUS.name_uses} == set(Sense)


def test_every_land_is_on_the_map():
    """Every land that a use refers to is drawn, so that the concordance can lead there."""
    drawn = {
        "historic.geojson": set(read_regions(REGIONS / "historic.geojson")["extent_id"]),
        "provinces.geojson": set(read_regions(REGIONS / "provinces.geojson")["iso_3166_2"]),
    }
    for use in CORPUS.name_uses:
        assert bool(use.refers_to) == (use.sense in LANDS)
        assert not use.refers_to or set(use.refers_to) <= drawn[LANDS[use.sense]]


def test_names_of_organisations_are_embedded_mentions():
    """The concordance and the mentions agree: a name of a group or a title locates nothing."""
    for use in CORPUS.name_uses:
        mention = CORPUS.around(use.end)[0]
        assert mention.start <= use.start < mention.end
        embedded = use.sense in {Sense.ORGANISATION, Sense.PUBLICATION}
        assert (mention.use is Use.EMBEDDED) == embedded


def test_a_missing_row_is_a_fault(tmp_path):
    """Reading raises an error with every fault of the file."""
    path = tmp_path / "senses.csv"
    path.write_text("start,end,surface,sense,refers_to,note\n0,8,Khorasan,region,,\n")
    with pytest.raises(DataError) as raised:
        read_senses(path, "Khorasan, Khurasan")
    assert [(f.row, f.column) for f in raised.value.faults] == [(0, "start"), (2, "sense")]


def test_the_context_is_whole_words_of_the_text():
    """A line is verbatim, not too long, and cuts no word."""
    for line in LINES:
        if line.folded:
            continue
        start, end = line.use.start - len(line.left), line.use.end + len(line.right)
        assert TEXT[start:end] == line.left + line.use.surface + line.right
        assert max(len(line.left), len(line.right)) <= WIDTH
        assert start == 0 or TEXT[start - 1].isspace()
        assert end == len(TEXT) or TEXT[end].isspace()


def test_the_context_is_as_wide_as_it_may_be():
    """One more word on the left would not fit."""
    for line in LINES[1:]:
        start = line.use.start - len(line.left)
        stopped = ARTICLE.passage_at(start - 1).sensitive
        word = re.search(r"\S+\s+$", TEXT[:start])[0]
        assert line.folded or stopped or len(word + line.left) > WIDTH
    assert LINES[0].left == "The Islamic State – "
    assert LINES[1].left == "replace current governments within historic "
    assert LINES[1].right == " region with the goal of establishing a"


def test_a_sensitive_passage_has_no_context():
    """The name within the quotation is listed with what the passage is about."""
    (line,) = (line for line in LINES if line.folded)
    assert line.use.surface == "Khurāsān"
    assert (line.left, line.right) == ("", "")
    assert line.folded == ARTICLE.passage_at(line.use.start).sensitive
    assert line.passage_id == ARTICLE.passage_at(line.use.start).passage_id


def test_no_context_reaches_into_a_sensitive_passage():
    """The context of the name before the quotation ends where it begins."""
    (line,) = (line for line in LINES if ARTICLE.text[line.use.end :].startswith(" and its sig"))
    assert line.right == " and its significance:"
    for line in LINES:
        span = range(line.use.start - len(line.left), line.use.end + len(line.right))
        assert line.folded or not any(ARTICLE.passage_at(at).sensitive for at in span)


WORDS = st.lists(st.text("ab. ", min_size=1, max_size=70), max_size=8)


@given(before=WORDS, after=WORDS, folded=st.lists(st.booleans(), min_size=17, max_size=17))
def test_a_line_of_any_text_shows_whole_words_and_nothing_folded(before, after, folded):
    """Whatever surrounds the name: no sensitive character, no part of a word."""
    pieces = [*before, "Khorasan", *after]
    passages, at = [], 0
    for number, (piece, fold) in enumerate(zip(pieces, folded, strict=False)):
        passages.append(Passage(f"p{number}", at, at + len(piece), "folded" if fold else ""))
        at += len(piece)
    text = "".join(pieces)
    article = Article(text, (Section(0, "All"),), tuple(passages))
    passage = passages[len(before)]
    use = NameUse(passage.start, passage.end, "Khorasan", Sense.ORGANISATION, (), "")
    (line,) = lines(article, [use])
    if passage.sensitive:
        assert line == replace(line, left="", right="", folded="folded")
        return
    start, end = use.start - len(line.left), use.end + len(line.right)
    assert text[start:end] == line.left + "Khorasan" + line.right
    assert max(len(line.left), len(line.right)) <= WIDTH
    assert not any(p.sensitive and p.start < end and start < p.end for p in passages)
    folds = [p for p in passages if p.sensitive]
    stops = {0, len(text), *(p.end for p in folds), *(p.start for p in folds)}
    assert not line.left or start in stops or text[start - 1].isspace()
    assert not line.right or end in stops or text[end].isspace()
