"""On which days the room vaccinates (接种日)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class ClinicDays:
    """The clinic's own rhythm. Weekdays are ISO, 1 is Monday; nothing set means every working day."""

    weekdays: tuple[int, ...] = ()
    days_of_month: tuple[int, ...] = ()
    extra: tuple[date, ...] = ()
    closed: tuple[date, ...] = ()
    half_days: tuple[str, ...] = ()
