"""The steps of the search for visits: what a day holds, where the walk stands, and what it has cost so far."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import msgspec

from clinic_app.domain.immunization.assess import GivenDose
from clinic_app.domain.immunization.results import SeriesForecast
from clinic_app.domain.immunization.visit_choices import Open

if TYPE_CHECKING:
    from collections.abc import Sequence

Cost = tuple[int, int, int, int]
"""Days that doses of the programme are kept waiting, those of others, visits, days waited (the pressing count more)."""
NO_COST: Cost = (0, 0, 0, 0)


class Chosen(msgspec.Struct, frozen=True, gc=False):
    """The doses of one day, the most pressing first, and those that were possible that day but left.

    Attributes:
        is_full: whether the day had no room for another injection.
    """

    on: date
    doses: tuple[Open, ...]
    left: tuple[Open, ...]
    is_full: bool


class Seen(msgspec.Struct, frozen=True, gc=False):
    """What was seen of a dose: since when it was possible, and the forecast that says from when it is now."""

    ready: date
    told: SeriesForecast


class Node(msgspec.Struct, frozen=True):
    """A day on which a visit could be, after the visits before it.

    Attributes:
        seen: by series and number what is open.
        passed: what was possible on the days let pass since the last visit; a visit brings something more.
    """

    day: date
    visits: tuple[Chosen, ...] = ()
    planned: tuple[GivenDose, ...] = ()
    seen: dict[tuple[str, int], Seen] = {}
    passed: frozenset[tuple[str, int]] = frozenset()
    cost: Cost = NO_COST


def seen_on(day: date, line: SeriesForecast, not_before: date, before: Seen | None) -> Seen:
    """Return what is known of a dose on a day.

    A dose that has been possible for long says nothing of spacing that kept it away meanwhile, so the first day seen
    stands; while a dose waits, its latest forecast says from when it is possible, after the visits planned so far.
    """
    first = max(line.earliest or day, not_before)
    if before is None:
        return Seen(first, line)
    if not line.possible:
        return Seen(min(before.ready, first), line)
    waited = not before.told.possible and before.told.earliest is not None and before.told.earliest <= day
    return Seen(min(before.ready, day), before.told if waited else line)


def kept_waiting(doses: Sequence[Open], day: date, cost: Cost) -> Cost:
    """Return the cost with the days added that these doses are kept waiting when they are given on `day`."""
    programme = sum((day - one.limit).days for one in doses if one.programme and day > one.limit)
    others = sum((day - one.limit).days for one in doses if not one.programme and day > one.limit)
    return cost[0] + programme, cost[1] + others, cost[2], cost[3]
