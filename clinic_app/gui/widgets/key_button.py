"""The button of the desk: icon, words and the key it answers to."""

from enum import Enum

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from clinic_app.gui import painting
from clinic_app.gui.theme import Theme

_PAD = 16
_ICON = 20
_GAP = 9


class Kind(Enum):
    """How much weight a button carries; one PRIMARY a screen, FLAT in the header only."""

    PRIMARY = "primary"
    SECOND = "second"
    DANGER = "danger"
    FLAT = "flat"


_COLOURS = {
    Kind.PRIMARY: ("brand", "brand", "on_brand"),
    Kind.SECOND: ("surface", "line2", "ink"),
    Kind.DANGER: ("surface", "red", "red"),
    Kind.FLAT: ("", "", "ink2"),
}
_OFF = ("sunken", "grey_edge", "ink3")


class KeyButton(QAbstractButton):
    """A button with its key printed on it; switched off it still says why.

    Space, Enter and the mouse press it; the printed key is routed by the window.
    """

    def __init__(
        self,
        text: str,
        key: str = "",
        *,
        icon: str = "",
        kind: Kind = Kind.SECOND,
        main: bool = False,
        bold: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.key = key
        self.icon_name = icon
        self.kind = kind
        self.off_reason = ""
        self._always_bold = bold
        self._role = "section" if main else "body"
        self._height = 48 if main else 40
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        Theme.current().changed.connect(self.update)
        self.show_text(text)

    def show_text(self, text: str, icon: str | None = None) -> None:
        """Change the words, and the icon when one is given."""
        self.setText(text)
        if icon is not None:
            self.icon_name = icon
        self._say()

    def show_tall(self, height: int) -> None:
        """Make the button as high as the field beside it."""
        self._height = height
        self.updateGeometry()

    def show_kind(self, kind: Kind) -> None:
        """Change the weight of the button."""
        self.kind = kind
        self.update()

    def switch_off(self, reason: str = "") -> None:
        """Refuse presses and show why."""
        self.off_reason = reason
        self.setEnabled(False)
        self._say()

    def switch_on(self) -> None:
        """Accept presses again."""
        self.off_reason = ""
        self.setEnabled(True)
        self._say()

    def sizeHint(self) -> QSize:
        """Return the room of icon, words, reason and key."""
        return QSize(2 * self._pad() + sum(self._widths()) + self._gap() * (len(self._widths()) - 1), self._height)

    def minimumSizeHint(self) -> QSize:
        """Return the same: words on buttons are never shortened."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter press the focused button, as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw box, icon, words, reason and key from left to right, centred as a group."""
        painter = QPainter(self)
        fill, edge, ink = _COLOURS[self.kind] if self.isEnabled() else _OFF
        if self.isDown() and self.kind is not Kind.PRIMARY:
            fill = "sunken"
        painting.paint_box(painter, self.rect(), fill, edge)
        pad = self._pad()
        x = max(pad, (self.width() - self.sizeHint().width()) // 2 + pad)
        self._draw_words(painter, x, ink)
        painter.end()

    def _draw_words(self, painter: QPainter, x: int, ink: str) -> None:
        """Draw what stands inside the box from `x` on."""
        middle = self.height() // 2
        if self.icon_name:
            painting.paint_icon(painter, x, middle, self.icon_name, ink, _ICON)
            x += _ICON + self._gap()
        x += painting.paint_text(painter, self._line(x), self.text(), self._role, ink, bold=self._bold()) + self._gap()
        if self.off_reason:
            x += painting.paint_text(painter, self._line(x), self.off_reason, "small", "ink2") + self._gap()
        if self.key:
            primary = self.kind is Kind.PRIMARY and self.isEnabled()
            painting.paint_key_cap(painter, x, middle, self.key, on_brand=primary)

    def _pad(self) -> int:
        """Return the blank at both ends."""
        return 4 if self.kind is Kind.FLAT else _PAD

    def _gap(self) -> int:
        """Return the blank between the parts."""
        return 6 if self.kind is Kind.FLAT else _GAP

    def _line(self, x: int) -> QRect:
        """Return the line from `x` to the right edge."""
        return QRect(x, 0, self.width() - x, self.height() - 1)

    def _bold(self) -> bool:
        """Return whether the words are bold: all but quiet second buttons are."""
        return self._always_bold or self.kind in (Kind.PRIMARY, Kind.DANGER) or not self.isEnabled()

    def _widths(self) -> list[int]:
        """Return the widths of the parts that are there."""
        parts = [painting.text_width(self.text(), self._role, self._bold())]
        if self.icon_name:
            parts.append(_ICON)
        if self.off_reason:
            parts.append(painting.text_width(self.off_reason, "small"))
        if self.key:
            parts.append(painting.key_cap_width(self.key))
        return parts

    def _say(self) -> None:
        """Put words, key and reason into the accessible name."""
        parts = (self.text(), self.key, self.off_reason)
        self.setAccessibleName(" ".join(part for part in parts if part))
        self.updateGeometry()
        self.update()
