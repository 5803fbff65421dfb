"""The page of the signed-in program: rail, header, the open room and the strip."""

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from clinic_app.gui.faces import MatchFace
from clinic_app.gui.room import Room, RoomCard
from clinic_app.gui.shell.header import Header
from clinic_app.gui.shell.keys import ROOM_KEYS
from clinic_app.gui.shell.match_list import MatchList
from clinic_app.gui.shell.rail import Rail
from clinic_app.gui.shell.strip import Strip

_MARGINS = (16, 16, 16, 16)
_COMPACT_MARGINS = (12, 8, 12, 8)


class Workplace(QWidget):
    """Holds the rooms and shows one.

    Signals:
        room_opened: the key of the room that was opened.
    """

    room_opened = Signal(str)

    def __init__(self, clinic: str, *, practice: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("workplace")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.rail = Rail()
        self.header = Header(clinic, practice=practice)
        self.strip = Strip()
        self._stack = QStackedWidget()
        self._stack.setObjectName("room_stack")
        self._stack.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self._cards: dict[str, RoomCard] = {}
        self._open_key = ""
        self._is_compact = False
        self._build()
        self.matches = MatchList(self)
        self.header.scan_box.moved.connect(self.matches.move_choice)
        self.header.scan_box.left.connect(self.leave_scan_box)
        self.rail.room_wished.connect(self.open_room)

    def add_room(self, card: RoomCard) -> None:
        """Take a room in; the first ones that stand in the rail answer to Alt and a digit."""
        self._cards[card.key] = card
        self._stack.addWidget(card.widget)
        if not card.under:
            number = len(self.rail.keys())
            hotkey = ROOM_KEYS[number] if number < len(ROOM_KEYS) else ""
            self.rail.add_room(card.key, card.title, card.icon, hotkey)
        self._set_margins(card.widget)
        card.widget.on_compact(self._is_compact)

    def room(self) -> Room | None:
        """Return the open room."""
        card = self._cards.get(self._open_key)
        return card.widget if card else None

    def is_open(self, key: str) -> bool:
        """Tell whether this room is the open one."""
        room = self.room()
        return room is not None and room.key == key

    def rooms(self) -> list[Room]:
        """Return every room."""
        return [card.widget for card in self._cards.values()]

    def open_room(self, key: str) -> None:
        """Show a room and let it read again."""
        card = self._cards[key]
        self._open_key = key
        self.matches.hide()
        self.rail.show_open(card.under or key)
        self._stack.setCurrentWidget(card.widget)
        card.widget.opened()
        self.room_opened.emit(key)

    def open_nth(self, hotkey: str) -> None:
        """Show the room of an Alt key, when there is one."""
        place = ROOM_KEYS.index(hotkey)
        if place < len(self.rail.keys()):
            self.open_room(self.rail.keys()[place])

    def leave_scan_box(self) -> None:
        """Empty the box and give the focus back to the room."""
        self.matches.hide()
        self.header.scan_box.clear()
        self.home_focus()

    def home_focus(self) -> None:
        """Put the focus where the room wants it, else into the scan box."""
        room = self.room()
        if room is not None:
            room.home_focus()
            focused = QApplication.focusWidget()
            if focused is not None and room.isAncestorOf(focused):
                return
        self.header.scan_box.take_focus()

    def show_matches(self, faces: tuple[MatchFace, ...]) -> None:
        """Hang the found persons below the scan box, whose arrows choose among them: it has the focus."""
        box = self.header.scan_box
        if not box.edit.hasFocus():
            box.take_focus()
        self.matches.show_matches(faces, QRect(box.mapTo(self, QPoint(0, 0)), box.size()))

    def show_masked(self, masked: bool) -> None:
        """Tell header and rooms whether names are hidden."""
        self.header.show_masked(masked)
        for room in self.rooms():
            room.on_masked(masked)

    def room_area(self, window: QWidget) -> QRect:
        """Return where the rooms stand in the window; the whole window while they are not shown."""
        if not self.isVisibleTo(window):
            return window.rect()
        return QRect(self._stack.mapTo(window, QPoint(0, 0)), self._stack.size())

    def show_compact(self, compact: bool) -> None:
        """Arrange shell and rooms for the small screen or the usual one."""
        self._is_compact = compact
        for part in (self.rail, self.header, self.strip):
            part.show_compact(compact)
        for room in self.rooms():
            self._set_margins(room)
            room.on_compact(compact)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Close the list of matches, whose place has moved."""
        self.matches.hide()

    def _build(self) -> None:
        """Lay the four parts out."""
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self._stack, 1)
        column.addWidget(self.strip)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(column, 1)

    def _set_margins(self, room: Room) -> None:
        """Give a room the page margins of the screen's size."""
        layout: QLayout | None = room.layout()
        if layout is not None:
            layout.setContentsMargins(*(_COMPACT_MARGINS if self._is_compact else _MARGINS))
