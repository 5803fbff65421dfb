"""A field: label above, error to the right of the label, everything beside the input."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from clinic_app.gui.theme import Theme, restyle
from clinic_app.gui.widgets.label import Label
from clinic_app.gui.wording import shell as wording


class Edit(QLineEdit):
    """A line edit whose Enter stays in the field.

    Signals:
        entered: Enter was pressed; the key goes no further.
    """

    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep Enter to the field, so that it never presses something else."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.entered.emit()
            event.accept()
            return
        super().keyPressEvent(event)


class Field(QWidget):
    """A labelled line of text.

    Signals:
        changed: the text, at each change by hand.
        entered: Enter was pressed in the field.
        left: the field lost the focus or Enter was pressed, for a check of what was typed.
    """

    changed = Signal(str)
    entered = Signal()
    left = Signal()

    def __init__(
        self, label: str, *, required: bool = False, hint: str = "", unit: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._label_text = label
        self.edit = Edit()
        self.edit.setPlaceholderText(hint)
        self._error = Label("", "small", tone="red", bold=True)
        self._note = Label(unit, "small", tone="ink2", parent=self.edit)
        self._mark = Label("", "body", parent=self.edit)
        self._mark.hide()
        self._build(label, required)
        self.edit.textEdited.connect(self._on_edited)
        self.edit.entered.connect(self.entered)
        self.edit.entered.connect(self.left)
        self.edit.editingFinished.connect(self.left)
        self._say()

    def text(self) -> str:
        """Return what stands in the field, without outer blanks."""
        return self.edit.text().strip()

    def set_text(self, text: str) -> None:
        """Put text into the field; not reported as a change by hand."""
        Theme.current().load_rare_han(text)
        self.edit.setText(text)
        self._say()

    def show_error(self, sentence: str) -> None:
        """Say beside the label what is wrong and how it should be."""
        self._error.setText(sentence)
        self._show_mark("circle-alert", "red")
        self._set_wrong("true")

    def clear_error(self) -> None:
        """Take the error away."""
        self._error.setText("")
        self._show_mark("", "")
        self._set_wrong("false")

    def show_checked(self) -> None:
        """Mark the text as checked ✓."""
        self.clear_error()
        self._show_mark("check", "green")

    def show_note(self, note: str) -> None:
        """Show a few quiet words inside the field at the right, such as the age or a unit."""
        self._note.setText(note)
        self._place_inner()
        self._say()

    def resizeEvent(self, event: object) -> None:
        """Keep note and mark at the right end of the field."""
        self._place_inner()

    def _build(self, label: str, required: bool) -> None:
        """Lay label, error and field out."""
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Label(label, "small", tone="ink2"))
        if required:
            head.addWidget(Label(wording.REQUIRED, "small", tone="ink3"))
        head.addStretch(1)
        head.addWidget(self._error)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        column.addLayout(head)
        column.addWidget(self.edit)
        self.setFocusProxy(self.edit)

    def _on_edited(self, text: str) -> None:
        """Forget the old judgement and tell the new text."""
        self.clear_error()
        Theme.current().load_rare_han(text)
        self.changed.emit(text)

    def _set_wrong(self, wrong: str) -> None:
        """Switch the red edge and tell the error to a screen reader."""
        self.edit.setProperty("wrong", wrong)
        restyle(self.edit)
        self._say()

    def _show_mark(self, icon: str, colour: str) -> None:
        """Show ✓ or the error sign at the end of the field."""
        self._mark.setVisible(bool(icon))
        if icon:
            self._mark.setPixmap(Theme.current().pixmap(icon, colour, 18))
        self._place_inner()

    def _place_inner(self) -> None:
        """Move note and mark and keep the typed text off them."""
        right = self.edit.width() - 12
        for part in (self._mark, self._note):
            shown = bool(part.text()) or (part is self._mark and part.isVisibleTo(self.edit))
            if shown:
                part.adjustSize()
                right -= part.width()
                part.move(right, (self.edit.height() - part.height()) // 2)
                right -= 8
        self.edit.setTextMargins(0, 0, max(0, self.edit.width() - 16 - right), 0)

    def _say(self) -> None:
        """Tell label, note and error as one name."""
        parts = (self._label_text, self._note.text(), self._error.text())
        self.edit.setAccessibleName(" ".join(part for part in parts if part))
