"""Queries for people in lists: a line each, not whole cards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from clinic_app.records.sqlite import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonLine:
    """A person as a list shows it: enough to tell two people of one name apart."""

    person_id: str
    name: str
    sex: str
    birth_date: date
    guardian_name: str
    phone: str
    village: str
    residence: str
    booklet: str


_LINE = """
SELECT person.person_id, name, sex, birth_date, guardian_name, phone, village, residence,
       coalesce(booklet_number, child_code, '')
  FROM person
"""
_ON_FILE = _LINE + " WHERE registered = 1 AND enrolment = 'enrolled' ORDER BY birth_date DESC, person.person_id"
_BY_CODE = _LINE + " WHERE registered = 1 AND (child_code = :code OR booklet_number = :code OR citizen_id = :code)"
_BY_NAME = (
    _LINE
    + """
 WHERE registered = 1 AND instr(name, :part) > 0
 ORDER BY name <> :part, instr(name, :part), birth_date DESC, person_id LIMIT :most
"""
)
_BY_BIRTH_DATE = _LINE + " WHERE birth_date = :day ORDER BY name, person_id LIMIT :most"
_BY_WHOLE_NAME = (
    _LINE
    + """
 WHERE registered = 1 AND name = :name AND person.person_id IN (SELECT person_id FROM name_key WHERE name_key = :key)
 ORDER BY birth_date DESC, person.person_id LIMIT :most
"""
)
_BY_PHONE = _LINE + " WHERE substr(phone, -4) = :tail AND phone = :phone ORDER BY birth_date DESC, person_id"
_IN_VILLAGE = (
    _LINE
    + """
 WHERE registered = 1 AND village = :village AND enrolment = 'enrolled' AND birth_date IS NOT NULL
 ORDER BY birth_date, person.person_id
"""
)
_VILLAGES = "SELECT DISTINCT village FROM person WHERE registered = 1 ORDER BY village"


def people_on_file(db: Connection) -> list[PersonLine]:
    """Return everybody who is on file and has not moved out, the youngest first."""
    return _lines(db, _ON_FILE, {})


def with_code(db: Connection, code: str) -> list[PersonLine]:
    """Return the people whose child code, booklet number or citizen ID is `code`."""
    return _lines(db, _BY_CODE, {"code": code})


def with_name_part(db: Connection, part: str, most: int) -> list[PersonLine]:
    """Return the people whose name contains `part`; the whole name and the beginning come first."""
    return _lines(db, _BY_NAME, {"part": part, "most": most})


def with_whole_name(db: Connection, name: str, key: str, most: int) -> list[PersonLine]:
    """Return the people with exactly this name; `key` is one of the keys it is found by."""
    return _lines(db, _BY_WHOLE_NAME, {"name": name, "key": key, "most": most})


def with_birth_date(db: Connection, day: date, most: int) -> list[PersonLine]:
    """Return the people born on `day`."""
    return _lines(db, _BY_BIRTH_DATE, {"day": day.isoformat(), "most": most})


def with_phone(db: Connection, phone: str) -> list[PersonLine]:
    """Return the people with exactly this phone number: a family, most often."""
    return _lines(db, _BY_PHONE, {"tail": phone[-4:], "phone": phone})


def people_in_village(db: Connection, village: str) -> list[PersonLine]:
    """Return everyone on file in the village, the oldest first; who has moved out is left out."""
    return _lines(db, _IN_VILLAGE, {"village": village})


def villages_on_file(db: Connection) -> list[str]:
    """Return every village that stands in a file; empty for files without one."""
    return [row[0] for row in db.execute(_VILLAGES)]


def _lines(db: Connection, sql: str, parameters: dict[str, Any]) -> list[PersonLine]:
    return [line_of(row) for row in db.execute(sql, parameters).fetchall()]


def line_of(row: tuple[Any, ...]) -> PersonLine:
    """Return the line of a row in the order of the columns above; what stands behind them is passed over."""
    return PersonLine(
        person_id=row[0],
        name=row[1],
        sex=row[2],
        birth_date=date.fromisoformat(row[3]),
        guardian_name=row[4],
        phone=row[5],
        village=row[6],
        residence=row[7],
        booklet=row[8],
    )
