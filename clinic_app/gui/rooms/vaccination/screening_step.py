"""Step 1, 预检: temperature, eight questions, the decision and its advice."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from clinic_app.domain.screening import Suggestion, suggestion
from clinic_app.gui.wording import vaccination as wording
from clinic_app.gui.wording.codes import temperature_words
from clinic_app.services.resource_files import screening_checklist
from clinic_app.services.screening import ScreeningWish, record_screening

if TYPE_CHECKING:
    from clinic_app.domain.screening import Question
    from clinic_app.gui.rooms.vaccination.bench import Bench
    from clinic_app.gui.rooms.vaccination.forms import ScreeningForm

COME_BACK_AFTER = timedelta(days=7)
FIT, POSTPONED, CONTRAINDICATED = "fit", "postponed", "contraindicated"
DECISIONS = ((FIT, wording.FIT), (POSTPONED, wording.POSTPONE), (CONTRAINDICATED, wording.CONTRAINDICATED))
_SAVE = {
    FIT: wording.SAVE_FIT,
    POSTPONED: wording.SAVE_POSTPONED,
    CONTRAINDICATED: wording.SAVE_CONTRAINDICATED,
    "": wording.SAVE_SCREENING,
}
_TEMPERATURE = re.compile(r"(\d\d)[.,。．·]?(\d)")


@dataclass(frozen=True, slots=True)
class QuestionFace:
    """One question as it stands; `answer` None until it was asked."""

    id: str
    number: int
    text: str
    answer: bool | None


@dataclass(frozen=True, slots=True)
class ScreeningFace:
    """What the page of the screening shows.

    Attributes:
        complete: a whole, plausible temperature stands in the field.
        note: what the temperature means, error: what is wrong with it.
        decides: the decision and its advice are asked for.
        missing: why F9 is off, empty when it is on.
    """

    temperature: str
    complete: bool
    note: str
    fever: bool
    error: str
    questions: tuple[QuestionFace, ...]
    asked: str
    decides: bool
    decision: str
    advice: str
    until: str
    until_error: str
    asks_until: bool
    save: str
    missing: str


class ScreeningStep:
    """Takes what the nurse measures and asks; `save` records it."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._checklist = screening_checklist()

    @property
    def _form(self) -> ScreeningForm:
        return self._bench.form.screening

    def face(self) -> ScreeningFace:
        """Return what the page shows now."""
        form = self._form
        tenths = self.tenths()
        return ScreeningFace(
            temperature=form.temperature,
            complete=tenths is not None and not self._error(tenths),
            note=self._note(tenths),
            fever=self._suggested() is Suggestion.FEVER,
            error=self._error(tenths),
            questions=tuple(self._question(number, q) for number, q in enumerate(self._checklist.questions, start=1)),
            asked=wording.ASKED.format(count=len(form.answers), total=len(self._checklist.questions)),
            decides=self._decides(),
            decision=self.decision(),
            advice=form.advice,
            until=form.until,
            until_error=wording.UNTIL_WRONG if form.until and self.until() is None else "",
            asks_until=self.decision() == POSTPONED,
            save=_SAVE[self.decision() if not self._unfinished() else ""],
            missing=self.missing(),
        )

    def tenths(self) -> int | None:
        """Return the temperature in tenths of a degree, None while it is not whole."""
        typed = unicodedata.normalize("NFKC", self._form.temperature).strip()
        match = _TEMPERATURE.fullmatch(typed)
        return int(match[1]) * 10 + int(match[2]) if match else None

    def until(self) -> date | None:
        """Return the day to come back, None while none is written that lies ahead."""
        digits = re.sub(r"\D", "", unicodedata.normalize("NFKC", self._form.until))
        try:
            day = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
        except ValueError:
            return None
        return day if day > self._bench.today else None

    def decision(self) -> str:
        """Return the decision: of itself `fit` without fever and without a yes, else what the nurse chose."""
        suggested = self._suggested()
        if suggested is Suggestion.FEVER:
            return self._form.decision if self._form.decision == CONTRAINDICATED else POSTPONED
        if suggested is Suggestion.ASK_DOCTOR:
            return self._form.decision
        return self._form.decision or FIT

    def missing(self) -> str:
        """Return what must be done before saving, empty when nothing."""
        form = self._form
        tenths = self.tenths()
        if tenths is None or self._error(tenths):
            return wording.MISSING_TEMPERATURE
        if left := self._checklist.unanswered(form.answers):
            return wording.MISSING_ANSWERS.format(count=len(left))
        if not self.decision():
            return wording.MISSING_DECISION
        if self._decides() and not form.advice.strip():
            return wording.MISSING_ADVICE
        return wording.UNTIL_WRONG if form.until and self.until() is None else ""

    def set_temperature(self, typed: str) -> None:
        """Take what stands in the field; a fever writes the advice and the day to come back, to be changed."""
        form = self._form
        form.temperature = typed
        if self._suggested() is Suggestion.FEVER and not form.advice:
            form.advice = wording.FEVER_ADVICE.format(temperature=temperature_words(self.tenths() or 0))
            form.until = f"{self._bench.today + COME_BACK_AFTER:%Y%m%d}"
        self._bench.refreshed()

    def answer(self, question: str, yes: bool) -> None:
        """Take the answer to one question."""
        self._form.answers[question] = yes
        self._bench.refreshed()

    def answer_rest_no(self) -> None:
        """Take “no” for every question not answered yet: they were read out and all denied."""
        for question in self._checklist.unanswered(self._form.answers):
            self._form.answers[question] = False
        self._bench.refreshed()

    def decide(self, decision: str) -> None:
        """Take the decision; a postponed child gets a day to come back, to be changed."""
        self._form.decision = decision
        if decision == POSTPONED and not self._form.until:
            self._form.until = f"{self._bench.today + COME_BACK_AFTER:%Y%m%d}"
        self._bench.refreshed()

    def set_advice(self, typed: str) -> None:
        """Take the advice."""
        self._form.advice = typed
        self._bench.refreshed()

    def set_until(self, typed: str) -> None:
        """Take the day to come back."""
        self._form.until = typed
        self._bench.refreshed()

    def save(self) -> None:
        """Record the screening (F9), when nothing is missing."""
        tenths = self.tenths()
        if self.missing() or tenths is None:
            return
        decides = self._decides()
        wish = ScreeningWish(
            temperature_tenths=tenths,
            answers=dict(self._form.answers),
            result=self.decision(),
            advice=self._form.advice.strip() if decides else "",
            until=self.until() if self.decision() == POSTPONED else None,
        )
        self._bench.wish("screening", lambda desk, which: record_screening(desk, which, wish))

    def _suggested(self) -> Suggestion:
        tenths = self.tenths()
        if tenths is None or self._error(tenths):
            tenths = 0
        return suggestion(self._checklist, tenths, self._form.answers)

    def _unfinished(self) -> bool:
        return self.tenths() is None or bool(self._checklist.unanswered(self._form.answers))

    def _decides(self) -> bool:
        return self._suggested() is not Suggestion.FIT or self.decision() != FIT

    def _note(self, tenths: int | None) -> str:
        if tenths is None or self._error(tenths):
            return ""
        fever = tenths >= self._checklist.fever_from_tenths
        return f"{temperature_words(tenths)} {wording.FEVER if fever else wording.NORMAL}"

    def _error(self, tenths: int | None) -> str:
        typed = self._form.temperature.strip()
        if tenths is None:
            return wording.TEMPERATURE_WRONG if len(typed) > len("36.") else ""
        return "" if self._checklist.is_plausible(tenths) else wording.TEMPERATURE_IMPLAUSIBLE

    def _question(self, number: int, question: Question) -> QuestionFace:
        return QuestionFace(question.id, number, question.text, self._form.answers.get(question.id))
