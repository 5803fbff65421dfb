"""Printing through Qt: each page at the printer's own resolution, 100 %, never shrunk to fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QPoint, QSizeF, Qt
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from clinic_app.gui.printers import port
from clinic_app.gui.printers.port import PrinterTrouble
from clinic_app.services.paper_kinds import ROLLS
from clinic_app.services.print_pages import page_bands, page_sizes_mm
from clinic_app.services.printer_state import printer_problem

if TYPE_CHECKING:
    from clinic_app.services.print_jobs import Sending

_MIDDLE_GREY = Qt.ImageConversionFlag.ThresholdDither
_BROKEN = (QPrinter.PrinterState.Error, QPrinter.PrinterState.Aborted)


class QtPrinters:
    """The printers the system knows (gui.printers.port.PrinterPort). Used on one background thread at a time."""

    def names(self) -> tuple[str, ...]:
        """Return every printer, the default first."""
        default = QPrinterInfo.defaultPrinterName()
        names = QPrinterInfo.availablePrinterNames()
        return tuple(sorted(names, key=lambda name: (name != default, name)))

    def trays(self, name: str) -> tuple[str, ...]:
        """Return the paper sources; only Windows tells them."""
        sources = getattr(self.printer(name), "supportedPaperSources", None)
        return tuple(str(source.value) for source in sources()) if sources is not None else ()

    def problem(self, name: str) -> str:
        """Return what keeps the printer from printing."""
        info = QPrinterInfo.printerInfo(name)
        if info.isNull():
            return port.MISSING
        told = printer_problem(name)
        if told is not None:
            return told
        return port.FAULT if info.state() == QPrinter.PrinterState.Error else ""

    def printer(self, name: str) -> QPrinter:
        """Return the printer at its own resolution."""
        return QPrinter(QPrinterInfo.printerInfo(name), QPrinter.PrinterMode.HighResolution)

    def send(self, sending: Sending) -> None:
        """Print every page; see `PrinterPort.send`."""
        printer = self.printer(sending.choice.printer)
        sizes = page_sizes_mm(sending.pdf)
        self._set_up(printer, sending, sizes[0])
        painter = QPainter()
        if not painter.begin(printer):
            raise PrinterTrouble(port.OFF)
        painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
        try:
            for number, size in enumerate(sizes):
                if number:
                    _set_page(printer, size, roll=sending.choice.paper in ROLLS)
                    if not printer.newPage():
                        raise PrinterTrouble(port.STOPPED, number)
                _draw(painter, printer, sending, number)
        finally:
            painter.end()
        if printer.printerState() in _BROKEN:
            raise PrinterTrouble(port.STOPPED, len(sizes))

    def _set_up(self, printer: QPrinter, sending: Sending, size: tuple[float, float]) -> None:
        printer.setDocName(sending.job.kind)  # stands in the system's own queue: never a name
        printer.setFullPage(True)
        printer.setCopyCount(1)
        _set_page(printer, size, roll=sending.choice.paper in ROLLS)
        if sending.choice.tray:
            printer.setPaperSource(QPrinter.PaperSource(int(sending.choice.tray)))


def _set_page(printer: QPrinter, size_mm: tuple[float, float], *, roll: bool) -> None:
    """Tell the driver the page; a sheet that lies across is a turned one, a roll is as wide as it is."""
    width, height = size_mm
    across = width > height and not roll
    upright = QSizeF(min(size_mm), max(size_mm)) if not roll else QSizeF(width, height)
    match = QPageSize.SizeMatchPolicy.ExactMatch if roll else QPageSize.SizeMatchPolicy.FuzzyMatch
    layout = QPageLayout(
        QPageSize(upright, QPageSize.Unit.Millimeter, "", match),
        QPageLayout.Orientation.Landscape if across else QPageLayout.Orientation.Portrait,
        QMarginsF(0, 0, 0, 0),
        QPageLayout.Unit.Millimeter,
    )
    layout.setMode(QPageLayout.Mode.FullPageMode)
    printer.setPageLayout(layout)


def _draw(painter: QPainter, printer: QPrinter, sending: Sending, number: int) -> None:
    """Draw one page dot for dot."""
    for band in page_bands(sending.pdf, number, printer.resolution()):
        image = QImage(band.grey, band.width, band.height, band.width, QImage.Format.Format_Grayscale8)
        if sending.choice.black_only:
            image = image.convertToFormat(QImage.Format.Format_Mono, _MIDDLE_GREY)
        painter.drawImage(QPoint(0, band.top), image)
