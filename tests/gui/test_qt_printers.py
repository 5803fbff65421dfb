"""Printing through Qt into a file: where every box lands, in millimetres measured by hand, at 100 %."""

import pypdfium2
import pytest
from paper_builders import a_sheet
from PySide6.QtPrintSupport import QPrinter

from clinic_app.gui.printers.port import MISSING, OFF, PrinterTrouble
from clinic_app.gui.printers.qt_printers import QtPrinters
from clinic_app.services.print_jobs import JobState, PrinterChoice, PrintJob, Sending
from clinic_app.services.print_pages import page_bands
from clinic_app.services.printer_state import problem_in

pytestmark = pytest.mark.gui

DPI_LOOKED_AT = 254  # ten dots a millimetre


def about(box, dpi=300):
    """Compare to one dot of the printer and one of the picture."""
    return pytest.approx(box, abs=25.4 / dpi + 0.1)


class FilePrinters(QtPrinters):
    """Prints into a file at a resolution of its own, through the same code."""

    def __init__(self, path, dpi=300):
        self._path, self._dpi = path, dpi

    def printer(self, name):
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(self._path))
        printer.setResolution(self._dpi)
        return printer


def a_sending(pdf, paper="a5", **changes):
    job = PrintJob(
        id="j1", kind="consent", state=JobState.PRINTING, person_id="", visit_id="", about="", pages=1,
        queued_at=None, changed_at=None, user_id="",
    )  # fmt: skip
    return Sending(job, pdf, PrinterChoice(kind="consent", printer="激光机", paper=paper, **changes))


def printed(tmp_path, pdf, dpi=300, **changes):
    path = tmp_path / "out.pdf"
    FilePrinters(path, dpi).send(a_sending(pdf, **changes))
    return pypdfium2.PdfDocument(path)


def size_mm(page):
    return tuple(length * 25.4 / 72 for length in page.get_size())


def black_boxes(page):
    """Return left, top, right and bottom of everything black on the page, in millimetres."""
    bitmap = page.render(scale=DPI_LOOKED_AT / 72, grayscale=True)
    # The library stretches a page to whole pixels: as many as it would have without that make a millimetre.
    across, down = (bitmap.width / size_mm(page)[0], bitmap.height / size_mm(page)[1])
    grey, stride = bytes(bitmap.buffer), bitmap.stride
    rows = [y for y in range(bitmap.height) if min(grey[y * stride : y * stride + bitmap.width]) < 128]
    columns = [x for x in range(bitmap.width) if min(grey[x::stride]) < 128]
    return columns[0] / across, rows[0] / down, (columns[-1] + 1) / across, (rows[-1] + 1) / down


@pytest.mark.parametrize("dpi", [180, 203, 600])
@pytest.mark.parametrize(
    ("size", "paper"), [((148, 210), "a5"), ((210, 297), "a4"), ((80, 133), "roll_80"), ((58, 40), "roll_58")]
)
def test_a_box_lands_where_it_stands_on_the_paper_at_every_resolution(tmp_path, size, paper, dpi):
    pdf = a_sheet([(7, 5, 30, 20)], size_mm=size)

    page = printed(tmp_path, pdf, dpi, paper=paper)[0]

    assert size_mm(page) == pytest.approx(size, abs=0.4)
    assert black_boxes(page) == about((7, 5, 37, 25), dpi)


def test_boxes_at_the_far_edges_are_neither_shrunk_nor_cut(tmp_path):
    pdf = a_sheet([(1, 1, 5, 5), (203, 290, 5, 5)], size_mm=(210, 297))

    page = printed(tmp_path, pdf, paper="a4")[0]

    assert black_boxes(page) == about((1, 1, 208, 295))


def test_a_sheet_that_lies_across_is_printed_across(tmp_path):
    pdf = a_sheet([(150, 10, 50, 10)], size_mm=(210, 148))

    page = printed(tmp_path, pdf)[0]

    assert size_mm(page) == pytest.approx((210, 148), abs=0.4)
    assert black_boxes(page) == about((150, 10, 200, 20))


def test_every_page_is_printed_in_its_order(tmp_path):
    pdf = a_sheet([(10, 10, 10, 10)], [(20, 20, 10, 10)], [(30, 30, 10, 10)])

    document = printed(tmp_path, pdf)

    assert [round(black_boxes(page)[0]) for page in document] == [10, 20, 30]


def test_a_needle_printer_gets_black_and_white_only(tmp_path):
    pdf = a_sheet([(7.33, 5.21, 30.17, 20.4)])

    page = printed(tmp_path, pdf, dpi=180, black_only=True)[0]

    (image,) = [part for part in page.get_objects() if part.type == pypdfium2.raw.FPDF_PAGEOBJ_IMAGE][:1]
    assert set(bytes(image.get_bitmap().buffer)) <= {0, 255}


def test_strips_of_a_page_are_the_page(tmp_path):
    pdf = a_sheet([(10, 10, 100, 150), (3, 200, 1, 8)])

    (whole,) = page_bands(pdf, 0, 203, rows=10_000)
    strips = list(page_bands(pdf, 0, 203, rows=97))

    assert b"".join(strip.grey for strip in strips) == whole.grey
    assert [strip.top for strip in strips] == [97 * number for number in range(len(strips))]


def test_where_there_are_no_printers_every_printer_is_missing():
    printers = QtPrinters()

    assert printers.names() == ()
    assert printers.problem("激光机") == MISSING


@pytest.mark.qt_log_ignore("QPainter::begin", extend=True)
def test_a_printer_that_cannot_be_begun_took_nothing(tmp_path):
    with pytest.raises(PrinterTrouble) as refused:
        FilePrinters(tmp_path / "no such folder" / "out.pdf").send(a_sending(a_sheet([(1, 1, 1, 1)])))

    assert (refused.value.problem, refused.value.pages_sent) == (OFF, 0)


@pytest.mark.parametrize(
    ("flags", "problem"),
    [
        (0x0, ""),
        (0x400, ""),  # printing
        (0x10, "no_paper"),
        (0x8, "jam"),
        (0x400000, "jam"),  # the lid
        (0x80, "off"),
        (0x90, "no_paper"),  # what a hand can mend first
        (0x1, "fault"),
    ],
)
def test_the_status_word_of_windows_is_read_as_what_a_nurse_can_mend(flags, problem):
    assert problem_in(flags) == problem
