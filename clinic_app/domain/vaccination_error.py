"""What was injected and should not have been (接种差错)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


class ErrorKind(Enum):
    """What was wrong with a needle that happened."""

    WRONG_VACCINE = "wrong_vaccine"
    WRONG_PERSON = "wrong_person"
    GIVEN_TWICE = "given_twice"
    UNUSABLE_LOT = "unusable_lot"
    WRONG_SITE = "wrong_site"
    WRONG_ROUTE = "wrong_route"
    WRONG_VOLUME = "wrong_volume"
    TOO_EARLY = "too_early"
    CONTRAINDICATED = "contraindicated"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class VaccinationError:
    """One error, as its entry tells it. `error` is a value of `ErrorKind`; `found_at` is UTC."""

    id: str
    person_id: str
    dose_id: str
    error: str
    expected: str
    happened: str
    found_at: datetime
    recorded_by: str
    action: str = ""
    visit_id: str = ""
