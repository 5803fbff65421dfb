"""Papers and printers for tests: sheets drawn without the program's own printing code, printers that can be off."""

from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

MM = 72 / 25.4


def a_sheet(*pages, size_mm=(148, 210)):
    """Return a PDF with a page for each tuple of black boxes (left, top, width, height) in millimetres."""
    width, height = (length * MM for length in size_mm)
    stream = BytesIO()
    canvas = Canvas(stream, (width, height), invariant=1)
    for boxes in pages or ((),):
        for left, top, wide, high in boxes:
            canvas.rect(left * MM, height - (top + high) * MM, wide * MM, high * MM, stroke=0, fill=1)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


class FakePrinters:
    """Printers by name; `wrong` holds what is wrong with one, `printed` what came out, as (printer, kind, pages)."""

    def __init__(self, *names):
        self._names = names
        self.wrong = {}
        self.stops_after = {}
        self.printed = []
        self.asked = 0

    def names(self):
        return self._names

    def trays(self, name):
        return ("1", "2")

    def problem(self, name):
        self.asked += 1
        return self.wrong.get(name, "") if name in self._names else "missing"

    def send(self, sending):
        from clinic_app.gui.printers.port import PrinterTrouble

        name = sending.choice.printer
        if name in self.stops_after:
            raise PrinterTrouble("stopped" if self.stops_after[name] else "off", self.stops_after[name])
        self.printed.append((name, sending.job.kind, sending.job.pages))
