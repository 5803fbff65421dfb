"""The county's rows of a person, made as a whole from that person's entries, as every desk makes its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.domain.entries.entry import read_entry
from clinic_app.domain.entries.subjects import subject_id
from clinic_app.domain.fold import folding as _folding  # noqa: F401 - registers every fold step
from clinic_app.domain.fold.canonical import canonical_card, digest_of
from clinic_app.domain.fold.card import fold_card
from clinic_app.exchange.receipt import EntryState, PendingReason
from clinic_app.hub.holding import searchable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from clinic_app.domain.entries.entry import AnyEntry
    from clinic_app.domain.fold.card import Card
    from clinic_app.hub.store import Store

PersonRow = tuple[str, str, str, str, str, str, int, bytes, bytes]
DoseRow = tuple[str, str, str, str, str, int]


def fold_people(store: Store, subjects: Iterable[str], units: Mapping[str, str]) -> None:
    """Fold each person anew from the entries that were taken and replace the rows. Runs in the caller's transaction."""
    for subject in sorted(subjects):
        store.put_person(*_rows_that_fold(store, subject, units))


def folded_rows(store: Store, subject: str, units: Mapping[str, str]) -> tuple[PersonRow, list[DoseRow]]:
    """Return the rows that a person's taken entries tell."""
    return _rows(subject, _taken(store, subject), _home(store, subject, units), units)


def _rows_that_fold(store: Store, subject: str, units: Mapping[str, str]) -> tuple[PersonRow, list[DoseRow]]:
    """Return a person's rows; an entry that no fold step can bear is disputed, and the person goes on without it."""
    while True:
        entries, home = _taken(store, subject), _home(store, subject, units)
        try:
            return _rows(subject, entries, home, units)
        except Exception:  # whatever a forged body breaks must not stop the county
            if not entries:
                raise
            place = _culprit(subject, entries, units).envelope
        reason = PendingReason.UNREADABLE_BODY
        store.set_verdict(place.device, place.incarnation, place.seq, EntryState.DISPUTED, reason)


def _culprit(subject: str, entries: list[AnyEntry], units: Mapping[str, str]) -> AnyEntry:
    """Return an entry with which those before it do not fold, and without which they do."""
    good, bad = 0, len(entries)
    while bad - good > 1:
        middle = (good + bad) // 2
        good, bad = (middle, bad) if _folds(subject, entries[:middle], units) else (good, middle)
    return entries[bad - 1]


def _folds(subject: str, entries: list[AnyEntry], units: Mapping[str, str]) -> bool:
    try:
        _rows(subject, entries, "", units)
    except Exception:  # see above
        return False
    return True


def _taken(store: Store, subject: str) -> list[AnyEntry]:
    return [read_entry(stored, entry_hash) for stored, entry_hash in store.taken_bytes(subject)]


def _home(store: Store, subject: str, units: Mapping[str, str]) -> str:
    return store.owners([subject], units).get(subject, "")


def _rows(
    subject: str, entries: list[AnyEntry], home: str, units: Mapping[str, str]
) -> tuple[PersonRow, list[DoseRow]]:
    card = fold_card(subject_id(subject), entries)
    canonical = canonical_card(card)
    person = card.person
    row = (
        card.person_id,
        home,
        searchable(person.name) if person else "",
        searchable(person.sex) if person else "",
        person.birth_date.isoformat() if person else "",
        searchable(person.village) if person else "",
        len(card.counted_doses),
        canonical,
        digest_of(card.person_id, canonical),
    )
    return row, _dose_rows(card, entries, units)


def _dose_rows(card: Card, entries: list[AnyEntry], units: Mapping[str, str]) -> list[DoseRow]:
    writers = {
        getattr(entry.body, "dose_id", ""): units.get(entry.envelope.device, "")
        for entry in entries
        if entry.kind in ("dose.given", "dose.recorded")
    }
    counted = {dose.id for dose in card.counted_doses}
    return [
        (
            dose.id,
            dose.person_id,
            searchable(dose.vaccine),
            dose.given_on.isoformat(),
            writers.get(dose.id, ""),
            int(dose.id in counted),
        )
        for dose in card.doses
    ]
