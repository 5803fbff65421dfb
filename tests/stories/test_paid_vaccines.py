"""A paid vaccine in the nurse's words: the guardian's written choice, the price, the receipt."""

import pytest
from plan_builders import EIGHTEEN_MONTHS, at_registration, rows_of, screened, stocked
from vaccination_builders import DeskOfTheTest, a_child

from clinic_app.gui.faces import Tone
from clinic_app.services import failures
from clinic_app.services.consent import Signature, sign_paid_choice
from clinic_app.services.plan_rules import ChosenVaccine
from clinic_app.services.registration import open_visit, plan_doses
from clinic_app.services.visit_wish import VisitOf


@pytest.fixture
def room(desk):
    at_work = DeskOfTheTest(desk)
    yield at_work
    at_work.reader.close()


def test_a_paid_vaccine_in_the_place_of_a_free_one_is_stopped_until_the_guardian_signed(desk, room):
    stocked(desk, "IPV", "DTaP", "DTaP-IPV/Hib")
    planning = at_registration(room, a_child(desk))
    assert rows_of(planning)["五联"].reason == "自费，代替免费的脊灰灭活、百白破"

    room.prompter.answers = [""]
    planning.toggle("paid:DTaP-IPV/Hib")
    stop = room.prompter.questions[0]
    assert (stop.title, stop.tone) == ("停：五联 要占免费的脊灰灭活、百白破", Tone.RED)
    assert stop.choices[0].text == "种免费的"
    assert not rows_of(planning)["五联"].chosen

    room.prompter.answers = ["signed", "册5页1", "598", "No.0031"]
    planning.toggle("paid:DTaP-IPV/Hib")
    rows = rows_of(planning)
    assert rows["五联"].dose == "第 1 剂 · 左大腿 · 598 元 · 已交费"
    assert rows["百白破"].reason == rows["脊灰灭活"].reason == "由五联代替"
    planning.save()

    [dose] = room.visit.planned
    assert (dose.vaccine, dose.price_fen, dose.paid, dose.receipt_number) == ("DTaP-IPV/Hib", 59800, True, "No.0031")
    assert dose.instead_of == "IPV"
    choices = room.desk.card(room.visit.person_id).paid_choices
    assert {(each.vaccine, each.instead_of) for each in choices} == {("DTaP-IPV/Hib", "IPV"), ("DTaP-IPV/Hib", "DTaP")}
    assert {(each.signer, each.relation, each.filed) for each in choices} == {("王芳", "mother", "册5页1")}
    assert [series for series, _ in room.visit.left_out if series in ("DTP", "Polio")] == []


def test_somebody_else_may_have_signed_the_choice(desk, room):
    stocked(desk, "HepA-L", "HepA-I")
    planning = at_registration(room, a_child(desk, birth_date=EIGHTEEN_MONTHS))
    planning.face()
    room.prompter.answers = ["other", "father", "张大山", "册5页2", "180", ""]

    planning.toggle("paid:HepA-I")
    planning.save()

    [choice] = room.desk.card(room.visit.person_id).paid_choices
    assert (choice.signer, choice.relation, choice.instead_of) == ("张大山", "father", "HepA-L")
    [dose] = [dose for dose in room.visit.planned if dose.vaccine == "HepA-I"]
    assert (dose.price_fen, dose.paid, dose.receipt_number) == (18000, False, "")


def test_the_form_of_the_choice_is_printed_and_the_stop_asks_again(desk, room):
    stocked(desk, "HepA-L", "HepA-I")
    planning = at_registration(room, a_child(desk, birth_date=EIGHTEEN_MONTHS))
    planning.face()
    room.prompter.answers = ["print", ""]

    planning.toggle("paid:HepA-I")

    assert (desk.premises.outbox / f"{room.visit.ticket}-paid-choice.pdf").read_bytes().startswith(b"%PDF")
    assert len(room.prompter.questions) == 2
    assert room.failures == []


@pytest.mark.parametrize("typed", ["一百", "12a", "-5", "1.234", "10001"])
def test_a_price_that_is_none_is_asked_for_again(desk, room, typed):
    stocked(desk, "EV71")
    planning = at_registration(room, a_child(desk))
    planning.face()
    room.prompter.answers = [typed, "188", ""]

    planning.toggle("paid:EV71")

    assert room.prompter.questions[1].sentence == "价格要写数字，例如 328 或 128.50"
    assert rows_of(planning)["EV71"].dose == "第 1 剂 · 左大腿 · 188 元 · 未交费"


def test_a_signed_choice_holds_for_this_pair_only(desk):
    stocked(desk, "HepB", "IPV", "DTaP", "DTaP-IPV/Hib", "DTaP-Hib")
    child = a_child(desk)
    which = screened(desk, child)
    signed = Signature(signer="王芳", relation="mother", filed="册5页1")
    sign_paid_choice(desk, which, "DTaP-Hib", ("DTaP",), signed)
    again = VisitOf(person_id=child, visit_id=which.visit_id, draft=desk.mint())

    with pytest.raises(failures.PaidChoiceMissing) as refused:
        plan_doses(desk, again, (ChosenVaccine(vaccine="DTaP-IPV/Hib", price_fen=59800),))

    assert (refused.value.vaccine, refused.value.instead_of) == ("DTaP-IPV/Hib", "IPV")


def test_a_choice_is_signed_at_the_registration_and_by_somebody(desk):
    child = a_child(desk)
    visit = open_visit(desk, child, desk.mint())
    waiting = VisitOf(person_id=child, visit_id=visit.id, draft=desk.mint())

    with pytest.raises(failures.StepSkipped):
        sign_paid_choice(desk, waiting, "HepA-I", ("HepA-L",), Signature(signer="王芳", relation="mother"))
    with pytest.raises(failures.ReasonMissing):
        sign_paid_choice(desk, screened(desk, child), "HepA-I", ("HepA-L",), Signature(signer=" ", relation="other"))

    assert desk.card(child).paid_choices == ()
