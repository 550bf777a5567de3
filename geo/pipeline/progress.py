"""Tell what a build does: a line for each step, and a bar for the long ones."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

try:
    from tqdm import tqdm
except ModuleNotFoundError:
    tqdm = None

T = TypeVar("T")

Advance = Callable[[int], object]
"""Tells that so much more is done."""


def say(what: str) -> None:
    """Write what is being done to stderr, as a line of its own."""
    sys.stderr.write(f"{what}\n")
    sys.stderr.flush()


def track(items: Iterable[T], what: str, total: int) -> Iterator[T]:
    """Go through `items`, of which there are `total`, with a progress bar on stderr."""
    with progress(total, what) as advance:
        for item in items:
            yield item
            advance(1)


@contextmanager
def progress(total: int, what: str, unit: str = "") -> Iterator[Advance]:
    """Show a progress bar on stderr, of as many steps or units as `total`.

    Only a line is written if tqdm is not installed or nobody watches stderr.
    """
    if tqdm is None or not sys.stderr.isatty():
        say(what)
        yield lambda _: None
        return
    with tqdm(total=total, desc=what, unit=unit or "step", unit_scale=bool(unit)) as bar:
        yield bar.update
