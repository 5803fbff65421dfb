"""Thirty minutes after the needle, told from the desk: nobody leaves too early, nobody is forgotten."""

from datetime import date, timedelta

import pytest
from builders import a_lot, a_person, a_visit_ready_for_injection, write_a_dose

from clinic_app.domain.visit import VisitState
from clinic_app.services.failures import ReasonMissing, StepSkipped, TooEarlyToLeave
from clinic_app.services.observation import WatchState, board, completion, end_observation, watch_with_ticket
from clinic_app.services.reactions import reactions_today
from clinic_app.services.reader import open_reader
from clinic_app.services.visit_wish import VisitOf


@pytest.fixture
def reader(desk):
    opened = open_reader(desk.premises, desk.keys.database_key, desk.clock, desk.rules)
    yield opened
    opened.close()


def a_watched_visit(desk, name="陈小满"):
    person_id = a_person(desk, name=name, birth_date=date(2026, 5, 4))
    visit = a_visit_ready_for_injection(desk, person_id=person_id)
    write_a_dose(desk, visit, a_lot(desk))
    return desk.card(person_id).visit(visit.id)


def end(desk, visit, outcome, reason=""):
    which = VisitOf(person_id=visit.person_id, visit_id=visit.id, draft=desk.mint())
    return end_observation(desk, which, outcome, reason)


def states(reader):
    return [watch.state for watch in board(reader)]


@pytest.mark.parametrize(
    ("passed", "state"),
    [
        (timedelta(), WatchState.COUNTING),
        (timedelta(minutes=25), WatchState.COUNTING),
        (timedelta(minutes=25, seconds=1), WatchState.SOON),
        (timedelta(minutes=29, seconds=59), WatchState.SOON),
        (timedelta(minutes=30), WatchState.MAY_LEAVE),
        (timedelta(minutes=44, seconds=59), WatchState.MAY_LEAVE),
        (timedelta(minutes=45), WatchState.UNCONFIRMED),
    ],
)
def test_the_watch_goes_from_counting_to_unconfirmed_by_the_clock_alone(desk, reader, clock, passed, state):
    a_watched_visit(desk)

    clock.advance(passed)

    assert states(reader) == [state]


def test_one_second_before_the_time_nobody_leaves_and_at_the_time_one_does(desk, reader, clock):
    visit = a_watched_visit(desk)

    clock.advance(timedelta(minutes=29, seconds=59))
    with pytest.raises(TooEarlyToLeave) as refused:
        end(desk, visit, "normal")
    assert refused.value.seconds_left == 1
    clock.advance(timedelta(seconds=1))
    ended = end(desk, visit, "normal")

    assert ended.state is VisitState.DONE
    assert board(reader) == []


def test_a_watch_survives_the_end_of_the_program(desk, clock):
    visit = a_watched_visit(desk)
    clock.advance(timedelta(minutes=10))

    reopened = open_reader(desk.premises, desk.keys.database_key, clock, desk.rules)

    assert watch_with_ticket(reopened, visit.ticket).seconds_left == 20 * 60
    reopened.close()


def test_a_watch_ends_once(desk, clock):
    visit = a_watched_visit(desk)
    clock.advance(timedelta(minutes=30))
    end(desk, visit, "normal")

    with pytest.raises(StepSkipped):
        end(desk, visit, "left_early", "转院")


@pytest.mark.parametrize("outcome", ["left_early", "reaction"])
def test_what_is_not_normal_wants_words(desk, reader, outcome):
    visit = a_watched_visit(desk)

    with pytest.raises(ReasonMissing):
        end(desk, visit, outcome, "  ")

    assert states(reader) == [WatchState.COUNTING]


def test_the_day_counts_who_was_watched_to_the_end_and_names_the_reactions(desk, reader, clock):
    calm, early, ill, watched = (a_watched_visit(desk, name) for name in ("甲一一", "乙二二", "丙三三", "丁四四"))
    end(desk, ill, "reaction", "全身皮疹")
    end(desk, early, "left_early", "奶奶带走")
    clock.advance(timedelta(minutes=30))
    end(desk, calm, "normal")

    done = completion(reader)
    assert (done.completed, done.ended, done.watching) == (1, 3, 1)
    assert [watch.visit.visit_id for watch in board(reader)] == [watched.id]
    assert [(line.name, line.words) for line in reactions_today(reader)] == [("丙三三", "全身皮疹")]


def test_yesterdays_reactions_are_not_todays(desk, reader, clock):
    end(desk, a_watched_visit(desk), "reaction", "发热")

    clock.advance(timedelta(days=1))

    assert reactions_today(reader) == []
