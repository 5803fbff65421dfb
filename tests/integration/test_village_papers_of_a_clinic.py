"""What a whole village is given on paper, from what is recorded."""

from datetime import date, timedelta

import pypdfium2
import pytest
from builders import TODAY, a_person

from clinic_app.printing.booklet_label import LabelsDoNotFit
from clinic_app.services.print_jobs import JobState, recent_jobs
from clinic_app.services.reader import open_reader
from clinic_app.services.signs import SIGN_CODES, print_sign, sign_of
from clinic_app.services.village_papers import (
    DUE,
    EVERY_VILLAGE,
    OVERDUE,
    asked_of,
    broadcast_of,
    counts_by_village,
    labels_of,
    labels_pdf,
    notices_of,
    notices_pdf,
    print_broadcast,
    print_notices,
    villages_of,
)


@pytest.fixture
def reader(desk):
    opened = open_reader(desk.premises, desk.keys.database_key, desk.clock, desk.rules)
    yield opened
    opened.close()


def a_late_child(desk, name, village, **changes):
    """Eight months old and without one dose."""
    return a_person(desk, name=name, birth_date=TODAY - timedelta(days=250), village=village, **changes)


def text_of(pdf):
    document = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def test_the_village_of_every_late_child_is_counted_in_the_clinics_order(desk, reader):
    a_late_child(desk, "李雨桐", "二村")
    a_late_child(desk, "张小明", "一村")
    a_late_child(desk, "王梓涵", "外来村")
    a_person(desk, name="新生儿", birth_date=TODAY, village="一村")

    counts = counts_by_village(reader, asked_of(reader, OVERDUE))

    assert [(count.village, count.people) for count in counts] == [("一村", 1), ("二村", 1), ("外来村", 1)]


def test_every_late_child_of_a_village_gets_one_notice_with_a_number_of_the_batch(desk, reader):
    for name in ("张小明", "李雨桐"):
        a_late_child(desk, name, "一村", guardian_name="王芳")
    a_late_child(desk, "王梓涵", "二村")

    notices = notices_of(reader, asked_of(reader, OVERDUE), "一村")

    assert sorted(notice.person.name for notice in notices) == ["张小明", "李雨桐"]
    assert [notice.number for notice in notices] == ["20261118-0830-001", "20261118-0830-002"]
    assert all(dose.vaccine and dose.dose_number == 1 for notice in notices for dose in notice.doses)


def test_all_villages_are_one_batch(desk, reader):
    a_late_child(desk, "张小明", "一村")
    a_late_child(desk, "王梓涵", "二村")

    notices = notices_of(reader, asked_of(reader, OVERDUE), EVERY_VILLAGE)

    assert [notice.person.address for notice in notices] == ["一村", "二村"]


def test_who_can_be_given_something_soon_is_on_the_other_list(desk, reader):
    a_person(desk, name="新生儿", birth_date=TODAY - timedelta(days=1), village="一村")

    assert notices_of(reader, asked_of(reader, OVERDUE), "一村") == ()
    assert len(notices_of(reader, asked_of(reader, DUE), "一村")) == 1


def test_notices_wait_as_one_paper_that_names_village_and_batch(desk, reader):
    a_late_child(desk, "张小明", "一村")
    asked = asked_of(reader, OVERDUE)
    pdf, missing = notices_pdf(notices_of(reader, asked, "一村"), "a5")

    job = print_notices(desk, pdf, missing, "一村", asked.number, 1)

    assert (job.kind, job.about, job.state) == ("notice", "一村 20261118-0830", JobState.FILED)
    assert "张小明家长" in text_of(pdf)
    assert [each.id for each in recent_jobs(reader)] == [job.id]


def test_the_loudspeaker_text_is_a_paper_and_a_text_file_without_vaccines(desk, reader):
    a_late_child(desk, "张小明", "一村", phone="13800001234")
    asked = asked_of(reader, OVERDUE)

    print_broadcast(desk, broadcast_of(reader, asked, "一村"), asked.number)

    words = (desk.premises.outbox / "broadcast-20261118-0830.txt").read_text("utf-8-sig")
    assert "张小明" in words
    assert "疫苗：" in words
    assert not any(private in words for private in ("乙肝", "卡介苗", "13800001234"))


def test_children_with_a_booklet_number_get_a_label_and_others_do_not(desk, reader):
    a_late_child(desk, "张小明", "一村", booklet_number="330122010100000035")
    a_late_child(desk, "李雨桐", "一村")

    labels = labels_of(reader, "一村")

    assert [label.name for label in labels] == ["张小明"]
    pdf, _ = labels_pdf(labels, "a4", 3, date(2026, 11, 18))
    assert "330122010100000035" in text_of(pdf)
    with pytest.raises(LabelsDoNotFit):
        labels_pdf(labels, "a4", 99, TODAY)


def test_every_sign_is_printed_and_named(desk, reader):
    for code in SIGN_CODES:
        print_sign(desk, code)

    assert {job.about for job in recent_jobs(reader)} == set(SIGN_CODES)
    with pytest.raises(KeyError):
        sign_of(reader, "unknown")


def test_villages_of_the_clinic_come_before_others(desk, reader):
    a_late_child(desk, "张小明", "外来村")

    assert villages_of(reader) == ["一村", "二村", "外来村"]
