"""Which target doses are skipped. The engine's plans say it by age; counts and intervals are answered here.

The rule files' language chooses a plan by age, so a target dose that is not asked for from an age on is left out of the
plan of that age. It has no words for an interval as a condition, nor for counting the doses given at some ages.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cdsi.supporting import Question, Target
from clinic_app.domain.calendar import Span
from clinic_app.domain.immunization.language import BIRTH

EVALUATION, FORECAST = "Evaluation", "Forecast"


@dataclass(frozen=True)
class Judged:
    """A dose before the day asked about, and whether it counts in this series (None: nothing to do with it)."""

    code: str
    on: date
    counts: bool | None
    inadvertent: bool = False


@dataclass(frozen=True)
class Band:
    """The target doses asked for from an age on, until the next band begins."""

    from_age: Span
    ahead: tuple[Target, ...]


@dataclass(frozen=True)
class Day:
    """The day asked about, and what came before it."""

    born: date
    on: date
    before: Sequence[Judged]

    def reached(self, age: Span) -> int:
        """Return the ordinal of the day on which an age is reached."""
        return age.after(self.born.toordinal())

    def bands(self, ahead: Sequence[Target], context: str) -> tuple[Band, ...]:
        """Return what is asked for at every age: a dose given is judged against the first target dose of its band."""
        ages = {BIRTH}
        for target in ahead:
            ages |= {*self._skipped_from(target, context), *self._skipped_from(target, context, by_age_alone=True)}
        starts = sorted(ages, key=self.reached)
        return tuple(Band(age, self._asked_at(age, ahead, context)) for age in starts)

    def _asked_at(self, age: Span, ahead: Sequence[Target], context: str) -> tuple[Target, ...]:
        """Leave out what is skipped at an age; whether counts skip a later target dose is seen once it comes up."""
        asked: list[Target] = []
        for target in ahead:
            waits_its_turn = bool(asked) and context == EVALUATION
            since = self._skipped_from(target, context, by_age_alone=waits_its_turn)
            if not any(self.reached(one) <= self.reached(age) for one in since):
                asked.append(target)
        return tuple(asked)

    def _skipped_from(self, target: Target, context: str, *, by_age_alone: bool = False) -> list[Span]:
        """Return the ages from which a target dose is skipped, everything but the age being answered."""
        sets = [questions for skip in target.skips if context in skip.contexts for questions in skip.sets]
        return [_age_in(questions) for questions in sets if self._but_for_age(questions, by_age_alone=by_age_alone)]

    def _but_for_age(self, questions: Sequence[Question], *, by_age_alone: bool) -> bool:
        """Whether a set of questions holds once the age is reached; by age alone it asks for nothing else."""
        others = [asked for asked in questions if asked.kind != "Age"]
        return not others if by_age_alone else all(self._holds(asked) for asked in others)

    def _holds(self, asked: Question) -> bool:
        if asked.kind == "Interval":
            last = [dose for dose in self.before if dose.counts is not None and not dose.inadvertent]
            return bool(last) and asked.interval is not None and self.on >= _after(asked.interval, last[-1])
        if asked.kind == "Vaccine Count by Age":
            number = sum(self._counted(asked, dose) for dose in self.before)
            return {"greater than": number > asked.count, "equal to": number == asked.count}[asked.compare]
        raise ValueError(asked.kind)

    def _counted(self, asked: Question, dose: Judged) -> bool:
        if asked.codes and dose.code.partition("/")[0] not in asked.codes:
            return False
        if dose.counts is None and (asked.only_valid or not asked.codes):
            return False
        given = dose.on.toordinal()
        begun = asked.begin_age is None or given >= self.reached(asked.begin_age)
        ended = asked.end_age is not None and given >= self.reached(asked.end_age)
        return begun and not ended and (not asked.only_valid or bool(dose.counts))


def _age_in(questions: Sequence[Question]) -> Span:
    """Return the age of a set in which all questions must hold; birth where it names none."""
    ages = [asked for asked in questions if asked.kind == "Age"]
    if len(ages) > 1 or any(asked.end_age is not None for asked in ages):
        raise ValueError(questions)
    return (ages[0].begin_age or BIRTH) if ages else BIRTH


def _after(interval: Span, dose: Judged) -> date:
    return date.fromordinal(interval.after(dose.on.toordinal()))
