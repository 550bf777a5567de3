"""What a person does in a quiz: chooses answers, clicks on the map, goes on to the next question.

In a link it is one text: `b_34.35~62.20_n` chooses the second answer, clicks, and goes on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

LETTERS = "abcdef"
"""The answers of a question in a link."""

SIGN, GO_ON = "_", "n"
CHOSEN = re.compile(f"[{LETTERS}]{{1,{len(LETTERS)}}}")
CLICKED = re.compile(r"(-?[0-9]{1,2}[.][0-9]{2})~(-?[0-9]{1,3}[.][0-9]{2})")

MOST_STEPS = 200
"""So many steps no quiz has; a longer text is none."""

MOST_LAT, MOST_LON = 90, 180


@dataclass(frozen=True)
class Pick:
    """The answers that were chosen, by their numbers from 0: one, or several in an order."""

    numbers: tuple[int, ...]


@dataclass(frozen=True)
class Click:
    """A click on the map, WGS84 degrees to two decimals."""

    lon: float
    lat: float


@dataclass(frozen=True)
class GoOn:
    """The way on from a question that is settled."""


Answer = Pick | Click
Step = Answer | GoOn


def click_at(lon: float, lat: float) -> Click:
    """Make a click of degrees; the map's own longitude may lie on a repeated world."""
    east = (lon + MOST_LON) % (2 * MOST_LON) - MOST_LON
    north = min(max(lat, -MOST_LAT), MOST_LAT)
    # Adding zero takes the sign from -0.
    return Click(round(east, 2) + 0.0, round(north, 2) + 0.0)


def read_steps(text: str) -> tuple[Step, ...]:
    """Read the steps of a link; raises `ValueError` if they are not of their form."""
    parts = text.split(SIGN, MOST_STEPS)
    if len(parts) > MOST_STEPS:
        raise ValueError(text)
    return tuple(map(_read, parts))


def write_steps(steps: tuple[Step, ...]) -> str:
    """Write steps as a link has them."""
    return SIGN.join(map(_write, steps))


def _read(part: str) -> Step:
    if part == GO_ON:
        return GoOn()
    if CHOSEN.fullmatch(part) and len(set(part)) == len(part):
        return Pick(tuple(map(LETTERS.index, part)))
    match = CLICKED.fullmatch(part)
    if not match:
        raise ValueError(part)
    lat, lon = map(float, match.groups())
    if abs(lat) > MOST_LAT or abs(lon) > MOST_LON:
        raise ValueError(part)
    return Click(lon + 0.0, lat + 0.0)


def _write(step: Step) -> str:
    match step:
        case Pick(numbers):
            return "".join(LETTERS[number] for number in numbers)
        case Click(lon, lat):
            return f"{lat:.2f}~{lon:.2f}"
        case GoOn():
            return GO_ON
