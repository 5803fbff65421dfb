"""Bringing print onto paper: offset, scale and turn from four measured points, by least squares."""

from __future__ import annotations

from dataclasses import dataclass
from math import atan2, cos, degrees, hypot, radians, sin
from typing import TYPE_CHECKING

from clinic_app.domain.booklet.layout import Point

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_OFFSET_MM = 20.0
LEAST_SCALE, MOST_SCALE = 0.9, 1.1
MOST_TURN_DEGREES = 5.0
MOST_REST_MM = 0.6  # measuring with a ruler errs by some tenths; more means that a point was taken wrongly
_LEAST_POINTS = 2


class NoFit(ValueError):
    """The points cannot be told apart, so that no turn and scale follow from them."""


@dataclass(frozen=True, slots=True)
class Fit:
    """How a page is shifted, scaled and turned (about its upper left corner) before it is printed.

    Attributes:
        right_tenths, down_tenths: shift in tenths of a millimetre.
        scale: 1 prints the layout as it is. turn_degrees: positive turns to the right.
    """

    right_tenths: int = 0
    down_tenths: int = 0
    scale: float = 1.0
    turn_degrees: float = 0.0

    @property
    def is_absurd(self) -> bool:
        """Whether no printer or paper could be so far off: something was measured or typed wrongly."""
        return (
            max(abs(self.right_tenths), abs(self.down_tenths)) > MOST_OFFSET_MM * 10
            or not LEAST_SCALE <= self.scale <= MOST_SCALE
            or abs(self.turn_degrees) > MOST_TURN_DEGREES
        )

    def place(self, point: Point) -> Point:
        """Return where a point of the layout is printed."""
        turn = radians(self.turn_degrees)
        along, across = self.scale * cos(turn), self.scale * sin(turn)
        return Point(
            along * point.x - across * point.y + self.right_tenths / 10,
            across * point.x + along * point.y + self.down_tenths / 10,
        )

    def undone(self) -> Fit:
        """Return the fit that takes this one back: what a printer does to a page, it is to be given the reverse of."""
        turn = radians(-self.turn_degrees)
        along, across = cos(turn) / self.scale, sin(turn) / self.scale
        right, down = self.right_tenths / 10, self.down_tenths / 10
        return _rounded(
            across * down - along * right, -across * right - along * down, 1 / self.scale, -self.turn_degrees
        )

    def rest_mm(self, expected: Sequence[Point], measured: Sequence[Point]) -> float:
        """Return how far the worst point still is from where it was measured."""
        placed = [self.place(point) for point in expected]
        return max(hypot(a.x - b.x, a.y - b.y) for a, b in zip(placed, measured, strict=True))


def fitted(expected: Sequence[Point], measured: Sequence[Point]) -> Fit:
    """Return the fit that brings the expected points nearest to the measured ones (least squares).

    Raises:
        NoFit: fewer than two points, or all at one place.
    """
    if len(expected) < _LEAST_POINTS or len(expected) != len(measured):
        raise NoFit(f"{len(expected)} points, {len(measured)} measured")
    middle, target = _middle(expected), _middle(measured)
    along = across = spread = 0.0
    for point, other in zip(expected, measured, strict=True):
        x, y, u, v = point.x - middle.x, point.y - middle.y, other.x - target.x, other.y - target.y
        along += x * u + y * v
        across += x * v - y * u
        spread += x * x + y * y
    if not spread or not hypot(along, across):
        raise NoFit("all points at one place")
    along, across = along / spread, across / spread
    right = target.x - along * middle.x + across * middle.y
    down = target.y - across * middle.x - along * middle.y
    return _rounded(right, down, hypot(along, across), degrees(atan2(across, along)))


def _rounded(right_mm: float, down_mm: float, scale: float, turn_degrees: float) -> Fit:
    return Fit(round(right_mm * 10), round(down_mm * 10), round(scale, 5), round(turn_degrees, 3))


def _middle(points: Sequence[Point]) -> Point:
    return Point(sum(p.x for p in points) / len(points), sum(p.y for p in points) / len(points))
