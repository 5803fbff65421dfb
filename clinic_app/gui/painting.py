"""The few strokes painted widgets are made of: text, icon, box, key cap."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from clinic_app.gui.theme import Theme

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter

CAP_HEIGHT = 24
ROUNDING = 1  # a width is told in whole pixels, rounded; a text that has just its width is not shortened

on_drawn: Callable[[str, str, QRect, int], None] | None = None
"""Told each text, what of it was drawn, where, and the height of its letters, while somebody looks for clipping."""


def text_width(text: str, role: str, bold: bool | None = None) -> int:
    """Return how many pixels `text` takes in one line."""
    theme = Theme.current()
    theme.load_rare_han(text)
    return theme.metrics(role, bold).horizontalAdvance(text)


def line_height(role: str) -> int:
    """Return the height of one line, tighter than the font's own leading."""
    return round(Theme.current().font(role).pixelSize() * 1.36)


def paint_text(
    painter: QPainter,
    rect: QRect,
    text: str,
    role: str,
    colour: str,
    *,
    bold: bool | None = None,
    align: Qt.AlignmentFlag = LEFT,
) -> int:
    """Draw one line of plain text, shortened with … when it does not fit; return its width."""
    theme = Theme.current()
    theme.load_rare_han(text)
    room = max(0, rect.width()) + ROUNDING
    shown = theme.metrics(role, bold).elidedText(text, Qt.TextElideMode.ElideRight, room)
    if on_drawn is not None:
        on_drawn(text, shown, rect, theme.font(role, bold).pixelSize())
    painter.setFont(theme.font(role, bold))
    painter.setPen(theme.colour(colour))
    painter.drawText(rect, int(align) | int(Qt.TextFlag.TextSingleLine), shown)
    return theme.metrics(role, bold).horizontalAdvance(shown)


def paint_icon(painter: QPainter, x: int, centre_y: int, name: str, colour: str, size: int) -> None:
    """Draw a line icon with its left edge at `x`, centred on `centre_y`."""
    painter.drawPixmap(x, centre_y - size // 2, Theme.current().pixmap(name, colour, size))


def paint_box(painter: QPainter, rect: QRect, fill: str, edge: str, *, width: int = 1, radius: int = 6) -> None:
    """Draw a rounded box whose edge lies wholly inside `rect`; an empty `fill` or `edge` is left out."""
    theme = Theme.current()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.colour(edge), width) if edge else QPen(Qt.PenStyle.NoPen))
    painter.setBrush(theme.colour(fill) if fill else Qt.BrushStyle.NoBrush)
    inset = width / 2 if edge else 0
    painter.drawRoundedRect(QRectF(rect).adjusted(inset, inset, -inset, -inset), radius, radius)


def key_cap_width(key: str) -> int:
    """Return the width of a key cap, 0 for no key."""
    return max(30, text_width(key, "key_cap") + 14) if key else 0


def paint_key_cap(painter: QPainter, x: int, centre_y: int, key: str, *, on_brand: bool = False) -> None:
    """Draw the key a control answers to."""
    cap = QRect(x, centre_y - CAP_HEIGHT // 2, key_cap_width(key), CAP_HEIGHT)
    if on_brand:
        paint_box(painter, cap, "brand_dk", "brand_edge", radius=4)
    else:
        paint_box(painter, cap, "sunken", "grey_edge", radius=4)
    paint_text(painter, cap, key, "key_cap", "on_brand" if on_brand else "ink2", align=CENTRE)


def paint_bar(painter: QPainter, rect: QRect, part: float, colour: str) -> None:
    """Draw how much of something is done, 0 to 1."""
    theme = Theme.current()
    radius = rect.height() / 2
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("line"))
    painter.drawRoundedRect(rect, radius, radius)
    filled = QRectF(rect)
    filled.setWidth(rect.width() * min(1.0, max(0.0, part)))
    if filled.width() > 0:
        painter.setBrush(theme.colour(colour))
        painter.drawRoundedRect(filled, radius, radius)


def paint_dot(painter: QPainter, centre: QPointF, radius: float, fill: str, edge: str = "") -> None:
    """Draw a filled circle."""
    theme = Theme.current()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.colour(edge), 1) if edge else QPen(Qt.PenStyle.NoPen))
    painter.setBrush(theme.colour(fill))
    painter.drawEllipse(centre, radius, radius)
