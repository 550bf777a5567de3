"""Is it in Khorasan? A name typed in any spelling, and what each source answers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import streamlit as st

from geo.answers import (
    AMOUNTS,
    SURE_BASES,
    Askable,
    Asked,
    Reply,
    askable,
    briefly,
    listed,
    replies,
    tally,
)
from geo.atlas import Atlas
from geo.history import WRITTEN, History
from geo.kinds import RELATION_TITLES
from geo.overlap import percent
from views import link
from views.card import scroll_here
from views.markup import Markup, element, join, notice, quoted

HERE = Path(__file__).parent
HITS = 8
DISCS = {"in": 1.0, "probably": 0.7, "on the border": 0.5, "possibly": 0.3, "no": 0.0}
"""How full the disc is that stands for an answer for a point; that of a unit is its share."""

UNVERIFIED = "unverified"


@st.cache_resource
def _hits() -> Any:
    return st.components.v2.component(
        "hits",
        html='<div class="root" role="group" aria-label="What the name may mean"></div>',
        css=(HERE / "hits.css").read_text(encoding="utf-8"),
        js=(HERE / "hits.js").read_text(encoding="utf-8"),
    )


@st.cache_resource
def _known(_atlas: Atlas, _history: History) -> Askable:
    return askable(_atlas, _history)


def asked(atlas: Atlas, history: History) -> tuple[Asked | None, list[str]]:
    """Tell what the URL asks about, with a sentence if it asks in vain."""
    what = st.query_params.get("ask", "")
    thing = _known(atlas, history).find(what)
    if what and thing is None:
        return None, [f"The link asks about {quoted(what)}, which the atlas does not know."]
    return thing, []


def search(atlas: Atlas, history: History) -> None:
    """Offer to ask about any province, country, town or place."""
    query = st.text_input(
        "Is it in Khorasan?", type="search", live=True, key="asking",
        placeholder="A province, a town, a place: Herat, Semnan, سمرقند",
    )  # fmt: skip
    if not (query or "").strip():
        return
    found = _known(atlas, history).search(query, HITS)
    if not found:
        st.html(notice(f"Nothing is found for {quoted(query)} in the lands about Khorasan."))
        return
    rows = [[one.key, one.name, one.what] for one in found]
    _hits()(data=rows, key="hits", on_chosen_change=_chosen)


def _chosen() -> None:
    if chosen := st.session_state["hits"].get("chosen"):
        link.ask(chosen)
        st.session_state["asking"] = ""


def answers(history: History, thing: Asked) -> None:
    """Show what each source answers, in the order of time, and how to put the question away."""
    given = replies(history, thing)
    written = [one for one in given if one.source.kind in WRITTEN]
    others = [one for one in given if one not in written]
    with st.container(key="answers"):
        scroll_here(thing.key)
        st.html(
            join(
                element("h2", thing.name, class_="place-name"),
                element("p", thing.what, class_="whence"),
                element("p", summary(history, thing, given), class_="says"),
                element("p", uncertain, class_="citation")
                if (uncertain := _uncertain(thing)) else "",
                element("h3", "The written sources", class_="relation"),
                _list(thing, written),
                element("h3", "States, and the article", class_="relation"),
                _list(thing, others),
            )
        )  # fmt: skip
        _statements(given)
        st.button(
            "Close", icon=":material/close:", type="tertiary", key="unask",
            on_click=link.ask, args=(None,),
        )  # fmt: skip


def summary(history: History, thing: Asked, given: Sequence[Reply]) -> Markup:
    """Say in one sentence how many of the written sources count it in, and which do not."""
    counting, leaving = tally(history, given)
    for_it, against = ([briefly(one.source) for one in side] for side in (counting, leaving))
    total = len(for_it) + len(against)
    whole = f"most of {thing.name}" if thing.unit else thing.name
    if not against:
        rest = "."
    elif for_it:
        rest = (
            f"; not {listed(against)}." if len(against) < len(for_it) else (f": {listed(for_it)}.")
        )
    else:
        rest = "."
    count = element("strong", f"{len(for_it)} of {total} written sources")
    named = [] if thing.unit else [briefly(one.source) for one in counting if named_by(one)]
    if thing.unit or len(named) == len(for_it):
        basis = ""
    elif named:
        verb = "names" if len(named) == 1 else "name"
        basis = f" Only {listed(named)} {verb} it; of the others it is inferred."
    else:
        basis = " None of them names it; this is inferred from the towns they do name."
    return join(count, f" count{'s' if len(for_it) == 1 else ''} {whole} in{rest}{basis}")


def named_by(one: Reply) -> bool:
    """Tell whether an answer rests on the very name, by more than an unverified statement."""
    return one.statement is not None and one.statement.basis in SURE_BASES


def _uncertain(thing: Asked) -> str:
    if thing.unit:
        rule = listed([f"{word} is above {percent(least, least)}" for least, word in AMOUNTS])
        return (
            "The share of its land inside: from what is surely in to what may be; “probably” "
            f"where the ends of that range differ in word. Here {rule}."
        )
    where = (
        f"It reaches some {thing.radius_km:,g} km about the point that the answers are for."
        if thing.reaches
        else f"Its place is known to within {thing.radius_km:,g} km."
    )
    return (
        f"{where} A source that does not name it answers by the extent drawn from the towns that "
        "it does name."
    )


def _list(thing: Asked, given: Sequence[Reply]) -> Markup:
    return element("ul", *[_row(thing, one) for one in given], class_="answers")


def _row(thing: Asked, one: Reply) -> Markup:
    full = one.shares[1] if one.shares else DISCS[one.word]
    doubt = "probably " if one.shares and not one.steady else ""
    return element(
        "li",
        element("span", "", class_="disc", style=f"--full:{full:.0%}"),
        element("span", one.source.short[0].upper() + one.source.short[1:]),
        element(
            "span",
            element("strong", f"{doubt}{one.word} "),
            element("small", f"· {aside}") if (aside := _aside(thing, one)) else "",
        ),
    )


def _aside(thing: Asked, one: Reply) -> str:
    """Say what an answer rests on."""
    if one.shares:
        low, _, high = one.shares
        return percent(low, high)
    asides = []
    if one.statement and one.statement.basis == UNVERIFIED:
        asides.append(f"said to count it {one.statement.relation}, unverified")
    elif one.statement:
        asides.append("names it")
    if not one.steady:
        asides.append(f"otherwise in part, within {thing.radius_km:,g} km")
    if not one.drawn:
        asides.append("no extent drawn")
    return "; ".join(asides)


def _statements(given: Sequence[Reply]) -> None:
    """Give the citations of those that name the very town."""
    stated = [one for one in given if one.statement]
    if not stated:
        return
    opened = st.expander(
        "Where they say so", icon=":material/list:", key="stated", on_change="rerun"
    )
    if opened.open:
        opened.html(
            element(
                "dl",
                *[
                    join(element("dt", one.source.short), element("dd", citation(one)))
                    for one in stated
                ],
                class_="card sources",
            )
        )


def citation(one: Reply) -> str:
    """Say how a source puts the very town, and where; nothing if it does not."""
    if one.statement is None:
        return ""
    basis = "" if one.statement.basis == "passage" else f" ({one.statement.basis})"
    return f"{RELATION_TITLES[one.statement.relation]}: {one.statement.citation}{basis}"
