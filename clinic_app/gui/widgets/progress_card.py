"""Long work: count of total, what is left, steps and a stop button."""

from PySide6.QtCore import QRect, QSize, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from clinic_app.gui import painting
from clinic_app.gui.faces import ProgressFace, StepFace, StepState
from clinic_app.gui.widgets.card_frame import CardFrame
from clinic_app.gui.widgets.key_button import KeyButton
from clinic_app.gui.widgets.label import Label
from clinic_app.gui.widgets.painted import Painted
from clinic_app.gui.wording import shell as wording

_MOST_OF_PLACE = 40
_ICONS = {
    StepState.DONE: ("circle-check", "green"),
    StepState.CURRENT: ("play", "brand"),
    StepState.COMING: ("circle-dashed", "ink3"),
}


class ProgressBar(Painted):
    """A bar of 8 px, 0 to 1."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._part = 0.0
        self.setFixedHeight(10)

    def show_part(self, part: float) -> None:
        """Show how much is done."""
        self._part = part
        self.say(f"{part:.0%}")
        self.update()

    def draw(self, painter: QPainter) -> None:
        """Draw the bar."""
        painting.paint_bar(painter, self.rect().adjusted(0, 1, 0, -1), self._part, "brand")


class ProgressStep(Painted):
    """One line of the steps: icon, title, note at the right."""

    def __init__(self, face: StepFace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_face(face)

    def show_face(self, face: StepFace) -> None:
        """Show another state."""
        self.face = face
        self.say(face.title, face.note)
        self.update()

    def sizeHint(self) -> QSize:
        """Return one line."""
        return QSize(300, 34)

    def draw(self, painter: QPainter) -> None:
        """Draw the line with a hairline below."""
        icon, colour = _ICONS[self.face.state]
        painting.paint_icon(painter, 0, self.height() // 2, icon, colour, 20)
        coming = self.face.state is StepState.COMING
        words = QRect(30, 0, self.width() - 30, self.height())
        painting.paint_text(painter, words, self.face.title, "body", "ink2" if coming else "ink", bold=not coming)
        current = self.face.state is StepState.CURRENT
        note_ink = "brand" if current else "ink2"
        painting.paint_text(painter, words, self.face.note, "small", note_ink, bold=current, align=painting.RIGHT)


class ProgressCard(CardFrame):
    """Shows a `ProgressFace`.

    Signals:
        stop_wished: the stop button.
    """

    stop_wished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._about = Label("", "small", tone="ink2")
        self._done = Label("", "count")
        self._total = Label("", "body", tone="ink2")
        self._left = Label("", "body", tone="ink2")
        self._bar = ProgressBar()
        self._lines: list[ProgressStep] = []
        self._steps = QVBoxLayout()
        self._steps.setSpacing(0)
        self.stop_button = KeyButton(wording.STOP_WORK, wording.ESCAPE_KEY, icon="pause")
        self.stop_button.clicked.connect(self.stop_wished)
        self._build()

    def show_face(self, face: ProgressFace) -> None:
        """Show how far the work has come."""
        self.show_title(face.title)
        self.setAccessibleName(f"{face.title} {face.done} {face.total} {face.left}".strip())
        self._about.setText(_shortened(face.about))
        self._about.setToolTip(face.about)
        self._done.setText(face.done)
        self._total.setText(face.total)
        self._left.setText(face.left)
        self._bar.show_part(face.part)
        self._show_steps(face.steps)
        self.stop_button.setVisible(face.stoppable)

    def _build(self) -> None:
        """Lay the parts out from top to bottom."""
        counts = QHBoxLayout()
        counts.setSpacing(8)
        counts.addWidget(self._done)
        counts.addWidget(self._total)
        counts.addStretch(1)
        counts.addWidget(self._left)
        self.body.addWidget(self._about)
        self.body.addLayout(counts)
        self.body.addWidget(self._bar)
        self.body.addLayout(self._steps)
        self.body.addStretch(1)
        foot = QHBoxLayout()
        foot.addWidget(self.stop_button)
        foot.addStretch(1)
        self.body.addLayout(foot)

    def _show_steps(self, steps: tuple[StepFace, ...]) -> None:
        """Keep the lines that exist, add or drop the others."""
        while len(self._lines) > len(steps):
            self._lines.pop().deleteLater()
        for place, step in enumerate(steps):
            if place == len(self._lines):
                self._lines.append(ProgressStep(step))
                self._steps.addWidget(self._lines[place])
            self._lines[place].show_face(step)


def _shortened(place: str) -> str:
    """Return a long place without its middle, so that it does not push other cards aside."""
    if len(place) <= _MOST_OF_PLACE:
        return place
    return f"{place[:12]}…{place[13 - _MOST_OF_PLACE :]}"
