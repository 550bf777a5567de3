"""Drive the screen without a browser, and read what it says: for the tests of the screen."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).parents[1]
APP = str(ROOT / "app.py")
PATIENCE_S = 120
TAG = re.compile(r"<[^>]+>")
HOSTILE = "<script>alert(1)</script>"


def visit(**link: str | list[str]) -> AppTest:
    """Open the atlas by a link with these parameters, in a session of its own."""
    at = AppTest.from_file(APP, default_timeout=PATIENCE_S)
    at._bidi_component_manager = _component_manager()
    return follow(at, **link)


@cache
def _component_manager() -> BidiComponentManager:
    """Look for components once: a server does so too, but AppTest does for each session."""
    manager = BidiComponentManager()
    manager.discover_and_register_components(start_file_watching=False)
    return manager


def follow(at: AppTest, /, **link: str | list[str]) -> AppTest:
    """Open another link in the same session."""
    at.query_params.clear()
    for key, value in link.items():
        at.query_params[key] = value
    return ran(at.run())


def ran(at: AppTest) -> AppTest:
    """Make sure that the run raised no exception."""
    assert not at.exception
    return at


def press(at: AppTest, key: str) -> AppTest:
    return ran(at.button(key=key).click().run())


def turn_to(at: AppTest, panel: str) -> AppTest:
    return ran(at.segmented_control(key="panel").select(panel).run())


def choose(at: AppTest, key: str, value: Any) -> AppTest:
    """Choose on a row of buttons: one value, or a list of values."""
    [row] = [group for group in at.get("button_group") if group.key == key]
    return ran(row.set_value(value).run())


def unfold(at: AppTest, key: str) -> AppTest:
    """Open an expander that asks for a rerun."""
    at.session_state[key] = True
    return ran(at.run())


def tell(at: AppTest, key: str, *events: tuple[str, Any]) -> AppTest:
    """Let a component tell events, each by its name and value, as the browser sends them."""
    payloads = [{"event": event, "value": value} for event, value in events]
    told = WidgetState(
        id=f"$$STREAMLIT_INTERNAL_KEY_{_component(at, key).id}__events",
        json_trigger_value=json.dumps(payloads),
    )
    states = at._tree.get_widget_states()
    states.widgets.append(told)  # AppTest knows no components.
    return ran(at._run(states))


def click_map(at: AppTest, target: str, key: str) -> AppTest:
    """Click on the map, on a thing of this kind and id, or on empty ground."""
    event = {"target": target, "key": key, "lon": 62.2, "lat": 34.4}
    return tell(at, "map", ("clicked", event))


def _component(at: AppTest, key: str) -> Any:
    [one] = [c.proto for c in at.get("bidi_component") if c.proto.id.endswith(f"-{key}")]
    return one


def components(at: AppTest) -> Iterator[str]:
    """Give the data of each component, as JSON."""
    return (component.proto.json for component in at.get("bidi_component"))


def component(at: AppTest, key: str) -> Any:
    """Give the data of one component."""
    return json.loads(_component(at, key).json)


def has_component(at: AppTest, key: str) -> bool:
    return any(c.proto.id.endswith(f"-{key}") for c in at.get("bidi_component"))


def markup(at: AppTest) -> str:
    """Give all HTML of the page but its style sheets."""
    return "\n".join(e.value for e in at.get("html") if "<style>" not in e.value)


def words_of(html: str) -> str:
    return unescape(TAG.sub("", html))


def said(at: AppTest) -> str:
    """Give the words of the page's HTML."""
    return words_of(markup(at))


def linked(at: AppTest, key: str) -> list[str]:
    """Give the values of one parameter of the URL."""
    values = at.query_params.get(key, [])
    return [values] if isinstance(values, str) else values


def warnings(at: AppTest) -> list[str]:
    """Give the sentences of the notices."""
    found = re.findall(r'<div class="notice" role="alert">(.*?)</div>', markup(at), re.DOTALL)
    return [unescape(sentence) for sentence in found]


def heading(at: AppTest) -> str | None:
    """Give the name of what is open: a place, or what is asked about."""
    found = re.search(r'<h2 class="place-name">(.*?)</h2>', markup(at))
    return unescape(found[1]) if found else None


def scene(at: AppTest) -> dict[str, Any]:
    """Give all that the map is told."""
    told = component(at, "map-paper")["paper"] | component(at, "map")
    assert told["id"] == told.pop("paper")
    return told


def layers(at: AppTest) -> dict[str, dict[str, Any]]:
    """Give the map's layers by id, from the bottom to the top."""
    return {layer["id"]: layer for layer in scene(at)["layers"]}


def session(at: AppTest) -> Any:
    """Give what the session holds beside the link."""
    return at.session_state["session"]
