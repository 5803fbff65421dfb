"""One question of the prompter as a card: title, sentence, what explains it, perhaps a field, and the answers."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.gui import painting
from clinic_app.gui.faces import Tone
from clinic_app.gui.prompter import Choice, Told
from clinic_app.gui.theme import restyle
from clinic_app.gui.widgets.key_button import KeyButton, Kind
from clinic_app.gui.widgets.label import Label

if TYPE_CHECKING:
    from clinic_app.gui.widgets.field import Field

_NARROW, _WIDE = 600, 760
_PAD = 24
_LABEL_WIDTH = 72


class PromptCard(QFrame):
    """One question as a card: title, sentence, perhaps a field, and the answers."""

    def __init__(self, title: str, sentence: str, tone: Tone, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("prompt")
        self.setProperty("tone", tone.value)
        self.setAccessibleName(f"{title} {sentence}".strip())
        self.setFixedWidth(_NARROW)
        self.buttons: list[KeyButton] = []
        self.field: Field | None = None
        self.wants_scans = False
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(_PAD, 20, _PAD, 20)
        self.body.setSpacing(12)
        self.body.addWidget(Label(title, "title", wrap=True))
        if sentence:
            self.body.addWidget(Label(sentence, "section", bold=False, wrap=True))
        restyle(self)

    def add_told(self, told: tuple[Told, ...]) -> None:
        """Add the blocks of an explanation; with some the card is wider."""
        if not told:
            return
        self.setFixedWidth(_WIDE)
        self.setAccessibleName(" ".join([self.accessibleName(), *(f"{one.label} {one.text}" for one in told)]))
        width = max([_LABEL_WIDTH, *(painting.text_width(one.label, "body") + 4 for one in told if not one.aloud)])
        for one in told:
            self.body.addWidget(_aloud(one) if one.aloud else _block(one, width))

    def add_button(self, choice: Choice, kind: Kind, then: Callable[[], None]) -> None:
        """Add one answer."""
        button = KeyButton(choice.text, choice.hotkey, icon=choice.icon, kind=kind, main=True)
        button.clicked.connect(lambda: then())
        self.buttons.append(button)

    def add_suggestions(self, suggestions: tuple[str, ...]) -> None:
        """Show what may be chosen by digit or mouse, in two columns when there are many."""
        grid = QGridLayout()
        grid.setSpacing(8)
        columns = 2 if len(suggestions) > 4 else 1
        for place, suggestion in enumerate(suggestions):
            button = KeyButton(suggestion, str(place + 1))
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(lambda _checked=False, words=suggestion: self._take(words))
            grid.addWidget(button, place // columns, place % columns)
        self.body.addLayout(grid)

    def _take(self, words: str) -> None:
        """Write a suggestion into the field."""
        if self.field is not None:
            self.field.set_text(words)
            self.field.clear_error()

    def lay_buttons(self) -> None:
        """Lay the answers out: beside each other while two fit, else below each other."""
        wide = sum(button.sizeHint().width() + 8 for button in self.buttons) < self.width() - 2 * _PAD
        row = QHBoxLayout() if wide else QVBoxLayout()
        row.setSpacing(8)
        for button in self.buttons:
            row.addWidget(button)
        if wide:
            row.addStretch(1)
        self.body.addLayout(row)


def _aloud(told: Told) -> QFrame:
    """Return a block to be read aloud: large, on a ground of its own."""
    frame = QFrame()
    frame.setObjectName("notice")
    frame.setProperty("tone", told.tone.value)
    column = QVBoxLayout(frame)
    column.setContentsMargins(16, 10, 16, 12)
    column.setSpacing(4)
    column.addWidget(Label(told.label, "small", tone=told.tone.value))
    column.addWidget(Label(told.text, "title", bold=False, wrap=True))
    return frame


def _block(told: Told, label_width: int) -> QWidget:
    """Return a block of one line or a few: its label at the left, the words beside it."""
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(12)
    label = Label(told.label, "body", tone="ink2")
    label.setFixedWidth(label_width)
    row.addWidget(label, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(Label(told.text, "body", tone=_INKS.get(told.tone, told.tone.value), wrap=True), 1)
    return line


_INKS = {Tone.GREY: "ink2", Tone.BRAND: ""}
