"""What the form of the screening says so far: what was measured, what it suggests, and what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clinic_app.domain.screening import HYPERTENSION, Suggestion, fever_from, suggestion, unanswered
from clinic_app.gui.rooms.vaccination.typed_values import day_in, pressure_in, tenths_in
from clinic_app.gui.wording import screening as wording
from clinic_app.services.screening import CONTRAINDICATED, FIT, LONGEST_POSTPONEMENT, POSTPONED

if TYPE_CHECKING:
    from datetime import date

    from clinic_app.domain.clinic_settings import ClinicSettings
    from clinic_app.domain.screening import BloodPressure, Checklist, Question
    from clinic_app.gui.rooms.vaccination.forms import ScreeningForm

_TEMPERATURE_LETTERS = frozenset("0123456789０１２３４５６７８９.,。．·")
_LONGEST_UNFINISHED = len("36.")
_WORDS_OF_MISSING = {
    "temperature": wording.MISSING_TEMPERATURE,
    "pressure": wording.MISSING_PRESSURE,
    "told": wording.MISSING_TOLD,
    "decision": wording.MISSING_DECISION,
    "doctor": wording.MISSING_DOCTOR,
    "until": wording.MISSING_UNTIL,
    "advice": wording.MISSING_ADVICE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """The form read against the check-list and the clinic's thresholds.

    Attributes:
        questions: what is asked of this person. adult: an adult is asked besides, of blood pressure too.
    """

    form: ScreeningForm
    checklist: Checklist
    settings: ClinicSettings
    questions: tuple[Question, ...]
    adult: bool
    today: date

    @property
    def tenths(self) -> int | None:
        """Return the temperature in tenths of a degree, None while it is not whole."""
        return tenths_in(self.form.temperature)

    @property
    def answers(self) -> dict[str, bool]:
        """Return the answers to what is asked; what was answered on a longer list before is left aside."""
        asked = {question.id for question in self.questions}
        return {question: yes for question, yes in self.form.answers.items() if question in asked}

    @property
    def asks_pressure(self) -> bool:
        """Return whether blood pressure is measured: an adult said yes to hypertension."""
        return self.adult and self.form.answers.get(HYPERTENSION, False)

    @property
    def pressure(self) -> BloodPressure | None:
        """Return the blood pressure when it is asked for and whole."""
        return pressure_in(self.form.pressure) if self.asks_pressure else None

    @property
    def until(self) -> date | None:
        """Return the day to come back, None while none is written that lies ahead within a year."""
        day = day_in(self.form.until, self.today)
        return day if day is not None and self.today < day <= self.today + LONGEST_POSTPONEMENT else None

    @property
    def temperature_error(self) -> str:
        """Return what is wrong with the temperature, empty while nothing is."""
        typed, tenths = self.form.temperature.strip(), self.tenths
        if tenths is not None:
            return "" if self.checklist.is_plausible(tenths) else wording.TEMPERATURE_IMPLAUSIBLE
        wrong = len(typed) > _LONGEST_UNFINISHED or not _TEMPERATURE_LETTERS.issuperset(typed)
        return wording.TEMPERATURE_WRONG if wrong else ""

    @property
    def suggested(self) -> Suggestion:
        """Return what was found suggests."""
        tenths = 0 if self.tenths is None or self.temperature_error else self.tenths
        high = self.pressure is not None and self.pressure.is_high(self.settings)
        return suggestion(tenths, fever_from(self.checklist, self.settings), self.answers, high_pressure=high)

    @property
    def decision(self) -> str:
        """Return the decision: of itself `fit` without fever and without a yes, else what the nurse chose."""
        if self.suggested is Suggestion.FEVER:
            return self.form.decision if self.form.decision == CONTRAINDICATED else POSTPONED
        return self.form.decision if self.suggested is Suggestion.ASK_DOCTOR else self.form.decision or FIT

    @property
    def decides(self) -> bool:
        """Return whether a person has to decide: decision, doctor and advice are asked for."""
        return self.suggested is not Suggestion.FIT or self.decision != FIT

    @property
    def open_questions(self) -> tuple[str, ...]:
        """Return the ids of the questions without an answer."""
        return unanswered(self.questions, self.form.answers)

    @property
    def first_missing(self) -> str:
        """Return the part of the page that comes next, empty when everything is there."""
        pressure, decision, decides = self.pressure, self.decision, self.decides
        parts = (
            ("temperature", self.tenths is None or bool(self.temperature_error)),
            ("questions", bool(self.open_questions)),
            ("pressure", self.asks_pressure and (pressure is None or not pressure.is_plausible)),
            ("decision", not decision),
            ("told", decision == FIT and not self.form.told),
            ("doctor", decides and not self.form.doctor.strip()),
            ("until", decision == POSTPONED and self.until is None),
            ("advice", decides and not self.form.advice.strip()),
        )
        return next((part for part, missing in parts if missing), "")

    @property
    def missing(self) -> str:
        """Return in words what must be done before saving, empty when nothing."""
        if self.first_missing == "questions":
            return wording.MISSING_ANSWERS.format(count=len(self.open_questions))
        return _WORDS_OF_MISSING.get(self.first_missing, "")
