"""Reading the scan of an empty booklet page from a picture file, within limits."""

from enum import Enum
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from clinic_app.gui.booklet_faces import PageScan

MOST_BYTES = 60 * 1024 * 1024
MOST_PIXELS = 120_000_000
KEPT_EDGE = 3_000  # more than any screen shows, at 300 dpi a page of 250 mm
_LEAST_PX_PER_MM, _MOST_PX_PER_MM = 2.0, 60.0
_SIZE_TOLERANCE = 0.2


class ScanFault(Enum):
    """Why a file is not taken as a scan."""

    MISSING = "missing"
    NO_IMAGE = "no_image"
    TOO_LARGE = "too_large"


class ScanRefused(Exception):
    """The file is not taken; nothing of it is kept. `fault` says why."""

    def __init__(self, fault: ScanFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


def read_scan(path: str, page_width_mm: float) -> PageScan:
    """Return the picture, smaller when it is larger than a screen can show; may run on any thread.

    Its scale is taken from the file where that fits the page, else the picture counts as just as wide as the page.

    Raises:
        ScanRefused: there is no such file, it is no picture, or it is too large to be a page.
    """
    file = Path(path)
    if not file.is_file():
        raise ScanRefused(ScanFault.MISSING)
    if file.stat().st_size > MOST_BYTES:
        raise ScanRefused(ScanFault.TOO_LARGE)
    reader = QImageReader(path)
    reader.setAutoTransform(True)
    reader.setDecideFormatFromContent(True)
    size = reader.size()
    if size.isValid() and size.width() * size.height() > MOST_PIXELS:
        raise ScanRefused(ScanFault.TOO_LARGE)
    image = reader.read()
    if image.isNull():
        raise ScanRefused(ScanFault.NO_IMAGE)
    scale = _px_per_mm(image, page_width_mm)
    if max(image.width(), image.height()) > KEPT_EDGE:
        before = image.width()
        image = image.scaled(
            QSize(KEPT_EDGE, KEPT_EDGE), Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        scale *= image.width() / before
    return PageScan(image, scale)


def _px_per_mm(image: QImage, page_width_mm: float) -> float:
    told = image.dotsPerMeterX() / 1000
    plausible = _LEAST_PX_PER_MM <= told <= _MOST_PX_PER_MM
    if plausible and abs(image.width() / told / page_width_mm - 1) <= _SIZE_TOLERANCE:
        return told
    return image.width() / page_width_mm
