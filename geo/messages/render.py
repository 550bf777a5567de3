"""Render the templates of `geo/messages/templates/` as HTML: every value is escaped."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from geo.citations import split
from geo.messages.catalogue import gettext

TEMPLATES = Path(__file__).with_name("templates")

RIGHT_TO_LEFT = {"ar", "fa", "ps", "ur", "sd", "ug", "ckb", "he"}
"""The languages, among those of the data, that are written from right to left."""


def _direction(language: str) -> str:
    return "rtl" if language.partition("-")[0] in RIGHT_TO_LEFT else "ltr"


_ENVIRONMENT = Environment(
    loader=FileSystemLoader(TEMPLATES),
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
    undefined=StrictUndefined,
    auto_reload=False,
)
_ENVIRONMENT.globals |= {"gettext": gettext, "direction": _direction, "split_links": split}


def render(template: str, **values: Any) -> Markup:
    """Render a template; text in `values` is escaped, and only `Markup` stays HTML."""
    return Markup(_ENVIRONMENT.get_template(f"{template}.html").render(values))  # noqa: S704


def with_links(text: str) -> Markup:
    """Write a text that cites pages on the web: the words are links, and no address is seen."""
    return render("linked", text=text).strip()
