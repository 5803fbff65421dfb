"""Presenter tools for tests of rooms: a real ciphered clinic, wishes run at once, navigation that remembers."""

from clinic_app.gui.presenter_tools import PresenterTools
from clinic_app.services.reader import open_reader


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
