"""Every stop, met by another process on the same ciphered file: what this desk wrote stops that needle."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from builders import NURSE
from test_stops_of_the_service import everything_written
from thirteen_stops import NAMES, STOPS, nothing_wrong

# Opens the clinic as its own desk and goes the whole way to the needle; says how it was answered.
OTHER_DESK = """
import json, sys
from pathlib import Path
sys.path[:0] = [{tests!r}]
from builders import MORNING, NURSE, PASSWORD
from clinic_app.devices.clock import SetClock
from clinic_app.domain.safety_check import CheckPoint
from clinic_app.services.failures import WishRefused
from clinic_app.services.premises import Premises
from clinic_app.services.sign_in import open_desk, unlock
from clinic_app.services.vaccination import GiveDose, TakeVial, give_dose, take_vial
from clinic_app.services.visit_wish import VisitOf
premises = Premises.of(Path({database!r}))
desk = open_desk(premises, unlock(premises, NURSE, PASSWORD), {user!r}, SetClock(MORNING))

def which(scene):
    return VisitOf(person_id=scene["person_id"], visit_id=scene["visit_id"], draft=desk.mint())

for line in sys.stdin:
    scene = json.loads(line)
    answer = "given"
    try:
        visit = take_vial(desk, which(scene), TakeVial(code=scene["code"], source="scan"))
        taken = next(dose for dose in visit.planned if dose.code == scene["code"])
        give_dose(desk, which(scene), GiveDose(planned_id=taken.planned_id, ticks=frozenset(CheckPoint)))
    except WishRefused as refused:
        answer = type(refused).__name__
    print(answer, flush=True)
desk.close()
"""


def answer_of_another_process(desk, scene):
    """Return what the other desk was told: `given`, or the name of the failure."""
    tests = str(Path(__file__).resolve().parents[1])
    program = OTHER_DESK.format(tests=tests, database=str(desk.premises.database), user=scene.user_id or NURSE)
    said = json.dumps({"person_id": scene.person_id, "visit_id": scene.visit_id, "code": scene.code})
    other = subprocess.run(
        [sys.executable, "-c", program], input=said + "\n", capture_output=True, text=True, timeout=60, check=False
    )
    assert other.returncode == 0, other.stderr
    return other.stdout.strip()


@pytest.mark.parametrize("stop", STOPS, ids=NAMES)
def test_a_second_process_meets_the_same_stop(desk, stop):
    scene = stop.arrange(desk)
    entries, stock = everything_written(desk)

    assert answer_of_another_process(desk, scene) == stop.failure.__name__

    entries_now, stock_now = everything_written(desk)
    assert stock_now == stock
    assert entries_now - entries == (1 if stop.takes_vial else 0), "the vial that was taken in hand, nothing else"
    assert desk.card(scene.person_id).visit(scene.visit_id).last_given_at is None


def test_without_a_stop_the_second_process_gives_the_dose(desk):
    scene = nothing_wrong(desk)

    assert answer_of_another_process(desk, scene) == "given"

    assert [dose.vaccine for dose in desk.card(scene.person_id).doses] == ["MMR"]
