"""The form 修改资料 without Qt: the fields of 新建档案, filled, for somebody who is on file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.domain.name_mask import masked_name
from clinic_app.gui.faces import Tone
from clinic_app.gui.prompter import TextQuestion
from clinic_app.gui.rooms.cards.new_record import (
    CHILD_CODE_DIGITS,
    FormFace,
    NewRecord,
    NewRecordView,
    birth_date_of,
    errors_in,
    why_off,
)
from clinic_app.gui.wording import dose_form as wording
from clinic_app.gui.wording import new_record as record_wording
from clinic_app.gui.wording.codes import age_words
from clinic_app.services.corrections import NEEDS_REASON, Changed, amend_person
from clinic_app.services.search import person_with_code

if TYPE_CHECKING:
    from collections.abc import Callable

    from clinic_app.domain.person import Person
    from clinic_app.gui.presenter_tools import PresenterTools

_FIELDS = {
    "name": "name",
    "sex": "sex",
    "guardian": "guardian_name",
    "relation": "guardian_relation",
    "phone": "phone",
    "village": "village",
    "residence": "residence",
}
_NAMES = {"name": record_wording.NAME, "sex": record_wording.SEX, "birth_date": record_wording.BORN}


class AmendRecordPresenter:
    """Shows the fields of a person on file and saves what is different, with a reason where one is needed.

    Args:
        tools: of the room.
        changed: told what a saved form led to, and the sentence that says so.
        failed: told why it was not saved.
    """

    def __init__(
        self, tools: PresenterTools, changed: Callable[[Changed, str], None], failed: Callable[[Exception], None]
    ) -> None:
        self._tools = tools
        self._changed = changed
        self._failed = failed
        self._view: NewRecordView | None = None
        self._masked = False
        self._person: Person | None = None
        self._record = NewRecord()
        self._draft = ""

    def attach(self, view: NewRecordView) -> None:
        """Take the view this presenter speaks to."""
        self._view = view

    def mask(self, masked: bool) -> None:
        """Hide or show the names of others who are on file."""
        self._masked = masked
        if self._view is not None:
            self._view.show_judgement(self._judgement())

    def begin(self, person: Person) -> None:
        """Open the form with what is on file."""
        self._person, self._draft = person, self._tools.mint()
        values = {name: getattr(person, field) for name, field in _FIELDS.items()}
        code = person.booklet_number or person.child_code or ""
        self._record = NewRecord(**values, born=f"{person.birth_date:%Y%m%d}", code=code)
        if self._view is not None:
            self._view.show_form(self._record, self._judgement())

    def change(self, record: NewRecord) -> None:
        """Judge what was typed."""
        self._record = record
        if self._view is not None:
            self._view.show_judgement(self._judgement())

    def save(self) -> None:
        """Save what is different (F9); ask why where name, sex, birth date or code changed."""
        face = self._judgement()
        if face.off:
            self._tools.prompter.tell(record_wording.SAVE, face.off, Tone.AMBER)
            return
        changes = self._changes()
        asked = [field for field in changes if field in NEEDS_REASON]
        if not asked:
            self._write(changes, "")
            return
        fields = "、".join(_NAMES.get(field, record_wording.CODE) for field in asked)
        question = TextQuestion(
            wording.AMEND_REASON_TITLE.format(fields=fields),
            wording.AMEND_REASON_SENTENCE,
            wording.REASON,
            suggestions=wording.AMEND_REASONS,
        )
        self._tools.prompter.ask_text(question, lambda reason: self._write(changes, reason))

    def _judgement(self) -> FormFace:
        record, reader = self._record, self._tools.reader
        born, today = birth_date_of(record.born), reader.clock.today()
        errors = errors_in(record, today)
        own = self._person.id if self._person else ""
        taken = [one for one in person_with_code(reader, record.code) if one.person_id != own] if record.code else []
        if taken:
            name = masked_name(taken[0].name) if self._masked else taken[0].name
            errors["code"] = record_wording.CODE_TAKEN.format(name=name)
        age = age_words(born, today) if born is not None and "born" not in errors else ""
        return FormFace(errors=errors, age=age, off=why_off(record, errors))

    def _changes(self) -> dict[str, str | None]:
        """Return the fields that differ from what is on file, as the service takes them."""
        person, record, born = self._person, self._record, birth_date_of(self._record.born)
        if person is None or born is None:
            return {}
        wished: dict[str, str | None] = {field: getattr(record, name) for name, field in _FIELDS.items()}
        wished["birth_date"] = born.isoformat()
        if record.code and record.code not in (person.booklet_number, person.child_code):
            is_child_code = len(record.code) == CHILD_CODE_DIGITS and record.code.isdigit()
            wished["child_code" if is_child_code else "booklet_number"] = record.code
        return {field: value for field, value in wished.items() if str(getattr(person, field) or "") != (value or "")}

    def _write(self, changes: dict[str, str | None], reason: str) -> None:
        person, draft = self._person, self._draft
        if person is None:
            return
        name = self._record.name
        sentence = wording.AMENDED.format(name=masked_name(name) if self._masked else name)
        self._tools.writer.submit(
            lambda desk: amend_person(desk, person.id, changes, reason, draft),
            lambda changed: self._changed(changed, sentence),
            self._failed,
        )
