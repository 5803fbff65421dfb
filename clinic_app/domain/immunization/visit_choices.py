"""What one visit may hold: the selections of doses worth weighing on a day."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import chain, combinations
from typing import TYPE_CHECKING

import msgspec

from clinic_app.domain.immunization.catalogue import Vaccine
from clinic_app.domain.immunization.results import SeriesForecast

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

NEAR = timedelta(28)  # a live vaccine that comes within this time may be worth waiting for with another


class Open(msgspec.Struct, frozen=True, gc=False):
    """One dose that has a date.

    Attributes:
        ready: the first day on which it is possible; limit: the last on which it is not kept waiting.
        rank: its place in the order of what comes first, 0 the most pressing.
        programme: whether its series is one of the programme.
        told: the forecast that says from when it is possible, after the visits before.
    """

    line: SeriesForecast
    vaccine: Vaccine
    ready: date
    limit: date
    rank: int
    programme: bool
    told: SeriesForecast

    @property
    def number(self) -> int:
        """Which dose of its series it is."""
        return self.line.number or 0

    @property
    def key(self) -> tuple[str, int]:
        """Series and number."""
        return self.line.series, self.number

    @property
    def oral(self) -> bool:
        """Whether it is given by mouth."""
        return self.vaccine.route == "PO"

    @property
    def live_injected(self) -> bool:
        """Whether it keeps apart from other injected live vaccines."""
        return self.vaccine.technology == "live_injected"


def without_doubles(opens: Sequence[Open]) -> list[Open]:
    """Return the doses without paid ones that would also fill a series of the programme which is open itself.

    A conjugate vaccine counts as the programme's own dose too: planned beside it, one of the two would not count.
    """
    asked = {one.line.series for one in opens if one.programme}
    return [one for one in opens if one.programme or asked.isdisjoint(one.vaccine.covers)]


def choices_of(
    due: Sequence[Open], opens: Sequence[Open], day: date, room: tuple[int, int]
) -> Iterator[tuple[Open, ...]]:
    """Yield the selections worth weighing on a day: those that part no live vaccines first, then by what is pressing.

    Each is as full as the day allows. Injected live vaccines may be held back while another one is near, because what
    is given today keeps that one away for four weeks. A paid dose takes only room that no free one needs.
    """
    most = min(room[0], sum(1 for one in due if one.live_injected))
    yield from sorted(_worth_weighing(due, opens, day, room), key=lambda chosen: _parted(chosen, most))


def _worth_weighing(
    due: Sequence[Open], opens: Sequence[Open], day: date, room: tuple[int, int]
) -> Iterator[tuple[Open, ...]]:
    free, paid = [one for one in due if one.programme], [one for one in due if not one.programme]
    near = any(one.live_injected and not one.line.possible and one.ready <= day + NEAR for one in opens)
    live = [one for one in due if one.live_injected] if near else []
    for held in _subsets(live):
        kept = [one for one in free if one not in held]
        for chosen in _fullest(kept, room):
            injections = room[0] - sum(1 for one in chosen if not one.oral)
            drops = room[1] - sum(1 for one in chosen if one.oral)
            extra = [one for one in paid if one not in held]
            for added in _fullest(extra, (injections, drops)):
                if chosen or added:
                    yield (*chosen, *added)


def _parted(chosen: tuple[Open, ...], most: int) -> int:
    """Return how many injected live vaccines a selection needlessly sends away for four weeks by giving another one."""
    live = sum(1 for one in chosen if one.live_injected)
    return most - live if live else 0


def _fullest(doses: Sequence[Open], room: tuple[int, int]) -> Iterator[tuple[Open, ...]]:
    """Yield every selection that leaves out a dose only where the day has no room for it."""
    needles, drops = [one for one in doses if not one.oral], [one for one in doses if one.oral]
    for injected in combinations(needles, min(room[0], len(needles))):
        for swallowed in combinations(drops, min(room[1], len(drops))):
            yield (*injected, *swallowed)


def _subsets(doses: Sequence[Open]) -> Iterator[tuple[Open, ...]]:
    """Yield nothing first, then single doses, pairs and so on."""
    return chain.from_iterable(combinations(doses, size) for size in range(len(doses) + 1))
