"""The components: parts of the page drawn by our own JavaScript, a folder each.

A folder holds the component's Python, its `.js` and its `.css`. The factory here puts the shared
scripts and `base.css` before them, where they are used, and all of it into one file under
`static/vendor/`: Streamlit sends a component's script and style again with each change of its data,
so what it sends only loads that file, which the browser keeps.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Generic, TypeVar

import streamlit as st

from geo.errors import AssetError
from geo.layers.vendor import put
from views.state import trigger

HERE = Path(__file__).parent
SHARED = {"make(": "dom.js", "copied(": "copying.js"}
"""The scripts that components share, by what a component calls of them."""

T = TypeVar("T")


@dataclass(frozen=True)
class Listener(Generic[T]):
    """What to do when a component tells of an event: the type of its value, and the action."""

    kind: type[T]
    act: Callable[[T], None]


@st.cache_resource(show_spinner=False)
def _component(name: str) -> Any:
    script = _read(HERE / name / f"{name}.js")
    shared = [file for call, file in SHARED.items() if call in script]
    script = "".join(_read(HERE / file) for file in shared) + script
    style = HERE / name / f"{name}.css"
    css = _read(HERE / "base.css") + _read(style) if style.exists() else ""
    try:
        module = f"{script}export const css = {json.dumps(css)};\n"
        address = put(f"vendor/components/{name}.js", module.encode())
        script, css = _read(HERE / "load.js").replace("ADDRESS", address), ""
    except AssetError:
        pass  # Where nothing can be written, the messages are longer.
    return st.components.v2.component(name, html='<div class="root"></div>', css=css, js=script)


def _read(path: Path) -> str:
    """Read a script or style without its indents, empty lines and whole-line comments."""
    lines = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
    return "".join(f"{line}\n" for line in lines if line and not line.startswith("//"))


def mount(
    name: str, data: Any, *, key: str, on: Mapping[str, Listener[Any]] | None = None, **options: Any
) -> None:
    """Show the component `name` with `data`, and listen to its events by their names."""
    listeners = {
        f"on_{event}_change": partial(_hear, key, event, listener)
        for event, listener in (on or {}).items()
    }
    _component(name)(data=data, key=key, **listeners, **options)


def _hear(key: str, event: str, listener: Listener[Any]) -> None:
    """Act on an event; a stale one, or one whose value is not of the type, is ignored."""
    value = trigger(key, event)
    if type(value) is listener.kind:
        listener.act(value)
