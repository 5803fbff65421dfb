"""What the page of the screening shows, as plain values."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class QuestionFace:
    """One question as it stands; `answer` None until it was asked."""

    id: str
    number: int
    text: str
    answer: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldFace:
    """A field: what stands in it, quiet words inside it, and what is wrong with it."""

    text: str
    note: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreeningFace:
    """What the page of the screening shows.

    Attributes:
        complete: a whole, plausible temperature stands in the field. note: what it means, error: what is wrong.
        pressure: blood pressure, None when it is not asked for.
        told: the tick that the guardian was told; who: whom it names.
        decides: the decision, doctor and advice are asked for. until: None when no day is asked for.
        first_missing: the part of the page that comes next; empty when nothing is missing.
        appointment: the person's appointment in words, empty when none stands.
        missing: why F9 is off, empty when it is on.
    """

    temperature: str
    complete: bool
    note: str
    error: str
    fever: bool
    pressure: FieldFace | None
    title: str
    questions: tuple[QuestionFace, ...]
    asked: str
    quick: bool
    told: bool
    who: str
    decides: bool
    decision: str
    doctor: str
    doctor_hint: str
    advice: str
    until: FieldFace | None
    first_missing: str
    appointment: str
    save: str
    missing: str
