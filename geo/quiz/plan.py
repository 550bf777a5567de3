"""What a quiz asks: its topics, how many questions, and the seed that draws them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Topic(StrEnum):
    """The kinds of question; the first letter stands for each in a link."""

    MAP = "map"
    """Find a place on the map."""
    PROVINCE = "province"
    """Name the province of today that a town lies in."""
    COUNTRY = "country"
    """Name the country of today that a town lies in."""
    INSIDE = "inside"
    """Say whether one source counts a town in."""
    WHICH = "which"
    """Tell which of two extents the map shows."""
    ORDER = "order"
    """Put extents in the order of time."""


LENGTHS = (5, 10, 20)
"""How many questions a quiz can have."""

MOST_SEED = 9999

ALL = "all"
"""What a link has for all topics."""

WRITTEN = re.compile(r"([0-9]{1,4})-([a-z]+)-([0-9]{1,2})")


@dataclass(frozen=True)
class Plan:
    """What a quiz asks; seed 0 has drawn no questions yet. No topics stand for all."""

    seed: int = 0
    topics: tuple[Topic, ...] = ()
    length: int = 10


NO_PLAN = Plan()
"""All topics, before any questions have been drawn."""


def read_plan(text: str) -> Plan:
    """Read a plan such as `4711-mpc-10` or `4711-all-10`; raises `ValueError` if it is none."""
    match = WRITTEN.fullmatch(text)
    if not match:
        raise ValueError(text)
    seed, letters, length = int(match[1]), match[2], int(match[3])
    chosen = () if letters == ALL else tuple(one for one in Topic if one[0] in letters)
    plan = Plan(seed, chosen, length)
    if length not in LENGTHS or write_plan(plan) != text:
        raise ValueError(text)
    return plan


def write_plan(plan: Plan) -> str:
    """Write a plan as a link has it, the topics in their own order."""
    letters = "".join(one[0] for one in Topic if one in plan.topics)
    return f"{plan.seed}-{letters or ALL}-{plan.length}"
