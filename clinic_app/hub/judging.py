"""What an enrolled clinic may write: judged entry by entry, with a reason; nothing it sends is dropped.

A clinic writes about its own lots, workstations and people. About a person of another clinic it may write what it
did itself (a visit, a dose), but neither change who the person is nor touch what others wrote.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from clinic_app.domain.entries import kinds as _kinds  # noqa: F401 - registers every kind before an entry is read
from clinic_app.domain.entries.entry import UnknownBody, all_kinds, read_entry
from clinic_app.domain.entries.subjects import subject_id, subject_kind
from clinic_app.exchange.receipt import EntryState, PendingReason

if TYPE_CHECKING:
    from clinic_app.domain.entries.entry import AnyEntry
    from clinic_app.hub.store import Staged, Store

REGISTERED, UNDONE = "person.registered", "entry.undone"
_WHO_A_PERSON_IS = frozenset({REGISTERED, "person.amended"})
_MINTED = {
    "dose.given": "dose_id",
    "dose.recorded": "dose_id",
    "visit.opened": "visit_id",
    "appointment.made": "appointment_id",
    "aefi.recorded": "aefi_id",
    "certificate.issued": "certificate_id",
    "health_fact.added": "fact_id",
    "vaccination_error.recorded": "error_id",
}
_TOUCHED = {
    "dose.corrected": "dose_id",
    "dose.voided": "dose_id",
    "dose.accepted": "dose_id",
    "aefi.amended": "aefi_id",
    "aefi.reported": "aefi_id",
    "appointment.moved": "appointment_id",
    "certificate.reprinted": "certificate_id",
    "appointment.cancelled": "appointment_id",
    "health_fact.removed": "fact_id",
}


LONGEST_NAME = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What the county says of an entry. `state` None means taken; `missing` are the names it waits for."""

    entry: AnyEntry
    state: EntryState | None = None
    reason: PendingReason | None = None
    missing: tuple[str, ...] = ()

    @property
    def brings(self) -> tuple[str, ...]:
        """Return the names others may have waited for: its id, and what it gives or registers when it is taken."""
        if self.state is not None:
            return (self.entry.id,)
        registered = self.entry.envelope.subject if self.entry.kind == REGISTERED else ""
        return tuple(name for name in (self.entry.id, minted_id(self.entry), registered) if name)


@dataclass(slots=True)
class Bench:
    """What has been taken in this transaction, so that entries of one batch may rest on each other.

    Attributes:
        units: by device the clinic it belongs to. authors: by entry id the device that first wrote it, and its hash.
        owners: by subject the clinic it belongs to. claims: by minted id the subject it belongs to,
            and the device that gave it.
    """

    store: Store
    units: dict[str, str]
    authors: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    owners: dict[str, str] = field(default_factory=dict)
    claims: dict[str, tuple[str, str]] = field(default_factory=dict)

    def look_up(self, entries: list[AnyEntry]) -> None:
        """Read from the store, in few queries, what judging these entries will ask for."""
        entries = [entry for entry in entries if _has_plain_names(entry)]
        named = {entry.id for entry in entries} | {ref for entry in entries for ref in entry.refs}
        self.authors.update(self.store.applied_ids(sorted(named - self.authors.keys())))
        subjects = {entry.envelope.subject for entry in entries} - self.owners.keys()
        self.owners.update(self.store.owners(sorted(subjects), self.units))
        ids = {claim for entry in entries for claim in (minted_id(entry), _touched_id(entry)) if claim}
        self.claims.update(self.store.claims(sorted(ids - self.claims.keys())))

    def judge(self, staged: Staged) -> Judgement:
        """Judge one entry after all before it in its stream.

        An entry that is held or disputed is here all the same: what rests on it does not wait, whether both came in
        one batch or in two.
        """
        entry = read_entry(staged.stored, staged.hash)
        reason = self._objection(entry, staged.device)
        self.authors.setdefault(entry.id, (staged.device, staged.hash))
        if reason is not None:
            return Judgement(entry=entry, state=EntryState.DISPUTED, reason=reason)
        missing = self._missing(entry)
        if missing:
            return Judgement(entry=entry, state=EntryState.HELD, reason=PendingReason.MISSING_CAUSE, missing=missing)
        self._take(entry, staged)
        return Judgement(entry=entry)

    def _missing(self, entry: AnyEntry) -> tuple[str, ...]:
        """Return what must be here before this entry can be judged: whose a child or a dose is decides about it."""
        missing = [ref for ref in entry.refs if ref not in self.authors]
        if (touched := _touched_id(entry)) and touched not in self.claims:
            missing.append(touched)
        if entry.kind in _WHO_A_PERSON_IS - {REGISTERED} and entry.envelope.subject not in self.owners:
            missing.append(entry.envelope.subject)
        return tuple(missing)

    def _take(self, entry: AnyEntry, staged: Staged) -> None:
        if may_own(entry):
            self.owners.setdefault(entry.envelope.subject, self.units[staged.device])
        if claim := minted_id(entry):
            self.claims[claim] = (entry.envelope.subject, staged.device)

    def _objection(self, entry: AnyEntry, device: str) -> PendingReason | None:
        """Return why this clinic may not write this entry, or None."""
        if not _has_plain_names(entry) or (isinstance(entry.body, UnknownBody) and entry.kind in all_kinds()):
            return PendingReason.UNREADABLE_BODY
        known = self.authors.get(entry.id)
        if known is not None and known[1] != entry.hash:
            return PendingReason.ID_TAKEN
        subject = entry.envelope.subject
        if subject_kind(subject) == "device" and subject_id(subject) != device:
            return PendingReason.OTHER_DEVICE
        if _speaks_of_another(entry):
            return PendingReason.OTHER_SUBJECT
        if (claim := minted_id(entry)) and claim in self.claims and self.claims[claim][0] != subject:
            return PendingReason.CLAIMED_ELSEWHERE
        return PendingReason.OTHER_CLINIC if self._is_beyond_its_right(entry, self.units[device]) else None

    def _is_beyond_its_right(self, entry: AnyEntry, unit: str) -> bool:
        subject = entry.envelope.subject
        if subject_kind(subject) not in ("person", "lot"):
            return False
        owner = self.owners.get(subject, unit)
        if owner == unit:
            return False
        if subject_kind(subject) == "lot" or entry.kind in _WHO_A_PERSON_IS:
            return True
        writers = [self.authors[ref][0] for ref in entry.refs if ref in self.authors and entry.kind == UNDONE]
        if (touched := _touched_id(entry)) in self.claims:
            writers.append(self.claims[touched][1])
        return any(self.units.get(writer) != unit for writer in writers)


def minted_id(entry: AnyEntry) -> str:
    """Return the id this entry gives to a dose, visit or the like; empty when it gives none."""
    name = _MINTED.get(entry.kind)
    return str(getattr(entry.body, name, "")) if name else ""


def _touched_id(entry: AnyEntry) -> str:
    """Return the id of the dose or the like that this entry changes; empty when it changes none."""
    name = _TOUCHED.get(entry.kind)
    return str(getattr(entry.body, name, "")) if name else ""


def _has_plain_names(entry: AnyEntry) -> bool:
    """Return whether its ids can stand in columns and indexes of any engine: not overlong, and without a zero byte."""
    names = (entry.id, entry.envelope.subject, *entry.refs, minted_id(entry), _touched_id(entry))
    return all(len(name) <= LONGEST_NAME and "\0" not in name for name in names)


def may_own(entry: AnyEntry) -> bool:
    """Return whether the first entry of this kind says to which clinic its subject belongs."""
    return subject_kind(entry.envelope.subject) != "person" or entry.kind == REGISTERED


def _speaks_of_another(entry: AnyEntry) -> bool:
    """Return whether the body names another person, lot or device than the subject does."""
    subject = entry.envelope.subject
    name = {"person": "person_id", "lot": "lot_id", "device": "device_id"}.get(subject_kind(subject))
    named = getattr(entry.body, name, None) if name else None
    return named is not None and named != subject_id(subject)
