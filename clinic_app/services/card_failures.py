"""Why a change of a card was not made: named failures. Nothing is written when one is raised."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clinic_app.services.failures import WishRefused

if TYPE_CHECKING:
    from datetime import date


@dataclass
class DateImpossible(WishRefused):
    """The date lies before birth or after today. `since` and `until` are the days it may be, both inclusive."""

    given: date
    since: date | None = None
    until: date | None = None


@dataclass
class DoseOnFile(WishRefused):
    """The same vaccine stands on the card on the same day already."""

    vaccine: str
    on: date


@dataclass
class FieldUnreadable(WishRefused):
    """The value cannot stand in this field."""

    field: str
    value: str


class NothingChanged(WishRefused):
    """Every value is as it was: there is nothing to save."""
