"""When the practice clinic is open."""

from datetime import UTC, date, datetime

import pytest

from clinic_app.practice.clinic_days import ClinicDays, NoCalendar


def test_it_vaccinates_on_thursdays():
    days = list(ClinicDays().between(date(2026, 11, 1), date(2026, 11, 22)))

    assert days == [date(2026, 11, 5), date(2026, 11, 12), date(2026, 11, 19)]


def test_it_is_closed_on_a_holiday_and_in_a_closed_week():
    assert not ClinicDays().is_open(date(2026, 10, 1))
    assert not ClinicDays().is_open(date(2024, 8, 15))
    assert ClinicDays().is_open(date(2024, 8, 22))


def test_it_is_closed_from_the_eve_of_spring_festival_for_eight_days():
    eve = date(2026, 2, 16)

    open_days = [ClinicDays().is_open(date(2026, 2, day)) for day in (15, 16, 23, 24)]

    assert eve.weekday() == 0
    assert open_days == [True, False, False, True]


def test_families_that_work_away_are_home_around_spring_festival():
    days = ClinicDays()

    assert days.families_are_away(date(2026, 2, 10))
    assert not days.families_are_away(date(2026, 2, 11))
    assert not days.families_are_away(date(2026, 3, 1))
    assert days.families_are_away(date(2026, 3, 2))


def test_a_year_without_a_known_spring_festival_is_refused():
    with pytest.raises(NoCalendar):
        ClinicDays().spring_festival(2045)


def test_the_first_visit_begins_at_eight_in_china():
    assert ClinicDays().visit_starts_at(date(2026, 11, 19), 0, 20) == datetime(2026, 11, 19, 0, 0, tzinfo=UTC)


def test_after_noon_there_is_a_break_of_two_hours():
    starts = ClinicDays().visit_starts_at(date(2026, 11, 19), 48, 60)

    assert starts == datetime(2026, 11, 19, 6, 0, tzinfo=UTC)
