"""The one way to the clinic's database: key, pragmas, migrations."""

from __future__ import annotations

from pathlib import Path

from clinic_app.records.sqlite import Connection, DatabaseError, open_file

MIGRATIONS = Path(__file__).parents[2] / "db" / "clinic" / "migrations"
BUSY_TIMEOUT_MS = 5_000

_PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    "recursive_triggers = ON",
    "cell_size_check = ON",
    "trusted_schema = OFF",
    "temp_store = MEMORY",
    "mmap_size = 0",
    f"busy_timeout = {BUSY_TIMEOUT_MS}",
)


class WrongKey(Exception):
    """The key does not open this file, or the file is not a database of ours. Nothing was changed."""


class NewerSchema(Exception):
    """The database was written by a newer version of the program. Nothing was changed.

    Attributes:
        found: schema number of the file. known: highest number this program knows.
    """

    def __init__(self, found: int, known: int) -> None:
        super().__init__(f"schema {found} is newer than {known}")
        self.found = found
        self.known = known


class DatabaseMissing(Exception):
    """There is no database at this place; an existing clinic is never silently begun anew."""


def connect(path: Path, key: bytes, *, create: bool = False, read_only: bool = False) -> Connection:
    """Open the clinic's database with its cipher key and all pragmas.

    Args:
        path: the database file.
        key: 32 raw bytes.
        create: make the file when it does not exist.
        read_only: refuse every write on this connection.

    Raises:
        DatabaseMissing: no file there and `create` is False.
        WrongKey: the key does not fit, or the file is damaged in its first page.
        NewerSchema: written by a newer program.
    """
    if not create and not path.is_file():
        raise DatabaseMissing(str(path))
    db = open_file(path)
    try:
        _unlock(db, key)
        for pragma in _PRAGMAS:
            db.execute(f"PRAGMA {pragma}")
        _migrate(db)
        if read_only:
            db.execute("PRAGMA query_only = ON")
    except BaseException:
        db.close()
        raise
    return db


def known_schema() -> int:
    """Return the number of the newest migration this program brings."""
    return max(number for number, _ in _migrations())


def _unlock(db: Connection, key: bytes) -> None:
    db.execute("PRAGMA cipher_log_level = NONE")
    db.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    try:
        db.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except DatabaseError as error:
        raise WrongKey(str(error)) from error


def _migrations() -> list[tuple[int, Path]]:
    return sorted((int(path.name[:4]), path) for path in MIGRATIONS.glob("[0-9][0-9][0-9][0-9]_*.sql"))


def _migrate(db: Connection) -> None:
    """Bring the file to the newest schema, each step in its own transaction."""
    found = db.execute("PRAGMA user_version").fetchone()[0]
    known = known_schema()
    if found > known:
        raise NewerSchema(found, known)
    for number, path in _migrations():
        if number > found:
            script = path.read_text(encoding="utf-8")
            db.executescript(f"BEGIN IMMEDIATE;\n{script}\nPRAGMA user_version = {number};\nCOMMIT;")
