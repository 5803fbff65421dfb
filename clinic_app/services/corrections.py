"""Setting a card right (补录, 修改, 作废, 认可, 撤销): every change is another entry that names what it replaces."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from clinic_app.domain.entries.registration import PersonAmended, PersonRegistered
from clinic_app.domain.entries.subjects import person_subject
from clinic_app.domain.entries.undo import EntryUndone
from clinic_app.domain.entries.vaccination import DoseAccepted, DoseCorrected, DoseGiven, DoseRecorded, DoseVoided
from clinic_app.domain.fold.card import is_readable
from clinic_app.domain.fold.doses import CORRECTABLE
from clinic_app.domain.fold.registration import AMENDABLE
from clinic_app.records.journal import entries_of
from clinic_app.services.card_failures import DateImpossible, DoseOnFile, FieldUnreadable, NothingChanged
from clinic_app.services.failures import ReasonMissing, UnknownDose, UnknownPerson

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from clinic_app.domain.entries.entry import AnyEntry, Body
    from clinic_app.domain.fold.card import Card
    from clinic_app.domain.person import Dose, Person
    from clinic_app.services.desk import Desk

NEEDS_REASON = frozenset({"name", "sex", "birth_date", "child_code", "citizen_id"})
SOURCES = ("booklet", "register", "platform", "photo", "spoken")


@dataclass(frozen=True, slots=True, kw_only=True)
class PastDose:
    """A dose given elsewhere or earlier, as its evidence tells it. `vaccine` is a catalogue code.

    Attributes:
        source: one of `SOURCES`. lot_number: empty for 批号不详.
        twice: the nurse has seen that the same vaccine stands there on the same day, and it is another dose.
    """

    vaccine: str
    given_on: date
    source: str
    lot_number: str = ""
    maker: str = ""
    site: str = ""
    unit: str = ""
    book: str = ""
    page: str = ""
    evidence: str = ""
    dose_number: int | None = None
    twice: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """What a change led to: the card as it is now, and the entries to name when it is to be taken back."""

    card: Card
    entries: tuple[str, ...]


def record_past_dose(desk: Desk, person_id: str, past: PastDose, draft: str) -> Changed:
    """Write in a dose from its evidence (补录). Word of mouth alone never counts, but is kept.

    Raises:
        UnknownPerson: nobody with this id. DateImpossible: before birth or after today.
        DoseOnFile: the same vaccine on the same day is on the card, and `twice` was not said.
        AlreadyWritten: this form was saved before.
    """
    card = desk.card(person_id)
    person = _known(card)
    _require_possible(past.given_on, person, desk.clock.today())
    if not past.twice and any(_same(dose, past) for dose in card.doses if not dose.void_reason):
        raise DoseOnFile(past.vaccine, past.given_on)
    body = DoseRecorded(
        dose_id=desk.mint(),
        person_id=person_id,
        vaccine=past.vaccine,
        given_on=past.given_on,
        source=past.source,
        lot_number=past.lot_number.strip(),
        maker=past.maker.strip(),
        site=past.site,
        unit=past.unit.strip(),
        book=past.book.strip(),
        page=past.page.strip(),
        dose_number=past.dose_number,
        evidence=past.evidence.strip(),
    )
    return _write(desk, person_id, [(body, ())], draft)


def correct_dose(
    desk: Desk, person_id: str, dose_id: str, changes: Mapping[str, str], reason: str, draft: str
) -> Changed:
    """Set fields of one dose right (修改), with a reason; the old values stay readable.

    Raises:
        UnknownDose: the card has no such dose. ReasonMissing: no reason. NothingChanged: all values are as before.
        FieldUnreadable: a value cannot stand in its field. DateImpossible: the new date is before birth or ahead.
    """
    card = desk.card(person_id)
    dose = _dose(card, dose_id)
    if not reason.strip():
        raise ReasonMissing
    new = {field: value.strip() for field, value in changes.items() if value.strip() != _text(dose, field)}
    for field, value in new.items():
        if field not in CORRECTABLE or not is_readable(field, value):
            raise FieldUnreadable(field, value)
    if not new:
        raise NothingChanged
    if "given_on" in new:
        _require_possible(date.fromisoformat(new["given_on"]), _known(card), desk.clock.today())
    entries = entries_of(desk.db, person_subject(person_id))
    bodies = [
        (
            DoseCorrected(dose_id=dose_id, person_id=person_id, field=field, value=value, reason=reason.strip()),
            _about_dose(entries, dose_id, field),
        )
        for field, value in new.items()
    ]
    return _write(desk, person_id, bodies, draft)


def void_dose(desk: Desk, person_id: str, dose_id: str, reason: str, draft: str) -> Changed:
    """Mark a dose as never having happened to this person (作废), with a reason; it stays on the card, struck out.

    Raises:
        UnknownDose: the card has no such dose, or it is void already. ReasonMissing: no reason.
    """
    card = desk.card(person_id)
    if _dose(card, dose_id).void_reason:
        raise UnknownDose(dose_id)
    return _about(desk, card, dose_id, DoseVoided(dose_id=dose_id, person_id=person_id, reason=_said(reason)), draft)


def accept_dose(desk: Desk, person_id: str, dose_id: str, reason: str, draft: str) -> Changed:
    """Count a dose the programme would not count (人工认可), with a reason.

    Raises:
        UnknownDose: the card has no such dose. ReasonMissing: no reason.
    """
    card = desk.card(person_id)
    return _about(desk, card, dose_id, DoseAccepted(dose_id=dose_id, person_id=person_id, reason=_said(reason)), draft)


def amend_person(desk: Desk, person_id: str, changes: Mapping[str, str | None], reason: str, draft: str) -> Changed:
    """Set fields of a person anew; name, sex, birth date and numbers only with a reason.

    Raises:
        UnknownPerson: nobody with this id. NothingChanged: all values are as before. ReasonMissing: see above.
        FieldUnreadable: a value cannot stand in its field. DateImpossible: a birth date ahead, or after a dose.
    """
    card = desk.card(person_id)
    person = _known(card)
    new = {field: value for field, value in changes.items() if (value or None) != (_text(person, field) or None)}
    for field, value in new.items():
        if field not in AMENDABLE or not is_readable(field, value):
            raise FieldUnreadable(field, value or "")
    if not new:
        raise NothingChanged
    if new.keys() & NEEDS_REASON and not reason.strip():
        raise ReasonMissing
    if born := new.get("birth_date"):
        first = min((dose.given_on for dose in card.doses if not dose.void_reason), default=desk.clock.today())
        if date.fromisoformat(born) > min(first, desk.clock.today()):
            raise DateImpossible(date.fromisoformat(born), until=min(first, desk.clock.today()))
    entries = entries_of(desk.db, person_subject(person_id))
    bodies = [
        (
            PersonAmended(person_id=person_id, field=field, value=value, reason=reason.strip()),
            _about_field(entries, field),
        )
        for field, value in new.items()
    ]
    return _write(desk, person_id, bodies, draft)


def take_back(desk: Desk, person_id: str, entries: tuple[str, ...], reason: str, draft: str) -> Changed:
    """Take back what these entries did (撤销); they stay in the journal and on the history.

    Raises:
        AlreadyWritten: it was taken back before with this draft.
    """
    return _write(desk, person_id, [(EntryUndone(reason=reason.strip()), entries)], draft)


def _write(desk: Desk, person_id: str, bodies: Sequence[tuple[Body, tuple[str, ...]]], draft: str) -> Changed:
    with desk.act(draft) as act:
        written = tuple(act.write(body, subject=person_subject(person_id), refs=refs) for body, refs in bodies)
    return Changed(card=act.cards[person_id], entries=written)


def _about(desk: Desk, card: Card, dose_id: str, body: Body, draft: str) -> Changed:
    _dose(card, dose_id)
    entries = entries_of(desk.db, person_subject(card.person_id))
    return _write(desk, card.person_id, [(body, _about_dose(entries, dose_id))], draft)


def _about_dose(entries: list[AnyEntry], dose_id: str, field: str = "") -> tuple[str, ...]:
    """Return the entries a change of the dose (of this field of it) replaces: its beginning and earlier corrections."""
    return tuple(
        entry.id
        for entry in entries
        if (isinstance(entry.body, DoseGiven | DoseRecorded) and entry.body.dose_id == dose_id)
        or (isinstance(entry.body, DoseCorrected) and (entry.body.dose_id, entry.body.field) == (dose_id, field))
    )


def _about_field(entries: list[AnyEntry], field: str) -> tuple[str, ...]:
    return tuple(
        entry.id
        for entry in entries
        if isinstance(entry.body, PersonRegistered)
        or (isinstance(entry.body, PersonAmended) and entry.body.field == field)
    )


def _known(card: Card) -> Person:
    if card.person is None:
        raise UnknownPerson(card.person_id)
    return card.person


def _dose(card: Card, dose_id: str) -> Dose:
    dose = next((dose for dose in card.doses if dose.id == dose_id), None)
    if dose is None:
        raise UnknownDose(dose_id)
    return dose


def _said(reason: str) -> str:
    if not reason.strip():
        raise ReasonMissing
    return reason.strip()


def _same(dose: Dose, past: PastDose) -> bool:
    return (dose.vaccine, dose.given_on) == (past.vaccine, past.given_on)


def _require_possible(day: date, person: Person, today: date) -> None:
    if not person.birth_date <= day <= today:
        raise DateImpossible(day, since=person.birth_date, until=today)


def _text(thing: Dose | Person, field: str) -> str:
    value = getattr(thing, field, None)
    return "" if value is None else str(value)
