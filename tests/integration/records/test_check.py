"""`clinic-app check` names the first damage, whatever was done to the files, and changes nothing itself."""

import json
import os
import re
import shutil
import subprocess
import sys

import pytest
from builders import PASSWORD, a_clinic, a_lot, a_person, a_visit_ready_for_injection, write_a_dose

from clinic_app.records.connection import DatabaseDamaged, WrongKey, connect, known_schema
from clinic_app.services.checkup import check_clinic

TRIGGERS = ("entry_is_never_changed", "entry_is_never_deleted", "entry_is_never_replaced")
PAGE_BYTES = 4096


def clinic_app(*arguments, password=PASSWORD):
    """Run a command as an engineer does; return exit code and what it printed."""
    run = subprocess.run(
        [sys.executable, "-m", "clinic_app.app", *arguments],
        env={**os.environ, "CLINIC_APP_PASSWORD": password},
        capture_output=True,
        text=True,
        timeout=60,
    )
    return run.returncode, run.stdout + run.stderr


def check(premises, **changes):
    return clinic_app("check", "--db", str(premises.database), **changes)


@pytest.fixture
def clinic(tmp_path):
    """A closed clinic with a lot, two children and a dose: entries 1-4 found it, 5 is the first child,
    6-9 the visit up to consent, 10 the lot, 11-14 the needle, 15 the second child.
    """
    desk = a_clinic(tmp_path)
    write_a_dose(desk, a_visit_ready_for_injection(desk), a_lot(desk))
    a_person(desk, name="李大双")
    desk.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    desk.close()
    return desk.premises, desk.keys


def tamper(clinic, *statements):
    """Change the database as somebody with all keys would, behind the triggers' back."""
    premises, keys = clinic
    db = connect(premises.database, keys.database_key)
    definitions = [
        db.execute("SELECT sql FROM sqlite_master WHERE name = ?", (name,)).fetchone()[0] for name in TRIGGERS
    ]
    db.execute("PRAGMA foreign_keys = OFF")
    for name in TRIGGERS:
        db.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        db.execute(statement)
    for definition in definitions:
        db.execute(definition)
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()


def files(premises):
    return {path.name: path.read_bytes() for path in premises.database.parent.iterdir() if path.is_file()}


def assert_names(clinic, code, where=""):
    """The command exits with 1, names this damage first, and leaves every file as it was."""
    premises, _ = clinic
    before = files(premises)

    exit_code, said = check(premises)

    (line,) = [line for line in said.splitlines() if line.startswith("DAMAGED")]
    assert re.match(rf"DAMAGED {code}( |:)", line), said
    assert where in line
    assert exit_code == 1
    assert files(premises) == before


def test_an_undamaged_clinic_is_ok(clinic):
    before = files(clinic[0])

    exit_code, said = check(clinic[0])

    assert exit_code == 0
    assert said.splitlines()[0] == "15 entries, 2 people, 1 doses"
    assert said.splitlines()[1].endswith("#15")
    assert said.splitlines()[-1] == "OK"
    assert files(clinic[0]) == before


def test_the_command_runs_beside_an_open_desk(tmp_path):
    desk = a_clinic(tmp_path)
    a_person(desk)
    desk.db.execute("BEGIN IMMEDIATE")  # a wish is just being granted

    assert check(desk.premises)[0] == 0
    desk.db.execute("ROLLBACK")
    desk.close()


def test_one_flipped_byte_of_an_entry(clinic):
    tamper(
        clinic,
        "UPDATE entry SET bytes = CAST(replace(CAST(bytes AS TEXT), '\"temperature_tenths\":366', "
        "'\"temperature_tenths\":386') AS BLOB) WHERE kind = 'screening.recorded'",
    )

    assert_names(clinic, "hash_differs", "#7 ")


def test_a_flipped_byte_with_its_hash_made_to_fit(clinic):
    premises, keys = clinic
    db = connect(premises.database, keys.database_key)
    ((changed,),) = db.execute(
        "SELECT replace(CAST(bytes AS TEXT), ':366', ':386') FROM entry WHERE kind = 'screening.recorded'"
    ).fetchall()
    db.close()
    import hashlib

    new_hash = hashlib.sha256(changed.encode()).hexdigest()
    tamper(
        clinic,
        f"UPDATE entry SET bytes = x'{changed.encode().hex()}', hash = x'{new_hash}' WHERE kind = 'screening.recorded'",
    )

    assert_names(clinic, "chain_broken", "#8 ")


def test_an_entry_whose_columns_say_something_else(clinic):
    tamper(clinic, "UPDATE entry SET subject = 'person:nobody' WHERE kind = 'dose.given'")

    assert_names(clinic, "columns_differ")


def test_bytes_that_are_no_entry_with_their_right_hash(clinic):
    tamper(
        clinic,
        "UPDATE entry SET bytes = x'7b7d', "
        "hash = x'44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a' WHERE kind = 'dose.given'",
    )

    assert_names(clinic, "entry_unreadable")


def test_a_deleted_entry(clinic):
    tamper(clinic, "DELETE FROM entry WHERE kind = 'consent.recorded'")

    assert_names(clinic, "gap", "#10 ")


def test_two_swapped_entries(clinic):
    tamper(
        clinic,
        "UPDATE entry SET seq = 1000 WHERE kind = 'screening.recorded'",
        "UPDATE entry SET seq = 7 WHERE kind = 'doses.planned'",
        "UPDATE entry SET seq = 8 WHERE kind = 'screening.recorded'",
    )

    assert_names(clinic, "columns_differ", "#7 ")


def test_the_last_entry_removed(clinic):
    tamper(clinic, "DELETE FROM entry WHERE seq = 15", "DELETE FROM person WHERE name = '李大双'")
    tamper(clinic, "DELETE FROM name_key WHERE person_id NOT IN (SELECT person_id FROM person)")

    assert_names(clinic, "head_differs")


def test_the_last_entry_and_its_head_removed_is_known_to_the_guard(clinic):
    tamper(
        clinic,
        "DELETE FROM entry WHERE seq = 15",
        "DELETE FROM person WHERE name = '李大双'",
        "DELETE FROM name_key WHERE person_id NOT IN (SELECT person_id FROM person)",
        "DELETE FROM head",
    )

    assert_names(clinic, "head_missing")


def test_a_wrong_signature(clinic):
    tamper(clinic, "UPDATE head SET signature = randomblob(64)")

    assert_names(clinic, "signature_wrong", "#15")


def test_a_signature_by_a_key_that_was_put_into_the_database_is_still_wrong(clinic):
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from clinic_app.records.journal import heads

    premises, keys = clinic
    forger = Ed25519PrivateKey.generate()
    db = connect(premises.database, keys.database_key)
    (head,) = heads(db)
    db.close()
    forged = forger.sign(head.signed_bytes()).hex()
    public = forger.public_key().public_bytes_raw().hex()
    tamper(clinic, f"UPDATE head SET signature = x'{forged}'", f"UPDATE device SET public_key = '{public}'")

    assert_names(clinic, "signature_wrong")


@pytest.mark.parametrize(
    ("statement", "table"),
    [
        ("UPDATE person SET birth_date = '2025-05-04' WHERE name = '陈小满'", "person"),
        ("DELETE FROM dose", "dose"),
        ("UPDATE dose SET lot_number = 'A2026002'", "dose"),
        ("UPDATE lot SET doses_on_hand = 10", "lot"),
        ("INSERT INTO lot_code VALUES ('nowhere', '811', 0)", "lot_code"),
        ("UPDATE visit SET state = 'done'", "visit"),
        ("UPDATE user_account SET may_vaccinate = 1", "user_account"),
        ("UPDATE clinic SET practice = 1", "clinic"),
        ("INSERT INTO person SELECT 'ghost', 1, name, sex, birth_date, '', '', '', '', '', '', NULL, NULL, NULL, NULL,"
         " NULL FROM person LIMIT 1", "person"),
    ],
)  # fmt: skip
def test_edited_rows(clinic, statement, table):
    tamper(clinic, statement)

    assert_names(clinic, "rows_differ", f" {table} ")


def test_a_row_without_its_person(clinic):
    tamper(clinic, "UPDATE dose SET person_id = 'nobody'")

    assert_names(clinic, "row_without_parent", "dose")


def test_a_database_rolled_back_behind_its_guard(tmp_path):
    desk = a_clinic(tmp_path)
    a_person(desk)
    desk.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    older = desk.premises.database.read_bytes()
    a_person(desk, name="李大双")
    desk.close()
    desk.premises.database.write_bytes(older)

    assert_names((desk.premises, desk.keys), "behind_guard", "#6")


def test_a_guard_file_that_is_gone(clinic):
    clinic[0].guard.unlink()

    assert_names(clinic, "guard_missing")


def test_a_database_and_guard_both_rolled_back_are_known_to_the_tail_copy(tmp_path):
    desk = a_clinic(tmp_path)
    desk.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    older = desk.premises.database.read_bytes(), desk.premises.guard.read_bytes()
    a_person(desk)
    desk.close()
    desk.premises.database.write_bytes(older[0])
    desk.premises.guard.write_bytes(older[1])

    assert_names((desk.premises, desk.keys), "entry_missing", "#5")


def flip(premises, page):
    whole = bytearray(premises.database.read_bytes())
    whole[page * PAGE_BYTES + 200] ^= 0x40
    premises.database.write_bytes(whole)


def test_a_damaged_page(clinic):
    flip(clinic[0], -1)

    assert_names(clinic, "page_damaged", "HMAC verification failed for page")


def test_a_damaged_first_page_cannot_be_opened_and_is_not_touched(clinic):
    premises, _ = clinic
    flip(premises, 0)
    before = files(premises)

    exit_code, said = check(premises)

    assert (exit_code, "wrong_key" in said, "restore a backup" in said) == (2, True, True)
    assert files(premises) == before


def test_a_flipped_bit_in_any_page_is_found(clinic):
    premises, keys = clinic
    whole = premises.database.read_bytes()
    found = {}
    for page in range(len(whole) // PAGE_BYTES):
        flip(premises, page)
        try:
            found[page] = next((damage.what for damage in check_clinic(premises, keys).damages), "nothing")
        except (WrongKey, DatabaseDamaged) as problem:
            found[page] = type(problem).__name__
        premises.database.write_bytes(whole)

    assert found[0] == "WrongKey"
    assert set(found.values()) == {"WrongKey", "DatabaseDamaged", "page_damaged"}
    assert list(found.values()).count("WrongKey") == 1


def test_more_damage_is_counted(clinic):
    tamper(clinic, "DELETE FROM dose", "UPDATE lot SET doses_on_hand = 10")

    assert "(1 more)" in check(clinic[0])[1]


def test_what_cannot_be_opened_is_said_with_what_to_do(clinic, tmp_path):
    premises, keys = clinic
    (tmp_path / "other").mkdir()
    moved = tmp_path / "other" / "clinic.db"
    shutil.copy(premises.keys, moved.with_suffix(".keys"))

    wrong = check(premises, password="zhang-2026")
    nobody = clinic_app("check", "--db", str(premises.database), "--user", "u-zhao")
    missing = clinic_app("check", "--db", str(moved))
    no_keys = clinic_app("check", "--db", str(tmp_path / "nothing.db"))
    shutil.copy(a_clinic(tmp_path, name="third.db").premises.database, moved)
    strange = clinic_app("check", "--db", str(moved))
    db = connect(premises.database, keys.database_key)
    db.execute(f"PRAGMA user_version = {known_schema() + 1}")
    db.close()
    newer = check(premises)

    said = {"wrong_password": wrong, "unknown_user": nobody, "database_missing": missing, "keys_missing": no_keys}
    said |= {"wrong_key": strange, "newer_program": newer}
    assert {code: (answer[0], f"{code}:" in answer[1]) for code, answer in said.items()} == dict.fromkeys(
        said, (2, True)
    )
    assert not (tmp_path / "nothing.db").exists()


def test_the_journal_is_printed_byte_for_byte_and_the_reading_is_noted(clinic):
    premises, keys = clinic

    exit_code, said = clinic_app("journal", "--db", str(premises.database), "--user", "李护士", "--since", "13")

    db = connect(premises.database, keys.database_key)
    rows = db.execute("SELECT position, bytes FROM entry WHERE position > 13 ORDER BY position").fetchall()
    db.close()
    assert exit_code == 0
    assert said == "".join(f'{{"position":{at},"entry":{text.decode()}}}\n' for at, text in rows)
    lines = [json.loads(line) for line in said.splitlines()]
    assert [line["position"] for line in lines] == [14, 15, 16, 17]
    assert [line["entry"]["body"].get("action") for line in lines] == [None, None, "signed_in", "exported"]
    assert check(premises)[0] == 0
