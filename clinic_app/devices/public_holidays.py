"""The public holidays of China, from the `chinesecalendar` package; it ends with the year last announced."""

from __future__ import annotations

import functools
from datetime import date

from clinic_app.domain.clinic_days import PublicHolidays


@functools.cache
def public_holidays() -> PublicHolidays:
    """Return every holiday the package knows. Imported when asked for: few starts need it."""
    from chinese_calendar.constants import holidays, workdays

    return PublicHolidays(
        off=frozenset(holidays),
        worked=frozenset(workdays),
        known_until=date(max(holidays).year, 12, 31),
    )
