"""At least eighty wrong inputs: each is answered with its sentence, and nothing is lost or half saved.

The table is `wrong_inputs.py`; here is the clinic the slips happen in, the proof after each, and the disk that fails.
"""

from contextlib import contextmanager

import pytest
from builders import MORNING, a_clinic, a_lot
from vaccination_builders import (
    OTHER_BOOKLET,
    DeskOfTheTest,
    a_child,
    mmr_and_je_in_the_fridge,
)
from wrong_inputs import CLOCKS, DATES, DELIVERIES, DISK, FIELDS, ORDER, PRESSES, SCANS

from clinic_app.devices.clock import SetClock
from clinic_app.domain.entries.stock import LotCodeLearned
from clinic_app.domain.entries.subjects import lot_subject
from clinic_app.gui.rooms.cards.dose_form import DoseForm
from clinic_app.gui.rooms.cards.match_faces import match_faces
from clinic_app.gui.rooms.cards.presenter import CardsPresenter
from clinic_app.gui.rooms.observation.presenter import ObservationPresenter
from clinic_app.gui.rooms.stock.day_start_presenter import DayStartPresenter
from clinic_app.gui.rooms.stock.delivery import DeliveryPresenter
from clinic_app.gui.rooms.stock.delivery_form import DeliveryForm
from clinic_app.gui.shell_presenter import ShellPresenter
from clinic_app.gui.wording.failures import failure_words
from clinic_app.records.projection import differing_rows
from clinic_app.services.failures import WishRefused

TABLE = [*DATES, *FIELDS, *SCANS, *ORDER, *PRESSES, *CLOCKS, *DELIVERIES, *DISK]
SEALED, EMPTIED, OTHER_VACCINE = (f"8{kind}555051239860000111" for kind in (2, 6, 7))


class MovableClock(SetClock):
    """A clock whose battery is empty: it can be set to anything."""

    def set(self, moment):
        self._start = moment


class Seen:
    """A view that shows nothing and takes everything."""

    def __getattr__(self, name):
        return lambda *args, **kwargs: None


class SeenDay:
    """The page of a day's start, of which only the trouble with the clock is read."""

    trouble = ()

    def show_day(self, face):
        self.trouble = face.trouble or ()


class AtTheClinic:
    """A clinic with everything a nurse can trip over, and what she is told."""

    def __init__(self, folder):
        self.desk = a_clinic(folder, clock=MovableClock(MORNING))
        mmr_and_je_in_the_fridge(self.desk)
        self.sealed = self._a_vial(SEALED, vaccine="MMR", lot_number="S1", quarantined=True)
        self.emptied = self._a_vial(EMPTIED, vaccine="MMR", lot_number="E1", doses=0)
        self.other_vaccine = self._a_vial(OTHER_VACCINE, vaccine="MPSV-AC", lot_number="B1")
        self.used = self._a_used_vial()
        self.verdicts = []
        self.desk_work = DeskOfTheTest(self.desk)
        self.desk_work.prompter.answers = [""] * 9
        self.child = a_child(self.desk)
        self.other = a_child(self.desk, name="李小红", booklet=OTHER_BOOKLET, phone="13877776666", guardian_name="李母")
        tools = self.desk_work.tools
        self.cards = CardsPresenter(tools)
        self.observation = ObservationPresenter(tools)
        self.delivery = DeliveryPresenter(tools, lambda lot_id: None)
        for presenter in (self.cards, self.cards.new_record, self.cards.dose_form):
            presenter.attach(Seen())
        self.observation.show_verdict = self.verdicts.append
        self.day_start, self.day = DayStartPresenter(tools), SeenDay()
        self.day_start.attach(self.day)
        self.shell = ShellPresenter(
            tools, Seen(), match_faces=match_faces, on_ticket=self.observation.on_ticket, take_typed=lambda text: False
        )

    def scan(self, code):
        """Scan at the desk; what the desk does not want goes to the shell, as the window does it."""
        if not self.desk_work.presenter.takes_scan(code):
            self.shell.on_scan(code)

    def ticket(self):
        return self.desk_work.visit.ticket

    def said(self):
        """Return every sentence on the screen: notices, questions, and what stands beside the fields."""
        work, cards = self.desk_work, self.cards
        told = [part for words in work.prompter.told for part in words[:2]]
        asked = [part for question in work.prompter.questions for part in (question.title, question.sentence)]
        beside = [*cards.new_record._judgement().errors.values()]
        beside += [cards.dose_form._face().off] if cards.dose_form._form != DoseForm() else []
        if work.visit is not None:
            beside += [work.presenter.screening.face().error, work.presenter.screening.missing()]
            beside.append(work.presenter.consent.face().missing)
            if (face := work.presenter.injection.face()) is not None:
                beside += [face.missing, *(face.stop or ())]
        refused = [failure_words(each, self.desk.rules) for each in work.failures if isinstance(each, WishRefused)]
        beside += [part for words in refused for part in (words.sentence, words.todo)]  # as the window tells them
        beside += [part for verdict in self.verdicts for part in (verdict.verdict, verdict.todo)]
        self.day_start.refresh()  # as it stands before the next visit
        return [words for words in (*told, *asked, *beside, *self.said_of_a_delivery(), *self.day.trouble) if words]

    def said_of_a_delivery(self):
        """Return what stands on the page of a delivery, nothing while nobody has typed there."""
        if self.delivery._form == DeliveryForm():
            return []
        face = self.delivery._face()
        return [*face.errors.values(), face.verdict.what, face.verdict.todo, face.off_save]

    @contextmanager
    def full_disk(self):
        """Let the last page of every act find no room, as on a disk that is full; there is room again afterwards."""
        db = self.desk.db
        (pages,) = db.execute("PRAGMA page_count").fetchone()
        db.execute(f"PRAGMA max_page_count = {pages}")
        self.desk.before_commit = lambda: db.execute("CREATE TABLE too_large AS SELECT zeroblob(1000000) AS pages")
        yield
        self.desk.before_commit = lambda: None
        db.execute("PRAGMA max_page_count = 1000000")

    def make_slip_without_a_printer(self):
        """Make the slip of the visit again where nothing can be put for the printer."""
        outbox = self.desk.premises.outbox
        for paper in outbox.glob("*"):
            paper.unlink()
        if outbox.exists():
            outbox.rmdir()
        outbox.write_bytes(b"")
        self.desk_work.presenter.outcome.make_slip(self.desk_work.visit)

    def entries(self):
        return self.desk.db.execute("SELECT count(*) FROM entry WHERE stream = 'shared'").fetchone()[0]

    def close(self):
        self.desk_work.reader.close()
        self.desk.close()

    def _a_vial(self, code, **lot):
        lot = a_lot(self.desk, **lot)
        with self.desk.act() as act:
            act.write(LotCodeLearned(lot_id=lot.id, code=code), subject=lot_subject(lot.id))
        return code

    def _a_used_vial(self):
        code = "83182470512398600009"
        yesterday = DeskOfTheTest(self.desk)
        child = a_child(self.desk, name="王小五", booklet="330122010120260008", phone="13866665555")
        yesterday.bring_to_needle(child, "330122010120260008")
        yesterday.presenter.takes_scan(code)
        yesterday.tick_all_one_by_one()
        yesterday.presenter.injection.give()
        yesterday.reader.close()
        return code


@pytest.fixture
def at(tmp_path):
    at = AtTheClinic(tmp_path)
    yield at
    at.close()


def test_there_are_at_least_eighty_sentences_and_no_two_are_the_same():
    assert len([slip for slip in TABLE if slip.sentence]) >= 80
    assert len({slip.what for slip in TABLE}) == len(TABLE)


@pytest.mark.parametrize("slip", TABLE, ids=lambda slip: slip.what.replace(" ", "-"))
def test_the_slip_is_told_and_nothing_is_lost_or_half_saved(at, slip):
    slip.brings(at)
    before, stood = at.entries(), at.said()

    slip.slips(at)

    told = [words for words in at.said() if slip.stands or words not in stood]
    assert not slip.sentence or any(slip.sentence in words for words in told), told
    assert at.entries() == before + slip.writes
    assert list(differing_rows(at.desk.db)) == []
    assert slip.keeps(at)
    assert [failure for failure in at.desk_work.failures if not isinstance(failure, WishRefused)] == []


@pytest.mark.parametrize(
    "slip", [slip for slip in DISK if hasattr(slip.slips, "press")], ids=lambda slip: slip.what.replace(" ", "-")
)
def test_once_there_is_room_again_the_same_press_saves_what_was_typed(at, slip):
    slip.brings(at)
    slip.slips(at)
    before = at.entries()
    if "signature" in slip.what:
        at.desk_work.presenter.consent.save()  # the tick still stands: F9 is enough
    else:
        slip.slips.press(at)

    assert at.entries() > before
    assert list(differing_rows(at.desk.db)) == []
