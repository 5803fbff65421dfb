"""The township's own little rule, against ages and days counted by hand."""

from datetime import date

from clinic_app.practice.ages import has_age, months_after
from clinic_app.practice.programme import Past, chosen_for_visit, wanted_next


def wanted(birth, *history, on, five_in_one=False):
    past = [Past(vaccine, day) for vaccine, day in history]
    return wanted_next(birth, past, on, five_in_one=five_in_one)


def first_day(birth, vaccine, *history, on):
    return next((choice.from_day for choice in wanted(birth, *history, on=on) if choice.vaccine == vaccine), None)


def given_on(birth, on, *history, five_in_one=False):
    return [choice.vaccine for choice in chosen_for_visit(wanted(birth, *history, on=on, five_in_one=five_in_one), on)]


def test_a_month_that_lacks_the_day_ends_the_age_on_its_last_day():
    assert months_after(date(2025, 8, 31), 6) == date(2026, 2, 28)
    assert months_after(date(2024, 1, 31), 1) == date(2024, 2, 29)
    assert months_after(date(2026, 3, 30), -1) == date(2026, 2, 28)


def test_the_day_itself_counts():
    assert has_age(date(2026, 1, 22), 2, date(2026, 3, 22))
    assert not has_age(date(2026, 1, 22), 2, date(2026, 3, 21))


def test_a_newborn_is_offered_bcg_and_hepb_from_the_first_day():
    assert given_on(date(2026, 5, 1), date(2026, 5, 1)) == ["BCG", "HepB"]


def test_at_eight_months_measles_and_encephalitis_are_given_together():
    birth = date(2026, 3, 20)
    history = (
        ("BCG", date(2026, 3, 20)), ("HepB", date(2026, 3, 20)), ("HepB", date(2026, 4, 20)),
        ("IPV", date(2026, 5, 20)), ("DTaP", date(2026, 5, 20)), ("IPV", date(2026, 6, 20)),
        ("bOPV", date(2026, 7, 20)), ("DTaP", date(2026, 7, 20)), ("HepB", date(2026, 9, 20)),
        ("DTaP", date(2026, 9, 20)), ("MPSV-A", date(2026, 10, 8)),
    )  # fmt: skip

    assert given_on(birth, date(2026, 11, 20), *history) == ["MMR", "JE-L"]
    assert given_on(birth, date(2026, 11, 19), *history) == []


def test_an_injected_live_vaccine_waits_28_days_for_another():
    birth = date(2025, 1, 10)

    assert first_day(birth, "JE-L", ("MMR", date(2026, 1, 2)), on=date(2026, 1, 3)) == date(2026, 1, 30)


def test_an_inactivated_vaccine_does_not_wait_for_a_live_one():
    birth = date(2025, 1, 10)

    assert first_day(birth, "DTaP", ("MMR", date(2026, 1, 2)), on=date(2026, 1, 3)) == date(2025, 3, 10)


def test_one_visit_holds_two_injections_and_one_oral_dose():
    birth = date(2024, 5, 1)
    history = (("HepB", date(2024, 5, 1)), ("IPV", date(2024, 7, 1)), ("IPV", date(2024, 8, 1)))

    assert given_on(birth, date(2026, 1, 8), *history) == ["HepB", "MMR", "bOPV"]


def test_the_third_hepb_needs_four_months_from_the_first_and_sixty_days_from_the_second():
    birth = date(2026, 1, 1)

    late_second = (("HepB", date(2026, 1, 1)), ("HepB", date(2026, 6, 1)))
    late_first = (("HepB", date(2026, 4, 10)), ("HepB", date(2026, 5, 10)))

    assert first_day(birth, "HepB", *late_second, on=date(2026, 6, 2)) == date(2026, 7, 31)
    assert first_day(birth, "HepB", *late_first, on=date(2026, 6, 2)) == date(2026, 8, 10)


def test_until_2024_the_first_dtap_is_given_at_three_months_from_2025_on_at_two():
    before, after = date(2024, 8, 20), date(2025, 3, 1)

    assert first_day(before, "DTaP", on=date(2024, 9, 1)) == date(2024, 11, 20)
    assert first_day(after, "DTaP", on=date(2025, 3, 2)) == date(2025, 5, 1)


def test_a_child_of_two_months_at_new_year_2025_need_not_wait_for_three():
    assert first_day(date(2024, 10, 20), "DTaP", on=date(2024, 11, 1)) == date(2025, 1, 1)


def test_at_six_years_dt_was_given_until_2024_and_dtap_is_given_since():
    doses = [
        ("DTaP", date(2018, 6, 1)),
        ("DTaP", date(2018, 7, 1)),
        ("DTaP", date(2018, 8, 1)),
        ("DTaP", date(2019, 9, 1)),
    ]

    assert first_day(date(2018, 3, 1), "DT", *doses, on=date(2024, 12, 26)) == date(2024, 3, 1)
    assert first_day(date(2019, 3, 1), "DTaP", *doses, on=date(2025, 1, 2)) == date(2025, 3, 1)


def test_group_a_meningococcus_ends_at_two_years():
    birth = date(2024, 3, 1)

    assert first_day(birth, "MPSV-A", on=date(2026, 2, 28)) == date(2024, 9, 1)
    assert first_day(birth, "MPSV-A", on=date(2026, 3, 1)) is None


def test_five_in_one_takes_the_place_of_dtap_and_covers_polio():
    birth = date(2026, 3, 20)

    at_two_months = [choice.vaccine for choice in wanted(birth, on=date(2026, 5, 20), five_in_one=True)]

    assert "DTaP-IPV/Hib" in at_two_months
    assert not {"DTaP", "IPV"} & set(at_two_months)


def test_children_born_before_october_2019_get_mr_first():
    assert first_day(date(2019, 9, 30), "MR", on=date(2020, 1, 1)) == date(2020, 5, 30)
    assert first_day(date(2019, 10, 1), "MMR", on=date(2020, 1, 1)) == date(2020, 6, 1)
