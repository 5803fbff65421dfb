"""A page of the booklet on the screen: the scan of the paper, the boxes of the layout, and the print over it."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPen, QTransform
from PySide6.QtWidgets import QSizePolicy, QWidget

from clinic_app.domain.booklet.layout import Box, Fold, Point
from clinic_app.gui import painting
from clinic_app.gui.booklet_faces import BookletPageFace, BoxFace, BoxLook, PageScan
from clinic_app.gui.theme import Theme
from clinic_app.gui.widgets.painted import Painted
from clinic_app.services.print_pages import PageImage

_FOOT = 26
_MARGIN = 6
_LOOKS = {
    BoxLook.EMPTY: ("", "grey_edge", 1),
    BoxLook.USED: ("grey_tint", "grey_edge", 1),
    BoxLook.NOW: ("brand_tint", "brand", 1),
    BoxLook.IN_HAND: ("brand_tint", "brand", 2),
    BoxLook.WRONG: ("red_tint", "red", 2),
}
_READABLE_PX = 11


class BookletCanvas(Painted):
    """Draws a `BookletPageFace` as large as there is room, with the printed words as the printer will put them."""

    def __init__(self, parent: QWidget | None = None, *, focusable: bool = False) -> None:
        super().__init__(parent, focusable=focusable)
        self._face: BookletPageFace | None = None
        self._print: QImage | None = None
        self._empty = ""
        self._scaled: tuple[object, int, QImage] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_page(self, face: BookletPageFace | None, words: str = "") -> None:
        """Show a page, or `words` while there is none."""
        self._face, self._empty = face, words
        self.say(face.words if face is not None else words)
        self.update()

    def show_print(self, page: PageImage | None) -> None:
        """Lay the rendered print over the page, or take it away."""
        self._print = None
        if page is not None:
            width = page.width
            self._print = QImage(page.rgb, width, page.height, 3 * width, QImage.Format.Format_RGB888).copy()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room of an opened booklet."""
        return QSize(400, 520)

    def minimumSizeHint(self) -> QSize:
        """Return the least at which rows can be told apart."""
        return QSize(240, 260)

    def page_rect(self) -> QRectF:
        """Return where the page stands."""
        face = self._face
        if face is None:
            return QRectF()
        room = QRectF(self.rect()).adjusted(_MARGIN, _MARGIN, -_MARGIN, -_FOOT)
        factor = min(room.width() / face.width, room.height() / face.height)
        width, height = face.width * factor, face.height * factor
        return QRectF(room.center().x() - width / 2, room.center().y() - height / 2, width, height)

    def point_at(self, place: QPointF) -> Point:
        """Return the place under the mouse in millimetres of the page."""
        page = self.page_rect()
        factor = page.width() / self._face.width if self._face is not None else 1
        return Point((place.x() - page.left()) / factor, (place.y() - page.top()) / factor)

    def draw(self, painter: QPainter) -> None:
        """Draw paper, scan, boxes and print, and the words below."""
        face = self._face
        if face is None:
            painting.paint_text(painter, self.rect(), self._empty, "body", "ink2", align=painting.CENTRE)
            return
        page = self.page_rect()
        painting.paint_box(painter, page.toRect().adjusted(-1, -1, 1, 1), "surface", "line2", radius=0)
        painter.setClipRect(page)
        if face.scan is not None:
            self._draw_scan(painter, page, face.scan)
        self._draw_fold(painter, face)
        named = face.scan is None and self._print is None and self._have_room_for_words(face)
        for box in face.boxes:
            self._draw_box(painter, box, named=named, over_scan=face.scan is not None)
        if self._print is not None:
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(page, self._print)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        if face.area is not None:
            self._dim_outside(painter, page, face.area)
        self.draw_above(painter)
        painter.setClipping(False)
        painting.paint_box(painter, page.toRect().adjusted(-1, -1, 1, 1), "", "line2", radius=0)
        self.draw_beside(painter)
        foot = QRect(0, self.height() - _FOOT + 2, self.width(), _FOOT - 2)
        painting.paint_text(painter, foot, face.words, "small", "ink2", align=painting.CENTRE)

    def draw_above(self, painter: QPainter) -> None:
        """Draw more over the page; the editor does."""

    def draw_beside(self, painter: QPainter) -> None:
        """Draw more beside the page; the editor does."""

    def rect_of(self, box: Box) -> QRectF:
        """Return where a box stands on the screen."""
        page = self.page_rect()
        factor = page.width() / self._face.width if self._face is not None else 1
        return QRectF(
            page.left() + box.left * factor, page.top() + box.top * factor, box.width * factor, box.height * factor
        )

    def _draw_scan(self, painter: QPainter, page: QRectF, scan: PageScan) -> None:
        image = scan.image
        assert isinstance(image, QImage)
        assert self._face is not None
        factor = page.width() / self._face.width
        on_scan = scan_transform(scan)
        to_page, _ = on_scan.inverted()
        painter.save()
        painter.translate(page.topLeft())
        painter.scale(factor, factor)
        painter.setTransform(to_page, combine=True)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        size = QRectF(0, 0, image.width() / scan.px_per_mm, image.height() / scan.px_per_mm)
        painter.drawImage(size, self._near_screen_size(image, round(size.width() * factor)))
        painter.restore()

    def _near_screen_size(self, image: QImage, width: int) -> QImage:
        """Return the scan as small as it is shown, kept from one drawing to the next: hairlines would vanish else."""
        if width >= image.width():
            return image
        if self._scaled is None or self._scaled[0] is not image or self._scaled[1] != width:
            smooth = Qt.TransformationMode.SmoothTransformation
            grey = image.convertToFormat(QImage.Format.Format_RGB32)
            self._scaled = (image, width, grey.scaledToWidth(max(1, 2 * width), smooth).scaledToWidth(width, smooth))
        return self._scaled[2]

    def _have_room_for_words(self, face: BookletPageFace) -> bool:
        """Tell whether the name of every box fits into it: all are named, or none."""
        return all(
            painting.text_width(box.words, "badge", False) <= self.rect_of(box.box).width()
            and self.rect_of(box.box).height() >= _READABLE_PX
            for box in face.boxes
        )

    def _draw_fold(self, painter: QPainter, face: BookletPageFace) -> None:
        if face.fold is Fold.NONE:
            return
        across = face.fold is Fold.ACROSS
        line = Box(0, face.fold_at, face.width, 0) if across else Box(face.fold_at, 0, 0, face.height)
        rect = self.rect_of(line)
        painter.setPen(QPen(Theme.current().colour("ink3"), 1, Qt.PenStyle.DashLine))
        painter.drawLine(rect.topLeft(), rect.bottomRight())

    def _draw_box(self, painter: QPainter, face: BoxFace, *, named: bool, over_scan: bool) -> None:
        rect = self.rect_of(face.box).toRect()
        fill, edge, width = _LOOKS[face.look]
        painter.setOpacity(0.55 if over_scan and fill else 1.0)
        painting.paint_box(painter, rect, fill, edge, width=width, radius=1)
        painter.setOpacity(1.0)
        if named and face.words:
            painting.paint_text(painter, rect, face.words, "badge", "ink3", bold=False, align=painting.CENTRE)

    def _dim_outside(self, painter: QPainter, page: QRectF, area: Box) -> None:
        veil = Theme.current().colour("sunken")
        veil.setAlpha(200)
        inside = self.rect_of(area)
        for rest in (
            QRectF(page.topLeft(), QPointF(page.right(), inside.top())),
            QRectF(QPointF(page.left(), inside.bottom()), page.bottomRight()),
            QRectF(page.topLeft(), QPointF(inside.left(), page.bottom())),
            QRectF(QPointF(inside.right(), page.top()), page.bottomRight()),
        ):
            painter.fillRect(rest, veil)


def scan_transform(scan: PageScan) -> QTransform:
    """Return the way from millimetres of the layout to millimetres on the scan."""
    origin, right = scan.fit.place(Point(0, 0)), scan.fit.place(Point(1, 0))
    along, across = right.x - origin.x, right.y - origin.y
    return QTransform(along, across, -across, along, origin.x, origin.y)
