"""The observation slip as PDF."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from clinic_app.app.bench.figures import Budget, Figure
from clinic_app.app.bench.stopwatch import MILLISECONDS, best_in_turn, seconds_of
from clinic_app.services.slips import get_ready_to_print, observation_slip_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clinic_app.app.bench.sites import Ground

CERTIFICATE_MS = 150.0
FLOOR = "an empty page of the same library"
_VISIT = "SELECT person_id, visit_id FROM visit WHERE last_given_at IS NOT NULL ORDER BY visit_id DESC LIMIT 1"


def figures(ground: Ground) -> Iterator[Figure]:
    """Make one slip of the practice township, behind what the program does in the background after signing in."""
    reader = ground.practice.open_reader()
    try:
        person_id, visit_id = reader.db.execute(_VISIT).fetchone()
        ready = seconds_of(get_ready_to_print)
        first = seconds_of(observation_slip_of, reader, person_id, visit_id)
        again, floor = best_in_turn(ground.rounds, lambda: observation_slip_of(reader, person_id, visit_id), empty_page)
    finally:
        reader.close()
    for name, seconds, budget in (
        ("fonts and library read in the background", ready, None),
        ("first since the start", first, Budget(limit=CERTIFICATE_MS)),
        ("once more", again, Budget(limit=CERTIFICATE_MS)),
    ):
        yield Figure(
            name=f"observation slip as PDF, {name}",
            unit="ms",
            value=seconds * MILLISECONDS,
            floor=floor * MILLISECONDS,
            floor_of=FLOOR,
            budget=budget,
        )


def empty_page() -> None:
    """Make a PDF with nothing on it."""
    from reportlab.pdfgen.canvas import Canvas

    page = Canvas(io.BytesIO())
    page.showPage()
    page.save()
