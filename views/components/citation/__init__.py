"""A citation of what the map shows: a sentence to read, and buttons that copy it in every form."""

from __future__ import annotations

from collections.abc import Mapping

from geo.messages.catalogue import gettext
from views.components import mount


def show(sentence: str, forms: Mapping[str, str], link: str) -> None:
    """Show a sentence, and a button for each of the `forms`, by the button's words.

    The browser puts its own link, which alone is absolute, where a text has `link`.
    """
    words = {
        "copied": gettext("Copied"),
        "cannot": gettext("This browser does not let a page copy. Here is the text:"),
    }
    data = {"sentence": sentence, "forms": list(forms.items()), "link": link, "words": words}
    mount("citation", data, key="citation")
