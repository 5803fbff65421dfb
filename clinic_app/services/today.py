"""Today (今日): the figures of the day and who waits at which step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clinic_app.domain.visit import VisitState
from clinic_app.records.due import people_with_status
from clinic_app.records.stock import lots_in_stock
from clinic_app.records.visits import VisitLine, doses_and_people_on, given_by_half_hour, open_visits
from clinic_app.services.due_cache import rules_in_force

if TYPE_CHECKING:
    from datetime import date

    from clinic_app.services.reader import Reader

__all__ = ["Day", "StockFigure", "VisitLine", "day_at_a_glance", "stock_figure", "waiting_visits"]

SHORT_OF_DOSES = 10
NEAR_EXPIRY_DAYS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class StockFigure:
    """Usable doses in all, and the vaccines (codes) of which few are left or one lot runs out soon."""

    usable_doses: int
    short: tuple[str, ...]
    near_expiry: tuple[str, ...]
    expired_lots: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """The figures of one business day. `by_half_hour` maps minutes since midnight to people vaccinated."""

    on: date
    people: int
    doses: int
    overdue_people: int
    stock: StockFigure
    waiting: tuple[VisitLine, ...]
    by_half_hour: dict[int, int]


def day_at_a_glance(reader: Reader) -> Day:
    """Return what happened today and who waits. Visits left open on earlier days wait too."""
    today = reader.clock.today()
    doses, people = doses_and_people_on(reader.db, today)
    return Day(
        on=today,
        people=people,
        doses=doses,
        overdue_people=people_with_status(reader.db, rules_in_force(reader.rules, today), "overdue"),
        stock=stock_figure(reader),
        waiting=waiting_visits(reader),
        by_half_hour=given_by_half_hour(reader.db, today),
    )


def waiting_visits(reader: Reader) -> tuple[VisitLine, ...]:
    """Return the visits that wait for somebody before the chair, in the order they were opened."""
    return tuple(line for line in open_visits(reader.db) if line.state is not VisitState.OBSERVING)


def stock_figure(reader: Reader) -> StockFigure:
    """Return how much vaccine can be used today, and what runs short."""
    today = reader.clock.today()
    lots = lots_in_stock(reader.db)
    usable = [lot for lot in lots if lot.problem_on(today) is None]
    by_vaccine: dict[str, int] = {}
    for lot in usable:
        by_vaccine[lot.vaccine] = by_vaccine.get(lot.vaccine, 0) + lot.doses_on_hand
    return StockFigure(
        usable_doses=sum(by_vaccine.values()),
        short=tuple(sorted(code for code, doses in by_vaccine.items() if doses < SHORT_OF_DOSES)),
        near_expiry=tuple(sorted({lot.vaccine for lot in usable if lot.days_left(today) <= NEAR_EXPIRY_DAYS})),
        expired_lots=sum(1 for lot in lots if today > lot.expires_on),
    )
