"""The one question about the future: on which days to come next, for what, and why on those days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.domain.calendar import add_months
from clinic_app.domain.immunization.reasons import TermKind
from clinic_app.domain.immunization.results import Status
from clinic_app.domain.immunization.visit_plan import Placement, PlannedDose, PlannedVisit, VisitPlan
from clinic_app.domain.immunization.visit_search import MOST_QUESTIONS, Search

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from clinic_app.domain.immunization.priorities import Priorities
    from clinic_app.domain.immunization.results import SeriesForecast
    from clinic_app.domain.immunization.rules import Rules
    from clinic_app.domain.immunization.visit_choices import Open
    from clinic_app.domain.immunization.visit_plan import PlanQuestion
    from clinic_app.domain.immunization.visit_steps import Chosen

_UNDECIDED = (Status.CHECK, Status.NEEDS_FACT)


def plan_visits(
    rules: Rules, priorities: Priorities, question: PlanQuestion, most_questions: int = MOST_QUESTIONS
) -> VisitPlan:
    """Return the fewest visits that keep no dose waiting longer than the terms allow.

    In order: no dose is kept waiting where that can be helped, free ones before paid ones; as few visits as possible;
    as early as possible, the most pressing first. Each visit lies on the first day on which one of its doses can be
    given: a dose waits for company, never for nothing. Every planned dose is valid by `assess` when all are given on
    their days. The answer does not depend on the order of the doses.

    Args:
        rules: editions and catalogue.
        priorities: what comes first when not everything fits into one day.
        question: who, from which day on, on which terms.
        most_questions: so many questions to the engine may be asked; the best plan found by then is the answer.
    """
    search = Search(rules, priorities, question, most_questions)
    first = search.first_day()
    search.until = max(add_months(question.not_before, question.months), first or question.not_before)
    visits = search.run() if first is not None else ()
    asked = search.ask(question.not_before, ())
    return VisitPlan(
        visits=tuple(_visit(search, place, visits) for place in range(len(visits))),
        until=search.until,
        without_date=tuple(
            line
            for line in asked.forecasts
            if line.status in _UNDECIDED and (question.series is None or line.series in question.series)
        ),
        at_once=tuple(line for line in asked.forecasts if _is_at_once(rules, priorities, line)),
        proven=not search.cut_short,
    )


def _is_at_once(rules: Rules, priorities: Priorities, line: SeriesForecast) -> bool:
    """Whether a course was begun that is given on its very days, and no visit is planned around it."""
    if line.vaccine is None or line.earliest is None or not line.counted:
        return False
    return priorities.is_at_once(rules.vaccine(line.vaccine))


def _visit(search: Search, place: int, visits: Sequence[Chosen]) -> PlannedVisit:
    chosen = visits[place]
    return PlannedVisit(
        chosen.on,
        tuple(_dose(search, one, chosen.on, visits[:place], chosen.doses) for one in chosen.doses),
    )


def _dose(search: Search, one: Open, on: date, before: Sequence[Chosen], beside: Sequence[Open]) -> PlannedDose:
    placement, because_of = _placement(search, one, on, before, beside)
    return PlannedDose(
        series=one.line.series,
        number=one.number,
        vaccine=one.vaccine.code,
        line=one.line,
        term=one.told.winning_term,
        ready_on=one.ready,
        placement=placement,
        because_of=because_of,
    )


def _placement(
    search: Search, one: Open, on: date, before: Sequence[Chosen], beside: Sequence[Open]
) -> tuple[Placement, str]:
    """Say why a dose lies on its day and not before."""
    term, passed = one.told.winning_term, [visit for visit in before if visit.on >= one.ready]
    if passed and term is not None and term.kind is TermKind.LIVE and one.live_injected:
        return Placement.LIVE, term.from_vaccine or ""
    possible = max(one.told.earliest or one.ready, one.ready)
    if on <= possible:
        return Placement.FIRST_DAY, ""
    if any(any(left.line.series == one.line.series for left in visit.left) for visit in passed):
        live = [other for other in beside if other.live_injected and other is not one]
        if one.live_injected and live and not any(visit.is_full for visit in passed):
            return Placement.LIVE, live[0].vaccine.code
        return Placement.DAY_FULL, ""
    if search.first_usable(possible, before) == on:
        return Placement.CLINIC_DAY, ""
    return Placement.TOGETHER, ""
