"""The county's own proof: every chain whole from its first byte, every row what the entries tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.domain.entries.entry import UnreadableEntry, hash_of, read_envelope
from clinic_app.domain.entries.subjects import person_subject
from clinic_app.hub.folding import folded_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clinic_app.hub.store import Store, Tip

_PORTION = 2_000


def differences(store: Store) -> Iterator[str]:
    """Yield a sentence for everything that is not as it should be; nothing is changed."""
    for tip in store.tips():
        yield from _broken_chain(store, tip)
    units = {line.device: line.unit_code for line in store.devices()}
    for person_id in store.person_ids():
        row, doses = folded_rows(store, person_subject(person_id), units)
        if store.person(person_id) != row or store.dose_rows(person_id) != sorted(doses):
            yield f"person {person_id}: the rows are not what the entries tell"


def _broken_chain(store: Store, tip: Tip) -> Iterator[str]:
    place = f"stream {tip.device} {tip.incarnation}"
    before, seq = b"", 0
    while seq < tip.held_seq:
        portion = store.written(tip, seq, _PORTION)
        if not portion:
            yield f"{place}: entry {seq + 1} is missing"
            return
        for found, stored_hash, stored in portion:
            seq += 1
            if problem := _problem(found, seq, stored_hash, stored, before):
                yield f"{place}: entry {seq} {problem}"
                return
            before = stored_hash
    if before != tip.held_hash:
        yield f"{place}: its tip is not its last entry"


def _problem(found: int, seq: int, stored_hash: bytes, stored: bytes, before: bytes) -> str:
    """Return what is wrong with an entry, empty when nothing is."""
    if found != seq:
        return "is missing"
    if hash_of(stored) != stored_hash:
        return "was changed"
    try:
        envelope = read_envelope(stored)
    except UnreadableEntry:
        return "cannot be read"
    return "" if (envelope.seq, envelope.prev) == (seq, before.hex()) else "does not follow the one before"
