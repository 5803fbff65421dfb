"""The next visits of a person, on the days and by the limits of this clinic."""

from __future__ import annotations

from collections import deque
from datetime import timedelta
from typing import TYPE_CHECKING

from clinic_app.devices.public_holidays import public_holidays
from clinic_app.domain.clinic_days import next_clinic_day
from clinic_app.domain.immunization.visit_plan import PlanQuestion, VisitTerms
from clinic_app.domain.immunization.visit_planning import plan_visits
from clinic_app.services.assessment import what_is_known
from clinic_app.services.resource_files import priorities

if TYPE_CHECKING:
    from datetime import date

    from clinic_app.domain.clinic_days import ClinicDays
    from clinic_app.domain.clinic_settings import ClinicSettings
    from clinic_app.domain.fold.card import Card
    from clinic_app.domain.immunization.rules import Rules
    from clinic_app.domain.immunization.visit_plan import VisitPlan

MOST_PLANS = 16  # the children at the desk, today and for the next date
DAYS_APART = 7

_PLANS: deque[tuple[tuple[object, ...], VisitPlan]] = deque(maxlen=MOST_PLANS)


def visits_of(
    rules: Rules,
    card: Card,
    settings: ClinicSettings,
    days: ClinicDays,
    not_before: date,
    *,
    from_any_day: bool = False,
) -> VisitPlan | None:
    """Return the next visits from a day on; None for a person whose birth date is not known.

    The plan is pure: when the same was asked a moment ago (on the card, at the desk), the plan of then is given.

    Args:
        rules: editions and catalogue.
        card: the person's card.
        settings: how many doses a day takes.
        days: the clinic's days; public holidays are none.
        not_before: the first day a visit may be.
        from_any_day: whether `not_before` may be a visit though the clinic has no such day (a person is here).
    """
    known = what_is_known(card, not_before)
    if known is None:
        return None
    asked = (known, settings, days, not_before, from_any_day, rules)
    for before, plan in list(_PLANS):
        if before == asked:
            return plan

    def clinic_day(day: date) -> date | None:
        if from_any_day and day == not_before:
            return day
        return next_clinic_day(days, day, public_holidays())

    terms = VisitTerms(
        injections_per_day=settings.injections_per_day,
        oral_per_day=settings.oral_per_day,
        days_apart=DAYS_APART,
        next_clinic_day=clinic_day,
    )
    question = PlanQuestion(
        birth_date=known.birth_date,
        sex=known.sex,
        doses=known.doses,
        facts=known.facts,
        not_before=not_before,
        terms=terms,
    )
    plan = plan_visits(rules, priorities(), question)
    _PLANS.append((asked, plan))
    return plan


def next_visit_from(card: Card, today: date) -> date:
    """Return the first day on which somebody may come again: tomorrow, or a week after a needle of today."""
    given_today = any(dose.given_on == today for dose in card.counted_doses)
    return today + timedelta(DAYS_APART if given_today else 1)
