"""What the operator's first page says: clinic by clinic, how far it has come and what waits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from clinic_app.domain.clinic_time import local_time, moment_from
from clinic_app.exchange.enrolment import fingerprint_of
from clinic_app.exchange.receipt import StreamState

if TYPE_CHECKING:
    from datetime import datetime

    from clinic_app.exchange.receipt import PendingEntry
    from clinic_app.hub.store import Store

LATE_AFTER = timedelta(days=7)
MOST_PENDING = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class ClinicFace:
    """One clinic. `last_contact` is the clinic's wall clock, empty before the first; `is_late` after seven days."""

    unit_code: str
    name: str
    last_contact: str
    is_late: bool
    held: int
    applied: int
    pending: int
    forked: int
    people: int
    doses: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicantFace:
    """A workstation nobody has admitted; all but the last group of its fingerprint."""

    device: str
    groups: str
    first_seen: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamFace:
    """One life of a workstation of a clinic."""

    device: str
    incarnation: str
    held: int
    applied: int
    is_forked: bool
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingFace:
    """An entry that waits for a person: where it stands, what it is, and why."""

    device: str
    incarnation: str
    seq: int
    kind: str
    state: str
    reason: str
    answer: str
    written_at: str


def clinic_faces(store: Store, now: datetime) -> list[ClinicFace]:
    """Return every clinic, in the order of the codes."""
    counts = {unit: (people, doses) for unit, people, doses in store.doses_by_clinic()}
    contacts = store.last_contacts()
    faces = []
    for clinic in store.clinics():
        tips = store.tips(clinic.unit_code)
        contact = contacts.get(clinic.unit_code, "")
        people, doses = counts.get(clinic.unit_code, (0, 0))
        faces.append(
            ClinicFace(
                unit_code=clinic.unit_code,
                name=clinic.name,
                last_contact=_shown(contact),
                is_late=not contact or now - moment_from(contact) > LATE_AFTER,
                held=sum(tip.held_seq for tip in tips),
                applied=sum(tip.applied_seq for tip in tips),
                pending=store.pending_count(clinic.unit_code),
                forked=sum(tip.state is StreamState.FORKED for tip in tips),
                people=people,
                doses=doses,
            )
        )
    return faces


def applicant_faces(store: Store) -> list[ApplicantFace]:
    """Return the workstations nobody has admitted."""
    return [
        ApplicantFace(
            device=line.device,
            groups=" ".join(fingerprint_of(bytes.fromhex(line.public_key))[:-1]),
            first_seen=_shown(line.first_seen_at),
        )
        for line in store.devices("")
    ]


def stream_faces(store: Store, unit_code: str) -> list[StreamFace]:
    """Return the lives of a clinic's workstations."""
    states = {line.device: line.state.value for line in store.devices(unit_code)}
    return [
        StreamFace(
            device=tip.device,
            incarnation=tip.incarnation,
            held=tip.held_seq,
            applied=tip.applied_seq,
            is_forked=tip.state is StreamState.FORKED,
            state=states.get(tip.device, ""),
        )
        for tip in store.tips(unit_code)
    ]


def pending_faces(store: Store, unit_code: str) -> list[PendingFace]:
    """Return what waits for a person of one clinic's entries, the oldest first."""
    return [_pending(store, line) for line in store.pending(unit_code, MOST_PENDING)]


def _pending(store: Store, line: PendingEntry) -> PendingFace:
    kind, written_at = store.kind_and_moment(line.device, line.incarnation, line.seq)
    return PendingFace(
        device=line.device,
        incarnation=line.incarnation,
        seq=line.seq,
        kind=kind,
        state=line.state.value,
        reason=line.reason.value,
        answer=line.answer,
        written_at=_shown(written_at),
    )


def _shown(moment: str) -> str:
    return f"{local_time(moment_from(moment)):%Y-%m-%d %H:%M}" if moment else ""
