"""A few choices side by side; exactly one, or none yet."""

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from clinic_app.gui import painting
from clinic_app.gui.theme import Theme
from clinic_app.gui.widgets.label import Label
from clinic_app.gui.widgets.painted import Painted
from clinic_app.gui.wording import shell as wording

_CHECK = 24


class Segment(Painted):
    """Choices of one question; arrows move the choice, the mouse picks one. Nothing is chosen at first.

    Signals:
        chosen: the key of the choice, when the nurse changes it.
    """

    chosen = Signal(str)

    def __init__(self, label: str, choices: tuple[tuple[str, str], ...], parent: QWidget | None = None) -> None:
        super().__init__(parent, focusable=True)
        self._label = label
        self._choices = choices
        self._place = -1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._tell()

    def choice(self) -> str:
        """Return the key of the choice, or an empty string."""
        return self._choices[self._place][0] if self._place >= 0 else ""

    def choose(self, key: str) -> None:
        """Choose by program; an unknown or empty key chooses nothing."""
        keys = [known for known, _ in self._choices]
        self._place = keys.index(key) if key in keys else -1
        self._tell()

    def sizeHint(self) -> QSize:
        """Return the room of all words with a tick."""
        widest = max(painting.text_width(text, "body", True) for _, text in self._choices)
        return QSize(len(self._choices) * (widest + _CHECK + 24), 40)

    def minimumSizeHint(self) -> QSize:
        """Return the same: choices are never shortened."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the choice with arrows, pick the nth by its digit."""
        digit = event.key() - Qt.Key.Key_0.value
        if event.key() == Qt.Key.Key_Left and self._place > 0:
            self._pick(self._place - 1)
        elif event.key() == Qt.Key.Key_Right and self._place < len(self._choices) - 1:
            self._pick(self._place + 1)
        elif 1 <= digit <= len(self._choices):
            self._pick(digit - 1)
        else:
            event.ignore()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Pick the choice under the mouse."""
        if self.rect().contains(event.position().toPoint()):
            self._pick(int(event.position().x() * len(self._choices) / self.width()))

    def draw(self, painter: QPainter) -> None:
        """Draw the frame, the lines between, and the chosen one with its tick."""
        theme = Theme.current()
        painting.paint_box(painter, self.rect(), "surface", "line2")
        for place in range(1, len(self._choices)):
            x = self._part(place).left()
            painter.setPen(QPen(theme.colour("line2"), 1))
            painter.drawLine(x, 0, x, self.height() - 1)
        if self._place >= 0:
            self._draw_chosen(painter, self._part(self._place))
        for place, (_, text) in enumerate(self._choices):
            if place != self._place:
                painting.paint_text(painter, self._part(place), text, "body", "ink2", align=painting.CENTRE)

    def _draw_chosen(self, painter: QPainter, part: QRect) -> None:
        """Draw the tint, the edge and the tick of the choice."""
        frame = QPainterPath()
        frame.addRoundedRect(self.rect(), 6, 6)
        painter.setClipPath(frame)
        painting.paint_box(painter, part, "brand_tint", "brand", width=2, radius=4)
        painter.setClipping(False)
        text = self._choices[self._place][1]
        width = painting.text_width(text, "body", True)
        x = part.left() + (part.width() - width - 22) // 2
        painting.paint_icon(painter, x, part.center().y() + 1, "check", "brand", 16)
        words = QRect(x + 22, part.top(), width + 2, part.height())
        painting.paint_text(painter, words, text, "body", "brand", bold=True)

    def _part(self, place: int) -> QRect:
        """Return the rectangle of one choice."""
        count = len(self._choices)
        left = self.width() * place // count
        return QRect(left, 0, self.width() * (place + 1) // count - left, self.height())

    def _pick(self, place: int) -> None:
        """Change the choice by hand and tell it."""
        place = min(place, len(self._choices) - 1)
        if place != self._place:
            self._place = place
            self._tell()
            self.chosen.emit(self._choices[place][0])

    def _tell(self) -> None:
        """Say question and choice."""
        state = self._choices[self._place][1] if self._place >= 0 else wording.NOT_CHOSEN
        self.say(self._label, state)
        self.update()


class SegmentField(QWidget):
    """A segment with its label above and an error beside the label, aligned with `Field`."""

    def __init__(
        self,
        label: str,
        choices: tuple[tuple[str, str], ...],
        *,
        required: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.segment = Segment(label, choices)
        self._label = label
        self._required = required
        self._head = Label("", "small", tone="ink2")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        column.addWidget(self._head)
        column.addWidget(self.segment)
        self.setFocusProxy(self.segment)
        self.segment.chosen.connect(self.clear_error)
        self.clear_error()

    def show_error(self, sentence: str) -> None:
        """Say beside the label what is missing."""
        self._head.setText(f"{self._label}  {sentence}")
        self._head.show_tone("red")

    def clear_error(self) -> None:
        """Show the plain label."""
        self._head.setText(f"{self._label}  {wording.REQUIRED}" if self._required else self._label)
        self._head.show_tone("ink2")
