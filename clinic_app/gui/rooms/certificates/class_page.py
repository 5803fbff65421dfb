"""The class page: the list as it was pasted, then who of it was found."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QPlainTextEdit, QStackedWidget, QVBoxLayout, QWidget

from clinic_app.gui.background import GuiThread
from clinic_app.gui.faces import ListColumn, Tone
from clinic_app.gui.rooms.certificates.class_presenter import ClassPresenter
from clinic_app.gui.rooms.certificates.faces import ClassFace
from clinic_app.gui.theme import Theme
from clinic_app.gui.widgets.card_frame import CardFrame
from clinic_app.gui.widgets.field import Field
from clinic_app.gui.widgets.key_button import KeyButton
from clinic_app.gui.widgets.label import Label
from clinic_app.gui.widgets.list_table import ListTable
from clinic_app.gui.widgets.stop_banner import StopBanner
from clinic_app.gui.wording import certificates as wording

_WIDTHS = (180, 130, 130, 0)


class ClassPage(QWidget):
    """F8 matches, F9 prints; Esc gives the text back."""

    def __init__(self, presenter: ClassPresenter, check: KeyButton, print_all: KeyButton) -> None:
        super().__init__()
        self._presenter = presenter
        self._gui_thread = GuiThread(self)
        self._check, self._print = check, print_all
        self.title = Field(wording.CLASS_NAME, hint=wording.CLASS_NAME_HINT)
        self.pasted = QPlainTextEdit()
        self.pasted.setPlaceholderText(wording.CLASS_PASTE_HINT)
        self.pasted.setAccessibleName(wording.CLASS_PASTE_LABEL)
        self.pasted.setTabChangesFocus(True)
        self.table = ListTable(
            wording.CLASS_TITLE,
            tuple(ListColumn(title, width) for title, width in zip(wording.CLASS_COLUMNS, _WIDTHS, strict=True)),
        )
        self._banner = StopBanner(slim=True)
        self._counts = Label("", "body", bold=True, wrap=True)
        self._progress = Label("", "body", tone="brand", bold=True)
        self._dialog: QFileDialog | None = None
        self._build()
        self.pasted.textChanged.connect(lambda: Theme.current().load_rare_han(self.pasted.toPlainText()))
        presenter.show_on(self)
        presenter.refresh()

    def show_class(self, face: ClassFace) -> None:
        """Show the matched list, or the text to be matched."""
        turned = (self._stack.currentWidget() is self.table) is not bool(face.rows)
        self._stack.setCurrentWidget(self.table if face.rows else self.pasted)
        self.table.show_rows(face.rows)
        self._banner.setVisible(face.warning is not None)
        if face.warning is not None:
            self._banner.show_stop(*face.warning, Tone.AMBER)
        self._progress.setText(face.progress)
        self._progress.setVisible(bool(face.progress))
        self._check.show_text(wording.CLASS_ANEW if face.rows else wording.CLASS_CHECK)
        if face.ready and not face.progress:
            self._print.switch_on()
        else:
            self._print.switch_off()
        self._counts.setText(face.counts)
        self._counts.setVisible(bool(face.counts))
        if turned and self.isVisible():
            self.home_focus()

    def post(self, call: Callable[[], None]) -> None:
        """Run a call on the GUI thread; any thread may ask."""
        self._gui_thread.post(call)

    def check(self) -> None:
        """Match the text, or give it back to be changed (F8)."""
        if self._presenter.is_matched:
            self._presenter.begin_anew()
        else:
            self._presenter.match_text(self.pasted.toPlainText())

    def print_all(self) -> None:
        """Print everybody who was found (F9)."""
        self._presenter.print_all(self.title.text())

    def choose_file(self) -> None:
        """Let the nurse choose a file; the window stays usable (F5)."""
        self._dialog = QFileDialog(self, wording.CLASS_FILE, "", wording.CLASS_FILES)
        self._dialog.fileSelected.connect(lambda name: self._presenter.match_file(Path(name)))
        self._dialog.open()

    def home_focus(self) -> None:
        """Put the focus into the text, or into the matched list."""
        place = self._stack.currentWidget()
        if place is not None:
            place.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        self._stack = QStackedWidget()
        self._stack.addWidget(self.pasted)
        self._stack.addWidget(self.table)
        card = CardFrame()
        card.body.addWidget(self.title)
        card.body.addWidget(self._counts)
        card.body.addWidget(self._stack, 1)
        card.body.addWidget(self._progress)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._banner)
        column.addWidget(card, 1)
        self._banner.hide()
        self._progress.hide()
