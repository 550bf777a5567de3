"""The corpus: the article's text, its places and its mentions, read together."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from geo.paths import DATA
from geo.text.article import Article, read_article
from geo.text.concordance import NameUse, read_senses
from geo.text.mentions import Mention, read_mentions
from geo.text.places import Place, read_places
from geo.text.search import fold_places

KHORASAN = "khorasan"
"""The `place_id` of the region that the atlas is about."""


@dataclass(frozen=True)
class Corpus:
    """The article, the places it names by `place_id`, and every mention in text order.

    `name_uses` are the uses of the name Khorasan, in text order too.
    """

    article: Article
    places: dict[str, Place]
    mentions: tuple[Mention, ...]
    name_uses: tuple[NameUse, ...]

    @cached_property
    def mentions_of(self) -> dict[str, tuple[Mention, ...]]:
        """Each place's mentions in text order, by `place_id`."""
        found = defaultdict(list)
        for mention in self.mentions:
            found[mention.place_id].append(mention)
        return {place_id: tuple(mentions) for place_id, mentions in found.items()}

    @cached_property
    def mentions_in(self) -> dict[str, tuple[Mention, ...]]:
        """The mentions in each passage in text order, by `passage_id`; only where there are any."""
        found = defaultdict(list)
        for mention in self.mentions:
            found[self.article.passage_at(mention.start).passage_id].append(mention)
        return {passage_id: tuple(mentions) for passage_id, mentions in found.items()}

    @cached_property
    def folded(self) -> dict[str, tuple[str, ...]]:
        """Every spelling of each place, folded for `geo.text.search`, by `place_id`."""
        return fold_places(self.places.values())

    def select(self, kinds: Collection[str], uses: Collection[str]) -> list[Place]:
        """List the places of one of `kinds` with a mention of one of `uses`; empty means all."""
        return [
            place
            for place in self.places.values()
            if (not kinds or place.kind in kinds)
            and any(
                self.counts(mention, uses) for mention in self.mentions_of.get(place.place_id, ())
            )
        ]

    def shown_mentions(self, place_id: str, uses: Collection[str]) -> tuple[Mention, ...]:
        """List a place's mentions of one of `uses`; all its mentions if none has such a use."""
        mentions = self.mentions_of.get(place_id, ())
        return tuple(m for m in mentions if self.counts(m, uses)) or mentions

    def around(self, start: int) -> tuple[Mention | None, Mention | None]:
        """Find the last mention that begins before offset `start`, and the first after it.

        None stands for the ends of the text.
        """
        before = bisect_left(self.mentions, start, key=lambda m: m.start) - 1
        after = bisect_right(self.mentions, start, key=lambda m: m.start)
        return (
            self.mentions[before] if before >= 0 else None,
            self.mentions[after] if after < len(self.mentions) else None,
        )

    @staticmethod
    def counts(mention: Mention, uses: Collection[str]) -> bool:
        """Tell whether a mention has one of `uses`; empty means any."""
        return not uses or mention.use in uses


def read_corpus(data: Path = DATA) -> Corpus:
    """Read the article, its places, mentions and senses; raises `DataError` at a file's faults."""
    article = read_article(data / "article")
    places = read_places(data / "places.csv")
    mentions = read_mentions(data / "mentions.csv", article.text, set(places))
    senses = read_senses(data / "senses.csv", article.text)
    return Corpus(article, places, mentions, senses)
