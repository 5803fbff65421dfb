"""告知 in the nurse's words: which text, who signed, where the paper lies, and what is missing at the day's end."""

from datetime import date, timedelta

import pytest
from builders import TODAY, a_lot, a_person, a_visit_ready_for_injection, write_a_dose
from vaccination_builders import BOOKLET, MMR_CODE, OTHER_BOOKLET, DeskOfTheTest, a_child, mmr_and_je_in_the_fridge

from clinic_app.domain.entries.subjects import person_subject
from clinic_app.domain.entries.visit import DosesPlanned, PlannedVaccine, ScreeningRecorded, VisitOpened
from clinic_app.domain.visit import VisitState
from clinic_app.gui.faces import Tone
from clinic_app.records.visits import NEWEST_FILING
from clinic_app.services import failures
from clinic_app.services.consent import file_consent, next_filing, papers_missing, record_consent
from clinic_app.services.print_jobs import PrinterChoice, choose_printer
from clinic_app.services.vaccination import TakeVial, take_vial
from clinic_app.services.visit_wish import VisitOf, visit_at


@pytest.fixture
def room(desk):
    at_work = DeskOfTheTest(desk)
    yield at_work
    at_work.reader.close()


def which_of(desk, visit):
    return VisitOf(person_id=visit.person_id, visit_id=visit.id, draft=desk.mint())


def registered(desk, *vaccines, person_id=None):
    """A visit whose vaccines are decided and for which nobody has signed."""
    person_id = person_id or a_person(desk)
    visit_id = desk.mint()
    ids = {"visit_id": visit_id, "person_id": person_id}
    planned = tuple(
        PlannedVaccine(planned_id=desk.mint(), vaccine=vaccine, dose_number=1, site="left_upper_arm")
        for vaccine in vaccines
    )
    bodies = (
        VisitOpened(**ids, ticket=f"T{visit_id[-6:]}", on=desk.clock.today()),
        ScreeningRecorded(**ids, temperature_tenths=366, answers={"fever": False}, checklist="c1", result="fit"),
        DosesPlanned(**ids, planned=planned),
    )
    with desk.act() as act:
        for body in bodies:
            act.write(body, subject=person_subject(person_id))
    return desk.card(person_id).visit(visit_id)


def at_consent(room, child, code=BOOKLET):
    room.presenter.start_visit(child, code)
    room.screen()
    room.presenter.planning.save()
    return room.presenter.consent


def test_each_vaccine_keeps_the_version_of_the_text_that_was_read(desk):
    visit = registered(desk, "MMR", "JE-L")

    consent = record_consent(desk, which_of(desk, visit), " 王芳 ", "mother", "册3页12").consent

    texts = dict(consent.texts)
    assert set(texts) == {"MMR", "JE-L"}
    assert texts["MMR"].startswith("MMR-2026.1+")
    assert (consent.signer, consent.filed) == ("王芳", "册3页12")


def test_a_vaccine_without_a_text_is_covered_without_one(desk):
    visit = registered(desk, "tOPV")

    consent = record_consent(desk, which_of(desk, visit), "王芳", "mother").consent

    assert (consent.vaccines, consent.texts) == (("tOPV",), ())


def test_nobody_can_sign_without_a_name_and_nothing_is_written(desk):
    visit = registered(desk, "MMR")

    with pytest.raises(failures.ReasonMissing):
        record_consent(desk, which_of(desk, visit), "  ", "mother")

    assert visit_at(desk, visit.person_id, visit.id).consent is None


def test_no_vial_is_taken_before_somebody_signed(desk):
    a_lot(desk, vaccine="MMR")
    visit = registered(desk, "MMR")

    with pytest.raises(failures.StepSkipped):
        take_vial(desk, which_of(desk, visit), TakeVial(code="A2026001", source="typed"))


@pytest.mark.parametrize(
    ("last", "following"),
    [("册3页12", "册3页13"), ("3-099", "3-100"), ("第2册第9页", "第2册第10页"), ("柜子", ""), ("", "")],
)
def test_the_next_paper_is_proposed_behind_the_last_one(desk, room, last, following):
    record_consent(desk, which_of(desk, registered(desk, "MMR")), "王芳", "mother", last)

    assert next_filing(room.reader) == following


def test_the_proposed_place_is_taken_unless_the_nurse_says_otherwise(desk, room, clock):
    mmr_and_je_in_the_fridge(desk)
    record_consent(desk, which_of(desk, registered(desk, "MMR")), "王芳", "mother", "册3页12")
    clock.advance(timedelta(minutes=3))

    consent = at_consent(room, a_child(desk))
    assert (consent.face().filed, consent.face().filed_note) == ("册3页13", "接着上一张")
    room.consent()

    assert room.visit.consent.filed == "册3页13"


def test_the_place_may_be_left_open_and_is_then_on_the_list_of_the_missing(desk, room, clock):
    mmr_and_je_in_the_fridge(desk)
    record_consent(desk, which_of(desk, registered(desk, "MMR")), "王芳", "mother", "册3页12")
    child = a_child(desk)

    consent = at_consent(room, child)
    consent.set_filed("")
    assert consent.face().filed_note == "可空着，下班前在“今日”补"
    room.consent()

    assert room.visit.consent.filed == ""
    assert [(line.person_id, line.signed) for line in papers_missing(room.reader, TODAY)] == [(child, True)]


def test_a_paper_is_put_away_later_and_leaves_the_list(desk, room):
    visit = registered(desk, "MMR")
    record_consent(desk, which_of(desk, visit), "王芳", "mother")

    filed = file_consent(desk, which_of(desk, visit), " 册3页14 ")

    assert filed.consent.filed == "册3页14"
    assert filed.state is VisitState.INFORMED
    assert papers_missing(room.reader, TODAY) == ()


def test_a_second_press_puts_a_paper_away_once(desk):
    visit = registered(desk, "MMR")
    record_consent(desk, which_of(desk, visit), "王芳", "mother")
    which = which_of(desk, visit)
    file_consent(desk, which, "册3页14")
    written = desk.db.execute("SELECT count(*) FROM entry").fetchone()[0]

    file_consent(desk, which, "册3页14")

    assert desk.db.execute("SELECT count(*) FROM entry").fetchone()[0] == written


def test_there_is_no_paper_without_a_signature_and_no_place_without_a_name(desk):
    visit = registered(desk, "MMR")

    with pytest.raises(failures.StepSkipped):
        file_consent(desk, which_of(desk, visit), "册3页14")
    record_consent(desk, which_of(desk, visit), "王芳", "mother")
    with pytest.raises(failures.PaperUnnamed):
        file_consent(desk, which_of(desk, visit), "  ")


def test_a_needle_without_a_signature_is_on_the_list_whoever_wrote_it(desk, room):
    visit = registered(desk, "MMR")
    write_a_dose(desk, visit, a_lot(desk, vaccine="MMR"))

    [line] = papers_missing(room.reader, TODAY)

    assert (line.visit_id, line.signed, line.given) == (visit.id, False, True)


def test_who_was_sent_home_unsigned_misses_no_paper(desk, room):
    registered(desk, "MMR")
    a_visit_ready_for_injection(desk)

    assert [line.signed for line in papers_missing(room.reader, TODAY)] == [True]
    assert papers_missing(room.reader, date(2026, 11, 17)) == ()


def test_the_form_is_printed_with_the_text_of_every_vaccine(desk, room):
    mmr_and_je_in_the_fridge(desk)
    consent = at_consent(room, a_child(desk))

    consent.print_form()

    assert (desk.premises.outbox / f"{room.visit.ticket}-consent.pdf").read_bytes().startswith(b"%PDF")
    into_folder = "还没有给它选打印机，到“打印机”里选一台。"
    assert room.prompter.told[-1] == ("知情同意书已放进打印文件夹", into_folder, Tone.GREEN)
    assert room.failures == []


def test_the_form_goes_to_its_printer_and_nobody_says_it_is_out_before_it_is(desk, room):
    choose_printer(desk, [PrinterChoice(kind="consent", printer="激光机", paper="a4")])
    mmr_and_je_in_the_fridge(desk)
    consent = at_consent(room, a_child(desk))

    consent.print_form()

    fetch = "在打印机旁取。没出来的话，看“排队打印”。"
    assert room.prompter.told[-1] == ("知情同意书已送去打印", fetch, Tone.GREEN)


def test_the_page_names_the_text_of_each_vaccine(desk, room):
    mmr_and_je_in_the_fridge(desk)

    face = at_consent(room, a_child(desk)).face()

    assert [(line.vaccine, line.text) for line in face.vaccines] == [
        ("麻腮风", "文本 2026.1 版"),
        ("乙脑减毒", "文本 2026.1 版"),
    ]


def test_an_adult_signs_for_herself(desk, room):
    a_lot(desk, vaccine="IIV", lot_number="L26")
    adult = a_child(desk, name="赵桂英", birth_date=date(1961, 3, 2))
    room.presenter.start_visit(adult, BOOKLET)
    room.screen()
    room.prompter.answers = ["128", "No.7"]
    room.presenter.planning.face()
    room.presenter.planning.toggle("paid:IIV")
    room.presenter.planning.save()

    assert room.presenter.consent.face().who == "本人 赵桂英"
    room.consent()

    assert (room.visit.consent.signer, room.visit.consent.relation) == ("赵桂英", "self")


def test_two_children_at_the_signature_never_get_the_same_page(desk, room, clock):
    mmr_and_je_in_the_fridge(desk)
    first, second = a_child(desk), a_child(desk, name="刘雨桐", booklet=OTHER_BOOKLET, guardian_name="刘梅")
    at_consent(room, first).set_filed("册3页1")
    room.presenter.park()
    at_consent(room, second, OTHER_BOOKLET)
    room.presenter.park()
    for child in (first, second):
        room.presenter.switch_to(child)
        room.consent()
        clock.advance(timedelta(minutes=1))

    filed = [desk.card(child).visits[-1].consent.filed for child in (first, second)]
    assert filed == ["册3页1", "册3页2"]
    assert room.presenter.takes_scan(MMR_CODE)


def test_the_last_place_is_found_without_reading_every_visit(desk):
    plan = desk.db.execute(f"EXPLAIN QUERY PLAN {NEWEST_FILING}").fetchall()

    assert any("visit_by_filing" in step[-1] for step in plan), plan
    assert not any("TEMP B-TREE" in step[-1] for step in plan), plan
