"""A lot (批号) of one vaccine product held by this clinic."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


class LotProblem(Enum):
    """Why a lot must not be injected today."""

    QUARANTINED = "quarantined"
    EXPIRED = "expired"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenVial:
    """A multi-dose vial that was opened and not yet closed; its clock is a stored moment.

    Attributes:
        opened_at: UTC. minutes: how long it may be used from then.
        doses_left: doses not yet drawn; never below zero.
    """

    id: str
    lot_id: str
    code: str
    opened_at: datetime
    minutes: int
    doses_left: int

    @property
    def use_by(self) -> datetime:
        """Return the last moment it may be used, UTC."""
        return self.opened_at + timedelta(minutes=self.minutes)

    def is_spent(self, now: datetime) -> bool:
        """Return whether its time is over or nothing is left in it at `now`."""
        return now > self.use_by or self.doses_left <= 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Lot:
    """One lot, as its entries tell it.

    Attributes:
        expires_on: last usable day, inclusive, as printed on the carton.
        doses_on_hand: doses, not vials; negative when two desks used the same vial, which is an alarm.
        codes: vial codes a nurse said belong to this lot. used_codes: codes of vials a dose was drawn from,
            and of opened vials that were thrown away.
        open_vials: opened multi-dose vials whose rest was neither used up nor thrown away, the oldest first.
        wasted_doses: doses thrown away in all.
    """

    id: str
    vaccine: str
    product: str
    maker: str
    specification: str
    lot_number: str
    expires_on: date
    doses_on_hand: int
    doses_per_vial: int = 1
    release_number: str = ""
    product_identifier: str = ""
    quarantined: bool = False
    codes: tuple[str, ...] = ()
    used_codes: tuple[str, ...] = ()
    open_vials: tuple[OpenVial, ...] = ()
    wasted_doses: int = 0

    def problem_on(self, day: date) -> LotProblem | None:
        """Return the first reason not to inject on `day`, or None when usable."""
        if self.quarantined:
            return LotProblem.QUARANTINED
        if day > self.expires_on:
            return LotProblem.EXPIRED
        if self.doses_on_hand <= 0:
            return LotProblem.EMPTY
        return None

    def days_left(self, day: date) -> int:
        """Return the usable days from `day`, both counted; zero or negative when expired."""
        return (self.expires_on - day).days + 1
