"""Thirty minutes after the needle, told from the desk: nobody leaves too early, nobody is forgotten."""

from datetime import date, timedelta

import pytest
from builders import a_lot, a_person, a_visit_ready_for_injection, write_a_dose

from clinic_app.domain.scan_code import read_scan
from clinic_app.domain.visit import VisitState
from clinic_app.services.aftermath_failures import MinutesImplausible
from clinic_app.services.failures import ReasonMissing, StepSkipped, TooEarlyToLeave
from clinic_app.services.observation import (
    Exit,
    WatchState,
    board,
    completion,
    end_observation,
    exit_answer,
    exit_with_ticket,
    extend_observation,
    unconfirmed,
    watch_with_ticket,
)
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


def longer(desk, visit, minutes, reason="家长担心"):
    which = VisitOf(person_id=visit.person_id, visit_id=visit.id, draft=desk.mint())
    return extend_observation(desk, which, minutes, reason)


def test_a_longer_watch_moves_the_moment_and_adds_up(desk, reader, clock):
    visit = a_watched_visit(desk)
    longer(desk, visit, 15)
    longer(desk, visit, 15)
    clock.advance(timedelta(minutes=59))

    assert [watch.seconds_left for watch in board(reader)] == [60]
    assert 0.98 < board(reader)[0].share_gone < 1
    with pytest.raises(TooEarlyToLeave):
        end(desk, visit, "normal")
    clock.advance(timedelta(minutes=1))
    assert end(desk, visit, "normal").state is VisitState.DONE


@pytest.mark.parametrize(
    ("minutes", "reason", "failure"),
    [(0, "发热", MinutesImplausible), (4, "发热", MinutesImplausible), (241, "发热", MinutesImplausible),
     (-30, "发热", MinutesImplausible), (15, "  ", ReasonMissing)],
)  # fmt: skip
def test_a_longer_watch_wants_minutes_and_a_reason(desk, reader, minutes, reason, failure):
    visit = a_watched_visit(desk)

    with pytest.raises(failure):
        longer(desk, visit, minutes, reason)

    assert board(reader)[0].seconds_left == 30 * 60


def test_nobody_who_has_left_is_watched_longer(desk, clock):
    visit = a_watched_visit(desk)
    clock.advance(timedelta(minutes=30))
    end(desk, visit, "normal")

    with pytest.raises(StepSkipped):
        longer(desk, visit, 15)


def test_siblings_each_have_a_clock_of_their_own(desk, reader, clock):
    first = a_watched_visit(desk, "王一一")
    clock.advance(timedelta(minutes=4))
    second = a_watched_visit(desk, "王二二")
    clock.advance(timedelta(minutes=26))

    assert exit_with_ticket(reader, first.ticket).exit is Exit.MAY_LEAVE
    answer = exit_with_ticket(reader, second.ticket)
    assert (answer.exit, answer.watch.seconds_left) == (Exit.WAIT, 4 * 60)


def test_a_child_that_was_gone_is_cleared_with_words_and_does_not_count_as_watched(desk, reader, clock):
    visit = a_watched_visit(desk)
    with pytest.raises(TooEarlyToLeave):
        end(desk, visit, "unconfirmed", "电话问过，孩子正常")
    clock.advance(timedelta(minutes=45))

    assert [watch.visit.visit_id for watch in unconfirmed(reader)] == [visit.id]
    with pytest.raises(ReasonMissing):
        end(desk, visit, "unconfirmed")
    ended = end(desk, visit, "unconfirmed", "电话问过，孩子正常")

    assert ended.state is VisitState.LEFT_EARLY
    assert unconfirmed(reader) == []
    assert (completion(reader).completed, completion(reader).ended) == (0, 1)


def test_yesterdays_unconfirmed_watch_is_still_to_be_cleared(desk, reader, clock):
    visit = a_watched_visit(desk)
    clock.advance(timedelta(days=1))

    assert [watch.visit.visit_id for watch in unconfirmed(reader)] == [visit.id]


def test_the_exit_scan_tells_those_apart_who_left_who_reacted_and_who_had_no_needle(desk, reader, clock):
    left, ill = a_watched_visit(desk, "甲一一"), a_watched_visit(desk, "乙二二")
    waiting = a_visit_ready_for_injection(desk)
    end(desk, ill, "reaction", "皮疹")
    clock.advance(timedelta(minutes=30))
    end(desk, left, "normal")

    answers = [exit_with_ticket(reader, visit.ticket).exit for visit in (left, ill, waiting)]

    assert answers == [Exit.LEFT, Exit.REACTION, Exit.NOT_YET]
    assert exit_answer(reader, read_scan("T20261118999")).exit is Exit.UNKNOWN


def test_the_booklet_answers_at_the_exit_as_the_slip_does(desk, reader, clock):
    person_id = a_person(desk, child_code="330122010120260417")
    visit = a_visit_ready_for_injection(desk, person_id=person_id)
    write_a_dose(desk, visit, a_lot(desk))

    scan = read_scan("330122010120260417")
    assert exit_answer(reader, scan).exit is Exit.WAIT
    clock.advance(timedelta(minutes=30))
    assert exit_answer(reader, scan).exit is Exit.MAY_LEAVE
    assert exit_answer(reader, read_scan("330122010120269999")).exit is Exit.UNKNOWN
