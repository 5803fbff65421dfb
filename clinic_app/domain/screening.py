"""Screening (预检): the questions asked, what was measured, and what both suggest."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

import msgspec

from clinic_app.domain.calendar import age_in_months

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from clinic_app.domain.clinic_settings import ClinicSettings

ADULT_FROM_MONTHS = 18 * 12
HYPERTENSION = "hypertension"
_PLAUSIBLE_SYSTOLIC, _PLAUSIBLE_DIASTOLIC = range(60, 281), range(30, 181)


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """One question to the guardian. `text` is read aloud, `short` fits a chip."""

    id: str
    text: str
    short: str


class Checklist(msgspec.Struct, frozen=True, kw_only=True):
    """A versioned list of questions with its thresholds, in tenths of a degree Celsius under the arm.

    Attributes:
        fever_from_tenths: from here on the visit is postponed.
        plausible_from_tenths, plausible_to_tenths: outside, inclusive, it is a slip of the fingers.
        adults: what people from eighteen years on are asked besides.
        quick: ids of the questions of the short list for crowds (快速预检).
    """

    version: str
    source: str
    fever_from_tenths: int
    plausible_from_tenths: int
    plausible_to_tenths: int
    questions: tuple[Question, ...]
    adults: tuple[Question, ...] = ()
    quick: tuple[str, ...] = ()

    def is_plausible(self, tenths: int) -> bool:
        """Return whether a living person can have this temperature."""
        return self.plausible_from_tenths <= tenths <= self.plausible_to_tenths

    def asked(self, *, adult: bool, quick: bool = False) -> tuple[Question, ...]:
        """Return the questions that this person is asked, in order; blood pressure is asked of adults in crowds too."""
        of_all = tuple(q for q in self.questions if not quick or q.id in self.quick)
        of_adults = tuple(q for q in self.adults if not quick or q.id in (*self.quick, HYPERTENSION))
        return of_all + (of_adults if adult else ())


def unanswered(questions: Iterable[Question], answers: Mapping[str, bool]) -> tuple[str, ...]:
    """Return the ids of the questions without an answer, in order."""
    return tuple(question.id for question in questions if question.id not in answers)


def is_adult(birth_date: date, on: date) -> bool:
    """Return whether a person is asked what adults are asked: from the eighteenth birthday on."""
    return age_in_months(birth_date, on) >= ADULT_FROM_MONTHS


@dataclass(frozen=True, slots=True)
class BloodPressure:
    """Blood pressure in mmHg (血压: 收缩压, 舒张压)."""

    systolic: int
    diastolic: int

    @property
    def is_plausible(self) -> bool:
        """Return whether a living person can have it; swapped figures are a slip of the fingers."""
        known = self.systolic in _PLAUSIBLE_SYSTOLIC and self.diastolic in _PLAUSIBLE_DIASTOLIC
        return known and self.systolic > self.diastolic

    def is_high(self, settings: ClinicSettings) -> bool:
        """Return whether a doctor judges before the needle."""
        return self.systolic >= settings.high_systolic or self.diastolic >= settings.high_diastolic


class Suggestion(Enum):
    """What temperature, answers and blood pressure suggest; a person decides."""

    FIT = "fit"
    FEVER = "fever"
    ASK_DOCTOR = "ask_doctor"


def fever_from(checklist: Checklist, settings: ClinicSettings) -> int:
    """Return the temperature from which a visit is postponed: the clinic's own, else the check-list's."""
    return settings.fever_from_tenths or checklist.fever_from_tenths


def suggestion(tenths: int, fever: int, answers: Mapping[str, bool], *, high_pressure: bool = False) -> Suggestion:
    """Return what the findings suggest: fever postpones, any yes asks for a doctor's judgement.

    Hypertension (高血压) is answered by measuring: only a high blood pressure asks for the doctor.
    """
    if tenths >= fever:
        return Suggestion.FEVER
    return Suggestion.ASK_DOCTOR if said_yes(answers) or high_pressure else Suggestion.FIT


def said_yes(answers: Mapping[str, bool]) -> bool:
    """Return whether any question but that of hypertension, which is answered by measuring, was answered yes."""
    return any(yes for question, yes in answers.items() if question != HYPERTENSION)
