"""What the page of the screening shows, as plain values, made from what was found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clinic_app.domain.screening import Suggestion, fever_from
from clinic_app.gui.wording import screening as wording
from clinic_app.gui.wording.codes import temperature_words
from clinic_app.services.screening import CONTRAINDICATED, FIT, POSTPONED

if TYPE_CHECKING:
    from clinic_app.gui.rooms.vaccination.screening_findings import Findings

_SAVE = {
    FIT: wording.SAVE_FIT,
    POSTPONED: wording.SAVE_POSTPONED,
    CONTRAINDICATED: wording.SAVE_CONTRAINDICATED,
    "": wording.SAVE,
}
_MEASURING = ("temperature", "questions", "pressure")
_LONGEST_UNFINISHED_PRESSURE = len("130/8")
_MOST_DOCTORS = 3


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


def screening_face(found: Findings, *, quick: bool, doctors: tuple[str, ...], appointment: str) -> ScreeningFace:
    """Return what the page shows of these findings."""
    form, first = found.form, found.first_missing
    asked = len(found.questions) - len(found.open_questions)
    return ScreeningFace(
        temperature=form.temperature,
        complete=found.tenths is not None and not found.temperature_error,
        note=_temperature_note(found),
        error=found.temperature_error,
        fever=found.suggested is Suggestion.FEVER,
        pressure=_pressure(found) if found.asks_pressure else None,
        title=_title(found, quick=quick),
        questions=tuple(
            QuestionFace(question.id, number, question.text, form.answers.get(question.id))
            for number, question in enumerate(found.questions, start=1)
        ),
        asked=wording.ASKED.format(count=asked, total=len(found.questions)),
        quick=quick,
        told=form.told,
        who=wording.TOLD_ADULT if found.adult else wording.TOLD,
        decides=found.decides,
        decision=found.decision,
        doctor=form.doctor,
        doctor_hint=_doctor_hint(doctors),
        advice=form.advice,
        until=_until(found) if found.decision == POSTPONED else None,
        first_missing=first,
        appointment=appointment,
        save=_SAVE["" if first in _MEASURING else found.decision],
        missing=found.missing,
    )


def _title(found: Findings, *, quick: bool) -> str:
    if quick:
        return wording.QUESTIONS_QUICK
    return wording.QUESTIONS_ADULT if found.adult else wording.QUESTIONS


def _doctor_hint(doctors: tuple[str, ...]) -> str:
    choices = (
        wording.DOCTOR_CHOICE.format(place=place, name=name)
        for place, name in enumerate(doctors[:_MOST_DOCTORS], start=1)
    )
    return "  ".join(choices) or wording.DOCTOR_HINT


def _temperature_note(found: Findings) -> str:
    if found.tenths is None or found.temperature_error:
        return ""
    fever = found.tenths >= fever_from(found.checklist, found.settings)
    return f"{temperature_words(found.tenths)} {wording.FEVER if fever else wording.NORMAL}"


def _pressure(found: Findings) -> FieldFace:
    typed, pressure = found.form.pressure, found.pressure
    if pressure is None:
        wrong = len(typed.strip()) > _LONGEST_UNFINISHED_PRESSURE
        return FieldFace(text=typed, error=wording.PRESSURE_WRONG if wrong else "")
    if not pressure.is_plausible:
        return FieldFace(text=typed, error=wording.PRESSURE_IMPLAUSIBLE)
    return FieldFace(text=typed, note=wording.PRESSURE_HIGH if pressure.is_high(found.settings) else wording.NORMAL)


def _until(found: Findings) -> FieldFace:
    typed, day = found.form.until, found.until
    if day is None:
        return FieldFace(text=typed, error=wording.UNTIL_WRONG if typed.strip() else "")
    return FieldFace(text=typed, note=wording.UNTIL_NOTE.format(day=day, weekday=wording.WEEKDAYS[day.weekday()]))
