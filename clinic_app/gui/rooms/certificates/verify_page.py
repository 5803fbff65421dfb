"""The verify page: what was scanned at the left, what it proves at the right."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from clinic_app.gui.faces import Tone
from clinic_app.gui.rooms.certificates.faces import VerdictFace
from clinic_app.gui.rooms.certificates.verify_presenter import VerifyPresenter
from clinic_app.gui.theme import Theme
from clinic_app.gui.widgets.card_frame import CardFrame
from clinic_app.gui.widgets.label import Label
from clinic_app.gui.widgets.scroll_column import ScrollColumn
from clinic_app.gui.wording import certificates as wording

_ICONS = {
    Tone.GREEN: "shield-check",
    Tone.RED: "octagon-x",
    Tone.AMBER: "circle-help",
    Tone.GREY: "scan-barcode",
    Tone.BRAND: "info",
}
_ICON = 56


class VerifyPage(QWidget):
    """A scan arrives as keys and goes into the field, whatever has the focus."""

    def __init__(self, presenter: VerifyPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self.text = QPlainTextEdit()
        self.text.setPlaceholderText(wording.VERIFY_HINT)
        self.text.setAccessibleName(wording.VERIFY_LABEL)
        self.text.setTabChangesFocus(True)
        self._icon = QLabel()
        self._word = Label("", "count")
        self._sentence = Label("", "fact", bold=True, wrap=True)
        self._todo = Label("", "body", wrap=True)
        self._about = Label("", "body", tone="ink2", bold=True)
        self._said = Label("", "body", wrap=True)
        self._list = Label("", "small", tone="ink2", wrap=True)
        self._dialog: QFileDialog | None = None
        self._build()
        self.text.textChanged.connect(self._judge)
        presenter.show_on(self)
        self._judge()

    def show_verdict(self, face: VerdictFace) -> None:
        """Show what is to be thought of the text."""
        tone = face.tone.value
        self._card.show_tone("" if face.tone is Tone.GREY else tone)
        self._icon.setPixmap(Theme.current().pixmap(_ICONS[face.tone], tone, _ICON))
        self._word.setText(face.word)
        self._word.show_tone(tone)
        self._word.setVisible(bool(face.word))
        self._sentence.setText(face.sentence)
        self._todo.setText(face.todo)
        self._about.setText(face.about)
        self._said.setText("\n".join(face.lines))
        self._card.setAccessibleName(f"{face.word} {face.sentence} {face.todo}".strip())

    def show_list_state(self, words: str) -> None:
        """Say which list of the county lies here."""
        self._list.setText(words)

    def show_text(self, text: str) -> None:
        """Put the text of a picture's codes into the field."""
        self.text.setPlainText(text)

    def take_scan(self, code: str) -> None:
        """Add a line of a scan whose other lines come as keys."""
        self.text.moveCursor(QTextCursor.MoveOperation.End)
        self.text.insertPlainText(f"{code}\n")

    def clear(self) -> None:
        """Begin with the next certificate."""
        self.text.clear()
        self.home_focus()

    def choose_file(self) -> None:
        """Let the nurse choose a picture; the window stays usable (F5)."""
        self._dialog = QFileDialog(self, wording.VERIFY_FILE, "", wording.VERIFY_FILES)
        self._dialog.fileSelected.connect(lambda name: self._presenter.read_picture(Path(name)))
        self._dialog.open()

    def save_page(self) -> None:
        """Let the nurse choose where the page for a school goes; the window stays usable (F4)."""
        self._dialog = QFileDialog(self, wording.VERIFY_SAVE, wording.VERIFY_SAVE_NAME, wording.VERIFY_SAVE_FILES)
        self._dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        self._dialog.setDefaultSuffix("html")
        self._dialog.fileSelected.connect(lambda name: self._presenter.save_page(Path(name)))
        self._dialog.open()

    def home_focus(self) -> None:
        """Put the focus into the field."""
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _judge(self) -> None:
        text = self.text.toPlainText()
        Theme.current().load_rare_han(text)
        self._presenter.judge_text(text)

    def _build(self) -> None:
        typed = CardFrame(wording.VERIFY_LABEL)
        typed.body.addWidget(self.text, 1)
        self._card = CardFrame()
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(4)
        for label in (self._word, self._sentence, self._todo):
            words.addWidget(label)
        head.addLayout(words, 1)
        said = ScrollColumn()
        said.body.addWidget(self._said)
        said.body.addStretch(1)
        self._card.body.addLayout(head)
        self._card.body.addWidget(self._about)
        self._card.body.addWidget(said, 1)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(typed, 2)
        row.addWidget(self._card, 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(row, 1)
        column.addWidget(self._list)
