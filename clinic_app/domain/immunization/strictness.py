"""Comparing rules: whether one span, interval or set of people is surely no less than another."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from clinic_app.domain.calendar import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from clinic_app.domain.immunization.language import Condition, Interval
    from clinic_app.domain.immunization.plan_language import Plan

_SHORTEST_MONTH, _LONGEST_MONTH = 28, 31
_SHORTEST_YEAR, _LONGEST_YEAR = 365, 366


def no_less(span: Span, than: Span) -> bool:
    """Whether a span is at least as long as another whatever the day it is counted from."""
    if not span.months and not than.months:
        return span.days >= than.days
    if span.months and than.months:
        return span.months >= than.months
    return _fewest_days(span) >= _most_days(than)


def longest(spans: Iterable[Span]) -> Span:
    """Return the longest of at least one span."""
    return max(spans, key=_most_days)


def doubled(span: Span) -> Span:
    """Return a span twice as long."""
    return Span(months=span.months * 2, days=span.days * 2)


def no_weaker_interval(interval: Interval, than: Interval) -> bool:
    """Whether an interval counts from the same dose and asks for as much."""
    same = (interval.since, interval.number) == (than.since, than.number) and {*than.of} <= {*interval.of}
    return same and no_less(interval.at_least, than.at_least)


def may_share_people(one: Plan, other: Plan) -> bool:
    """Whether somebody could be meant by both plans, at one age and after the same doses."""
    if one.before_age is not None and no_less(other.from_age, one.before_age):
        return False
    if other.before_age is not None and no_less(one.from_age, other.before_age):
        return False
    conditions = (*one.when, *other.when)
    if _latest(c.born_from for c in conditions) >= _earliest(c.born_before for c in conditions):
        return False
    return not any(_exclude(a, b) for a in one.when for b in other.when) and not any(
        _exclude_counts(a, b) for a in one.given for b in other.given
    )


def apart(conditions: Sequence[Condition]) -> bool:
    """Whether two of these conditions about a person can never hold together."""
    return any(_exclude(one, other) for number, one in enumerate(conditions) for other in conditions[:number])


def _exclude(one: Condition, other: Condition) -> bool:
    if one.fact is None or one.fact != other.fact:
        return False
    if one.one_of is not None and other.one_of is not None:
        return not {*one.one_of} & {*other.one_of}
    if one.known is not None and other.known is not None:
        return one.known is not other.known
    return _ranges_apart(one, other)


def _exclude_counts(one: Condition, other: Condition) -> bool:
    if (one.series, one.counted, one.component) != (other.series, other.counted, other.component):
        return False
    return _ranges_apart(one, other)


def _ranges_apart(one: Condition, other: Condition) -> bool:
    least = max(-math.inf if c.at_least is None else c.at_least for c in (one, other))
    below = min(math.inf if c.below is None else c.below for c in (one, other))
    return least >= below


def _latest(days: Iterable[date | None]) -> float:
    return max((day.toordinal() for day in days if day is not None), default=-math.inf)


def _earliest(days: Iterable[date | None]) -> float:
    return min((day.toordinal() for day in days if day is not None), default=math.inf)


def _fewest_days(span: Span) -> int:
    return span.days + span.months // 12 * _SHORTEST_YEAR + span.months % 12 * _SHORTEST_MONTH


def _most_days(span: Span) -> int:
    return span.days + span.months // 12 * _LONGEST_YEAR + span.months % 12 * _LONGEST_MONTH
