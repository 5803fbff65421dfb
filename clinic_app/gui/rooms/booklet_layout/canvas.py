"""The page of the editor: click takes a box, dragging moves or sizes it, arrows move by a tenth of a millimetre."""

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QWidget

from clinic_app.domain.booklet.layout import Box, Point
from clinic_app.gui.booklet_faces import BookletPageFace
from clinic_app.gui.theme import Theme
from clinic_app.gui.widgets.booklet_canvas import BookletCanvas

_ARROWS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}
_STEP_MM, _LARGE_STEP_MM = 0.1, 1.0
_HANDLE_PX = 7
_GLASS_PX, _GLASS_MM = 160, 12.0
_CROSS_PX = 22


class LayoutCanvas(BookletCanvas):
    """Signals tell what the nurse does; the presenter decides what becomes of it.

    Signals:
        taken: row and field of a box that was clicked. moved, resized: millimetres. stepped: Enter or Backspace.
        drag_began, dragged, drag_ended: shift in millimetres since the mouse was pressed, and whether it is the size.
        cross_put: the scan was clicked while measuring, in millimetres of the scan.
    """

    taken = Signal(str, str)
    moved = Signal(float, float)
    resized = Signal(float, float)
    stepped = Signal(int)
    drag_began = Signal()
    dragged = Signal(float, float, bool)
    drag_ended = Signal()
    cross_put = Signal(float, float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, focusable=True)
        self._cross: Point | None = None
        self._pressed_at: Point | None = None
        self._is_sizing = False

    def show_board(self, face: BookletPageFace | None, cross: Point | None) -> None:
        """Show the page; with a cross the scan is being measured."""
        self._cross = cross
        self.show_page(face)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move by arrows, go on by Enter; every other key belongs to the room."""
        shift = _ARROWS.get(Qt.Key(event.key()))
        if shift is not None:
            large = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            step = _LARGE_STEP_MM if large else _STEP_MM
            sizing = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            (self.resized if sizing else self.moved).emit(shift[0] * step, shift[1] * step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Backspace):
            self.stepped.emit(-1 if event.key() == Qt.Key.Key_Backspace else 1)
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the box under the mouse, or put the cross there."""
        if event.button() is not Qt.MouseButton.LeftButton or self._face is None:
            return
        point = self.point_at(event.position())
        if self._cross is not None:
            self.cross_put.emit(point.x, point.y)
            return
        self._is_sizing = self._is_on_handle(event.position())
        if not self._is_sizing:
            key = self._key_at(point)
            if not key:
                return
            self.taken.emit(*key.split(" ", 1))
        self._pressed_at = point
        self.drag_began.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag what was taken."""
        if self._pressed_at is not None:
            point = self.point_at(event.position())
            self.dragged.emit(point.x - self._pressed_at.x, point.y - self._pressed_at.y, self._is_sizing)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the drag."""
        if self._pressed_at is not None:
            self._pressed_at = None
            self.drag_ended.emit()

    def draw_above(self, painter: QPainter) -> None:
        """Draw the handle of the box in hand; while measuring the cross, and a glass around it."""
        if self._face is None:
            return
        if self._cross is not None:
            self._draw_cross(painter, self._cross)
        elif self._face.boxes:
            painter.fillRect(self._handle(), Theme.current().colour("brand"))

    def _draw_cross(self, painter: QPainter, cross: Point) -> None:
        at = self.rect_of(Box(cross.x, cross.y, 0, 0)).topLeft()
        painter.setPen(QPen(Theme.current().colour("red"), 1))
        painter.drawLine(at - QPointF(_CROSS_PX, 0), at + QPointF(_CROSS_PX, 0))
        painter.drawLine(at - QPointF(0, _CROSS_PX), at + QPointF(0, _CROSS_PX))

    def draw_beside(self, painter: QPainter) -> None:
        """Show what lies under the cross much larger, beside the page, or on its far half where there is no room."""
        scan, cross = self._face.scan if self._face is not None else None, self._cross
        if cross is None or scan is None or not isinstance(scan.image, QImage):
            return
        page = self.page_rect()
        far = page.right() - _GLASS_PX - 8 if cross.x < page.width() / 2 else page.left() + 8
        left = page.left() - _GLASS_PX - 12
        glass = QRectF(left if left > 0 else far, page.center().y() - _GLASS_PX / 2, _GLASS_PX, _GLASS_PX)
        seen = QRectF(cross.x - _GLASS_MM / 2, cross.y - _GLASS_MM / 2, _GLASS_MM, _GLASS_MM)
        source = QRectF(seen.topLeft() * scan.px_per_mm, seen.size() * scan.px_per_mm)
        painter.fillRect(glass, Theme.current().colour("surface"))
        painter.drawImage(glass, scan.image, source)
        painter.setPen(QPen(Theme.current().colour("brand"), 2))
        painter.drawRect(glass)
        painter.setPen(QPen(Theme.current().colour("red"), 1))
        painter.drawLine(QPointF(glass.left(), glass.center().y()), QPointF(glass.right(), glass.center().y()))
        painter.drawLine(QPointF(glass.center().x(), glass.top()), QPointF(glass.center().x(), glass.bottom()))

    def _key_at(self, point: Point) -> str:
        """Return the box under the mouse; the one drawn last when two lie there."""
        boxes = self._face.boxes if self._face is not None else ()
        hit = (face.key for face in reversed(boxes) if _holds(face.box, point))
        return next(hit, "")

    def _handle(self) -> QRectF:
        assert self._face is not None
        corner = self.rect_of(self._face.boxes[-1].box).bottomRight()
        return QRectF(corner.x() - _HANDLE_PX / 2, corner.y() - _HANDLE_PX / 2, _HANDLE_PX, _HANDLE_PX)

    def _is_on_handle(self, place: QPointF) -> bool:
        return bool(self._face and self._face.boxes) and self._handle().adjusted(-3, -3, 3, 3).contains(place)


def _holds(box: Box, point: Point) -> bool:
    return box.left <= point.x <= box.right and box.top <= point.y <= box.bottom
