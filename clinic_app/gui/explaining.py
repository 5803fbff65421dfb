"""Why one vaccine is for today or not: for the parent, for the nurse, both readings, and the source. No Qt.

One key away wherever a vaccine stands on the screen (接种台 F4, 金卡 5).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.domain.immunization.reading_outcomes import can_be_accepted
from clinic_app.gui.faces import Tone
from clinic_app.gui.prompter import Choice, Question, Told
from clinic_app.gui.wording import explaining as wording
from clinic_app.gui.wording import readings as reading_wording
from clinic_app.gui.wording.for_parents import parent_sentence
from clinic_app.gui.wording.immunization import forecast_words, verdict_words
from clinic_app.gui.wording.sources import source_line
from clinic_app.services.other_readings import both_readings, both_readings_of_dose
from clinic_app.services.resource_files import rule_sources

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from clinic_app.domain.fold.card import Card
    from clinic_app.domain.immunization.reading_outcomes import TwoReadings
    from clinic_app.domain.immunization.results import DoseVerdict, SeriesForecast
    from clinic_app.domain.immunization.rules import Rules

ANOTHER = "another"
ACCEPT = "accept"


def why_next(rules: Rules, card: Card, on: date, line: SeriesForecast, *, others: bool = False) -> Question:
    """Return the explanation of what comes next in a series; with `others` the next one is a key away."""
    name = series_name(rules, line)
    told = [
        Told(wording.ALOUD, parent_sentence(line, name), aloud=True),
        Told(wording.NURSE, forecast_words(line)),
        *reading_blocks(both_readings(rules, card, on, line), rules),
        Told(wording.SOURCE, source_of(rules, line, on), Tone.GREY),
    ]
    title = wording.TITLE.format(vaccine=name, number=line.number) if line.number is not None else name
    return Question(title, "", _choices(others=others), Tone.BRAND, told=tuple(told))


def why_needle(rules: Rules, card: Card, on: date, verdict: DoseVerdict) -> Question:
    """Return the explanation of how a dose counts; one that does not may be accepted (人工认可)."""
    name = vaccine_names(rules)(verdict.vaccine)
    sourced = next((reason for reason in verdict.reasons if reason.source), None)
    told = [
        Told(wording.NURSE, verdict_words(verdict)),
        *reading_blocks(both_readings_of_dose(rules, card, on, verdict), rules),
    ]
    if sourced is not None:
        document = rule_sources().get(sourced.source, sourced.source)
        line = source_line(document, sourced.rule, sourced.confidence, verdict.edition)
        told.append(Told(wording.SOURCE, line, Tone.GREY))
    choices = _choices(others=False)
    if can_be_accepted(verdict):
        choices = (*choices, Choice(ACCEPT, wording.ACCEPT, "F6", "user-round"))
    title = wording.NEEDLE.format(vaccine=name, day=verdict.on)
    return Question(title, "", choices, Tone.BRAND, told=tuple(told))


def reading_blocks(readings: tuple[TwoReadings, ...], rules: Rules) -> tuple[Told, ...]:
    """Return both readings of everything uncertain, ours first; what makes no difference is said in one grey line."""
    blocks: list[Told] = []
    meant = set()
    for two in readings:
        words = reading_wording.both_words(two, vaccine_names(rules))
        if words.same:
            blocks.append(Told(wording.READINGS, reading_wording.same_words(two), Tone.GREY))
            continue
        means = words.other.partition("）：")[2]
        if means and means in meant:  # accepting a dose often comes to what another reading says
            continue
        meant.add(means)
        both = "\n".join(part for part in (words.ours, words.other) if part)
        blocks.append(Told(wording.READINGS, both, Tone.AMBER))
    return tuple(dict.fromkeys(blocks))


def source_of(rules: Rules, line: SeriesForecast, on: date) -> str:
    """Say where the rule that decides stands."""
    term = line.winning_term
    source, rule, confidence = line.source, line.rule, line.confidence
    if term is not None and term.source:
        source, rule = term.source, line.rule or term.rule
    document = rule_sources().get(source, source)
    return source_line(document, rule, confidence, rules.edition_in_force(on).name)


def vaccine_names(rules: Rules) -> Callable[[str], str]:
    """Return what words a vaccine by its short name."""
    return lambda code: rules.vaccines[code].short_name if code in rules.vaccines else code


def series_name(rules: Rules, line: SeriesForecast) -> str:
    """Return the name of the vaccine that comes next, else of the series."""
    if line.vaccine is not None:
        return rules.vaccine(line.vaccine).short_name
    return next((series.short_name for series in rules.series if series.code == line.series), line.series)


def _choices(*, others: bool) -> tuple[Choice, ...]:
    understood = Choice("", wording.UNDERSTOOD)
    return (understood, Choice(ANOTHER, wording.NEXT, "1")) if others else (understood,)
