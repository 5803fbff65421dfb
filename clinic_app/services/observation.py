"""Observation (留观): who is being watched, who may leave, and how the watch ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from typing import TYPE_CHECKING

from clinic_app.domain.entries.observation import ObservationEnded
from clinic_app.domain.entries.subjects import person_subject
from clinic_app.domain.visit import OBSERVATION, VisitState, VisitStep
from clinic_app.records.visits import VisitLine, observed_on, open_visits, visits_with_ticket
from clinic_app.services.failures import ReasonMissing, TooEarlyToLeave
from clinic_app.services.visit_wish import VisitOf, once, visit_at, visit_ready_for

if TYPE_CHECKING:
    from datetime import datetime

    from clinic_app.domain.visit import Visit
    from clinic_app.services.desk import Desk
    from clinic_app.services.reader import Reader

SOON = timedelta(minutes=5)
UNCONFIRMED_AFTER = timedelta(minutes=15)
_STEPS = {"normal": VisitStep.LEAVE, "left_early": VisitStep.LEAVE_EARLY, "reaction": VisitStep.REACT}


class WatchState(Enum):
    """How a watch stands, the first to act on first."""

    UNCONFIRMED = "unconfirmed"
    MAY_LEAVE = "may_leave"
    SOON = "soon"
    COUNTING = "counting"


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """One person under observation. Moments are UTC; seconds_left is negative when over."""

    visit: VisitLine
    given_at: datetime
    may_leave_at: datetime
    seconds_left: int
    state: WatchState

    @property
    def share_gone(self) -> float:
        """Return how much of the 30 minutes has passed, 0 to 1."""
        return min(1.0, max(0.0, 1 - self.seconds_left / OBSERVATION.total_seconds()))


def board(reader: Reader) -> list[Watch]:
    """Return everyone under observation, soonest to act first: 超时, 可离开, under 5 minutes, counting."""
    now = reader.clock.now()
    watches = [watch_of(line, now) for line in open_visits(reader.db) if line.state is VisitState.OBSERVING]
    order = list(WatchState)
    return sorted(watches, key=lambda watch: (order.index(watch.state), watch.may_leave_at, watch.visit.visit_id))


def watch_of(line: VisitLine, now: datetime) -> Watch:
    """Return how the watch over this visit stands at `now`. The clock is the stored moment of the last needle."""
    given_at = line.last_given_at or line.opened_at
    may_leave_at = given_at + OBSERVATION + timedelta(minutes=line.extra_minutes)
    seconds_left = -((now - may_leave_at) // timedelta(seconds=1))
    return Watch(
        visit=line,
        given_at=given_at,
        may_leave_at=may_leave_at,
        seconds_left=seconds_left,
        state=watch_state(timedelta(seconds=seconds_left)),
    )


def watch_state(left: timedelta) -> WatchState:
    """Return the state for the time that is left."""
    if left <= -UNCONFIRMED_AFTER:
        return WatchState.UNCONFIRMED
    if left <= timedelta():
        return WatchState.MAY_LEAVE
    return WatchState.SOON if left < SOON else WatchState.COUNTING


def watch_with_ticket(reader: Reader, ticket: str) -> Watch | None:
    """Return the watch this slip belongs to, or None when nobody with it is under observation."""
    lines = [line for line in visits_with_ticket(reader.db, ticket) if line.state is VisitState.OBSERVING]
    return watch_of(lines[0], reader.clock.now()) if lines else None


@once
def end_observation(desk: Desk, which: VisitOf, outcome: str, reason: str = "") -> Visit:
    """End the watch by a person's word: `normal`, `left_early` or `reaction`.

    Raises:
        StepSkipped: the visit is not under observation. TooEarlyToLeave: `normal` before the 30 minutes are over.
        ReasonMissing: leaving early or a reaction without words.
    """
    visit = visit_ready_for(desk, which, _STEPS[outcome])
    left = visit.seconds_left(desk.clock.now())
    if outcome == "normal" and left > 0:
        raise TooEarlyToLeave(left)
    if outcome != "normal" and not reason.strip():
        raise ReasonMissing
    body = ObservationEnded(visit_id=visit.id, person_id=visit.person_id, outcome=outcome, reason=reason.strip())
    with desk.act(which.draft) as act:
        act.write(body, subject=person_subject(visit.person_id))
    return visit_at(desk, which.person_id, which.visit_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Completion:
    """The day's observation completion (留观完成率): watched to the end, of all that were to be watched."""

    completed: int
    ended: int
    watching: int


def completion(reader: Reader) -> Completion:
    """Return how many of today's observations were completed normally."""
    states = observed_on(reader.db, reader.clock.today())
    completed = states.get(VisitState.DONE, 0)
    watching = states.get(VisitState.OBSERVING, 0)
    ended = sum(states.values()) - watching - states.get(VisitState.INJECTING, 0)
    return Completion(completed=completed, ended=ended, watching=watching)
