"""A round of the quiz: the questions and the steps so far say all that is to be known of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from geo.quiz.answers import Answer, GoOn, Step
from geo.quiz.question import POINTS, Question, Try, UnfitError

GAP = 3
"""A question that was missed comes again after so many others, or at the end."""

CLOSE = 0.5
"""What an answer must be worth so that the question is not missed."""


@dataclass(frozen=True)
class Turn:
    """A question that is asked, or was: its number from 0, and the tries.

    `again` tells that it was missed before and comes again, for no points. `draft` is the
    beginning of an order that is being put together.
    """

    number: int
    question: Question
    again: bool = False
    tries: tuple[Try, ...] = ()
    draft: tuple[int, ...] = ()

    @property
    def tries_left(self) -> int:
        """How many tries are left."""
        return 0 if self.is_settled else self.question.tries - len(self.tries)

    @property
    def best(self) -> int:
        """The most points that a try has brought."""
        return max((_points(at, one) for at, one in enumerate(self.tries)), default=0)

    @property
    def points(self) -> int:
        """The points that count."""
        return 0 if self.again else self.best

    @property
    def is_settled(self) -> bool:
        """Tell whether no try is left, or another could bring no more points."""
        given = len(self.tries)
        return given == self.question.tries or (given > 0 and self.best >= POINTS[given])

    @property
    def is_found(self) -> bool:
        """Tell whether an answer was right, or near enough."""
        return bool(self.found_by)

    @property
    def found_by(self) -> int:
        """The number of the try, from 1, whose answer was near enough; 0 if none was."""
        near = (at for at, one in enumerate(self.tries, start=1) if one.closeness >= CLOSE)
        return next(near, 0)

    @property
    def is_missed(self) -> bool:
        """Tell whether the question is settled without an answer that was near enough."""
        return self.is_settled and not self.is_found


@dataclass(frozen=True)
class Round:
    """The questions, and the steps that a person has taken.

    Whatever is asked of a round raises `UnfitError` if the steps do not fit the questions;
    `takes` tells beforehand whether a step does.
    """

    questions: tuple[Question, ...]
    steps: tuple[Step, ...] = ()

    @cached_property
    def _played(self) -> tuple[tuple[Turn, ...], Turn | None, tuple[Turn, ...]]:
        """The turns that are over, the one that is on, and those to come."""
        waiting = [Turn(number, one) for number, one in enumerate(self.questions)]
        over: list[Turn] = []
        for at, step in enumerate(self.steps, start=1):
            if not waiting:
                raise UnfitError(step)
            turn = waiting.pop(0)
            if not isinstance(step, GoOn):
                waiting.insert(0, _answered(turn, step, last=at == len(self.steps)))
            elif turn.is_settled:
                over.append(turn)
                if turn.is_missed and not turn.again:
                    waiting.insert(GAP, Turn(turn.number, turn.question, again=True))
            else:
                raise UnfitError(step)
        return tuple(over), waiting[0] if waiting else None, tuple(waiting[1:])

    @property
    def fits(self) -> bool:
        """Tell whether the steps fit the questions."""
        try:
            return bool(self._played)
        except UnfitError:
            return False

    @property
    def over(self) -> Sequence[Turn]:
        """The turns that are over, in their order."""
        return self._played[0]

    @property
    def now(self) -> Turn | None:
        """The turn that is on, None at the end."""
        return self._played[1]

    @property
    def is_done(self) -> bool:
        """Tell whether nothing is left to ask."""
        return self.now is None

    @property
    def to_come(self) -> int:
        """How many turns are to come after the one that is on."""
        return len(self._played[2])

    @property
    def seen(self) -> Sequence[Turn]:
        """The turns that are settled: those over, and the one that is on if it is settled."""
        return [*self.over, *([self.now] if self.now and self.now.is_settled else [])]

    @property
    def firsts(self) -> Sequence[Turn]:
        """The settled turns in which a question came for the first time."""
        return [one for one in self.seen if not one.again]

    @property
    def missed(self) -> Sequence[Turn]:
        """The turns in which a question was missed for the first time."""
        return [one for one in self.firsts if one.is_missed]

    @property
    def points(self) -> int:
        """The points so far."""
        return sum(one.points for one in self.firsts)

    @property
    def most_points(self) -> int:
        """The points of all questions that are settled, had each been right at once."""
        return POINTS[0] * len(self.firsts)

    def found_again(self, turn: Turn) -> bool:
        """Tell whether a missed question was found when it came again."""
        return any(one.again and one.is_found for one in self.seen if one.number == turn.number)

    def after(self, step: Step) -> Round:
        """Take a step; it takes the place of the beginning of an order."""
        return Round(self.questions, (*self.without_draft().steps, step))

    def takes(self, step: Step) -> bool:
        """Tell whether a step fits now."""
        return self.after(step).fits

    def without_draft(self) -> Round:
        """Take back the beginning of an order."""
        steps = self.steps[:-1] if self.now and self.now.draft else self.steps
        return Round(self.questions, steps)


def _answered(turn: Turn, answer: Answer, *, last: bool) -> Turn:
    """Give an answer; raises `UnfitError` if it does not fit."""
    if turn.is_settled:
        raise UnfitError(answer)
    if last and turn.question.is_draft(answer):
        return Turn(turn.number, turn.question, turn.again, turn.tries, answer.numbers)  # type: ignore[union-attr]
    given = turn.question.mark(answer, turn.tries)
    return Turn(turn.number, turn.question, turn.again, (*turn.tries, given))


def _points(at: int, given: Try) -> int:
    return round(POINTS[at] * given.closeness)
