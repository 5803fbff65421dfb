"""Making, moving, cancelling and printing one appointment by short questions, wherever a person is in hand. No Qt."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from clinic_app.domain.clinic_time import CHINA
from clinic_app.domain.name_mask import masked_name
from clinic_app.gui.faces import Tone
from clinic_app.gui.prompter import Choice, Question, TextQuestion
from clinic_app.gui.wording import appointments as wording
from clinic_app.gui.wording.failures import failure_words, vaccine_name
from clinic_app.gui.wording.for_parents import why_then
from clinic_app.gui.wording.printing import going_words, sent_words
from clinic_app.services.aftermath_papers import appointment_slip_of
from clinic_app.services.appointments import (
    AppointmentOf,
    NewAppointment,
    cancel_appointment,
    expected_on,
    make_appointment,
    move_appointment,
    next_day,
    problem_on,
    propose,
    standing_appointment,
)
from clinic_app.services.failures import WishRefused
from clinic_app.services.print_jobs import chosen_printer
from clinic_app.services.reader import Reader
from clinic_app.services.slips import put_document

if TYPE_CHECKING:
    from collections.abc import Callable

    from clinic_app.domain.appointment import Appointment
    from clinic_app.domain.fold.card import Card
    from clinic_app.gui.presenter_tools import PresenterTools
    from clinic_app.services.desk import Desk
    from clinic_app.services.print_jobs import PrintJob

DAY_DIGITS = 8
SLIP = "appointment_slip"
CHANGED = frozenset({"appointment"})


class Appointing:
    """Asks and writes; every day typed is eight digits, and a suggestion is taken by its digit."""

    def __init__(self, tools: PresenterTools) -> None:
        self._tools = tools
        self.masked = False

    def ask(self, person_id: str) -> None:
        """Offer what can be done: a first date, or moving, cancelling and printing the one that stands."""
        card = self._tools.reader.card(person_id)
        standing = standing_appointment(card, self._tools.reader.clock.today())
        if standing is None:
            self._ask_new(card)
            return
        choices = (
            Choice("", wording.LEAVE_AS_IS),
            Choice("move", wording.MOVE, "F6"),
            Choice("cancel", wording.CANCEL, "F7"),
            Choice("print", wording.PRINT, "F5"),
        )
        title = wording.STANDING_TITLE.format(name=self._name(card), day=wording.day_words(standing.on))
        wishes = {"move": self.move, "cancel": self.cancel, "print": self.print}
        self._tools.prompter.ask(
            Question(title, self._expected_words(card, standing.on), choices, Tone.BRAND),
            lambda key: wishes[key](person_id, standing) if key else None,
        )

    def move(self, person_id: str, appointment: Appointment) -> None:
        """Ask for another day and move the appointment there."""
        card = self._tools.reader.card(person_id)
        suggested = next_day(self._tools.reader, max(appointment.on, self._tools.reader.clock.today()))
        sentence = wording.MOVE_SENTENCE.format(
            day=wording.day_words(appointment.on), next_day=wording.day_words(suggested) if suggested else ""
        )
        title = wording.MOVE_TITLE.format(name=self._name(card))
        which = self._which(person_id, appointment)

        def moved(now: Appointment) -> None:
            self._done(wording.MOVED.format(name=self._name(card), day=wording.day_words(now.on)), now.on)

        self._ask_day(
            title,
            sentence,
            suggested,
            lambda on: self._wish(lambda desk: move_appointment(desk, which, on, appointment.half_day), moved),
        )

    def cancel(self, person_id: str, appointment: Appointment) -> None:
        """Ask why, and cancel."""
        name = self._name(self._tools.reader.card(person_id))
        which = self._which(person_id, appointment)
        question = TextQuestion(
            wording.CANCEL_TITLE.format(name=name),
            wording.day_words(appointment.on),
            wording.CANCEL_LABEL,
            accept=wording.CANCEL,
            suggestions=wording.CANCEL_REASONS,
        )

        def cancelled(_now: Appointment) -> None:
            self._told(wording.CANCELLED_TOLD.format(name=name))

        self._tools.prompter.ask_text(
            question, lambda reason: self._wish(lambda desk: cancel_appointment(desk, which, reason), cancelled)
        )

    def print(self, person_id: str, appointment: Appointment) -> None:
        """Put the slip into the outbox."""

        def failed(error: Exception) -> None:
            self._tools.prompter.tell(wording.NOT_PRINTED, wording.NOT_PRINTED_TODO, Tone.AMBER)
            self._tools.failed(error)

        self._tools.writer.submit(
            lambda desk: print_slip(desk, person_id, appointment.id), lambda job: self._told(sent_words(job)), failed
        )

    def _ask_new(self, card: Card) -> None:
        proposal = propose(self._tools.reader, card)
        title = wording.NEW_TITLE.format(name=self._name(card))
        draft = self._tools.mint()

        def make(on: date) -> None:
            vaccines = tuple(dose.vaccine for dose in expected_on(self._tools.reader, card, on))
            half_day = proposal.half_day if proposal else ""
            wish = NewAppointment(person_id=card.person_id, on=on, draft=draft, half_day=half_day, vaccines=vaccines)
            self._wish(lambda desk: make_appointment(desk, wish), made)

        def made(appointment: Appointment) -> None:
            paper = going_words(SLIP, to_printer=chosen_printer(self._tools.reader, SLIP) is not None)
            self._done(wording.MADE.format(day=wording.day_words(appointment.on), paper=paper), appointment.on)
            self.print(card.person_id, appointment)

        words = self._expected_words(card, proposal.on) if proposal else wording.NOTHING_TO_COME
        self._ask_day(title, words, proposal.on if proposal else None, make)

    def _ask_day(self, title: str, sentence: str, suggested: date | None, then: Callable[[date], None]) -> None:
        suggestions = (f"{suggested:%Y%m%d}",) if suggested else ()
        question = TextQuestion(title, sentence, wording.MOVE_LABEL, suggestions=suggestions, tone=Tone.BRAND)

        def typed(text: str) -> None:
            on = day_of(text)
            if on is None:
                self._tools.prompter.tell(wording.MOVE_AGAIN, tone=Tone.AMBER)
                self._ask_day(title, sentence, suggested, then)
            else:
                then(on)

        self._tools.prompter.ask_text(question, typed)

    def _wish(self, run: Callable[[Desk], Appointment], then: Callable[[Appointment], None]) -> None:
        def done(appointment: Appointment) -> None:
            self._tools.announce(CHANGED)
            then(appointment)

        def refused(error: Exception) -> None:
            if isinstance(error, WishRefused):
                words = failure_words(error, self._tools.reader.rules)
                self._tools.prompter.tell(words.sentence, words.todo, Tone.AMBER)
            else:
                self._tools.failed(error)

        self._tools.writer.submit(run, done, refused)

    def _done(self, sentence: str, on: date) -> None:
        """Tell what was written, and that the day is an unusual one when it is."""
        problem = problem_on(self._tools.reader, on)
        if problem is None:
            self._told(sentence)
        else:
            self._tools.prompter.tell(sentence, wording.PROBLEMS[problem], Tone.AMBER)

    def _told(self, sentence: str) -> None:
        self._tools.prompter.tell(sentence, tone=Tone.GREEN)

    def _which(self, person_id: str, appointment: Appointment) -> AppointmentOf:
        return AppointmentOf(person_id=person_id, appointment_id=appointment.id, draft=self._tools.mint())

    def _expected_words(self, card: Card, on: date) -> str:
        reader = self._tools.reader
        doses = [
            wording.DOSE.format(vaccine=vaccine_name(reader.rules, dose.vaccine), number=dose.number)
            for dose in expected_on(reader, card, on)
        ]
        words = wording.EXPECTED.format(doses="、".join(doses)) if doses else wording.NOTHING_EXPECTED
        return f"{wording.day_words(on)}　{words}"

    def _name(self, card: Card) -> str:
        name = card.person.name if card.person else ""
        return masked_name(name) if self.masked else name


def day_of(digits: str) -> date | None:
    """Return the day eight digits name, None for anything else."""
    try:
        return datetime.strptime(digits, "%Y%m%d").replace(tzinfo=CHINA).date() if len(digits) == DAY_DIGITS else None
    except ValueError:
        return None


def print_slip(desk: Desk, person_id: str, appointment_id: str) -> PrintJob:
    """Send the slip of an appointment to its printer, or put it into the outbox."""
    reader = Reader(db=desk.db, clock=desk.clock, rules=desk.rules)
    pdf, missing = appointment_slip_of(reader, person_id, appointment_id, why=why_then)
    return put_document(desk, SLIP, pdf, person_id=person_id, missing=missing)
