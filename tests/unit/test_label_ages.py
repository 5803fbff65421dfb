"""For whom the label of a paid vaccine is written."""

from datetime import date

import pytest

from clinic_app.services.resource_files import label_ages, shipped_rules

BORN = date(2026, 3, 15)


@pytest.mark.parametrize(
    ("vaccine", "on", "fits"),
    [
        ("VarV", date(2027, 3, 14), False),
        ("VarV", date(2027, 3, 15), True),
        ("EV71", date(2026, 9, 14), False),
        ("EV71", date(2032, 3, 14), True),
        ("EV71", date(2032, 3, 15), False),
        ("PPSV23", date(2028, 3, 15), True),
        ("RV5", date(2026, 4, 25), False),
        ("RV5", date(2026, 4, 26), True),
        ("RabV", date(2026, 3, 15), True),
    ],
)
def test_a_label_holds_from_its_first_age_to_before_its_last(vaccine, on, fits):
    assert label_ages().fits(vaccine, BORN, on) is fits


def test_every_vaccine_with_an_age_is_a_paid_one_of_the_catalogue():
    vaccines = shipped_rules().vaccines

    assert all(vaccines[code].paid for code in label_ages().vaccines)
