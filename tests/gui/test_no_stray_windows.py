import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from clinic_app.gui.widgets.card_frame import CardFrame

pytestmark = pytest.mark.gui


class ShownWindows(QObject):
    """Notes every widget that opens as a window of its own."""

    def __init__(self):
        super().__init__()
        self.names = []

    def eventFilter(self, watched, event):
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.names.append(watched.accessibleName() or type(watched).__name__)
        return False


def test_making_a_card_with_a_title_opens_no_window_and_leaves_the_keys_to_the_program(qtbot):
    shown = ShownWindows()
    QApplication.instance().installEventFilter(shown)

    card = CardFrame("金卡")
    qtbot.addWidget(card)

    QApplication.instance().removeEventFilter(shown)
    assert shown.names == []
