"""The one way to the clinic's database: key, pragmas, migrations."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from clinic_app.records.sqlite import Connection, DatabaseError, complete_statement, open_file

if TYPE_CHECKING:
    from collections.abc import Iterator

MIGRATIONS = Path(__file__).parents[2] / "db" / "clinic" / "migrations"
BUSY_TIMEOUT_MS = 5_000
PAGE_CACHE_KIB = 16_384  # a page that is not in it must be deciphered again

_PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    "recursive_triggers = ON",
    "cell_size_check = ON",
    "trusted_schema = OFF",
    "temp_store = MEMORY",
    "mmap_size = 0",
    f"cache_size = -{PAGE_CACHE_KIB}",
    f"busy_timeout = {BUSY_TIMEOUT_MS}",
)


class WrongKey(Exception):
    """The key does not open this file, or the file is not a database of ours. Nothing was changed."""


class DatabaseDamaged(Exception):
    """The key fits, but the pages that say what is in the file cannot be read. Nothing was changed."""


class NewerSchema(Exception):
    """The database was written by a newer version of the program. Nothing was changed.

    Attributes:
        found: schema number of the file. known: highest number this program knows.
    """

    def __init__(self, found: int, known: int) -> None:
        super().__init__(f"schema {found} is newer than {known}")
        self.found = found
        self.known = known


class OlderSchema(Exception):
    """A reading connection does not bring an older file up to date; a writing one does. Nothing was changed."""


class DatabaseMissing(Exception):
    """There is no database at this place, or an empty file; an existing clinic is never silently begun anew."""


def connect(path: Path, key: bytes, *, create: bool = False, read_only: bool = False) -> Connection:
    """Open the clinic's database with its cipher key and all pragmas.

    Args:
        path: the database file.
        key: 32 raw bytes.
        create: make the file when it does not exist.
        read_only: refuse every write on this connection, and do not bring the file up to date.

    Raises:
        DatabaseMissing: no file there, or an empty one, and `create` is False.
        WrongKey: the key does not fit, or the file is damaged in its first page.
        DatabaseDamaged: the key fits, but the pages with the schema are damaged.
        NewerSchema: written by a newer program.
        OlderSchema: written by an older program, and the connection is for reading only.
    """
    if not create and not path.is_file():
        raise DatabaseMissing(str(path))
    db = open_file(path, create=create)
    try:
        _unlock(db, key)
        found = _judged_schema(db, create=create, read_only=read_only)
        for pragma in _PRAGMAS:
            db.execute(f"PRAGMA {pragma}").fetchall()
        if read_only:
            db.execute("PRAGMA query_only = ON")
        elif found < known_schema():
            _migrate(db)
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
        _schema_of(db)  # lies in the first page
    except DatabaseError as error:
        raise WrongKey(str(error)) from error
    try:
        db.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except DatabaseError as error:
        raise DatabaseDamaged(str(error)) from error


def _migrations() -> list[tuple[int, Path]]:
    return sorted((int(path.name[:4]), path) for path in MIGRATIONS.glob("[0-9][0-9][0-9][0-9]_*.sql"))


def _judged_schema(db: Connection, *, create: bool, read_only: bool) -> int:
    """Return the schema number of the file, before anything in it is touched."""
    found, known = _schema_of(db), known_schema()
    if found > known:
        raise NewerSchema(found, known)
    if found == 0 and not create:
        raise DatabaseMissing("an empty file")
    if found < known and read_only:
        raise OlderSchema(f"schema {found}, this program writes {known}")
    return found


def _schema_of(db: Connection) -> int:
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def _migrate(db: Connection) -> None:
    """Bring the file to the newest schema in one transaction: wholly or not at all, and once if two programs start."""
    db.execute("BEGIN IMMEDIATE")
    found = _schema_of(db)
    for number, path in _migrations():
        if number > found:
            for statement in _statements(path.read_text(encoding="utf-8")):
                db.execute(statement)
            db.execute(f"PRAGMA user_version = {number}")
    db.execute("COMMIT")


def _statements(script: str) -> Iterator[str]:
    """Yield the statements of a script; unlike `executescript`, running them keeps the open transaction open."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if complete_statement(statement):
            yield statement
            statement = ""
