"""The room 今日."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.gui.room import Room
from clinic_app.gui.rooms.today.day_plot import DayPlot
from clinic_app.gui.rooms.today.presenter import TodayPresenter
from clinic_app.gui.rooms.today.queue_list import QueueList
from clinic_app.gui.rooms.today.refresh_line import RefreshLine
from clinic_app.gui.rooms.today.today_faces import DueRefreshFace, TileFace, TodayFace
from clinic_app.gui.widgets.card_frame import CardFrame
from clinic_app.gui.widgets.empty_state import EmptyState
from clinic_app.gui.widgets.figure_tile import FigureTile
from clinic_app.gui.widgets.key_button import Kind
from clinic_app.gui.widgets.label import Label
from clinic_app.gui.widgets.room_head import RoomHead
from clinic_app.gui.wording import today as wording

_PLOT_SHARE, _QUEUE_SHARE = 8, 5


class TodayRoom(Room):
    """Shows the figures of the day, its half hours, and who waits; the focus rests in the scan box.

    Signals:
        new_record_wished: the button of F3 was pressed; the key itself belongs to the window.
    """

    new_record_wished = Signal()

    key = "today"
    title = wording.TITLE
    icon = "layout-dashboard"

    def __init__(self, presenter: TodayPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._head = RoomHead(wording.TITLE)
        self._column = QVBoxLayout(self)
        self._tile_row = QHBoxLayout()
        self._tiles: list[FigureTile] = []
        self.plot = DayPlot()
        self.queue = QueueList()
        self._queue_card = CardFrame()
        self._nobody = EmptyState("users-round", wording.QUEUE_EMPTY)
        new_record = self.add_action("F3", wording.NEW_RECORD, self.new_record_wished.emit, icon="file-plus")
        self._papers = self.add_action("F6", "", presenter.papers.ask, icon="signature")
        self._papers.hide()
        self._reports = self.add_action(
            "F8", "", lambda: presenter.open_list("aefi"), icon="heart-pulse", kind=Kind.DANGER
        )
        self._reports.hide()
        self._appointments = self.add_action("F4", "", lambda: presenter.open_list("appointments"), icon="calendar")
        self.refresh_line = RefreshLine(self.add_action("F7", "", presenter.due.turn))
        self._head.add(self._reports)
        self._head.add(self._papers)
        self._head.add(self._appointments)
        self._head.add(new_record)
        self._build()
        self.queue.chosen.connect(presenter.call)
        presenter.attach(self)
        presenter.refresh()

    def show_day(self, face: TodayFace) -> None:
        """Show the whole day."""
        self._head.show_context(face.day)
        for place, tile in enumerate(face.tiles):
            if place == len(self._tiles):
                self._add_tile(tile)
            self._tiles[place].show_face(tile.figure)
        self._papers.setVisible(bool(face.papers))
        self._papers.show_text(face.papers)
        self._appointments.show_text(face.appointments)
        self._reports.setVisible(bool(face.reports))
        self._reports.show_text(face.reports)
        self.refresh_line.show_face(face.refresh)
        self.plot.show_bars(face.bars)
        self._queue_card.show_title(wording.QUEUE.format(count=len(face.queue)))
        self.queue.show_queue(face.queue)
        self.queue.setVisible(bool(face.queue))
        self._nobody.setVisible(not face.queue)

    def show_refresh(self, face: DueRefreshFace | None) -> None:
        """Show the work on the lists of who needs what, or that there is none."""
        self.refresh_line.show_face(face)

    def on_tick(self) -> None:
        """Count on; the window's tick is connected to this."""
        if self.isVisible():
            self._presenter.on_tick()

    def opened(self) -> None:
        """Read again; the focus belongs to the scan box."""
        self._presenter.refresh()
        focused = self.window().focusWidget()
        if focused is not None:
            focused.clearFocus()  # the window brings a lost focus home, and home_focus leaves it to the scan box

    def on_changed(self, kinds: frozenset[str]) -> None:
        """Read again when a figure or the queue may have changed."""
        self._presenter.on_changed(kinds)

    def on_masked(self, masked: bool) -> None:
        """Hide or show names."""
        self._presenter.mask(masked)

    def on_compact(self, compact: bool) -> None:
        """Arrange for the small screen."""
        space = 8 if compact else 16
        self._column.setSpacing(space)
        self._tile_row.setSpacing(space)

    def home_focus(self) -> None:
        """Leave the focus to the scan box: the day begins with a scan."""

    def tiles(self) -> list[FigureTile]:
        """Return the tiles, from left to right."""
        return list(self._tiles)

    def _build(self) -> None:
        """Lay head, tiles, plot and queue out."""
        plot_card = CardFrame()
        plot_card.add_to_head(Label(wording.PLOT_LEGEND, "small", tone="ink2"))
        plot_card.show_title(wording.PLOT)
        self._queue_card.add_to_head(Label(wording.QUEUE_KEYS, "small", tone="ink2"))
        plot_card.body.addWidget(self.plot, 1)
        self._queue_card.body.setContentsMargins(16, 12, 12, 12)
        self._queue_card.body.setSpacing(4)
        self._queue_card.body.addWidget(self.queue, 1)
        self._queue_card.body.addWidget(self._nobody, 1)
        work = QHBoxLayout()
        work.setSpacing(16)
        work.addWidget(plot_card, _PLOT_SHARE)
        work.addWidget(self._queue_card, _QUEUE_SHARE)
        self._column.addWidget(self._head)
        self._column.addLayout(self._tile_row)
        self._column.addWidget(self.refresh_line)
        self._column.addLayout(work, 1)

    def _add_tile(self, face: TileFace) -> None:
        """Add a tile; one without a list takes no focus, because Enter would do nothing there."""
        tile = FigureTile(face.figure)
        if face.room:
            tile.clicked.connect(lambda: self._presenter.open_list(face.room))
        else:
            tile.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._tiles.append(tile)
        self._tile_row.addWidget(tile, 1)
