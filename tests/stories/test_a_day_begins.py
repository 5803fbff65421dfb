"""The first minute of a day: the date confirmed, yesterday's opened vials and expired lots put away."""

from datetime import date, timedelta

import pytest
from builders import a_lot, a_person

from clinic_app.domain.entries.clinic import DateConfirmed
from clinic_app.domain.entries.entry import CLOCK_OK
from clinic_app.domain.entries.stock import VialOpened
from clinic_app.domain.entries.subjects import lot_subject
from clinic_app.records.journal import newest_entries
from clinic_app.records.stock import load_lot
from clinic_app.services.day_start import (
    ClockTrouble,
    confirm_date,
    day_start,
    throw_leftovers_away,
    waste_expired,
)
from clinic_app.services.reader import open_reader
from clinic_app.services.registration import open_visit
from clinic_app.services.stock_failures import DateImplausible

WEDNESDAY = date(2026, 11, 18)


@pytest.fixture
def reader(desk):
    reader = open_reader(desk.premises, desk.keys.database_key, desk.clock, desk.rules)
    yield reader
    reader.close()


def open_a_vial(desk, lot):
    vial_id = desk.mint()
    opened = VialOpened(vial_id=vial_id, lot_id=lot.id, code="", opened_at=desk.clock.now(), minutes=60)
    with desk.act() as act:
        act.write(opened, subject=lot_subject(lot.id))
    return vial_id


def newest(desk):
    return next(newest_entries(desk.db, desk.journal.installation.device))


def test_a_date_is_confirmed_once_a_day(desk, reader, clock):
    before = day_start(reader)
    confirm_date(desk, WEDNESDAY, desk.mint())
    after = day_start(reader)
    clock.advance(timedelta(days=1))
    next_morning = day_start(reader)

    assert (before.confirmed, after.confirmed, next_morning.confirmed) == (False, True, False)
    assert before.trouble is None
    assert next_morning.trouble is None
    assert newest(desk).body == DateConfirmed(on="2026-11-18")


def test_a_date_that_could_not_be_written_does_not_move_the_clock(desk, clock):
    def refuse():
        raise OSError("no room")

    desk.before_commit = refuse
    with pytest.raises(OSError, match="no room"):
        confirm_date(desk, date(2026, 12, 1), desk.mint())

    assert clock.today() == WEDNESDAY


def test_a_second_press_confirms_once(desk):
    draft = desk.mint()

    confirm_date(desk, WEDNESDAY, draft)
    confirm_date(desk, WEDNESDAY, draft)

    confirmed = list(newest_entries(desk.db, desk.journal.installation.device))
    assert sum(isinstance(entry.body, DateConfirmed) for entry in confirmed) == 1


@pytest.mark.parametrize(
    ("days", "trouble"),
    [
        (0, None),
        (1, None),  # Thursday
        (2, None),  # Friday: one closed day
        (-1, ClockTrouble.BEHIND),
        (-400, ClockTrouble.BEFORE_PROGRAM),  # 2025
        (5, ClockTrouble.AHEAD),  # Monday: Thursday and Friday passed without an entry
        (365, ClockTrouble.AHEAD),
    ],
)
def test_the_clock_is_believed_while_it_goes_on_from_the_last_entry(desk, reader, clock, days, trouble):
    a_person(desk)

    clock.advance(timedelta(days=days))

    assert day_start(reader).trouble is trouble


def test_a_weekend_is_no_jump(desk, reader, clock):
    clock.advance(timedelta(days=2))
    a_person(desk)  # Friday

    clock.advance(timedelta(days=3))

    assert clock.today().isoweekday() == 1
    assert day_start(reader).trouble is None


def test_a_clock_of_1970_is_put_right_by_the_day_a_person_types(desk, reader, clock):
    a_person(desk)
    clock.advance(date(1970, 1, 1) - WEDNESDAY)

    trouble = day_start(reader).trouble
    confirm_date(desk, WEDNESDAY + timedelta(days=1), desk.mint())
    visit = open_visit(desk, a_person(desk, name="李小安"), desk.mint())

    assert trouble is ClockTrouble.BEFORE_PROGRAM
    assert clock.today() == date(2026, 11, 19)
    assert visit.on == date(2026, 11, 19)
    assert newest(desk).envelope.clock == CLOCK_OK


def test_work_is_never_refused_while_the_date_is_not_confirmed(desk, clock):
    a_person(desk)
    clock.advance(timedelta(days=-300))

    assert open_visit(desk, a_person(desk, name="李小安"), desk.mint()).on == date(2026, 1, 22)


@pytest.mark.parametrize("wrong", [date(2025, 12, 31), date(2100, 1, 1)])
def test_an_impossible_date_is_not_confirmed(desk, clock, wrong):
    with pytest.raises(DateImplausible):
        confirm_date(desk, wrong, desk.mint())

    assert clock.today() == WEDNESDAY


def test_the_vials_opened_yesterday_are_thrown_away_with_one_wish_and_those_of_today_are_not(desk, reader, clock):
    lot = a_lot(desk, vaccine="BCG", doses=20, doses_per_vial=5)
    open_a_vial(desk, lot)
    open_a_vial(desk, lot)
    clock.advance(timedelta(days=1))
    todays = open_a_vial(desk, lot)

    leftovers = day_start(reader).leftovers
    thrown_away = throw_leftovers_away(desk, desk.mint())

    after = load_lot(desk.db, lot.id)
    assert (len(leftovers), thrown_away) == (2, 2)
    assert [vial.id for vial in after.open_vials] == [todays]
    assert (after.doses_on_hand, after.wasted_doses) == (10, 10)
    assert day_start(reader).leftovers == ()


def test_expired_lots_are_listed_and_written_off_to_the_last_dose(desk, reader):
    expired = a_lot(desk, doses=7, expires_on=WEDNESDAY - timedelta(days=1))
    good = a_lot(desk, lot_number="GOOD", doses=5, expires_on=WEDNESDAY)

    listed = [entry.lot.id for entry in day_start(reader).expired]
    wasted = waste_expired(desk, desk.mint(), "王医生")

    assert listed == [expired.id]
    assert wasted == 7
    assert load_lot(desk.db, expired.id).doses_on_hand == 0
    assert load_lot(desk.db, good.id).doses_on_hand == 5


def test_an_opened_vial_of_an_expired_lot_is_counted_once(desk):
    lot = a_lot(desk, vaccine="BCG", doses=10, doses_per_vial=5, expires_on=WEDNESDAY - timedelta(days=1))
    open_a_vial(desk, lot)

    waste_expired(desk, desk.mint())

    after = load_lot(desk.db, lot.id)
    assert (after.doses_on_hand, after.wasted_doses, after.open_vials) == (0, 10, ())


def test_a_second_press_writes_nothing_off_twice(desk):
    a_lot(desk, doses=7, expires_on=WEDNESDAY - timedelta(days=1))
    draft = desk.mint()

    assert waste_expired(desk, draft) == 7
    assert waste_expired(desk, draft) == 0


def test_nothing_to_put_away_writes_nothing(desk):
    before = newest(desk).id

    assert throw_leftovers_away(desk, desk.mint()) == 0
    assert waste_expired(desk, desk.mint()) == 0
    assert newest(desk).id == before
