"""The base of the pages of the first start: Enter goes from field to field, and behind the last one onward."""

from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from clinic_app.gui.widgets.field import Field
from clinic_app.gui.widgets.key_button import KeyButton


class StepPage(QWidget):
    """One page. Subclasses fill it, name their stops in order, and declare what their function keys do.

    Signals:
        done: Enter was pressed behind the last field.
    """

    done = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stops: list[QWidget] = []
        self._keys: dict[str, KeyButton] = {}

    def add_key(self, key: str, text: str, wish: Callable[[], None], *, icon: str = "") -> KeyButton:
        """Return a button that its printed key presses while the page is shown."""
        button = KeyButton(text, key, icon=icon)
        button.clicked.connect(lambda: wish())
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._keys[key] = button
        return button

    def take_key(self, key: str) -> bool:
        """Press the button of a key; False when the page has none that is shown."""
        button = self._keys.get(key)
        if button is None or not button.isVisibleTo(self):
            return False
        if button.isEnabled():
            button.click()
        return True

    def enter_goes_along(self, *stops: QWidget) -> None:
        """Name the controls in the order in which Enter and Tab go through them."""
        self._stops = list(stops)
        for before, after in pairwise(stops):
            QWidget.setTabOrder(_control(before), _control(after))
        for stop in stops:
            if isinstance(stop, Field):
                stop.entered.connect(lambda stop=stop: self._go_on_from(stop))

    def home_focus(self) -> None:
        """Put the focus into the first stop that can be written in."""
        for stop in self._stops:
            if _control(stop).isEnabled() and stop.isVisibleTo(self):
                _control(stop).setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def focus_first(self, stops: list[QWidget]) -> None:
        """Put the focus into the first of these, such as the fields with an error."""
        for stop in self._stops:
            if stop in stops:
                _control(stop).setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on at Enter in a choice; every other key belongs to the window."""
        focused = QApplication.focusWidget()
        here = [stop for stop in self._stops if focused is not None and _control(stop) is focused]
        if here and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self._go_on_from(here[0])
            return
        event.ignore()

    def _go_on_from(self, stop: QWidget) -> None:
        """Go to the next stop that can be written in, or tell that the page is done."""
        for after in self._stops[self._stops.index(stop) + 1 :]:
            if _control(after).isEnabled() and after.isVisibleTo(self):
                _control(after).setFocus(Qt.FocusReason.TabFocusReason)
                return
        self.done.emit()


def row(*widgets: QWidget) -> QHBoxLayout:
    """Return widgets side by side, each taking the same room."""
    line = QHBoxLayout()
    line.setSpacing(16)
    for widget in widgets:
        line.addWidget(widget, 1)
    return line


def buttons_row(*buttons: QWidget) -> QHBoxLayout:
    """Return buttons from the left edge."""
    line = QHBoxLayout()
    line.setSpacing(8)
    for button in buttons:
        line.addWidget(button)
    line.addStretch(1)
    return line


def _control(stop: QWidget) -> QWidget:
    """Return the control inside a labelled field that takes the focus."""
    return stop.focusProxy() or stop
