"""Another desk changes the world between the check and the needle: this needle stops, and nothing is half written."""

import json
from datetime import date, timedelta

import pytest
from anomalies.thirteen_stops import nothing_wrong
from builders import TODAY, a_lot, a_person, a_visit_ready_for_injection, write_a_dose

from clinic_app.domain.entries.clinic import UserRetired
from clinic_app.domain.entries.health import HealthFactAdded
from clinic_app.domain.entries.stock import LotQuarantined
from clinic_app.domain.entries.subjects import CLINIC, lot_subject, person_subject
from clinic_app.domain.entries.vaccination import DoseRecorded
from clinic_app.domain.safety_check import CheckPoint
from clinic_app.domain.visit import VisitState
from clinic_app.services import failures
from clinic_app.services.sign_in import open_desk
from clinic_app.services.vaccination import GiveDose, TakeVial, give_dose, take_vial
from clinic_app.services.vials import lot_of_code
from clinic_app.services.visit_wish import VisitOf

ALL_TICKS = frozenset(CheckPoint)


@pytest.fixture
def other_desk(desk):
    """A second connection to the same file, as another desk of the clinic has it."""
    opened = open_desk(desk.premises, desk.keys, desk.user_id, desk.clock)
    yield opened
    opened.db.close()


def wish_of(desk, scene):
    return VisitOf(person_id=scene.person_id, visit_id=scene.visit_id, draft=desk.mint())


def with_vial_in_hand(desk):
    """A child before the needle, the vial taken, nothing wrong."""
    scene = nothing_wrong(desk)
    visit = take_vial(desk, wish_of(desk, scene), TakeVial(code=scene.code, source="scan"))
    return scene, GiveDose(planned_id=visit.planned[0].planned_id, ticks=ALL_TICKS)


def quarantine(desk, scene):
    lot = lot_of_code(desk.db, scene.code)
    with desk.act() as act:
        act.write(LotQuarantined(lot_id=lot.id, reason="冷链"), subject=lot_subject(lot.id))


def give_the_same_vaccine(desk, scene):
    body = DoseRecorded(dose_id=desk.mint(), person_id=scene.person_id, vaccine="MMR", given_on=TODAY, source="booklet")
    with desk.act() as act:
        act.write(body, subject=person_subject(scene.person_id))


def write_down_a_contraindication(desk, scene):
    fact = HealthFactAdded(
        fact_id=desk.mint(), person_id=scene.person_id, what="contraindication", value="免疫缺陷", on=TODAY
    )
    with desk.act() as act:
        act.write(fact, subject=person_subject(scene.person_id))


def record_a_live_vaccine_of_last_week(desk, scene):
    body = DoseRecorded(
        dose_id=desk.mint(),
        person_id=scene.person_id,
        vaccine="VarV",
        given_on=TODAY - timedelta(days=7),
        source="booklet",
    )
    with desk.act() as act:
        act.write(body, subject=person_subject(scene.person_id))


def use_the_same_vial(desk, scene):
    visit = a_visit_ready_for_injection(desk, vaccines=("MMR",))
    write_a_dose(desk, visit, lot_of_code(desk.db, scene.code), code=scene.code)


def retire_the_nurse(desk, scene):
    with desk.act() as act:
        act.write(UserRetired(user_id=desk.user_id), subject=CLINIC)


@pytest.mark.parametrize(
    ("meanwhile", "failure"),
    [
        (quarantine, failures.UnusableLot),
        (give_the_same_vaccine, failures.SameDoseToday),
        (write_down_a_contraindication, failures.Contraindicated),
        (record_a_live_vaccine_of_last_week, failures.NotDue),
        (use_the_same_vial, failures.VialUsedBefore),
        (retire_the_nurse, failures.NotQualified),
    ],
)
def test_what_the_other_desk_wrote_a_moment_ago_stops_this_needle(desk, other_desk, meanwhile, failure):
    scene, needle = with_vial_in_hand(desk)
    meanwhile(other_desk, scene)
    before = desk.db.execute("SELECT count(*) FROM entry").fetchone()

    with pytest.raises(failure):
        give_dose(desk, wish_of(desk, scene), needle)

    assert desk.db.execute("SELECT count(*) FROM entry").fetchone() == before
    visit = desk.card(scene.person_id).visit(scene.visit_id)
    assert (visit.state, visit.last_given_at) == (VisitState.INJECTING, None)


def test_both_desks_press_for_one_planned_dose_and_one_dose_is_given(desk, other_desk):
    scene, needle = with_vial_in_hand(desk)

    give_dose(desk, wish_of(desk, scene), needle)
    with pytest.raises(failures.StepSkipped):
        give_dose(other_desk, wish_of(other_desk, scene), needle)

    assert len(desk.card(scene.person_id).doses) == 1
    assert lot_of_code(desk.db, scene.code).doses_on_hand == 5


def test_the_same_draft_on_both_desks_is_one_dose(desk, other_desk):
    scene, needle = with_vial_in_hand(desk)
    wish = wish_of(desk, scene)

    first = give_dose(desk, wish, needle)
    second = give_dose(other_desk, wish, needle)

    assert second == first
    assert len(desk.card(scene.person_id).doses) == 1


def test_a_live_vaccine_of_today_in_the_other_arm_is_no_stop(desk):
    scene, needle = with_vial_in_hand(desk)
    body = DoseRecorded(
        dose_id=desk.mint(), person_id=scene.person_id, vaccine="JE-L", given_on=TODAY, source="booklet"
    )
    with desk.act() as act:
        act.write(body, subject=person_subject(scene.person_id))

    visit = give_dose(desk, wish_of(desk, scene), needle)

    assert visit.state is VisitState.OBSERVING


def test_what_was_compared_and_who_answers_is_in_the_record(desk):
    scene, needle = with_vial_in_hand(desk)

    give_dose(desk, wish_of(desk, scene), needle)

    entries = desk.db.execute("SELECT bytes FROM entry WHERE kind = 'safety_check.passed'").fetchall()
    answers = {answer["item"]: answer for answer in json.loads(entries[-1][0])["body"]["answers"]}
    green = {item for item, answer in answers.items() if answer["state"] == "green"}
    assert green == {"health", "age", "product", "specification", "volume", "site", "route"}
    assert all(answers[item]["expected"] and answers[item]["seen"] for item in green)
    assert all(answers[item]["source"] in ("scan", "computed") for item in green)
    assert answers["specification"]["seen"] == "8318247"
    assert answers["volume"] == answers["volume"] | {"expected": "0.5 mL", "seen": "0.5 mL", "source": "scan"}
    assert answers["age"] == answers["age"] | {"expected": "2026-11-15", "seen": "2026-11-18"}
    assert {answers[item]["by"] for item in set(answers) - green} == {desk.user_id}


def test_a_typed_lot_leaves_the_vial_to_human_eyes(desk):
    scene = nothing_wrong(desk)
    visit = take_vial(desk, wish_of(desk, scene), TakeVial(code="A202509011", source="typed"))
    eyes = frozenset({CheckPoint.BOOKLET, CheckPoint.APPEARANCE, CheckPoint.NAME, CheckPoint.GUARDIAN})

    with pytest.raises(failures.CheckIncomplete) as refused:
        give_dose(desk, wish_of(desk, scene), GiveDose(planned_id=visit.planned[0].planned_id, ticks=eyes))

    assert refused.value.items == ("product", "specification", "volume", "route")


def test_a_multi_dose_vial_is_opened_once_and_every_dose_knows_it(desk):
    lot = a_lot(desk, vaccine="MMR", lot_number="M5", doses=10, doses_per_vial=2, product_identifier="8315555")
    code = "83155550512398600001"
    given = []
    for _ in range(2):
        visit = a_visit_ready_for_injection(desk, person_id=_child(desk), vaccines=("MMR",))
        which = VisitOf(person_id=visit.person_id, visit_id=visit.id, draft=desk.mint())
        planned = take_vial(desk, which, TakeVial(code=code, source="scan")).planned[0]
        which = VisitOf(person_id=visit.person_id, visit_id=visit.id, draft=desk.mint())
        give_dose(desk, which, GiveDose(planned_id=planned.planned_id, ticks=ALL_TICKS))
        given.append(desk.card(visit.person_id).doses[0])
        desk.clock.advance(timedelta(minutes=5))

    assert given[0].vial_id == given[1].vial_id != ""
    assert lot_of_code(desk.db, code).open_vials == (), "used up"
    third = a_visit_ready_for_injection(desk, person_id=_child(desk), vaccines=("MMR",))
    which = VisitOf(person_id=third.person_id, visit_id=third.id, draft=desk.mint())
    with pytest.raises(failures.VialUsedBefore):
        take_vial(desk, which, TakeVial(code=code, source="scan"))
    assert lot.doses_per_vial == 2


def test_the_time_of_an_open_vial_runs_out_between_check_and_needle(desk):
    a_lot(desk, vaccine="MMR", lot_number="M5", doses=10, doses_per_vial=5, product_identifier="8315555")
    visit = a_visit_ready_for_injection(desk, person_id=_child(desk), vaccines=("MMR",))
    which = VisitOf(person_id=visit.person_id, visit_id=visit.id, draft=desk.mint())
    planned = take_vial(desk, which, TakeVial(code="83155550512398600001", source="scan")).planned[0]
    needle = GiveDose(planned_id=planned.planned_id, ticks=ALL_TICKS)

    desk.clock.advance(timedelta(minutes=30, seconds=1))
    with pytest.raises(failures.VialTimeOver) as refused:
        give_dose(desk, VisitOf(person_id=visit.person_id, visit_id=visit.id, draft=desk.mint()), needle)

    assert refused.value.minutes == 30


def test_an_opened_inactivated_vaccine_has_an_hour(desk):
    lot = a_lot(desk, vaccine="HepB", lot_number="H5", doses=10, doses_per_vial=5)
    visit = a_visit_ready_for_injection(
        desk, person_id=_child(desk, born=date(2026, 9, 1)), vaccines=("HepB",), sites=("left_thigh",)
    )
    which = VisitOf(person_id=visit.person_id, visit_id=visit.id, draft=desk.mint())

    take_vial(desk, which, TakeVial(code="H5", source="typed"))

    (vial,) = lot_of_code(desk.db, lot.lot_number).open_vials
    assert (vial.minutes, vial.code, vial.doses_left) == (60, "", 5)


def _child(desk, born=date(2026, 3, 15)):
    return a_person(desk, birth_date=born)
