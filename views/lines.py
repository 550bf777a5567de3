"""Lines of text that lead somewhere: hits of a search, passages, uses of a name."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any

import streamlit as st

from geo.snippets import Part

HERE = Path(__file__).parent


@st.cache_resource
def _lines() -> Any:
    return st.components.v2.component(
        "lines",
        html='<div class="root"></div>',
        css=(HERE / "lines.css").read_text(encoding="utf-8"),
        js=(HERE / "lines.js").read_text(encoding="utf-8"),
    )


def line(name: str, value: Any, parts: Iterable[Part], **options: Any) -> dict[str, Any]:
    """Make a line that tells `value` by `name` when it is chosen.

    `options` are a `heading` above it, a `note` beside it, a `level` within the line before,
    whether it is `open`, and other targets as (label, name, value): `also` after it, `under`
    its heading.
    """
    return {"go": [name, value], "parts": list(parts), **options}


def show(
    key: str, lines: list[dict[str, Any]], *, short: bool = False, **told: Callable[[Any], None]
) -> None:
    """Show lines, and call `told[name]` with the value of the line that was chosen.

    A `short` list scrolls by itself.
    """
    _lines()(
        data={"lines": lines, "short": short},
        key=key,
        **{f"on_{name}_change": partial(_tell, key, name, do) for name, do in told.items()},
    )


def _tell(key: str, name: str, do: Callable[[Any], None]) -> None:
    value = st.session_state[key].get(name)
    if value is not None:
        do(value)
