"""Reading what a nurse types with gloves on: a temperature, a blood pressure, a day, a price. None is not yet whole."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta

from clinic_app.domain.screening import BloodPressure

_TEMPERATURE = re.compile(r"(\d\d)[.,。．·]?(\d)")
_PRESSURE = re.compile(r"(\d{2,3})\s*\D\s*(\d{2,3})|(\d{3})(\d{2,3})|(\d{2})(\d{2})")
_PRICE = re.compile(r"(\d{1,5})(?:[.。](\d{1,2}))?元?")
_MOST_DAYS = 2  # digits: `3` and `14` are days from today
_MONTH_AND_DAY = 4


def tenths_in(typed: str) -> int | None:
    """Return `36.6`, `366` or `３６。６` as tenths of a degree."""
    match = _TEMPERATURE.fullmatch(_plain(typed))
    return int(match[1]) * 10 + int(match[2]) if match else None


def pressure_in(typed: str) -> BloodPressure | None:
    """Return `130/85`, `130 85` or `13085` as a blood pressure; four digits are two and two."""
    match = _PRESSURE.fullmatch(_plain(typed))
    if match is None:
        return None
    systolic, diastolic = (int(figure) for figure in match.groups() if figure)
    return BloodPressure(systolic, diastolic)


def day_in(typed: str, today: date) -> date | None:
    """Return `7` as the day in a week, `1125` as the next 25 November, `20261125` or `2026-11-25` as that day."""
    digits = re.sub(r"[-/.年月日\s]", "", _plain(typed))
    if not digits.isdecimal():
        return None
    if len(digits) <= _MOST_DAYS:
        return today + timedelta(days=int(digits))
    if len(digits) == _MONTH_AND_DAY:
        return _coming(int(digits[:2]), int(digits[2:]), today)
    return _date(int(digits[:4]), int(digits[4:6] or 0), int(digits[6:] or 0))


def fen_in(typed: str) -> int | None:
    """Return `328`, `128.5` or `128.50元` as fen."""
    match = _PRICE.fullmatch(_plain(typed))
    return int(match[1]) * 100 + int((match[2] or "0").ljust(2, "0")) if match else None


def _plain(typed: str) -> str:
    """Return the text in half-width characters, without outer blanks."""
    return unicodedata.normalize("NFKC", typed).strip()


def _coming(month: int, day: int, today: date) -> date | None:
    days = (_date(year, month, day) for year in (today.year, today.year + 1))
    return next((found for found in days if found is not None and found > today), None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
