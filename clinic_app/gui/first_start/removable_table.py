"""A list whose rows can be taken out again."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from clinic_app.gui.widgets.list_table import ListTable


class RemovableTable(ListTable):
    """A list; Enter opens the focused row, Del wishes it away.

    Signals:
        removal_wished: the key of the row.
    """

    removal_wished = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Wish the row away by Del; everything else as in every list."""
        if event.key() == Qt.Key.Key_Delete and not event.isAutoRepeat() and self.current_key():
            self.removal_wished.emit(self.current_key())
            return
        super().keyPressEvent(event)
