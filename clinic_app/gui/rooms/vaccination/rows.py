"""The rows a nurse answers by key: a question, a tick, an open child."""

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from clinic_app.gui import painting
from clinic_app.gui.rooms.vaccination.screening_face import QuestionFace
from clinic_app.gui.rooms.vaccination.side_faces import OpenChildFace
from clinic_app.gui.widgets.painted import Painted
from clinic_app.gui.wording import shell as shell_wording
from clinic_app.gui.wording import vaccination as wording

_ANSWER = 64
_PAD = 12
_SECOND_COLUMN = 146
_YES_KEYS = (Qt.Key.Key_1,)
_NO_KEYS = (Qt.Key.Key_Space, Qt.Key.Key_2)


class QuestionRow(Painted):
    """One question of the screening with 是 and 否; nothing is chosen until the nurse does.

    Signals:
        answered: the question's id and the answer. rest_denied: 0, everything not answered yet is “no”.
        moved: arrow up (-1), arrow down or an answer (1).
    """

    LEAST_HEIGHT = 30
    answered = Signal(str, bool)
    rest_denied = Signal()
    moved = Signal(int)

    def __init__(self, face: QuestionFace, parent: QWidget | None = None) -> None:
        super().__init__(parent, focusable=True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMaximumHeight(42)
        self.show_face(face)

    def show_face(self, face: QuestionFace) -> None:
        """Show another state of the question."""
        self.face = face
        answer = wording.UNANSWERED if face.answer is None else (wording.YES if face.answer else wording.NO)
        self.say(str(face.number), face.text, answer)
        self.update()

    def sizeHint(self) -> QSize:
        """Return one row."""
        return QSize(460, 40)

    def minimumSizeHint(self) -> QSize:
        """Return the row of the compact desk, wide enough for the whole question."""
        words = painting.text_width(self.face.text, "body")
        return QSize(_PAD + 28 + words + 12 + 2 * _ANSWER, self.LEAST_HEIGHT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer by 1, 2 and Space, move by arrows; a key held down answers once."""
        key = event.key()
        if event.isAutoRepeat() and key not in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.accept()
        elif key in _YES_KEYS or key in _NO_KEYS:
            self.answered.emit(self.face.id, key in _YES_KEYS)
            self.moved.emit(1)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.answered.emit(self.face.id, key == Qt.Key.Key_Left)
        elif key == Qt.Key.Key_0:
            self.rest_denied.emit()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(1 if key == Qt.Key.Key_Down else -1)
        else:
            event.ignore()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Take the answer under the mouse."""
        for box, yes in ((self._box(0), True), (self._box(1), False)):
            if box.contains(event.position().toPoint()):
                self.answered.emit(self.face.id, yes)

    def draw(self, painter: QPainter) -> None:
        """Draw number, question and the two answers."""
        open_now = self.face.answer is None
        painting.paint_box(painter, self.rect(), "amber_tint" if self.face.answer else "surface", "line")
        line = QRect(_PAD, 0, 24, self.height() - 1)
        painting.paint_text(painter, line, str(self.face.number), "body", "ink3", bold=True)
        words = QRect(_PAD + 24, 0, self._box(0).left() - _PAD - 28, self.height() - 1)
        painting.paint_text(painter, words, self.face.text, "body", "ink" if open_now or self.face.answer else "ink2")
        self._draw_answer(painter, self._box(0), wording.YES, self.face.answer is True, "amber")
        self._draw_answer(painter, self._box(1), wording.NO, self.face.answer is False, "green")

    def _draw_answer(self, painter: QPainter, box: QRect, text: str, chosen: bool, tone: str) -> None:
        """Draw one answer, with a tick and its meaning when it is chosen."""
        if not chosen:
            painting.paint_box(painter, box, "surface", "line2", radius=4)
            painting.paint_text(painter, box, text, "body", "ink2", align=painting.CENTRE)
            return
        painting.paint_box(painter, box, f"{tone}_tint", f"{tone}_edge", width=2, radius=4)
        icon = "triangle-alert" if tone == "amber" else "check"
        painting.paint_icon(painter, box.left() + 9, box.center().y() + 1, icon, tone, 16)
        painting.paint_text(painter, box.adjusted(30, 0, 0, -1), text, "body", tone, bold=True)

    def _box(self, place: int) -> QRect:
        """Return the rectangle of an answer, counted from the left."""
        left = self.width() - (2 - place) * _ANSWER
        return QRect(left, 2, _ANSWER - 5, self.height() - 4)


class TickRow(Painted):
    """A line with a tick box: title, quiet words behind it, a second line, a note at the right.

    Signals:
        toggled: Space or a click. moved: arrow up (-1) or down (1). changed: arrow left (-1) or right (1).
        zero: the key 0.
    """

    toggled = Signal()
    zero = Signal()
    moved = Signal(int)
    changed = Signal(int)

    def __init__(self, *, tall: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent, focusable=True)
        self._height = 76 if tall else 54
        self._tall = tall
        self._slim = False
        self.checked = False
        self._words = ("", "", "", "")
        self._amber = False
        self._below_ink = "ink2"
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self.toggled)

    def show_words(
        self, title: str, quiet: str, below: str, note: str, *, checked: bool, amber: bool = False, doubt: bool = False
    ) -> None:
        """Show another text and tick; an amber note needs a look, and so does the second line where there is doubt."""
        self._words = (title, quiet, below, note)
        self.checked = checked
        self._amber = amber
        self._below_ink = "amber" if doubt else "ink2"
        self.say(title, quiet, below, note, shell_wording.CHOSEN if checked else shell_wording.NOT_CHOSEN)
        self.setToolTip(below)
        self.update()

    def show_slim(self, slim: bool) -> None:
        """Put both lines into one where there are many rows."""
        if slim != self._slim:
            self._slim = slim
            self._height = 40 if slim else 54
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return one row."""
        return QSize(600, self._height)

    def minimumSizeHint(self) -> QSize:
        """Return the least row."""
        return QSize(400, self._height)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick by Space, move by arrows; Enter does nothing here."""
        arrows = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        sideways = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        key = Qt.Key(event.key())
        if key is Qt.Key.Key_Space and not event.isAutoRepeat():
            self.toggled.emit()
        elif key in arrows:
            self.moved.emit(arrows[key])
        elif key in sideways:
            self.changed.emit(sideways[key])
        elif key is Qt.Key.Key_0:
            self.zero.emit()
        else:
            event.ignore()

    def draw(self, painter: QPainter) -> None:
        """Draw box, words and note."""
        edge, width = ("brand", 2) if self.checked else ("line2", 1)
        painting.paint_box(painter, self.rect(), "surface", edge, width=width, radius=8)
        size = 30 if self._tall else 24
        icon, colour = ("square-check", "green") if self.checked else ("square", "ink")
        painting.paint_icon(painter, 14, self.height() // 2, icon, colour, size)
        title, quiet, below, note = self._words
        right = self._draw_note(painter, note)
        left = 28 + size
        if self._slim:
            self._draw_slim(painter, left, right)
            return
        role = "title" if self._tall else "fact"
        top = (self.height() - (34 if self._tall else 28) - (22 if below else 0)) // 2
        line = QRect(left, top, right - left, 34 if self._tall else 28)
        ink = "ink" if self.checked or self._tall else "ink2"
        x = left + painting.paint_text(painter, line, title, role, ink, bold=True) + 10
        painting.paint_text(painter, QRect(x, top, right - x, line.height()), quiet, role, ink, bold=False)
        second = QRect(left, line.bottom(), right - left, 21)
        painting.paint_text(painter, second, below, "small", self._below_ink)

    def _draw_slim(self, painter: QPainter, left: int, right: int) -> None:
        """Draw title, quiet words and the second line beside each other."""
        title, quiet, below, _ = self._words
        line = QRect(left, 0, right - left, self.height() - 1)
        ink = "ink" if self.checked else "ink2"
        x = left + painting.paint_text(painter, line, title, "section", ink, bold=True) + 8
        x += painting.paint_text(painter, QRect(x, 0, right - x, line.height()), quiet, "body", ink) + 12
        x = max(x, left + _SECOND_COLUMN)
        painting.paint_text(painter, QRect(x, 0, right - x, line.height()), below, "small", self._below_ink)

    def _draw_note(self, painter: QPainter, note: str) -> int:
        """Draw what stands at the right; return where it begins."""
        right = self.width() - 14
        if self._tall and not self.checked:
            right -= painting.key_cap_width(shell_wording.SPACE_KEY)
            painting.paint_key_cap(painter, right, self.height() // 2, shell_wording.SPACE_KEY)
            right -= 10
        width = painting.text_width(note, "body", self._amber)
        colour = "amber" if self._amber else "ink2"
        place = QRect(right - width, 0, width + 1, self.height() - 1)
        painting.paint_text(painter, place, note, "body", colour, bold=self._amber)
        return right - width - 12


class OpenChildRow(Painted):
    """One open child: number, name and the step it stands at; Enter, Space or a click takes it up.

    Signals:
        chosen: the person's id.
    """

    chosen = Signal(str)

    def __init__(self, face: OpenChildFace, parent: QWidget | None = None) -> None:
        super().__init__(parent, focusable=True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._choose)
        self.show_face(face)

    def show_face(self, face: OpenChildFace) -> None:
        """Show another child or step."""
        self.face = face
        self.say(face.ticket, face.name, face.step)
        self.update()

    def sizeHint(self) -> QSize:
        """Return one row."""
        return QSize(140, 40)

    def minimumSizeHint(self) -> QSize:
        """Return the row of the compact desk."""
        return QSize(128, 40)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the child up with Enter or Space."""
        chosen = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        if event.key() in chosen and not event.isAutoRepeat():
            self._choose()
        else:
            event.ignore()

    def draw(self, painter: QPainter) -> None:
        """Draw number, name and step."""
        fill, edge = ("brand_tint", "brand_edge") if self.face.in_hand else ("surface", "line")
        painting.paint_box(painter, self.rect(), fill, edge)
        line = QRect(8, 0, self.width() - 16, self.height() - 1)
        step = painting.text_width(self.face.step, "small")
        painting.paint_text(painter, line, self.face.step, "small", "ink2", align=painting.RIGHT)
        x = 8 + painting.paint_text(painter, line, self.face.ticket, "small", "ink2") + 7
        name = QRect(x, 0, self.width() - 16 - step - x, self.height() - 1)
        painting.paint_text(painter, name, self.face.name, "body", "ink", bold=self.face.in_hand)

    def _choose(self) -> None:
        """Tell who was chosen."""
        if not self.face.in_hand:
            self.chosen.emit(self.face.person_id)
