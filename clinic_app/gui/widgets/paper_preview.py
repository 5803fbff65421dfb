"""A page of a paper as it will be printed, as large as there is room for."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from clinic_app.gui import painting
from clinic_app.gui.widgets.painted import Painted
from clinic_app.services.print_pages import PageImage

_FOOT = 26


class PaperPreview(Painted):
    """Shows one page with a hairline around it and a line of words below; words alone while there is no page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image: QImage | None = None
        self._words = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_page(self, page: PageImage | None, words: str) -> None:
        """Show a page, or no page and why."""
        self._image = None
        if page is not None:
            width = page.width
            self._image = QImage(page.rgb, width, page.height, 3 * width, QImage.Format.Format_RGB888).copy()
        self._words = words
        self.say(words)
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room of an upright sheet."""
        return QSize(320, 440)

    def minimumSizeHint(self) -> QSize:
        """Return the least at which a page can be told from another."""
        return QSize(200, 200)

    def draw(self, painter: QPainter) -> None:
        """Draw the page in the middle."""
        room = self.rect().adjusted(2, 2, -2, -_FOOT)
        words = QRect(0, self.height() - _FOOT, self.width(), _FOOT)
        if self._image is None:
            painting.paint_text(painter, room, self._words, "body", "ink2", align=painting.CENTRE)
            return
        size = self._image.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect(0, 0, size.width(), size.height())
        place.moveCenter(room.center())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painting.paint_box(painter, place.adjusted(-1, -1, 1, 1), "surface", "line2", radius=0)
        painter.drawImage(place, self._image)
        painting.paint_text(painter, words, self._words, "small", "ink2", align=painting.CENTRE)
