"""What each reading of an uncertain rule means for one person: one question, asked by our rules and by the others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import msgspec

from clinic_app.domain.immunization.assess import GivenDose, assess
from clinic_app.domain.immunization.facts import Facts
from clinic_app.domain.immunization.other_readings import OtherReading, readings_about
from clinic_app.domain.immunization.outlooks import REPEATED_AFTER_REFUSED
from clinic_app.domain.immunization.reasons import ReasonCode, TermKind
from clinic_app.domain.immunization.results import Assessment, DoseVerdict, SeriesForecast, Status, VerdictKind
from clinic_app.domain.immunization.rules import Rules

IF_ACCEPTED = "if-accepted"
_DATED = (Status.WAITING, Status.DUE, Status.OVERDUE)
_NOT_TO_ACCEPT = frozenset({ReasonCode.IN_FUTURE, ReasonCode.UNKNOWN_VACCINE, ReasonCode.BEFORE_BIRTH})
_COUNTING = (VerdictKind.VALID, VerdictKind.ACCEPTED)


class ReadingQuestion(msgspec.Struct, frozen=True, kw_only=True):
    """Whom and which day a reading is asked about.

    Attributes:
        as_read: returns the rules by a reading; asked once for each reading and kept by the caller.
    """

    rules: Rules
    readings: tuple[OtherReading, ...]
    as_read: Callable[[OtherReading], Rules]
    birth_date: date
    sex: str
    doses: Sequence[GivenDose]
    facts: Facts
    on: date

    def answer(self, rules: Rules, doses: Sequence[GivenDose]) -> Assessment:
        """Return the answer by these rules and doses."""
        return assess(rules, birth_date=self.birth_date, sex=self.sex, doses=doses, facts=self.facts, on=self.on)

    def answer_by(self, reading: OtherReading, series: str, ours: Assessment) -> Assessment:
        """Return the answer by another reading."""
        doses = self.doses
        if reading.doses == "without_refused":
            refused = {v.dose_id for v in ours.verdicts if v.series == series and v.kind is VerdictKind.INVALID}
            doses = [dose for dose in doses if dose.id not in refused]
        return self.answer(self.as_read(reading) if reading.changes_rules else self.rules, doses)


class TwoReadings(msgspec.Struct, frozen=True, kw_only=True):
    """One uncertain rule read both ways.

    Attributes:
        id: of the reading; empty where nobody has written another one down.
        ours, other: what comes next in the series, by our reading and by the other; other None where it is not known.
        our_verdict, other_verdict: how the dose asked about counts, where one was asked about.
    """

    id: str
    ours: SeriesForecast
    other: SeriesForecast | None = None
    our_verdict: DoseVerdict | None = None
    other_verdict: DoseVerdict | None = None

    @property
    def same(self) -> bool:
        """Whether both readings come to the same for this person today."""
        if self.other is None:
            return False
        return _meaning(self.ours) == _meaning(self.other) and _counts(self.our_verdict) == _counts(self.other_verdict)


def readings_of_series(question: ReadingQuestion, line: SeriesForecast) -> tuple[TwoReadings, ...]:
    """Return what the other readings of the rules behind a forecast would mean; empty where it is certain."""
    names = {*line.doubts}
    if line.check:
        names |= {line.rule, *_rules_of_the_day(line)}
    if line.reason is not None and line.reason.confidence != "high":
        names.add(line.reason.rule)
    if not names:
        return ()
    ours = question.answer(question.rules, question.doses)
    found = []
    for reading in readings_about(question.readings, names):
        other = question.answer_by(reading, line.series, ours).forecast_of(line.series)
        found.append(TwoReadings(id=reading.id, ours=line, other=other))
    if not found and line.check and line.confidence != "high":
        found.append(TwoReadings(id="", ours=line))
    return tuple(found)


def readings_of_dose(question: ReadingQuestion, verdict: DoseVerdict) -> tuple[TwoReadings, ...]:
    """Return what the other readings of the rules behind a verdict would mean, and what accepting the dose would."""
    names = {*verdict.doubts, *(reason.code.value for reason in verdict.reasons)}
    names |= {reason.rule for reason in verdict.reasons if reason.confidence != "high"}
    readings = readings_about(question.readings, names)
    refused = can_be_accepted(verdict) and verdict.on >= question.birth_date
    if not readings and not refused:
        return ()
    ours = question.answer(question.rules, question.doses)
    line = ours.forecast_of(verdict.series)
    if line is None:
        return ()
    answers = [(reading.id, question.answer_by(reading, verdict.series, ours)) for reading in readings]
    if refused:
        accepted = [
            msgspec.structs.replace(dose, accepted=True) if dose.id == verdict.dose_id else dose
            for dose in question.doses
        ]
        answers.append((IF_ACCEPTED, question.answer(question.rules, accepted)))
    return tuple(
        TwoReadings(
            id=name,
            ours=line,
            other=other.forecast_of(verdict.series),
            our_verdict=verdict,
            other_verdict=_verdict_in(other, verdict),
        )
        for name, other in answers
    )


def can_be_accepted(verdict: DoseVerdict) -> bool:
    """Return whether a person may decide that this dose counts: it does not, or nobody knows, and it was given."""
    if verdict.kind not in (VerdictKind.INVALID, VerdictKind.UNKNOWN):
        return False
    return not any(reason.code in _NOT_TO_ACCEPT for reason in verdict.reasons)


def _verdict_in(found: Assessment, verdict: DoseVerdict) -> DoseVerdict | None:
    same = (v for v in found.verdicts if (v.dose_id, v.series) == (verdict.dose_id, verdict.series))
    return next(same, None)


def _rules_of_the_day(line: SeriesForecast) -> tuple[str, ...]:
    """Return by which rule the day is what it is, and that a refused dose counts for it where one does."""
    term = line.winning_term
    if term is None:
        return ()
    return (term.rule, REPEATED_AFTER_REFUSED) if term.kind is TermKind.REPEAT else (term.rule,)


def _meaning(line: SeriesForecast) -> tuple[object, ...]:
    """Return all of a forecast that somebody acts on."""
    dated = line.status in _DATED
    return (
        line.status,
        line.number if dated else None,
        line.vaccine if dated else None,
        line.earliest if line.status is Status.WAITING else None,
        line.late,
    )


def _counts(verdict: DoseVerdict | None) -> tuple[bool, int | None]:
    return verdict is not None and verdict.kind in _COUNTING, verdict.number if verdict is not None else None
