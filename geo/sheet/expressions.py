"""Evaluate the expressions of deck.gl's in which layers say how a feature is painted.

They know properties, numbers, words, lists, `==`, `>`, `? :` and brackets; the rest raises
`ValueError`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

MARK = "@@="
TOKEN = re.compile(r"\s*(properties\.\w+|-?\d+(?:\.\d+)?|'[^']*'|==|[?:>(),\[\]])")

Properties = Mapping[str, Any]
Value = Callable[[Properties], Any]


def value_of(accessor: Any, properties: Properties) -> Any:
    """Return what an accessor, a value or an expression, yields for a feature's properties."""
    if isinstance(accessor, str) and accessor.startswith(MARK):
        return _read(accessor.removeprefix(MARK))(properties)
    return accessor


@lru_cache(maxsize=256)
def _read(expression: str) -> Value:
    tokens, at = list[str](), 0
    while at < len(expression):
        found = TOKEN.match(expression, at)
        if not found:
            raise ValueError(f"{expression!r} is not understood from {expression[at:]!r} on.")
        tokens.append(found[1])
        at = found.end()
    reader = _Reader(tokens)
    value = reader.choice()
    if reader.tokens:
        raise ValueError(f"{expression!r} goes on with {reader.tokens[0]!r}.")
    return value


class _Reader:
    """Reads tokens from the left; each method reads one kind of phrase."""

    def __init__(self, tokens: list[str]) -> None:
        self.tokens = tokens

    def take(self, *wanted: str) -> str:
        if not self.tokens or (wanted and self.tokens[0] not in wanted):
            raise ValueError(f"{wanted} is missing before {self.tokens[:1]}.")
        return self.tokens.pop(0)

    def is_next(self, *tokens: str) -> bool:
        return bool(self.tokens) and self.tokens[0] in tokens

    def choice(self) -> Value:
        test = self.comparison()
        if not self.is_next("?"):
            return test
        self.take("?")
        then = self.choice()
        self.take(":")
        otherwise = self.choice()
        return lambda properties: (then if test(properties) else otherwise)(properties)

    def comparison(self) -> Value:
        left = self.atom()
        if not self.is_next("==", ">"):
            return left
        operator, right = self.take(), self.atom()
        if operator == "==":
            return lambda properties: left(properties) == right(properties)
        return lambda properties: (left(properties) or 0) > right(properties)

    def atom(self) -> Value:
        taken = self.take()
        if taken == "(":
            inner = self.choice()
            self.take(")")
            return inner
        if taken == "[":
            return self.list_of()
        if name := taken.partition("properties.")[2]:
            return lambda properties: properties.get(name)
        constant = taken[1:-1] if taken.startswith("'") else float(taken)
        return lambda _: constant

    def list_of(self) -> Value:
        parts = [self.choice()]
        while self.take(",", "]") == ",":
            parts.append(self.choice())
        return lambda properties: [part(properties) for part in parts]
