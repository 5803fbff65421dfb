"""The one time zone of the clinic: China Standard Time, UTC+8, all year."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

CHINA = timezone(timedelta(hours=8))


def business_date(moment: datetime) -> date:
    """Return the calendar day at the clinic of an aware moment."""
    return moment.astimezone(CHINA).date()


def local_time(moment: datetime) -> datetime:
    """Return the aware moment as the clinic's wall clock shows it."""
    return moment.astimezone(CHINA)


def moment_text(moment: datetime) -> str:
    """Return the moment as ISO text in UTC with milliseconds: sortable, the same on every machine."""
    in_utc = moment if moment.tzinfo is UTC else moment.astimezone(UTC)
    return in_utc.isoformat(timespec="milliseconds")[: -len("+00:00")] + "Z"


def moment_from(text: str) -> datetime:
    """Return the moment that `moment_text` wrote."""
    return datetime.fromisoformat(text.replace("Z", "+00:00"))
