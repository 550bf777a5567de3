"""Sentences that answer “Is it in Khorasan?”."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from geo.extents.catalogue import ExtentCatalogue
from geo.extents.inclusion import (
    MORE_THAN,
    SPOT,
    Amount,
    Answer,
    Inclusion,
    Subject,
    Verdict,
    tally,
)
from geo.messages.catalogue import (
    decimal,
    distance,
    gettext,
    gettext_noop,
    listed,
    ngettext,
    percent,
)
from geo.messages.extents import cited, joined, short_name, strong
from geo.messages.vocabulary import kind_name, relation_title
from geo.units import unit_name
from geo.vocabulary import Basis, Relation, TownKind, UnitKind

_ANSWERS: dict[Answer, str] = {
    Inclusion.IN: gettext_noop("in"),
    Inclusion.PROBABLY: gettext_noop("probably"),
    Inclusion.POSSIBLY: gettext_noop("possibly"),
    Inclusion.EDGE: gettext_noop("on the border"),
    Inclusion.OUT: gettext_noop("no"),
    Amount.ALL: gettext_noop("all"),
    Amount.MOST: gettext_noop("most"),
    Amount.PART: gettext_noop("part"),
    Amount.LITTLE: gettext_noop("a little"),
    Amount.NONE: gettext_noop("none"),
}
_UNITS = {
    UnitKind.PROVINCE: gettext_noop("province"),
    UnitKind.COUNTRY: gettext_noop("country"),
}
_TOWNS = {
    TownKind.TOWN: gettext_noop("historic town"),
    TownKind.DISTRICT: gettext_noop("historic district"),
    TownKind.REGION: gettext_noop("historic region"),
}
_UNVERIFIED = {
    Relation.IN: gettext_noop("said to count it in, not confirmed"),
    Relation.EDGE: gettext_noop("said to put it on the border, not confirmed"),
    Relation.OUT: gettext_noop("said to count it out, not confirmed"),
}


def answer_name(answer: Answer) -> str:
    """Name an answer in a word."""
    return gettext(_ANSWERS[answer])


def verdict_answer(verdict: Verdict) -> str:
    """Name a source's answer; that of a unit is “probably” where its bands differ."""
    answer = answer_name(verdict.answer)
    if verdict.shares and not verdict.steady:
        return gettext("probably {answer}", answer=answer)
    return answer


def subject_description(subject: Subject) -> str:
    """Say what a subject is: “province, Afghanistan”, “historic town, today Herat, Afghanistan”."""
    kind = _kind(subject)
    if not subject.where:
        return kind
    if subject.town_id:
        return gettext("{kind}, today {place}", kind=kind, place=subject.where)
    return gettext("{kind}, {country}", kind=kind, country=unit_name(subject.where))


def _kind(subject: Subject) -> str:
    if isinstance(subject.kind, UnitKind):
        return gettext(_UNITS[subject.kind])
    if isinstance(subject.kind, TownKind):
        return gettext(_TOWNS[subject.kind])
    if subject.kind == SPOT:
        return gettext("spot on the map")
    return kind_name(subject.kind)


def summary(catalogue: ExtentCatalogue, subject: Subject, verdicts: Sequence[Verdict]) -> Markup:
    """Say how many of the written sources count a subject in, which do not, and on what basis."""
    counting, others = tally(catalogue, verdicts)
    name = gettext("most of {place}", place=subject.name) if subject.unit else subject.name
    sentences = [_counted(name, counting, others), _summary_basis(subject, counting)]
    return Markup(" ").join(sentence for sentence in sentences if sentence)


def _counted(name: str, counting: Sequence[Verdict], others: Sequence[Verdict]) -> str:
    """Say how many count it in; name those that do, or those that do not, whichever are fewer."""
    total = len(counting) + len(others)
    if not counting:
        none = strong(gettext("None of the {total} written sources", total=decimal(total)))
        return gettext("{sources} counts {place} in.", sources=none, place=name)
    count = strong(
        gettext(
            "{number} of {total} written sources",
            number=decimal(len(counting)), total=decimal(total),
        )
    )  # fmt: skip
    counted = ngettext(
        "{sources} counts {place} in", "{sources} count {place} in", len(counting),
        sources=count, place=name,
    )  # fmt: skip
    if not others:
        return gettext("{counted}.", counted=counted)
    if len(others) < len(counting):
        names = listed(_names(others))
        return gettext("{counted}, but not {sources}.", counted=counted, sources=names)
    names = listed(_names(counting))
    return gettext("{counted}: {sources}.", counted=counted, sources=names)


def _names(verdicts: Sequence[Verdict]) -> list[str]:
    return [short_name(one.source) for one in verdicts]


def _summary_basis(subject: Subject, counting: Sequence[Verdict]) -> str:
    """Say how many of those that count a point in do so by name; nothing if all do."""
    naming = [one for one in counting if one.names_it]
    if subject.unit or subject.kind == SPOT or len(naming) == len(counting):
        return ""
    if not naming:
        return gettext(
            "None of them names it; their answers are inferred from the towns that they do name."
        )
    return ngettext(
        "Only {sources} names it; the answers of the others are inferred from the towns that they "
        "do name.",
        "Only {sources} name it; the answers of the others are inferred from the towns that they "
        "do name.",
        len(naming),
        sources=listed(_names(naming)),
    )


def accuracy(subject: Subject) -> str:
    """Say how exact the answers are: the rule for shares, or how well the point is known."""
    if subject.unit:
        rule = listed(
            [
                gettext("“{answer}” means more than {share}", answer=name, share=share)
                for name, share in (
                    (answer_name(answer), percent(least, least))
                    for answer, least in MORE_THAN.items()
                )
            ]
        )
        return gettext(
            "The figures say how much of its land is inside, from core to possible. Here {rule}. "
            "“Probably” means that the two ends of a range differ in their answers.",
            rule=rule,
        )
    if subject.kind == SPOT:
        return gettext(
            "For a spot the answers come from the extents, which are drawn from the towns that "
            "each source names."
        )
    radius = distance(subject.radius_km)
    if subject.reaches:
        where = gettext(
            "The answers are for its middle; it reaches about {radius} around.", radius=radius
        )
    else:
        where = gettext("Its location is known to within {radius}.", radius=radius)
    return gettext(
        "{where} If a source does not name it, the answer comes from the extent that is drawn "
        "from the towns that the source does name.",
        where=where,
    )


def basis(subject: Subject, verdict: Verdict) -> str:
    """Say what an answer rests on: a range of shares, or what the source says; perhaps nothing."""
    if verdict.shares:
        return percent(verdict.shares[0], verdict.shares[-1])
    parts = []
    if verdict.statement and verdict.statement.basis is Basis.UNVERIFIED:
        parts.append(gettext(_UNVERIFIED[verdict.statement.relation]))
    elif verdict.statement:
        parts.append(gettext("names it"))
    if not verdict.steady:
        radius = distance(subject.radius_km)
        parts.append(gettext("not everywhere within {radius}", radius=radius))
    if not verdict.drawn:
        parts.append(gettext("no extent is drawn"))
    return joined(parts)


def testimony(verdict: Verdict) -> str:
    """Say what a source says of the very town, and where; nothing if it does not name it."""
    if verdict.statement is None:
        return ""
    return gettext(
        "{relation}: {citation}",
        relation=relation_title(verdict.statement.relation),
        citation=cited(verdict.statement.citation, verdict.statement.basis),
    )
