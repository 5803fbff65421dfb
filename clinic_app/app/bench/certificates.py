"""From a card to a certificate as PDF: values, engine, codes and drawing."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from clinic_app.app.bench.figures import Budget, Figure
from clinic_app.app.bench.slips import CERTIFICATE_MS, FLOOR, empty_page
from clinic_app.app.bench.stopwatch import MILLISECONDS, best_in_turn, seconds_of
from clinic_app.services.certificate_paper import Wish
from clinic_app.services.certificates import KINDS, pdf_of, preview
from clinic_app.services.slips import get_ready_to_print

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clinic_app.app.bench.sites import Ground
    from clinic_app.services.reader import Reader

_RECORD, _SCHOOL = KINDS[0], KINDS[2]
_MOST_DOSES = """
SELECT person_id FROM dose WHERE void_reason = '' GROUP BY person_id ORDER BY count(*) DESC, person_id LIMIT 40
"""


def figures(ground: Ground) -> Iterator[Figure]:
    """Make papers of the practice township for the people with the most doses, as after signing in."""
    reader = ground.practice.open_reader()
    try:
        people = [row[0] for row in reader.db.execute(_MOST_DOSES).fetchall()]
        get_ready_to_print()
        first = seconds_of(_paper, reader, people[0], _RECORD)
        times = {}
        for paper in (_RECORD, _SCHOOL):
            again, floor = best_in_turn(ground.rounds, partial(_paper, reader, people[0], paper), empty_page)
            times[paper] = again
        several = seconds_of(lambda: [_paper(reader, person, _SCHOOL) for person in people]) / len(people)
    finally:
        reader.close()
    for name, seconds in (
        ("first since the start", first),
        ("most doses, once more", times[_RECORD]),
        ("school check, once more", times[_SCHOOL]),
        (f"school check, mean of {len(people)} children", several),
    ):
        yield Figure(
            name=f"certificate as PDF, {name}",
            unit="ms",
            value=seconds * MILLISECONDS,
            floor=floor * MILLISECONDS,
            floor_of=FLOOR,
            budget=Budget(limit=CERTIFICATE_MS),
        )


def _paper(reader: Reader, person_id: str, paper: str) -> bytes:
    return pdf_of(preview(reader, Wish(person_id=person_id, paper=paper), ""))
