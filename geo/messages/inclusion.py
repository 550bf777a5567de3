"""Sentences that answer “Is it in Khorasan?”."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from geo.extents.catalogue import ExtentCatalogue
from geo.extents.evidence import Evidence
from geo.extents.inclusion import (
    MORE_THAN,
    SILENT,
    SPOT,
    Amount,
    Answer,
    Inclusion,
    Subject,
    Verdict,
    tally,
)
from geo.extents.silence import NEAR_KM
from geo.messages.catalogue import (
    decimal,
    distance,
    gettext,
    gettext_noop,
    listed,
    ngettext,
    percent,
)
from geo.messages.extents import capital, dependence, in_its_words, joined, short_name, strong
from geo.messages.vocabulary import kind_name, relation_title
from geo.units import unit_name
from geo.vocabulary import Basis, Relation, TownKind, UnitKind

_ANSWERS: dict[Answer, str] = {
    Inclusion.IN: gettext_noop("in"),
    Inclusion.PROBABLY: gettext_noop("probably"),
    Inclusion.POSSIBLY: gettext_noop("perhaps"),
    Inclusion.EDGE: gettext_noop("on the border"),
    Inclusion.OUT: gettext_noop("no"),
    Inclusion.SILENT: gettext_noop("silent"),
    Amount.ALL: gettext_noop("all"),
    Amount.MOST: gettext_noop("most"),
    Amount.PART: gettext_noop("part"),
    Amount.NONE: gettext_noop("none"),
    Amount.SILENT: gettext_noop("silent"),
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
    """Name a source's answer: “most”, “perhaps all”, “part, perhaps all”."""
    answer = answer_name(verdict.answer)
    if verdict.perhaps is None:
        return answer
    more = answer_name(verdict.perhaps)
    if verdict.answer is Amount.NONE:
        return gettext("perhaps {more}", more=more)
    return gettext("{answer}, perhaps {more}", answer=answer, more=more)


def figures(verdict: Verdict) -> str:
    """Give the range of shares that an answer for a unit stands for.

    There is nothing to tell of a point, or where an answer is the whole or nothing.
    """
    if verdict.shares is None or verdict.shares in {(0, 0, 0), (1, 1, 1)}:
        return ""
    return percent(verdict.shares[0], verdict.shares[-1])


def answers_in_words(verdicts: Sequence[Verdict]) -> str:
    """Say what each source answers, in the order of time: for who does not see the dots."""
    answers = joined(
        gettext("{source}: {words}", source=capital(one.source.short), words=verdict_answer(one))
        for one in verdicts
    )
    return gettext("In Khorasan? {answers}.", answers=answers)


def nobody_counts_in() -> str:
    """Say that no source counts a place in."""
    return gettext("In Khorasan? No source counts it in.")


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
    counting, _ = tally(catalogue, verdicts)
    sources = [one.source.source_id for one in counting]
    sentences = [
        counted(catalogue, subject, verdicts),
        _summary_basis(subject, counting),
        dependence(catalogue.evidence, sources, most=1),
    ]
    return Markup(" ").join(sentence for sentence in sentences if sentence)


def counted(catalogue: ExtentCatalogue, subject: Subject, verdicts: Sequence[Verdict]) -> str:
    """Say how many of the written sources count a subject in.

    Those that do are named, or those that do not, whichever are fewer.
    """
    counting, others = tally(catalogue, verdicts)
    name = gettext("most of {place}", place=subject.name) if subject.unit else subject.name
    total = len(counting) + len(others)
    if all(one.answer in SILENT for one in (*counting, *others)):
        sources = strong(gettext("All {total} written sources are silent", total=decimal(total)))
        return gettext(
            "{sources}: none of them names {place} or a town within {radius}.",
            sources=sources, place=name, radius=distance(NEAR_KM),
        )  # fmt: skip
    if not counting:
        none = strong(gettext("None of the {total} written sources", total=decimal(total)))
        return gettext("{sources} counts {place} in.", sources=none, place=name)
    count = strong(
        gettext(
            "{number} of {total} written sources",
            number=decimal(len(counting)), total=decimal(total),
        )
    )  # fmt: skip
    clause = ngettext(
        "{sources} counts {place} in", "{sources} count {place} in", len(counting),
        sources=count, place=name,
    )  # fmt: skip
    probable = sum(one.answer is Inclusion.PROBABLY for one in counting)
    if probable:
        clause = ngettext(
            "{counted}, {number} of them probably", "{counted}, {number} of them probably",
            probable, counted=clause,
        )  # fmt: skip
    if len(others) < len(counting):
        return gettext("{clauses}.", clauses=joined([clause, *_other_clauses(others)]))
    names = listed(_names(counting))
    return gettext("{counted}: {sources}.", counted=clause, sources=names)


def _other_clauses(others: Sequence[Verdict]) -> list[str]:
    """Name the sources that do not count a subject in, by how far they are from it."""
    silent = [one for one in others if one.answer in SILENT]
    perhaps = [one for one in others if one.perhaps or one.answer is Inclusion.POSSIBLY]
    against = [one for one in others if one not in silent and one not in perhaps]
    clauses = [
        (perhaps, gettext("perhaps {sources}", sources=listed(_names(perhaps)))),
        (against, gettext("not {sources}", sources=listed(_names(against)))),
        (silent, gettext("silent: {sources}", sources=listed(_names(silent)))),
    ]
    return [clause for sources, clause in clauses if sources]


def _names(verdicts: Sequence[Verdict]) -> list[str]:
    return [short_name(one.source) for one in verdicts]


def _summary_basis(subject: Subject, counting: Sequence[Verdict]) -> str:
    """Say which of those that count a point in do so by name, or which do not; nothing if all do.

    Named are those that are fewer.
    """
    naming = [one for one in counting if one.names_it]
    others = [one for one in counting if not one.names_it]
    if subject.unit or subject.kind == SPOT or len(naming) == len(counting):
        return ""
    if not naming:
        return gettext(
            "None of them names it; their answers are inferred from the towns that they do name."
        )
    if len(others) < len(naming):
        return ngettext(
            "It is not named by {sources}; that answer is inferred from the towns that the source "
            "does name.",
            "It is not named by {sources}; their answers are inferred from the towns that they do "
            "name.",
            len(others),
            sources=listed(_names(others)),
        )
    return gettext(
        "It is named only by {sources}; the answers of the others are inferred from the towns "
        "that they do name.",
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
            "Here {rule} of its land. “Perhaps” is for what only a wide reading of the source "
            "counts in. A source is “silent” if it names no town within {radius}. A click on an "
            "answer shows the figures.",
            rule=rule, radius=distance(NEAR_KM),
        )  # fmt: skip
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
    """Say what an answer rests on: what the source says, or does not say; perhaps nothing."""
    parts = []
    if verdict.answer in SILENT:
        parts.append(gettext("names nothing within {radius}", radius=distance(NEAR_KM)))
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


def testimony(evidence: Evidence, verdict: Verdict) -> str:
    """Say what a source says of the very town, and where; nothing if it does not name it."""
    if verdict.statement is None:
        return ""
    return gettext(
        "{relation}: {citation}",
        relation=relation_title(verdict.statement.relation),
        citation=in_its_words(evidence, verdict.statement),
    )
