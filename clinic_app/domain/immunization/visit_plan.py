"""The next visits (接种计划) as values: which day, which doses, and why each of them lies there."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from clinic_app.domain.immunization.facts import NO_FACTS, Facts

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from datetime import date

    from clinic_app.domain.immunization.assess import GivenDose
    from clinic_app.domain.immunization.reasons import Term
    from clinic_app.domain.immunization.results import SeriesForecast

LOOKED_AHEAD_MONTHS = 12


class Placement(Enum):
    """Why a planned dose lies on its day.

    Attributes:
        FIRST_DAY: it is possible from that day on.
        CLINIC_DAY: it was possible before, and this is the first day the plan may use: a clinic day, not too soon after
            the visit before.
        DAY_FULL: the visit before held as many doses as a day takes.
        LIVE: it keeps its distance from, or comes together with, another injected live vaccine.
        TOGETHER: it waits a few days so that one visit is enough.
    """

    FIRST_DAY = "first_day"
    CLINIC_DAY = "clinic_day"
    DAY_FULL = "day_full"
    LIVE = "live"
    TOGETHER = "together"


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitTerms:
    """What a clinic asks of a plan.

    Attributes:
        injections_per_day, oral_per_day: as many doses one visit takes.
        days_apart: two visits are at least so many days apart.
        patience_days: so many days a dose may wait for a visit that is needed anyway; never past its term.
        next_clinic_day: the first clinic day on or after a day; None where the clinic has none within a year.
    """

    injections_per_day: int = 2
    oral_per_day: int = 1
    days_apart: int = 7
    patience_days: int = 14
    next_clinic_day: Callable[[date], date | None] = lambda day: day


USUAL_TERMS = VisitTerms()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedDose:
    """One dose of a planned visit.

    Attributes:
        vaccine: the programme's first choice.
        line: what the programme says of the series on the day of the visit.
        term: what decides from when it is possible, after the visits before.
        ready_on: the first day on which it was possible, had another visit not taken its room or its distance.
        because_of: the other vaccine (LIVE) or empty.
    """

    series: str
    number: int
    vaccine: str
    line: SeriesForecast
    term: Term | None
    ready_on: date
    placement: Placement
    because_of: str = ""


@dataclass(frozen=True, slots=True)
class PlannedVisit:
    """One day on which to come, and what is given then, the most pressing dose first."""

    on: date
    doses: tuple[PlannedDose, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitPlan:
    """The visits up to a day.

    Attributes:
        until: the last day planned for: a year ahead, or the first day on which anything is possible at all.
        without_date: series for which a person or a test must decide first.
        at_once: begun courses (狂犬) whose next dose is given on its very day, beside every plan.
        proven: no plan needs fewer visits; False where the search was cut short.
    """

    visits: tuple[PlannedVisit, ...]
    until: date
    without_date: tuple[SeriesForecast, ...] = ()
    at_once: tuple[SeriesForecast, ...] = ()
    proven: bool = True

    @property
    def first(self) -> PlannedVisit | None:
        """The next visit; None when nothing is to come."""
        return self.visits[0] if self.visits else None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanQuestion:
    """For whom, from which day and on which terms visits are planned.

    Attributes:
        not_before: the first day a visit may be.
        series: only these are planned; None plans every free series, and paid ones that were begun.
    """

    birth_date: date
    sex: str
    doses: Sequence[GivenDose]
    facts: Facts = NO_FACTS
    not_before: date
    terms: VisitTerms = USUAL_TERMS
    series: Collection[str] | None = None
    months: int = LOOKED_AHEAD_MONTHS
