"""What the page of the registration shows, as plain values."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class DueFace:
    """One row that can be ticked: a due series, or a paid vaccine.

    Attributes:
        series: key of the row. dose: number, site and price. reason: why it is due, waits or was left out.
        stock: what is on hand, at the right. short: nothing is. check: a person should look; amber.
        others: how many other vaccines the row may hold.
    """

    series: str
    vaccine: str
    dose: str
    reason: str
    stock: str
    short: bool
    check: bool
    chosen: bool
    others: int


@dataclass(frozen=True, slots=True)
class NotDueFace:
    """One series that is not for today, and why."""

    vaccine: str
    dose: str
    head: str
    reason: str
    amber: bool


@dataclass(frozen=True, slots=True)
class PlanningFace:
    """What the page of the registration shows; `missing` says why F9 is off.

    Attributes:
        due: proposed or chosen. later: due, but waiting for another day (下次). also: paid ones.
    """

    due: tuple[DueFace, ...]
    later: tuple[DueFace, ...]
    also: tuple[DueFace, ...]
    not_due: tuple[NotDueFace, ...]
    save: str
    missing: str

    @property
    def rows(self) -> tuple[DueFace, ...]:
        """Return every row that can be ticked, in the order of the page."""
        return self.due + self.later + self.also
