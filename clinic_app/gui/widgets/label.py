"""Labels by role of the type scale, always plain text."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from clinic_app.gui import painting
from clinic_app.gui.theme import Theme, restyle


class Label(QLabel):
    """One text in a role (`small`, `body`, `section`, ...) and perhaps a tone (`ink2`, `red`, ...)."""

    def __init__(
        self,
        text: str = "",
        role: str = "body",
        *,
        tone: str = "",
        bold: bool | None = None,
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self.setProperty("role", role)
        self.setProperty("tone", tone)
        if bold is not None:
            self.setProperty("bold", "true" if bold else "false")
        self.setText(text)

    def setText(self, text: str) -> None:
        """Show `text`, loading the font of rare Han characters when it needs it."""
        Theme.current().load_rare_han(text)
        super().setText(text)
        self.setAccessibleName(text)

    def show_tone(self, tone: str) -> None:
        """Change the colour by meaning."""
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            restyle(self)


class ShortLabel(Label):
    """A label of one line that gives way: what does not fit is shortened with … and stands in the tool tip."""

    def setText(self, text: str) -> None:
        """Show `text` as far as there is room."""
        super().setText(text)
        self.setToolTip(text)

    def minimumSizeHint(self) -> QSize:
        """Return the width of a few characters."""
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), 64), hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the shortened text in the label's own style."""
        painter = QPainter(self)
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        if painting.on_drawn is not None:
            painting.on_drawn(self.text(), shown, self.rect(), self.font().pixelSize())
        ink = self.palette().color(self.foregroundRole())
        painter.setPen(ink)
        painter.drawText(self.rect(), int(painting.LEFT) | int(Qt.TextFlag.TextSingleLine), shown)
        painter.end()


def rule(*, vertical: bool = False) -> QFrame:
    """Return a hairline between two groups."""
    line = QFrame()
    line.setObjectName("rule")
    if vertical:
        line.setFixedWidth(1)
    else:
        line.setFixedHeight(1)
    return line
