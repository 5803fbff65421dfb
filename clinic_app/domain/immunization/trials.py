"""Which children are let grow up under an edition, and what is said when one of them fares badly."""

import copy
from collections.abc import Iterator
from datetime import date

import msgspec

from clinic_app.domain.calendar import Span
from clinic_app.domain.immunization.catalogue import CatalogueFile
from clinic_app.domain.immunization.edition import Edition
from clinic_app.domain.immunization.growing_up import Choice, first_choice, grow_up, preferring
from clinic_app.domain.immunization.places import ALWAYS
from clinic_app.domain.immunization.reasons import ReasonCode
from clinic_app.domain.immunization.results import DoseVerdict, SeriesForecast
from clinic_app.domain.immunization.rule_problem import RuleProblem
from clinic_app.domain.immunization.rules import Rules
from clinic_app.domain.immunization.told_apart import Kind, kinds_told_apart

_SOME_AGES = (Span(months=1), Span(months=12), Span(months=36), Span(months=72), Span(months=120))


class Trial(msgspec.Struct, frozen=True, kw_only=True):
    """One childhood to be lived through.

    Attributes:
        edition: its name. alone: rules in which it has been in force always.
        start: the day of the first visit of a child who comes late; None for one who comes from birth.
        wish: the vaccine the family prefers; empty when it takes what is offered first.
    """

    edition: str
    alone: Rules
    kind: Kind
    start: date | None = None
    wish: str = ""

    @property
    def choice(self) -> Choice:
        """Return how the family chooses."""
        return preferring(self.wish) if self.wish else first_choice


def trials_of(edition: Edition, rules: Rules) -> Iterator[Trial]:
    """Yield the childhoods to be lived through under one edition.

    Every kind of people from birth with the programme's first choices; the usual kinds once for each other vaccine they
    may choose; and children who come for the first time at each age at which a plan begins.
    """
    alone = _alone(edition, rules)
    kinds = kinds_told_apart(edition)
    usual = [kind for kind in kinds if not kind.readings]
    girls = [kind for kind in usual if kind.sex == "F"]  # the programme offers them everything
    yield from (Trial(edition=edition.name, alone=alone, kind=kind) for kind in kinds)
    for wish in _other_choices(edition):
        yield from (Trial(edition=edition.name, alone=alone, kind=kind, wish=wish) for kind in girls)
    plans = [plan for rules_of in edition.series.values() for plan in rules_of.plans]
    ages = sorted({*_SOME_AGES, *(plan.from_age for plan in plans)}, key=lambda age: age.after(1))
    for age in ages:
        yield from (Trial(edition=edition.name, alone=alone, kind=kind, start=kind.at(age)) for kind in usual[-3:])


def problems_of_trial(trial: Trial) -> Iterator[tuple[str, RuleProblem]]:
    """Live through one childhood and say what went wrong: the first dose, else the first series.

    Yields:
        What is equal for children who fare alike, and the problem as one of them met it.
    """
    lived = grow_up(trial.alone, trial.kind, trial.choice, trial.start)
    who = f"{trial.kind}{f', who comes first on {trial.start}' if trial.start else ''}"
    if lived.endless:
        yield "endless", RuleProblem(trial.edition, f"doses without end: {who}", "end the series")
        return
    for verdict in lived.refused[:1]:
        yield _refused(trial, verdict, who)
    if not lived.refused and trial.start is None:
        for line in lived.unfinished[:1]:
            yield _unfinished(trial, line, who)


def _refused(trial: Trial, verdict: DoseVerdict, who: str) -> tuple[str, RuleProblem]:
    reason = verdict.reasons[0] if verdict.reasons else None
    why = f"{verdict.kind.value}{f', {reason.code.value}' if reason else ''}"
    rule = f" / {reason.rule}" if reason is not None and reason.rule else ""
    what = f"{verdict.vaccine} given on {verdict.on}, as soon as it is offered, does not count ({why}): {who}"
    todo = "let the rules that offer a dose be those that judge it"
    return f"{verdict.vaccine} {why}", RuleProblem(f"{trial.edition} / {verdict.series}{rule}", what, todo)


def _unfinished(trial: Trial, line: SeriesForecast, who: str) -> tuple[str, RuleProblem]:
    why = f"{line.status.value}{f', {line.reason.code.value}' if line.reason else ''}"
    place = f"{trial.edition} / {line.series}{f' / {line.rule}' if line.rule else ''}"
    if not line.counted and line.reason is not None and line.reason.code is ReasonCode.NO_RULE_FOR_AGE:
        todo = "give them a plan, be it one that is closed and says why"
        return why, RuleProblem(place, f"no plan is meant for {who}", todo)
    what = f"never complete ({why} after {line.counted} doses) although every dose was given at once: {who}"
    return why, RuleProblem(place, what, "let the plan go on until its last dose can be given")


def _alone(edition: Edition, rules: Rules) -> Rules:
    always = copy.copy(edition)
    always.effective_from = ALWAYS
    catalogue = CatalogueFile(series=rules.series, vaccines=tuple(rules.vaccines.values()))
    return Rules(catalogue, [always], rules.stamp)


def _other_choices(edition: Edition) -> tuple[str, ...]:
    """Return the vaccines that are offered somewhere and are not everywhere the first choice."""
    slots = [slot for rules in edition.series.values() for slot in rules.slots.values()]
    return tuple(dict.fromkeys(code for slot in slots for code in (*slot.offer[1:], *slot.paid)))
