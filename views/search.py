"""The one search above the map: it finds places, what one can ask about, and words in the text."""

from __future__ import annotations

from functools import partial

from geo.finder import Findings, find
from geo.messages.catalogue import gettext
from geo.messages.faults import quoted
from geo.messages.finder import passages_heading, place_note, subject_note
from geo.messages.places import folded
from geo.text.corpus import Corpus
from geo.text.snippets import snippet
from views import actions
from views.components import search_box
from views.components.search_box import Group, Option
from views.data import Data

MOST = 6
"""Hits of each kind that are shown."""


def show(query: str, data: Data) -> None:
    """Offer the search, and what it has found."""
    found = find(query, data.corpus, data.index, MOST)
    groups = [*_named(data, found), *_passages(data.corpus, found)]
    nothing = ""
    if query.strip() and not found:
        nothing = gettext(
            "Nothing here is called {query}: no place, no province, no historic town. The article "
            "does not have the word either.",
            query=quoted(query),
        )
    go = partial(actions.read_at, data.corpus) if data.corpus else None
    search_box.show(
        query, groups, nothing,
        place=actions.open_found_place, subject=actions.ask_about_found, passage=go,
    )  # fmt: skip


def _named(data: Data, found: Findings) -> list[Group]:
    """List the places and the subjects, those first that are nearer to what was typed."""
    mentions_of = data.corpus.mentions_of if data.corpus else {}
    places = [
        Option("place", one.place_id, [(one.name, False)],
               place_note(one, len(mentions_of.get(one.place_id, ()))))
        for one in found.places
    ]  # fmt: skip
    subjects = [
        Option("subject", one.key, [(one.name, False)], subject_note(one)) for one in found.subjects
    ]
    groups = [
        Group(gettext("In the article"), places),
        Group(gettext("Is it in Khorasan?"), subjects),
    ]
    return groups[::-1] if found.asks_first else groups


def _passages(corpus: Corpus | None, found: Findings) -> list[Group]:
    if corpus is None:
        return []
    options = [
        Option(
            "passage", str(one.spans[0][0]),
            snippet(corpus.article, one.passage, one.spans)
            or [(folded(one.passage.sensitive), False)],
            one.section,
        )
        for one in found.passages
    ]  # fmt: skip
    return [Group(passages_heading(found.passage_count, len(options)), options)]
