"""A desk that is killed at any moment: every acknowledged act is there, none is half, and the next start goes on."""

import os
import random
import signal
import subprocess
import sys
import time

import pytest
from builders import NURSE, a_clinic, a_lot, a_person, a_visit_ready_for_injection, write_a_dose

from clinic_app.records.cards import load_card
from clinic_app.records.stock import lots_in_stock
from clinic_app.services.checkup import check_clinic
from clinic_app.services.sign_in import open_desk, unlock

ROUNDS = 10
SECONDS_IN_ALL = 15

# Says on its standard output what has been acknowledged, one line a dose, written through at once.
CHILD = """
import os, sys
from pathlib import Path
sys.path[:0] = [{tests!r}]
from builders import NURSE, PASSWORD, a_visit_ready_for_injection, write_a_dose
from clinic_app.devices.clock import SystemClock
from clinic_app.records.stock import lots_in_stock
from clinic_app.services.premises import Premises
from clinic_app.services.sign_in import open_desk, unlock
premises = Premises.of(Path({database!r}))
desk = open_desk(premises, unlock(premises, NURSE, PASSWORD), NURSE, SystemClock())
lot = lots_in_stock(desk.db)[0]
a_visit_ready_for_injection(desk)  # what is imported late is imported now
os.write(1, b"ready\\n")
while True:
    visit = a_visit_ready_for_injection(desk)
    dose_id = write_a_dose(desk, visit, lot)
    os.write(1, f"{{visit.person_id}} {{dose_id}}\\n".encode())
"""


def run_until_killed(premises, doses, seconds):
    """Run a busy desk, kill it so many doses and seconds later; return what it acknowledged: (person, dose) pairs."""
    script = CHILD.format(tests=os.path.dirname(os.path.dirname(__file__)), database=str(premises.database))
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout.readline() == "ready\n"
        said = "".join(child.stdout.readline() for _ in range(doses))
        time.sleep(seconds)
        child.send_signal(signal.SIGKILL)
        said += child.stdout.read()
    whole_lines = said[: said.rfind("\n") + 1].splitlines()
    return [tuple(line.split()) for line in whole_lines]


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL; the hand-test list has it")
def test_a_desk_killed_at_random_moments_loses_nothing_it_acknowledged(tmp_path):
    desk = a_clinic(tmp_path)
    a_lot(desk, doses=100_000)
    desk.close()
    moments = random.Random(2026)
    acknowledged, waited_for, started = [], 0, time.monotonic()

    for _ in range(ROUNDS):
        doses = moments.randint(1, 4)  # a slow machine needs longer for them; it is not a worse machine
        acknowledged += run_until_killed(desk.premises, doses, moments.uniform(0, 0.05))
        waited_for += doses
        checkup = check_clinic(desk.premises, unlock(desk.premises, NURSE, "li-2026"))
        assert checkup.damages == ()
        if time.monotonic() - started > SECONDS_IN_ALL:
            break

    assert len(acknowledged) >= waited_for
    again = open_desk(desk.premises, desk.keys, NURSE, desk.clock)
    people = dict.fromkeys(person for person, _ in acknowledged)
    on_cards = {(person, dose.id) for person in people for dose in load_card(again.db, person).doses}
    assert on_cards == set(acknowledged)
    doses = again.db.execute("SELECT count(*) FROM dose").fetchone()[0]
    assert len(acknowledged) <= doses <= len(acknowledged) + ROUNDS  # at most one a round was done and not yet said
    assert lots_in_stock(again.db)[0].doses_on_hand == 100_000 - doses  # the dose and its stock came together
    assert not again.cut_short
    again.close()


class PowerCut(BaseException):
    """The power goes."""


@pytest.mark.parametrize("moment", ["before commit", "before guard", "before tail", "half a tail record"])
def test_a_cut_between_the_steps_of_an_act_leaves_a_desk_that_starts_and_checks_clean(desk, monkeypatch, moment):
    lot, visit = a_lot(desk), a_visit_ready_for_injection(desk)
    doses_before = 0

    def cut(*_arguments):
        raise PowerCut

    def half(entries):
        with desk.premises.tail.open("ab") as tail:
            tail.write(b"\xe5entry\n\x00\x00\x00\x01\x00half of it")
        raise PowerCut

    places = {
        "before commit": (desk, "before_commit", cut),
        "before guard": (desk.guard, "write", cut),
        "before tail": (desk.tail, "append", cut),
        "half a tail record": (desk.tail, "append", half),
    }
    monkeypatch.setattr(*places[moment])
    with pytest.raises(PowerCut):
        write_a_dose(desk, visit, lot)
    desk.db.close()

    assert check_clinic(desk.premises, desk.keys).damages == ()
    again = open_desk(desk.premises, desk.keys, NURSE, desk.clock)
    doses = len(again.card(visit.person_id).doses)
    assert doses == doses_before + (moment != "before commit")
    assert lots_in_stock(again.db)[0].doses_on_hand == 10 - doses
    assert not again.cut_short
    a_person(again, name="李大双")
    again.close()
    assert check_clinic(desk.premises, desk.keys).damages == ()
