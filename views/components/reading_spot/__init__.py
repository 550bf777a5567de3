"""The spot in the article: tells the text and its chart where a person is and what is chosen.

It is a component of its own, because Streamlit sends a component's script again with each change
of its data, and the other two scripts are long.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from geo.messages.catalogue import gettext, ngettext
from geo.text.article import Article
from geo.text.dispersion import Bin
from views.components import mount


@dataclass(frozen=True)
class ReadingSpot:
    """Where a person is in the article, and what is chosen in it.

    `choices` makes each choice a new one; `section` is the offset of the section in view;
    `unfolded` tells whether the passages that are folded at first are to be open.
    """

    choices: int
    place: str | None
    mention: int | None
    passage: str | None
    section: int
    follows: bool
    unfolded: bool
    histograms: dict[str, dict[str, Any]]


def tell(spot: ReadingSpot) -> None:
    """Tell the pane and the chart."""
    mount("reading_spot", vars(spot), key="reading-spot", height=1)


def histogram(article: Article, label: str, bins: Sequence[Bin]) -> dict[str, Any]:
    """Write a histogram as the pane draws it: its label, its words, and the bins with names.

    A bin is its start, end, count, the offset of its first name, and all that in words.
    """
    return {
        "label": label,
        "words": gettext("Where {name} is named", name=label),
        "bins": [
            [one.start, one.end, one.count, one.first, _words(article, label, one)]
            for one in bins
            if one.first is not None
        ],
    }


def _words(article: Article, label: str, one: Bin) -> str:
    section = article.section_at(one.first or 0).title
    return ngettext(
        "{name}: named once in “{section}”",
        "{name}: named {number} times in “{section}”",
        one.count, name=label, section=section,
    )  # fmt: skip
