"""The reading pane: the whole article, every name in it a link."""

from __future__ import annotations

from collections.abc import Callable

from geo.messages.catalogue import gettext
from geo.messages.vocabulary import use_name
from geo.vocabulary import Use
from views.components import Listener, mount


def show(
    address: str,
    *,
    choose: Callable[[int], None],
    see: Callable[[int], None],
) -> None:
    """Show the article from the file at `address`.

    `choose` hears the offset of a name that was clicked, and `see` that of the section that came
    into view. Its search button asks the page for its search, by the event `atlas-search`.
    """
    mount(
        "reader",
        {"address": address, "words": _words()},
        key="reader",
        on={"chosen": Listener(int, choose), "section": Listener(int, see)},
    )


def _words() -> dict[str, str | dict[str, str]]:
    """List the words of the pane."""
    return {
        "article": gettext("The article"),
        "section": gettext("Section of the article"),
        "uses": {use: use_name(use) for use in Use},
        "legend": gettext("The underline shows how a name is used:"),
        "end": gettext(
            "The end of the article. From Wikipedia, CC BY-SA 4.0. The titles and paragraphs are "
            "ours."
        ),
        "folded": gettext("Folded:"),
        "search": gettext("Search"),
        "copy": gettext("Copy link"),
        "copied": gettext("Copied"),
        "copyPassage": gettext("Copy a link to this passage"),
        "copyMention": gettext("Copy a link to this mention"),
        "linkCopied": gettext("Link copied"),
        "cannotCopy": gettext("This browser does not let a page copy. The link is"),
        "live": gettext("Live article"),
        "liveTitle": gettext("This passage in the article on Wikipedia"),
        "failed": gettext("The article could not be loaded. Load the page again to try once more."),
    }
