"""Both readings of what is uncertain on a card, each with what it means for this person."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from clinic_app.domain.immunization.other_readings import OtherReading, readings_from, rules_as_read
from clinic_app.domain.immunization.reading_outcomes import ReadingQuestion, readings_of_dose, readings_of_series
from clinic_app.services.assessment import what_is_known
from clinic_app.services.resource_files import RESOURCES

if TYPE_CHECKING:
    from datetime import date

    from clinic_app.domain.fold.card import Card
    from clinic_app.domain.immunization.reading_outcomes import TwoReadings
    from clinic_app.domain.immunization.results import DoseVerdict, SeriesForecast
    from clinic_app.domain.immunization.rules import Rules


@functools.cache
def shipped_readings() -> tuple[OtherReading, ...]:
    """Return the other readings that came with this version."""
    return readings_from((RESOURCES / "codes" / "other_readings.json").read_bytes())


def both_readings(rules: Rules, card: Card, on: date, line: SeriesForecast) -> tuple[TwoReadings, ...]:
    """Return both readings of what is uncertain about what comes next in a series; empty where nothing is."""
    question = _question(rules, card, on)
    return () if question is None else readings_of_series(question, line)


def both_readings_of_dose(rules: Rules, card: Card, on: date, verdict: DoseVerdict) -> tuple[TwoReadings, ...]:
    """Return both readings of what is uncertain about how a dose counts, and what accepting it would mean."""
    question = _question(rules, card, on)
    return () if question is None else readings_of_dose(question, verdict)


def _question(rules: Rules, card: Card, on: date) -> ReadingQuestion | None:
    known = what_is_known(card, on)
    if known is None:
        return None
    return ReadingQuestion(
        rules=rules,
        readings=shipped_readings(),
        as_read=lambda reading: _as_read(rules, reading.id),
        birth_date=known.birth_date,
        sex=known.sex,
        doses=known.doses,
        facts=known.facts,
        on=on,
    )


@functools.lru_cache(maxsize=64)
def _as_read(rules: Rules, reading_id: str) -> Rules:
    """Return the rules by a reading, made once."""
    reading = next(one for one in shipped_readings() if one.id == reading_id)
    return rules_as_read(rules, reading)
