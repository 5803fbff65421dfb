"""Step 1, 预检: what the nurse measures, asks and tells, and what it means for today."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.domain.screening import HYPERTENSION, Suggestion, fever_from, is_adult, suggestion, unanswered
from clinic_app.gui.rooms.vaccination.cancelling import Cancelling
from clinic_app.gui.rooms.vaccination.papers import make_paper
from clinic_app.gui.rooms.vaccination.screening_face import FieldFace, QuestionFace, ScreeningFace
from clinic_app.gui.rooms.vaccination.typed_values import day_in, pressure_in, tenths_in
from clinic_app.gui.wording import screening as wording
from clinic_app.gui.wording import vaccination as room_wording
from clinic_app.gui.wording.codes import temperature_words
from clinic_app.services.screening import (
    CONTRAINDICATED,
    FIT,
    LONGEST_POSTPONEMENT,
    POSTPONED,
    ScreeningWish,
    checklist_in_force,
    doctors,
    record_screening,
)
from clinic_app.services.visit_papers import advice_note_of

if TYPE_CHECKING:
    from datetime import date

    from clinic_app.domain.fold.clinic_book import ClinicBook
    from clinic_app.domain.screening import BloodPressure, Checklist, Question
    from clinic_app.domain.visit import Visit
    from clinic_app.gui.rooms.vaccination.bench import Bench
    from clinic_app.gui.rooms.vaccination.forms import ScreeningForm

COME_BACK_AFTER_DAYS = "7"
DECISIONS = (
    (FIT, room_wording.FIT),
    (POSTPONED, room_wording.POSTPONE),
    (CONTRAINDICATED, room_wording.CONTRAINDICATED),
)
_SAVE = {
    FIT: wording.SAVE_FIT,
    POSTPONED: wording.SAVE_POSTPONED,
    CONTRAINDICATED: wording.SAVE_CONTRAINDICATED,
    "": wording.SAVE,
}
_WORDS_OF_MISSING = {
    "temperature": wording.MISSING_TEMPERATURE,
    "pressure": wording.MISSING_PRESSURE,
    "told": wording.MISSING_TOLD,
    "decision": wording.MISSING_DECISION,
    "doctor": wording.MISSING_DOCTOR,
    "until": wording.MISSING_UNTIL,
    "advice": wording.MISSING_ADVICE,
}


class ScreeningStep:
    """Takes what the nurse measures and asks; `save` records it.

    Attributes:
        quick: the short list for crowds is asked, of every child until it is switched off (快速预检).
        cancelling: takes the person's appointments back.
    """

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self.quick = False
        self.cancelling = Cancelling(bench)
        self._book_of: object = None
        self._known_book: ClinicBook | None = None

    @property
    def _form(self) -> ScreeningForm:
        return self._bench.form.screening

    @property
    def _book(self) -> ClinicBook:
        """The clinic's settings and doctors, read once for each look at a card."""
        if self._known_book is None or self._book_of is not self._bench.opened:
            self._book_of, self._known_book = self._bench.opened, self._bench.tools.reader.clinic_book()
        return self._known_book

    @property
    def _checklist(self) -> Checklist:
        return checklist_in_force(self._book.settings)

    @property
    def adult(self) -> bool:
        """Return whether the person in hand is asked what adults are asked."""
        opened = self._bench.opened
        return opened is not None and is_adult(opened.person.birth_date, self._bench.today)

    def questions(self) -> tuple[Question, ...]:
        """Return what is asked of the person in hand."""
        return self._checklist.asked(adult=self.adult, quick=self.quick)

    def face(self) -> ScreeningFace:
        """Return what the page shows now."""
        form, questions, first = self._form, self.questions(), self.first_missing()
        names = doctors(self._book)
        return ScreeningFace(
            temperature=form.temperature,
            complete=self.tenths() is not None and not self._temperature_error(),
            note=self._temperature_note(),
            error=self._temperature_error(),
            fever=self._suggested() is Suggestion.FEVER,
            pressure=self._pressure_face(),
            title=self._title(),
            questions=tuple(self._question(number, question) for number, question in enumerate(questions, start=1)),
            asked=wording.ASKED.format(count=len(questions) - len(self._open_questions()), total=len(questions)),
            quick=self.quick,
            told=form.told,
            who=wording.TOLD_ADULT if self.adult else wording.TOLD,
            decides=self._decides(),
            decision=self.decision(),
            doctor=form.doctor,
            doctor_hint="  ".join(
                wording.DOCTOR_CHOICE.format(place=place, name=name) for place, name in enumerate(names[:3], start=1)
            )
            or wording.DOCTOR_HINT,
            advice=form.advice,
            until=self._until_face() if self.decision() == POSTPONED else None,
            first_missing=first,
            appointment=self.cancelling.standing_words(),
            save=_SAVE["" if first in ("temperature", "questions", "pressure") else self.decision()],
            missing=self.missing(),
        )

    def tenths(self) -> int | None:
        """Return the temperature in tenths of a degree, None while it is not whole."""
        return tenths_in(self._form.temperature)

    def pressure(self) -> BloodPressure | None:
        """Return the blood pressure when it is asked for and whole."""
        return pressure_in(self._form.pressure) if self._asks_pressure() else None

    def until(self) -> date | None:
        """Return the day to come back, None while none is written that lies ahead within a year."""
        day, today = day_in(self._form.until, self._bench.today), self._bench.today
        return day if day is not None and today < day <= today + LONGEST_POSTPONEMENT else None

    def decision(self) -> str:
        """Return the decision: of itself `fit` without fever and without a yes, else what the nurse chose."""
        suggested = self._suggested()
        if suggested is Suggestion.FEVER:
            return self._form.decision if self._form.decision == CONTRAINDICATED else POSTPONED
        if suggested is Suggestion.ASK_DOCTOR:
            return self._form.decision
        return self._form.decision or FIT

    def first_missing(self) -> str:
        """Return the part of the page that comes next, empty when everything is there."""
        pressure = self.pressure()
        decision, decides = self.decision(), self._decides()
        parts = (
            ("temperature", self.tenths() is None or bool(self._temperature_error())),
            ("questions", bool(self._open_questions())),
            ("pressure", self._asks_pressure() and (pressure is None or not pressure.is_plausible)),
            ("decision", not decision),
            ("told", decision == FIT and not self._form.told),
            ("doctor", decides and not self._form.doctor.strip()),
            ("until", decision == POSTPONED and self.until() is None),
            ("advice", decides and not self._form.advice.strip()),
        )
        return next((part for part, missing in parts if missing), "")

    def missing(self) -> str:
        """Return in words what must be done before saving, empty when nothing."""
        part = self.first_missing()
        if part == "questions":
            return wording.MISSING_ANSWERS.format(count=len(self._open_questions()))
        return _WORDS_OF_MISSING.get(part, "")

    def set_temperature(self, typed: str) -> None:
        """Take what stands in the field; a fever writes the advice and the day to come back, to be changed."""
        form = self._form
        form.temperature = typed
        if self._suggested() is Suggestion.FEVER and not form.advice:
            form.advice = wording.FEVER_ADVICE.format(temperature=temperature_words(self.tenths() or 0))
            form.until = form.until or COME_BACK_AFTER_DAYS
        self._bench.refreshed()

    def set_pressure(self, typed: str) -> None:
        """Take the blood pressure."""
        self._form.pressure = typed
        self._bench.refreshed()

    def answer(self, question: str, yes: bool) -> None:
        """Take the answer to one question."""
        self._form.answers[question] = yes
        self._bench.refreshed()

    def answer_rest_no(self) -> None:
        """Take “no” for what is not answered yet, and the telling: read out, all denied, and told (0)."""
        for question in self._open_questions():
            self._form.answers[question] = False
        self._form.told = True
        self._bench.refreshed()

    def toggle_told(self) -> None:
        """Take the tick that the guardian was told, or take it back (空格)."""
        self._form.told = not self._form.told
        self._bench.refreshed()

    def toggle_quick(self) -> None:
        """Ask the short list, or all questions again (F6)."""
        self.quick = not self.quick
        self._bench.refreshed()

    def decide(self, decision: str) -> None:
        """Take the decision; a postponed child gets a day to come back, to be changed."""
        self._form.decision = decision
        if decision == POSTPONED and not self._form.until:
            self._form.until = COME_BACK_AFTER_DAYS
        self._bench.refreshed()

    def set_doctor(self, typed: str) -> None:
        """Take the name of who judged; a single digit names a doctor of the clinic."""
        names = doctors(self._book)
        chosen = typed.strip()
        place = int(chosen) if chosen.isdecimal() and len(chosen) == 1 else 0
        self._form.doctor = names[place - 1] if 1 <= place <= len(names) else typed
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
        """Record the screening (F9), when nothing is missing; who is not vaccinated gets the advice on paper."""
        tenths = self.tenths()
        if self.first_missing() or tenths is None:
            return
        decides, asked = self._decides(), {question.id for question in self.questions()}
        wish = ScreeningWish(
            temperature_tenths=tenths,
            answers={question: yes for question, yes in self._form.answers.items() if question in asked},
            result=self.decision(),
            advice=self._form.advice.strip() if decides else "",
            doctor=self._form.doctor.strip() if decides else "",
            until=self.until() if self.decision() == POSTPONED else None,
            quick=self.quick,
            told=self._form.told,
            pressure=self.pressure(),
        )
        self._bench.wish("screening", lambda desk, which: record_screening(desk, which, wish), self._saved)

    def _saved(self, visit: Visit) -> None:
        if visit.screening is None or visit.screening.result == FIT:
            return
        form = self._bench.form
        form.slip = "making"

        def came(slip: str) -> None:
            form.slip = slip

        make_paper(
            self._bench,
            lambda reader, _name: advice_note_of(reader, visit.person_id, visit.id),
            lambda: came("made"),
            lambda: came("failed"),
        )
        self.cancelling.offer()

    def _suggested(self) -> Suggestion:
        tenths, pressure = self.tenths(), self.pressure()
        if tenths is None or self._temperature_error():
            tenths = 0
        settings = self._book.settings
        asked = {question.id for question in self.questions()}
        answers = {question: yes for question, yes in self._form.answers.items() if question in asked}
        high = pressure is not None and pressure.is_high(settings)
        return suggestion(tenths, fever_from(self._checklist, settings), answers, high_pressure=high)

    def _open_questions(self) -> tuple[str, ...]:
        return unanswered(self.questions(), self._form.answers)

    def _asks_pressure(self) -> bool:
        return self.adult and self._form.answers.get(HYPERTENSION, False)

    def _decides(self) -> bool:
        return self._suggested() is not Suggestion.FIT or self.decision() != FIT

    def _title(self) -> str:
        if self.quick:
            return wording.QUESTIONS_QUICK
        return wording.QUESTIONS_ADULT if self.adult else wording.QUESTIONS

    def _temperature_note(self) -> str:
        tenths = self.tenths()
        if tenths is None or self._temperature_error():
            return ""
        fever = tenths >= fever_from(self._checklist, self._book.settings)
        return f"{temperature_words(tenths)} {wording.FEVER if fever else wording.NORMAL}"

    def _temperature_error(self) -> str:
        typed, tenths = self._form.temperature.strip(), self.tenths()
        if tenths is None:
            wrong = len(typed) > len("36.") or not set(typed) <= set("0123456789０１２３４５６７８９.,。．·")
            return wording.TEMPERATURE_WRONG if wrong else ""
        return "" if self._checklist.is_plausible(tenths) else wording.TEMPERATURE_IMPLAUSIBLE

    def _pressure_face(self) -> FieldFace | None:
        if not self._asks_pressure():
            return None
        typed, pressure = self._form.pressure, self.pressure()
        if pressure is None:
            return FieldFace(text=typed, error=wording.PRESSURE_WRONG if len(typed.strip()) > len("130/8") else "")
        if not pressure.is_plausible:
            return FieldFace(text=typed, error=wording.PRESSURE_IMPLAUSIBLE)
        high = pressure.is_high(self._book.settings)
        return FieldFace(text=typed, note=wording.PRESSURE_HIGH if high else wording.NORMAL)

    def _until_face(self) -> FieldFace:
        typed, day = self._form.until, self.until()
        if day is None:
            return FieldFace(text=typed, error=wording.UNTIL_WRONG if typed.strip() else "")
        return FieldFace(text=typed, note=wording.UNTIL_NOTE.format(day=day, weekday=wording.WEEKDAYS[day.weekday()]))

    def _question(self, number: int, question: Question) -> QuestionFace:
        return QuestionFace(question.id, number, question.text, self._form.answers.get(question.id))
