"""Sentences of the quiz: what is asked, what an answer was worth, what is true, and who says so."""

from __future__ import annotations

from markupsafe import Markup

from geo.crs import GEOD
from geo.messages.catalogue import decimal, distance, gettext, gettext_noop, ngettext
from geo.messages.extents import (
    capital,
    in_its_words,
    khorasan_of,
    lies_in,
    located,
    name_in_heading,
    short_name,
    size,
    whose_khorasan,
    years,
)
from geo.messages.render import with_links
from geo.quiz.answers import Click, Pick
from geo.quiz.bank import Bank, SpotKind
from geo.quiz.plan import Topic
from geo.quiz.question import POINTS, Question, Target, Try
from geo.quiz.round import Round, Turn
from geo.units import unit_name
from geo.vocabulary import Relation

_TOPICS = {
    Topic.MAP: gettext_noop("Find it on the map"),
    Topic.PROVINCE: gettext_noop("Name the province"),
    Topic.COUNTRY: gettext_noop("Name the country"),
    Topic.INSIDE: gettext_noop("In Khorasan or not?"),
    Topic.WHICH: gettext_noop("Which Khorasan?"),
    Topic.ORDER: gettext_noop("Order in time"),
}
_RELATIONS = {
    Relation.IN: gettext_noop("Yes, it was in"),
    Relation.EDGE: gettext_noop("It was on the border"),
    Relation.OUT: gettext_noop("No, it was outside"),
}
_SAYS = {
    Relation.IN: gettext_noop("{town} was in {khorasan}."),
    Relation.EDGE: gettext_noop("{town} was on the border of {khorasan}."),
    Relation.OUT: gettext_noop("{town} was outside {khorasan}."),
}
_TRIES = (gettext_noop("First try"), gettext_noop("Second try"), gettext_noop("Third try"))
_WAYS = {
    (True, True): gettext_noop("{up} north and {side} east of {city}"),
    (True, False): gettext_noop("{up} north and {side} west of {city}"),
    (False, True): gettext_noop("{up} south and {side} east of {city}"),
    (False, False): gettext_noop("{up} south and {side} west of {city}"),
}
"""By whether a place lies north of a city, and whether east."""

STEP_KM = 10
"""Distances are told to so many kilometres."""

NOT_NEAR_KM = 60
"""A city nearer than this would give the place away."""

ARROW = " → "


def topic_name(topic: Topic) -> str:
    """Name a kind of question."""
    return gettext(_TOPICS[topic])


def asked(bank: Bank, question: Question) -> str:
    """Ask a question."""
    match question.topic:
        case Topic.MAP:
            return gettext("Where is {place}?", place=bank.spots[question.key].name)
        case Topic.PROVINCE:
            name = bank.spots[question.key].name
            return gettext("In which province of today does {town} lie?", town=name)
        case Topic.COUNTRY:
            name = bank.spots[question.key].name
            return gettext("In which country of today does {town} lie?", town=name)
        case Topic.INSIDE:
            return gettext(
                "Was {town} in {khorasan}?",
                town=bank.spots[question.key].name, khorasan=_whose(bank, question),
            )  # fmt: skip
        case Topic.WHICH:
            return gettext("Which Khorasan does the map show?")
        case Topic.ORDER:
            return gettext("Put these Khorasans in the order of time.")


def hint(bank: Bank, turn: Turn) -> str:
    """Say how to answer, and what one has to know for it."""
    question = turn.question
    match question.topic:
        case Topic.MAP:
            return gettext("Click on the map, or choose where it is from this list:")
        case Topic.INSIDE if bank.dispute_about(question.key):
            return gettext("The sources disagree about this town. Here only one of them counts.")
        case Topic.WHICH:
            extent = bank.catalogue.extents[question.key]
            return f"{size(extent)} {lies_in(bank.catalogue, extent)}"
        case Topic.ORDER if turn.draft:
            names = ARROW.join(_extent_name(bank, question.options[at]) for at in turn.draft)
            return gettext("{names}. Which came next?", names=names)
        case Topic.ORDER:
            return gettext("Choose the earliest first, by the time that each one is about.")
    return ""


def option_name(bank: Bank, question: Question, number: int) -> str:
    """Name a possible answer."""
    option = question.options[number]
    match question.topic:
        case Topic.MAP:
            return position(bank, question, number)
        case Topic.PROVINCE:
            return located(option)
        case Topic.COUNTRY:
            return unit_name(option)
        case Topic.INSIDE:
            return gettext(_RELATIONS[Relation(option)])
        case Topic.WHICH:
            return name_in_heading(bank.catalogue.extents[option])
        case Topic.ORDER:
            return _extent_name(bank, option)


def position(bank: Bank, question: Question, number: int) -> str:
    """Say where one of the places to choose from lies, all of them from the same city."""
    there = _from_city(bank, question, number)
    if bank.spots[question.key].kind is SpotKind.TOWN:
        return there
    return gettext("Its middle is {there}", there=there)


def _from_city(bank: Bank, question: Question, number: int) -> str:
    """Tell the ways north or south, and east or west, from a city that is near none of them."""
    targets = [bank.spots[key].target for key in question.options]
    target = targets[number]
    city = bank.lands.city_amid([(one.lon, one.lat) for one in targets], NOT_NEAR_KM)
    up = GEOD.inv(city.lon, city.lat, city.lon, target.lat)[2]
    side = GEOD.inv(city.lon, target.lat, target.lon, target.lat)[2]
    return gettext(
        _WAYS[target.lat >= city.lat, target.lon >= city.lon],
        up=_rounded(up / 1000), side=_rounded(side / 1000), city=city.name,
    )  # fmt: skip


def _rounded(kilometres: float) -> str:
    return distance(STEP_KM * round(kilometres / STEP_KM))


def try_name(at: int) -> str:
    """Name a try by its number from 0."""
    return gettext(_TRIES[at])


def outcome(turn: Turn) -> str:
    """Say which try has found the answer of a question, and what it brought."""
    if not turn.is_found:
        return gettext("Missed:")
    points = ngettext("{number} point", "{number} points", turn.points)
    return gettext("{which}, {points}:", which=try_name(turn.found_by - 1), points=points)


def try_result(bank: Bank, question: Question, given: Try) -> str:
    """Say what was answered, and what that was worth."""
    if given.distance_km is not None:
        return _click_result(question.target, given)
    answer = _answer_name(bank, question, given.answer)
    if given.is_right:
        return gettext("{answer}: right", answer=answer)
    if isinstance(given.answer, Pick) and len(question.right) > 1:
        pairs = zip(given.answer.numbers, question.right, strict=True)
        return ngettext(
            "{answer}: {number} stands in the right place",
            "{answer}: {number} stand in the right place",
            sum(chosen == right for chosen, right in pairs),
            answer=answer,
        )
    return gettext("{answer}: not right", answer=answer)


def _click_result(target: Target | None, given: Try) -> str:
    if given.is_right:
        near = target is not None and target.area is None
        return gettext("right, near enough") if near else gettext("right")
    far = max(1, round(given.distance_km or 0))
    if given.closeness > 0:
        return gettext("{distance} off: near", distance=distance(far))
    return gettext("{distance} off", distance=distance(far))


def _answer_name(bank: Bank, question: Question, answer: Pick | Click) -> str:
    if isinstance(answer, Click):
        return gettext("a click on the map")
    return ARROW.join(option_name(bank, question, number) for number in answer.numbers)


def feedback(turn: Turn) -> str:
    """Say in a sentence how the last try went, and what comes of it."""
    if not turn.tries:
        return ""
    last = turn.tries[-1]
    if not turn.is_settled:
        left = ngettext(
            "You have {number} more try.", "You have {number} more tries.", turn.tries_left
        )
        if last.closeness > 0:
            far = distance(max(1, round(last.distance_km or 0)))
            return gettext("Near: you are {distance} off. {left}", distance=far, left=left)
        return gettext("That is not right. {left}", left=left)
    if turn.is_missed:
        again = "" if turn.again else gettext("This question comes again later.")
        return gettext("That is not right. {again}", again=again).strip()
    lead = gettext("Right!") if last.is_right else gettext("Near enough.")
    if turn.again:
        return lead
    brought = ngettext("That is {number} point.", "That is {number} points.", turn.points)
    return gettext("{lead} {points}", lead=lead, points=brought)


def truth(bank: Bank, question: Question) -> str:
    """Say the right answer in a sentence."""
    match question.topic:
        case Topic.MAP | Topic.PROVINCE | Topic.COUNTRY:
            return _where(bank, question)
        case Topic.INSIDE:
            said = gettext(
                _SAYS[bank.statement(question.key, question.source_id).relation],
                town=bank.spots[question.key].name, khorasan=_whose(bank, question),
            )  # fmt: skip
            dispute = bank.dispute_about(question.key)
            if dispute is None:
                return said
            title = dispute.title
            return gettext("{said} Other sources disagree: {title}.", said=said, title=title)
        case Topic.WHICH:
            extent = bank.catalogue.extents[question.key]
            return gettext("This is {khorasan}.", khorasan=khorasan_of(extent))
        case Topic.ORDER:
            names = (_extent_with_years(bank, question.options[at]) for at in question.right)
            return gettext("The order is: {names}.", names=ARROW.join(names))


def _where(bank: Bank, question: Question) -> str:
    spot = bank.spots[question.key]
    if spot.kind is not SpotKind.TOWN:
        there = _from_city(bank, question, question.right[0])
        return gettext("The middle of {place} is {there}.", place=spot.name, there=there)
    where = located(spot.province) if spot.province else spot.today
    if not spot.today or not spot.province:
        return gettext("{town} lies in {where}.", town=spot.name, where=where)
    return gettext(
        "{town} lies in {where}. Its place today: {today}.",
        town=spot.name, where=where, today=spot.today,
    )  # fmt: skip


def rests_on(bank: Bank, question: Question) -> str | Markup:
    """Say what the right answer rests on: who says so, or where the location comes from."""
    match question.topic:
        case Topic.MAP | Topic.PROVINCE | Topic.COUNTRY:
            source = bank.spots[question.key].source
            if not source:
                return gettext("Borders: Natural Earth.")
            return gettext("Location: {source}. Borders: Natural Earth.", source=source)
        case Topic.INSIDE:
            statement = bank.statement(question.key, question.source_id)
            return gettext(
                "Source: {citation}", citation=in_its_words(bank.catalogue.evidence, statement)
            )
        case Topic.WHICH:
            citation = bank.catalogue.extents[question.key].source.citation
            return gettext("Source: {citation}", citation=with_links(citation))
        case Topic.ORDER:
            return gettext("The years are those that each source, or each border, is about.")


def rule(question: Question) -> str:
    """Explain the points of a question."""
    points = [decimal(one) for one in POINTS[: question.tries]]
    if len(points) == 1:
        return gettext("There is one try. It can bring {points} points.", points=points[0])
    if len(points) == 2:  # noqa: PLR2004 (tries)
        words = gettext(
            "A right answer brings {first} points, or {second} at the second try.",
            first=points[0], second=points[1],
        )  # fmt: skip
    else:
        words = gettext(
            "A right answer brings {first} points, {second} at the second try, {third} at the "
            "third.",
            first=points[0], second=points[1], third=points[2],
        )  # fmt: skip
    target = question.target
    if target is None:
        return words
    none = _rounded(target.full_km + target.none_km)
    if target.area is not None:
        return gettext(
            "{words} A click anywhere inside is right. Outside it brings fewer points, and beyond "
            "{none} none.",
            words=words, none=none,
        )  # fmt: skip
    return gettext(
        "{words} A click within {full} is right. Farther off it brings fewer points, and beyond "
        "{none} none.",
        words=words, full=distance(round(target.full_km)), none=none,
    )  # fmt: skip


def progress(played: Round) -> str:
    """Say which question is on, and how many points there are so far."""
    now = played.now
    total = decimal(len(played.questions))
    if now is None:
        return gettext("All {total} questions are answered", total=total)
    number = decimal(now.number + 1)
    where = gettext("Question {number} of {total}", number=number, total=total)
    if now.again:
        where = gettext("{where}, once more and without points", where=where)
    if not played.firsts:
        return where
    return gettext(
        "{where} · {points} of {most} points so far",
        where=where, points=decimal(played.points), most=decimal(played.most_points),
    )  # fmt: skip


def result(played: Round) -> list[str]:
    """Tell the score in words."""
    firsts = played.firsts
    at_once = sum(one.found_by == 1 for one in firsts)
    later = sum(one.found_by > 1 for one in firsts)
    sentences = [
        gettext(
            "You have {points} of {most} points.",
            points=decimal(played.points), most=decimal(played.most_points),
        ),
        ngettext(
            "You found {number} of {total} answers at the first try.",
            "You found {number} of {total} answers at the first try.",
            at_once, total=decimal(len(firsts)),
        ),
    ]  # fmt: skip
    if later:
        sentences.append(
            ngettext(
                "You found {number} more at a later try.",
                "You found {number} more at a later try.", later,
            )
        )  # fmt: skip
    if not played.missed:
        sentences.append(gettext("You missed none."))
    return sentences


def missed_heading(played: Round) -> str:
    """Head the list of what was missed."""
    return ngettext(
        "You missed {number} question:", "You missed {number} questions:", len(played.missed)
    )


def missed_again(played: Round, turn: Turn) -> str:
    """Say what became of a missed question when it came again."""
    if played.found_again(turn):
        return gettext("You found it when it came again.")
    return gettext("You missed it both times.")


def _whose(bank: Bank, question: Question) -> str:
    extent = bank.catalogue.of_source(question.source_id)
    if extent is None:
        return short_name(bank.catalogue.evidence.sources[question.source_id])
    return whose_khorasan(extent)


def _extent_name(bank: Bank, extent_id: str) -> str:
    return capital(short_name(bank.catalogue.extents[extent_id].source))


def _extent_with_years(bank: Bank, extent_id: str) -> str:
    source = bank.catalogue.extents[extent_id].source
    if source.year_from is None or source.year_to is None:
        return _extent_name(bank, extent_id)
    return gettext(
        "{name} ({years})",
        name=_extent_name(bank, extent_id), years=years(source.year_from, source.year_to),
    )  # fmt: skip


def click_name(at: int) -> str:
    """Name a click on the map by the number of its try, from 0."""
    return gettext("try {number}", number=decimal(at + 1))
