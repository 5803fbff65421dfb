"""Fonts, colours, icons and the one stylesheet, light or in high contrast."""

import json
import re
from enum import Enum
from pathlib import Path
from string import Template
from typing import cast

from PySide6.QtCore import QByteArray, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetrics, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QWidget

FAMILY = "Noto Sans SC"
RARE_FAMILY = "HanaMinB"
_LETTER_FONTS = ("NotoSansSC_400Regular.ttf", "NotoSansSC_700Bold.ttf")
_SHEET_ICONS = ("chevron-down", "square", "square-check")
_RARE = re.compile("[\u3400-\u4dbf\u9fa6-\u9fff\U00010000-\U0010ffff]")  # Han the main font may lack
_RARE_FONT = "HanaMinB.ttf"


class Contrast(Enum):
    """The two faces of the program."""

    LIGHT = "light"
    HIGH = "contrast"


class Theme(QObject):
    """The look of the program; one is installed per process and every widget asks `Theme.current()`.

    Signals:
        changed: the contrast was switched; painted widgets draw themselves again.
    """

    changed = Signal()
    _current: "Theme | None" = None

    def __init__(self, resources: Path, contrast: Contrast = Contrast.LIGHT) -> None:
        super().__init__()
        self._resources = resources
        self._tokens = json.loads((resources / "style" / "tokens.json").read_text("utf-8"))
        self._template = (resources / "style" / "clinic.qss").read_text("utf-8")
        self._fonts: dict[tuple[str, bool | None], QFont] = {}
        self._metrics: dict[tuple[str, bool | None], QFontMetrics] = {}
        self._pixmaps: dict[tuple[str, str, int, float], QPixmap] = {}
        self._rare_loaded = False
        self.contrast = contrast

    @classmethod
    def install(cls, app: QApplication, resources: Path, contrast: Contrast = Contrast.LIGHT) -> "Theme":
        """Load the fonts and dress the whole program; call once, before the first widget."""
        theme = cls(resources, contrast)
        for name in _LETTER_FONTS:
            QFontDatabase.addApplicationFont(str(resources / "fonts" / name))
        cls._current = theme
        app.setStyle("Fusion")
        app.setFont(theme.font("body"))
        app.setStyleSheet(theme.style_sheet())
        return theme

    @classmethod
    def current(cls) -> "Theme":
        """Return the installed theme."""
        if cls._current is None:
            raise RuntimeError("Theme.install comes before the first widget")
        return cls._current

    def show_contrast(self, contrast: Contrast) -> None:
        """Switch between light and high contrast."""
        if contrast is self.contrast:
            return
        self.contrast = contrast
        self._pixmaps.clear()
        app = cast("QApplication", QApplication.instance())
        app.setStyleSheet(self.style_sheet())
        self.changed.emit()

    def style_sheet(self) -> str:
        """Return the stylesheet with every named token in place; an unknown name raises KeyError."""
        icons = {
            name.replace("-", "_"): (self._resources / "icons" / f"{name}.svg").as_posix() for name in _SHEET_ICONS
        }
        return Template(self._template).substitute(self._colours(), family=FAMILY, **icons)

    def colour(self, name: str) -> QColor:
        """Return a colour by token name, such as `ink2` or `amber_tint`."""
        return QColor(self._colours()[name])

    def font(self, role: str, bold: bool | None = None) -> QFont:
        """Return the font of a role of the type scale; `bold` None keeps the weight of the role."""
        known = self._fonts.get((role, bold))
        if known is not None:
            return known
        pixels, weight = self._tokens["type"][role]
        font = QFont([FAMILY, RARE_FAMILY])
        font.setPixelSize(pixels)
        font.setWeight(QFont.Weight(weight if bold is None else (700 if bold else 400)))
        self._fonts[(role, bold)] = font
        return font

    def metrics(self, role: str, bold: bool | None = None) -> QFontMetrics:
        """Return the measures of a role's font."""
        known = self._metrics.get((role, bold))
        if known is None:
            known = self._metrics[(role, bold)] = QFontMetrics(self.font(role, bold))
        return known

    def pixmap(self, name: str, colour: str, size: int) -> QPixmap:
        """Return the line icon `name` drawn in a token colour, sharp at the screen's scale."""
        ratio = cast("QApplication", QApplication.instance()).devicePixelRatio()
        key = (name, colour, size, ratio)
        if key not in self._pixmaps:
            self._pixmaps[key] = self._draw_icon(name, colour, size, ratio)
        return self._pixmaps[key]

    def icon(self, name: str, colour: str = "ink2", size: int = 20) -> QIcon:
        """Return the line icon for a Qt control that wants a QIcon."""
        return QIcon(self.pixmap(name, colour, size))

    def load_rare_han(self, text: str) -> None:
        """Load the fallback font of rare Han characters when `text` is the first to need it."""
        if not self._rare_loaded and _RARE.search(text):
            QFontDatabase.addApplicationFont(str(self._resources / "fonts" / _RARE_FONT))
            self._rare_loaded = True
            self._fonts.clear()
            self._metrics.clear()

    def _colours(self) -> dict[str, str]:
        """Return the token colours of the present contrast."""
        return cast("dict[str, str]", self._tokens[self.contrast.value])

    def _draw_icon(self, name: str, colour: str, size: int, ratio: float) -> QPixmap:
        """Render one SVG of resources/icons with its lines in the wanted colour."""
        drawing = (self._resources / "icons" / f"{name}.svg").read_text("utf-8")
        drawing = drawing.replace("currentColor", self._colours()[colour])
        pixmap = QPixmap(round(size * ratio), round(size * ratio))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        QSvgRenderer(QByteArray(drawing.encode())).render(painter, QRectF(0, 0, size, size))
        painter.end()
        return pixmap


def restyle(widget: QWidget) -> None:
    """Make a changed stylesheet property visible."""
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()
