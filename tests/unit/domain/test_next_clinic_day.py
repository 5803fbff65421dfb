"""Which day is a clinic day: the clinic's rhythm, its single days, and the holidays of 2026 as announced."""

from datetime import date

import pytest

from clinic_app.devices.public_holidays import public_holidays
from clinic_app.domain.clinic_days import ClinicDays, DayProblem, PublicHolidays, next_clinic_day, problem_of

EVERY_WORKING_DAY = ClinicDays()
WEDNESDAYS = ClinicDays(weekdays=(3,))
TENS = ClinicDays(days_of_month=(10, 20, 30))
MONDAY_TO_FRIDAY = ClinicDays(weekdays=(1, 2, 3, 4, 5))


@pytest.mark.parametrize(
    ("days", "not_before", "expected"),
    [
        # 2026-11-18 is a Wednesday
        (WEDNESDAYS, date(2026, 11, 18), date(2026, 11, 18)),
        (WEDNESDAYS, date(2026, 11, 19), date(2026, 11, 25)),
        (EVERY_WORKING_DAY, date(2026, 11, 21), date(2026, 11, 23)),
        (TENS, date(2026, 11, 21), date(2026, 11, 30)),
        (TENS, date(2027, 2, 21), date(2027, 3, 10)),
        (ClinicDays(days_of_month=(31,)), date(2026, 11, 1), date(2026, 12, 31)),
        # National Day 2026: 10-01 to 10-07 off, Sunday 09-20 and Saturday 10-10 are worked
        (EVERY_WORKING_DAY, date(2026, 10, 1), date(2026, 10, 8)),
        (WEDNESDAYS, date(2026, 10, 1), date(2026, 10, 14)),
        (EVERY_WORKING_DAY, date(2026, 10, 10), date(2026, 10, 10)),
        (MONDAY_TO_FRIDAY, date(2026, 10, 10), date(2026, 10, 10)),
        (EVERY_WORKING_DAY, date(2026, 9, 19), date(2026, 9, 20)),
        (WEDNESDAYS, date(2026, 9, 19), date(2026, 9, 23)),
        (ClinicDays(weekdays=(6,)), date(2026, 10, 1), date(2026, 10, 10)),
        # Spring Festival 2026: 02-15 to 02-23 off, Saturdays 02-14 and 02-28 are worked
        (EVERY_WORKING_DAY, date(2026, 2, 14), date(2026, 2, 14)),
        (EVERY_WORKING_DAY, date(2026, 2, 15), date(2026, 2, 24)),
        (ClinicDays(weekdays=(2,)), date(2026, 2, 17), date(2026, 2, 24)),
        (EVERY_WORKING_DAY, date(2026, 2, 28), date(2026, 2, 28)),
        (ClinicDays(days_of_month=(20,)), date(2026, 2, 1), date(2026, 3, 20)),
        # single days the clinic set come before everything else
        (ClinicDays(weekdays=(3,), closed=(date(2026, 11, 18),)), date(2026, 11, 18), date(2026, 11, 25)),
        (ClinicDays(weekdays=(3,), extra=(date(2026, 10, 2),)), date(2026, 10, 1), date(2026, 10, 2)),
    ],
)
def test_the_next_clinic_day(days, not_before, expected):
    assert next_clinic_day(days, not_before, public_holidays()) == expected


@pytest.mark.parametrize(
    ("day", "problem"),
    [
        (date(2026, 10, 7), DayProblem.HOLIDAY),
        (date(2026, 10, 14), None),
        (date(2026, 10, 15), DayProblem.OTHER_DAY),
        (date(2026, 11, 25), DayProblem.CLOSED),
        (date(2026, 12, 26), None),
    ],
)
def test_why_a_day_is_no_clinic_day(day, problem):
    days = ClinicDays(weekdays=(3,), closed=(date(2026, 11, 25),), extra=(date(2026, 12, 26),))

    assert problem_of(day, days, public_holidays()) is problem


def test_a_year_that_was_not_announced_yet_is_judged_by_its_weekdays_and_says_so():
    holidays = PublicHolidays(off=frozenset({date(2026, 10, 1)}), known_until=date(2026, 12, 31))

    assert next_clinic_day(EVERY_WORKING_DAY, date(2027, 10, 1), holidays) == date(2027, 10, 1)
    assert holidays.know(date(2026, 12, 31))
    assert not holidays.know(date(2027, 1, 1))


def test_a_clinic_that_closed_all_its_days_has_none():
    days = ClinicDays(days_of_month=(32,))

    assert next_clinic_day(days, date(2026, 11, 18), public_holidays()) is None
