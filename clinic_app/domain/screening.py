"""Screening (预检): the questions asked, and what the answers suggest."""

from __future__ import annotations

from enum import Enum

import msgspec


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
    """

    version: str
    source: str
    fever_from_tenths: int
    plausible_from_tenths: int
    plausible_to_tenths: int
    questions: tuple[Question, ...]

    def is_plausible(self, tenths: int) -> bool:
        """Return whether a living person can have this temperature."""
        return self.plausible_from_tenths <= tenths <= self.plausible_to_tenths

    def unanswered(self, answers: dict[str, bool]) -> tuple[str, ...]:
        """Return the ids of the questions without an answer, in order."""
        return tuple(question.id for question in self.questions if question.id not in answers)


class Suggestion(Enum):
    """What temperature and answers suggest; a person decides."""

    FIT = "fit"
    FEVER = "fever"
    ASK_DOCTOR = "ask_doctor"


def suggestion(checklist: Checklist, tenths: int, answers: dict[str, bool]) -> Suggestion:
    """Return what the findings suggest: fever postpones, any yes asks for a doctor's judgement."""
    if tenths >= checklist.fever_from_tenths:
        return Suggestion.FEVER
    return Suggestion.ASK_DOCTOR if any(answers.values()) else Suggestion.FIT
