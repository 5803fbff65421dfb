"""The one focus ring of the window: white gap 2, ring 3, outside the control."""

from typing import TYPE_CHECKING, Protocol, runtime_checkable

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget
from shiboken6 import isValid

from clinic_app.gui.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Callable

_GAP = 2
_RING = 3
_OUT = _GAP + _RING
_WATCHED = {
    QEvent.Type.Move,
    QEvent.Type.Resize,
    QEvent.Type.Show,
    QEvent.Type.Hide,
    QEvent.Type.LayoutRequest,
}


@runtime_checkable
class HasRing(Protocol):
    """A control of which only a part carries the ring."""

    def ring_rect(self) -> QRect:
        """Return that part in the control's own measures."""


class FocusRing(QWidget):
    """Follows the focus inside one window and draws the ring over everything.

    A control whose frame is drawn by its parent sets the property `ringHolder` on that parent;
    `ringRadius` tells the corner of a control when it is not 6. A list has the ring around one row:
    it answers `ring_rect()` and posts itself a LayoutRequest when that row changes.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._target: QWidget | None = None
        self._ring_rect: Callable[[], QRect] | None = None
        self._chain: list[QWidget] = []
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._follow)

    def target(self) -> QWidget | None:
        """Return the control the ring is around."""
        return self._target if self._target is not None and isValid(self._target) else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move with the control and everything it stands in."""
        if event.type() in _WATCHED:
            self._place(moved=False)
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw gap and ring."""
        target = self.target()
        if target is None:
            return
        theme = Theme.current()
        frame = QRectF(self._rect_of(target).translated(-self.pos()))
        radius = float(target.property("ringRadius") or 6)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for colour, width, out in (("ring_gap", _GAP, _GAP / 2), ("focus", _RING, _GAP + _RING / 2)):
            painter.setPen(QPen(theme.colour(colour), width))
            painter.drawRoundedRect(frame.adjusted(-out, -out, out, out), radius + out, radius + out)
        painter.end()

    def _follow(self, old: QWidget | None, new: QWidget | None) -> None:
        """Leave the old control and go to the new one."""
        if not isValid(self._window):
            return
        for widget in self._chain:
            if isValid(widget):
                widget.removeEventFilter(self)
        self._chain = []
        self._target = None
        if new is not None and self._window.isAncestorOf(new):
            self._target = _holder(new)
            self._ring_rect = self._target.ring_rect if isinstance(self._target, HasRing) else None
            self._chain = _ancestors(self._target, self._window)
            for widget in self._chain:
                widget.installEventFilter(self)
        self._place()

    def _place(self, *, moved: bool = True) -> None:
        """Lie around the control, or vanish with it; where it lies already it is drawn anew only when it `moved`."""
        target = self.target()
        if target is None or not target.isVisible():
            self.hide()
            return
        rect = self._rect_of(target).adjusted(-_OUT, -_OUT, _OUT, _OUT)
        for widget in self._chain[1:]:
            if isinstance(widget.parentWidget(), QAbstractScrollArea):
                rect &= self._rect_of(widget).adjusted(-_OUT, -_OUT, _OUT, _OUT)
        if rect.isEmpty():
            self.hide()
            return
        if not moved and rect == self.geometry() and self.isVisible():
            return
        self.setGeometry(rect)
        self.raise_()
        self.show()
        self.update()

    def _rect_of(self, widget: QWidget) -> QRect:
        """Return a widget's rectangle in the window."""
        part = widget.rect()
        if widget is self._target and self._ring_rect is not None:
            part = self._ring_rect()
        return part.translated(widget.mapTo(self._window, QPoint(0, 0)))


def _holder(widget: QWidget) -> QWidget:
    """Return the frame that carries the ring for a bare control, else the control."""
    parent = widget.parentWidget()
    return parent if parent is not None and parent.property("ringHolder") else widget


def _ancestors(widget: QWidget, window: QWidget) -> list[QWidget]:
    """Return the widget and everything it stands in, up to but not including the window."""
    chain = []
    step: QWidget | None = widget
    while step is not None and step is not window:
        chain.append(step)
        step = step.parentWidget()
    return chain
