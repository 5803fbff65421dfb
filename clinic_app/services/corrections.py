"""Setting a card right (补录, 修改, 作废, 认可, 撤销): every change is another entry that names what it replaces."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from clinic_app.domain.entries.registration import PersonAmended, PersonRegistered
from clinic_app.domain.entries.stock import LotDoseReturned, LotDoseUsed
from clinic_app.domain.entries.subjects import lot_subject, person_subject
from clinic_app.domain.entries.undo import EntryUndone
from clinic_app.domain.entries.vaccination import DoseAccepted, DoseCorrected, DoseGiven, DoseRecorded, DoseVoided
from clinic_app.domain.fold.card import is_readable
from clinic_app.domain.fold.doses import CORRECTABLE
from clinic_app.domain.fold.registration import AMENDABLE
from clinic_app.records.journal import entries_of
from clinic_app.services.card_failures import DateImpossible, DoseOnFile, FieldUnreadable, NothingChanged
from clinic_app.services.failures import ReasonMissing, UnknownDose, UnknownPerson

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from clinic_app.domain.entries.entry import AnyEntry, Body
    from clinic_app.domain.fold.card import Card
    from clinic_app.domain.person import Dose, Person
    from clinic_app.services.desk import Act, Desk

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
    """What a change led to: the card as it is now, and the entries to name when it is to be taken back.

    Attributes:
        entries: (subject, entry id) of everything written, the stock's part too.
    """

    card: Card
    entries: tuple[tuple[str, str], ...]


def record_past_dose(desk: Desk, person_id: str, past: PastDose, draft: str) -> Changed:
    """Write in a dose from its evidence (补录). Word of mouth alone never counts, but is kept.

    Raises:
        UnknownPerson: nobody with this id. DateImpossible: before birth or after today.
        DoseOnFile: the same vaccine on the same day is on the card, and `twice` was not said.
        AlreadyWritten: this form was saved before.
    """
    with _change(desk, person_id, draft) as change:
        card = change.card
        _require_possible(past.given_on, _known(card), desk.clock.today())
        if not past.twice and any(_same(dose, past) for dose in card.doses if not dose.void_reason):
            raise DoseOnFile(past.vaccine, past.given_on)
        change.write(_recorded(desk.mint(), person_id, past))
    return change.outcome()


def correct_dose(
    desk: Desk, person_id: str, dose_id: str, changes: Mapping[str, str], reason: str, draft: str
) -> Changed:
    """Set fields of one dose right (修改), with a reason; the old values stay readable.

    Raises:
        UnknownDose: the card has no such dose. ReasonMissing: no reason. NothingChanged: all values are as before.
        FieldUnreadable: a value cannot stand in its field. DateImpossible: the new date is before birth or ahead.
    """
    with _change(desk, person_id, draft) as change:
        dose = _dose(change.card, dose_id)
        said = _said(reason)
        new = {field: value.strip() for field, value in changes.items() if value.strip() != _text(dose, field)}
        _require_readable(new, CORRECTABLE)
        if "given_on" in new:
            _require_possible(date.fromisoformat(new["given_on"]), _known(change.card), desk.clock.today())
        entries = entries_of(desk.db, person_subject(person_id))
        for field, value in new.items():
            body = DoseCorrected(dose_id=dose_id, person_id=person_id, field=field, value=value, reason=said)
            change.write(body, _about_dose(entries, dose_id, field))
    return change.outcome()


def void_dose(
    desk: Desk, person_id: str, dose_id: str, reason: str, draft: str, *, vial_is_back: bool = False
) -> Changed:
    """Mark a dose as never having happened to this person (作废), with a reason; it stays on the card, struck out.

    `vial_is_back` of a dose written here: the vial was not used and stands in the fridge; its dose is stock again.

    Raises:
        UnknownDose: the card has no such dose, or it is void already. ReasonMissing: no reason.
    """
    with _change(desk, person_id, draft) as change:
        dose = _dose(change.card, dose_id)
        if dose.void_reason:
            raise UnknownDose(dose_id)
        said = _said(reason)
        entries = entries_of(desk.db, person_subject(person_id))
        change.write(DoseVoided(dose_id=dose_id, person_id=person_id, reason=said), _about_dose(entries, dose_id))
        if vial_is_back and dose.lot_id is not None:
            back = LotDoseReturned(lot_id=dose.lot_id, dose_id=dose_id, reason=said)
            change.write(back, _uses(desk, dose), subject=lot_subject(dose.lot_id))
    return change.outcome()


def accept_dose(desk: Desk, person_id: str, dose_id: str, reason: str, draft: str) -> Changed:
    """Count a dose the programme would not count (人工认可), with a reason.

    Raises:
        UnknownDose: the card has no such dose. ReasonMissing: no reason.
    """
    with _change(desk, person_id, draft) as change:
        _dose(change.card, dose_id)
        entries = entries_of(desk.db, person_subject(person_id))
        body = DoseAccepted(dose_id=dose_id, person_id=person_id, reason=_said(reason))
        change.write(body, _about_dose(entries, dose_id))
    return change.outcome()


def amend_person(desk: Desk, person_id: str, changes: Mapping[str, str | None], reason: str, draft: str) -> Changed:
    """Set fields of a person anew; name, sex, birth date and numbers only with a reason.

    Raises:
        UnknownPerson: nobody with this id. NothingChanged: all values are as before. ReasonMissing: see above.
        FieldUnreadable: a value cannot stand in its field. DateImpossible: a birth date ahead, or after a dose.
    """
    with _change(desk, person_id, draft) as change:
        person = _known(change.card)
        new = {field: value for field, value in changes.items() if (value or None) != (_text(person, field) or None)}
        _require_readable(new, AMENDABLE)
        if new.keys() & NEEDS_REASON:
            _said(reason)
        if born := new.get("birth_date"):
            _require_born_in_time(date.fromisoformat(born), change.card, desk.clock.today())
        entries = entries_of(desk.db, person_subject(person_id))
        for field, value in new.items():
            body = PersonAmended(person_id=person_id, field=field, value=value, reason=reason.strip())
            change.write(body, _about_field(entries, field))
    return change.outcome()


def take_back(desk: Desk, person_id: str, entries: tuple[tuple[str, str], ...], reason: str, draft: str) -> Changed:
    """Take back what these entries did (撤销), in the stock too; they stay in the journal and on the history.

    Raises:
        AlreadyWritten: it was taken back before with this draft.
    """
    with _change(desk, person_id, draft) as change:
        for subject in dict.fromkeys(subject for subject, _ in entries):
            undone = tuple(entry_id for its_subject, entry_id in entries if its_subject == subject)
            change.write(EntryUndone(reason=reason.strip()), undone, subject=subject)
    return change.outcome()


class _Change:
    """One change in the making: the card is read and judged inside the act that writes it."""

    def __init__(self, act: Act, card: Card) -> None:
        self._act = act
        self._written: list[tuple[str, str]] = []
        self.card = card

    def write(self, body: Body, refs: tuple[str, ...] = (), *, subject: str = "") -> None:
        """Add an entry about the person, or about `subject`."""
        about = subject or person_subject(self.card.person_id)
        self._written.append((about, self._act.write(body, subject=about, refs=refs)))

    def outcome(self) -> Changed:
        """Return what the change led to, once the act has ended."""
        return Changed(card=self._act.cards[self.card.person_id], entries=tuple(self._written))


@contextmanager
def _change(desk: Desk, person_id: str, draft: str) -> Iterator[_Change]:
    with desk.act(draft) as act:
        yield _Change(act, desk.card(person_id))


def _recorded(dose_id: str, person_id: str, past: PastDose) -> DoseRecorded:
    return DoseRecorded(
        dose_id=dose_id,
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


def _uses(desk: Desk, dose: Dose) -> tuple[str, ...]:
    """Return the entries by which the dose was taken from its lot."""
    entries = entries_of(desk.db, lot_subject(dose.lot_id)) if dose.lot_id else []
    return tuple(e.id for e in entries if isinstance(e.body, LotDoseUsed) and e.body.dose_id == dose.id)


def _require_readable(new: Mapping[str, str | None], fields: frozenset[str]) -> None:
    for field, value in new.items():
        if field not in fields or not is_readable(field, value):
            raise FieldUnreadable(field, value or "")
    if not new:
        raise NothingChanged


def _require_born_in_time(born: date, card: Card, today: date) -> None:
    """A person is born on or before the first needle, and not in the future."""
    latest = min((dose.given_on for dose in card.doses if not dose.void_reason), default=today)
    if born > min(latest, today):
        raise DateImpossible(born, until=min(latest, today))


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
