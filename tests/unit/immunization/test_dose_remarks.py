"""剂次, 属性 and 评价 of every dose of some childhoods, worked out by hand from the programme's table."""

from datetime import date

import pytest

from clinic_app.domain.immunization.assess import GivenDose, assess
from clinic_app.domain.immunization.dose_remarks import Category, Timeliness, remark_on
from clinic_app.domain.immunization.facts import NO_FACTS
from clinic_app.services.resource_files import dose_categories, shipped_rules

RULES = shipped_rules()
BORN = date(2022, 3, 15)
TODAY = date(2028, 12, 1)
P, B, S, E = Category.PRIMARY, Category.BOOSTER, Category.SUPPLEMENTARY, Category.EMERGENCY
SHORT, TIMELY, OK, LATE = Timeliness.TOO_SOON, Timeliness.TIMELY, Timeliness.QUALIFIED, Timeliness.LATE
EARLY = Timeliness.FIRST_TOO_EARLY


def remarks(given, series, born=BORN):
    """(number, category, timeliness) of the doses of one series; `given` are `vaccine day [accepted]`."""
    doses = []
    for number, told in enumerate(given):
        vaccine, day, *accepted = told.split()
        doses.append(GivenDose(id=f"{number}", vaccine=vaccine, on=date.fromisoformat(day), accepted=bool(accepted)))
    found = assess(RULES, birth_date=born, sex="F", doses=doses, on=TODAY)
    said = []
    for verdict in found.verdicts:
        if verdict.series == series:
            remark = remark_on(
                RULES,
                dose_categories(),
                birth_date=born,
                sex="F",
                doses=doses,
                facts=NO_FACTS,
                verdict=verdict,
            )
            said.append((remark.number, remark.category, remark.timeliness))
    return said


def test_hepatitis_b_on_the_first_day_a_month_later_and_at_the_end_of_the_first_year():
    given = ["HepB 2022-03-16", "HepB 2022-05-14", "HepB 2023-03-15"]

    # the second day is in time; one month 2022-04-15, timely to 05-14; the first birthday is the first late day
    assert remarks(given, "HepB") == [(1, P, TIMELY), (2, P, TIMELY), (3, P, LATE)]


def test_the_first_hepatitis_b_two_days_after_birth_is_late():
    assert remarks(["HepB 2022-03-17"], "HepB") == [(1, P, LATE)]


def test_a_month_and_a_day_after_the_age_is_no_longer_timely_but_still_in_the_window():
    # eight months: 2022-11-15; a month later: 2022-12-15; the window closes at twelve months: 2023-03-15
    assert remarks(["MMR 2022-12-14"], "MMR") == [(1, P, TIMELY)]
    assert remarks(["MMR 2022-12-15"], "MMR") == [(1, P, OK)]
    assert remarks(["MMR 2023-03-14"], "MMR") == [(1, P, OK)]
    assert remarks(["MMR 2023-03-15"], "MMR") == [(1, P, LATE)]


def test_a_first_dose_before_its_age_is_called_so_and_a_later_dose_too_soon():
    # the day before eight months; the repetition 27 days after it
    assert remarks(["JE-L 2022-11-14", "JE-L 2022-12-11"], "JE") == [(None, P, EARLY), (None, P, SHORT)]


def test_a_dose_too_soon_after_the_one_before_is_too_soon_also_when_a_person_accepted_it():
    # 27 days after the first IPV
    assert remarks(["IPV 2022-05-15", "IPV 2022-06-11"], "Polio") == [(1, P, TIMELY), (None, P, SHORT)]
    assert remarks(["IPV 2022-05-15", "IPV 2022-06-11 accepted"], "Polio") == [(1, P, TIMELY), (2, P, SHORT)]


def test_the_measles_dose_of_an_outbreak_is_an_emergency_dose():
    # six to eight months of age, and it does not count; the first one that counts is primary, the second a booster
    given = ["MMR 2022-09-20", "MMR 2022-11-20", "MMR 2023-09-15"]

    assert remarks(given, "MMR") == [(None, E, EARLY), (1, P, TIMELY), (2, B, TIMELY)]


def test_the_fourth_dtap_is_a_booster_and_the_three_before_it_are_not():
    # the old programme until 2024: 3, 4, 5 and 18 months; the fourth at 18 months and 40 days
    given = ["DTaP 2022-06-15", "DTaP 2022-07-15", "DTaP 2022-08-15", "DTaP 2023-10-25"]

    assert remarks(given, "DTP") == [(1, P, TIMELY), (2, P, TIMELY), (3, P, TIMELY), (4, B, OK)]


def test_ac_meningitis_is_a_booster_from_its_first_dose_and_a_is_primary():
    # A at 6 and 9 months, AC at three years (2025-03-15) and 41 days
    given = ["MPSV-A 2022-09-15", "MPSV-A 2022-12-15", "MPSV-AC 2025-04-25"]

    assert remarks(given, "MenA") == [(1, P, TIMELY), (2, P, TIMELY)]
    assert remarks(given, "MenAC") == [(1, B, OK)]


def test_live_je_has_one_primary_dose_and_inactivated_je_two():
    assert remarks(["JE-L 2022-11-15", "JE-L 2024-03-15"], "JE") == [(1, P, TIMELY), (2, B, TIMELY)]
    inactivated = ["JE-I 2022-11-15", "JE-I 2022-11-23", "JE-I 2024-03-20"]
    assert [category for _, category, _ in remarks(inactivated, "JE")] == [P, P, B]


def test_a_dose_after_the_last_one_is_supplementary_and_not_measured():
    given = ["HepB 2022-03-15", "HepB 2022-04-15", "HepB 2022-09-15", "HepB 2024-01-10"]

    assert remarks(given, "HepB")[-1] == (None, S, None)


def test_a_dose_before_birth_and_one_that_nothing_is_known_of_are_not_measured():
    assert remarks(["HepB 2022-03-14"], "HepB") == [(None, P, None)]
    assert remarks(["BCG 2022-12-20"], "BCG") == [(None, P, None)]  # no skin test on file: 请核对


@pytest.mark.parametrize(("day", "said"), [("2022-06-14", TIMELY), ("2022-06-15", OK)])
def test_timely_ends_a_calendar_month_after_the_day(day, said):
    assert remarks([f"IPV {day}"], "Polio") == [(1, P, said)]
