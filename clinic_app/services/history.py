"""What became of a dose (历史): who set what right, when and why, with the value that stood before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clinic_app.domain.entries.subjects import person_subject
from clinic_app.domain.entries.vaccination import DoseAccepted, DoseCorrected, DoseGiven, DoseRecorded, DoseVoided
from clinic_app.domain.fold.causal_order import in_causal_order, without_undone
from clinic_app.records.journal import entries_of

if TYPE_CHECKING:
    from datetime import datetime

    from clinic_app.domain.entries.entry import AnyEntry
    from clinic_app.services.reader import Reader

_KINDS = {DoseCorrected: "corrected", DoseVoided: "voided", DoseAccepted: "accepted"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change of one dose.

    Attributes:
        what: `corrected`, `voided` or `accepted`. field, old, new: of a correction; values as text, "" when unknown.
        at: when it was written, UTC. by: user id.
        taken_back: it was undone later and holds no more.
    """

    what: str
    at: datetime
    by: str
    reason: str
    field: str = ""
    old: str = ""
    new: str = ""
    taken_back: bool = False


def dose_history(reader: Reader, person_id: str, dose_id: str) -> tuple[Change, ...]:
    """Return what was changed of the dose, the oldest first; empty when nothing ever was."""
    ordered = in_causal_order(entries_of(reader.db, person_subject(person_id)))
    holding = {entry.id for entry in without_undone(ordered)}
    values: dict[str, str] = {}
    changes: list[Change] = []
    for entry in ordered:
        body = entry.body
        if getattr(body, "dose_id", None) != dose_id:
            continue
        if isinstance(body, DoseGiven | DoseRecorded):
            values |= {name: _text(value) for name in body.__struct_fields__ if (value := getattr(body, name))}
        elif type(body) in _KINDS:
            changes.append(_change(entry, values, taken_back=entry.id not in holding))
            if isinstance(body, DoseCorrected) and entry.id in holding:
                values[body.field] = body.value
    return tuple(changes)


def _change(entry: AnyEntry, values: dict[str, str], *, taken_back: bool) -> Change:
    body = entry.body
    field = body.field if isinstance(body, DoseCorrected) else ""
    return Change(
        what=_KINDS[type(body)],
        at=entry.at,
        by=entry.by,
        reason=getattr(body, "reason", ""),
        field=field,
        old=values.get(field, ""),
        new=body.value if isinstance(body, DoseCorrected) else "",
        taken_back=taken_back,
    )


def _text(value: object) -> str:
    return str(value)
