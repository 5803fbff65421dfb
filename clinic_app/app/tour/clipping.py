"""What of a picture is clipped: widgets that reach out of their parent, and text that does not fit its place."""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QAbstractScrollArea, QLabel, QLineEdit, QScrollArea, QWidget

from clinic_app.gui import painting
from clinic_app.gui.widgets.label import ShortLabel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtCore import QRect

MAY_BE_SHORTENED: tuple[tuple[str, str], ...] = (
    ("^理由：", "what a nurse writes may be of any length; she has just written it"),
    ("剩 .* 天 · .* 人份$", "the lots to be used first are told whole in the room 疫苗"),
    ("^(母|父|监护人) .* · ", "whose child it is gives way to name and age; F5 and the form show it whole"),
    ("^满.*补种", "a cell of the card is short; the lines below the grid say it whole"),
    ("可离开，请在留观区等候$", "on the small screen the keys take the bar; the tile above says when"),
    ("^处理中：先照看孩子", "on the small screen the keys take the bar; the tile above says what is missing"),
    (r"^\d{4} 年 \d+ 月 \d+ 日", "the date of 今日 gives way to the buttons beside it on the small screen"),
    ("^反应上报 .* 已超", "how long a report is overdue is told in its list"),
    ("应在.*前完成，已", "a row of the registration is slim where many are due; the day it may be given stands whole"),
    ("^扫码，或输入", "the hint of the scan box is known after the first day"),
    ("^(母|父|监护人) .* 已签$", "who signed gives way in the narrow column of steps"),
)
"""Texts that may end in …: the pattern, and why."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """One text that was painted: what was wanted, what stands there, the rectangle and the height of a line."""

    text: str
    shown: str
    width: int
    height: int
    letter_height: int

    def problem(self) -> str:
        """Return what is cut, empty when nothing is."""
        if self.shown != self.text and not _may_be_shortened(self.text):
            return f"shortened: {self.text} -> {self.shown}"
        if self.text and self.height < self.letter_height:
            return f"too low: {self.text}"
        return ""


@contextmanager
def watching() -> Iterator[list[Drawn]]:
    """Note every text that is painted within."""
    drawn: list[Drawn] = []

    def note(text: str, shown: str, rect: QRect, letter_height: int) -> None:
        drawn.append(Drawn(text, shown, rect.width(), rect.height(), letter_height))

    painting.on_drawn = note
    try:
        yield drawn
    finally:
        painting.on_drawn = None


def found(window: QWidget, drawn: list[Drawn]) -> tuple[str, ...]:
    """Return everything that is clipped in the window as it stands, in sentences without repeats."""
    texts = (text.problem() for text in drawn)
    widgets = (_problem(window, widget) for widget in window.findChildren(QWidget) if widget.isVisibleTo(window))
    return tuple(dict.fromkeys(problem for problem in (*texts, *widgets) if problem))


def _problem(window: QWidget, widget: QWidget) -> str:
    if widget.isWindow() or widget is getattr(window, "focus_ring", None):
        return ""
    parent = widget.parentWidget()
    if parent is not None and not _scrolls(widget):
        corner = widget.mapTo(parent, QPoint(0, 0))
        out = corner.x() < 0 or corner.y() < 0
        out |= corner.x() + widget.width() > parent.width() or corner.y() + widget.height() > parent.height()
        if out:
            return f"out of its place: {_name(widget)}"
    if isinstance(widget, QLabel) and not isinstance(widget, ShortLabel):
        return _label_problem(widget)
    if isinstance(widget, QLineEdit) and not widget.text():
        hint = widget.placeholderText()
        wanted = widget.fontMetrics().horizontalAdvance(hint)
        is_cut = wanted > widget.contentsRect().width() and not _may_be_shortened(hint)
        return f"hint shortened: {hint}" if is_cut else ""
    return ""


def _label_problem(label: QLabel) -> str:
    room = label.contentsRect()
    if not label.text():
        return ""
    if label.wordWrap():
        wanted = label.heightForWidth(label.width())
        return f"too low: {label.text()}" if wanted > label.height() + 1 else ""
    wide = label.sizeHint().width() > label.width()
    low = label.fontMetrics().height() > room.height() + label.fontMetrics().leading() + 6
    return f"too narrow: {label.text()}" if wide else (f"too low: {label.text()}" if low else "")


def _scrolls(widget: QWidget) -> bool:
    """Return whether the widget lies in something that scrolls: there it may reach below the edge."""
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QAbstractScrollArea | QScrollArea):
            return True
        parent = parent.parentWidget()
    return False


def _name(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.accessibleName()}".strip()


def _may_be_shortened(text: str) -> bool:
    return any(re.search(pattern, text) for pattern, _ in MAY_BE_SHORTENED)
