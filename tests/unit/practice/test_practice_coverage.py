"""Coverage counted by hand."""

from datetime import date

from clinic_app.domain.entries.registration import PersonAmended, PersonRegistered
from clinic_app.domain.entries.vaccination import DoseRecorded
from clinic_app.practice.coverage import coverage_of

TODAY = date(2026, 11, 22)


def registered(person_id, birth):
    return PersonRegistered(person_id=person_id, name="甲", sex="M", birth_date=birth)


def had(person_id, vaccine, on):
    return DoseRecorded(
        dose_id=f"{person_id}-{vaccine}-{on}", person_id=person_id, vaccine=vaccine, given_on=on, source="booklet"
    )


def cell(entries, series, dose, year):
    cells = {(one.series, one.dose, one.birth_year): one for one in coverage_of(entries, TODAY)}
    return cells.get((series, dose, year))


def test_a_dose_counts_for_its_series_and_number():
    entries = [
        registered("a", date(2024, 1, 1)),
        registered("b", date(2024, 6, 1)),
        registered("c", date(2024, 7, 1)),
        had("a", "HepB", date(2024, 1, 1)),
        had("a", "HepB", date(2024, 2, 1)),
        had("b", "HepB", date(2024, 6, 1)),
    ]

    first, second = cell(entries, "HepB", 1, 2024), cell(entries, "HepB", 2, 2024)

    assert (first.children, first.vaccinated, first.percent) == (3, 2, 66.67)
    assert (second.children, second.vaccinated, second.percent) == (3, 1, 33.33)


def test_a_child_too_young_for_a_dose_is_not_counted_for_it():
    entries = [registered("a", date(2026, 4, 1))]

    assert cell(entries, "MMR", 1, 2026) is None
    assert cell(entries, "HepB", 2, 2026).children == 1


def test_a_child_that_moved_out_is_not_counted():
    entries = [
        registered("a", date(2024, 1, 1)),
        registered("b", date(2024, 1, 1)),
        PersonAmended(person_id="b", field="enrolment", value="moved_out"),
    ]

    assert cell(entries, "BCG", 1, 2024).children == 1


def test_five_in_one_counts_for_dtp_and_for_polio():
    entries = [registered("a", date(2025, 1, 1)), had("a", "DTaP-IPV/Hib", date(2025, 3, 1))]

    assert cell(entries, "DTP", 1, 2025).vaccinated == 1
    assert cell(entries, "Polio", 1, 2025).vaccinated == 1
