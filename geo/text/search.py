"""Find places by name, and passages by their words, forgiving spelling, marks and script."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from geo.folding import MARK, MODIFIER, fold
from geo.text.article import Article, Passage
from geo.text.mentions import Mention
from geo.text.places import Place
from geo.text.spans import Span

LIKENESS = 78
"""Least likeness (0 to 100) of a misspelt query to a name, found by trying common slips."""

WHOLE_WORD = 2
"""A query of up to so many letters must be a whole word: otherwise "US" would match "used"."""


@dataclass(frozen=True)
class Found:
    """A passage that was searched for, the title of its section, and the spans to mark.

    `text` is the passage's, `text[passage.start:passage.end]`, and empty where the passage is
    sensitive: what `passage.sensitive` says is shown in its stead.
    """

    passage: Passage
    section: str
    text: str
    spans: tuple[Span, ...]


def spellings(place: Place) -> tuple[str, ...]:
    """List every spelling of a place's name, the modern English name first."""
    return (place.name, *place.alternates, *(name.text for name in place.names))


def fold_places(places: Iterable[Place]) -> dict[str, tuple[str, ...]]:
    """Fold every spelling of each place, by `place_id`, for `search`."""
    return {
        place.place_id: tuple(fold(spelling) for spelling in spellings(place)) for place in places
    }


def search(query: str, folded: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Find the ids of the places that `query` may mean, best first; a blank query finds all.

    A spelling that begins with the query goes before one that holds it; where no spelling does
    either, the likest ones count.
    """
    if not fold(query):
        return list(folded)
    found = ranks(query, folded)
    return sorted(found, key=found.__getitem__) or closest(query, folded)


def ranks(query: str, folded: Mapping[str, tuple[str, ...]]) -> dict[str, int]:
    """Rank the ids that have `query` in a spelling: 0 is it, 1 begins with it, 2 holds it."""
    wanted = fold(query)
    if not wanted:
        return {}
    found = {
        key: min(_position(wanted, spelling) for spelling in names) for key, names in folded.items()
    }
    return {key: rank for key, rank in found.items() if rank < NOWHERE}


NOWHERE = 3
"""The rank of what does not have the query in any spelling."""


def _position(wanted: str, spelling: str) -> int:
    if wanted == spelling:
        return 0
    if spelling.startswith(wanted):
        return 1
    return 2 if wanted in spelling else NOWHERE


def closest(query: str, folded: Mapping[str, tuple[str, ...]]) -> list[str]:
    """List the ids with the likest spellings, by normalised Indel similarity (rapidfuzz's `ratio`).

    Nothing is like a blank query.
    """
    wanted = fold(query)
    names = [
        (spelling, place_id) for place_id, spellings in folded.items() for spelling in spellings
    ]
    likest = process.extract(
        wanted, [name for name, _ in names], scorer=fuzz.ratio, limit=20, score_cutoff=LIKENESS
    )
    return list(dict.fromkeys(names[at][1] for _, _, at in likest))


def search_text(
    query: str,
    article: Article,
    mentions_of: Mapping[str, tuple[Mention, ...]],
    folded: Mapping[str, tuple[str, ...]],
) -> tuple[Found, ...]:
    """Find the passages that have `query` in them, in text order; a blank query finds none.

    Where a word begins with the query (or is it, if it has one or two letters), and where a
    place is named of which it is a spelling in any script, as in `folded`. If there is neither:
    inside words, and where a place is named that `search` finds. `mentions_of` has each place's
    mentions by `place_id`.
    """
    wanted = fold(query)
    if not wanted:
        return ()
    exact = [place_id for place_id, names in folded.items() if wanted in names]
    spans = [*_word_spans(query, article.text), *_mention_spans(exact, mentions_of)]
    if not spans:
        inside = _word_spans(query, article.text, inside=True)
        spans = [*inside, *_mention_spans(search(query, folded), mentions_of)]
    return _found(article, spans)


def _mention_spans(
    place_ids: Iterable[str], mentions_of: Mapping[str, tuple[Mention, ...]]
) -> Iterator[Span]:
    for place_id in place_ids:
        for mention in mentions_of.get(place_id, ()):
            yield mention.start, mention.end


def _word_spans(query: str, text: str, *, inside: bool = False) -> Iterator[Span]:
    """Find where the query's words stand, from the beginning of a word, or `inside` of it.

    Between two words may be blanks, hyphens or nothing, within a word a hyphen or an apostrophe.
    """
    words = re.findall(r"\w+", _letters(query)[0])
    pattern = "[ -]*".join("-?".join(word) for word in words)
    if not inside:
        pattern = rf"\b{pattern}" + (r"\b" if len("".join(words)) <= WHOLE_WORD else "")
    letters, offsets = _letters_of_article(text)
    for match in re.finditer(pattern, letters):
        # Up to the next letter, so that marks belong to the letter which they follow.
        yield offsets[match.start()], max(offsets[match.end()], offsets[match.end() - 1] + 1)


def _letters(text: str) -> tuple[str, tuple[int, ...]]:
    """Fold `text` but keep blanks, and hyphens for other signs.

    With the offset in `text` of each character there then is, and of the end.
    """
    letters, offsets = [], []
    for offset, character in enumerate(text):
        folded = fold(character)
        if not folded and unicodedata.category(character) not in {MARK, MODIFIER}:
            folded = " " if character.isspace() else "-"
        letters.append(folded)
        offsets += [offset] * len(folded)
    return "".join(letters), (*offsets, len(text))


_letters_of_article = lru_cache(maxsize=1)(_letters)
"""There is one article, and each search would fold all of it."""


def _found(article: Article, spans: Iterable[Span]) -> tuple[Found, ...]:
    marked: dict[Passage, list[Span]] = {}
    for start, end in sorted(spans):
        passage = article.passage_at(start)
        if end > passage.end:
            continue
        before = marked.setdefault(passage, [])
        if before and start < before[-1][1]:
            before[-1] = (before[-1][0], max(end, before[-1][1]))
        else:
            before.append((start, end))
    return tuple(
        Found(
            passage=passage,
            section=article.section_at(passage.start).title,
            text="" if passage.sensitive else article.text[passage.start : passage.end],
            spans=tuple(spans),
        )
        for passage, spans in marked.items()
    )
