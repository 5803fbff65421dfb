"""Lists for catch-up: who is due in one village, and who is overdue anywhere."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from clinic_app.app.bench.figures import Budget, Figure
from clinic_app.app.bench.stopwatch import MILLISECONDS, best_in_turn
from clinic_app.services.catch_up import DuePerson, due_in_village, overdue_people

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from clinic_app.app.bench.sites import Ground, Site
    from clinic_app.services.reader import Reader

VILLAGE_MS = 50.0
EVERYONE_MS = 300.0
FLOOR = "reading as many rows of the same tables, the first that come"
_FIRST_ROWS = """
SELECT person.person_id, name, sex, birth_date, guardian_name, phone, village, residence, series, status,
       dose_number, vaccine, earliest, finish_before
  FROM due JOIN person ON person.person_id = due.person_id LIMIT ?
"""


def figures(ground: Ground) -> Iterator[Figure]:
    """Measure both lists on both clinics; of the villages the one with the longest list counts."""
    for site in ground.sites:
        reader = site.open_reader()
        try:
            yield from _at(site, reader, ground.rounds)
        finally:
            reader.close()


def _at(site: Site, reader: Reader, rounds: int) -> Iterator[Figure]:
    today = reader.clock.today()
    largest = max(site.villages, key=lambda village: len(due_in_village(reader, village, today)))
    lists: tuple[tuple[str, Callable[[], list[DuePerson]], float], ...] = (
        ("due list of a village", lambda: due_in_village(reader, largest, today), VILLAGE_MS),
        ("overdue list of everyone", lambda: overdue_people(reader, today), EVERYONE_MS),
    )
    for name, read, limit in lists:
        people = read()
        rows = sum(len(person.series) for person in people)
        best, floor = best_in_turn(rounds, read, partial(_read_rows, reader, rows))
        yield Figure(
            name=f"{name} ({len(people)} people), {site.name}",
            unit="ms",
            value=best * MILLISECONDS,
            floor=floor * MILLISECONDS,
            floor_of=FLOOR,
            budget=Budget(limit=limit),
        )


def _read_rows(reader: Reader, rows: int) -> None:
    reader.db.execute(_FIRST_ROWS, (rows,)).fetchall()
