"""One record for each map theme: what it draws, names, explains and says in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import pydeck as pdk

from geo.layers import basemap, extents, hits, paints, places, reading
from geo.layers.extents import TOWN_SYMBOLS
from geo.layers.hits import Hit
from geo.layers.names import PLACES
from geo.layers.paints import Paint
from geo.layers.style import Colour
from geo.layers.view import ThemeId, View
from geo.messages.catalogue import gettext, percent
from geo.messages.vocabulary import group_title
from geo.vocabulary import GROUPS

Maker = Callable[[View], list[pdk.Layer]]
"""Makes the layers that a view wants of one thing."""

GROUND = "ground"
"""The label set that holds the names of today's lands alone."""


@dataclass(frozen=True)
class Symbol:
    """A cell of an image of symbols, `static/map/<image>-<palette>.svg`."""

    image: str
    cell: int


@dataclass(frozen=True)
class Fill:
    """A colour on an area."""

    paint: Paint


@dataclass(frozen=True)
class Outline:
    """A line around an area."""

    colour: Colour


@dataclass(frozen=True)
class Dashes:
    """A dashed line; a solid one where its gaps have its colour."""

    line: Colour
    gap: Colour


@dataclass(frozen=True)
class Fading:
    """A line that fades into nothing."""

    colour: Colour


@dataclass(frozen=True)
class Hatch:
    """An area under thin lines, which may be crossed by others."""

    colour: Colour
    crossed: bool = False


@dataclass(frozen=True)
class LegendEntry:
    """What the map shows by some swatches, in words."""

    swatches: tuple[Symbol | Fill | Outline | Dashes | Fading | Hatch, ...]
    words: str


@dataclass(frozen=True)
class Theme:
    """What the map is about.

    `layers` go from the bottom to the top, `hits` from the top to the bottom; `label_set` names
    the files of names and of towns; `says` tells in words what the map shows, and `alternative`
    tells it to who does not see the map. `answers` tells whether a click on any spot means
    something.
    """

    layers: tuple[Maker, ...]
    hits: tuple[Callable[[View], Hit | None], ...]
    label_set: Callable[[View], str]
    legend: Callable[[View], list[LegendEntry]]
    says: Callable[[View], str]
    alternative: Callable[[View], str]
    answers: Callable[[View], bool] = lambda _: True


def legend(view: View) -> list[LegendEntry]:
    """Explain all that a view shows."""
    palette = view.palette
    theme = THEMES[view.theme]
    namesakes = LegendEntry((Outline(palette.khorasan),), gettext("Provinces named Khorasan today"))
    return [
        *theme.legend(view),
        *([namesakes] if basemap.namesakes in theme.layers else []),
        LegendEntry((Dashes(palette.border, palette.halo),), gettext("Approximate border")),
    ]


def _towns(view: View) -> list[pdk.Layer]:
    return extents.towns(view, THEMES[view.theme].label_set(view))


def _town_hits(view: View) -> Hit:
    return hits.towns(view, THEMES[view.theme].label_set(view))


def _bands(view: View, words: str) -> list[LegendEntry]:
    return [LegendEntry(tuple(map(Fill, paints.bands(view.palette))), words)]


def _places_legend(view: View) -> list[LegendEntry]:
    symbols = [
        LegendEntry((Symbol("symbols", at),), group_title(group)) for at, group in enumerate(GROUPS)
    ] + _reading_legend(view)
    if view.extent is None:
        return symbols
    words = gettext("Khorasan ({name}): surely inside, probably, possibly", name=view.extent.name)
    return symbols + _bands(view, words)


def _reading_legend(view: View) -> list[LegendEntry]:
    hue, entries = view.palette.place, []
    if view.place and view.reading.company:
        words = gettext("Named together with {name}", name=view.place.name)
        entries.append(LegendEntry((Dashes(hue, hue),), words))
    if len(view.reading.trail) > 1:
        words = gettext("The way through the places opened last")
        entries.append(LegendEntry((Dashes(hue, view.palette.halo),), words))
    return entries


def _extent_legend(view: View) -> list[LegendEntry]:
    return [
        *_bands(view, gettext("Khorasan: surely inside, probably, possibly")),
        *_edges_legend(view),
        *_town_symbols("in", "edge", "out", "note"),
    ]


def _edges_legend(view: View) -> list[LegendEntry]:
    """Explain what the outline rests on, by its three kinds of line."""
    colour, paper = view.palette.khorasan_text, view.palette.halo
    lines = (Dashes(colour, colour), Dashes(colour, paper), Fading(colour))
    words = gettext("Edge: named by the source, between towns, unknown")
    return [LegendEntry(lines, words)]


def _comparison_legend(view: View) -> list[LegendEntry]:
    if not (view.extent and view.against):
        return []
    names = (
        gettext("Both"),
        gettext("Only {name}", name=view.extent.name),
        gettext("Only {name}", name=view.against.name),
    )
    return [
        LegendEntry((Fill(paint),), name)
        for paint, name in zip(paints.comparison(view.palette), names, strict=True)
    ] + _differing_symbols(view.extent.name)


def _differing_symbols(name: str) -> list[LegendEntry]:
    """Explain the symbols of the towns on which two sources differ, by the first one's word."""
    words = {
        "in": gettext("The two differ: in for {name}", name=name),
        "edge": gettext("on the border for {name}", name=name),
        "out": gettext("out for {name}", name=name),
    }
    return [
        LegendEntry((Symbol("voices", TOWN_SYMBOLS.index(one)),), text)
        for one, text in words.items()
    ] + _town_symbols("note")


def _agreement_legend(view: View) -> list[LegendEntry]:
    palette = view.palette
    fills = [Fill(paints.agreement(palette, bound + 1)) for bound in paints.AGREEMENT_BOUNDS]
    return [
        LegendEntry(tuple(fills), gettext("From 1 to 11 written sources count the land in")),
        LegendEntry((Dashes(palette.text, palette.text),), gettext("In by more than half")),
        LegendEntry(
            (Hatch(palette.text, crossed=True), Hatch(palette.text)),
            gettext("Where that line could run: with one source left out, with others drawn"),
        ),
        *_town_symbols("named", "note"),
    ]


def _reports_legend(view: View) -> list[LegendEntry]:
    colour, paper = view.palette.khorasan_text, view.palette.halo
    return [
        LegendEntry((Dashes(colour, colour),), gettext("A limit that is named")),
        LegendEntry((Dashes(colour, paper),), gettext("People call the land this way Khorasan")),
    ]


def _shares_legend(view: View) -> list[LegendEntry]:
    heading = (
        gettext("Share of the province inside, {name}:", name=view.extent.name)
        if view.extent
        else gettext("Share of the province inside:")
    )
    return [LegendEntry((), heading)] + [
        LegendEntry((Fill(paints.share(view.palette, most)),), percent(least, most))
        for least, most in pairwise(paints.SHARE_BOUNDS)
    ]


def _town_symbols(*symbols: str) -> list[LegendEntry]:
    words = {
        "in": gettext("Town counted in"),
        "edge": gettext("On the border"),
        "out": gettext("Counted out"),
        "named": gettext("Town that many sources name"),
        "note": gettext("The sources disagree"),
    }
    return [
        LegendEntry((Symbol("voices", TOWN_SYMBOLS.index(one)),), words[one]) for one in symbols
    ]


def _extent_words(view: View) -> str:
    return view.extent.phrase if view.extent else gettext("Today’s provinces")


def _comparison_words(view: View) -> str:
    if not (view.extent and view.against):
        return gettext("Today’s provinces")
    return gettext(
        "Khorasan: {one}, compared with {other}", one=view.extent.name, other=view.against.name
    )


def _agreement_words(_: View) -> str:
    return gettext("Khorasan after all the sources together")


def _reports_words(_: View) -> str:
    return gettext("Khorasan in the wide sense: what people call so")


def _reports_alternative(_: View) -> str:
    return gettext(
        "Map of how far people’s use of the name Khorasan reaches: limits and arrows, no area. The "
        "panel beside it tells the same in words, with who says so."
    )


def _shares_words(view: View) -> str:
    name = view.extent.name if view.extent else ""
    return gettext("Today’s provinces in Khorasan: {name}", name=name)


def _places_alternative(_: View) -> str:
    return gettext(
        "Map of Khorasan and its neighbours: relief, rivers, today’s provinces, and the places "
        "the article names. The list of places beside it holds the same places."
    )


def _extent_alternative(_: View) -> str:
    return gettext(
        "Map of one source’s Khorasan in soft bands, with the towns that the source counts in and "
        "out. The panel beside it lists the same towns."
    )


def _comparison_alternative(_: View) -> str:
    return gettext(
        "Map of two extents of Khorasan: what they share and what each has alone. The panel beside "
        "it says the same in words and numbers."
    )


def _agreement_alternative(_: View) -> str:
    return gettext(
        "Map of how many written sources count land in Khorasan. The table beside it holds the "
        "same in numbers."
    )


def _shares_alternative(_: View) -> str:
    return gettext(
        "Map of today’s provinces by their share inside one Khorasan. The table beside it holds "
        "the same shares."
    )


def _quiz_legend(view: View) -> list[LegendEntry]:
    if view.extent is None:
        return []
    return _bands(view, gettext("Khorasan: surely inside, probably, possibly"))


def _quiz_words(_: View) -> str:
    return gettext("Quiz")


def _quiz_alternative(_: View) -> str:
    return gettext(
        "Map for the question. The panel beside it asks the question in words, with a list of "
        "answers."
    )


def _together(_: View) -> str:
    return "agreement"


_GROUND: tuple[Maker, ...] = (basemap.land, basemap.relief)
_LINES: tuple[Maker, ...] = (basemap.water, basemap.borders, basemap.namesakes, basemap.seams)
_EVIDENCE: tuple[Maker, ...] = (_towns, extents.notes)
_POINTS = (hits.notes, _town_hits)

THEMES = {
    ThemeId.PLACES: Theme(
        layers=(
            *_GROUND, extents.bands, *_LINES, reading.lines,
            places.places, reading.near,
        ),
        hits=(hits.places, hits.ground),
        label_set=lambda _: PLACES,
        legend=_places_legend,
        says=_extent_words,
        alternative=_places_alternative,
        answers=lambda _: False,
    ),
    ThemeId.EXTENT: Theme(
        layers=(*_GROUND, extents.bands, extents.edges, *_LINES, *_EVIDENCE),
        hits=(*_POINTS, hits.edges, hits.land),
        label_set=lambda view: view.extent.extent_id if view.extent else GROUND,
        legend=_extent_legend,
        says=_extent_words,
        alternative=_extent_alternative,
    ),
    ThemeId.COMPARISON: Theme(
        layers=(*_GROUND, extents.comparison, *_LINES, extents.differing, extents.notes),
        hits=(hits.other_notes, hits.notes, hits.differing, hits.land),
        label_set=_together,
        legend=_comparison_legend,
        says=_comparison_words,
        alternative=_comparison_alternative,
    ),
    ThemeId.AGREEMENT: Theme(
        layers=(*_GROUND, extents.agreement, extents.majority, *_LINES, *_EVIDENCE),
        hits=(*_POINTS, hits.agreement),
        label_set=_together,
        legend=_agreement_legend,
        says=_agreement_words,
        alternative=_agreement_alternative,
    ),
    ThemeId.REPORTS: Theme(
        layers=(*_GROUND, *_LINES, extents.reports, _towns),
        hits=(hits.reports, hits.land),
        label_set=lambda _: "reports",
        legend=_reports_legend,
        says=_reports_words,
        alternative=_reports_alternative,
    ),
    ThemeId.SHARES: Theme(
        layers=(*_GROUND, extents.shares, *_LINES, extents.unit),
        hits=(hits.shares,),
        label_set=lambda _: GROUND,
        legend=_shares_legend,
        says=_shares_words,
        alternative=_shares_alternative,
    ),
    ThemeId.QUIZ: Theme(
        layers=(
            *_GROUND, extents.bands, basemap.water, basemap.borders, basemap.seams, extents.unit,
        ),
        hits=(),
        label_set=lambda _: GROUND,
        legend=_quiz_legend,
        says=_quiz_words,
        alternative=_quiz_alternative,
        answers=lambda view: view.asks,
    ),
}  # fmt: skip
