"""The vaccination desk for tests: a presenter on a real ciphered database; only prompter and navigation are fakes."""

from datetime import date

from builders import a_lot, a_person

from clinic_app.domain.safety_check import CheckPoint
from clinic_app.gui.faces import Tone
from clinic_app.gui.presenter_tools import PresenterTools
from clinic_app.gui.rooms.vaccination.presenter import VaccinationPresenter
from clinic_app.services.reader import open_reader

BOOKLET = "330122010120260001"
OTHER_BOOKLET = "330122010120260002"
MMR_CODE, MMR_CODE_2 = "83182470512398600001", "83182470512398600002"
JE_CODE = "81112220512398600001"
EXPIRED_CODE = "83199990512398600001"
UNKNOWN_CODE = "84444440512398600001"
HUMAN = (CheckPoint.APPEARANCE, CheckPoint.NAME, CheckPoint.GUARDIAN)


class ImmediateWriter:
    """Runs each wish at once on the desk of the test."""

    def __init__(self, desk):
        self.desk = desk

    def submit(self, run, then, failed):
        try:
            outcome = run(self.desk)
        except Exception as error:
            failed(error)
        else:
            then(outcome)


class HeldWriter(ImmediateWriter):
    """Holds wishes back until the test lets them run: a slow disk."""

    def __init__(self, desk):
        super().__init__(desk)
        self.held = []

    def submit(self, run, then, failed):
        self.held.append((run, then, failed))

    def let_go(self):
        while self.held:
            super().submit(*self.held.pop(0))


class FakePrompter:
    """Answers from a script and remembers what was asked and told; an unforeseen question fails the test."""

    def __init__(self):
        self.answers = []
        self.questions = []
        self.told = []

    def ask(self, question, then):
        self.questions.append(question)
        then(self.answers.pop(0))

    def ask_text(self, question, then, otherwise=None):
        self.questions.append(question)
        then(self.answers.pop(0))

    def tell(self, sentence, todo="", tone=Tone.GREY):
        self.told.append((sentence, todo, tone))


class FakeNavigation:
    """Remembers where the presenter wanted to go."""

    def __init__(self):
        self.cards = []

    def open_room(self, key):
        self.cards.append(key)

    def show_card(self, person_id):
        self.cards.append(person_id)

    def start_visit(self, person_id, scanned=""):
        self.cards.append(person_id)


class DeskOfTheTest:
    """A presenter and everything around it."""

    def __init__(self, desk, writer=None, prompter=None):
        self.desk = desk
        self.prompter = prompter or FakePrompter()
        self.navigation = FakeNavigation()
        self.announced = []
        self.failures = []
        self.reader = open_reader(desk.premises, desk.keys.database_key, desk.clock, desk.rules)
        self.tools = PresenterTools(
            reader=self.reader,
            writer=writer or ImmediateWriter(desk),
            prompter=self.prompter,
            navigation=self.navigation,
            announce=self.announced.append,
            mint=desk.mint,
            background=lambda work, then, failed: then(work()),
            failed=self.failures.append,
            user_id=lambda: desk.user_id,
        )
        self.presenter = VaccinationPresenter(self.tools)

    @property
    def visit(self):
        """Return the visit in hand as it is now."""
        return self.presenter.bench.visit

    def screen(self, temperature="366"):
        self.presenter.screening.set_temperature(temperature)
        self.presenter.screening.answer_rest_no()
        self.presenter.screening.save()

    def consent(self):
        self.presenter.consent.toggle_signed()
        self.presenter.consent.save()

    def bring_to_needle(self, person_id, scanned=BOOKLET):
        self.presenter.start_visit(person_id, scanned)
        self.screen()
        self.presenter.planning.save()
        self.consent()

    def tick_all_one_by_one(self):
        for item in HUMAN:
            self.presenter.injection.tick(item)

    def missing(self):
        return self.presenter.injection.face().missing


def a_child(desk, *, name="张小明", booklet=BOOKLET, birth_date=date(2026, 3, 15), **changes):
    """Open a file for a child of eight months with guardian and booklet."""
    known = {
        "guardian_name": "王芳",
        "guardian_relation": "mother",
        "phone": "13800001234",
        "village": "李家沟村",
        "child_code": booklet,
    }
    return a_person(desk, name=name, birth_date=birth_date, **(known | changes))


def mmr_and_je_in_the_fridge(desk):
    """Receive a good lot of MMR, one of JE, and an expired one of MMR."""
    good = a_lot(
        desk,
        vaccine="MMR",
        doses=6,
        lot_number="A202509011",
        expires_on=date(2027, 3, 10),
        product_identifier="8318247",
    )
    a_lot(
        desk,
        vaccine="JE-L",
        doses=8,
        lot_number="J202604012",
        expires_on=date(2027, 10, 20),
        product_identifier="8111222",
    )
    expired = a_lot(
        desk,
        vaccine="MMR",
        doses=2,
        lot_number="A202505007",
        expires_on=date(2026, 11, 6),
        product_identifier="8319999",
    )
    return good, expired
