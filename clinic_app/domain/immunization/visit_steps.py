"""The steps of the search for visits: what a day holds, where the walk stands, and what it has cost so far."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import msgspec

from clinic_app.domain.immunization.assess import GivenDose
from clinic_app.domain.immunization.visit_choices import Open

if TYPE_CHECKING:
    from collections.abc import Sequence

Cost = tuple[int, int, int, int]
"""Days that doses of the programme are kept waiting, those of others, visits, days waited (the pressing count more)."""
NO_COST: Cost = (0, 0, 0, 0)


class Chosen(msgspec.Struct, frozen=True, gc=False):
    """The doses of one day, the most pressing first, and those that were possible that day but left."""

    on: date
    doses: tuple[Open, ...]
    left: tuple[Open, ...]


class Node(msgspec.Struct, frozen=True):
    """A day on which a visit could be, after the visits before it.

    Attributes:
        ready: by series and number, the first day on which each dose seen so far was possible.
    """

    day: date
    visits: tuple[Chosen, ...] = ()
    planned: tuple[GivenDose, ...] = ()
    ready: dict[tuple[str, int], date] = {}
    cost: Cost = NO_COST


def kept_waiting(doses: Sequence[Open], day: date, cost: Cost) -> Cost:
    """Return the cost with the days added that these doses are kept waiting when they are given on `day`."""
    programme = sum((day - one.limit).days for one in doses if one.programme and day > one.limit)
    others = sum((day - one.limit).days for one in doses if not one.programme and day > one.limit)
    return cost[0] + programme, cost[1] + others, cost[2], cost[3]
