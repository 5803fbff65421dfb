"""The eyes of the tour: what the screen says, by accessible names, and its picture."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget

from clinic_app.app.tour import clipping

if TYPE_CHECKING:
    from pathlib import Path

_NURSE = re.compile(r"(\S+) (护士|预检医生|负责人|管理员)")

LAYOUTS_IN_LAYOUTS = 6


class Eyes:
    """Reads the top-level window as a person (or a screen reader) would."""

    def __init__(self, window: QWidget) -> None:
        self._window = window

    def names(self) -> list[str]:
        """Return what every visible widget says, from top to bottom of the window's tree, without repeats."""
        said = (self._says(widget) for widget in self._window.findChildren(QWidget) if self._is_seen(widget))
        return list(dict.fromkeys(text for text in said if text))

    def sees(self, *parts: str) -> bool:
        """Return whether one visible thing says all these parts."""
        return any(all(part in name for part in parts) for name in self.names())

    def line(self, *parts: str) -> str:
        """Return the first visible thing that says all these parts, empty when none does."""
        return next((name for name in self.names() if all(part in name for part in parts)), "")

    def nurse(self) -> str:
        """Return who is signed in, as the head of the window says."""
        return next((found[1] for name in self.names() if (found := _NURSE.fullmatch(name))), "")

    def focus(self) -> str:
        """Return what the focused control says."""
        widget = QApplication.focusWidget()
        return self._says(widget) if widget is not None else ""

    def picture(self, path: Path) -> tuple[str, ...]:
        """Save what the window shows, and return what of it is clipped."""
        for _ in range(LAYOUTS_IN_LAYOUTS):  # what was shown last has its place: each layout asks the one around it
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        with clipping.watching() as drawn:
            self._window.grab().save(str(path))
        return clipping.found(self._window, drawn)

    def _is_seen(self, widget: QWidget) -> bool:
        return widget.isVisibleTo(self._window) and not widget.visibleRegion().isEmpty()

    @staticmethod
    def _says(widget: QWidget) -> str:
        if isinstance(widget, QAbstractButton) and widget.isCheckable() and widget.isChecked():
            return f"{widget.accessibleName() or widget.text()} 已选"
        if name := widget.accessibleName():
            return name
        if isinstance(widget, QLabel | QAbstractButton):
            return widget.text()
        return widget.text() if isinstance(widget, QLineEdit) and widget.echoMode() is QLineEdit.EchoMode.Normal else ""
