"""HTML from data: every text is escaped, so that no file or link can bring markup."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

LINE = 60
"""Characters of a value that are quoted."""


class Markup(str):
    """Text that is HTML already, made by `element`."""

    __slots__ = ()


def element(tag: str, *children: str, **attributes: str) -> Markup:
    """Make an HTML element; children that are not `Markup` are escaped, as are attributes.

    A trailing underscore in an attribute's name is dropped (`class_`), others become hyphens.
    """
    written = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{escape(value)}"'
        for name, value in attributes.items()
        if value
    )
    return Markup(f"<{tag}{written}>{join(*children)}</{tag}>")


def join(*children: str) -> Markup:
    """Put texts and elements one after the other, escaping the texts."""
    return Markup(
        "".join(child if isinstance(child, Markup) else escape(child) for child in children)
    )


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> Markup:
    """Make a table whose rows begin with a heading of their own."""
    return element(
        "table",
        element("thead", element("tr", *[element("th", text, scope="col") for text in headings])),
        element(
            "tbody",
            *[
                element(
                    "tr",
                    element("th", first, scope="row"),
                    *[element("td", text) for text in rest],
                )
                for first, *rest in rows
            ],
        ),
        class_="shares",
    )


def quoted(value: str) -> str:
    """Quote what a link or a person said: printable, and no longer than a line."""
    plain = "".join(sign for sign in value if sign.isprintable())
    return f"“{plain if len(plain) <= LINE else plain[:LINE] + ' …'}”"


def notice(sentence: str) -> Markup:
    """Make a notice of a sentence that may quote a link or a file.

    Streamlit's own alerts read Markdown, in which a bare address becomes a link.
    """
    return element("div", sentence, class_="notice", role="alert")
