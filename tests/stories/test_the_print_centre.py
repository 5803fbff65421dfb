"""打印中心: what a nurse expects of her printers, told as she would tell it."""

from datetime import timedelta

import pypdfium2
import pytest
from builders import TODAY, a_lot, a_person, a_visit_ready_for_injection, write_a_dose

from clinic_app.services.print_jobs import (
    JobState,
    PrinterChoice,
    begin,
    choose_printer,
    finish,
    mark_interrupted,
    print_again,
    put_back,
    queued,
    recent_jobs,
)
from clinic_app.services.reader import open_reader
from clinic_app.services.slips import keep_slip, observation_slip_of
from clinic_app.services.village_papers import OVERDUE, asked_of, notices_of, notices_pdf, print_notices
from clinic_app.services.visit_papers import consent_form_of


@pytest.fixture
def reader(desk):
    opened = open_reader(desk.premises, desk.keys.database_key, desk.clock, desk.rules)
    yield opened
    opened.close()


@pytest.fixture
def printers(desk):
    """The laser prints A4, the slip printer the slips."""
    choose_printer(
        desk,
        [
            PrinterChoice(kind="consent", printer="激光机", paper="a4"),
            PrinterChoice(kind="observation_slip", printer="小票机", paper="roll_80", black_only=True),
        ],
    )


def a_vaccinated_child(desk, reader, name="张小明"):
    """Consent printed, needle given, slip printed: what every visit produces."""
    visit = a_visit_ready_for_injection(desk, person_id=a_person(desk, name=name))
    keep_slip(desk, consent_form_of(reader, visit.person_id, visit.id))
    write_a_dose(desk, visit, a_lot(desk, lot_number=f"A{name}"))
    keep_slip(desk, observation_slip_of(reader, visit.person_id, visit.id))
    return visit


def test_the_printers_are_off_all_morning_and_no_child_waits_for_them(desk, reader, printers):
    children = [a_vaccinated_child(desk, reader, name) for name in ("张小明", "李雨桐", "王梓涵")]

    waiting = queued(reader)
    assert len(waiting) == 6
    assert [job.kind for job, _ in waiting] == ["consent", "observation_slip"] * 3
    assert all(desk.card(child.person_id).counted_doses for child in children)

    for job, _ in waiting:
        begin(desk, job.id)
        finish(desk, job.id)

    assert queued(reader) == []
    assert {job.state for job in recent_jobs(reader)} == {JobState.PRINTED}


def test_the_mains_fail_while_a_slip_is_printed_and_i_am_asked_whether_it_came_out(desk, reader, printers):
    a_vaccinated_child(desk, reader)
    (consent, _), (slip, _) = queued(reader)
    begin(desk, slip.id)

    (asked,) = mark_interrupted(desk)  # the program starts again

    assert asked.kind == "observation_slip"
    put_back(desk, asked.id)  # it did not come out
    assert {job.id for job, _ in queued(reader)} == {consent.id, slip.id}


def test_a_mother_loses_the_slip_and_gets_the_same_one_again(desk, reader, printers):
    visit = a_vaccinated_child(desk, reader)
    _, (slip, _) = queued(reader)
    pdf = begin(desk, slip.id).pdf
    finish(desk, slip.id)
    desk.clock.advance(timedelta(minutes=10))

    again = print_again(desk, slip.id, "lost")

    assert begin(desk, again.id).pdf == pdf
    assert pdf == observation_slip_of(reader, visit.person_id, visit.id).pdf  # made anew, it is the same to the byte


def test_on_the_day_before_i_print_the_notices_of_a_village_and_it_is_one_paper(desk, reader):
    for name in ("张小明", "李雨桐"):
        a_person(desk, name=name, birth_date=TODAY - timedelta(days=250), village="一村")
    asked = asked_of(reader, OVERDUE)
    notices = notices_of(reader, asked, "一村")

    job = print_notices(desk, *notices_pdf(notices, "a4"), "一村", asked.number, len(notices))

    assert (len(notices), job.pages) == (2, 1)  # two to a sheet


def test_the_slip_is_as_wide_as_the_paper_in_its_printer(desk, reader):
    def width_mm(visit):
        pdf = observation_slip_of(reader, visit.person_id, visit.id).pdf
        return round(pypdfium2.PdfDocument(pdf)[0].get_size()[0] * 25.4 / 72)

    visit = a_vaccinated_child(desk, reader)
    assert width_mm(visit) == 80

    choose_printer(desk, [PrinterChoice(kind="observation_slip", printer="窄机", paper="roll_58")])

    assert width_mm(visit) == 58
