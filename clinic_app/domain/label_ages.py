"""For which ages the label of a vaccine outside the programme is written (说明书接种对象)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from clinic_app.domain.calendar import parse_span
from clinic_app.domain.immunization.language import Confidence

if TYPE_CHECKING:
    from datetime import date


class LabelAge(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """From which age on, and before which; empty where the label sets no limit."""

    from_age: str = ""
    before_age: str = ""

    def holds(self, born: date, on: date) -> bool:
        """Return whether a person of this age is meant."""
        start, day = born.toordinal(), on.toordinal()
        if self.from_age and day < parse_span(self.from_age).after(start):
            return False
        return not self.before_age or day < parse_span(self.before_age).after(start)


class LabelAges(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The ages of all vaccines whose label says one, with their source."""

    source: str
    confidence: Confidence
    vaccines: dict[str, LabelAge]

    def fits(self, vaccine: str, born: date, on: date) -> bool:
        """Return whether the label of the vaccine, as far as it is known here, means a person of this age."""
        known = self.vaccines.get(vaccine)
        return known is None or known.holds(born, on)
