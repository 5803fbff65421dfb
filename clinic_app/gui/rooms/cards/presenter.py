"""What the room 档案 knows and wishes: opening a card, explaining a cell, taking the child to the desk."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING, Protocol

from clinic_app.domain.name_mask import masked_name
from clinic_app.gui.appointing import Appointing
from clinic_app.gui.error_form import ErrorForm
from clinic_app.gui.explaining import ACCEPT
from clinic_app.gui.faces import Tone
from clinic_app.gui.rooms.cards.amend_record import AmendRecordPresenter
from clinic_app.gui.rooms.cards.booklet import BookletLine, booklet_lines
from clinic_app.gui.rooms.cards.booklet_marks import mark_lines
from clinic_app.gui.rooms.cards.card_faces import CardFace, RecentFace
from clinic_app.gui.rooms.cards.cells import row_of
from clinic_app.gui.rooms.cards.changes import change_lines
from clinic_app.gui.rooms.cards.dose_form import DoseFormPresenter
from clinic_app.gui.rooms.cards.errors import error_lines
from clinic_app.gui.rooms.cards.explanation import explain
from clinic_app.gui.rooms.cards.heads import head_face, notice_of
from clinic_app.gui.rooms.cards.match_faces import about_person, note_on
from clinic_app.gui.rooms.cards.new_record import NewRecordPresenter
from clinic_app.gui.rooms.cards.remark_fields import remark_fields
from clinic_app.gui.rooms.cards.setting_right import SettingRight
from clinic_app.gui.rooms.cards.timeline_faces import timeline
from clinic_app.gui.rooms.cards.why_cell import reading_remarks, why_cell
from clinic_app.gui.visit_plan_told import plan_face, plan_question
from clinic_app.gui.wording import cards as wording
from clinic_app.services.cards import OpenCard, open_card
from clinic_app.services.failures import UnknownPerson
from clinic_app.services.search import person_with_code

if TYPE_CHECKING:
    from clinic_app.domain.person import Dose
    from clinic_app.gui.presenter_tools import PresenterTools
    from clinic_app.gui.rooms.cards.card_faces import ExplainFace

MOST_RECENT = 8
ACCESS_OPENED = "opened_card"
_CONCERNS = frozenset({"person", "dose", "visit", "appointment"})


class Form(Enum):
    """What is being written; nothing while a card or the search stands."""

    NONE = "none"
    NEW_RECORD = "new_record"
    AMEND_RECORD = "amend_record"
    DOSE = "dose"


class CardsView(Protocol):
    """What the room can show."""

    def show_card(self, face: CardFace) -> None:
        """Show a person's card; the same person again keeps page and focus."""

    def show_search(self, recent: tuple[RecentFace, ...]) -> None:
        """Show how to find somebody, and whose cards were open lately."""

    def show_form(self, form: Form) -> None:
        """Show one of the forms."""


@dataclass(frozen=True, slots=True)
class _Shown:
    """The card on the screen; `nurses` are names by user id."""

    opened: OpenCard
    lines: tuple[BookletLine, ...]
    nurses: dict[str, str]


class CardsPresenter:
    """Holds the open card and the persons opened lately; forgets both when the program ends."""

    def __init__(self, tools: PresenterTools) -> None:
        self._tools = tools
        self._view: CardsView | None = None
        self._shown: _Shown | None = None
        self._recent: list[str] = []
        self._masked = False
        self._form = Form.NONE
        self._right = SettingRight(tools, self._show_the_card)
        self._errors = ErrorForm(tools, lambda name: masked_name(name) if self._masked else name)
        self._appointing = Appointing(tools)
        self.new_record = NewRecordPresenter(tools, self.show_person)
        self.amend_record = AmendRecordPresenter(tools, self._right.changed, self._right.failed)
        self.dose_form = DoseFormPresenter(tools, self._right.changed)

    def attach(self, view: CardsView) -> None:
        """Take the view this presenter speaks to."""
        self._view = view

    def show_person(self, person_id: str) -> None:
        """Open a person's card and note that somebody looked."""
        if not self._read(person_id):
            self._tools.prompter.tell(wording.UNKNOWN_PERSON, wording.UNKNOWN_PERSON_TODO, Tone.AMBER)
            return
        self._form = Form.NONE
        self._remember(person_id)
        self._tools.writer.submit(
            lambda desk: desk.note_access(ACCESS_OPENED, person_id), lambda _: None, self._tools.failed
        )
        self.refresh()

    def take_code(self, code: str) -> bool:
        """Open the card whose booklet was scanned; False when the code is not exactly one person's."""
        found = person_with_code(self._tools.reader, code.strip())
        if len(found) != 1:
            return False
        self.show_person(found[0].person_id)
        return True

    def open_form(self) -> None:
        """Show the form for a new file, as it was left."""
        self._form = Form.NEW_RECORD
        self.new_record.open_form()
        self.refresh()

    def appoint(self) -> None:
        """Make, move or cancel the appointment of the open card (1)."""
        if self._shown is not None and self._form is Form.NONE:
            self._appointing.masked = self._masked
            self._appointing.ask(self._shown.opened.person.id)

    def print_booklet(self) -> None:
        """Print into the paper booklet of the open card (3)."""
        if self._shown is not None and self._form is Form.NONE:
            self._tools.navigation.print_booklet(self._shown.opened.person.id)

    def record_reaction(self) -> None:
        """Open the record of a reaction that was told days later (2)."""
        if self._shown is not None and self._form is Form.NONE:
            self._tools.navigation.record_reaction(self._shown.opened.person.id)

    def make_certificate(self) -> None:
        """Open the papers that can be made for the open card (4)."""
        if self._shown is not None and self._form is Form.NONE:
            self._tools.navigation.make_certificate(self._shown.opened.person.id)

    def say_why(self, key: str) -> None:
        """Explain the cell in focus: large for the parent, both readings, the source (5); F6 there accepts a needle."""
        if self._shown is not None and self._form is Form.NONE:
            question = why_cell(self._tools.reader.rules, self._shown.opened, self._shown.lines, key)
            dose = self._dose_of(key)
            if question is not None:
                self._tools.prompter.ask(question, lambda answer: self._accept(dose) if answer == ACCEPT else None)

    def _accept(self, dose: Dose | None) -> None:
        if dose is not None:
            self._right.accept(dose)

    def show_plan(self) -> None:
        """Say when to come next, for what, and why then (6)."""
        if self._shown is not None and self._form is Form.NONE:
            question = plan_question(self._tools.reader, self._shown.opened.card, masked=self._masked)
            self._tools.prompter.ask(question, lambda _: None)

    def write_in(self, key: str) -> None:
        """Open the form of a needle that is not on the card (F4 补录); `key` is the cell in focus."""
        if self._shown is not None and self._form is Form.NONE:
            self.dose_form.begin_new(self._shown.opened, _series_of(key))
            self._open(Form.DOSE)

    def correct(self, key: str) -> None:
        """Open the form of the needle in focus, or of the person (F6 修改)."""
        shown = self._shown
        if shown is None or self._form is not Form.NONE:
            return
        dose = self._dose_of(key)

        def needle() -> None:
            if dose is not None:
                self.dose_form.begin_correction(shown.opened, dose, _series_of(key))
                self._open(Form.DOSE)

        def person() -> None:
            self.amend_record.begin(shown.opened.person)
            self._open(Form.AMEND_RECORD)

        self._right.ask_what(dose, needle, person)

    def void(self, key: str) -> None:
        """Void the needle in focus, with a reason (F7 作废)."""
        if self._shown is not None and self._form is Form.NONE:
            self._right.void(self._dose_of(key))

    def already_wrong(self, key: str) -> None:
        """Open the form 已经打错了 (F10); the needle in focus is the one it offers first."""
        if self._shown is not None and self._form is Form.NONE:
            dose = self._dose_of(key)
            self._errors.ask(self._shown.opened.person.id, dose_id=dose.id if dose else "")

    def undo(self) -> None:
        """Take back the last change made on this card (F8 撤销)."""
        if self._shown is not None and self._form is Form.NONE:
            self._right.undo(self._shown.opened.person.id)

    def close_card(self) -> None:
        """Put the form away, else the card; a new file keeps what was typed."""
        if self._form in (Form.NONE, Form.NEW_RECORD):
            self._shown = None
        self._form = Form.NONE
        self.refresh()

    def start_visit(self) -> None:
        """Take the person of the open card to the desk."""
        if self._shown is not None:
            self._tools.navigation.start_visit(self._shown.opened.person.id)

    def explain(self, key: str) -> ExplainFace | None:
        """Return the explanation of one cell of the open card."""
        if self._shown is None:
            return None
        told = (explain(line, key, self._shown.nurses) for line in self._shown.lines)
        face = next((face for face in told if face is not None), None)
        if face is None:
            return None
        reader, opened, dose = self._tools.reader, self._shown.opened, self._dose_of(key)
        doubts = reading_remarks(reader.rules, opened, self._shown.lines, key)
        if dose is None:
            return replace(face, remarks=(*face.remarks, *doubts))
        said = remark_fields(reader, opened, dose, _series_of(key))
        changes = change_lines(reader, dose, self._shown.nurses)
        on_paper = mark_lines(opened.card, dose, self._shown.nurses)
        remarks = (*error_lines(opened.card, dose), *on_paper, *face.remarks, *doubts, *changes)
        return replace(face, fields=(*said, *face.fields), remarks=remarks)

    def on_changed(self, kinds: frozenset[str]) -> None:
        """Read the open card again when it may have changed."""
        if kinds & _CONCERNS:
            self.read_again()

    def read_again(self) -> None:
        """Read the open card from the records and show it."""
        if self._shown is not None:
            self._read(self._shown.opened.person.id)
        self.refresh()

    def mask(self, masked: bool) -> None:
        """Hide or show names."""
        self._masked = masked
        self.new_record.mask(masked)
        self.amend_record.mask(masked)
        self.refresh()

    def refresh(self) -> None:
        """Show what is open."""
        if self._view is None:
            return
        if self._form is not Form.NONE:
            self._view.show_form(self._form)
        elif self._shown is None:
            self._view.show_search(self._recent_faces())
        else:
            self._view.show_card(self._card_face(self._shown))

    def _read(self, person_id: str) -> bool:
        """Read a card; False when nobody with this id is on file."""
        try:
            opened = open_card(self._tools.reader, person_id)
        except UnknownPerson:
            return False
        nurses = {user.id: user.name for user in self._tools.reader.clinic_book().users}
        self._shown = _Shown(opened, booklet_lines(opened, self._tools.reader.rules), nurses)
        return True

    def _card_face(self, shown: _Shown) -> CardFace:
        opened, lines = shown.opened, shown.lines
        paid = [line for line in lines if not line.nip]
        return CardFace(
            person_id=opened.person.id,
            head=head_face(opened, masked=self._masked),
            notice=notice_of(opened),
            timeline=timeline(lines, opened.person.birth_date, opened.assessment.on),
            plan=plan_face(self._tools.reader, opened.card),
            nip_rows=tuple(row_of(line) for line in lines if line.nip),
            paid_rows=tuple(row_of(line) for line in paid),
            paid_doses=sum(len(line.needles) for line in paid),
            can_undo=self._right.can_undo(opened.person.id),
        )

    def _open(self, form: Form) -> None:
        self._form = form
        self.refresh()

    def _show_the_card(self) -> None:
        """Leave the form for the card as it is now."""
        self._form = Form.NONE
        self.read_again()

    def _dose_of(self, key: str) -> Dose | None:
        """Return the needle of a cell, None for an empty place."""
        lines = self._shown.lines if self._shown else ()
        return next((needle.dose for line in lines for needle in line.needles if needle.key == key), None)

    def _remember(self, person_id: str) -> None:
        """Put the person at the head of those opened lately."""
        if person_id in self._recent:
            self._recent.remove(person_id)
        self._recent.insert(0, person_id)
        del self._recent[MOST_RECENT:]

    def _recent_faces(self) -> tuple[RecentFace, ...]:
        reader = self._tools.reader
        people = [person for person_id in self._recent if (person := reader.card(person_id).person) is not None]
        return tuple(
            RecentFace(
                person.id,
                masked_name(person.name) if self._masked else person.name,
                about_person(person.sex, person.birth_date, reader.clock.today()),
                note_on(
                    masked_name(person.guardian_name) if self._masked else person.guardian_name,
                    person.phone,
                    person.village,
                    person.residence,
                ),
            )
            for person in people
        )


def _series_of(key: str) -> str:
    """Return the series of a cell."""
    return key.partition(":")[0]
