"""The small card at the right: a sign for each dose, what has to wait and why, and alarms."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from clinic_app.gui import painting
from clinic_app.gui.room import Room
from clinic_app.gui.rooms.vaccination.presenter import VaccinationPresenter
from clinic_app.gui.rooms.vaccination.side_faces import CardFace, Mark, SeriesMarks, WaitFace
from clinic_app.gui.theme import Theme
from clinic_app.gui.widgets.card_frame import CardFrame
from clinic_app.gui.widgets.key_button import KeyButton, Kind
from clinic_app.gui.widgets.label import Label
from clinic_app.gui.widgets.painted import Painted
from clinic_app.gui.wording import vaccination as wording

_LOOKS = {
    Mark.VALID: ("circle-check", "green", wording.LEGEND_VALID),
    Mark.TODAY: ("syringe", "brand", wording.LEGEND_TODAY),
    Mark.WAITING: ("clock", "ink3", wording.LEGEND_WAIT),
    Mark.LATER: ("circle-dashed", "ink3", wording.LEGEND_LATER),
    Mark.INVALID: ("circle-x", "red", wording.LEGEND_INVALID),
    Mark.CHECK: ("triangle-alert", "amber", wording.LEGEND_CHECK),
}
_USUAL = (Mark.VALID, Mark.TODAY, Mark.WAITING, Mark.LATER)
_MOST_ROWS = 12
_ICON = 18
_STEP = 28


class SeriesRow(Painted):
    """One vaccine with a sign for each dose."""

    def __init__(self, row: SeriesMarks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMaximumHeight(33)
        self.show_row(row)

    def show_row(self, row: SeriesMarks) -> None:
        """Show another vaccine."""
        self.row = row
        self.say(row.series, *(_LOOKS[mark][2] for mark in row.marks))
        self.update()

    def sizeHint(self) -> QSize:
        """Return one row."""
        return QSize(200, 33)

    def minimumSizeHint(self) -> QSize:
        """Return the row of the compact desk."""
        return QSize(180, 22)

    def draw(self, painter: QPainter) -> None:
        """Draw name, signs and the line below."""
        name = painting.text_width(wording.WIDEST_SERIES, "body")
        left = max(self.width() - 5 * _STEP - 2, name + 8)
        line = QRect(0, 0, left - 4, self.height() - 2)
        painting.paint_text(painter, line, self.row.series, "body", "ink", bold=self.row.today)
        step = min(_STEP, (self.width() - left) // max(1, len(self.row.marks)))
        for place, mark in enumerate(self.row.marks):
            icon, colour, _ = _LOOKS[mark]
            painting.paint_icon(painter, left + place * step, self.height() // 2, icon, colour, _ICON)
        painting.paint_box(painter, QRect(0, self.height() - 1, self.width(), 1), "line", "", radius=0)


class Legend(Painted):
    """What the signs mean, two a line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._marks: tuple[Mark, ...] = _USUAL
        self.setFixedHeight(48)

    def show_marks(self, shown: set[Mark]) -> None:
        """Explain the usual signs, and the rare ones when they stand on this card."""
        rare = tuple(mark for mark in (Mark.INVALID, Mark.CHECK) if mark in shown)
        self._marks = _USUAL + rare
        self.setFixedHeight(24 * -(-len(self._marks) // 2))
        self.say(*(_LOOKS[mark][2] for mark in self._marks))
        self.update()

    def draw(self, painter: QPainter) -> None:
        """Draw sign and word of each."""
        for place, mark in enumerate(self._marks):
            icon, colour, text = _LOOKS[mark]
            x, y = (place % 2) * self.width() // 2, place // 2 * 24
            painting.paint_icon(painter, x, y + 12, icon, colour, 16)
            painting.paint_text(painter, QRect(x + 24, y, self.width() // 2 - 24, 24), text, "small", "ink2")


class WaitLines(QWidget):
    """One series that has to wait: head and day in one line, the reason below."""

    def __init__(self) -> None:
        super().__init__()
        self._head = Label("", "body")
        self._day = Label("", "body", bold=True)
        self._reason = Label("", "small", tone="ink2", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        self._row = QHBoxLayout()
        self._row.setSpacing(8)
        self._row.addWidget(self._head)
        self._row.addWidget(self._day)
        self._row.addStretch(1)
        column.addLayout(self._row)
        column.addWidget(self._reason)

    def show_compact(self, compact: bool) -> None:
        """Put the day below the head where the column is narrow."""
        below = QBoxLayout.Direction.TopToBottom
        self._row.setDirection(below if compact else QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(0 if compact else 8)

    def show_face(self, face: WaitFace) -> None:
        """Show a series."""
        self._head.setText(face.head)
        self._day.setText(face.day)
        self._reason.setText(face.reason)
        self.setAccessibleName(f"{face.head} {face.day} {face.reason}")


class AlarmBox(CardFrame):
    """One fact that bears on vaccinating, on amber ground."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("notice")
        self.setProperty("tone", "amber")
        self._what = Label("", "body", tone="amber", bold=True, wrap=True)
        self._icon = QLabel()
        self._icon.setPixmap(Theme.current().pixmap("triangle-alert", "amber", 20))
        self._source = Label("", "small", tone="ink2", wrap=True)
        self.body.setContentsMargins(12, 7, 12, 7)
        self.body.setSpacing(0)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._icon)
        head.addWidget(self._what, 1)
        self.body.addLayout(head)
        self.body.addWidget(self._source)

    def show_alarm(self, what: str, source: str) -> None:
        """Show the fact and who said so."""
        self._what.setText(what)
        self._source.setText(source)
        self._source.setVisible(bool(source))
        self.setAccessibleName(f"{what} {source}".strip())


class CardSide(CardFrame):
    """The column at the right of the desk."""

    def __init__(self, room: Room, presenter: VaccinationPresenter) -> None:
        super().__init__(wording.CARD)
        self._rows: list[SeriesRow] = []
        self._compact = False
        self._count = Label("", "small", tone="ink2")
        self._open: KeyButton = room.add_action("F5", "", presenter.show_card, kind=Kind.FLAT)
        self.add_to_head(self._count)
        self.add_to_head(self._open)
        self._series = QVBoxLayout()
        self._series.setSpacing(0)
        self._legend = Legend()
        self._wait_title = Label(wording.WAITING, "body", bold=True)
        self._waits = [WaitLines() for _ in range(3)]
        self._alarms = [AlarmBox() for _ in range(2)]
        self.body.setSpacing(6)
        self.body.addLayout(self._series, 100)
        self.body.addWidget(self._legend)
        self.body.addWidget(self._wait_title)
        for wait in self._waits:
            self.body.addWidget(wait)
        self.body.addStretch(1)
        for alarm in self._alarms:
            self.body.addWidget(alarm)

    def show_compact(self, compact: bool) -> None:
        """Take the width of the screen's size."""
        self._compact = compact
        self.setFixedWidth(236 if compact else 280)
        for wait in self._waits:
            wait.show_compact(compact)

    def show_face(self, face: CardFace) -> None:
        """Show a card."""
        self._count.setText(face.count)
        self._show_rows(face.rows[:_MOST_ROWS])
        self._legend.show_marks({mark for row in face.rows for mark in row.marks})
        room = 2 if not face.alarms and not self._compact else 1
        for place, wait in enumerate(self._waits):
            wait.setVisible(place < min(room, len(face.waits)))
            if place < len(face.waits):
                wait.show_face(face.waits[place])
        self._wait_title.setText(wording.WAITING if face.waits else wording.NOTHING_WAITS)
        for place, alarm in enumerate(self._alarms):
            alarm.setVisible(place < len(face.alarms))
            if place < len(face.alarms):
                alarm.show_alarm(*face.alarms[place])

    def _show_rows(self, rows: tuple[SeriesMarks, ...]) -> None:
        """Show these rows, keeping the widgets that exist."""
        while len(self._rows) < len(rows):
            self._rows.append(SeriesRow(rows[len(self._rows)]))
            self._series.addWidget(self._rows[-1])
        for place, widget in enumerate(self._rows):
            widget.setVisible(place < len(rows))
            if place < len(rows):
                widget.show_row(rows[place])
