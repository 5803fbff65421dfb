import msgspec
import pytest
from paper_builders import a_sheet

from clinic_app.services.slips import Slip, keep_slip, put_document

PAPER = a_sheet()
KINDS = "SELECT bytes FROM entry WHERE kind = 'access.recorded' ORDER BY rowid"


def accesses(desk):
    """What the journal says about looking and printing, as (action, what)."""
    desk.flush_access()
    bodies = [msgspec.json.decode(row[0])["body"] for row in desk.db.execute(KINDS)]
    return [(body["action"], body.get("what", "")) for body in bodies]


def test_a_paper_lies_in_the_outbox_under_its_purpose_and_its_moment(desk):
    job = put_document(desk, "consent", PAPER, about="person-1")

    path = desk.premises.outbox / job.file
    assert path.name == "consent-20261118-083000.pdf"  # 08:30 at the clinic
    assert path.read_bytes() == PAPER


def test_the_name_of_the_file_does_not_say_whom_it_is_about(desk):
    job = put_document(desk, "aefi_card", PAPER, about="person-1")

    assert "person-1" not in job.file


def test_two_papers_of_one_second_do_not_overwrite_each_other(desk):
    jobs = [put_document(desk, "consent", PAPER + bytes([number])) for number in range(3)]

    paths = [desk.premises.outbox / job.file for job in jobs]
    assert [path.name for path in paths] == [
        "consent-20261118-083000.pdf",
        "consent-20261118-083000-2.pdf",
        "consent-20261118-083000-3.pdf",
    ]
    assert [path.read_bytes()[-1] for path in paths] == [0, 1, 2]


def test_it_is_remembered_that_a_paper_was_printed_and_whom_it_was_about(desk):
    put_document(desk, "error_notice", PAPER, about="person-1")
    put_document(desk, "emergency_card", PAPER)

    assert accesses(desk)[-2:] == [("printed", "error_notice person-1"), ("printed", "emergency_card")]


@pytest.mark.parametrize("kind", ["", "张小明", "Consent", "../consent", "consent form", "consent-1", "_consent"])
def test_a_purpose_that_could_be_a_name_or_a_path_is_refused_and_nothing_is_written(desk, kind):
    with pytest.raises(ValueError, match=r".*"):
        put_document(desk, kind, PAPER)

    assert not desk.premises.outbox.exists()


def test_a_slip_still_lies_under_its_ticket(desk):
    keep_slip(desk, Slip(ticket="T20261118059", pdf=PAPER))

    assert (desk.premises.outbox / "T20261118059.pdf").read_bytes() == PAPER
    assert accesses(desk)[-1] == ("printed", "T20261118059")


def test_the_papers_of_one_visit_lie_side_by_side_and_a_new_print_takes_the_place_of_the_old(desk):
    for paper in ("", "consent", "consent"):
        keep_slip(desk, Slip(ticket="T20261118059", pdf=PAPER, paper=paper))

    names = sorted(path.name for path in desk.premises.outbox.iterdir())
    assert names == ["T20261118059-consent.pdf", "T20261118059.pdf"]


def test_a_letter_no_font_draws_is_kept_with_the_paper_so_that_it_is_named_before_it_prints(desk):
    assert put_document(desk, "appointment_slip", PAPER, missing="ཀ").missing == "ཀ"
    assert put_document(desk, "appointment_slip", PAPER).missing == ""
