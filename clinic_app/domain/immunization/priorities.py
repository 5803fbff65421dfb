"""What comes first when not everything fits into one day: an ordered list with its sources, read from a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from clinic_app.domain.immunization.language import Sourced

if TYPE_CHECKING:
    from clinic_app.domain.immunization.catalogue import Vaccine


class Priority(Sourced, frozen=True, kw_only=True):
    """One place of the order.

    Attributes:
        id: what the reason on the screen is worded by.
        vaccines: the vaccines meant; empty means all.
        programme: only vaccines that fill a series of the programme (paid ones that contain its components among
            them), or only others; late: only late or timely ones. None means either.
        at_once: given on its very day (应急), whatever the clinic's days and the room of a visit; never put off.
    """

    id: str
    vaccines: tuple[str, ...] = ()
    programme: bool | None = None
    late: bool | None = None
    at_once: bool = False

    def concerns(self, vaccine: Vaccine, *, programme: bool, late: bool) -> bool:
        """Whether this place of the order is that of the vaccine."""
        named = not self.vaccines or vaccine.code in self.vaccines or any(c in self.vaccines for c in vaccine.contains)
        return named and self.programme in (None, programme) and self.late in (None, late)


class Priorities(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole order, most pressing first."""

    order: tuple[Priority, ...]

    def rank(self, vaccine: Vaccine, *, programme: bool, late: bool) -> int:
        """Return the place in the order, 0 the most pressing; behind all others what none is meant for."""
        for place, priority in enumerate(self.order):
            if priority.concerns(vaccine, programme=programme, late=late):
                return place
        return len(self.order)

    def speaking_for(self, vaccine: Vaccine, *, programme: bool, late: bool) -> Priority | None:
        """Return the place of the order that is the vaccine's; None when none is."""
        place = self.rank(vaccine, programme=programme, late=late)
        return self.order[place] if place < len(self.order) else None

    def is_at_once(self, vaccine: Vaccine) -> bool:
        """Whether the vaccine is given on its very day and no visit is planned around it."""
        return any(priority.at_once and vaccine.code in priority.vaccines for priority in self.order)
