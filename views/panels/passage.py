"""The passage: the sentence that names the place, with the name marked."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st
from markupsafe import Markup

from geo.messages.catalogue import gettext
from geo.messages.places import folded, position
from geo.messages.render import render
from geo.messages.vocabulary import use_name
from geo.text import article as source
from geo.text.article import Article, Passage
from geo.text.corpus import Corpus
from geo.text.mentions import Mention
from geo.text.spans import cut
from views import actions
from views.components import stepper
from views.components.stepper import Step
from views.selection import OpenPlace


def show(corpus: Corpus, opened: OpenPlace) -> None:
    """Show the open mention's passage, folded if it is sensitive, and the way to the others."""
    article, mention = corpus.article, opened.mention
    passage = article.passage_at(mention.start)
    _steps(opened)
    section = article.section_at(mention.start).title
    use = gettext("named {use}", use=use_name(mention.use))
    st.html(render("passage_meta", section=section, use=use))
    quotation = quote(article, passage, opened)
    if passage.sensitive:
        with st.expander(folded(passage.sensitive), key=f"folded-{passage.passage_id}"):
            st.html(quotation)
    else:
        st.html(quotation)
    st.html(render("article_link", url=source.URL, licence=source.LICENCE))


def _steps(opened: OpenPlace) -> None:
    at, mentions = opened.position, opened.mentions
    before = mentions[at - 1] if at else None
    after = mentions[at + 1] if at + 1 < len(mentions) else None
    with st.container(key="steps", horizontal=True, vertical_alignment="center"):
        stepper.back(Step(gettext("Previous"), "previous", _turn_to(before), "P"))
        st.html(render("position", text=position(at + 1, len(mentions))))
        stepper.on(Step(gettext("Next"), "next", _turn_to(after), "N"))


def _turn_to(mention: Mention | None) -> Callable[[], None] | None:
    return partial(actions.turn_to_mention, mention) if mention else None


def quote(article: Article, passage: Passage, opened: OpenPlace) -> Markup:
    """Quote the passage with the place's mentions in it marked, the open one most."""
    spans = [(one.start, one.end) for one in opened.mentions]
    marks = ["current" if one == opened.mention else "other" for one in opened.mentions]
    end = passage.start + len(article.text[passage.start : passage.end].rstrip())
    pieces = [
        (text, "" if number is None else marks[number])
        for text, number in cut(article.text, passage.start, end, spans)
    ]
    return render("passage", pieces=pieces)
