"""The registration desk of the practice clinic: files opened, booklets copied, names given, families moved out."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from clinic_app.domain.entries.health import HealthFactAdded
from clinic_app.domain.entries.registration import PersonAmended, PersonRegistered
from clinic_app.domain.entries.subjects import person_subject
from clinic_app.domain.entries.vaccination import DoseRecorded
from clinic_app.practice.facts import read_facts, words
from clinic_app.practice.vaccines import vaccine

if TYPE_CHECKING:
    import random
    from datetime import date, datetime

    from clinic_app.practice.family import Child
    from clinic_app.practice.happening import Scribe
    from clinic_app.practice.programme import Past

HOSPITAL_DAYS = timedelta(days=3)
SECONDS_A_LINE = timedelta(seconds=9)
LOT_READABLE = 0.8


class Registrar:
    """Opens files and copies booklets.

    Args:
        nurse: user id in whose name it is written.
    """

    def __init__(self, chance: random.Random, scribe: Scribe, nurse: str) -> None:
        self._chance = chance
        self._scribe = scribe
        self._nurse = nurse
        self._other_clinics: list[str] = read_facts("township")["clinic"]["other_clinics"]

    def open_file(self, child: Child, at: datetime) -> None:
        """Register the child, with what is known of its birth, and copy the doses it had elsewhere."""
        mother = child.mother
        body = PersonRegistered(
            person_id=child.id,
            name=child.born_name or child.name,
            sex=child.sex,
            birth_date=child.birth,
            guardian_name=mother.guardian,
            guardian_relation=mother.relation,
            phone=mother.phone,
            village=mother.village,
            residence=child.residence,
            child_code=child.code,
            citizen_id=child.citizen_id,
            birth_weight_g=child.birth_weight_g,
            mother_hbsag=mother.hbsag,
        )
        child.registered_by = self._write(child, body, at)
        for what in child.facts:
            self._note_fact(child, what, at + SECONDS_A_LINE)
        self.copy_booklet(child, at + 2 * SECONDS_A_LINE)

    def copy_booklet(self, child: Child, at: datetime) -> None:
        """Write in the doses that stand in the booklet and not yet in the file (补录)."""
        home = self._chance.choice(self._other_clinics)
        for line, dose in enumerate(child.unwritten):
            at_birth = dose.on <= child.birth + HOSPITAL_DAYS
            self._copy_line(child, dose, words()["hospital"] if at_birth else home, at + line * SECONDS_A_LINE)
        child.unwritten.clear()

    def give_name(self, child: Child, at: datetime) -> None:
        """Put the name in the place of mother's son or daughter."""
        body = PersonAmended(person_id=child.id, field="name", value=child.name, reason=words()["named"])
        self._write(child, body, at, refs=(child.registered_by,))
        child.born_name = ""

    def move_out(self, child: Child, at: datetime) -> None:
        """Note that the family has left; the file stays readable."""
        body = PersonAmended(person_id=child.id, field="enrolment", value="moved_out", reason=words()["moved_out"])
        self._write(child, body, at, refs=(child.registered_by,))
        child.gone = True

    def _note_fact(self, child: Child, what: str, at: datetime) -> None:
        body = HealthFactAdded(
            fact_id=self._scribe.mint.id_at(at),
            person_id=child.id,
            what=what,
            value=words()["hbig"],
            on=child.birth,
            source=words()["hospital"],
        )
        self._write(child, body, at)

    def _copy_line(self, child: Child, dose: Past, unit: str, at: datetime) -> None:
        product = vaccine(dose.vaccine)
        body = DoseRecorded(
            dose_id=self._scribe.mint.id_at(at),
            person_id=child.id,
            vaccine=dose.vaccine,
            given_on=dose.on,
            source="booklet",
            lot_number=self._lot_number_in_booklet(dose) if self._chance.random() < LOT_READABLE else "",
            maker=product.maker,
            site=product.sites[0],
            unit=unit,
            dose_number=_number_of(child, dose),
        )
        self._write(child, body, at)

    def _lot_number_in_booklet(self, dose: Past) -> str:
        made_on: date = dose.on - timedelta(days=self._chance.randrange(90, 400))
        return vaccine(dose.vaccine).lot_pattern.format(
            y=made_on.year, m=made_on.month, n=self._chance.randrange(1, 90)
        )

    def _write(
        self,
        child: Child,
        body: PersonRegistered | PersonAmended | DoseRecorded | HealthFactAdded,
        at: datetime,
        refs: tuple[str, ...] = (),
    ) -> str:
        return self._scribe.write(person_subject(child.id), body, at=at, by=self._nurse, refs=refs)


def _number_of(child: Child, dose: Past) -> int:
    """Return which dose of its first series it is."""
    series = vaccine(dose.vaccine).series[0]
    same = [past for past in child.history if series in vaccine(past.vaccine).series]
    return same.index(dose) + 1
