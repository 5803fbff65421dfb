from datetime import timedelta

import msgspec
import pytest
from builders import a_person
from paper_builders import a_sheet
from pypdfium2 import PdfiumError

from clinic_app.records.connection import connect
from clinic_app.services.paper_kinds import KINDS
from clinic_app.services.print_failures import JobMovedOn, NoPrinterChosen, PaperGone
from clinic_app.services.print_jobs import (
    INTERRUPTED,
    REASONS,
    JobState,
    NewPaper,
    PrinterChoice,
    begin,
    cancel,
    choose_printer,
    fail,
    finish,
    mark_interrupted,
    paper_for,
    paper_of,
    print_again,
    print_paper,
    put_back,
    queued,
    recent_jobs,
    send_filed,
    to_look_at,
)
from clinic_app.services.reader import open_reader

PAPER = a_sheet((), ())  # two pages
LASER = PrinterChoice(kind="consent", printer="激光机", paper="a4")


def reader_of(desk):
    return open_reader(desk.premises, desk.keys.database_key, desk.clock, desk.rules)


def a_job(desk, **changes):
    return print_paper(desk, NewPaper(**{"kind": "consent", "pdf": PAPER, "about": "T1", **changes}))


def states(desk):
    return [job.state for job in recent_jobs(reader_of(desk))]


def test_without_a_printer_a_paper_is_a_file_and_nothing_waits(desk):
    job = a_job(desk)

    assert job.state is JobState.FILED
    assert (desk.premises.outbox / job.file).read_bytes() == PAPER
    assert queued(reader_of(desk)) == []
    assert to_look_at(reader_of(desk)) == 0


def test_with_a_printer_a_paper_waits_and_no_file_of_it_lies_about(desk):
    choose_printer(desk, [LASER])

    job = a_job(desk)

    assert (job.state, job.pages, job.file) == (JobState.QUEUED, 2, "")
    assert not desk.premises.outbox.exists()
    assert [(waiting.id, choice.printer) for waiting, choice in queued(reader_of(desk))] == [(job.id, "激光机")]


def test_the_form_of_a_paper_stands_in_the_name_of_its_file(desk):
    assert a_job(desk, kind="certificate", form="school").file.startswith("certificate-school-")


def test_a_form_that_is_not_on_the_list_of_papers_is_refused(desk):
    with pytest.raises(ValueError, match="passport"):
        a_job(desk, kind="certificate", form="passport")

    assert states(desk) == []


def test_the_printer_chosen_for_one_kind_prints_no_other(desk):
    choose_printer(desk, [LASER])

    assert a_job(desk, kind="advice").state is JobState.FILED


def test_papers_are_printed_in_the_order_in_which_they_were_wished(desk):
    choose_printer(desk, [LASER])
    first, second = a_job(desk), a_job(desk)

    assert [job.id for job, _ in queued(reader_of(desk))] == [first.id, second.id]


def test_a_paper_is_printing_on_the_disk_before_it_goes_to_the_printer(desk):
    choose_printer(desk, [LASER])
    job = a_job(desk)

    sending = begin(desk, job.id)

    other = connect(desk.premises.database, desk.keys.database_key, read_only=True)
    assert other.execute("SELECT state, printer FROM print_job").fetchone() == ("printing", "激光机")
    assert sending.pdf == PAPER


def test_two_windows_do_not_print_one_paper_twice(desk):
    choose_printer(desk, [LASER])
    job = a_job(desk)
    begin(desk, job.id)

    with pytest.raises(JobMovedOn) as refused:
        begin(desk, job.id)

    assert refused.value.state == "printing"


def test_a_printer_that_took_nothing_leaves_the_paper_waiting(desk):
    choose_printer(desk, [LASER])
    job = a_job(desk)
    begin(desk, job.id)

    put_back(desk, job.id)

    assert [waiting.id for waiting, _ in queued(reader_of(desk))] == [job.id]


def test_after_a_power_cut_in_the_middle_the_paper_is_still_there_and_asked_about(desk):
    choose_printer(desk, [LASER])
    job = a_job(desk)
    waiting = a_job(desk)
    begin(desk, job.id)

    (found,) = mark_interrupted(desk)

    assert (found.id, found.state, found.problem) == (job.id, JobState.FAILED, INTERRUPTED)
    assert [still.id for still, _ in queued(reader_of(desk))] == [waiting.id]
    assert mark_interrupted(desk) == []


@pytest.mark.parametrize(("wish", "state"), [(finish, JobState.PRINTED), (put_back, JobState.QUEUED)])
def test_the_nurse_says_whether_the_sheet_came_out(desk, wish, state):
    choose_printer(desk, [LASER])
    job = a_job(desk)
    begin(desk, job.id)
    mark_interrupted(desk)

    assert wish(desk, job.id).state is state


def test_a_paper_that_is_printed_cannot_be_cancelled_and_stays_printed(desk):
    choose_printer(desk, [LASER])
    job = a_job(desk)
    begin(desk, job.id)
    finish(desk, job.id)

    with pytest.raises(JobMovedOn):
        cancel(desk, job.id)

    assert states(desk) == [JobState.PRINTED]


def test_a_paper_taken_out_of_the_queue_is_not_printed(desk):
    choose_printer(desk, [LASER])
    job = a_job(desk)

    cancel(desk, job.id)

    assert queued(reader_of(desk)) == []
    with pytest.raises(JobMovedOn):
        begin(desk, job.id)


@pytest.mark.parametrize("why", REASONS)
def test_a_paper_printed_again_is_the_same_paper_and_says_why(desk, why):
    choose_printer(desk, [LASER])
    job = a_job(desk)
    begin(desk, job.id)
    finish(desk, job.id)

    again = print_again(desk, job.id, why)

    assert (again.again_of, again.again_why, again.state) == (job.id, why, JobState.QUEUED)
    assert paper_of(reader_of(desk), again.id) == PAPER
    assert JobState.PRINTED in states(desk)


def test_printing_again_is_in_the_journal_with_its_reason(desk):
    person_id = a_person(desk)
    job = a_job(desk, person_id=person_id)

    print_again(desk, job.id, "lost")

    desk.flush_access()
    rows = desk.db.execute("SELECT bytes FROM entry WHERE kind = 'access.recorded' ORDER BY rowid").fetchall()
    body = msgspec.json.decode(rows[-1][0])["body"]
    assert (body["action"], body["what"]) == ("printed_again", f"consent {person_id} lost")


def test_a_file_is_printed_once_a_printer_was_chosen_for_its_kind(desk):
    job = a_job(desk)
    with pytest.raises(NoPrinterChosen):
        send_filed(desk, job.id)

    choose_printer(desk, [LASER])
    send_filed(desk, job.id)

    assert [waiting.id for waiting, _ in queued(reader_of(desk))] == [job.id]


def test_a_printer_taken_away_leaves_what_waits_waiting(desk):
    choose_printer(desk, [LASER])
    job = a_job(desk)
    choose_printer(desk, [PrinterChoice(kind="consent", printer="", paper="a4")])

    with pytest.raises(NoPrinterChosen):
        begin(desk, job.id)

    assert states(desk) == [JobState.QUEUED]


def test_what_is_done_is_dropped_after_three_days_and_what_waits_never(desk, clock):

    choose_printer(desk, [LASER])
    done, waits, broken = a_job(desk), a_job(desk), a_job(desk)
    begin(desk, done.id)
    finish(desk, done.id)
    begin(desk, broken.id)
    fail(desk, broken.id, "stopped")
    clock.advance(timedelta(days=4))
    a_job(desk)

    reader = reader_of(desk)
    assert paper_of(reader, done.id) is None
    assert paper_of(reader, waits.id) == PAPER
    assert paper_of(reader, broken.id) == PAPER
    with pytest.raises(PaperGone):
        print_again(desk, done.id, "lost")


def test_old_lines_go_after_two_months(desk, clock):

    a_job(desk)
    clock.advance(timedelta(days=61))
    a_job(desk)

    assert desk.db.execute("SELECT count(*) FROM print_job").fetchone() == (1,)


def test_the_list_says_whose_paper_it_is(desk):
    a_job(desk, person_id=a_person(desk, name="张小明"))

    assert [job.person_name for job in recent_jobs(reader_of(desk))] == ["张小明"]


def test_what_still_waits_from_yesterday_stands_above_what_is_done_today(desk, clock):

    choose_printer(desk, [LASER])
    yesterday = a_job(desk)
    clock.advance(timedelta(days=1))
    today = a_job(desk, kind="advice")

    assert [job.id for job in recent_jobs(reader_of(desk))] == [yesterday.id, today.id]


def test_a_slip_is_made_for_the_paper_its_printer_holds(desk):
    assert paper_for(desk, "observation_slip") == "roll_80"

    choose_printer(desk, [PrinterChoice(kind="observation_slip", printer="小票机", paper="roll_58")])

    assert paper_for(desk, "observation_slip") == "roll_58"


def test_a_size_a_paper_is_not_made_for_is_not_taken(desk):
    choose_printer(desk, [PrinterChoice(kind="consent", printer="激光机", paper="roll_58")])

    assert paper_for(desk, "consent") == "a4"


def test_the_bytes_of_a_paper_lie_in_the_ciphered_file_only(desk):
    choose_printer(desk, [LASER])
    a_job(desk)

    everything = b"".join(path.read_bytes() for path in desk.premises.database.parent.rglob("*") if path.is_file())
    assert b"%PDF" not in everything


def test_a_full_outbox_queues_nothing(desk, monkeypatch):
    desk.premises.outbox.write_bytes(b"a file where the folder should be")

    with pytest.raises(OSError, match=r".*"):
        a_job(desk)

    assert states(desk) == []


def test_every_kind_of_paper_has_a_word_for_its_purpose():
    from clinic_app.gui.wording.printing import KINDS as WORDS
    from clinic_app.gui.wording.printing import PAPERS

    assert set(KINDS) <= set(WORDS)
    assert {paper for kind in KINDS.values() for paper in kind.papers} <= set(PAPERS)


@pytest.mark.parametrize("pdf", [b"", b"no paper at all", PAPER[: len(PAPER) // 3]])
def test_a_paper_that_cannot_be_read_is_refused_before_it_is_queued(desk, pdf):
    choose_printer(desk, [LASER])

    with pytest.raises(PdfiumError):
        a_job(desk, pdf=pdf)

    assert states(desk) == []
