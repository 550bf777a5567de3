"""The passage panel: the sentence that names the place, with the name lit up."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from geo import article as source
from geo.article import Article, Passage
from geo.atlas import Atlas
from geo.kinds import USE_TITLES
from geo.mentions import Mention
from views import link
from views.link import Open
from views.markup import Markup, element, join


def show(atlas: Atlas, opened: Open) -> None:
    """Show the open mention's passage, folded if it is sensitive, and the way to the others."""
    article, mention = atlas.article, opened.mention
    passage = article.passage_at(mention.start)
    _steps(opened)
    st.html(
        element(
            "p",
            element("span", article.section_at(mention.start).title, class_="section"),
            f" · named {USE_TITLES[mention.use]}",
            class_="whence",
        )
    )
    quotation = quote(article, passage, opened.mentions, mention)
    if passage.sensitive:
        with st.expander(f"Folded: {passage.sensitive}", key=f"folded-{passage.passage_id}"):
            st.html(quotation)
    else:
        st.html(quotation)
    st.markdown(
        f"[The article online]({source.URL}) · Wikipedia, {source.LICENCE}", width="content"
    )


def _steps(opened: Open) -> None:
    at, count = opened.position, len(opened.mentions)
    with st.container(key="steps", horizontal=True, vertical_alignment="center"):
        st.button(
            "Previous", icon=":material/chevron_left:", key="previous", shortcut="P",
            disabled=at == 0, on_click=link.turn_to, args=(opened.mentions[at - 1],),
        )  # fmt: skip
        st.html(element("span", f"{at + 1} of {count}", class_="position"))
        st.button(
            "Next", icon=":material/chevron_right:", icon_position="right", key="next",
            shortcut="N", disabled=at == count - 1,
            on_click=link.turn_to, args=(opened.mentions[(at + 1) % count],),
        )  # fmt: skip


def quote(
    article: Article, passage: Passage, mentions: Sequence[Mention], current: Mention
) -> Markup:
    """Set the passage as a quotation with the place's mentions in it marked, the current most."""
    parts: list[str] = []
    at = passage.start
    for mention in mentions:
        if passage.start <= mention.start < passage.end:
            parts.append(article.text[at : mention.start])
            parts.append(
                element(
                    "mark", mention.surface, class_="current" if mention == current else "other"
                )
            )
            at = mention.end
    parts.append(article.text[at : passage.end].rstrip())
    return element("blockquote", join(*parts), class_="passage", lang="en")
