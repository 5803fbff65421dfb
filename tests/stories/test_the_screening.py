"""预检 in the nurse's words: asked, told, measured, judged, and kept."""

from dataclasses import replace
from datetime import date

import pytest
from builders import TODAY, a_person
from plan_builders import stocked
from vaccination_builders import BOOKLET, DeskOfTheTest, a_child

from clinic_app.domain.entries.appointments import AppointmentMade
from clinic_app.domain.entries.clinic import SettingChanged
from clinic_app.domain.entries.subjects import CLINIC, person_subject
from clinic_app.domain.screening import BloodPressure
from clinic_app.domain.visit import PlannedDose, VisitState
from clinic_app.services import failures
from clinic_app.services.gate import Gate, findings
from clinic_app.services.print_jobs import PrinterChoice, choose_printer
from clinic_app.services.registration import open_visit
from clinic_app.services.resource_files import screening_checklist
from clinic_app.services.screening import ScreeningWish, cancel_appointments, question_shorts, record_screening
from clinic_app.services.visit_wish import VisitOf

BORN_1961 = date(1961, 3, 2)
NO = {question.id: False for question in screening_checklist().questions}
ADULT_NO = NO | {"hypertension": False, "pregnancy": False}
FIT = ScreeningWish(temperature_tenths=366, answers=NO, result="fit", told=True)
POSTPONED = replace(
    FIT,
    temperature_tenths=385,
    result="postponed",
    advice="退热后再来",
    doctor="王医生",
    until=date(2026, 11, 25),
    told=False,
)


@pytest.fixture
def room(desk):
    at_work = DeskOfTheTest(desk)
    yield at_work
    at_work.reader.close()


@pytest.fixture
def which(desk):
    person_id = a_person(desk)
    visit = open_visit(desk, person_id, desk.mint())
    return VisitOf(person_id=person_id, visit_id=visit.id, draft=desk.mint())


def a_setting(desk, name, value):
    with desk.act() as act:
        act.write(SettingChanged(name=name, value=str(value), reason="门诊规定"), subject=CLINIC)


def an_appointment(desk, person_id, on=TODAY, half_day="morning"):
    appointment_id = desk.mint()
    made = AppointmentMade(appointment_id=appointment_id, person_id=person_id, on=on, half_day=half_day)
    with desk.act() as act:
        act.write(made, subject=person_subject(person_id))
    return appointment_id


@pytest.mark.parametrize(
    ("wish", "failure"),
    [
        (replace(FIT, temperature_tenths=37), failures.TemperatureImplausible),
        (replace(FIT, temperature_tenths=426), failures.TemperatureImplausible),
        (replace(FIT, temperature_tenths=339), failures.TemperatureImplausible),
        (replace(FIT, temperature_tenths=373), failures.NotFit),
        (replace(FIT, answers={}), failures.AnswersMissing),
        (replace(FIT, answers={k: v for k, v in NO.items() if k != "skin"}), failures.AnswersMissing),
        (replace(FIT, told=False), failures.NotTold),
        (replace(FIT, answers=NO | {"skin": True}), failures.ReasonMissing),
        (replace(FIT, answers=NO | {"skin": True}, advice="换一侧"), failures.DoctorMissing),
        (replace(FIT, answers=NO | {"skin": True}, advice="换一侧", doctor="  "), failures.DoctorMissing),
        (replace(FIT, pressure=BloodPressure(85, 130)), failures.PressureImplausible),
        (replace(POSTPONED, advice="  "), failures.ReasonMissing),
        (replace(POSTPONED, doctor=""), failures.DoctorMissing),
        (replace(POSTPONED, until=None), failures.ComeBackDayWrong),
        (replace(POSTPONED, until=TODAY), failures.ComeBackDayWrong),
        (replace(POSTPONED, until=date(2026, 11, 17)), failures.ComeBackDayWrong),
        (replace(POSTPONED, until=date(2036, 11, 25)), failures.ComeBackDayWrong),
        (replace(POSTPONED, result="contraindicated", advice=""), failures.ReasonMissing),
        (replace(POSTPONED, result="contraindicated", doctor=""), failures.DoctorMissing),
    ],
)
def test_what_is_not_whole_is_refused_and_nothing_is_written(desk, which, wish, failure):
    with pytest.raises(failure):
        record_screening(desk, which, wish)

    assert desk.card(which.person_id).visit(which.visit_id).state is VisitState.WAITING


@pytest.mark.parametrize("tenths", [340, 372])
def test_the_borders_of_what_a_person_can_have_and_of_fever_are_fit(desk, which, tenths):
    assert record_screening(desk, which, replace(FIT, temperature_tenths=tenths)).state is VisitState.SCREENED


def test_who_is_not_fit_has_advice_doctor_and_day_on_record(desk, which):
    visit = record_screening(desk, which, POSTPONED)

    kept = visit.screening
    assert visit.state is VisitState.POSTPONED
    assert (kept.advice, kept.doctor, kept.until) == ("退热后再来", "王医生", date(2026, 11, 25))


def test_a_contraindication_needs_no_day_to_come_back(desk, which):
    wish = replace(POSTPONED, temperature_tenths=366, result="contraindicated", until=None)

    assert record_screening(desk, which, wish).state is VisitState.CONTRAINDICATED


def test_asking_and_telling_are_both_on_record(desk, which):
    kept = record_screening(desk, which, FIT).screening

    assert kept.told
    assert len(kept.answers) == 8
    assert kept.checklist == "screening-8-2026"


def test_the_clinic_may_set_its_own_threshold_of_fever(desk, which):
    a_setting(desk, "fever_from_tenths", 376)

    assert record_screening(desk, which, replace(FIT, temperature_tenths=375)).state is VisitState.SCREENED


def test_the_long_list_is_asked_where_the_clinic_says_so(desk, which):
    a_setting(desk, "screening_questions", 13)

    with pytest.raises(failures.AnswersMissing) as refused:
        record_screening(desk, which, FIT)

    assert len(refused.value.questions) == 13 - len(NO.keys() & {q.id for q in screening_checklist(13).questions})


def test_the_quick_screening_asks_three_questions_and_is_marked_as_quick(desk, which):
    three = {"fever": False, "acute_illness": False, "allergy": False}

    kept = record_screening(desk, which, replace(FIT, answers=three, quick=True)).screening

    assert kept.quick
    assert dict(kept.answers) == three


def test_an_adult_with_hypertension_is_measured_before_anything_else(desk):
    person_id = a_person(desk, birth_date=BORN_1961)
    visit = open_visit(desk, person_id, desk.mint())
    which = VisitOf(person_id=person_id, visit_id=visit.id, draft=desk.mint())
    said_yes = replace(FIT, answers=ADULT_NO | {"hypertension": True})

    with pytest.raises(failures.AnswersMissing):
        record_screening(desk, which, FIT)
    with pytest.raises(failures.PressureMissing):
        record_screening(desk, which, said_yes)
    with pytest.raises(failures.ReasonMissing):
        record_screening(desk, which, replace(said_yes, pressure=BloodPressure(165, 90)))
    kept = record_screening(desk, which, replace(said_yes, pressure=BloodPressure(132, 84))).screening

    assert (kept.systolic, kept.diastolic) == (132, 84)


def test_a_child_is_not_asked_what_adults_are_asked(desk, room):
    room.presenter.start_visit(a_child(desk), BOOKLET)

    assert len(room.presenter.screening.questions()) == 8


def test_zero_answers_the_rest_and_says_that_the_guardian_was_told(desk, room):
    room.presenter.start_visit(a_child(desk), BOOKLET)
    screening = room.presenter.screening
    screening.set_temperature("366")
    for question in screening.questions():
        screening.answer(question.id, False)
    assert screening.face().missing == "先告知家长，打勾"

    screening.answer_rest_no()
    assert screening.face().missing == ""
    screening.toggle_told()
    assert screening.face().missing == "先告知家长，打勾"
    screening.toggle_told()
    screening.save()

    assert room.visit.screening.told


@pytest.mark.parametrize(
    ("typed", "error"),
    [("426", "不像人的体温，请重量"), ("3.66", "按 36.6 或 366 输入"), ("ab", "按 36.6 或 366 输入"), ("36", "")],
)
def test_a_wrong_temperature_says_so_beside_the_field_and_stops(desk, room, typed, error):
    room.presenter.start_visit(a_child(desk), BOOKLET)
    screening = room.presenter.screening
    screening.set_temperature(typed)
    screening.answer_rest_no()

    assert screening.face().error == error
    screening.save()
    assert room.visit.state is VisitState.WAITING


def test_the_doctor_is_chosen_by_a_digit_or_written(desk, room):
    room.presenter.start_visit(a_child(desk), BOOKLET)
    screening = room.presenter.screening

    assert screening.face().doctor_hint == "1 王医生"
    screening.set_doctor("1")
    assert screening.face().doctor == "王医生"
    screening.set_doctor("县医院 赵医生")
    assert screening.face().doctor == "县医院 赵医生"


@pytest.mark.parametrize(("typed", "note"), [("7", "11-25 周三"), ("14", "12-02 周三"), ("20261119", "11-19 周四")])
def test_the_day_to_come_back_is_typed_as_days_or_as_a_date(desk, room, typed, note):
    room.presenter.start_visit(a_child(desk), BOOKLET)
    room.presenter.screening.decide("postponed")

    room.presenter.screening.set_until(typed)

    assert room.presenter.screening.face().until.note == note


@pytest.mark.parametrize("typed", ["20261118", "20361118", "0", "20261332", "下周"])
def test_a_day_that_does_not_lie_ahead_within_a_year_is_refused_beside_the_field(desk, room, typed):
    room.presenter.start_visit(a_child(desk), BOOKLET)
    screening = room.presenter.screening
    screening.set_doctor("1")
    screening.set_until(typed)
    room.screen("385")

    assert screening.face().until.error == "今天以后、一年内"
    assert screening.face().missing == "先写复诊日期"
    assert room.visit.state is VisitState.WAITING


def test_who_goes_home_gets_the_advice_on_paper(desk, room):
    room.presenter.start_visit(a_child(desk), BOOKLET)
    room.presenter.screening.set_doctor("1")

    room.screen("38.5")

    assert (desk.premises.outbox / f"{room.visit.ticket}-advice.pdf").read_bytes().startswith(b"%PDF")
    assert room.presenter.outcome.face().slip.text == "医学建议单已放进打印文件夹"


def test_the_advice_goes_to_its_printer_and_nobody_says_it_is_out_before_it_is(desk, room):
    choose_printer(desk, [PrinterChoice(kind="advice", printer="激光机", paper="a5")])
    room.presenter.start_visit(a_child(desk), BOOKLET)
    room.presenter.screening.set_doctor("1")

    room.screen("38.5")

    assert room.presenter.outcome.face().slip.text == "医学建议单已送去打印，交给家长"


def test_a_child_sent_home_may_keep_or_lose_the_appointment(desk, room):
    child = a_child(desk)
    an_appointment(desk, child)
    room.presenter.start_visit(child, BOOKLET)
    room.presenter.screening.set_doctor("1")
    room.prompter.answers = ["儿童身体不适"]

    room.screen("38.5")

    assert room.prompter.questions[0].title == "今天不种了，预约也取消吗？"
    assert room.prompter.questions[0].choices[0].text == "留着预约"
    assert [each.cancel_reason for each in desk.card(child).appointments] == ["儿童身体不适"]


def test_an_appointment_is_cancelled_from_the_screening_with_a_reason(desk, room):
    child = a_child(desk)
    past, coming = an_appointment(desk, child, on=date(2026, 11, 11)), an_appointment(desk, child)
    room.presenter.start_visit(child, BOOKLET)
    assert room.presenter.screening.face().appointment == "预约 11-18上午"
    room.prompter.answers = ["疫苗用完"]

    room.presenter.screening.cancelling.ask()

    reasons = {each.id: each.cancel_reason for each in desk.card(child).appointments}
    assert reasons == {past: "", coming: "疫苗用完"}
    assert room.presenter.screening.face().appointment == ""
    assert room.visit.state is VisitState.WAITING


def test_cancelling_without_a_reason_changes_nothing(desk, which):
    an_appointment(desk, which.person_id)

    with pytest.raises(failures.ReasonMissing):
        cancel_appointments(desk, which, "  ")

    assert desk.card(which.person_id).appointments[0].stands


def test_the_quick_list_stays_for_the_next_child_until_it_is_switched_back(desk, room):
    room.presenter.start_visit(a_child(desk), BOOKLET)
    room.presenter.screening.toggle_quick()
    room.screen()
    room.presenter.park()

    room.presenter.start_visit(a_child(desk, name="刘雨桐", booklet="330122010120260002"))
    assert len(room.presenter.screening.face().questions) == 3
    room.presenter.screening.toggle_quick()
    assert len(room.presenter.screening.face().questions) == 8


def test_a_high_blood_pressure_asks_for_the_doctor_on_the_page(desk, room):
    room.presenter.start_visit(a_child(desk, birth_date=BORN_1961), BOOKLET)
    screening = room.presenter.screening
    screening.set_temperature("364")
    screening.answer("hypertension", True)
    screening.answer_rest_no()
    assert screening.face().missing == "先量血压"

    screening.set_pressure("172/95")
    assert (screening.face().pressure.note, screening.face().missing) == ("偏高，请医生看", "先定结果")
    screening.set_pressure("95/172")
    assert screening.face().pressure.error == "不像人的血压，请重量"
    screening.set_pressure("132/85")
    screening.save()

    assert (room.visit.screening.systolic, room.visit.screening.diastolic) == (132, 85)


def test_a_measured_hypertension_needs_no_reason_at_the_needle_a_high_one_does(desk, room):
    stocked(desk, "HepB")
    for pressure, why in (("132/85", ""), ("172/95", "answered_yes")):
        adult = a_child(desk, name="赵桂英", birth_date=BORN_1961, booklet=f"33012201012026{len(why):04d}")
        room.presenter.start_visit(adult, "")
        screening = room.presenter.screening
        screening.answer("hypertension", True)
        screening.set_pressure(pressure)
        screening.set_advice("血压偏高，休息后可以接种")
        screening.set_doctor("1")
        screening.decide("fit")
        room.screen("364")

        visit = room.visit
        planned = PlannedDose(planned_id="p1", vaccine="HepB", dose_number=1, site="left_upper_arm")
        gate = Gate(
            card=desk.card(adult), visit=visit, planned=planned, lot=None, rules=desk.rules, today=desk.clock.today()
        )
        assert findings(gate)[0].why == why
        room.presenter.park()


def test_every_question_of_every_list_has_short_words_for_the_gate():
    asked = {q.id for number in (8, 13) for q in screening_checklist(number).asked(adult=True)}

    assert asked <= set(question_shorts())
