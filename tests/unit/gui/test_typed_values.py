"""What a nurse may type, and what is refused."""

from datetime import date

import pytest

from clinic_app.domain.screening import BloodPressure
from clinic_app.gui.rooms.vaccination.typed_values import day_in, fen_in, pressure_in, tenths_in

TODAY = date(2026, 11, 18)


@pytest.mark.parametrize(
    ("typed", "tenths"),
    [
        ("366", 366),
        ("36.6", 366),
        ("36,6", 366),
        (" 36。6 ", 366),
        ("３６．６", 366),
        ("37", None),
        ("", None),
        ("3.66", None),
        ("3666", None),
        ("36.66", None),
        ("三十六", None),
        ("36.a", None),
    ],
)
def test_temperatures(typed, tenths):
    assert tenths_in(typed) == tenths


@pytest.mark.parametrize(
    ("typed", "pressure"),
    [
        ("130/85", BloodPressure(130, 85)),
        ("130 85", BloodPressure(130, 85)),
        ("13085", BloodPressure(130, 85)),
        ("160100", BloodPressure(160, 100)),
        ("9060", BloodPressure(90, 60)),
        ("１３０／８５", BloodPressure(130, 85)),
        ("130", None),
        ("130/8", None),
        ("abc", None),
        ("", None),
    ],
)
def test_blood_pressures(typed, pressure):
    assert pressure_in(typed) == pressure


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("3", date(2026, 11, 21)),
        ("7", date(2026, 11, 25)),
        ("14", date(2026, 12, 2)),
        ("1125", date(2026, 11, 25)),
        ("0105", date(2027, 1, 5)),
        ("1118", date(2027, 11, 18)),
        ("20261125", date(2026, 11, 25)),
        ("2026-11-25", date(2026, 11, 25)),
        ("2026年11月25日", date(2026, 11, 25)),
        ("20261131", None),
        ("1332", None),
        ("12345", None),
        ("下周", None),
        ("", None),
    ],
)
def test_days_to_come_back(typed, day):
    assert day_in(typed, TODAY) == day


@pytest.mark.parametrize(
    ("typed", "fen"),
    [
        ("328", 32800),
        ("128.5", 12850),
        ("128.50", 12850),
        ("128.50元", 12850),
        ("0", 0),
        ("１２８", 12800),
        ("12a", None),
        ("-5", None),
        ("1.234", None),
        ("123456", None),
        ("", None),
        ("一百", None),
    ],
)
def test_prices(typed, fen):
    assert fen_in(typed) == fen
