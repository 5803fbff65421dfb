"""Measuring four points of the scan, one after the other (量四点). No Qt."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from clinic_app.domain.booklet.layout import Point
from clinic_app.gui.booklet_faces import UNMEASURED, PageScan

if TYPE_CHECKING:
    from clinic_app.domain.booklet.fit import Fit

POINTS = 4


@dataclass(slots=True)
class Measuring:
    """The cross that is being put onto a corner of the printed table, on the scan as it lies.

    Attributes:
        scan: as it was before. points: where the four crosses stand, millimetres of the scan. place: which is in hand.
    """

    scan: PageScan
    points: list[Point]
    place: int = 0

    @classmethod
    def begin(cls, scan: PageScan, marks: tuple[Point, ...]) -> Measuring:
        """Begin with the crosses where the last measuring says, else where the layout has them."""
        return cls(scan, [scan.fit.place(mark) for mark in marks])

    @property
    def as_it_lies(self) -> PageScan:
        """Return the scan without being laid straight."""
        return replace(self.scan, fit=UNMEASURED)

    @property
    def point(self) -> Point:
        """Return the cross in hand."""
        return self.points[self.place]

    def put(self, point: Point) -> None:
        """Put the cross in hand there, to a tenth of a millimetre."""
        self.points[self.place] = Point(round(point.x, 1), round(point.y, 1))

    def nudge(self, dx: float, dy: float) -> None:
        """Shift the cross in hand."""
        self.put(Point(self.point.x + dx, self.point.y + dy))

    def next(self) -> bool:
        """Take the next cross; False after the last one."""
        if self.place + 1 < POINTS:
            self.place += 1
            return True
        return False

    def straightened(self, fit: Fit) -> PageScan:
        """Return the scan laid straight by the four points."""
        return replace(self.scan, fit=fit)
