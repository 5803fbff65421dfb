"""What the papers of a visit say, made by the services from what is recorded."""

from contextlib import closing
from datetime import date, timedelta

import pypdfium2
import pytest
from builders import a_person, a_visit_ready_for_injection
from plan_builders import NO, on_time_until_eight_months, screened, stocked
from vaccination_builders import a_child

from clinic_app.domain.screening import BloodPressure
from clinic_app.gui.explaining import vaccine_names
from clinic_app.gui.wording.for_parents import then_words
from clinic_app.services.failures import UnknownVisit
from clinic_app.services.plan_rules import ChosenVaccine
from clinic_app.services.reader import Reader
from clinic_app.services.registration import open_visit, plan_doses
from clinic_app.services.screening import ScreeningWish, record_screening
from clinic_app.services.visit_papers import (
    advice_note_of,
    consent_form_of,
    number_ticket_of,
    paid_choice_form_of,
    screening_notice_of,
)
from clinic_app.services.visit_wish import VisitOf


@pytest.fixture
def reader(desk):
    return Reader(db=desk.db, clock=desk.clock, rules=desk.rules)


def words_of(slip):
    with closing(pypdfium2.PdfDocument(slip.pdf)) as paper:
        pages = (page.get_textpage().get_text_range() for page in paper)
        return "".join("".join(pages).split())


def test_the_consent_form_has_the_text_of_each_vaccine_the_answers_and_who_informed(desk, reader):
    stocked(desk, "MMR", "JE-L")
    child = a_child(desk)
    on_time_until_eight_months(desk, child)
    which = screened(desk, child)
    plan_doses(desk, which, (ChosenVaccine(vaccine="MMR"), ChosenVaccine(vaccine="JE-L")))

    slip = consent_form_of(reader, child, which.visit_id, "李护士")
    words = words_of(slip)

    assert slip.paper == "consent"
    for said in ("张小明", "MMR-2026.1", "JE-L-2026.1", "36.6", "现在发热", "李护士", "母亲"):
        assert said in words


def test_nothing_is_printed_before_something_was_planned(desk, reader):
    which = screened(desk, child := a_child(desk))

    with pytest.raises(UnknownVisit):
        consent_form_of(reader, child, which.visit_id)


def test_the_form_of_the_paid_choice_names_both_vaccines_and_the_maker(desk, reader):
    stocked(desk, "HepA-L", "HepA-I")
    child = a_child(desk, birth_date=date(2025, 5, 18))
    which = screened(desk, child)

    words = words_of(paid_choice_form_of(reader, child, which.visit_id, "HepA-I", ("HepA-L",), "李护士"))

    rules = desk.rules
    for said in (rules.vaccine("HepA-L").name, rules.vaccine("HepA-I").name, "北京生物", "李护士"):
        assert "".join(said.split()) in words


def test_the_note_of_advice_says_what_was_found_who_judged_and_when_to_come(desk, reader):
    adult = a_child(desk, name="赵桂英", birth_date=date(1961, 3, 2))
    visit = open_visit(desk, adult, desk.mint())
    wish = ScreeningWish(
        temperature_tenths=366,
        answers=NO | {"hypertension": True, "pregnancy": False, "skin": True},
        result="postponed",
        advice="血压偏高，一周后复测",
        doctor="王医生",
        until=date(2026, 11, 25),
        pressure=BloodPressure(172, 95),
    )
    record_screening(desk, VisitOf(person_id=adult, visit_id=visit.id, draft=desk.mint()), wish)

    words = words_of(advice_note_of(reader, adult, visit.id))

    for said in ("赵桂英", "172/95mmHg", "有高血压", "湿疹", "一周后复测", "王医生", "2026年11月25日"):
        assert said in words


def test_the_note_of_advice_tells_the_parent_what_can_be_given_then(desk, reader):
    child = a_child(desk)
    visit = open_visit(desk, child, desk.mint())
    wish = ScreeningWish(
        temperature_tenths=379,
        answers=NO,
        result="postponed",
        advice="退热三天后再来",
        doctor="王医生",
        until=date(2026, 11, 25),
    )
    record_screening(desk, VisitOf(person_id=child, visit_id=visit.id, draft=desk.mint()), wish)
    name = vaccine_names(reader.rules)

    words = words_of(advice_note_of(reader, child, visit.id, lambda coming: then_words(coming, name)))

    assert "再来时可以种麻腮风疫苗第1剂、乙脑疫苗第1剂。" in words


def test_an_adult_is_not_asked_for_a_guardian(desk, reader):
    stocked(desk, "IIV")
    adult = a_child(desk, name="赵桂英", birth_date=date(1961, 3, 2))
    visit = open_visit(desk, adult, desk.mint())
    answers = NO | {"hypertension": False, "pregnancy": False}
    wish = ScreeningWish(temperature_tenths=366, answers=answers, result="fit", told=True)
    record_screening(desk, VisitOf(person_id=adult, visit_id=visit.id, draft=desk.mint()), wish)
    paid = ChosenVaccine(vaccine="IIV", reason="本人要求", price_fen=12800)
    plan_doses(desk, VisitOf(person_id=adult, visit_id=visit.id, draft=desk.mint()), (paid,))

    words = words_of(consent_form_of(reader, adult, visit.id))

    assert "王芳" not in words
    assert "本人" in words
    assert "128" in words


def test_the_queue_ticket_counts_who_waits_before(desk, reader):
    first = a_visit_ready_for_injection(desk, person_id=a_person(desk, name="张小明"))
    desk.clock.advance(timedelta(minutes=3))
    second = a_visit_ready_for_injection(desk, person_id=a_person(desk, name="李雨桐"))

    words = words_of(number_ticket_of(reader, second.person_id, second.id))

    assert "前面还有1人" in words
    assert "李*桐" in words
    assert "前面还有0人" in words_of(number_ticket_of(reader, first.person_id, first.id))


def test_the_screening_notice_shows_what_was_answered_and_leaves_room_for_the_rest(desk, reader):
    visit = a_visit_ready_for_injection(desk)

    words = words_of(screening_notice_of(reader, visit.person_id, visit.id))

    assert "36.6℃" in words
    assert "■可以接种" in words
    assert words.count("□是■否") == 1  # the one question that was answered
    assert words.count("□是□否") == 7
