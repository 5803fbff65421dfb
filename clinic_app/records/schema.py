"""The schema as text, for the snapshot in db/clinic/schema.sql that a test keeps true."""

from __future__ import annotations

import secrets
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from clinic_app.records.connection import connect

if TYPE_CHECKING:
    from clinic_app.records.sqlite import Connection

SNAPSHOT = Path(__file__).parents[2] / "db" / "clinic" / "schema.sql"
_HEADING = "-- Generated from the migrations: python -m clinic_app.records.schema > db/clinic/schema.sql\n"


def schema_text(db: Connection) -> str:
    """Return every table, index and trigger of the database as SQL, ordered by name."""
    rows = db.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY tbl_name, type DESC, name")
    return _HEADING + "".join(f"\n{sql};\n" for (sql,) in rows)


def fresh_schema_text() -> str:
    """Return the schema a new database gets from the migrations."""
    with tempfile.TemporaryDirectory() as folder:
        db = connect(Path(folder) / "fresh.db", secrets.token_bytes(32), create=True)
        try:
            return schema_text(db)
        finally:
            db.close()


if __name__ == "__main__":
    sys.stdout.write(fresh_schema_text())
