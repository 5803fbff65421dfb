"""The battery of the PC is empty: the clock jumps in mid-visit. Work goes on, and what was written then says so."""

from datetime import UTC, datetime, timedelta

import pytest
from builders import MORNING, a_clinic
from vaccination_builders import BOOKLET, JE_CODE, MMR_CODE, DeskOfTheTest, a_child, mmr_and_je_in_the_fridge

from clinic_app.devices.clock import SetClock
from clinic_app.domain.entries.entry import CLOCK_OK, CLOCK_SUSPECT
from clinic_app.domain.visit import VisitState
from clinic_app.records.journal import entries_of
from clinic_app.records.projection import differing_rows
from clinic_app.services.aftermath_failures import WatchOfAnotherDay
from clinic_app.services.observation import board, end_observation
from clinic_app.services.visit_wish import VisitOf

BACK = datetime(1970, 1, 1, 0, 5, tzinfo=UTC)
YESTERDAY = MORNING - timedelta(days=1)
AHEAD = datetime(2036, 11, 18, 1, 0, tzinfo=UTC)


class LooseClock(SetClock):
    """A clock that can be set to anything."""

    def set(self, moment):
        self._start = moment


STEPS = (
    lambda work: work.screen(),
    lambda work: work.presenter.planning.save(),
    lambda work: work.consent(),
    lambda work: work.presenter.takes_scan(MMR_CODE),
    lambda work: (work.tick_all_one_by_one(), work.presenter.injection.give()),
    lambda work: work.presenter.takes_scan(JE_CODE),
    lambda work: (work.tick_all_one_by_one(), work.presenter.injection.give()),
)


@pytest.fixture
def work(tmp_path):
    desk = a_clinic(tmp_path, clock=LooseClock(MORNING))
    mmr_and_je_in_the_fridge(desk)
    work = DeskOfTheTest(desk)
    work.presenter.start_visit(a_child(desk), BOOKLET)
    yield work
    work.reader.close()
    desk.close()


def test_the_steps_reach_observation_when_the_clock_is_right(work):
    for step in STEPS:
        step(work)

    assert work.visit.state is VisitState.OBSERVING


@pytest.mark.parametrize("moment", [BACK, YESTERDAY], ids=["1970", "yesterday"])
@pytest.mark.parametrize("place", range(len(STEPS)))
def test_a_clock_that_falls_back_refuses_no_writing_and_marks_it(work, place, moment):
    """Whether the needle may go in is asked of the programme on the day the clock shows: it may say no, in words."""
    for step in STEPS[:place]:
        step(work)
    visit, before = work.visit, len(entries_of(work.desk.db, f"person:{work.visit.person_id}"))

    work.desk.clock.set(moment)
    STEPS[place](work)

    written = entries_of(work.desk.db, f"person:{visit.person_id}")[before:]
    assert {entry.envelope.clock for entry in written} <= {CLOCK_SUSPECT}
    assert work.visit.id == visit.id
    assert work.failures == []
    assert list(differing_rows(work.desk.db)) == []


@pytest.mark.parametrize("place", range(len(STEPS)))
def test_when_the_clock_is_right_again_the_visit_goes_on_where_it_stood(work, place):
    for step in STEPS[:place]:
        step(work)
    stood = work.visit

    work.desk.clock.set(BACK)
    work.presenter.read_again()
    work.desk.clock.set(MORNING + timedelta(minutes=5))
    work.presenter.read_again()
    assert work.visit == stood
    for step in STEPS[place:]:
        step(work)

    assert work.visit.state is VisitState.OBSERVING
    written = entries_of(work.desk.db, f"person:{stood.person_id}")
    assert {entry.envelope.clock for entry in written} == {CLOCK_OK}


@pytest.mark.parametrize("moment", [BACK, YESTERDAY, AHEAD], ids=["1970", "yesterday", "2036"])
def test_the_watch_loses_nobody_whatever_the_clock_says(work, moment):
    for step in STEPS:
        step(work)

    work.desk.clock.set(moment)

    (watch,) = board(work.reader)
    assert watch.visit.visit_id == work.visit.id
    assert watch.may_leave_at == MORNING + timedelta(minutes=30)


def test_a_clock_that_fell_back_lets_nobody_leave_early(work):
    for step in STEPS:
        step(work)

    work.desk.clock.set(MORNING - timedelta(hours=1))

    (watch,) = board(work.reader)
    assert watch.seconds_left > 0


def test_a_clock_that_jumped_ahead_makes_nobody_watched_to_the_end(work):
    for step in STEPS:
        step(work)
    which = VisitOf(person_id=work.visit.person_id, visit_id=work.visit.id, draft="leave")

    work.desk.clock.set(MORNING + timedelta(days=1))
    with pytest.raises(WatchOfAnotherDay):
        end_observation(work.desk, which, "normal")

    assert work.desk.card(which.person_id).visit(which.visit_id).state is VisitState.OBSERVING
    ended = end_observation(work.desk, which, "unconfirmed", "打过电话，孩子正常")
    assert ended.state is VisitState.LEFT_EARLY
