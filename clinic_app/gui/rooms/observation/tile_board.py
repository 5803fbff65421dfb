"""The tiles of the children under observation: four in a row, each keeping its place."""

from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QScrollArea, QWidget

from clinic_app.gui.faces import WatchFace
from clinic_app.gui.widgets.watch_tile import WatchTile

_IN_A_ROW = 4
_TALLEST = 260
_LEAST = (220, 190)
_RING_ROOM = 5
_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -_IN_A_ROW,
    Qt.Key.Key_Down: _IN_A_ROW,
}


class TileGrid(QWidget):
    """The grid itself; arrow keys go from tile to tile.

    Signals:
        chosen: Enter on a tile. entered: the focus arrived at a tile. Both carry its key.
    """

    chosen = Signal(str)
    entered = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("scrolled")
        self._tiles: dict[str, WatchTile] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(16)
        for column in range(_IN_A_ROW):
            self._grid.setColumnStretch(column, 1)

    def show_tiles(self, faces: tuple[WatchFace, ...]) -> None:
        """Show these children; a tile is moved only when the order has changed."""
        before = list(self._tiles)
        self._drop({face.key for face in faces})
        for face in faces:
            if face.key in self._tiles:
                self._tiles[face.key].show_face(face)
            else:
                self._tiles[face.key] = self._new_tile(face)
        order = [face.key for face in faces]
        if order != before:
            self._lay(order)

    def tile(self, key: str) -> WatchTile | None:
        """Return the tile of a child."""
        return self._tiles.get(key)

    def focused(self) -> str:
        """Return the key of the tile that has the focus, or an empty string."""
        return next((key for key, tile in self._tiles.items() if tile.hasFocus()), "")

    def show_spacing(self, pixels: int) -> None:
        """Put the tiles closer together on a small screen."""
        self._grid.setSpacing(pixels)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the neighbour; every other key belongs to the room."""
        step = _STEPS.get(Qt.Key(event.key()))
        keys = list(self._tiles)
        here = self.focused()
        if step is None or not here:
            event.ignore()
            return
        place = keys.index(here) + step
        if 0 <= place < len(keys):
            self._tiles[keys[place]].setFocus(Qt.FocusReason.TabFocusReason)

    def _new_tile(self, face: WatchFace) -> WatchTile:
        """Return a tile; a click only takes the focus, for letting a child go wants a key or the named button."""
        tile = WatchTile(face, self)
        tile.clicked.disconnect()
        tile.setMinimumSize(*_LEAST)
        tile.setMaximumHeight(_TALLEST)
        tile.chosen.connect(self.chosen)
        tile.entered.connect(lambda: self.entered.emit(face.key))
        return tile

    def _drop(self, staying: set[str]) -> None:
        """Take the tiles away of those who have left."""
        for key in [key for key in self._tiles if key not in staying]:
            tile = self._tiles.pop(key)
            self._grid.removeWidget(tile)
            tile.hide()
            tile.deleteLater()

    def _lay(self, order: list[str]) -> None:
        """Lay the tiles out in this order, the Tab key follows it."""
        self._tiles = {key: self._tiles[key] for key in order}
        rows = -(-len(order) // _IN_A_ROW)
        for row in range(self._grid.rowCount()):
            self._grid.setRowStretch(row, 0)
        for place, tile in enumerate(self._tiles.values()):
            self._grid.removeWidget(tile)
            self._grid.addWidget(tile, place // _IN_A_ROW, place % _IN_A_ROW)
            self._grid.setRowStretch(place // _IN_A_ROW, 1)
            tile.show()
        self._grid.setRowStretch(rows, 1 if rows == 1 else 0)
        tiles = list(self._tiles.values())
        for first, second in pairwise(tiles):
            QWidget.setTabOrder(first, second)


class TileBoard(QScrollArea):
    """Scrolls the grid when more than two rows are watched."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self.grid = TileGrid()
        self.setWidget(self.grid)
        self.grid.setAutoFillBackground(False)
        self.grid.entered.connect(self._reveal)

    def _reveal(self, key: str) -> None:
        """Scroll to the tile that has the focus."""
        tile = self.grid.tile(key)
        if tile is not None:
            self.ensureWidgetVisible(tile, _RING_ROOM, _RING_ROOM)
