"""Why nothing was printed into a booklet, or a layout or printer was not measured. Nothing is written then."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clinic_app.services.failures import WishRefused

if TYPE_CHECKING:
    from clinic_app.domain.booklet.layout_check import LayoutProblem


class LayoutUnknown(WishRefused):
    """No edition of this name is known here: its file is missing or broken, or another clinic measured it."""

    def __init__(self, layout: str = "") -> None:
        super().__init__(layout)
        self.layout = layout


@dataclass
class LayoutRefused(WishRefused):
    """The measuring cannot be printed by. `problems` say what is wrong where, the first one first."""

    problems: tuple[LayoutProblem, ...]


class NothingToPrint(WishRefused):
    """No dose was chosen, and not the person's page either."""


@dataclass
class NoFreeRow(WishRefused):
    """No free row is left for these vaccines."""

    vaccines: tuple[str, ...]


@dataclass
class OnlyByPen(WishRefused):
    """What stands in the booklet of this dose is wrong: printing over it would make it unreadable."""

    vaccine: str


@dataclass
class BoxTooSmall(WishRefused):
    """A text does not fit its box at reading size. `field` is a name of `domain.booklet.layout`."""

    field: str
    text: str


@dataclass
class FitAbsurd(WishRefused):
    """No printer is so far off: a point was measured or typed wrongly. Millimetres, factor and degrees."""

    right_mm: float
    down_mm: float
    scale: float
    turn_degrees: float


@dataclass
class PointsDisagree(WishRefused):
    """The four points do not fit each other: after the best fit one is still `rest_mm` off."""

    rest_mm: float
