"""Why a wish about what follows the needle was not granted: watch, adverse events, appointments, clinic days."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clinic_app.services.failures import WishRefused

if TYPE_CHECKING:
    from datetime import date


@dataclass
class WatchOfAnotherDay(WishRefused):
    """The watch began on another day than the clock shows: nobody has watched to its end. `on` is that day."""

    on: date


class MinutesImplausible(WishRefused):
    """A watch is made longer by 5 to 240 minutes."""


class UnknownAefi(WishRefused):
    """The person has no such record of an adverse event."""


class UnknownSymptom(WishRefused):
    """The symptom is not on the list."""


class NothingSeen(WishRefused):
    """Neither a symptom nor a measure nor a word says what happened."""


class OnsetBeforeDose(WishRefused):
    """The reaction would have begun before every dose it is laid to."""


class FoundBeforeOnset(WishRefused):
    """It was found, or reported, before it began."""


class MomentAhead(WishRefused):
    """A moment that is said to have passed lies in the future."""


class FeverImplausible(WishRefused):
    """The highest temperature typed is no living person's."""


class WidthImplausible(WishRefused):
    """The diameter typed is wider than an arm."""


class ReportIncomplete(WishRefused):
    """By which way or to whom it was reported was not said."""


class DayRefused(WishRefused):
    """Nobody can be asked to come on that day. `on` is the day."""

    def __init__(self, on: date) -> None:
        super().__init__(on.isoformat())
        self.on = on


class DayGone(DayRefused):
    """The day is past."""


class DayTooFar(DayRefused):
    """The day is more than three years away."""


class AppointedAlready(DayRefused):
    """The person has an appointment on that day."""


class AppointmentGone(WishRefused):
    """The appointment was cancelled before, or there is none."""


class NoClinicDay(WishRefused):
    """With these settings the room would never vaccinate."""


class HalfDayUnknown(WishRefused):
    """A clinic day has a morning and an afternoon, nothing else."""


@dataclass
class SettingImplausible(WishRefused):
    """The value of a setting is no number, or outside its bounds. `name` is that of `domain.clinic_settings`."""

    name: str
    least: int
    most: int
