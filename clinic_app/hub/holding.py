"""Keeping what a clinic sent: bytes on the county's disk, each stream one unbroken chain, before anything is judged."""

from __future__ import annotations

from dataclasses import replace
from enum import Enum
from typing import TYPE_CHECKING

from clinic_app.domain.entries.entry import hash_of, read_envelope
from clinic_app.exchange.receipt import StreamState

if TYPE_CHECKING:
    from clinic_app.exchange.chunk import Chunk
    from clinic_app.hub.store import Store, Tip


LONGEST_TEXT = 500  # of a column: one engine indexes no long texts


class Held(Enum):
    """What became of a chunk that is whole and signed."""

    NEW = "new"
    KNOWN = "known"
    GAP = "gap"
    FORK = "fork"


def hold(store: Store, chunk: Chunk, at: str) -> Held:
    """Keep a chunk's new entries and move the tip of its stream. Runs inside the caller's transaction.

    What is known already is compared, not written again. A chunk behind a gap is left out: the next package brings
    everything once more. Other bytes at a place that is taken are kept as evidence, and the stream is closed until a
    person has looked (a copied workstation, or tampering).
    """
    tip = store.tip(chunk.header.device, chunk.header.incarnation)
    if tip.state is StreamState.FORKED:
        return Held.FORK
    first = chunk.header.first_seq
    if first > tip.held_seq + 1:
        return Held.GAP
    if _disagrees(store, tip, chunk):
        _close(store, tip, chunk, at)
        return Held.FORK
    fresh = chunk.entries[tip.held_seq + 1 - first :]
    if not fresh:
        return Held.KNOWN
    store.stage(_rows(tip, fresh, at))
    store.put_tip(replace(tip, held_seq=tip.held_seq + len(fresh), held_hash=hash_of(fresh[-1])), at)
    return Held.NEW


def _disagrees(store: Store, tip: Tip, chunk: Chunk) -> bool:
    """Return whether the chunk tells another history than the one that is held."""
    first = chunk.header.first_seq
    if first == tip.held_seq + 1:
        return chunk.header.prev_hash != tip.held_hash.hex()
    known = store.hashes(tip, first, min(chunk.header.last_seq, tip.held_seq))
    return any(known[first + number] != hash_of(stored) for number, stored in enumerate(chunk.entries[: len(known)]))


def _close(store: Store, tip: Tip, chunk: Chunk, at: str) -> None:
    first = chunk.header.first_seq
    known = store.hashes(tip, first, chunk.header.last_seq)
    for seq, stored in enumerate(chunk.entries, first):
        if known.get(seq) != hash_of(stored):
            store.keep_evidence(tip, seq, hash_of(stored), stored, at)
    store.put_tip(replace(tip, state=StreamState.FORKED), at)


def _rows(tip: Tip, fresh: tuple[bytes, ...], at: str) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = []
    for seq, stored in enumerate(fresh, tip.held_seq + 1):
        envelope = read_envelope(stored)
        place = (tip.device, tip.incarnation, seq)
        names = [searchable(name) for name in (envelope.id, envelope.kind, envelope.subject)]
        rows.append((*place, hash_of(stored), *names, stored, at))
    return rows


def searchable(text: str) -> str:
    """Return a text as a column may hold it: a zero byte, which one engine refuses, becomes a mark. The bytes stay."""
    return text.replace("\0", "\ufffd")[:LONGEST_TEXT]
