"""A list of many rows: one row has the focus, Enter opens it."""

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from clinic_app.gui import painting
from clinic_app.gui.faces import ChipFace, ListColumn, ListRow
from clinic_app.gui.theme import Theme
from clinic_app.gui.widgets.chip import chip_size, paint_chip

_PAD = 8
ROW_HEIGHT = 36
AnyIndex = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()
_PAGING = (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class ListModel(QAbstractTableModel):
    """Rows as they were given; only what is in sight is ever asked for."""

    def __init__(self, columns: tuple[ListColumn, ...], parent: QWidget) -> None:
        super().__init__(parent)
        self.columns = columns
        self.rows: tuple[ListRow, ...] = ()

    def show_rows(self, rows: tuple[ListRow, ...]) -> None:
        """Replace all rows."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: AnyIndex = _TOP) -> int:
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: AnyIndex = _TOP) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the text of a cell; for a screen reader the whole row."""
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return _words(row.cells[index.column()])
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken_row(row)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the title of a column and its alignment."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return painting.RIGHT if self.columns[section].right else painting.LEFT
        return None


class ListPainter(QStyledItemDelegate):
    """Draws texts and chips by the theme."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Draw ground, hairline and one cell."""
        model = index.model()
        assert isinstance(model, ListModel)
        row, column = model.rows[index.row()], model.columns[index.column()]
        theme = Theme.current()
        rect: QRect = option.rect
        current = self._is_current(index)
        tint = "brand_tint" if current else (f"{row.tone.value}_tint" if row.tone else "surface")
        painter.fillRect(rect, theme.colour(tint))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.colour("line"))
        cell = row.cells[index.column()]
        inner = rect.adjusted(_PAD, 0, -_PAD, -1)
        if isinstance(cell, ChipFace):
            size = chip_size(cell)
            left = inner.right() - size.width() if column.right else inner.left()
            paint_chip(painter, QRect(left, rect.center().y() - 12, size.width(), 24), cell)
        else:
            align = painting.RIGHT if column.right else painting.LEFT
            painting.paint_text(painter, inner, cell, "body", "ink", bold=index.column() == 0, align=align)

    def _is_current(self, index: AnyIndex) -> bool:
        """Tell whether this is the row Enter would open."""
        table = self.parent()
        return isinstance(table, QTableView) and table.currentIndex().row() == index.row()


class ListTable(QTableView):
    """Shows `ListRow`s; arrows move, Enter or a double click opens, the first column is bold.

    Signals:
        entered_row: the key of the row that has the focus now.
        opened: the key of the row that was opened.

    Attributes:
        pages_itself: whether PgUp and PgDn move in the list; else they belong to the room.
    """

    entered_row = Signal(str)
    opened = Signal(str)

    def __init__(self, name: str, columns: tuple[ListColumn, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self.pages_itself = True
        self._rows = ListModel(columns, self)
        self.setModel(self._rows)
        self.setItemDelegate(ListPainter(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._set_heads(columns)
        self.verticalScrollBar().valueChanged.connect(self._move_ring)
        self.doubleClicked.connect(self._open)
        self.setAccessibleName(name)

    def show_rows(self, rows: tuple[ListRow, ...]) -> None:
        """Show these rows; the row that had the focus keeps it by its key."""
        key = self.current_key()
        self._rows.show_rows(rows)
        keys = [row.key for row in rows]
        if rows:
            self.selectRow(keys.index(key) if key in keys else 0)

    def choose(self, key: str) -> None:
        """Put the focus on the row with this key; an unknown key changes nothing."""
        keys = [row.key for row in self._rows.rows]
        if key in keys:
            self.selectRow(keys.index(key))

    def current_key(self) -> str:
        """Return the key of the row Enter would open, or an empty string."""
        place = self.currentIndex().row()
        return self._rows.rows[place].key if 0 <= place < len(self._rows.rows) else ""

    def ring_rect(self) -> QRect:
        """Return the focused row, for the focus ring; the whole list while it is empty."""
        place = self.currentIndex().row()
        if place < 0:
            return self.rect()
        top = self.viewport().y() + self.rowViewportPosition(place)
        return QRect(0, top, self.viewport().width(), ROW_HEIGHT) & self.rect()

    def currentChanged(self, current: AnyIndex, previous: AnyIndex) -> None:
        """Draw both rows again and tell the new one."""
        super().currentChanged(current, previous)
        self.viewport().update()
        self._move_ring()
        if current.isValid() and current.row() != previous.row():
            row = self._rows.rows[current.row()]
            self.setAccessibleName(f"{self._name} {spoken_row(row)}")
            self.entered_row.emit(row.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open by Enter; letters and digits belong to the room, not to a search of the table."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat() and self.current_key():
                self._open()
        elif (event.text().isprintable() and event.text()) or (event.key() in _PAGING and not self.pages_itself):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _open(self) -> None:
        """Tell the focused row."""
        if self.current_key():
            self.opened.emit(self.current_key())

    def _move_ring(self) -> None:
        """Let the focus ring look again."""
        QCoreApplication.postEvent(self, QEvent(QEvent.Type.LayoutRequest))

    def _set_heads(self, columns: tuple[ListColumn, ...]) -> None:
        """Set the widths of columns and the height of rows."""
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        heads = self.horizontalHeader()
        heads.setHighlightSections(False)
        heads.setSectionsClickable(False)
        for place, column in enumerate(columns):
            stretched = QHeaderView.ResizeMode.Stretch
            heads.setSectionResizeMode(place, QHeaderView.ResizeMode.Fixed if column.width else stretched)
            if column.width:
                heads.resizeSection(place, column.width)


def spoken_row(row: ListRow) -> str:
    """Return a row as one sentence."""
    return " ".join(words for words in map(_words, row.cells) if words)


def _words(cell: str | ChipFace) -> str:
    """Return what a cell says."""
    return cell if isinstance(cell, str) else f"{cell.lead} {cell.text}".strip()
