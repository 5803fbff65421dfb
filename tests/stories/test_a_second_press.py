from datetime import timedelta

import pytest
from builders import a_lot, a_person

from clinic_app.domain.safety_check import CheckPoint
from clinic_app.services.consent import record_consent
from clinic_app.services.observation import end_observation
from clinic_app.services.plan_rules import ChosenVaccine
from clinic_app.services.registration import end_visit, open_visit, plan_doses, step_back
from clinic_app.services.resource_files import screening_checklist
from clinic_app.services.screening import ScreeningWish, record_screening
from clinic_app.services.vaccination import GiveDose, TakeVial, give_dose, leave_out, take_vial
from clinic_app.services.visit_wish import VisitOf, visit_at

TICKS = frozenset(CheckPoint)


def entries(desk):
    return desk.db.execute("SELECT count(*) FROM entry WHERE stream = 'shared'").fetchone()[0]


class Nurse:
    """Leads one child through a visit; every wish can be pressed again with the draft of its form."""

    def __init__(self, desk, clock):
        self.desk, self.clock = desk, clock
        self.lot = a_lot(desk)
        self.person = a_person(desk)
        self.visit = open_visit(desk, self.person, desk.mint()).id

    def which(self):
        return VisitOf(person_id=self.person, visit_id=self.visit, draft=self.desk.mint())

    def screening(self):
        answers = {question.id: False for question in screening_checklist().questions}
        wish = ScreeningWish(temperature_tenths=366, answers=answers, result="fit", told=True)
        return lambda which: record_screening(self.desk, which, wish)

    def plan(self):
        self.screening()(self.which())
        return lambda which: plan_doses(self.desk, which, (ChosenVaccine(vaccine="DTaP"),))

    def consent(self):
        self.plan()(self.which())
        return lambda which: record_consent(self.desk, which, "陈母", "mother")

    def vial(self):
        self.consent()(self.which())
        return lambda which: take_vial(self.desk, which, TakeVial(code=self.lot.lot_number, source="typed"))

    def needle(self):
        self.vial()(self.which())
        return lambda which: give_dose(self.desk, which, GiveDose(planned_id=self.planned(), ticks=TICKS))

    def left_out(self):
        self.consent()(self.which())
        planned = self.planned()
        return lambda which: leave_out(self.desk, which, planned, "家长改天再来")

    def leaving(self):
        self.needle()(self.which())
        self.clock.advance(timedelta(minutes=31))
        return lambda which: end_observation(self.desk, which, "normal")

    def stepping_back(self):
        self.plan()(self.which())
        return lambda which: step_back(self.desk, which, "选错了")

    def refusal(self):
        return lambda which: end_visit(self.desk, which, "refused", "家长不同意")

    def planned(self):
        return visit_at(self.desk, self.person, self.visit).planned[0].planned_id


@pytest.mark.parametrize(
    "wish", ["screening", "plan", "consent", "vial", "needle", "left_out", "leaving", "stepping_back", "refusal"]
)
def test_a_second_press_is_answered_with_the_first_and_writes_nothing(desk, clock, wish):
    nurse = Nurse(desk, clock)
    press = getattr(nurse, wish)()
    which = nurse.which()
    before = entries(desk)
    first = press(which)
    written = entries(desk)

    second = press(which)

    assert written > before
    assert second == first
    assert entries(desk) == written
