"""One choice out of many on one line: arrows turn, digits pick, and it says how many there are."""

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from clinic_app.gui import painting
from clinic_app.gui.widgets.label import Label
from clinic_app.gui.widgets.painted import Painted
from clinic_app.gui.wording import shell as wording

_TURNS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
_ARROW = 40


class Chooser(Painted):
    """Shows one of several choices; nothing is chosen at first.

    Signals:
        chosen: the key of the choice, when the nurse changes it.
    """

    chosen = Signal(str)

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, focusable=True)
        self._label = label
        self._choices: tuple[tuple[str, str], ...] = ()
        self._place = -1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_choices(self, choices: tuple[tuple[str, str], ...]) -> None:
        """Offer these, (key, words); what was chosen stays chosen when it is still among them."""
        former = self.choice()
        self._choices = choices
        self.choose(former)

    def choice(self) -> str:
        """Return the key of the choice, or an empty string."""
        return self._choices[self._place][0] if 0 <= self._place < len(self._choices) else ""

    def choose(self, key: str) -> None:
        """Choose by program; an unknown or empty key chooses nothing."""
        keys = [known for known, _ in self._choices]
        self._place = keys.index(key) if key in keys else -1
        self._tell()

    def sizeHint(self) -> QSize:
        """Return one line."""
        return QSize(240, 40)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn with the arrows, pick the nth by its digit."""
        digit = event.key() - Qt.Key.Key_0.value
        if event.key() in _TURNS and self._choices:
            self._pick((self._place + _TURNS[Qt.Key(event.key())]) % len(self._choices) if self._place >= 0 else 0)
        elif 1 <= digit <= len(self._choices):
            self._pick(digit - 1)
        else:
            event.ignore()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Turn back at the left end, on anywhere else."""
        if self._choices and self.rect().contains(event.position().toPoint()):
            by = -1 if event.position().x() < _ARROW else 1
            self._pick((self._place + by) % len(self._choices) if self._place >= 0 else 0)

    def draw(self, painter: QPainter) -> None:
        """Draw the frame, an arrow at each end, the words and the count."""
        painting.paint_box(painter, self.rect(), "surface", "line2")
        middle = self.height() // 2
        painting.paint_icon(painter, 10, middle, "chevron-left", "ink2", 18)
        painting.paint_icon(painter, self.width() - 28, middle, "chevron-right", "ink2", 18)
        count = wording.ONE_OF.format(place=self._place + 1, count=len(self._choices)) if self._choices else ""
        width = painting.text_width(count, "small")
        words = QRect(_ARROW, 0, self.width() - 2 * _ARROW - width - 8, self.height())
        chosen = self._place >= 0
        painting.paint_text(painter, words, self._words(), "body", "ink" if chosen else "ink3", bold=chosen)
        place = QRect(self.width() - _ARROW - width, 0, width + 2, self.height())
        painting.paint_text(painter, place, count, "small", "ink2")

    def _words(self) -> str:
        return self._choices[self._place][1] if self._place >= 0 else wording.NOT_CHOSEN

    def _pick(self, place: int) -> None:
        if place != self._place:
            self._place = place
            self._tell()
            self.chosen.emit(self.choice())

    def _tell(self) -> None:
        self.say(self._label, self._words())
        self.update()


class ChooserField(QWidget):
    """A chooser with its label above, aligned with `Field`."""

    def __init__(self, label: str, *, required: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chooser = Chooser(label)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        column.addWidget(Label(f"{label}  {wording.REQUIRED}" if required else label, "small", tone="ink2"))
        column.addWidget(self.chooser)
        self.setFocusProxy(self.chooser)
