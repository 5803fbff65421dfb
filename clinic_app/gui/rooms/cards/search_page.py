"""What the room 档案 shows without a card: how to find somebody, and who was open lately."""

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from clinic_app.gui import painting
from clinic_app.gui.rooms.cards.card_faces import RecentFace
from clinic_app.gui.theme import Theme
from clinic_app.gui.widgets.card_frame import CardFrame
from clinic_app.gui.widgets.empty_state import EmptyState
from clinic_app.gui.widgets.key_button import KeyButton
from clinic_app.gui.widgets.label import Label, rule
from clinic_app.gui.widgets.painted import Painted
from clinic_app.gui.widgets.room_head import RoomHead
from clinic_app.gui.wording import cards as wording

_TALL = 60
_ARROWS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class SearchPage(QWidget):
    """Ways of finding at the left, cards opened lately at the right.

    Signals:
        person_chosen: Enter or a click on a person; carries the person's id.
    """

    person_chosen = Signal(str)

    def __init__(self, new_record_button: KeyButton) -> None:
        super().__init__()
        self._rows: list[PersonRow] = []
        self._nobody = EmptyState("notebook-tabs", wording.NOBODY_RECENT)
        self._people = QVBoxLayout()
        self._people.setSpacing(0)
        self._recent = _card(wording.RECENT_TITLE, wording.RECENT_KEY)
        self._recent.body.addLayout(self._people)
        self._recent.body.addWidget(self._nobody, 1)
        self._recent.body.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(_ways(), 2)
        row.addWidget(self._recent, 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        head = RoomHead(wording.TITLE, wording.FIND_CONTEXT)
        head.add(new_record_button)
        column.addWidget(head)
        column.addLayout(row, 1)

    def show_recent(self, faces: tuple[RecentFace, ...]) -> None:
        """Show whose cards were open lately, the last one first."""
        for row in self._rows:
            self._people.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = [self._new_row(face) for face in faces]
        self._nobody.setVisible(not faces)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move between the persons with the arrows."""
        here = next((place for place, row in enumerate(self._rows) if row.hasFocus()), None)
        step = _ARROWS.get(Qt.Key(event.key()))
        if here is None or step is None:
            event.ignore()
            return
        self._rows[max(0, min(len(self._rows) - 1, here + step))].setFocus(Qt.FocusReason.TabFocusReason)

    def _new_row(self, face: RecentFace) -> "PersonRow":
        """Return a row that opens its person."""
        row = PersonRow(face)
        row.clicked.connect(lambda: self.person_chosen.emit(face.person_id))
        self._people.addWidget(row)
        return row


class PersonRow(Painted):
    """One person; Enter, Space and click give `clicked`. A tall row has the note in a second line."""

    def __init__(self, face: RecentFace, *, tall: bool = False) -> None:
        super().__init__(focusable=True)
        self._height = 68 if tall else 48
        self.face = face
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.say(face.name, face.about, face.note)

    def sizeHint(self) -> QSize:
        """Return one row."""
        return QSize(420, self._height)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open by Enter or Space; every other key belongs to the page."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and not event.isAutoRepeat():
            self.clicked.emit()
            return
        event.ignore()

    def draw(self, painter: QPainter) -> None:
        """Draw name and about whole at the left, the note where there is room, a hairline below."""
        inner = self.rect().adjusted(8, 0, -8, -1)
        line = inner.height() if self._height < _TALL else inner.height() // 2 + 4
        painter.setPen(Theme.current().colour("line"))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        name = QRect(inner.left(), 0, inner.width(), line)
        x = inner.left() + painting.paint_text(painter, name, self.face.name, "section", "ink", bold=True) + 12
        x += painting.paint_text(painter, QRect(x, 0, inner.right() - x, line), self.face.about, "body", "ink2") + 12
        if line < inner.height():
            note = QRect(inner.left(), line - 6, inner.width(), inner.height() - line)
            painting.paint_text(painter, note, self.face.note, "small", "ink2")
        else:
            note = QRect(x, 0, inner.right() - x + 1, line)
            painting.paint_text(painter, note, self.face.note, "small", "ink2", align=painting.RIGHT)


def _card(title: str, keys: str) -> CardFrame:
    """Return a card with its title at the left and its keys at the right."""
    card = CardFrame()
    card.add_to_head(Label(keys, "small", tone="ink2"))
    card.show_title(title)
    return card


def _ways() -> CardFrame:
    """Return the card that shows how to find somebody."""
    card = _card(wording.FIND_TITLE, wording.FIND_KEY)
    for icon, way, example in wording.FIND_WAYS:
        card.body.addWidget(_way(icon, way, example))
        card.body.addWidget(rule())
    card.body.addStretch(1)
    return card


def _way(icon: str, way: str, example: str) -> QWidget:
    """Return one way of finding: icon, name, example."""
    picture = QLabel()
    picture.setPixmap(Theme.current().pixmap(icon, "brand", 20))
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 6, 0, 6)
    row.setSpacing(12)
    row.addWidget(picture)
    name = Label(way, "body", bold=True)
    name.setFixedWidth(112)
    row.addWidget(name)
    row.addWidget(Label(example, "body", tone="ink2", wrap=True), 1)
    return line
