"""The bench population: many people with long histories, made without any simulation from one seed."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from clinic_app.domain.calendar import add_months
from clinic_app.domain.entries.registration import PersonRegistered
from clinic_app.domain.entries.subjects import person_subject
from clinic_app.domain.entries.vaccination import DoseRecorded
from clinic_app.practice.mint import Mint
from clinic_app.practice.names import Names
from clinic_app.services.bulk_load import PastEntry

if TYPE_CHECKING:
    from collections.abc import Iterator

SCHEDULE = (
    ("HepB", 0), ("BCG", 0), ("HepB", 1), ("IPV", 2), ("DTaP", 2), ("IPV", 3), ("DTaP", 4), ("bOPV", 4), ("DTaP", 6),
    ("HepB", 6), ("MPSV-A", 6), ("Influenza", 7), ("MMR", 8), ("JE-L", 8), ("MPSV-A", 9), ("Varicella", 12),
    ("MMR", 18), ("DTaP", 18), ("HepA-L", 18), ("JE-L", 24), ("Influenza", 30), ("MPSV-AC", 36), ("bOPV", 48),
    ("DTaP", 72), ("MPSV-AC", 72),
)  # fmt: skip
MOST_DOSES = len(SCHEDULE)
YOUNGEST_MONTHS = 76
OLDEST_MONTHS = 168
CHANCE_OF_A_GAP = 0.12
MOST_DAYS_LATE = 20
PEOPLE_A_VILLAGE = 800
FIRST_CODE = 530326_0000_00000000
INSTEAD = ("Influenza", 44)


@dataclass(frozen=True, slots=True)
class Resident:
    """Somebody of the bench population, always the same number of days late.

    Attributes:
        left_out: the dose of the schedule that was never given, if any.
    """

    person_id: str
    name: str
    sex: str
    birth_date: date
    village: str
    code: str
    days_late: int
    left_out: int | None


class Population:
    """People who lived through the whole schedule; about one in eight lacks one dose.

    Args:
        people: how many.
        doses: doses a person, at most `MOST_DOSES`.
        seed: the same seed gives the same entries.
        today: the day after the last entry.
    """

    def __init__(self, *, people: int, doses: int, seed: int, today: date) -> None:
        self._chance = random.Random(seed)  # not for secrets: it must repeat
        self._mint = Mint(self._chance)
        self._doses = doses
        self._today = today
        self._at = datetime(today.year, today.month, today.day, tzinfo=UTC) - timedelta(days=30)
        self._names = Names(self._chance)
        self.residents = [self._resident(number, people) for number in range(people)]

    @property
    def villages(self) -> tuple[str, ...]:
        """Return the names of the villages."""
        return tuple(dict.fromkeys(resident.village for resident in self.residents))

    def entries(self, by: str) -> Iterator[PastEntry]:
        """Yield registration and doses of one person after the other, as an import of old records brings them."""
        for resident in self.residents:
            yield self._entry(resident, _registration(resident), by)
            for place in range(self._doses):
                yield self._entry(resident, self._dose(resident, place), by)

    def _dose(self, resident: Resident, place: int) -> DoseRecorded:
        vaccine, months = INSTEAD if place == resident.left_out else SCHEDULE[place]
        return DoseRecorded(
            dose_id=self._mint.id_at(self._at),
            person_id=resident.person_id,
            vaccine=vaccine,
            given_on=add_months(resident.birth_date, months) + timedelta(days=resident.days_late),
            source="platform",
            lot_number=f"{vaccine}{months:03}",
        )

    def _entry(self, resident: Resident, body: PersonRegistered | DoseRecorded, by: str) -> PastEntry:
        self._at += timedelta(milliseconds=1)
        subject = person_subject(resident.person_id)
        return PastEntry(id=self._mint.id_at(self._at), subject=subject, body=body, at=self._at, by=by)

    def _resident(self, number: int, people: int) -> Resident:
        chance = self._chance
        sex = chance.choice("MF")
        months, days = chance.randint(YOUNGEST_MONTHS, OLDEST_MONTHS), chance.randint(0, 27)
        gap = chance.randrange(self._doses) if chance.random() < CHANCE_OF_A_GAP else None
        return Resident(
            person_id=self._mint.id_at(self._at),
            name=self._names.surname() + self._names.child(sex),
            sex=sex,
            birth_date=add_months(self._today, -months) - timedelta(days=days),
            village=f"v{number % max(1, people // PEOPLE_A_VILLAGE):03}",
            code=str(FIRST_CODE + number),
            days_late=chance.randint(0, MOST_DAYS_LATE),
            left_out=gap,
        )


def _registration(resident: Resident) -> PersonRegistered:
    return PersonRegistered(
        person_id=resident.person_id,
        name=resident.name,
        sex=resident.sex,
        birth_date=resident.birth_date,
        phone=f"139{resident.code[-8:]}",
        village=resident.village,
        child_code=resident.code,
    )
