"""Explaining the lines of the day one after another: those for today first, then those that have to wait. No Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.gui.explaining import ANOTHER, why_next
from clinic_app.gui.faces import Tone
from clinic_app.gui.rooms.vaccination.planning_rows import SILENT
from clinic_app.gui.wording import explaining as wording

if TYPE_CHECKING:
    from clinic_app.gui.rooms.vaccination.bench import Bench
    from clinic_app.services.planning import PlanningDay


def explain_lines(bench: Bench, day: PlanningDay, first: str) -> None:
    """Explain the line of a row, or the first of all, and the one after it for as long as the nurse asks."""
    found = day.assessment.forecasts
    lines = [line for line in found if line.possible]
    lines += [line for line in found if not line.possible and line.status not in SILENT]
    if not lines:
        bench.tools.prompter.tell(wording.NOTHING, tone=Tone.GREY)
        return

    def explain(place: int) -> None:
        line = lines[place % len(lines)]
        question = why_next(day.rules, day.card, day.on, line, others=len(lines) > 1)
        bench.tools.prompter.ask(question, lambda key: explain(place + 1) if key == ANOTHER else None)

    explain(next((place for place, line in enumerate(lines) if line.series == first), 0))
