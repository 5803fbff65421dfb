"""What was folded: people with their cards, doses, and which ids belong to whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from clinic_app.hub.folding import DoseRow, PersonRow
    from clinic_app.hub.ground import Ground

_SOME = 500
_PUT_PERSON = """
INSERT INTO person (person_id, unit_code, name, sex, birth_date, village, doses, card, digest)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (person_id) DO UPDATE SET unit_code = excluded.unit_code, name = excluded.name, sex = excluded.sex,
  birth_date = excluded.birth_date, village = excluded.village, doses = excluded.doses, card = excluded.card,
  digest = excluded.digest
"""
_PUT_DOSE = "INSERT INTO dose (dose_id, person_id, vaccine, given_on, unit_code, counts) VALUES (?, ?, ?, ?, ?, ?)"


class PeopleTables:
    """Reads and writes the folded rows."""

    ground: Ground

    def put_person(self, person: PersonRow, doses: Sequence[DoseRow]) -> None:
        """Replace everything that was folded of one person."""
        self.ground.run("DELETE FROM dose WHERE person_id = ?", (person[0],))
        self.ground.run(_PUT_PERSON, person)
        self.ground.run_many(_PUT_DOSE, doses)

    def mark_to_fold(self, subjects: Iterable[str]) -> None:
        """Remember that these people's rows must be made anew."""
        self.ground.run_many(
            "INSERT INTO to_fold (subject) VALUES (?) ON CONFLICT DO NOTHING", [(subject,) for subject in subjects]
        )

    def to_fold(self, most: int) -> list[str]:
        """Return the next people whose rows must be made anew."""
        rows = self.ground.rows("SELECT subject FROM to_fold ORDER BY subject LIMIT ?", (most,))
        return [row[0] for row in rows]

    def folded(self, subjects: Iterable[str]) -> None:
        """Forget that these people's rows had to be made anew."""
        self.ground.run_many("DELETE FROM to_fold WHERE subject = ?", [(subject,) for subject in subjects])

    def person_ids(self, unit_code: str | None = None) -> list[str]:
        """Return the ids of the people of one clinic, or of all, in order."""
        where, values = ("", ()) if unit_code is None else (" WHERE unit_code = ?", (unit_code,))
        return [row[0] for row in self.ground.rows(f"SELECT person_id FROM person{where} ORDER BY person_id", values)]

    def digests(self, unit_code: str | None = None) -> list[tuple[str, bytes]]:
        """Return id and digest of the people of one clinic, or of all, in the order of their ids."""
        where, values = ("", ()) if unit_code is None else (" WHERE unit_code = ?", (unit_code,))
        rows = self.ground.rows(f"SELECT person_id, digest FROM person{where} ORDER BY person_id", values)
        return [(row[0], bytes(row[1])) for row in rows]

    def person(self, person_id: str) -> PersonRow | None:
        """Return the folded row of one person."""
        rows = self.ground.rows(
            "SELECT person_id, unit_code, name, sex, birth_date, village, doses, card, digest FROM person "
            "WHERE person_id = ?",
            (person_id,),
        )
        if not rows:
            return None
        found = rows[0]
        return (*found[:7], bytes(found[7]), bytes(found[8]))

    def dose_rows(self, person_id: str) -> list[DoseRow]:
        """Return the folded doses of one person in the order of their values."""
        rows = self.ground.rows(
            "SELECT dose_id, person_id, vaccine, given_on, unit_code, counts FROM dose WHERE person_id = ?",
            (person_id,),
        )
        return sorted((row[0], row[1], row[2], row[3], row[4], int(row[5])) for row in rows)

    def doses_by_clinic(self) -> list[tuple[str, int, int]]:
        """Return unit code, people and counted doses of every clinic."""
        return [
            (row[0], int(row[1]), int(row[2]))
            for row in self.ground.rows(
                "SELECT unit_code, count(*), sum(doses) FROM person GROUP BY unit_code ORDER BY unit_code"
            )
        ]

    def owners(self, subjects: Sequence[str], units: Mapping[str, str]) -> dict[str, str]:
        """Return the clinic each subject belongs to; a person's is the one that registered it."""
        found: dict[str, str] = {}
        for some in _in_portions(subjects):
            marks = ", ".join("?" * len(some))
            rows = self.ground.rows(
                f"SELECT subject, device FROM entry WHERE subject IN ({marks}) AND verdict = 'taken' "
                "AND hub_seq IS NOT NULL AND (kind = 'person.registered' OR subject NOT LIKE 'person:%') "
                "ORDER BY hub_seq",
                some,
            )
            for subject, device in rows:
                found.setdefault(subject, units.get(device, ""))
        return found

    def claims(self, ids: Sequence[str]) -> dict[str, tuple[str, str]]:
        """Return the subject each of these minted ids belongs to, and the device that gave it."""
        found: dict[str, tuple[str, str]] = {}
        for some in _in_portions(ids):
            marks = ", ".join("?" * len(some))
            rows = self.ground.rows(f"SELECT id, subject, device FROM claim WHERE id IN ({marks})", some)
            found.update((row[0], (row[1], row[2])) for row in rows)
        return found

    def claim(self, rows: Iterable[tuple[str, str, str]]) -> None:
        """Remember whose these minted ids are, and which device gave them; the first keeps it."""
        self.ground.run_many("INSERT INTO claim (id, subject, device) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", rows)


def _in_portions(names: Sequence[str]) -> list[Sequence[str]]:
    return [names[start : start + _SOME] for start in range(0, len(names), _SOME)]
