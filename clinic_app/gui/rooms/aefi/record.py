"""One record of an adverse event: filled from the doses, saved, amended, printed, reported. No Qt."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from clinic_app.domain.clinic_time import local_time
from clinic_app.domain.name_mask import masked_name
from clinic_app.gui.faces import Tone
from clinic_app.gui.prompter import Choice, Question, TextQuestion
from clinic_app.gui.rooms.aefi import faces
from clinic_app.gui.rooms.aefi.form import AefiForm, errors_in, event_of, form_of, says_something
from clinic_app.gui.rooms.aefi.reporting import Reporting
from clinic_app.gui.wording import aefi as wording
from clinic_app.gui.wording.codes import SEXES, age_words
from clinic_app.gui.wording.printing import sent_words
from clinic_app.services.aefi import (
    amend_aefi,
    deadline_of,
    new_event,
    record_aefi,
    suspected_doses,
    versions_of,
)
from clinic_app.services.aftermath_papers import aefi_card_of
from clinic_app.services.reader import Reader
from clinic_app.services.resource_files import aefi_codes
from clinic_app.services.slips import put_document

if TYPE_CHECKING:
    from collections.abc import Callable

    from clinic_app.domain.aefi import Aefi
    from clinic_app.domain.entries.aefi import AefiRecorded
    from clinic_app.domain.fold.card import Card
    from clinic_app.domain.person import Dose
    from clinic_app.gui.presenter_tools import PresenterTools
    from clinic_app.services.aefi import AefiVersion
    from clinic_app.services.desk import Desk
    from clinic_app.services.print_jobs import PrintJob

CHANGED = frozenset({"aefi", "visit"})


class Record:
    """The record on the page. Nothing that follows from the doses has to be typed.

    Attributes:
        form: what stands in the fields. doses: those the event may be laid to.
        refreshed: called whenever what is shown may have changed.
    """

    def __init__(self, tools: PresenterTools, read_again: Callable[[], None]) -> None:
        self._tools = tools
        self._read_again = read_again
        self._card: Card | None = None
        self._event: Aefi | None = None
        self._written: AefiRecorded | None = None
        self._as_opened = AefiForm()
        self._versions: tuple[AefiVersion, ...] = ()
        self._kept: dict[str, AefiForm] = {}
        self._draft = ""
        self._busy = False
        self.masked = False
        self.form = AefiForm()
        self.doses: tuple[Dose, ...] = ()
        self.refreshed: Callable[[], None] = lambda: None
        self._reporting = Reporting(tools, self._reported)

    @property
    def is_open(self) -> bool:
        """Return whether a record lies on the page."""
        return self._card is not None

    @property
    def person_id(self) -> str:
        """Return whose record lies on the page, empty when none does."""
        return self._card.person_id if self._card is not None else ""

    @property
    def is_saved(self) -> bool:
        """Return whether the record has been written."""
        return self._event is not None

    @property
    def is_changed(self) -> bool:
        """Return whether something typed has not been saved."""
        return self.form != self._as_opened

    def open_new(self, person_id: str, visit_id: str = "") -> None:
        """Begin a record; one of the same visit that was written is opened instead."""
        card = self._tools.reader.card(person_id)
        former = next((aefi for aefi in card.aefis if visit_id and aefi.visit_id == visit_id), None)
        if former is not None:
            self.open(person_id, former.id)
            return
        now = self._tools.reader.clock.now()
        self._take(card, new_event(card, now, self._tools.mint(), visit_id), None)

    def open(self, person_id: str, aefi_id: str) -> None:
        """Open a record that was written."""
        card = self._tools.reader.card(person_id)
        event = next(aefi for aefi in card.aefis if aefi.id == aefi_id)
        self._versions = versions_of(self._tools.reader, person_id, aefi_id)
        self._take(card, self._versions[-1].body, event)

    def change(self, form: AefiForm) -> None:
        """Take what was typed."""
        self.form = form
        self.refreshed()

    def toggle_dose(self, dose_id: str) -> None:
        """Lay the event to a dose, or not."""
        chosen = set(self.form.dose_ids) ^ {dose_id}
        ordered = tuple(dose.id for dose in self.doses if dose.id in chosen)
        self.change(replace(self.form, dose_ids=ordered))

    def choices(self) -> tuple[faces.DoseChoice, ...]:
        """Return the doses the event may be laid to."""
        return faces.dose_choices(self.doses, self.form.dose_ids, self._tools.reader.rules, self._name_of)

    def face(self) -> faces.PageFace | None:
        """Return what the page shows now, None while no record is open."""
        if self._card is None or self._written is None:
            return None
        errors = errors_in(self.form)
        codes = aefi_codes()
        seen = event_of(self.form, self._written, [symptom.code for symptom in codes.symptoms]) or self._written
        report_by = deadline_of(seen)
        left = -((self._tools.reader.clock.now() - report_by).total_seconds() // 1)
        off = wording.OFF_WRONG if errors else "" if says_something(self.form) else wording.OFF_NOTHING
        return faces.PageFace(
            title=wording.OPEN_TITLE if self._event else wording.NEW_TITLE,
            who=self._who(),
            deadline=faces.deadline(self._event, self.form, seen.found_at, int(left), report_by),
            save=wording.SAVE_CHANGE if self._event else wording.SAVE,
            off=off,
            saved=self._event is not None,
            errors=errors,
            notes=faces.field_notes(self.form, codes),
            warning=faces.outside_words(self.form, codes, self.doses),
            history=faces.history(self._versions, self._event, codes, self._name_of),
        )

    def save(self) -> None:
        """Write the record, or ask why it is changed and write it anew."""
        event = self._event_typed()
        if event is None or self._busy:
            return
        if self._event is None:
            draft = self._draft
            self._wish(lambda desk: record_aefi(desk, event, draft), self._saved)
        elif self.is_changed:
            question = TextQuestion(wording.REASON_TITLE, "", wording.REASON_LABEL, suggestions=wording.REASONS)
            self._tools.prompter.ask_text(question, lambda reason: self._amend(event, reason))

    def print_card(self) -> None:
        """Put the report card into the outbox; it is the record as saved."""
        if self._event is None:
            return
        person_id, aefi_id = self._event.person_id, self._event.id

        def printed(job: PrintJob) -> None:
            self._tools.prompter.tell(sent_words(job), tone=Tone.GREEN)

        def failed(error: Exception) -> None:
            self._tools.prompter.tell(wording.NOT_PRINTED, wording.NOT_PRINTED_TODO, Tone.AMBER)
            self._tools.failed(error)

        self._tools.writer.submit(lambda desk: _print(desk, person_id, aefi_id), printed, failed)

    def report(self) -> None:
        """Ask by which way, to whom and when it was reported, and write it."""
        if self._event is not None:
            self._reporting.ask(self._event)

    def show_emergency(self) -> None:
        """Show the emergency card for this person."""
        if self._card is not None:
            self._tools.navigation.show_emergency(self._card.person_id)

    def leave(self, left: Callable[[], None]) -> None:
        """Put the record away; what was typed and not saved is asked about (Enter = stay)."""

        def answered(key: str) -> None:
            if key == "leave":
                self._put_away()
                left()

        if self._event is None or self.is_changed:
            choices = (Choice("stay", wording.STAY), Choice("leave", wording.LEAVE, "F7", danger=True))
            self._tools.prompter.ask(Question(wording.LEAVE_TITLE, wording.LEAVE_SENTENCE, choices), answered)
        else:
            answered("leave")

    def _event_typed(self) -> AefiRecorded | None:
        if self._written is None or not says_something(self.form):
            return None
        return event_of(self.form, self._written, [symptom.code for symptom in aefi_codes().symptoms])

    def _amend(self, event: AefiRecorded, reason: str) -> None:
        draft = self._draft
        self._wish(lambda desk: amend_aefi(desk, event, reason, draft), self._amended)

    def _saved(self, event: Aefi) -> None:
        moment = f"{local_time(event.report_by):%m-%d %H:%M}"
        self._tools.prompter.tell(wording.SAVED, wording.SAVED_TODO.format(moment=moment), Tone.GREEN)

    def _amended(self, event: Aefi) -> None:
        self._tools.prompter.tell(wording.CHANGED, tone=Tone.GREEN)

    def _reported(self, event: Aefi) -> None:
        """Read the record again after a report; what was typed and not saved stays."""
        form = self.form
        self.open(event.person_id, event.id)
        self.form = form
        self._tools.announce(CHANGED)

    def _wish(self, run: Callable[[Desk], Aefi], then: Callable[[Aefi], None]) -> None:
        self._busy = True

        def done(event: Aefi) -> None:
            self._busy = False
            self._as_opened = self.form  # saved: nothing of it has to be kept
            self.open(event.person_id, event.id)
            self._tools.announce(CHANGED)
            then(event)

        def failed(error: Exception) -> None:
            self._busy = False
            self._tools.failed(error)

        self._tools.writer.submit(run, done, failed)

    def _take(self, card: Card, written: AefiRecorded, event: Aefi | None) -> None:
        """Lay a record on the page; what was typed into the one before is kept for when it is opened again."""
        if self._written is not None and self.is_changed:
            self._kept[_place_of(self._written, self._event)] = self.form
        self._card, self._written, self._event = card, written, event
        self._versions = self._versions if event is not None else ()
        known = suspected_doses(card, self._tools.reader.clock.now(), written.visit_id)
        laid_to = [dose for dose in card.doses if dose.id in written.dose_ids]
        self.doses = tuple({dose.id: dose for dose in (*laid_to, *known)}.values())
        self._as_opened = form_of(written)
        self.form = self._kept.pop(_place_of(written, event), self._as_opened)
        self._draft = self._tools.mint()
        self.refreshed()

    def _put_away(self) -> None:
        self._as_opened = self.form
        self._card = self._written = self._event = None
        self._read_again()

    def _who(self) -> str:
        person = self._card.person if self._card else None
        if person is None:
            return ""
        name = masked_name(person.name) if self.masked else person.name
        age = age_words(person.birth_date, self._tools.reader.clock.today())
        return wording.MASKED_HINT.format(name=name, sex=SEXES.get(person.sex, ""), age=age)

    def _name_of(self, user_id: str) -> str:
        user = self._tools.reader.clinic_book().user(user_id)
        return user.name if user is not None else user_id


def _place_of(written: AefiRecorded, event: Aefi | None) -> str:
    """Return what tells one record from another: its id, or for a new one whose and of which visit it is."""
    return event.id if event is not None else f"{written.person_id} {written.visit_id}"


def _print(desk: Desk, person_id: str, aefi_id: str) -> PrintJob:
    reader = Reader(db=desk.db, clock=desk.clock, rules=desk.rules)
    pdf, missing = aefi_card_of(reader, person_id, aefi_id, desk.user_id)
    return put_document(desk, "aefi_card", pdf, person_id=person_id, missing=missing)
