"""Step 1, 预检: what the nurse measures, asks and tells, and what it means for today."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.domain.screening import Suggestion, is_adult
from clinic_app.gui.explaining import vaccine_names
from clinic_app.gui.rooms.vaccination.cancelling import Cancelling
from clinic_app.gui.rooms.vaccination.outcome import FAILED, MAKING, where
from clinic_app.gui.rooms.vaccination.papers import make_paper
from clinic_app.gui.rooms.vaccination.screening_face import ScreeningFace, screening_face
from clinic_app.gui.rooms.vaccination.screening_findings import Findings
from clinic_app.gui.wording import screening as wording
from clinic_app.gui.wording import vaccination as room_wording
from clinic_app.gui.wording.codes import temperature_words
from clinic_app.gui.wording.for_parents import then_words
from clinic_app.services.screening import (
    CONTRAINDICATED,
    FIT,
    POSTPONED,
    ScreeningWish,
    checklist_in_force,
    doctors,
    record_screening,
)
from clinic_app.services.visit_papers import advice_note_of

if TYPE_CHECKING:
    from clinic_app.domain.fold.clinic_book import ClinicBook
    from clinic_app.domain.screening import Question
    from clinic_app.domain.visit import Visit
    from clinic_app.gui.rooms.vaccination.bench import Bench
    from clinic_app.gui.rooms.vaccination.forms import ScreeningForm

COME_BACK_AFTER_DAYS = "7"
DECISIONS = (
    (FIT, room_wording.FIT),
    (POSTPONED, room_wording.POSTPONE),
    (CONTRAINDICATED, room_wording.CONTRAINDICATED),
)


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

    def findings(self) -> Findings:
        """Return what the form says so far."""
        opened, settings = self._bench.opened, self._book.settings
        adult = opened is not None and is_adult(opened.person.birth_date, self._bench.today)
        checklist = checklist_in_force(settings)
        return Findings(
            form=self._form,
            checklist=checklist,
            settings=settings,
            questions=checklist.asked(adult=adult, quick=self.quick),
            adult=adult,
            today=self._bench.today,
        )

    def questions(self) -> tuple[Question, ...]:
        """Return what is asked of the person in hand."""
        return self.findings().questions

    def face(self) -> ScreeningFace:
        """Return what the page shows now."""
        appointment = self.cancelling.standing_words()
        return screening_face(self.findings(), quick=self.quick, doctors=doctors(self._book), appointment=appointment)

    def tenths(self) -> int | None:
        """Return the temperature in tenths of a degree, None while it is not whole."""
        return self.findings().tenths

    def missing(self) -> str:
        """Return in words what must be done before saving, empty when nothing."""
        return self.findings().missing

    def set_temperature(self, typed: str) -> None:
        """Take what stands in the field; a fever writes the advice and the day to come back, to be changed."""
        form = self._form
        form.temperature = typed
        found = self.findings()
        if found.suggested is Suggestion.FEVER and not form.advice:
            form.advice = wording.FEVER_ADVICE.format(temperature=temperature_words(found.tenths or 0))
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
        for question in self.findings().open_questions:
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
        found = self.findings()
        if found.first_missing or found.tenths is None:
            return
        wish = ScreeningWish(
            temperature_tenths=found.tenths,
            answers=found.answers,
            result=found.decision,
            advice=self._form.advice.strip() if found.decides else "",
            doctor=self._form.doctor.strip() if found.decides else "",
            until=found.until if found.decision == POSTPONED else None,
            quick=self.quick,
            told=self._form.told,
            pressure=found.pressure,
        )
        self._bench.wish("screening", lambda desk, which: record_screening(desk, which, wish), self._saved)

    def _saved(self, visit: Visit) -> None:
        if visit.screening is None or visit.screening.result == FIT:
            return
        form = self._bench.form
        form.slip = MAKING

        def came(slip: str) -> None:
            form.slip = slip

        make_paper(
            self._bench,
            lambda reader, _name: advice_note_of(
                reader, visit.person_id, visit.id, lambda coming: then_words(coming, vaccine_names(reader.rules))
            ),
            lambda job: came(where(job)),
            lambda: came(FAILED),
        )
        self.cancelling.offer()
