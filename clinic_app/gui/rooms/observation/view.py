"""The observation room (留观) as it stands on the screen."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedLayout, QVBoxLayout, QWidget

from clinic_app.gui.faces import ChipFace
from clinic_app.gui.room import Room
from clinic_app.gui.rooms.observation.faces import BarFace, RoomFace
from clinic_app.gui.rooms.observation.presenter import ObservationPresenter
from clinic_app.gui.rooms.observation.tile_board import TileBoard
from clinic_app.gui.theme import Theme
from clinic_app.gui.widgets.card_frame import CardFrame
from clinic_app.gui.widgets.chip import Chip
from clinic_app.gui.widgets.empty_state import EmptyState
from clinic_app.gui.widgets.key_button import Kind
from clinic_app.gui.widgets.label import Label, ShortLabel
from clinic_app.gui.widgets.room_head import RoomHead
from clinic_app.gui.wording import observation as wording
from clinic_app.gui.wording import vaccination_errors as error_wording
from clinic_app.gui.wording.shell import ENTER_KEY

_CHIPS = 5


class ObservationRoom(Room):
    """Tiles, soonest to act first; the bar at the bottom belongs to the chosen child."""

    key = "observation"
    title = wording.TITLE
    icon = "timer"

    def __init__(self, presenter: ObservationPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._head = RoomHead(wording.TITLE, wording.HINT)
        self._chips = [Chip(ChipFace(""), large=True) for _ in range(_CHIPS)]
        self._percent = Label("", "body", bold=True)
        self._counts = Label("", "body", tone="ink2")
        self.board = TileBoard()
        self._empty = EmptyState("timer", wording.EMPTY)
        self._reactions = ReactionList()
        self._bar = ChildBar()
        self._build_bar()
        self._build()
        self.board.grid.entered.connect(presenter.choose)
        self.board.grid.chosen.connect(presenter.leave)
        presenter.show_on(self)

    def show_room(self, face: RoomFace) -> None:
        """Show the room as it is now."""
        held = self.board.grid.focused()
        self._show_head(face)
        self.board.grid.show_tiles(face.tiles)
        self._middle.setCurrentIndex(0 if face.tiles else 1)
        self._reactions.show_lines(face.reactions, face.reports)
        self._show_bar(face.bar)
        gone = held and self.board.grid.tile(held) is None
        if gone and self.isVisible():
            self.home_focus()

    def focus_tile(self, key: str) -> None:
        """Put the focus on one child."""
        tile = self.board.grid.tile(key)
        if tile is not None and self.isVisible():
            tile.setFocus(Qt.FocusReason.OtherFocusReason)

    def opened(self) -> None:
        """Read again and go to the chosen child."""
        self._presenter.refresh()
        self.home_focus()

    def home_focus(self) -> None:
        """Put the focus on the chosen child; an empty room leaves it to the scan box."""
        self.focus_tile(self._presenter.chosen)

    def takes_scan(self, code: str) -> bool:
        """Answer slips, and booklets of children being watched."""
        return self._presenter.takes_scan(code)

    def on_changed(self, kinds: frozenset[str]) -> None:
        """Read again when it concerns the board."""
        self._presenter.on_changed(kinds)

    def on_masked(self, masked: bool) -> None:
        """Hide or show names."""
        self._presenter.on_masked(masked)

    def on_compact(self, compact: bool) -> None:
        """Save height on the small screen."""
        self.board.grid.show_spacing(12 if compact else 16)
        self._column.setSpacing(3 if compact else 7)

    def _build_bar(self) -> None:
        """Declare the wishes of the chosen child, and the two of the room."""
        presenter = self._presenter
        self.emergency_button = self.add_action(
            "F4", wording.EMERGENCY, presenter.show_emergency, icon="heart-pulse", kind=Kind.DANGER
        )
        self.reports_button = self.add_action("F5", wording.OPEN_LIST, presenter.show_reports, icon="file-text")
        self.extend_button = self.add_action("F6", wording.EXTEND, presenter.extend)
        self.react_button = self.add_action(
            "F8", wording.REACTION, presenter.react, icon="heart-pulse", kind=Kind.DANGER
        )
        self.early_button = self.add_action("F7", wording.LEAVE_EARLY, presenter.leave_early)
        self.leave_button = self.add_action(
            ENTER_KEY, wording.LEAVE, presenter.leave, icon="door-open", kind=Kind.PRIMARY
        )
        self.wrong_button = self.add_action("F10", error_wording.SHORT, presenter.already_wrong, kind=Kind.FLAT)
        for button in (self.react_button, self.extend_button, self.early_button, self.leave_button):
            self._bar.row.addWidget(button)
        self._reactions.row.addWidget(self.reports_button)

    def _build(self) -> None:
        """Lay head, tiles, reactions and bar out from top to bottom."""
        for chip in self._chips:
            self._head.add(chip)
        for label in (self._percent, self._counts):
            self._head.add(label)
        self._head.add(self.wrong_button)
        self._head.add(self.emergency_button)
        middle = QWidget()
        self._middle = QStackedLayout(middle)
        self._middle.addWidget(self.board)
        self._middle.addWidget(self._empty)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(7)
        self._column.addWidget(self._head)
        self._column.addWidget(middle, 1)
        self._column.addWidget(self._reactions)
        self._column.addWidget(self._bar)

    def _show_head(self, face: RoomFace) -> None:
        """Show what to do, the counts of the states and the completion rate."""
        self._head.show_context(*face.hint)
        for place, chip in enumerate(self._chips):
            chip.setVisible(place < len(face.chips))
            if place < len(face.chips):
                chip.show_face(face.chips[place])
        self._percent.setText(face.percent)
        self._counts.setText(face.counts)
        self._counts.setVisible(bool(face.counts))

    def _show_bar(self, bar: BarFace | None) -> None:
        """Show what can be done with the chosen child."""
        self._bar.setVisible(bar is not None)
        if bar is None:
            return
        self._bar.show_child(bar)
        for button, text in ((self.early_button, bar.early), (self.react_button, bar.react)):
            if button.text() != text:
                button.show_text(text)
        refusals = (
            (self.leave_button, bar.no_leave),
            (self.early_button, bar.no_early),
            (self.extend_button, bar.no_extend),
        )
        for button, refusal in refusals:
            if refusal != button.off_reason or not button.isEnabled():
                if refusal:
                    button.switch_off(refusal)
                else:
                    button.switch_on()


class ChildBar(CardFrame):
    """Names the chosen child; the room puts the buttons into `row`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.body.setContentsMargins(16, 7, 8, 7)
        self.row = QHBoxLayout()
        self.row.setSpacing(8)
        self._icon = QLabel()
        self._icon.setPixmap(Theme.current().pixmap("user-round", "brand", 20))
        self._name = Label("", "section")
        self._sentence = ShortLabel("", "body", tone="ink2")
        for widget in (self._icon, self._name):
            self.row.addWidget(widget)
        self.row.addWidget(self._sentence, 1)
        self.body.addLayout(self.row)

    def show_child(self, bar: BarFace) -> None:
        """Show who is chosen and what there is to do."""
        self._name.setText(bar.name)
        self._sentence.setText(bar.sentence)
        self._sentence.show_tone("ink2" if bar.tone.value == "grey" else bar.tone.value)
        self.setAccessibleName(f"{bar.name} {bar.sentence}")


class ReactionList(CardFrame):
    """Today's reactions and what is still to be reported; hidden while there is neither."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.body.setContentsMargins(16, 4, 8, 4)
        self.show_tone("amber")
        self._count = Label("", "body", tone="amber", bold=True)
        self._lines = ShortLabel("", "body")
        self._reports = Label("", "body", tone="red", bold=True)
        self.row = QHBoxLayout()
        self.row.setSpacing(12)
        self.row.addWidget(self._count)
        self.row.addWidget(self._lines, 1)
        self.row.addWidget(self._reports)
        self.body.addLayout(self.row)
        self.hide()

    def show_lines(self, lines: tuple[str, ...], reports: str) -> None:
        """Show how many there were, the newest in words, and the nearest deadline."""
        count = wording.REACTIONS_TODAY.format(count=len(lines)) if lines else ""
        self._count.setText(count)
        self._count.setVisible(bool(lines))
        self._lines.setText(wording.REACTIONS_BETWEEN.join(lines))
        self._reports.setText(reports)
        self.setAccessibleName(" ".join((count, *lines, reports)).strip())
        self.setVisible(bool(lines or reports))
