"""From a scan or typed initials to the assessed card, as the GUI thread's reader does it (painting not included)."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from clinic_app.app.bench.figures import Budget, Figure
from clinic_app.app.bench.stopwatch import MILLISECONDS, quantile, seconds_of
from clinic_app.services.cards import open_card
from clinic_app.services.search import find_people, person_with_code

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clinic_app.app.bench.sites import Ground, Site
    from clinic_app.services.reader import Reader

BUDGET_MS = 50.0
FLOOR = "one SELECT by primary key on the same connection, called in turn"
_PEOPLE = """
SELECT person.person_id, coalesce(child_code, booklet_number), min(name_key)
  FROM person JOIN name_key ON name_key.person_id = person.person_id
 WHERE coalesce(child_code, booklet_number) IS NOT NULL AND length(name_key) <= 3
 GROUP BY person.person_id ORDER BY person.person_id
"""


def figures(ground: Ground) -> Iterator[Figure]:
    """Measure both ways to a card on both clinics."""
    for site in ground.sites:
        reader = site.open_reader()
        try:
            yield from _at(site, reader, ground.sample)
        finally:
            reader.close()


def _at(site: Site, reader: Reader, sample: int) -> Iterator[Figure]:
    everybody = reader.db.execute(_PEOPLE).fetchall()
    chosen = random.Random(1).sample(everybody, min(sample, len(everybody)))  # not for secrets
    for way, open_it in (("scan to card", _by_scan), ("initials to card", _by_initials)):
        times, floors = [], []
        for person_id, code, initials in chosen:
            times.append(seconds_of(open_it, reader, code, initials))
            floors.append(seconds_of(_touch, reader, person_id))
        for label, share, budget in (("p50", 0.5, None), ("p95", 0.95, Budget(limit=BUDGET_MS))):
            yield Figure(
                name=f"{way}, {site.name}, {label}",
                unit="ms",
                value=quantile(times, share) * MILLISECONDS,
                floor=quantile(floors, share) * MILLISECONDS,
                floor_of=FLOOR,
                budget=budget,
            )


def _by_scan(reader: Reader, code: str, _: str) -> None:
    open_card(reader, person_with_code(reader, code)[0].person_id)


def _by_initials(reader: Reader, _: str, initials: str) -> None:
    open_card(reader, find_people(reader, initials).people[0].person_id)


def _touch(reader: Reader, person_id: str) -> None:
    reader.db.execute("SELECT name FROM person WHERE person_id = ?", (person_id,)).fetchone()
