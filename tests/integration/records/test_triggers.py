"""An entry is written once: every way to change, remove or overwrite one is tried on a real database."""

import pytest
from builders import a_person

from clinic_app.records.connection import connect
from clinic_app.records.sqlite import IntegrityError, dbapi2

COLUMNS = "id, kind, stream, device, incarnation, seq, hash, subject, draft, bytes"
CHANGED = "id, kind, stream, device, incarnation, seq, hash, subject, draft, x'7b7d'"
OTHERS = {  # the same entry again, told apart from the first only by what is not named
    "id": "id, kind, stream, device, 'other', seq, randomblob(32), subject, NULL, bytes",
    "place": "'other', kind, stream, device, incarnation, seq, randomblob(32), subject, NULL, bytes",
    "hash": "'other', kind, stream, device, 'other', seq, hash, subject, NULL, bytes",
    "draft": "'other', kind, stream, device, 'other', seq, randomblob(32), subject, draft, bytes",
}
ATTEMPTS = {
    "update": "UPDATE entry SET bytes = x'7b7d' WHERE position = {position}",
    "update of a column that is not the bytes": "UPDATE entry SET subject = 'person:x' WHERE position = {position}",
    "update or replace": "UPDATE OR REPLACE entry SET position = {position} - 1 WHERE position = {position}",
    "update or ignore": "UPDATE OR IGNORE entry SET bytes = x'7b7d' WHERE position = {position}",
    "delete": "DELETE FROM entry WHERE position = {position}",
    "delete all": "DELETE FROM entry",
    "insert or replace": f"INSERT OR REPLACE INTO entry (position, {COLUMNS}) "
    f"SELECT position, {CHANGED} FROM entry WHERE position = {{position}}",
    "replace": f"REPLACE INTO entry ({COLUMNS}) SELECT {CHANGED} FROM entry WHERE position = {{position}}",
    "upsert": f"INSERT INTO entry ({COLUMNS}) SELECT {CHANGED} FROM entry WHERE position = {{position}} "
    "ON CONFLICT (id) DO UPDATE SET bytes = excluded.bytes",
    "replace by position alone": f"REPLACE INTO entry (position, {COLUMNS}) SELECT position, 'other', kind, stream, "
    "device, 'other', seq, randomblob(32), subject, NULL, bytes FROM entry WHERE position = {position}",
} | {
    f"replace by {column} alone": f"REPLACE INTO entry ({COLUMNS}) SELECT {values} "
    "FROM entry WHERE position = {position}"
    for column, values in OTHERS.items()
}


def rows(db):
    return db.execute(f"SELECT position, {COLUMNS} FROM entry ORDER BY position").fetchall()


@pytest.fixture
def written(desk):
    """A desk whose journal holds a registration with a draft, and the position of that entry."""
    a_person(desk, draft="form-1")
    (position,) = desk.db.execute("SELECT max(position) FROM entry").fetchone()
    return desk, position


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_an_entry_cannot_be_changed_removed_or_overwritten(written, attempt):
    desk, position = written
    before = rows(desk.db)

    with pytest.raises(IntegrityError, match=r"an entry is never|UNIQUE"):
        desk.db.execute(ATTEMPTS[attempt].format(position=position))

    assert rows(desk.db) == before


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_nor_through_a_second_connection(written, attempt):
    desk, position = written
    before = rows(desk.db)
    second = connect(desk.premises.database, desk.keys.database_key)

    with pytest.raises(IntegrityError, match=r"an entry is never|UNIQUE"):
        second.execute(ATTEMPTS[attempt].format(position=position))

    second.close()
    assert rows(desk.db) == before


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_nor_through_a_connection_that_forgot_the_pragmas(written, attempt):
    desk, position = written
    before = rows(desk.db)
    careless = dbapi2.connect(str(desk.premises.database), isolation_level=None)
    careless.execute(f"PRAGMA key = \"x'{desk.keys.database_key.hex()}'\"")

    with pytest.raises(IntegrityError, match=r"an entry is never|UNIQUE"):
        careless.execute(ATTEMPTS[attempt].format(position=position))

    careless.close()
    assert rows(desk.db) == before


def test_the_same_statements_do_their_harm_once_the_triggers_are_gone(written):
    desk, position = written
    for trigger in ("entry_is_never_changed", "entry_is_never_deleted", "entry_is_never_replaced"):
        desk.db.execute(f"DROP TRIGGER {trigger}")

    desk.db.execute(ATTEMPTS["insert or replace"].format(position=position))

    assert desk.db.execute("SELECT bytes FROM entry WHERE position = ?", (position,)).fetchone() == (b"{}",)
