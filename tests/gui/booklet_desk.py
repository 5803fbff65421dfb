"""A window with the rooms of the paper booklet over a real clinic."""

from datetime import date

from builders import a_lot, a_person, a_visit_ready_for_injection, write_a_dose

from clinic_app.app.booklet_rooms import furnish_booklets
from clinic_app.app.print_rooms import furnish_print_center
from clinic_app.services.corrections import PastDose, record_past_dose
from tests.gui.open_rooms import OpenRooms

BOOKLET = "330122010120260001"


class BookletDesk(OpenRooms):
    """Print centre, booklet and layouts, wired as the program wires them."""

    def __init__(self, qtbot, desk, **changes):
        super().__init__(qtbot, desk, **changes)
        self.printing = furnish_print_center(self.window, self.tools)
        self.booklets = furnish_booklets(self.printing, self.tools)
        rooms = {room.key: room for room in self.window.workplace.rooms()}
        self.room, self.layouts = rooms["booklet"], rooms["booklet_layout"]

    def print_booklet(self, person_id):
        self.booklets.booklet.open(person_id)
        self.aftermath.enter("booklet")

    def lines(self):
        """What the list of doses says, row by row."""
        model = self.room.table.model()
        columns = range(model.columnCount())
        return [[model.data(model.index(row, column)) for column in columns] for row in range(model.rowCount())]

    def chosen(self):
        return [line[1] for line in self.lines() if line[0] == "✓"]

    def marks(self, person_id):
        return [(mark.page, mark.row, mark.how.value) for mark in self.desk.card(person_id).booklet.marks]

    def wait_for_marks(self, person_id, count):
        self.qtbot.waitUntil(lambda: len(self.reader.card(person_id).booklet.marks) == count, timeout=5000)

    def papers(self):
        return sorted(self.desk.premises.outbox.glob("booklet-*.pdf"))


def a_child(desk, *vaccines, name="陈小满", history=()):
    """Open a file, write in what another clinic gave, and give today's needles; return the person id."""
    person_id = a_person(desk, name=name, birth_date=date(2026, 5, 4), guardian_name="王芳", child_code=BOOKLET)
    for vaccine, day in history:
        past = PastDose(vaccine=vaccine, given_on=day, source="platform", unit="县医院")
        record_past_dose(desk, person_id, past, draft=desk.mint())
    visit = a_visit_ready_for_injection(desk, person_id=person_id, vaccines=vaccines)
    for vaccine in vaccines:
        write_a_dose(desk, desk.card(person_id).visit(visit.id), a_lot(desk, vaccine=vaccine))
    return person_id
