"""Read one cell of a table: each parser turns text into a value or raises `ValueError`."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from geo.citations import ADDRESS

LANGUAGE_TAG = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?")
"""The form of the BCP 47 tags in use: a language, perhaps a script, perhaps a country."""

COUNTRY_CODE = re.compile(r"[A-Z]{2}")
SENTENCE_END = re.compile(r"[.!?](?=\s+\W*[A-Z]|$)")
YEAR = re.compile(r"-?[1-9][0-9]{0,3}")


@dataclass(frozen=True)
class Name:
    """A name in another script; `language` is a BCP 47 tag."""

    language: str
    text: str


def text(cell: str) -> str:
    """Read a cell that may be empty; raises `ValueError` if blanks surround the text."""
    if cell != cell.strip():
        raise ValueError(cell)
    return cell


def required(cell: str) -> str:
    """Read a cell that must hold text; raises `ValueError` if it does not."""
    if not text(cell):
        raise ValueError(cell)
    return cell


def slug(cell: str) -> str:
    """Read a lower-case ASCII identifier such as `sar-e-pol`; raises `ValueError` otherwise."""
    if not (cell.isascii() and cell.replace("-", "").isalnum() and cell == cell.lower()):
        raise ValueError(cell)
    return cell


def number(low: float, high: float) -> Callable[[str], float]:
    """Make a parser of finite numbers from `low` to `high`."""

    def read(cell: str) -> float:
        value = float(cell)
        if not (math.isfinite(value) and low <= value <= high):
            raise ValueError(cell)
        return value

    return read


def choice(*options: str) -> Callable[[str], str]:
    """Make a parser of one of `options`."""

    def read(cell: str) -> str:
        if cell not in options:
            raise ValueError(cell)
        return cell

    return read


def many(parse: Callable[[str], Any], separator: str) -> Callable[[str], tuple[Any, ...]]:
    """Make a parser of `separator`-separated values; an empty cell has none."""

    def read(cell: str) -> tuple[Any, ...]:
        return tuple(parse(part) for part in cell.split(separator)) if cell else ()

    return read


def offset(cell: str) -> int:
    """Read a `str` offset into the article; raises `ValueError` unless it is a whole number."""
    if not cell.isascii() or not cell.isdigit():
        raise ValueError(cell)
    return int(cell)


def year(cell: str) -> int | None:
    """Read a year or nothing; raises `ValueError` if it is neither."""
    if not cell:
        return None
    if not YEAR.fullmatch(cell):
        raise ValueError(cell)
    return int(cell)


def words(most: int) -> Callable[[str], str]:
    """Make a parser of text of at most `most` words."""

    def read(cell: str) -> str:
        if len(required(cell).split()) > most:
            raise ValueError(cell)
        return cell

    return read


def sentences(count: int, most: int) -> Callable[[str], str]:
    """Make a parser of text of exactly `count` sentences with at most `most` words together."""

    def read(cell: str) -> str:
        if len(SENTENCE_END.findall(words(most)(cell))) != count or cell[-1] not in ".!?":
            raise ValueError(cell)
        return cell

    return read


def language_name(cell: str) -> Name:
    """Read `fa=کابل`; raises `ValueError` if it is not a language tag and a name."""
    language, _, name = cell.partition("=")
    if not LANGUAGE_TAG.fullmatch(language):
        raise ValueError(cell)
    return Name(language, required(name))


def language_tag(cell: str) -> str:
    """Read a BCP 47 tag such as `fa` or `ar-Latn`; raises `ValueError` otherwise."""
    if not LANGUAGE_TAG.fullmatch(cell):
        raise ValueError(cell)
    return cell


def web_address(cell: str) -> str:
    """Read an address of a page on the web; raises `ValueError` otherwise."""
    if not re.fullmatch(ADDRESS, cell):
        raise ValueError(cell)
    return cell


def country_code(cell: str) -> str:
    """Read a code of ISO 3166-1 alpha-2's form; raises `ValueError` otherwise."""
    if not COUNTRY_CODE.fullmatch(cell):
        raise ValueError(cell)
    return cell


def or_nothing(parse: Callable[[str], Any]) -> Callable[[str], Any]:
    """Make a parser that also takes an empty cell, which stays empty."""
    return lambda cell: parse(cell) if cell else ""


def or_none(parse: Callable[[str], Any]) -> Callable[[str], Any]:
    """Make a parser that reads an empty cell as None."""
    return lambda cell: parse(cell) if cell else None


def geonames_id(cell: str) -> str:
    """Read a GeoNames id or nothing; raises `ValueError` otherwise."""
    if cell and not cell.isdigit():
        raise ValueError(cell)
    return cell
