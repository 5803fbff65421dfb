"""The power goes in the middle of a visit; when it is back the same child stands at the same step, as it was left."""

from datetime import timedelta

import pytest
from builders import DOCTOR, MORNING, NURSE, PASSWORD, a_clinic
from vaccination_builders import (
    BOOKLET,
    EXPIRED_CODE,
    JE_CODE,
    MMR_CODE,
    DeskOfTheTest,
    a_child,
    mmr_and_je_in_the_fridge,
)

from clinic_app.devices.clock import SetClock
from clinic_app.domain.safety_check import CheckPoint
from clinic_app.domain.visit import VisitState
from clinic_app.services.sign_in import open_desk, unlock


@pytest.fixture
def clinic(tmp_path):
    """A desk with vaccine in the fridge and a child of eight months on file; the child is taken in hand."""
    desk = a_clinic(tmp_path, clock=SetClock(MORNING))
    mmr_and_je_in_the_fridge(desk)
    work = DeskOfTheTest(desk)
    work.presenter.start_visit(a_child(desk), BOOKLET)
    return work


def after_the_cut(work, *, minutes=1, user=NURSE):
    """Pull the plug a second after the last key and start the program anew."""
    work.presenter.on_tick()
    work.reader.close()
    work.desk.db.close()  # nothing more is written
    clock = SetClock(work.desk.clock.now() + timedelta(minutes=minutes))
    premises = work.desk.premises
    again = DeskOfTheTest(open_desk(premises, unlock(premises, NURSE, PASSWORD), user, clock))
    assert again.presenter.resume(user)
    return again


def to_the_vial(work):
    work.screen()
    work.presenter.planning.save()
    work.consent()
    work.presenter.takes_scan(MMR_CODE)


def give_one(work):
    work.tick_all_one_by_one()
    work.presenter.injection.give()


REACHED = [
    (VisitState.WAITING, lambda work: None),
    (VisitState.SCREENED, lambda work: work.screen()),
    (VisitState.REGISTERED, lambda work: (work.screen(), work.presenter.planning.save())),
    (VisitState.INFORMED, lambda work: (work.screen(), work.presenter.planning.save(), work.consent())),
    (VisitState.INJECTING, to_the_vial),
    (VisitState.INJECTING, lambda work: (to_the_vial(work), give_one(work))),
    (
        VisitState.OBSERVING,
        lambda work: (to_the_vial(work), give_one(work), work.presenter.takes_scan(JE_CODE), give_one(work)),
    ),
]


@pytest.mark.parametrize(("state", "work_until"), REACHED, ids=lambda value: getattr(value, "value", ""))
def test_the_same_child_stands_at_the_same_step(clinic, state, work_until):
    work_until(clinic)
    before = clinic.visit
    assert before.state is state

    again = after_the_cut(clinic)

    assert again.visit == before
    assert again.presenter.head() == clinic.presenter.head()


def test_what_was_typed_at_the_screening_is_still_there(clinic):
    clinic.presenter.screening.set_temperature("376")
    clinic.presenter.screening.answer_rest_no()
    face = clinic.presenter.screening.face()

    assert after_the_cut(clinic).presenter.screening.face() == face


def test_the_ticks_of_the_gate_are_there_after_a_short_cut(clinic):
    to_the_vial(clinic)
    clinic.presenter.injection.tick(CheckPoint.APPEARANCE)
    face = clinic.presenter.injection.face()

    assert after_the_cut(clinic, minutes=9).presenter.injection.face() == face


@pytest.mark.parametrize("cut", [{"minutes": 11}, {"user": DOCTOR}, {"minutes": -60}])
def test_what_was_seen_long_ago_or_by_another_person_is_looked_at_again(clinic, cut):
    to_the_vial(clinic)
    missing = clinic.missing() if "user" not in cut else "1 项停，不能注射"  # the doctor may not inject
    clinic.tick_all_one_by_one()

    assert after_the_cut(clinic, **cut).missing() == missing != ""


@pytest.mark.parametrize("cut", [{"minutes": 1}, {"minutes": 11}])
def test_after_a_bad_vial_the_good_one_scanned_before_it_must_be_scanned_again(clinic, cut):
    to_the_vial(clinic)
    clinic.presenter.takes_scan(EXPIRED_CODE)

    again = after_the_cut(clinic, **cut)
    again.tick_all_one_by_one()

    assert again.missing() == "先扫疫苗瓶上的码"
    again.presenter.takes_scan(MMR_CODE)
    again.tick_all_one_by_one()
    assert again.missing() == ""


def test_the_needle_pressed_just_before_the_cut_is_not_given_twice(clinic):
    to_the_vial(clinic)
    clinic.tick_all_one_by_one()
    clinic.presenter.injection.give()

    again = after_the_cut(clinic)
    again.presenter.injection.give()

    assert len(again.reader.card(again.visit.person_id).doses) == 1


def test_a_parked_child_keeps_what_was_typed(clinic):
    clinic.presenter.screening.set_temperature("368")
    person_id, face = clinic.visit.person_id, clinic.presenter.screening.face()
    clinic.presenter.park()
    clinic.presenter.start_visit(a_child(clinic.desk, name="李小红", booklet="330122010120260002"))

    again = after_the_cut(clinic)
    again.presenter.park()
    again.presenter.switch_to(person_id)

    assert again.presenter.screening.face() == face


def test_the_next_morning_begins_with_an_empty_desk(clinic):
    clinic.presenter.on_tick()
    work = DeskOfTheTest(clinic.desk)
    clinic.desk.clock.advance(timedelta(days=1))

    assert not work.presenter.resume(NURSE)


def test_a_finished_visit_leaves_no_form_behind(clinic):
    to_the_vial(clinic)
    clinic.presenter.on_tick()
    give_one(clinic)
    clinic.presenter.takes_scan(JE_CODE)
    give_one(clinic)
    clinic.presenter.park()
    clinic.presenter.on_tick()

    kept = clinic.desk.db.execute("SELECT count(*) FROM form_draft WHERE form = 'desk'").fetchone()

    assert kept == (0,)


def test_a_form_that_cannot_be_read_is_an_empty_one(clinic):
    clinic.presenter.screening.set_temperature("368")
    clinic.presenter.on_tick()
    clinic.desk.db.execute("UPDATE form_draft SET content = x'00' WHERE form <> 'desk'")

    again = DeskOfTheTest(clinic.desk)

    assert again.presenter.resume(NURSE)
    assert again.presenter.screening.face().temperature == ""
