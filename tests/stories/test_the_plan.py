"""登记 in the nurse's words: what is proposed, what waits and why, what is paid for, and where it goes."""

from datetime import date

import pytest
from builders import TODAY, a_lot
from plan_builders import a_lot_of, at_registration, earlier, on_time_until_eight_months, rows_of, screened, stocked
from vaccination_builders import DeskOfTheTest, a_child

from clinic_app.domain.entries.clinic import SettingChanged
from clinic_app.domain.entries.subjects import CLINIC
from clinic_app.domain.visit import VisitState
from clinic_app.gui.faces import Tone
from clinic_app.services import failures
from clinic_app.services.plan_rules import ChosenVaccine
from clinic_app.services.planning import moved_by, planning_day
from clinic_app.services.registration import plan_doses
from clinic_app.services.visit_wish import visit_at


@pytest.fixture
def room(desk):
    at_work = DeskOfTheTest(desk)
    yield at_work
    at_work.reader.close()


def test_no_more_is_proposed_than_one_day_takes_and_the_rest_is_for_next_time(desk, room):
    stocked(desk, "HepB", "IPV", "DTaP", "MMR", "JE-L", "MPSV-A")

    face = at_registration(room, a_child(desk)).face()

    assert [row.vaccine for row in face.due] == ["麻腮风", "乙脑减毒"]
    assert [row.vaccine for row in face.later] == ["乙肝", "脊灰灭活", "百白破", "A群流脑"]
    assert {row.reason for row in face.later} == {"今天满了，先种麻腮风、乙脑减毒（麻腮风优先）"}


def test_the_plan_of_the_day_is_the_first_of_the_next_visits(desk, room):
    """The day takes two: the two live ones together, as the plan of visits says, so that neither waits four weeks."""
    from clinic_app.services.visit_plans import visits_of

    stocked(desk, "HepB", "IPV", "DTaP", "MMR", "JE-L", "MPSV-A")
    child = a_child(desk)
    face = at_registration(room, child).face()
    book = room.reader.clinic_book()
    plan = visits_of(desk.rules, room.reader.card(child), book.settings, book.days, TODAY, from_any_day=True)

    assert {row.series for row in face.due} == {dose.series for dose in plan.first.doses}


def test_drops_are_counted_beside_the_injections(desk, room):
    stocked(desk, "bOPV", "DTaP", "HepB")
    child = a_child(desk, birth_date=date(2026, 7, 2))
    for vaccine, day in (("HepB", date(2026, 7, 2)), ("IPV", date(2026, 9, 3)), ("IPV", date(2026, 10, 5))):
        earlier(desk, child, vaccine, day)

    face = at_registration(room, child).face()

    assert [(row.vaccine, row.chosen) for row in face.due] == [("乙肝", True), ("脊灰减毒", True), ("百白破", True)]
    assert [row.dose for row in face.due] == ["第 2 剂 · 左大腿", "第 3 剂 · 口服", "第 1 剂 · 右大腿"]


def test_the_clinic_may_propose_more_for_one_day(desk, room):
    stocked(desk, "HepB", "IPV", "DTaP")
    with desk.act() as act:
        act.write(SettingChanged(name="injections_per_day", value="3", reason="县里同意"), subject=CLINIC)

    face = at_registration(room, a_child(desk)).face()

    assert [row.vaccine for row in face.due] == ["乙肝", "脊灰灭活", "百白破"]


def test_one_more_than_the_day_takes_needs_a_reason(desk, room):
    stocked(desk, "HepB", "IPV", "DTaP")
    planning = at_registration(room, a_child(desk))
    planning.face()
    room.prompter.answers = ["家长住得远，一次种完"]

    planning.toggle("DTP")
    planning.save()

    assert [dose.vaccine for dose in room.visit.planned] == ["HepB", "IPV", "DTaP"]
    assert room.visit.planned[2].reason == "家长住得远，一次种完"
    assert len({dose.site for dose in room.visit.planned}) == 3


def test_leaving_out_what_is_due_is_recorded_with_its_reason(desk, room):
    stocked(desk, "HepB", "IPV", "DTaP")
    planning = at_registration(room, a_child(desk))
    planning.face()
    room.prompter.answers = ["家长今天不同意"]

    planning.toggle("Polio")
    assert rows_of(planning)["脊灰灭活"].reason == "今天不种：家长今天不同意"
    planning.save()

    left_out = dict(room.visit.left_out)
    assert left_out["Polio"] == "家长今天不同意"
    assert left_out["DTP"] == "limit"
    assert left_out["MMR"] == "no_stock"


def test_what_was_left_out_can_be_taken_again_without_a_word(desk, room):
    stocked(desk, "HepB")
    planning = at_registration(room, a_child(desk))
    planning.face()
    room.prompter.answers = ["家长今天不同意"]
    planning.toggle("HepB")

    planning.toggle("HepB")
    planning.save()

    assert [(dose.vaccine, dose.reason) for dose in room.visit.planned] == [("HepB", "")]


def test_giving_one_live_vaccine_alone_says_until_when_the_other_has_to_wait(desk, room):
    stocked(desk, "MMR", "JE-L")
    child = a_child(desk)
    on_time_until_eight_months(desk, child)
    planning = at_registration(room, child)
    planning.face()
    room.prompter.answers = ["家长要求分开种"]

    planning.toggle("JE")

    assert rows_of(planning)["乙脑减毒"].reason == "今天种了麻腮风，要等到 2026-12-16；今天不种：家长要求分开种"


def test_the_engine_is_asked_what_a_dose_of_today_would_move(desk):
    child = a_child(desk)
    on_time_until_eight_months(desk, child)
    day = planning_day(desk.db, desk.rules, desk.card(child), TODAY)

    assert moved_by(day, ("MMR",)) == {"JE": date(2026, 12, 16)}
    assert moved_by(day, ("MMR", "JE-L")) == {}
    assert moved_by(day, ()) == {}


def test_another_site_needs_a_reason(desk, room):
    stocked(desk, "HepB", "IPV")
    planning = at_registration(room, a_child(desk))
    planning.face()
    room.prompter.answers = ["left_upper_arm", "原部位有湿疹或红肿"]

    planning.change_site("HepB")
    planning.save()

    assert room.prompter.questions[0].sentence == "现在定的是左大腿。同一天两针不能打在同一个部位。"
    assert "right_thigh" not in [choice.key for choice in room.prompter.questions[0].choices]
    planned = {dose.vaccine: dose for dose in room.visit.planned}
    assert (planned["HepB"].site, planned["HepB"].reason) == ("left_upper_arm", "原部位有湿疹或红肿")
    assert planned["IPV"].site == "left_thigh"


def test_drops_have_no_other_site(desk, room):
    stocked(desk, "bOPV")
    child = a_child(desk, birth_date=date(2026, 7, 2))
    for day in (date(2026, 9, 3), date(2026, 10, 5)):
        earlier(desk, child, "IPV", day)
    planning = at_registration(room, child)
    planning.face()

    planning.change_site("Polio")

    assert room.prompter.told[-1] == ("没有别的部位可换", "这种疫苗今天只能打在口服。", Tone.AMBER)


def test_what_the_programme_does_not_recommend_needs_a_reason(desk, room):
    """Nobody has written down a bite: the vaccine against rabies may be given, and the nurse says why."""
    stocked(desk, "RabV")
    child = a_child(desk)
    which = screened(desk, child)

    with pytest.raises(failures.DeviationUnexplained) as refused:
        plan_doses(desk, which, (ChosenVaccine(vaccine="RabV", price_fen=18800),))

    assert refused.value.deviation == "not_due"
    assert visit_at(desk, child, which.visit_id).state is VisitState.SCREENED


PLAIN = ChosenVaccine(vaccine="HepB")


@pytest.mark.parametrize(
    ("chosen", "failure"),
    [
        ((), failures.NothingChosen),
        ((PLAIN, PLAIN), failures.SameSeriesTwice),
        ((ChosenVaccine(vaccine="MPSV-AC"),), failures.NotDue),
        ((ChosenVaccine(vaccine="MPSV-AC", reason="家长要求"),), failures.NotDue),
        ((ChosenVaccine(vaccine="DTaP-IPV/Hib", price_fen=59800),), failures.PaidChoiceMissing),
        ((ChosenVaccine(vaccine="EV71", reason="家长要求"),), failures.PriceWrong),
        ((ChosenVaccine(vaccine="EV71", reason="家长要求", price_fen=-1),), failures.PriceWrong),
        ((ChosenVaccine(vaccine="EV71", reason="家长要求", price_fen=1_000_001),), failures.PriceWrong),
        ((ChosenVaccine(vaccine="EV71", reason="家长要求", price_fen=18800, paid=True),), failures.PriceWrong),
        ((ChosenVaccine(vaccine="EV71", reason="要", price_fen=18800, receipt_number="1"),), failures.PriceWrong),
        ((ChosenVaccine(vaccine="HepB", price_fen=1),), failures.ChargedForFree),
        ((ChosenVaccine(vaccine="HepB", receipt_number="1"),), failures.ChargedForFree),
        ((ChosenVaccine(vaccine="HepB", site="right_thigh"),), failures.DeviationUnexplained),
        ((ChosenVaccine(vaccine="HepB", site="oral", reason="家长要求"),), failures.SiteTaken),
        ((PLAIN, ChosenVaccine(vaccine="IPV"), ChosenVaccine(vaccine="DTaP")), failures.DeviationUnexplained),
        ((PLAIN,), failures.DeviationUnexplained),
    ],
)
def test_the_service_stops_what_the_screen_would_not_let_through(desk, chosen, failure):
    stocked(desk, "HepB", "IPV", "DTaP", "DTaP-IPV/Hib", "EV71", "MPSV-AC")
    child = a_child(desk)
    which = screened(desk, child)

    with pytest.raises(failure):
        plan_doses(desk, which, chosen)

    assert visit_at(desk, child, which.visit_id).state is VisitState.SCREENED


def test_two_injections_never_get_one_site(desk):
    stocked(desk, "HepB", "IPV")
    child = a_child(desk)
    which = screened(desk, child)
    both = (
        ChosenVaccine(vaccine="HepB", site="left_thigh", reason="家长要求"),
        ChosenVaccine(vaccine="IPV", site="left_thigh", reason="家长要求"),
    )

    with pytest.raises(failures.SiteTaken):
        plan_doses(desk, which, both)


@pytest.mark.parametrize(
    ("makers", "reason", "stock"),
    [
        (("北京生物",), "已满6月龄（2026-09-15）", "剩 10 人份"),
        (("武汉生物",), "上剂 百白破 北京生物（2026-07-18），现在没有货", "换厂家 · 剩 10 人份"),
        (
            ("武汉生物", "北京生物"),
            "上剂 百白破 北京生物（2026-07-18），冰箱里还有，请用同一种",
            "换厂家 · 剩 20 人份",
        ),
    ],
)
def test_another_maker_than_last_time_is_amber_with_what_was_given_before(desk, room, makers, reason, stock):
    for month, maker in enumerate(makers, start=3):
        lot = {"lot_number": f"D{month}", "expires_on": date(2027, month, 1)}
        a_lot_of(desk, "DTaP", maker, **lot)
    child = a_child(desk)
    for day in (date(2026, 5, 16), date(2026, 7, 18)):
        earlier(desk, child, "DTaP", day, maker="北京生物")

    row = rows_of(at_registration(room, child))["百白破"]

    assert row.stock == stock
    assert row.short is (len(makers) > 1 or makers[0] != "北京生物")
    assert reason in row.reason


def test_drops_after_injections_are_the_programme_and_no_other_product(desk, room):
    stocked(desk, "bOPV", "IPV")
    child = a_child(desk, birth_date=date(2026, 7, 2))
    for day in (date(2026, 9, 3), date(2026, 10, 5)):
        earlier(desk, child, "IPV", day, maker="北京生物")

    row = rows_of(at_registration(room, child))["脊灰减毒"]

    assert (row.stock, row.short) == ("剩 10 人份", False)


def test_expired_and_quarantined_lots_are_no_stock(desk, room):
    a_lot(desk, vaccine="HepB", expires_on=date(2026, 11, 17))
    a_lot(desk, vaccine="DTaP", quarantined=True)

    planning = at_registration(room, a_child(desk))
    later = {row.vaccine: row.reason for row in planning.face().later}

    assert later["乙肝"] == later["百白破"] == "没有可用的批号，下次种"
    assert planning.face().missing == "先选一种疫苗"
