"""The name: every use of it is on record, with its sense, its land and its context."""

import re
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.article import Article, Passage, Section
from geo.atlas import DATA, read_atlas
from geo.concordance import (
    LANDS,
    SENSE_TITLES,
    WIDTH,
    Sense,
    lines,
    occurrences,
    read_senses,
)
from geo.errors import DataError
from geo.regions import read_regions

ATLAS = read_atlas()
ARTICLE, TEXT = ATLAS.article, ATLAS.article.text
LINES = lines(ARTICLE, ATLAS.senses)


def test_every_use_is_on_record():
    """A rough pattern, written apart from the code's, finds the same words and no other."""
    found = [m.span() for m in re.finditer(r"(?i)\w*k?h[ou]r[aā]s{1,2}[aā]+n\w*", TEXT)]
    assert found == [(sense.start, sense.end) for sense in ATLAS.senses]
    assert len(found) == 27


def test_surfaces_are_the_text():
    """Each word is the text at its offsets."""
    for sense in ATLAS.senses:
        assert TEXT[sense.start : sense.end] == sense.surface


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
def test_senses_are_read_from_the_passage(inside, name, sense, refers_to):
    """What the name means is what its passage says that it means."""
    at = TEXT.index(inside)
    senses = [s for s in ATLAS.senses if at <= s.start < at + len(inside)]
    assert (senses[name].sense, senses[name].refers_to) == (sense, refers_to)


def test_every_sense_occurs():
    """Each sense there is a title for has a line."""
    assert Counter(sense.sense for sense in ATLAS.senses).keys() == SENSE_TITLES.keys()


def test_lands_are_on_the_map():
    """Every land referred to is drawn: a line of the concordance has somewhere to lead."""
    drawn = {
        "historic.geojson": set(read_regions(DATA / "regions/historic.geojson")["extent_id"]),
        "provinces.geojson": set(read_regions(DATA / "regions/provinces.geojson")["iso_3166_2"]),
    }
    for sense in ATLAS.senses:
        assert bool(sense.refers_to) == (sense.sense in LANDS)
        assert not sense.refers_to or set(sense.refers_to) <= drawn[LANDS[sense.sense]]


def test_names_of_organisations_are_embedded_mentions():
    """The concordance and the mentions agree: a name of a group or a title locates nothing."""
    uses = {m.start: m.use for m in ATLAS.mentions}
    for sense in ATLAS.senses:
        mention = ATLAS.around(sense.end)[0]
        assert mention.start <= sense.start < mention.end
        embedded = sense.sense in {"organisation", "publication"}
        assert (uses[mention.start] == "embedded") == embedded


def test_a_row_missing_is_a_fault(tmp_path):
    """Reading raises with every fault of the file."""
    path = tmp_path / "senses.csv"
    path.write_text("start,end,surface,sense,refers_to,note\n0,8,Khorasan,region,,\n")
    with pytest.raises(DataError) as raised:
        read_senses(path, "Khorasan, Khurasan")
    assert [(f.row, f.column) for f in raised.value.faults] == [(0, "start"), (2, "sense")]


def test_context_is_whole_words_about_the_name():
    """A line is text as it stands, no longer than it may be, and cuts no word."""
    for line in LINES:
        if line.folded:
            continue
        start, end = line.sense.start - len(line.left), line.sense.end + len(line.right)
        assert TEXT[start:end] == line.left + line.sense.surface + line.right
        assert max(len(line.left), len(line.right)) <= WIDTH
        assert start == 0 or TEXT[start - 1].isspace()
        assert end == len(TEXT) or TEXT[end].isspace()


def test_context_is_as_wide_as_it_may_be():
    """The next word on the left would not fit, and the sides are those a reader expects."""
    for line in LINES[1:]:
        start = line.sense.start - len(line.left)
        stopped = ARTICLE.passage_at(start - 1).sensitive
        word = re.search(r"\S+\s+$", TEXT[:start])[0]
        assert line.folded or stopped or len(word + line.left) > WIDTH
    assert LINES[0].left == "The Islamic State – "
    assert LINES[1].left == "replace current governments within historic "
    assert LINES[1].right == " region with the goal of establishing a"


def test_a_sensitive_passage_gives_its_half_line():
    """The name within the quotation is listed, its words are not."""
    (line,) = (line for line in LINES if line.folded)
    assert line.sense.surface == "Khurāsān"
    assert (line.left, line.right) == ("", "")
    assert line.folded == ARTICLE.passage_at(line.sense.start).sensitive
    assert line.passage_id == ARTICLE.passage_at(line.sense.start).passage_id


def test_no_context_reaches_into_a_sensitive_passage():
    """The words before the quotation end where it begins."""
    (line,) = (line for line in LINES if ARTICLE.text[line.sense.end :].startswith(" and its sig"))
    assert line.right == " and its significance:"
    for line in LINES:
        span = range(line.sense.start - len(line.left), line.sense.end + len(line.right))
        assert line.folded or not any(ARTICLE.passage_at(at).sensitive for at in span)


WORDS = st.lists(st.text("ab. ", min_size=1, max_size=70), max_size=8)


@given(before=WORDS, after=WORDS, folded=st.lists(st.booleans(), min_size=17, max_size=17))
def test_lines_of_any_text(before, after, folded):
    """Whatever surrounds the name, a line never shows a folded character or part of a word."""
    pieces = [*before, "Khorasan", *after]
    passages, at = [], 0
    for number, (piece, fold) in enumerate(zip(pieces, folded, strict=False)):
        passages.append(Passage(f"p{number}", at, at + len(piece), "folded" if fold else ""))
        at += len(piece)
    text = "".join(pieces)
    article = Article(text, (Section(0, "All"),), tuple(passages))
    passage = passages[len(before)]
    sense = Sense(passage.start, passage.end, "Khorasan", "organisation", (), "")
    (line,) = lines(article, [sense])
    if passage.sensitive:
        assert line == replace(line, left="", right="", folded="folded")
        return
    start, end = sense.start - len(line.left), sense.end + len(line.right)
    assert text[start:end] == line.left + "Khorasan" + line.right
    assert max(len(line.left), len(line.right)) <= WIDTH
    assert not any(p.sensitive and p.start < end and start < p.end for p in passages)
    folds = [p for p in passages if p.sensitive]
    stops = {0, len(text), *(p.end for p in folds), *(p.start for p in folds)}
    assert not line.left or start in stops or text[start - 1].isspace()
    assert not line.right or end in stops or text[end].isspace()
