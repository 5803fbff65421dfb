"""The code lists of adverse events: bands at their edges, symptoms from measures, windows at their edges."""

from datetime import timedelta

import pytest

from clinic_app.domain.aefi_codes import is_outside
from clinic_app.services.resource_files import aefi_codes

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.mark.parametrize(
    ("tenths", "band"),
    [(0, "无"), (370, "无"), (371, "37.1–37.5 ℃"), (375, "37.1–37.5 ℃"), (376, "37.6–38.5 ℃"), (386, "≥38.6 ℃")],
)
def test_the_band_of_a_fever(tenths, band):
    assert aefi_codes().fever_band(tenths) == band


@pytest.mark.parametrize(
    ("millimetres", "band"),
    [(0, "无"), (1, "≤2.5 cm"), (25, "≤2.5 cm"), (26, "2.6–5.0 cm"), (50, "2.6–5.0 cm"), (51, ">5.0 cm")],
)
def test_the_band_of_a_width(millimetres, band):
    assert aefi_codes().width_band(millimetres) == band


def test_measures_alone_amount_to_symptoms():
    codes = aefi_codes()

    assert codes.symptoms_seen(386, 26, 26) == ("high_fever", "swelling", "hardness")
    assert codes.symptoms_seen(385, 25, 25) == ()


@pytest.mark.parametrize(
    ("symptom", "after", "vaccines", "outside"),
    [
        ("urticaria", 24 * HOUR, ("MMR",), False),
        ("urticaria", 25 * HOUR, ("MMR",), True),
        ("high_fever", 5 * DAY, ("MMR",), False),
        ("high_fever", 6 * DAY, ("MMR",), True),
        ("febrile_convulsion", 15 * DAY, ("MMR",), False),
        ("guillain_barre", 42 * DAY, ("MMR",), False),
        ("guillain_barre", 43 * DAY, ("MMR",), True),
        ("bcg_lymphadenitis", 60 * DAY, ("BCG",), False),
        ("bcg_lymphadenitis", 60 * DAY, ("MMR",), True),
        ("bcg_lymphadenitis", 3 * DAY, ("BCG",), True),
        ("other", 900 * DAY, ("MMR",), False),
    ],
)
def test_a_symptom_outside_its_window_is_noticed(symptom, after, vaccines, outside):
    codes = aefi_codes()

    assert is_outside(codes.window_of(codes.symptom(symptom)), after, vaccines) is outside


def test_every_symptom_has_a_window_and_a_code_of_its_own():
    codes = aefi_codes()

    assert all(codes.window_of(symptom) for symptom in codes.symptoms)
    assert len({symptom.code for symptom in codes.symptoms}) == len(codes.symptoms)
