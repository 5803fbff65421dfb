"""What every room of the program is and may do."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from clinic_app.gui.widgets.key_button import KeyButton, Kind


@dataclass(frozen=True, slots=True)
class RoomAction:
    """One wish of a room with the key it answers to; its button, when there is one, decides whether it is on."""

    key: str
    text: str
    icon: str
    wish: Callable[[], None]
    button: KeyButton | None = None


class Room(QWidget):
    """A room of the left rail. Subclasses set `key`, `title` and `icon` and fill themselves."""

    key = ""
    title = ""
    icon = ""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("room")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._actions: list[RoomAction] = []

    def add_action(
        self,
        key: str,
        text: str,
        wish: Callable[[], None],
        *,
        icon: str = "",
        kind: Kind = Kind.SECOND,
        main: bool = False,
    ) -> KeyButton:
        """Declare a wish and return its button for the layout; the key presses the button while it is shown."""
        button = KeyButton(text, key, icon=icon, kind=kind, main=main)
        button.clicked.connect(lambda: wish())
        self._actions.append(RoomAction(key, text, icon, wish, button))
        return button

    def add_key(self, key: str, text: str, wish: Callable[[], None]) -> None:
        """Declare a wish that has a key but no button."""
        self._actions.append(RoomAction(key, text, "", wish))

    def actions_by_key(self) -> list[RoomAction]:
        """Return every declared wish; several may share a key, the first one shown answers."""
        return list(self._actions)

    def action_for(self, key: str) -> RoomAction | None:
        """Return the wish that answers `key` now."""
        for action in self._actions:
            if action.key == key and (action.button is None or action.button.isVisibleTo(self)):
                return action
        return None

    def opened(self) -> None:
        """Answer being shown: read again and put the focus home."""
        self.home_focus()

    def takes_scan(self, code: str) -> bool:
        """Use a scanned code; False hands it back to the window."""
        return False

    def on_changed(self, kinds: frozenset[str]) -> None:
        """Read again when one of the changed kinds concerns this room; only the open room is told."""

    def on_masked(self, masked: bool) -> None:
        """Hide or show names."""

    def on_compact(self, compact: bool) -> None:
        """Arrange for the small screen; the margins of `self.layout()` are changed by the window."""

    def home_focus(self) -> None:
        """Put the focus where the next key belongs: by default the first control of the room."""
        for child in self.findChildren(QWidget):
            takes = child.focusPolicy() & Qt.FocusPolicy.TabFocus
            if takes and child.isEnabled() and child.isVisibleTo(self) and child.focusProxy() is None:
                child.setFocus(Qt.FocusReason.OtherFocusReason)
                return


@dataclass(frozen=True, slots=True)
class RoomCard:
    """A room as the window knows it; a room with `under` is not in the rail and lights its parent's item."""

    key: str
    title: str
    icon: str
    widget: Room
    under: str = ""
