"""The print centre with the certificates and the cards beside it, and the hands that fill it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from clinic_app.app.certificate_rooms import furnish_certificates
from clinic_app.app.print_rooms import furnish_print_center
from clinic_app.gui.room import RoomCard
from clinic_app.gui.rooms.cards.presenter import CardsPresenter
from clinic_app.gui.rooms.cards.view import CardsRoom
from tests.gui.open_rooms import OpenRooms

KEYS = Qt.Key
F4, F5, F6, F7, F8, F9 = (getattr(KEYS, f"Key_F{number}") for number in range(4, 10))
DOWN, PGDN = KEYS.Key_Down, KEYS.Key_PageDown


class Certified(OpenRooms):
    """The print centre with the certificates, and the cards beside it."""

    def __init__(self, qtbot, desk, stick=None):
        super().__init__(qtbot, desk)
        self.printing = furnish_print_center(self.window, self.tools)
        self.cards = CardsPresenter(self.tools)
        self.window.add_room(RoomCard("cards", "档案", "notebook-tabs", CardsRoom(self.cards)))
        self.certificates = furnish_certificates(self.printing, self.tools, stick)
        self.room = next(room for room in self.window.workplace.rooms() if room.key == "certificates")

    def make_certificate(self, person_id):
        self.certificates.open(person_id)
        self.aftermath.enter("certificates")

    def show_card(self, person_id):
        self.cards.show_person(person_id)
        self.window.open_room("cards")

    def wait_for_preview(self):
        self.wait_until_it_says("预览 · 第 1 页")

    def papers_printed(self):
        return sorted(path.name for path in self.desk.premises.outbox.glob("*.pdf"))

    def rows(self, table):
        model = table.model()
        return [
            [model.data(model.index(row, column)) for column in range(model.columnCount())]
            for row in range(model.rowCount())
        ]

    def write(self, words):
        """Type words as an input method commits them."""
        committed = QInputMethodEvent()
        committed.setCommitString(words)
        QApplication.sendEvent(QApplication.focusWidget(), committed)

    def scan_certificate(self, text):
        """Send a code with Chinese lines as a scanner types it: Chinese into the field, plain lines as scans."""
        for line in text.split("\n"):
            plain = "".join(letter for letter in line if letter.isascii())
            if plain == line:
                self.scan(line)
                continue
            head, _, tail = line.partition(" ")
            self.write(f"{head} " if tail.isascii() and len(tail) >= 6 else f"{line}\n")
            if tail.isascii() and len(tail) >= 6:
                self.scan(tail)
