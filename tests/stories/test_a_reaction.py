"""A suspected reaction, from the observation room to the county: filled from the dose, amended, reported in time."""

from datetime import date, timedelta

import pytest
from builders import DOCTOR, MORNING, a_lot, a_person, a_visit_ready_for_injection, write_a_dose

from clinic_app.domain.entries.aefi import AefiRecorded, AefiReported
from clinic_app.domain.entries.observation import ObservationEnded
from clinic_app.practice.township import Township
from clinic_app.services.aefi import (
    ReportOf,
    amend_aefi,
    closed_aefis,
    open_aefis,
    reactions_to_write,
    record_aefi,
    report_aefi,
    suspected_doses,
    versions_of,
)
from clinic_app.services.aftermath_failures import (
    FeverImplausible,
    FoundBeforeOnset,
    MomentAhead,
    NothingSeen,
    OnsetBeforeDose,
    ReportIncomplete,
    UnknownAefi,
    UnknownSymptom,
    WidthImplausible,
)
from clinic_app.services.failures import ReasonMissing, UnknownDose, UnknownPerson
from clinic_app.services.observation import end_observation
from clinic_app.services.reader import open_reader
from clinic_app.services.visit_wish import VisitOf

HOUR = timedelta(hours=1)


@pytest.fixture
def reader(desk):
    opened = open_reader(desk.premises, desk.keys.database_key, desk.clock, desk.rules)
    yield opened
    opened.close()


def a_reaction(desk, clock, words="全身皮疹", name="陈小满"):
    """A child had its needle at 08:30 and reacted at 08:37; return the visit."""
    person_id = a_person(desk, name=name, birth_date=date(2026, 5, 4))
    visit = a_visit_ready_for_injection(desk, person_id=person_id)
    write_a_dose(desk, visit, a_lot(desk))
    clock.advance(timedelta(minutes=7))
    end_observation(desk, VisitOf(person_id=person_id, visit_id=visit.id, draft=desk.mint()), "reaction", words)
    return desk.card(person_id).visit(visit.id)


def an_event(desk, visit, **changes):
    card = desk.card(visit.person_id)
    known = {
        "aefi_id": desk.mint(),
        "person_id": visit.person_id,
        "visit_id": visit.id,
        "dose_ids": tuple(dose.id for dose in suspected_doses(card, desk.clock.now(), visit.id)),
        "onset_at": MORNING + timedelta(minutes=6),
        "found_at": MORNING + timedelta(minutes=7),
        "symptoms": ("urticaria",),
        "fever_tenths": 372,
        "course": "全身皮疹",
    }
    return AefiRecorded(**(known | changes))


def counted(desk):
    return desk.db.execute("SELECT count(*) FROM entry").fetchone()[0]


def test_a_reaction_waits_for_its_record_with_48_hours_from_the_moment_it_was_told(desk, reader, clock):
    a_reaction(desk, clock)
    clock.advance(HOUR)

    (waiting,) = reactions_to_write(reader)

    assert waiting.line.words == "全身皮疹"
    assert waiting.seconds_left == 47 * 3600
    assert open_aefis(reader) == []


def test_the_record_takes_the_doses_of_the_visit_and_ends_the_waiting(desk, reader, clock):
    visit = a_reaction(desk, clock)

    event = record_aefi(desk, an_event(desk, visit), desk.mint())

    assert [dose.id for dose in desk.card(visit.person_id).doses] == list(event.dose_ids)
    assert reactions_to_write(reader) == []
    (waiting,) = open_aefis(reader)
    assert waiting.line.aefi_id == event.id
    assert waiting.seconds_left == 48 * 3600
    assert not waiting.line.serious


def test_a_serious_one_must_be_reported_within_two_hours(desk, reader, clock):
    visit = a_reaction(desk, clock)
    record_aefi(desk, an_event(desk, visit, serious=True), desk.mint())

    clock.advance(timedelta(minutes=90))
    assert open_aefis(reader)[0].seconds_left == 30 * 60
    clock.advance(HOUR)
    assert open_aefis(reader)[0].seconds_left == -30 * 60


def test_a_second_press_is_answered_with_the_first_record(desk, clock):
    visit, draft = a_reaction(desk, clock), desk.mint()
    first = record_aefi(desk, an_event(desk, visit), draft)
    written = counted(desk)

    again = record_aefi(desk, an_event(desk, visit), draft)

    assert again.id == first.id
    assert counted(desk) == written


def test_an_amended_record_keeps_its_former_versions_and_moves_the_deadline(desk, reader, clock):
    visit = a_reaction(desk, clock)
    first = an_event(desk, visit)
    record_aefi(desk, first, desk.mint())
    clock.advance(HOUR)

    now = an_event(desk, visit, aefi_id=first.aefi_id, serious=True, fever_tenths=386)
    amended = amend_aefi(desk, now, "转县医院", desk.mint())

    assert amended.fever_tenths == 386
    assert open_aefis(reader)[0].seconds_left == HOUR.total_seconds()
    versions = versions_of(reader, visit.person_id, first.aefi_id)
    assert [(version.body.fever_tenths, version.reason) for version in versions] == [(372, ""), (386, "转县医院")]
    last = desk.db.execute("SELECT bytes FROM entry ORDER BY position DESC LIMIT 1").fetchone()[0]
    assert versions[0].entry_id in bytes(last).decode()


def test_a_report_says_way_whom_and_when_and_ends_the_countdown(desk, reader, clock):
    visit = a_reaction(desk, clock)
    event = record_aefi(desk, an_event(desk, visit), desk.mint())
    clock.advance(HOUR)
    report = ReportOf(
        person_id=visit.person_id,
        aefi_id=event.id,
        way="phone",
        to="县疾控 王医生",
        at=clock.now(),
        draft=desk.mint(),
    )

    reported = report_aefi(desk, report)
    report_aefi(desk, report)

    assert [(each.way, each.to) for each in reported.reports] == [("phone", "县疾控 王医生")]
    assert open_aefis(reader) == []
    assert [each.line.reported_at for each in closed_aefis(reader)] == [clock.now()]


def test_a_reaction_days_later_is_laid_to_the_doses_of_the_last_three_months(desk, reader, clock):
    visit = a_reaction(desk, clock)
    clock.advance(timedelta(days=10))

    assert len(suspected_doses(desk.card(visit.person_id), clock.now())) == 1
    clock.advance(timedelta(days=90))
    assert suspected_doses(desk.card(visit.person_id), clock.now()) == ()


def test_an_event_without_a_dose_on_file_is_written_all_the_same(desk, reader, clock):
    person_id = a_person(desk)
    event = AefiRecorded(
        aefi_id=desk.mint(), person_id=person_id, onset_at=MORNING, found_at=MORNING, course="外地接种后皮疹"
    )

    record_aefi(desk, event, desk.mint())

    assert [each.line.person_id for each in open_aefis(reader)] == [person_id]


@pytest.mark.parametrize(
    ("changes", "failure"),
    [
        ({"person_id": "nobody"}, UnknownPerson),
        ({"dose_ids": ("none",)}, UnknownDose),
        ({"symptoms": ("sneeze",)}, UnknownSymptom),
        ({"symptoms": (), "fever_tenths": 0, "course": " "}, NothingSeen),
        ({"fever_tenths": 339}, FeverImplausible),
        ({"fever_tenths": 431}, FeverImplausible),
        ({"swelling_mm": -1}, WidthImplausible),
        ({"hardness_mm": 401}, WidthImplausible),
        ({"onset_at": MORNING - timedelta(minutes=2)}, OnsetBeforeDose),
        ({"onset_at": MORNING + timedelta(minutes=8)}, FoundBeforeOnset),
        ({"found_at": MORNING + timedelta(minutes=9)}, MomentAhead),
        ({"onset_at": MORNING + timedelta(days=1), "found_at": MORNING + timedelta(days=1)}, MomentAhead),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(desk, clock, changes, failure):
    visit = a_reaction(desk, clock)
    written = counted(desk)

    with pytest.raises(failure):
        record_aefi(desk, an_event(desk, visit, **changes), desk.mint())

    assert counted(desk) == written


def test_a_clock_that_was_set_back_stops_no_record(desk, clock):
    visit = a_reaction(desk, clock)
    event = an_event(desk, visit)
    clock.advance(timedelta(days=-400))

    assert record_aefi(desk, event, desk.mint()).id == event.aefi_id


@pytest.mark.parametrize(
    ("changes", "failure"),
    [
        ({"way": "pigeon"}, ReportIncomplete),
        ({"to": "  "}, ReportIncomplete),
        ({"at": MORNING + timedelta(days=1)}, MomentAhead),
        ({"at": MORNING - timedelta(days=1)}, FoundBeforeOnset),
        ({"aefi_id": "none"}, UnknownAefi),
    ],
)
def test_a_report_that_cannot_be_is_refused(desk, reader, clock, changes, failure):
    visit = a_reaction(desk, clock)
    event = record_aefi(desk, an_event(desk, visit), desk.mint())
    known = {"person_id": visit.person_id, "aefi_id": event.id, "way": "phone", "to": "县疾控", "at": clock.now()}

    with pytest.raises(failure):
        report_aefi(desk, ReportOf(**(known | changes), draft=desk.mint()))

    assert len(open_aefis(reader)) == 1


def test_an_amendment_wants_a_reason_and_a_record(desk, clock):
    visit = a_reaction(desk, clock)
    event = an_event(desk, visit)
    record_aefi(desk, event, desk.mint())

    with pytest.raises(ReasonMissing):
        amend_aefi(desk, event, "  ", desk.mint())
    with pytest.raises(UnknownAefi):
        amend_aefi(desk, an_event(desk, visit), "写错", desk.mint())


def test_whoever_amends_is_named_in_the_version(desk, reader, clock):
    visit = a_reaction(desk, clock)
    event = an_event(desk, visit)
    record_aefi(desk, event, desk.mint())
    desk.sign_in(DOCTOR)

    amend_aefi(desk, event, "补诊断", desk.mint())

    assert versions_of(reader, visit.person_id, event.aefi_id)[-1].by == DOCTOR


def test_a_practice_township_has_written_and_reported_its_reactions():
    happenings = [each.body for each in Township(people=400, seed=1, today=date(2026, 11, 22)).live()]
    ended = {body.visit_id for body in happenings if isinstance(body, ObservationEnded) and body.outcome == "reaction"}
    events = {body.aefi_id: body for body in happenings if isinstance(body, AefiRecorded)}

    assert {event.visit_id for event in events.values()} == ended != set()
    assert {body.aefi_id for body in happenings if isinstance(body, AefiReported)} == set(events)
    assert all(event.dose_ids for event in events.values())
