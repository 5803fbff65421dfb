"""People who could be mistaken for the one in hand: told before the needle, not after."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clinic_app.domain.look_alike import Likely, Likeness, likeness
from clinic_app.records.name_keys import name_keys
from clinic_app.records.people import PersonLine, with_birth_date, with_name_part, with_phone, with_whole_name

if TYPE_CHECKING:
    from datetime import date

    from clinic_app.domain.person import Person
    from clinic_app.services.reader import Reader

MOST_OF_A_DAY = 60
MOST_OF_A_NAME = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class LookAlike:
    """Somebody on file who could be mistaken for the person asked about, and why."""

    person: PersonLine
    likeness: Likeness


def look_alikes(reader: Reader, person: Person) -> tuple[LookAlike, ...]:
    """Return who could be mistaken for the person, the most dangerous first.

    People of one name, one birth day or one phone are compared: three queries over indexes.
    """
    asked = _likely(person)
    found: dict[str, LookAlike] = {}
    for line in _candidates(reader, person.name, person.birth_date, person.phone):
        if line.person_id != person.id and (why := likeness(asked, _likely(line))) is not None:
            found[line.person_id] = LookAlike(person=line, likeness=why)
    order = list(Likeness)
    return tuple(
        sorted(found.values(), key=lambda each: (order.index(each.likeness), each.person.birth_date, each.person.name))
    )


def _candidates(reader: Reader, name: str, born: date, phone: str) -> list[PersonLine]:
    db = reader.db
    keys = name_keys(name)
    namesakes = with_whole_name(db, name, keys[0], MOST_OF_A_NAME) if keys else with_name_part(db, name, MOST_OF_A_NAME)
    lines = [*namesakes, *with_birth_date(db, born, MOST_OF_A_DAY)]
    return [*lines, *with_phone(db, phone)] if phone else lines


def _likely(who: Person | PersonLine) -> Likely:
    return Likely(
        name=who.name,
        sounds=frozenset(name_keys(who.name)),
        birth_date=who.birth_date,
        guardian_name=who.guardian_name,
        phone=who.phone,
        village=who.village,
    )
