"""What the pages of the five steps have in common: a card of work, and the row of buttons below it."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.gui.room import Room
from clinic_app.gui.widgets.card_frame import CardFrame
from clinic_app.gui.widgets.field import Field
from clinic_app.gui.widgets.key_button import KeyButton, Kind


class StepPanel(QWidget):
    """One page: put the work into `card.body` and the buttons into `buttons`, the main one first."""

    def __init__(self, room: Room, title: str = "") -> None:
        super().__init__()
        self._room = room
        self.card = CardFrame(title)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.card, 1)
        column.addLayout(self.buttons)
        self.hide()

    def add_main(self, text: str, wish: Callable[[], None], icon: str) -> KeyButton:
        """Add the main action (F9) at the left."""
        button = self._room.add_action("F9", text, wish, icon=icon, kind=Kind.PRIMARY, main=True)
        self.buttons.addWidget(button)
        self.buttons.addStretch(1)
        return button

    def add_button(self, key: str, text: str, wish: Callable[[], None], icon: str = "") -> KeyButton:
        """Add another action at the right."""
        button = self._room.add_action(key, text, wish, icon=icon, main=True)
        self.buttons.addWidget(button)
        return button

    def show_face(self) -> None:
        """Show what the presenter has; every page does."""
        raise NotImplementedError

    def show_tight(self, tight: bool) -> None:
        """Arrange for the smallest screen."""

    def focus_key(self) -> str:
        """Return what the focus depends on; when it changes, the focus goes home."""
        return ""

    def home_focus(self) -> None:
        """Put the focus where the next key belongs; every page does."""
        raise NotImplementedError


def show_main(button: KeyButton, text: str, missing: str) -> None:
    """Show the main action, switched off with its reason while something is missing."""
    if button.text() != text:
        button.show_text(text)
    if not missing:
        if not button.isEnabled():
            button.switch_on()
    elif button.isEnabled() or button.off_reason != missing:
        button.switch_off(missing)


def put_text(field: Field, text: str) -> None:
    """Put text into a field unless the nurse has just typed it there."""
    if field.text() != text.strip() and not (focus_is_in(field) and field.edit.text() == text):
        field.set_text(text)
        field.edit.setCursorPosition(0)


def give_focus(widget: QWidget) -> None:
    """Give the focus as a key would."""
    widget.setFocus(Qt.FocusReason.OtherFocusReason)


def focus_is_in(widget: QWidget) -> bool:
    """Tell whether the focus stands inside a widget."""
    focused = QApplication.focusWidget()
    return focused is not None and (focused is widget or widget.isAncestorOf(focused))


def move_focus(rows: list[QWidget], here: QWidget, by: int) -> None:
    """Move the focus within a column of rows; at its ends it stays."""
    place = rows.index(here) + by
    if 0 <= place < len(rows):
        give_focus(rows[place])
