"""A question, and how an answer to it is marked."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import shapely

from geo.crs import GEOD, project
from geo.quiz.answers import Answer, Click, Pick
from geo.quiz.plan import Topic

TRIES = 3
"""Tries at most; a question with few answers has fewer, so that one is never left alone."""

POINTS = (10, 7, 4)
"""The points of a right answer, by the try."""

SAME_KM = 10
"""Clicks so near each other are the same one: a double click must not cost two tries."""


class UnfitError(ValueError):
    """An answer that a question cannot take."""


@dataclass(frozen=True)
class Target:
    """What is to be found on the map: a point in WGS84 degrees, or an area.

    A click within `full_km` of the point, or in the area, is right. From there its worth falls
    evenly with the distance, and `none_km` farther it is nothing.
    """

    lon: float
    lat: float
    full_km: float
    none_km: float
    area: shapely.Geometry | None = None

    @cached_property
    def _projected(self) -> shapely.Geometry:
        return shapely.transform(self.area, project)

    def distance_km(self, lon: float, lat: float) -> float:
        """Measure how far WGS84 degrees lie from the point, or from the area, 0 in it."""
        if self.area is None:
            return float(GEOD.inv(self.lon, self.lat, lon, lat)[2]) / 1000
        if shapely.contains_xy(self.area, lon, lat):
            return 0.0
        point = shapely.transform(shapely.Point(lon, lat), project)
        return float(shapely.distance(self._projected, point))

    def closeness(self, distance_km: float) -> float:
        """Say what a distance is worth, from 1 to 0."""
        return max(0.0, 1 - max(0.0, distance_km - self.full_km) / self.none_km)


@dataclass(frozen=True)
class Try:
    """An answer that was given: what it is worth, from 1 to 0, and how far off a click was."""

    answer: Answer
    closeness: float
    distance_km: float | None = None

    @property
    def is_right(self) -> bool:
        """Tell whether the answer is the right one."""
        return self.closeness == 1


@dataclass(frozen=True)
class Question:
    """A question and its possible answers.

    `key` is the id of the town or unit that is asked about, or of the extent; `source_id` the
    source that is asked. `options` are ids: of towns or units to find on the map, of units, of
    relations, of extents. `right` are the numbers of the right ones, in order. `target` is what a
    click is measured against, None if the map takes no answer.
    """

    topic: Topic
    key: str
    options: tuple[str, ...]
    right: tuple[int, ...]
    source_id: str = ""
    target: Target | None = None

    @property
    def tries(self) -> int:
        """How many tries there are."""
        if len(self.right) > 1:
            return TRIES
        return min(TRIES, len(self.options) - 1)

    def is_draft(self, answer: Answer) -> bool:
        """Tell whether an answer is the beginning of an order."""
        return (
            isinstance(answer, Pick)
            and len(answer.numbers) < len(self.right)
            and max(answer.numbers) < len(self.options)
        )

    def mark(self, answer: Answer, before: tuple[Try, ...] = ()) -> Try:
        """Mark an answer; raises `UnfitError` if it is none to this question, or a repeated one.

        An order may be repeated: it is put together piece by piece, and each piece must fit.
        """
        if isinstance(answer, Click):
            if self.target is None or any(_is_same(answer, one.answer) for one in before):
                raise UnfitError(answer)
            distance = self.target.distance_km(answer.lon, answer.lat)
            return Try(answer, self.target.closeness(distance), distance)
        repeated = len(self.right) == 1 and any(answer == one.answer for one in before)
        fits = len(answer.numbers) == len(self.right) and max(answer.numbers) < len(self.options)
        if repeated or not fits:
            raise UnfitError(answer)
        return Try(answer, float(answer.numbers == self.right))


def _is_same(click: Click, other: Answer) -> bool:
    if not isinstance(other, Click):
        return False
    return float(GEOD.inv(click.lon, click.lat, other.lon, other.lat)[2]) < 1000 * SAME_KM
