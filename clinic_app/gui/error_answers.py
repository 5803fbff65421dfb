"""Reading what was typed into the form 已经打错了: a moment, an expiry date, the name of a vaccine."""

from __future__ import annotations

import unicodedata
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from clinic_app.domain.clinic_time import CHINA, business_date

if TYPE_CHECKING:
    from clinic_app.domain.immunization.rules import Rules

_CLOCK_DIGITS, _DAY_DIGITS, _MONTH_DIGITS = 4, 8, 6


def moment_said(words: str, now: datetime) -> datetime | None:
    """Return the moment, UTC, that 0912, 09:12 or 20261117 0912 means; None when it is none or lies ahead."""
    digits = _digits(words)
    today = business_date(now)
    if len(digits) == _DAY_DIGITS + _CLOCK_DIGITS:
        day, clock = _day(digits[:_DAY_DIGITS]), digits[_DAY_DIGITS:]
    elif len(digits) in (_CLOCK_DIGITS - 1, _CLOCK_DIGITS):
        day, clock = today, digits.zfill(_CLOCK_DIGITS)
    else:
        return None
    if day is None:
        return None
    try:
        said = datetime(day.year, day.month, day.day, int(clock[:2]), int(clock[2:]), tzinfo=CHINA)
    except ValueError:
        return None
    return said.astimezone(UTC) if said <= now else None


def expiry_said(words: str) -> date | None:
    """Return the last usable day that 20270630 or 202706 (its last day) means; None when it is none."""
    digits = _digits(words)
    if len(digits) == _MONTH_DIGITS:
        first = _day(digits + "01")
        next_month = first.replace(day=28) + timedelta(days=4) if first else None
        return next_month - timedelta(days=next_month.day) if next_month else None
    return _day(digits)


def vaccine_said(rules: Rules, words: str) -> str:
    """Return the code of the vaccine that is called so, by short name, name or code; empty when none is."""
    asked = unicodedata.normalize("NFKC", words).strip().casefold()
    for vaccine in rules.vaccines.values():
        if asked in {vaccine.short_name.casefold(), vaccine.name.casefold(), vaccine.code.casefold()}:
            return vaccine.code
    partly = [
        vaccine.code
        for vaccine in rules.vaccines.values()
        if asked and not vaccine.legacy and asked in vaccine.name.casefold()
    ]
    return partly[0] if len(partly) == 1 else ""


def _digits(words: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFKC", words) if letter.isdecimal())


def _day(digits: str) -> date | None:
    if len(digits) != _DAY_DIGITS:
        return None
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None
