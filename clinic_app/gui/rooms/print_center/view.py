"""The front page of the print centre: a tile a page, and the state of the printers."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from clinic_app.gui.faces import Tone
from clinic_app.gui.room import Room
from clinic_app.gui.rooms.print_center.page_tile import PageTile
from clinic_app.gui.rooms.print_center.presenter import CenterFace, PrintCenterPresenter
from clinic_app.gui.widgets.label import Label
from clinic_app.gui.widgets.room_head import RoomHead
from clinic_app.gui.widgets.stop_banner import StopBanner
from clinic_app.gui.wording import printing as wording

_COLUMNS = 2


class PrintCenterRoom(Room):
    """Digits open the pages; arrows go from tile to tile."""

    key = "print_center"
    title = wording.TITLE
    icon = "printer"

    def __init__(self, presenter: PrintCenterPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._head = RoomHead(wording.TITLE, wording.CONTEXT)
        self._grid = QGridLayout()
        self._grid.setSpacing(12)
        self._banner = StopBanner()
        self._banner.hide()
        self._printers = Label("", "body", tone="ink2", wrap=True)
        self.tiles: list[PageTile] = []
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addWidget(self._head)
        column.addWidget(self._banner)
        column.addLayout(self._grid)
        column.addWidget(self._printers)
        column.addStretch(1)
        for digit in "1234567890":
            self.add_key(digit, digit, partial(presenter.open_page, digit))
        presenter.show_on(self)

    def show_center(self, face: CenterFace) -> None:
        """Show pages and printers."""
        for place, page in enumerate(face.pages):
            if place == len(self.tiles):
                tile = PageTile(page)
                tile.clicked.connect(partial(self._open, place))
                tile.moved.connect(partial(self._move, place))
                self.tiles.append(tile)
                self._grid.addWidget(tile, place // _COLUMNS, place % _COLUMNS)
                tile.show()  # one that comes while the room is shown takes the focus at once
            self.tiles[place].show_face(page)
        self._banner.setVisible(bool(face.troubles))
        if face.troubles:
            self._banner.show_stop(*face.troubles[0], Tone.AMBER)
        self._printers.setText(face.printers)

    def opened(self) -> None:
        """Read again."""
        self._presenter.refresh()
        self.home_focus()

    def on_changed(self, kinds: frozenset[str]) -> None:
        """Read again when a paper moved on."""
        self._presenter.on_changed(kinds)

    def home_focus(self) -> None:
        """Begin with the first page."""
        if self.tiles:
            self.tiles[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _open(self, place: int) -> None:
        self._presenter.open_page(self.tiles[place].face.page.digit)

    def _move(self, place: int, right: int, down: int) -> None:
        """Take the focus to the neighbouring tile."""
        wanted = place + right + down * _COLUMNS
        if 0 <= wanted < len(self.tiles):
            self.tiles[wanted].setFocus(Qt.FocusReason.OtherFocusReason)
