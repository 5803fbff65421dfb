"""The panel beside the booklet: the focused cell, explained."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from clinic_app.gui.faces import ChipFace
from clinic_app.gui.rooms.cards.card_faces import ExplainFace, Remark
from clinic_app.gui.theme import Theme
from clinic_app.gui.widgets.card_frame import CardFrame
from clinic_app.gui.widgets.chip import Chip
from clinic_app.gui.widgets.label import Label, rule
from clinic_app.gui.wording import cards as wording

_WIDTH = 256
_LABEL_WIDTH = 60


class ExplainPanel(CardFrame):
    """Shows an `ExplainFace`; long ones scroll with the wheel, the focus stays in the booklet."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setFixedWidth(_WIDTH)
        self.body.setContentsMargins(0, 0, 0, 0)
        self._column = QVBoxLayout()
        self._column.setContentsMargins(16, 12, 10, 12)
        self._column.setSpacing(6)
        self._fields = QGridLayout()
        self._fields.setHorizontalSpacing(8)
        self._fields.setVerticalSpacing(5)
        self._fields.setColumnMinimumWidth(0, _LABEL_WIDTH)
        self._fields.setColumnStretch(1, 1)
        self._title = Label("", "section", wrap=True)
        self._chip = Chip(ChipFace(""))
        self._sentence = Label("", "body", wrap=True)
        self._aloud = AloudBox()
        self._remarks = QVBoxLayout()
        self._remarks.setSpacing(6)
        self._source = Label("", "small", tone="ink2", wrap=True)
        self._inner = QWidget()
        self._scroll = QScrollArea()
        self._build()

    def show_face(self, face: ExplainFace) -> None:
        """Explain another cell."""
        self._title.setText(face.title)
        self._chip.show_face(face.chip)
        self._sentence.setText(face.sentence)
        self._sentence.setVisible(bool(face.sentence))
        self._aloud.show_sentence(face.aloud)
        self._source.setText(face.source)
        self._source.setVisible(bool(face.source))
        self._show_fields(face.fields)
        self._show_remarks(face.remarks)
        words = [face.title, face.chip.text, face.sentence, *(f"{label} {said}" for label, said in face.fields)]
        self.setAccessibleName(" ".join(words))
        self._scroll.verticalScrollBar().setValue(0)
        self._grow()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the height that the words need."""
        super().resizeEvent(event)
        self._grow()

    def _grow(self) -> None:
        """Give the column the height its wrapped words need: a scroll area asks for none."""
        self._aloud.body.invalidate()
        self._column.invalidate()
        width = _WIDTH - 2 - self._scroll.verticalScrollBar().sizeHint().width()
        self._inner.setMinimumHeight(max(0, self._column.totalHeightForWidth(width)))

    def _build(self) -> None:
        """Lay title, chip, sentence, remarks, fields and source out in a column that may scroll."""
        column = self._column
        column.addWidget(self._title)
        column.addWidget(self._chip, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._sentence)
        column.addWidget(self._aloud)
        column.addLayout(self._remarks)
        column.addWidget(rule())
        column.addLayout(self._fields)
        self._line = rule()
        column.addWidget(self._line)
        column.addWidget(self._source)
        column.addStretch(1)
        self._inner.setObjectName("scrolled")
        self._inner.setLayout(column)
        self._scroll.setWidget(self._inner)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.body.addWidget(self._scroll)

    def _show_fields(self, fields: tuple[tuple[str, str], ...]) -> None:
        """Write the fields anew."""
        _empty(self._fields)
        for place, (label, said) in enumerate(fields):
            name, words = Label(label, "small", tone="ink2"), Label(said, "small", wrap=True)
            self._fields.addWidget(name, place, 0, Qt.AlignmentFlag.AlignTop)
            self._fields.addWidget(words, place, 1)
            name.show()
            words.show()

    def _show_remarks(self, remarks: tuple[Remark, ...]) -> None:
        """Write the remarks anew."""
        _empty(self._remarks)
        self._line.setVisible(bool(self._source.text()))
        for remark in remarks:
            line = RemarkLine(remark)
            self._remarks.addWidget(line)
            line.show()  # now, so that its height counts


class AloudBox(QFrame):
    """The sentence for the parent, on a ground of its own, with the key that shows it large."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("notice")
        self.setProperty("tone", "brand")
        self._words = Label("", "small", wrap=True)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(10, 6, 10, 8)
        self.body.setSpacing(2)
        self.body.addWidget(Label(wording.ALOUD, "small", tone="brand", bold=True))
        self.body.addWidget(self._words)

    def show_sentence(self, sentence: str) -> None:
        """Show another sentence; nothing where there is none."""
        self._words.setText(sentence)
        self.setVisible(bool(sentence))


class RemarkLine(QWidget):
    """Icon and words of one remark."""

    def __init__(self, remark: Remark) -> None:
        super().__init__()
        icon = QLabel()
        icon.setPixmap(Theme.current().pixmap(remark.icon, remark.tone.value, 16))
        words = Label(remark.text, "small", tone=remark.tone.value, wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(words, 1)


def _empty(layout: QGridLayout | QVBoxLayout) -> None:
    """Take every widget out of a layout."""
    while (entry := layout.takeAt(0)) is not None:
        widget = entry.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
