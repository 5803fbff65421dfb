"""What stands on the papers of what follows the needle, read back from the PDF."""

import msgspec
import pypdfium2
import pytest
from builders import NURSE, TODAY, a_lot, a_person, a_visit_ready_for_injection, write_a_dose

from clinic_app.gui.wording.for_parents import why_then
from clinic_app.services.aefi import new_event, record_aefi
from clinic_app.services.aftermath_failures import AppointmentGone, UnknownAefi
from clinic_app.services.aftermath_papers import aefi_card_of, appointment_slip_of, emergency_card_of
from clinic_app.services.appointments import AppointmentOf, NewAppointment, cancel_appointment, make_appointment
from clinic_app.services.emergency import dose_for, first_aid
from clinic_app.services.reader import open_reader


@pytest.fixture
def reader(desk):
    opened = open_reader(desk.premises, desk.keys.database_key, desk.clock, desk.rules)
    yield opened
    opened.close()


def text_of(pdf):
    with pypdfium2.PdfDocument(pdf) as document:
        return "".join(page.get_textpage().get_text_range() for page in document).replace("\r\n", " ")


def test_the_report_card_carries_everything_of_the_dose_and_nothing_has_to_be_written_in(desk, reader):
    person_id = a_person(desk, guardian_name="王芳", phone="13800001234")
    visit = a_visit_ready_for_injection(desk, person_id=person_id)
    write_a_dose(desk, visit, a_lot(desk))
    event = new_event(reader.card(person_id), desk.clock.now(), desk.mint(), visit.id)
    event = type(event)(
        **{name: getattr(event, name) for name in event.__struct_fields__} | {"symptoms": ("urticaria",)}
    )
    record_aefi(desk, event, desk.mint())

    words = text_of(aefi_card_of(reader, person_id, event.aefi_id, NURSE).pdf)

    for expected in ("陈小满", "王芳", "北京生物", "A2026001", "0.5 ml", "2027-06-30", "左上臂", "李护士", "荨麻疹"):
        assert expected in words
    assert "最迟 2026-11-20 08:30" in words
    with pytest.raises(UnknownAefi):
        aefi_card_of(reader, person_id, "none")


def test_a_letter_of_the_name_that_no_font_draws_is_named_by_every_paper_of_what_follows(desk, reader):
    person_id = a_person(desk, name="ཀ小满")
    visit = a_visit_ready_for_injection(desk, person_id=person_id)
    write_a_dose(desk, visit, a_lot(desk))
    event = new_event(reader.card(person_id), desk.clock.now(), desk.mint(), visit.id)
    event = msgspec.structs.replace(event, symptoms=("urticaria",))
    record_aefi(desk, event, desk.mint())
    made = make_appointment(desk, NewAppointment(person_id=person_id, on=TODAY, draft=desk.mint(), vaccines=("HepB",)))
    aid = first_aid(reader, person_id)

    for drawn in (
        aefi_card_of(reader, person_id, event.aefi_id, NURSE),
        appointment_slip_of(reader, person_id, made.id),
        emergency_card_of(reader, aid, dose_for(aid, 12_000)),
    ):
        assert drawn.missing == "ཀ"
        assert "〓" in text_of(drawn.pdf)


def test_the_slip_says_day_and_vaccines_under_a_masked_name(desk, reader):
    person_id = a_person(desk)
    made = make_appointment(
        desk, NewAppointment(person_id=person_id, on=TODAY, draft=desk.mint(), vaccines=("HepB", "MMR"))
    )

    words = text_of(appointment_slip_of(reader, person_id, made.id).pdf)

    assert "陈*满" in words
    assert "2026年11月18日" in words
    assert "乙肝" in words
    assert "麻腮风" in words
    cancel_appointment(desk, AppointmentOf(person_id=person_id, appointment_id=made.id, draft=desk.mint()), "迁出")
    with pytest.raises(AppointmentGone):
        appointment_slip_of(reader, person_id, made.id)


def test_the_slip_says_in_plain_words_why_that_day(desk, reader):
    """Born 2026-05-04, nothing given: the first polio dose is for two months, reached on 2026-07-04."""
    person_id = a_person(desk)
    made = make_appointment(
        desk, NewAppointment(person_id=person_id, on=TODAY, draft=desk.mint(), vaccines=("HepB", "IPV"))
    )

    words = text_of(appointment_slip_of(reader, person_id, made.id, why=why_then).pdf).replace("\n", "")

    assert "乙肝 第1剂" in words or "乙肝第1剂" in words or "第 1 剂" in words
    assert "孩子满2个月（2026-07-04）。" in words
    assert "孩子出生就可以种（2026-05-04）。" in words


def test_the_emergency_card_names_person_dose_and_source(desk, reader):
    aid = first_aid(reader, a_person(desk))

    words = text_of(emergency_card_of(reader, aid, dose_for(aid, 12_000), "6月14天").pdf)

    assert "陈小满" in words
    assert "0.12 mL" in words
    assert "120" in words
    assert "来源" in words
