"""The form 新建档案 without Qt: what is wrong, what is missing, who may be the same person, and saving."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Protocol

import msgspec

from clinic_app.domain.entries.registration import PersonRegistered
from clinic_app.domain.look_alike import Likeness
from clinic_app.domain.name_mask import masked_name
from clinic_app.domain.person import Person
from clinic_app.gui.faces import Tone
from clinic_app.gui.prompter import Choice, Question
from clinic_app.gui.rooms.cards.card_faces import RecentFace
from clinic_app.gui.rooms.cards.match_faces import match_faces
from clinic_app.gui.wording import new_record as wording
from clinic_app.gui.wording.codes import age_words
from clinic_app.services.desk import AlreadyWritten
from clinic_app.services.drafts import keep_forms, kept_form
from clinic_app.services.look_alikes import look_alikes
from clinic_app.services.registration import register_person
from clinic_app.services.search import Found, find_people, person_with_code

if TYPE_CHECKING:
    from collections.abc import Callable

    from clinic_app.gui.presenter_tools import PresenterTools

BIRTH_DIGITS, PHONE_DIGITS, CHILD_CODE_DIGITS = 8, 11, 18
EARLIEST_YEAR = 1900
MOST_ALIKE = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRecord:
    """What stands in the form, as typed."""

    name: str = ""
    sex: str = ""
    born: str = ""
    guardian: str = ""
    relation: str = "mother"
    phone: str = ""
    village: str = ""
    residence: str = "resident"
    code: str = ""


@dataclass(frozen=True, slots=True)
class FormFace:
    """What the form shows beside its fields. `off` says why it cannot be saved yet, "" when it can."""

    errors: dict[str, str] = field(default_factory=dict)
    age: str = ""
    off: str = ""
    alike: tuple[RecentFace, ...] = ()


DRAFT_FORM = "person:new"
_KEPT = tuple[str, str, NewRecord]


class NewRecordView(Protocol):
    """What the page of the form can show."""

    def show_form(self, record: NewRecord, face: FormFace) -> None:
        """Show the fields and what is said of them."""

    def show_judgement(self, face: FormFace) -> None:
        """Show what is said of the fields as they stand."""


class NewRecordPresenter:
    """Keeps the form until it is saved: leaving the room loses nothing."""

    def __init__(self, tools: PresenterTools, opened: Callable[[str], None]) -> None:
        self._tools = tools
        self._opened = opened
        self._view: NewRecordView | None = None
        self._masked = False
        self._kept: bytes | None = None
        self._begin()

    def attach(self, view: NewRecordView) -> None:
        """Take the view this presenter speaks to."""
        self._view = view

    def mask(self, masked: bool) -> None:
        """Hide or show the names of others who are on file."""
        self._masked = masked
        if self._view is not None:
            self._view.show_judgement(self._judgement())

    def on_tick(self) -> None:
        """Keep what was typed within the last second, so that a power cut does not lose it."""
        written = msgspec.json.encode((self._person_id, self._draft, self._record))
        content = written if self._record != NewRecord() else None
        if content != self._kept:
            self._kept = content
            self._tools.writer.submit(
                lambda desk: keep_forms(desk, {DRAFT_FORM: content}), lambda _: None, self._not_kept
            )

    def resume(self) -> None:
        """Take up the form as it was when the program ended; one that cannot be read is begun anew."""
        kept = kept_form(self._tools.reader, DRAFT_FORM)
        if kept is None:
            return
        try:
            self._person_id, self._draft, self._record = msgspec.json.decode(kept.content, type=_KEPT)
        except (msgspec.DecodeError, msgspec.ValidationError):
            self._begin()

    def open_form(self) -> None:
        """Show the form as it was left."""
        if self._view is not None:
            self._view.show_form(self._record, self._judgement())

    def change(self, record: NewRecord) -> None:
        """Judge what was typed."""
        self._record = record
        if self._view is not None:
            self._view.show_judgement(self._judgement())

    def save(self) -> None:
        """Open the file; where somebody alike is on file, ask first."""
        face = self._judgement()
        if face.off:
            self._tools.prompter.tell(wording.SAVE, face.off, Tone.AMBER)
        elif face.alike:
            self._ask(len(face.alike))
        else:
            self._write()

    def _begin(self) -> None:
        """Begin an empty form with a draft of its own."""
        self._record = NewRecord()
        self._draft = self._tools.mint()
        self._person_id = self._tools.mint()

    def _not_kept(self, _error: Exception) -> None:
        self._kept = b""  # tried again with the next tick

    def _judgement(self) -> FormFace:
        record, reader = self._record, self._tools.reader
        born = birth_date_of(record.born)
        today = reader.clock.today()
        errors = errors_in(record, today)
        taken = person_with_code(reader, record.code) if record.code else ()
        if taken:
            errors["code"] = wording.CODE_TAKEN.format(
                name=masked_name(taken[0].name) if self._masked else taken[0].name
            )
        age = age_words(born, today) if born is not None and "born" not in errors else ""
        return FormFace(errors=errors, age=age, off=why_off(record, errors), alike=self._alike(record))

    def _alike(self, record: NewRecord) -> tuple[RecentFace, ...]:
        """Return who may be the same: one name within a year, or one day with name, sound, mother or phone alike."""
        reader = self._tools.reader
        born = birth_date_of(record.born)
        if born is None or not record.name:
            return ()
        namesakes = [one for one in find_people(reader, record.name).people if one.name == record.name]
        same_day = find_people(reader, record.born).people
        people = {one.person_id: one for one in namesakes if abs((one.birth_date - born).days) <= 366}
        for one in same_day:
            known = (record.guardian and one.guardian_name == record.guardian) or (
                record.phone and one.phone == record.phone
            )
            if known or set(one.name) & set(record.name):
                people[one.person_id] = one
        for each in look_alikes(reader, self._person_of(record, born)):
            if each.likeness is not Likeness.SIBLING:  # a brother is no double
                people.setdefault(each.person.person_id, each.person)
        found = Found(people=tuple(people.values())[:MOST_ALIKE], more=False)
        faces = match_faces(found, reader.clock.today(), masked=self._masked)
        return tuple(RecentFace(face.key, face.name, face.about, face.note) for face in faces)

    def _person_of(self, record: NewRecord, born: date) -> Person:
        """Return what was typed as a person, to be compared with those on file."""
        return Person(
            id=self._person_id,
            name=record.name,
            sex=record.sex,
            birth_date=born,
            guardian_name=record.guardian,
            phone=record.phone,
            village=record.village,
        )

    def _ask(self, count: int) -> None:
        """Ask whether it is really somebody else; the safe answer is to look."""
        choices = (Choice("look", wording.LOOK_FIRST), Choice("another", wording.ANOTHER, "F7"))
        sentence = wording.ASK_SENTENCE.format(count=count)
        self._tools.prompter.ask(
            Question(wording.ASK_TITLE, sentence, choices), lambda key: self._write() if key == "another" else None
        )

    def _write(self) -> None:
        """Hand the wish to the writer."""
        who, draft = entry_of(self._record, self._person_id), self._draft
        self._tools.writer.submit(
            lambda desk: register_person(desk, who, draft),
            lambda _: self._done(who),
            lambda problem: self._failed(problem, who),
        )

    def _done(self, who: PersonRegistered) -> None:
        """Tell it, begin an empty form and open the new card."""
        if who.person_id == self._person_id:
            self._begin()
        self._tools.announce(frozenset({"person"}))
        self._tools.prompter.tell(
            wording.SAVED.format(name=masked_name(who.name) if self._masked else who.name), tone=Tone.GREEN
        )
        self._opened(who.person_id)

    def _failed(self, problem: Exception, who: PersonRegistered) -> None:
        """A second press finds the file open; everything else is told by the window."""
        if isinstance(problem, AlreadyWritten):
            self._done(who)
        else:
            self._tools.failed(problem)


def birth_date_of(digits: str) -> date | None:
    """Return the day eight digits name, None for anything else."""
    if len(digits) != BIRTH_DIGITS or not (digits.isascii() and digits.isdigit()):
        return None
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None


def errors_in(record: NewRecord, today: date) -> dict[str, str]:
    """Return what is wrong with the fields that are filled, by field."""
    errors = {}
    if any(letter.isdigit() for letter in record.name):
        errors["name"] = wording.NAME_WRONG
    if record.born and (wrong := _wrong_birth(record.born, today)):
        errors["born"] = wrong
    digits = sum(letter.isdigit() for letter in record.phone)
    if record.phone and (digits != PHONE_DIGITS or digits != len(record.phone)):
        errors["phone"] = wording.PHONE_WRONG.format(count=digits)
    return errors


def entry_of(record: NewRecord, person_id: str) -> PersonRegistered:
    """Return the entry a complete form becomes; 18 digits are the child code, another code the booklet's number."""
    born = birth_date_of(record.born)
    assert born is not None  # the form is complete
    is_child_code = len(record.code) == CHILD_CODE_DIGITS and record.code.isdigit()
    return PersonRegistered(
        person_id=person_id,
        name=record.name,
        sex=record.sex,
        birth_date=born,
        guardian_name=record.guardian,
        guardian_relation=record.relation,
        phone=record.phone,
        village=record.village,
        residence=record.residence,
        child_code=record.code if is_child_code else None,
        booklet_number=record.code if record.code and not is_child_code else None,
    )


def _wrong_birth(typed: str, today: date) -> str:
    born = birth_date_of(typed)
    if born is None:
        return wording.BORN_WRONG
    if born > today:
        return wording.BORN_AHEAD
    return wording.BORN_LONG_AGO if born.year < EARLIEST_YEAR else ""


def why_off(record: NewRecord, errors: dict[str, str]) -> str:
    """Say why the form cannot be saved yet."""
    names = {
        "name": wording.NAME,
        "sex": wording.SEX,
        "born": wording.BORN,
        "guardian": wording.GUARDIAN,
        "village": wording.VILLAGE,
    }
    missing = [word for key, word in names.items() if not getattr(record, key)]
    if missing:
        return wording.MISSING.format(fields="、".join(missing))
    all_names = names | {"phone": wording.PHONE, "code": wording.CODE}
    wrong = [all_names[key] for key in errors]
    return wording.WRONG.format(fields="、".join(wrong)) if wrong else ""
