"""Acts on a real database: the bytes are the record, one commit an act, nothing half, nothing twice."""

import hashlib
import threading
from datetime import timedelta

import msgspec
import pytest
from builders import DOCTOR, NURSE, a_clinic, a_lot, a_person, a_visit_ready_for_injection, write_a_dose

from clinic_app.domain.entries.clinic import DateConfirmed
from clinic_app.domain.entries.entry import Envelope, hash_of
from clinic_app.domain.entries.registration import PersonAmended
from clinic_app.domain.entries.subjects import CLINIC, person_subject
from clinic_app.records.cards import load_card
from clinic_app.records.connection import connect
from clinic_app.records.guard import SLOT_BYTES, GuardFile
from clinic_app.records.journal import entries_of, heads, insert_entry
from clinic_app.records.projection import all_rows, rebuild
from clinic_app.records.tail_copy import MARK, TailCopy
from clinic_app.services.desk import AlreadyWritten
from clinic_app.services.disk_failures import DiskFull
from clinic_app.services.sign_in import open_desk


def stored(db, order="position"):
    return db.execute(f"SELECT bytes, hash, stream, seq FROM entry ORDER BY {order}").fetchall()


def envelopes(db):
    return [msgspec.json.decode(entry_bytes) for entry_bytes, *_ in stored(db)]


def commits_of(desk, action):
    """Return the statements that ended a transaction while `action` ran."""
    seen = []
    desk.db.set_trace_callback(seen.append)
    action()
    desk.db.set_trace_callback(None)
    return [statement for statement in seen if statement.split()[0] in ("COMMIT", "ROLLBACK", "END")]


def test_the_stored_bytes_hash_to_the_stored_hash_and_chain_up(desk):
    write_a_dose(desk, a_visit_ready_for_injection(desk), a_lot(desk))

    before = ""
    for number, (entry_bytes, entry_hash, stream, seq) in enumerate(stored(desk.db), start=1):
        assert hashlib.sha256(entry_bytes).digest() == entry_hash
        assert (stream, seq) == ("shared", number)
        assert msgspec.json.decode(entry_bytes)["prev"] == before
        before = entry_hash.hex()


def test_a_dose_is_one_commit(desk):
    lot, visit = a_lot(desk), a_visit_ready_for_injection(desk)

    assert commits_of(desk, lambda: write_a_dose(desk, visit, lot)) == ["COMMIT"]


def test_a_dose_is_one_synced_group_of_frames_in_the_write_ahead_log(desk):
    lot, visit = a_lot(desk), a_visit_ready_for_injection(desk)
    desk.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    write_a_dose(desk, visit, lot)

    wal = desk.premises.database.with_name("clinic.db-wal").read_bytes()
    frame = 24 + int.from_bytes(wal[8:12], "big")
    sizes_after_commit = [int.from_bytes(wal[at + 4 : at + 8], "big") for at in range(32, len(wal), frame)]
    assert len([size for size in sizes_after_commit if size]) == 1  # only a frame that ends a commit names a size


def test_an_act_that_fails_leaves_nothing_and_no_gap(desk):
    person_id = a_person(desk)
    before, rows = stored(desk.db), all_rows(desk.db)

    def stumble():
        with desk.act("form-2") as act:
            act.write(_new_phone(person_id, "13800000000"), subject=person_subject(person_id))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        stumble()

    assert (stored(desk.db), all_rows(desk.db)) == (before, rows)
    with desk.act("form-2") as act:
        act.write(_new_phone(person_id, "13900000000"), subject=person_subject(person_id))
    assert [seq for *_, seq in stored(desk.db)] == list(range(1, len(before) + 2))
    assert desk.card(person_id).person.phone == "13900000000"


def test_a_commit_that_fails_for_a_full_disk_leaves_nothing_and_says_so(desk):
    person_id = a_person(desk)
    before = stored(desk.db)
    pages = desk.db.execute("PRAGMA page_count").fetchone()[0]
    desk.db.execute(f"PRAGMA max_page_count = {pages}")

    with pytest.raises(DiskFull):
        _write_phones(desk, person_id, 200)

    assert stored(desk.db) == before
    assert not desk.db.in_transaction


def test_a_second_press_adds_nothing(desk):
    a_person(desk, draft="form-1")
    before = stored(desk.db)

    with pytest.raises(AlreadyWritten):
        a_person(desk, draft="form-1", name="陈二满")

    assert stored(desk.db) == before
    assert not desk.db.in_transaction


def test_of_desks_that_press_at_once_with_one_draft_exactly_one_writes(desk):
    barrier = threading.Barrier(4)
    answers = []

    def press():
        other = open_desk(desk.premises, desk.keys, NURSE, desk.clock)
        barrier.wait()
        try:
            answers.append(a_person(other, draft="form-1"))
        except AlreadyWritten:
            answers.append(None)
        other.db.close()

    threads = [threading.Thread(target=press) for _ in range(4)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]

    (written,) = [answer for answer in answers if answer]
    assert answers.count(None) == 3
    assert desk.db.execute("SELECT person_id FROM person").fetchall() == [(written,)]


def test_a_draft_blocks_another_desk_even_when_its_first_entry_is_of_another_kind(desk):
    person_id = a_person(desk, draft="form-1")

    with pytest.raises(AlreadyWritten), desk.act("form-1") as act:
        act.write(_new_phone(person_id, "1"), subject=person_subject(person_id))


def test_heads_are_signed_with_each_act(desk):
    a_person(desk)
    public = desk.keys.device_key.public_key()

    (head,) = heads(desk.db)

    public.verify(head.signature, head.signed_bytes())
    assert (head.stream, head.seq, head.hash) == ("shared", 5, stored(desk.db)[-1][1])
    assert GuardFile(desk.premises.guard).read() == [head]


def test_unknown_kinds_and_fields_stay_byte_exact_and_change_no_card(desk):
    person_id = a_person(desk)
    rows = all_rows(desk.db)
    later = (b'{"kind":"dose.blessed","id":"e-new","device":"d9","incarnation":"i9","stream":"shared","seq":1,'
             b'"prev":"","at":"2031-01-01T00:00:00Z","clock":"ok","by":"u","desk":"9","subject":"person:%s",'
             b'"refs":[],"draft":null,"v":2,"weather":"rain", "body":{ "a" : 1.50 }}' % person_id.encode())  # fmt: skip
    wider = (
        later.replace(b"dose.blessed", b"person.amended").replace(b"e-new", b"e-wide").replace(b'"seq":1', b'"seq":2')
    )
    wider = wider.replace(
        b'{ "a" : 1.50 }',
        b'{"person_id":"%s","field":"phone","value":"13700000000","mood":["glad"]}' % person_id.encode(),
    )

    for entry_bytes in (later, wider):
        envelope = msgspec.json.decode(entry_bytes, type=Envelope)
        insert_entry(desk.db, envelope, entry_bytes, hash_of(entry_bytes))
    rebuild(desk.db)

    assert [row[0] for row in stored(desk.db)[-2:]] == [later, wider]
    assert desk.card(person_id).person.phone == "13700000000"
    changed = {table for table, its_rows in all_rows(desk.db).items() if its_rows != rows[table]}
    assert changed == {"person"}


def test_rebuilding_gives_the_rows_that_stand(desk):
    lot, visit = a_lot(desk), a_visit_ready_for_injection(desk, vaccines=("DTaP", "IPV"))
    write_a_dose(desk, visit, lot)
    rows = all_rows(desk.db)
    assert rows["dose"]
    assert rows["lot"]

    desk.db.execute("BEGIN")
    rebuild(desk.db)
    desk.db.execute("COMMIT")

    assert all_rows(desk.db) == rows


def test_looks_go_with_the_next_act_into_the_local_stream_only(desk):
    person_id = a_person(desk)
    desk.note_access("opened_card", person_id)

    assert commits_of(desk, lambda: a_person(desk, name="李大双")) == ["COMMIT"]

    looks = [entry for entry in envelopes(desk.db) if entry["stream"] == "local"]
    assert [(look["kind"], look["body"], look["seq"]) for look in looks] == [
        ("access.recorded", {"action": "opened_card", "what": person_id}, 1)
    ]
    assert sorted((head.stream, head.seq) for head in heads(desk.db)) == [("local", 1), ("shared", 6)]
    assert entries_of(desk.db, looks[0]["subject"])[0].kind == "device.enrolled"
    assert len(entries_of(desk.db, looks[0]["subject"])) == 1


def test_a_look_is_noted_in_the_name_and_at_the_moment_of_who_looked(desk, clock):
    desk.note_access("searched")
    desk.user_id = DOCTOR
    clock.advance(timedelta(seconds=1))
    desk.flush_access()

    look = envelopes(desk.db)[-1]
    assert (look["by"], look["at"][:19]) == (NURSE, "2026-11-18T00:30:00")


def test_a_clock_that_jumped_back_is_suspect_until_a_person_confirms_the_date(desk, clock):
    def clock_of_a_new_entry(the_desk):
        a_person(the_desk)
        return envelopes(the_desk.db)[-1]["clock"]

    marks = [clock_of_a_new_entry(desk)]
    clock.advance(timedelta(minutes=-2))
    marks.append(clock_of_a_new_entry(desk))
    clock.advance(timedelta(minutes=-8))
    marks += [clock_of_a_new_entry(desk), clock_of_a_new_entry(desk)]
    reopened = open_desk(desk.premises, desk.keys, NURSE, clock)
    marks.append(clock_of_a_new_entry(reopened))
    with reopened.act() as act:
        act.write(DateConfirmed(on="2026-11-18"), subject=CLINIC)
    marks.append(clock_of_a_new_entry(reopened))
    reopened.db.close()

    assert marks == ["ok", "ok", "suspect", "suspect", "suspect", "ok"]


@pytest.mark.parametrize("slot", [0, 1])
def test_a_guard_with_one_torn_slot_still_speaks(desk, slot):
    a_person(desk)
    a_person(desk)
    newest = GuardFile(desk.premises.guard).read()[0].seq
    whole = bytearray(desk.premises.guard.read_bytes())
    whole[slot * SLOT_BYTES + 40] ^= 0xFF
    desk.premises.guard.write_bytes(whole)

    seqs = [head.seq for head in GuardFile(desk.premises.guard).read()]

    assert seqs in ([newest], [newest - 1])
    a_person(desk)
    assert [head.seq for head in GuardFile(desk.premises.guard).read()] == [newest + 1]


def test_each_slot_is_the_only_hope_once(desk):
    a_person(desk)
    found = set()
    whole = desk.premises.guard.read_bytes()
    for slot in (0, 1):
        torn = bytearray(whole)
        torn[slot * SLOT_BYTES + 40] ^= 0xFF
        desk.premises.guard.write_bytes(torn)
        found.update(head.seq for head in GuardFile(desk.premises.guard).read())

    assert found == {4, 5}  # the founding wrote four entries, the child is the fifth


def test_the_tail_copy_reads_back_the_same_bytes_and_shows_nothing(desk):
    a_person(desk, name="欧阳小满")

    tail = TailCopy(desk.premises.tail, desk.keys.database_key)

    assert list(tail.read()) == [row[0] for row in stored(desk.db)]
    assert "欧阳小满".encode() not in desk.premises.tail.read_bytes()
    assert list(TailCopy(desk.premises.tail, bytes(32)).read()) == []


@pytest.mark.parametrize("torn", [b"", b"\0" * 40, MARK, MARK + b"\0\0\0\0", MARK + b"\0\0\1\0half", b"\xff" * 5])
def test_a_torn_end_of_the_tail_is_passed_over_and_the_next_act_stands_behind_it(desk, torn):
    a_person(desk)
    with desk.premises.tail.open("ab") as end:
        end.write(torn)

    a_person(desk)

    assert desk.copy_problem is None
    assert list(TailCopy(desk.premises.tail, desk.keys.database_key).read()) == [row[0] for row in stored(desk.db)]


def test_a_damaged_record_in_the_middle_costs_itself_only(desk):
    a_person(desk)
    a_person(desk)
    whole = bytearray(desk.premises.tail.read_bytes())
    whole[len(MARK) + 30] ^= 1
    desk.premises.tail.write_bytes(whole)

    assert list(TailCopy(desk.premises.tail, desk.keys.database_key).read()) == [row[0] for row in stored(desk.db)][1:]


def test_a_second_disk_that_is_gone_does_not_take_the_dose(desk):
    lot, visit = a_lot(desk), a_visit_ready_for_injection(desk)
    desk.premises.tail.unlink()
    desk.premises.tail.mkdir()

    dose_id = write_a_dose(desk, visit, lot)

    assert isinstance(desk.copy_problem, OSError)
    assert [dose.id for dose in desk.card(visit.person_id).doses] == [dose_id]
    desk.premises.tail.rmdir()
    a_person(desk)
    assert desk.copy_problem is None


def test_two_clinics_with_the_same_ids_and_clock_write_the_same_bytes(tmp_path):
    from itertools import count

    def rows_of(folder):
        numbers = count(1)
        desk = a_clinic(folder, mint=lambda: f"id-{next(numbers):04d}")
        with desk.act("d") as act:
            act.write(_new_phone("p", "1"), subject="person:p")
        rows = [(entry["kind"], entry["id"], entry["at"]) for entry in envelopes(desk.db)]
        desk.close()
        return rows

    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    assert rows_of(tmp_path / "a") == rows_of(tmp_path / "b")


def test_a_desk_of_a_rolled_back_database_writes_under_a_new_life(desk):
    premises, keys = desk.premises, desk.keys
    desk.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    old = premises.database.read_bytes()
    a_person(desk)
    first_life = desk.journal.installation.incarnation
    desk.close()
    premises.database.write_bytes(old)

    again = open_desk(premises, keys, NURSE, desk.clock)
    a_person(again, name="李大双")

    assert again.cut_short
    assert again.journal.installation.incarnation != first_life
    assert [head.seq for head in GuardFile(premises.guard).read() if head.stream == "shared"] == [5, 1]
    again.close()


def test_a_desk_whose_guard_fell_behind_goes_on_in_its_life(desk):
    premises = desk.premises
    guard = premises.guard.read_bytes()
    a_person(desk)
    desk.close()
    premises.guard.write_bytes(guard)  # the power went between commit and guard

    again = open_desk(premises, desk.keys, NURSE, desk.clock)

    assert not again.cut_short
    assert again.journal.installation == desk.journal.installation
    again.close()


def test_a_guard_that_fell_behind_is_made_good_at_the_next_start(desk):
    premises = desk.premises  # else a backup put back before the next act would write numbers that were used
    desk.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    old, guard = premises.database.read_bytes(), premises.guard.read_bytes()
    a_person(desk)
    desk.db.close()
    premises.guard.write_bytes(guard)  # the power went between commit and guard

    open_desk(premises, desk.keys, NURSE, desk.clock).db.close()
    premises.database.write_bytes(old)
    again = open_desk(premises, desk.keys, NURSE, desk.clock)

    assert again.cut_short
    again.close()


def test_cards_are_read_by_a_second_connection_at_once(desk):
    person_id = a_person(desk, name="周小雨")
    second = connect(desk.premises.database, desk.keys.database_key, read_only=True)

    assert load_card(second, person_id).person.name == "周小雨"
    second.close()


def test_the_moment_of_an_act_is_the_clock_of_the_desk(desk):
    a_person(desk)

    assert envelopes(desk.db)[-1]["at"] == "2026-11-18T00:30:00Z"


def _write_phones(desk, person_id, how_many):
    with desk.act() as act:
        for number in range(how_many):
            act.write(_new_phone(person_id, str(number) * 50), subject=person_subject(person_id))


def _new_phone(person_id, phone):
    return PersonAmended(person_id=person_id, field="phone", value=phone)
