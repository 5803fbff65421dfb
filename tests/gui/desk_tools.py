"""Presenter tools for tests of rooms: a real ciphered clinic, wishes run at once, navigation that remembers."""

from datetime import date

from clinic_app.domain.entries.subjects import person_subject
from clinic_app.domain.entries.vaccination import DoseRecorded
from clinic_app.gui.presenter_tools import PresenterTools
from clinic_app.services.reader import open_reader
from tests.builders import a_person

BORN = date(2026, 3, 15)


class RememberingNavigation:
    """Goes nowhere and remembers where it was asked to go."""

    def __init__(self):
        self.went = []

    def open_room(self, key):
        self.went.append(("room", key))

    def show_card(self, person_id):
        self.went.append(("card", person_id))

    def start_visit(self, person_id, scanned=""):
        self.went.append(("visit", person_id))


class WishesAtOnce:
    """Runs a wish on the open desk before `submit` returns."""

    def __init__(self, desk):
        self._desk = desk

    def submit(self, run, then, failed):
        try:
            outcome = run(self._desk)
        except Exception as problem:
            failed(problem)
        else:
            then(outcome)


def tools_for(desk, prompter, navigation):
    """Return tools over the files of an open desk."""
    announced = []
    return PresenterTools(
        reader=open_reader(desk.premises, desk.keys.database_key, desk.clock, desk.rules),
        writer=WishesAtOnce(desk),
        prompter=prompter,
        navigation=navigation,
        announce=announced.append,
        mint=desk.mint,
        background=lambda work, then, failed: then(work()),
        failed=_raise,
    )


def _raise(problem):
    raise problem


def recorded(desk, person_id, vaccine, given_on, **changes):
    """Write a dose in from the booklet and return its id."""
    dose_id = desk.mint()
    body = DoseRecorded(
        dose_id=dose_id, person_id=person_id, vaccine=vaccine, given_on=given_on, source="booklet", **changes
    )
    with desk.act() as act:
        act.write(body, subject=person_subject(person_id))
    return dose_id


def a_child_with_an_early_measles_dose(desk):
    """Eight months old on 2026-11-15; MMR on 2026-10-30 was too early, the programme wants it again."""
    person_id = a_person(desk, name="张小明", birth_date=BORN, guardian_name="王芳", phone="13800001234")
    recorded(desk, person_id, "HepB", BORN, unit="县医院", site="right_upper_arm")
    recorded(desk, person_id, "BCG", date(2026, 3, 16), book="4", page="31", lot_number="B1")
    recorded(desk, person_id, "MMR", date(2026, 10, 10), unit="昆明市官渡区小板桥社区卫生服务中心")
    return person_id
