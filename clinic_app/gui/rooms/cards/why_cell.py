"""The cell in focus, explained for the parent and the nurse: as remarks beside the booklet, and large. No Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.gui.explaining import reading_blocks, why_needle, why_next
from clinic_app.gui.rooms.cards.card_faces import Remark
from clinic_app.services.other_readings import both_readings, both_readings_of_dose

if TYPE_CHECKING:
    from collections.abc import Sequence

    from clinic_app.domain.immunization.results import DoseVerdict, SeriesForecast
    from clinic_app.domain.immunization.rules import Rules
    from clinic_app.gui.prompter import Question
    from clinic_app.gui.rooms.cards.booklet import BookletLine
    from clinic_app.services.cards import OpenCard

_DOUBT_ICON = "circle-help"


def why_cell(rules: Rules, opened: OpenCard, lines: Sequence[BookletLine], key: str) -> Question | None:
    """Return the large explanation of a cell; None where it has nothing to explain."""
    on, card = opened.assessment.on, opened.card
    verdict, forecast = _of_cell(lines, key)
    if verdict is not None:
        return why_needle(rules, card, on, verdict)
    return why_next(rules, card, on, forecast) if forecast is not None else None


def reading_remarks(rules: Rules, opened: OpenCard, lines: Sequence[BookletLine], key: str) -> tuple[Remark, ...]:
    """Return both readings of what is uncertain about a cell; empty where nothing is."""
    on, card = opened.assessment.on, opened.card
    verdict, forecast = _of_cell(lines, key)
    found = both_readings_of_dose(rules, card, on, verdict) if verdict is not None else ()
    if forecast is not None:
        found = both_readings(rules, card, on, forecast)
    return tuple(Remark(block.text, block.tone, _DOUBT_ICON) for block in reading_blocks(found, rules))


def _of_cell(lines: Sequence[BookletLine], key: str) -> tuple[DoseVerdict | None, SeriesForecast | None]:
    """Return the verdict of a needle, or the forecast of an empty place."""
    for line in lines:
        for needle in line.needles:
            if needle.key == key:
                return needle.verdict, None
        if line.next_dose is not None and line.next_dose.key == key:
            return None, line.next_dose.forecast
    return None, None
