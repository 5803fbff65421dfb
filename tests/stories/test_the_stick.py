"""The day's records on their way to the county: everything no receipt covers, whole on the stick or not at all."""

from dataclasses import replace
from datetime import timedelta
from threading import Event

import pytest
from builders import a_lot, a_person, a_visit_ready_for_injection, write_a_dose

from clinic_app.devices.folder_carrier import FolderCarrier
from clinic_app.domain.entries.clinic import ClinicNamed
from clinic_app.domain.entries.entry import read_entry
from clinic_app.domain.entries.subjects import CLINIC
from clinic_app.domain.entries.vaccination import DoseGiven
from clinic_app.exchange.carrier import CarrierFaulty, CarrierGone, NoSpace, ReadOnlyCarrier
from clinic_app.exchange.keys import new_county_keypair
from clinic_app.exchange.package_reader import read_package
from clinic_app.records import outgoing
from clinic_app.services import failures
from clinic_app.services import sync as sync_service
from clinic_app.services.reader import Reader
from clinic_app.services.sync import (
    candidate_sticks,
    export_to_stick,
    last_exports,
    prepare_export,
    sync_state,
    write_export,
)

COUNTY = new_county_keypair()


@pytest.fixture
def stick(tmp_path):
    root = tmp_path / "stick"
    root.mkdir()
    return root


@pytest.fixture
def reader(desk):
    return Reader(db=desk.db, clock=desk.clock, rules=desk.rules)


def enrolled(desk, *, county_key=COUNTY.recipient, practice=False):
    named = ClinicNamed(unit_code="3301220101", name="青石镇卫生院", county_key=county_key, practice=practice)
    with desk.act() as act:
        act.write(named, subject=CLINIC)
    return desk


def read_back(stick):
    return read_package(FolderCarrier(stick / "VAXSYNC"), identity=COUNTY.identity, device_keys=None)


def files_on(stick):
    return sorted(path.name for path in stick.rglob("*") if path.is_file())


def confirm(desk, held):
    place = desk.journal.installation
    desk.db.execute(
        "INSERT INTO receipted (device, incarnation, held_seq, applied_seq, confirmed_at) VALUES (?, ?, ?, ?, ?)",
        (place.device, place.incarnation, held, held, "2026-11-18T00:31:00.000Z"),
    )


def test_a_dose_given_today_is_found_on_the_stick_by_the_county(desk, reader, stick):
    enrolled(desk)
    visit = a_visit_ready_for_injection(desk)
    dose_id = write_a_dose(desk, visit, a_lot(desk))

    written = export_to_stick(desk, stick)

    read = read_back(stick)
    entries = [read_entry(entry) for chunk in read.chunks for entry in chunk.entries]
    assert read.problems == ()
    assert [entry.body.dose_id for entry in entries if isinstance(entry.body, DoseGiven)] == [dose_id]
    assert written.entries == read.entries == sync_state(reader).written


def test_a_file_on_the_stick_is_not_uploaded(desk, reader, stick):
    enrolled(desk)
    before = sync_state(reader)

    export_to_stick(desk, stick)

    assert sync_state(reader) == before
    assert before.unsent == before.written


def test_only_what_no_receipt_covers_travels_again(desk, reader, stick):
    enrolled(desk)
    confirm(desk, sync_state(reader).written)
    a_person(desk)
    a_person(desk)

    written = export_to_stick(desk, stick)

    assert written.entries == 2
    assert sync_state(reader).unsent == 2


def test_with_everything_confirmed_there_is_nothing_to_export(desk, reader, stick):
    enrolled(desk)
    confirm(desk, sync_state(reader).written)

    with pytest.raises(failures.NothingToExport):
        export_to_stick(desk, stick)

    assert files_on(stick) == []


def test_each_whole_package_is_noted_with_its_name_and_count(desk, reader, stick):
    enrolled(desk)
    first = export_to_stick(desk, stick)
    desk.clock.advance(timedelta(minutes=1))
    second = export_to_stick(desk, stick)

    lines = last_exports(reader)
    stems = {name.partition(".")[0] for name in files_on(stick)}
    assert [line.entries for line in lines] == [second.entries, first.entries]
    assert {line.stem for line in lines} == stems
    assert lines[0].at - lines[1].at == timedelta(minutes=1)
    assert {line.by for line in lines} == {desk.user_id}


def test_a_stopped_export_leaves_nothing_and_is_not_in_the_list(desk, reader, stick):
    enrolled(desk)
    stop = Event()
    stop.set()

    with pytest.raises(failures.ExportStopped):
        export_to_stick(desk, stick, stop=stop)

    assert files_on(stick) == []
    assert last_exports(reader) == []


def test_nothing_is_packed_before_the_clinic_is_enrolled(desk, stick):
    with pytest.raises(failures.NoCountyKey):
        export_to_stick(desk, stick)


def test_a_mistyped_county_key_is_refused_like_a_missing_one(desk, stick):
    enrolled(desk, county_key="age1mistyped")

    with pytest.raises(failures.NoCountyKey):
        export_to_stick(desk, stick)

    assert files_on(stick) == []


@pytest.mark.parametrize(
    ("carried", "refused"),
    [
        (NoSpace(needed=9, free=3), failures.StickFull),
        (ReadOnlyCarrier("locked"), failures.StickLocked),
        (CarrierGone("pulled out"), failures.StickGone),
        (CarrierFaulty("other bytes"), failures.StickFaulty),
    ],
)
def test_every_way_in_which_a_stick_fails_has_its_own_name(desk, stick, monkeypatch, carried, refused):
    class FailingCarrier(FolderCarrier):
        def write(self, name, content):
            raise carried

    monkeypatch.setattr(sync_service, "FolderCarrier", FailingCarrier)

    with pytest.raises(refused) as failure:
        write_export(prepare_export(enrolled(desk)), stick)

    assert isinstance(failure.value, failures.ExportRefused)
    if isinstance(carried, NoSpace):
        assert (failure.value.needed, failure.value.free) == (9, 3)
    assert files_on(stick) == []


def test_a_broken_chain_is_not_packed(desk, stick):
    prepared = prepare_export(enrolled(desk))
    run = prepared.slices[0]
    gap = replace(prepared, slices=(replace(run, entries=[*run.entries[:1], *run.entries[2:]]),))

    with pytest.raises(failures.JournalBroken):
        write_export(gap, stick)

    assert files_on(stick) == []


def test_practice_packages_are_refused_by_the_county(desk, stick):
    enrolled(desk, practice=True)

    export_to_stick(desk, stick)

    assert read_back(stick).entries == 0
    assert [problem.kind.value for problem in read_back(stick).problems] == ["other_purpose"]


def test_an_entry_waits_too_long_after_seven_days(desk, reader):
    enrolled(desk)

    assert not sync_state(reader).is_late(desk.clock.now() + timedelta(days=7))
    assert sync_state(reader).is_late(desk.clock.now() + timedelta(days=7, seconds=1))


def test_the_folder_a_person_chose_is_offered_first(stick):
    assert candidate_sticks(stick)[0].root == stick


def test_a_folder_that_is_not_there_is_not_offered(stick):
    assert stick / "nowhere" not in [drive.root for drive in candidate_sticks(stick / "nowhere")]


def test_the_signed_heads_tell_how_much_was_written(desk):
    enrolled(desk)
    a_person(desk)

    (stream,) = outgoing.own_streams(desk.db, desk.keys.device_id)
    assert stream.written == desk.db.execute("SELECT count(*) FROM entry WHERE stream = 'shared'").fetchone()[0]
