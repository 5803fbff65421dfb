"""An appointment (预约): the day a person was asked to come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """One appointment, as its entries tell it.

    Attributes:
        on: the business day it stands on now. half_day: `morning`, `afternoon` or empty for the whole day.
        vaccines: codes of what was expected when it was made.
        visit_id: the visit at whose end it was made, empty otherwise.
        cancel_reason: empty while it stands.
    """

    id: str
    person_id: str
    on: date
    half_day: str = ""
    vaccines: tuple[str, ...] = ()
    visit_id: str = ""
    cancel_reason: str = ""

    @property
    def stands(self) -> bool:
        """Return whether it has not been cancelled."""
        return not self.cancel_reason
