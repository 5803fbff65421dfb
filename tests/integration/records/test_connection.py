"""One way into the database: pragmas, cipher, migrations, and what is refused."""

import hashlib
import threading

import pytest

from clinic_app.records.connection import (
    DatabaseMissing,
    NewerSchema,
    OlderSchema,
    WrongKey,
    connect,
    known_schema,
)
from clinic_app.records.schema import SNAPSHOT, fresh_schema_text, schema_text
from clinic_app.records.sqlite import DatabaseError, IntegrityError, OperationalError

KEY = bytes(range(32))

# As SQLite answers them: synchronous 2 is FULL, temp_store 2 is MEMORY.
PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "recursive_triggers": 1,
    "cell_size_check": 1,
    "trusted_schema": 0,
    "temp_store": 2,
    "mmap_size": 0,
    "busy_timeout": 5000,
}


@pytest.fixture
def path(tmp_path):
    """A database that exists and is closed."""
    connect(tmp_path / "clinic.db", KEY, create=True).close()
    return tmp_path / "clinic.db"


def fingerprint(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize(("pragma", "value"), PRAGMAS.items())
def test_every_connection_has_the_pragmas_of_the_design(path, pragma, value, read_only):
    db = connect(path, KEY, read_only=read_only)

    answer = db.execute(f"PRAGMA {pragma}").fetchone()

    db.close()
    assert answer == (value,)


def test_nothing_in_the_file_can_be_read_without_the_key(path):
    db = connect(path, KEY)
    db.execute("INSERT INTO device VALUES ('d1', 'desk by the window', 'feed')")
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()

    assert not path.read_bytes().startswith(b"SQLite format 3")
    assert b"desk by the window" not in path.read_bytes()
    assert b"CREATE TABLE" not in path.read_bytes()


def test_a_wrong_key_is_named_and_changes_nothing(path):
    before = fingerprint(path)

    with pytest.raises(WrongKey):
        connect(path, bytes(32))

    assert fingerprint(path) == before


def test_a_missing_database_is_not_begun_anew(tmp_path):
    with pytest.raises(DatabaseMissing):
        connect(tmp_path / "clinic.db", KEY)

    assert list(tmp_path.iterdir()) == []


def test_a_database_cut_to_nothing_is_not_begun_anew(path):
    path.write_bytes(b"")

    with pytest.raises(DatabaseMissing):
        connect(path, KEY)

    assert path.read_bytes() == b""


def test_a_newer_schema_is_refused_and_the_file_stays_as_it_is(path):
    db = connect(path, KEY)
    db.execute(f"PRAGMA user_version = {known_schema() + 1}")
    db.close()
    before = fingerprint(path)

    with pytest.raises(NewerSchema) as refused:
        connect(path, KEY)

    assert (refused.value.found, refused.value.known) == (known_schema() + 1, known_schema())
    assert fingerprint(path) == before
    assert sorted(file.name for file in path.parent.iterdir()) == ["clinic.db"]


def test_a_reading_connection_does_not_bring_an_older_file_up_to_date(path):
    db = connect(path, KEY)
    db.execute(f"PRAGMA user_version = {known_schema() - 1}")
    db.close()
    before = fingerprint(path)

    with pytest.raises(OlderSchema):
        connect(path, KEY, read_only=True)

    assert fingerprint(path) == before


def test_a_reading_connection_cannot_write(path):
    db = connect(path, KEY, read_only=True)

    with pytest.raises(OperationalError, match="readonly"):
        db.execute("INSERT INTO device VALUES ('d1', '1', 'feed')")
    db.close()


def test_migrating_again_changes_nothing(path):
    once = connect(path, KEY)
    text = schema_text(once)
    once.close()

    again = connect(path, KEY)

    assert schema_text(again) == text
    assert again.execute("PRAGMA user_version").fetchone() == (known_schema(),)
    again.close()


def test_a_migration_that_fails_leaves_the_file_at_its_old_number(path, monkeypatch, tmp_path):
    from clinic_app.records import connection

    folder = tmp_path / "migrations"
    folder.mkdir()
    for file in connection.MIGRATIONS.iterdir():
        (folder / file.name).write_text(file.read_text("utf-8"), "utf-8")
    (folder / "0099_half.sql").write_text("CREATE TABLE half (a TEXT);\nINSERT INTO nowhere VALUES (1);\n", "utf-8")
    monkeypatch.setattr(connection, "MIGRATIONS", folder)

    with pytest.raises(OperationalError, match="nowhere"):
        connect(path, KEY)

    monkeypatch.undo()
    db = connect(path, KEY)
    assert db.execute("SELECT count(*) FROM sqlite_master WHERE name = 'half'").fetchone() == (0,)
    db.close()


def test_two_programs_that_open_a_new_file_at_once_both_get_it_whole(tmp_path):
    path = tmp_path / "clinic.db"
    barrier = threading.Barrier(4)
    schemas, problems = [], []

    def start():
        barrier.wait()
        try:
            db = connect(path, KEY, create=True)
            schemas.append(schema_text(db))
            db.close()
        except Exception as problem:
            problems.append(problem)

    threads = [threading.Thread(target=start) for _ in range(4)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]

    assert problems == []
    assert set(schemas) == {fresh_schema_text()}


def test_the_schema_snapshot_is_what_the_migrations_make():
    assert SNAPSHOT.read_text("utf-8") == fresh_schema_text()


def test_a_dose_needs_its_person(desk):
    with pytest.raises(IntegrityError, match="FOREIGN KEY"):
        desk.db.execute(
            "INSERT INTO dose SELECT 'x1', 'nobody', 'HepB', '2026-11-18', NULL, 'here', 1, '', '', NULL, '', NULL,"
            " '', '', '', '', '', '', '', NULL, 1, '', '', '', '', '', '', ''"
        )


def test_a_file_that_is_no_database_is_refused(path):
    path.write_bytes(b"not a database at all " * 500)

    with pytest.raises(WrongKey):
        connect(path, KEY)


def test_a_connection_of_sqlite_utils_is_the_same_sqlite(path):
    import sqlite_utils

    db = sqlite_utils.Database(connect(path, KEY))

    assert "entry" in db.table_names()
    with pytest.raises(DatabaseError):
        db.execute("DROP TABLE nowhere")
    db["nowhere"].drop(ignore=True)
    db.conn.close()
