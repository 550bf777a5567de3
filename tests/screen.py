"""Drive the screen without a browser, and read what it says: for the tests of the panels."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path

from streamlit.testing.v1 import AppTest

APP = str(Path(__file__).parents[1] / "app.py")
PATIENCE_S = 120
TAG = re.compile(r"<[^>]+>")


def visit(**link: str | list[str]) -> AppTest:
    """Open the atlas by a link with these parameters."""
    at = AppTest.from_file(APP, default_timeout=PATIENCE_S)
    return follow(at, **link)


def follow(at: AppTest, **link: str | list[str]) -> AppTest:
    """Open another link in the same session."""
    at.query_params.clear()
    for key, value in link.items():
        at.query_params[key] = value
    return ran(at.run())


def ran(at: AppTest) -> AppTest:
    """Make sure that no exception was met."""
    assert not at.exception
    return at


def press(at: AppTest, key: str) -> AppTest:
    return ran(at.button(key=key).click().run())


def markup(at: AppTest) -> str:
    """Give all HTML of the page but its style sheets."""
    return "\n".join(e.value for e in at.get("html") if "<style>" not in e.value)


def said(at: AppTest) -> str:
    """Give the words of that HTML."""
    return unescape(TAG.sub("", markup(at)))


def linked(at: AppTest, key: str) -> list[str]:
    """Give the values of one parameter of the URL."""
    values = at.query_params.get(key, [])
    return [values] if isinstance(values, str) else values


def warnings(at: AppTest) -> list[str]:
    """Give the sentences of the notices."""
    found = re.findall(r'<div class="notice" role="alert">(.*?)</div>', markup(at), re.DOTALL)
    return [unescape(sentence) for sentence in found]


def deck_json(at: AppTest) -> str:
    [chart] = at.get("deck_gl_json_chart")
    return chart.proto.json


def layer_ids(at: AppTest) -> list[str]:
    return [layer["id"] for layer in json.loads(deck_json(at))["layers"]]
