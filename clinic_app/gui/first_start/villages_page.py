"""The page of step 2: a text to paste into at the left, the list of villages at the right."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QWidget

from clinic_app.gui.faces import ListColumn, ListRow
from clinic_app.gui.first_start.removable_table import RemovableTable
from clinic_app.gui.first_start.step_page import StepPage, buttons_row
from clinic_app.gui.first_start.villages_step import VillageRow, VillagesStep
from clinic_app.gui.theme import Theme
from clinic_app.gui.widgets.card_frame import CardFrame
from clinic_app.gui.widgets.field import Field
from clinic_app.gui.widgets.label import Label
from clinic_app.gui.wording import first_start as wording

_COLUMNS = (ListColumn(wording.VILLAGE_COLUMN), ListColumn(wording.INITIALS_COLUMN, 150))


class VillagesPage(StepPage):
    """Enter writes a new line in the text; F6 puts the lines into the list, F9 too."""

    def __init__(self, step: VillagesStep, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._step = step
        self._old_name = ""
        self.paste = QPlainTextEdit()
        self.paste.setPlaceholderText(wording.PASTE_HINT)
        self.paste.setTabChangesFocus(True)
        self.paste.setAccessibleName(wording.PASTE_LABEL)
        self._problem = Label("", "small", tone="red", bold=True, wrap=True)
        self._cleaned = Label("", "body", tone="ink2", wrap=True)
        self.table = RemovableTable(wording.VILLAGE_CARD, _COLUMNS)
        self.name = Field(wording.VILLAGE_NAME)
        self._count = Label("", "body", tone="ink2")
        self._take = self.add_key("F6", wording.TAKE_IN, self._take_in, icon="arrow-right")
        self._build()
        self._wire()
        step.view = self

    def show_villages(self, rows: tuple[VillageRow, ...], pasted: str) -> None:
        """Show the list and the text."""
        Theme.current().load_rare_han("".join(name for name, _ in rows))
        self.table.show_rows(tuple(ListRow(name, (name, initials)) for name, initials in rows))
        self._count.setText(wording.VILLAGES_COUNTED.format(count=len(rows)) if rows else wording.NO_VILLAGES)
        self.name.setVisible(bool(rows) and bool(self._old_name))
        if self.paste.toPlainText() != pasted:
            self.paste.setPlainText(pasted)
        self._show_problem("")

    def show_cleaned(self, sentence: str) -> None:
        """Say what was taken and what was left out."""
        self._cleaned.setText(sentence)

    def show_error(self, sentence: str) -> None:
        """Say what is missing, at the text."""
        self._show_problem(sentence)
        self.home_focus()

    def show_name_error(self, sentence: str) -> None:
        """Say what is wrong with the changed name."""
        if sentence:
            self.name.show_error(sentence)
        else:
            self.name.clear_error()

    def home_focus(self) -> None:
        """Begin in the text."""
        self.paste.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_key(self, key: str) -> bool:
        """Leave a name that is being changed at Esc, before the window hears of it."""
        if key == "Esc" and self._old_name:
            self._end_renaming()
            return True
        return super().take_key(key)

    def _show_problem(self, sentence: str) -> None:
        """Say what is missing; without a sentence the line gives its room to the text."""
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))

    def _take_in(self) -> None:
        """Put the text into the list and go on writing."""
        self._step.take_in()
        self.home_focus()

    def _rename(self, name: str) -> None:
        """Open the field of one name."""
        self._old_name = name
        self.name.setVisible(True)
        self.name.clear_error()
        self.name.set_text(name)
        self.name.edit.selectAll()
        self.name.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _save_name(self) -> None:
        """Hand the changed name over; a refused one stays in the field."""
        if self._step.rename(self._old_name, self.name.text()):
            self._end_renaming()

    def _end_renaming(self) -> None:
        """Close the field and go back to the list."""
        self._old_name = ""
        self.name.setVisible(False)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _wire(self) -> None:
        """Connect the controls."""
        self.name.setVisible(False)
        self._problem.setVisible(False)
        self.paste.textChanged.connect(lambda: self._step.type(self.paste.toPlainText()))
        self.table.opened.connect(self._rename)
        self.table.removal_wished.connect(self._step.remove)
        self.name.entered.connect(self._save_name)

    def _build(self) -> None:
        """Lay both cards out."""
        left = CardFrame(wording.PASTE_CARD)
        left.body.addWidget(Label(wording.PASTE_LABEL, "small", tone="ink2"))
        left.body.addWidget(self._problem)
        left.body.addWidget(self.paste, 1)
        left.body.addLayout(buttons_row(self._take))
        left.body.addWidget(self._cleaned)
        right = CardFrame(wording.VILLAGE_CARD)
        right.add_to_head(self._count)
        right.body.addWidget(self.table, 1)
        right.body.addWidget(self.name)
        right.body.addWidget(Label(wording.VILLAGE_KEYS, "small", tone="ink2"))
        page = QHBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(16)
        page.addWidget(left, 1)
        page.addWidget(right, 1)
