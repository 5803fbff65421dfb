"""Observation (留观): who is being watched, who may leave, and how the watch ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from typing import TYPE_CHECKING

from clinic_app.domain.clinic_time import business_date
from clinic_app.domain.entries.observation import ObservationEnded, ObservationExtended
from clinic_app.domain.entries.subjects import person_subject
from clinic_app.domain.scan_code import BookletNumber, ChildCode, CitizenIdCode, ScanCode, TicketCode
from clinic_app.domain.visit import OBSERVATION, VisitState, VisitStep
from clinic_app.records.visits import VisitLine, observed_on, open_visits, visits_of_person, visits_with_ticket
from clinic_app.services.aftermath_failures import MinutesImplausible, WatchOfAnotherDay
from clinic_app.services.failures import ReasonMissing, StepSkipped, TooEarlyToLeave
from clinic_app.services.search import person_with_code
from clinic_app.services.visit_wish import VisitOf, once, visit_at, visit_ready_for

if TYPE_CHECKING:
    from datetime import date, datetime

    from clinic_app.domain.visit import Visit
    from clinic_app.services.desk import Desk
    from clinic_app.services.reader import Reader

SOON = timedelta(minutes=5)
UNCONFIRMED_AFTER = timedelta(minutes=15)
LEAST_MORE, MOST_MORE = 5, 240
_STEPS = {
    "normal": VisitStep.LEAVE,
    "left_early": VisitStep.LEAVE_EARLY,
    "unconfirmed": VisitStep.LEAVE_EARLY,
    "reaction": VisitStep.REACT,
}


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
        """Return how much of the watch has passed, 0 to 1."""
        whole = (self.may_leave_at - self.given_at).total_seconds()
        return min(1.0, max(0.0, 1 - self.seconds_left / whole))


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


class Exit(Enum):
    """What a scan at the exit is answered with."""

    MAY_LEAVE = "may_leave"
    WAIT = "wait"
    LEFT = "left"
    REACTION = "reaction"
    NOT_YET = "not_yet"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExitAnswer:
    """The answer to a slip or booklet scanned at the exit; `watch` while its child is under observation."""

    exit: Exit
    watch: Watch | None = None
    visit: VisitLine | None = None


def exit_answer(reader: Reader, scan: ScanCode) -> ExitAnswer:
    """Return whether the child of this slip or booklet may leave: green, or red with the minutes that remain."""
    if isinstance(scan, TicketCode):
        return exit_with_ticket(reader, scan.ticket)
    code = person_code(scan)
    people = {person.person_id for person in person_with_code(reader, code)} if code else set()
    today = reader.clock.today()
    return _answer(reader, [line for person in people for line in visits_of_person(reader.db, person, today)])


def exit_with_ticket(reader: Reader, ticket: str) -> ExitAnswer:
    """Return whether the child of this slip may leave."""
    return _answer(reader, visits_with_ticket(reader.db, ticket))


def _answer(reader: Reader, lines: list[VisitLine]) -> ExitAnswer:
    """Answer for the visits a scan may mean, the newest first."""
    watched = next((line for line in lines if line.state is VisitState.OBSERVING), None)
    if watched is not None:
        watch = watch_of(watched, reader.clock.now())
        return ExitAnswer(exit=Exit.WAIT if watch.seconds_left > 0 else Exit.MAY_LEAVE, watch=watch, visit=watched)
    if not lines:
        return ExitAnswer(exit=Exit.UNKNOWN)
    return ExitAnswer(exit=_exit_of(lines[0]), visit=lines[0])


def _exit_of(line: VisitLine) -> Exit:
    if line.state is VisitState.REACTION:
        return Exit.REACTION
    return Exit.NOT_YET if line.state.is_open else Exit.LEFT


def person_code(scan: ScanCode) -> str:
    """Return the code a booklet is found by, empty when the scan is no booklet."""
    if isinstance(scan, ChildCode):
        return scan.code
    if isinstance(scan, BookletNumber):
        return scan.number
    return scan.citizen_id.number if isinstance(scan, CitizenIdCode) else ""


def watch_with_ticket(reader: Reader, ticket: str) -> Watch | None:
    """Return the watch this slip belongs to, or None when nobody with it is under observation."""
    lines = [line for line in visits_with_ticket(reader.db, ticket) if line.state is VisitState.OBSERVING]
    return watch_of(lines[0], reader.clock.now()) if lines else None


def unconfirmed(reader: Reader) -> list[Watch]:
    """Return the watches of any day whose end nobody has confirmed: to be cleared one by one before closing."""
    return [watch for watch in board(reader) if watch.state is WatchState.UNCONFIRMED]


@once
def end_observation(desk: Desk, which: VisitOf, outcome: str, reason: str = "") -> Visit:
    """End the watch by a person's word: `normal`, `left_early`, `reaction`, or `unconfirmed`.

    `unconfirmed` is said of a child that was gone when somebody looked: it does not count as watched to the end.

    Raises:
        StepSkipped: the visit is not under observation. ReasonMissing: anything but `normal` without words.
        TooEarlyToLeave: `normal` or `unconfirmed` before the time is over.
        WatchOfAnotherDay: `normal` on another day than the needle's, by the clock: it jumped, or nobody looked.
    """
    with desk.act(which.draft) as act:
        visit = visit_ready_for(desk, which, _STEPS[outcome])
        left = visit.seconds_left(desk.clock.now())
        if outcome in ("normal", "unconfirmed") and left > 0:
            raise TooEarlyToLeave(left)
        if outcome == "normal" and visit.last_given_at is not None:
            _require_same_day(business_date(visit.last_given_at), desk.clock.today())
        if outcome != "normal" and not reason.strip():
            raise ReasonMissing
        body = ObservationEnded(visit_id=visit.id, person_id=visit.person_id, outcome=outcome, reason=reason.strip())
        act.write(body, subject=person_subject(visit.person_id))
    return visit_at(desk, which.person_id, which.visit_id)


@once
def extend_observation(desk: Desk, which: VisitOf, minutes: int, reason: str) -> Visit:
    """Make the watch longer (延长留观), with a reason; several extensions add up.

    Raises:
        StepSkipped: the visit is not under observation. MinutesImplausible: not 5 to 240. ReasonMissing: without words.
    """
    with desk.act(which.draft) as act:
        visit = visit_at(desk, which.person_id, which.visit_id)
        if visit.state is not VisitState.OBSERVING:
            raise StepSkipped(visit.state.value)
        if not LEAST_MORE <= minutes <= MOST_MORE:
            raise MinutesImplausible
        if not reason.strip():
            raise ReasonMissing
        body = ObservationExtended(visit_id=visit.id, person_id=visit.person_id, minutes=minutes, reason=reason.strip())
        act.write(body, subject=person_subject(visit.person_id))
    return visit_at(desk, which.person_id, which.visit_id)


def _require_same_day(given_on: date, today: date) -> None:
    if given_on != today:
        raise WatchOfAnotherDay(given_on)


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
