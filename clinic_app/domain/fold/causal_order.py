"""The one order in which entries are folded: causal, the same everywhere, whatever order they arrived in."""

from __future__ import annotations

import heapq
import itertools
from typing import TYPE_CHECKING

from clinic_app.domain.entries.undo import EntryUndone

if TYPE_CHECKING:
    from collections.abc import Iterable

    from clinic_app.domain.entries.entry import AnyEntry

Place = tuple[str, str, str]


def in_causal_order(entries: Iterable[AnyEntry]) -> list[AnyEntry]:
    """Return each entry once, after all it refers to and after its predecessor in its own stream.

    Entries that do not know each other are put in an arbitrary but fixed order (written moment, then place), so
    that every desk and the county fold the same list. Of two entries that claim one id (one is forged) the same one
    is taken everywhere.
    """
    unique: dict[str, AnyEntry] = {}
    for entry in entries:
        known = unique.setdefault(entry.id, entry)
        if entry.hash < known.hash:
            unique[entry.id] = entry
    if len({_stream(entry) for entry in unique.values()}) <= 1:
        return sorted(unique.values(), key=_seq)
    return _sorted_by_causes(unique)


def without_undone(ordered: list[AnyEntry]) -> list[AnyEntry]:
    """Return the entries that count: not undone, or whose undo was undone; the undos themselves are left out."""
    undone: set[str] = set()
    for entry in reversed(ordered):
        if entry.id not in undone and isinstance(entry.body, EntryUndone):
            undone.update(entry.refs)
    return [entry for entry in ordered if entry.id not in undone and not isinstance(entry.body, EntryUndone)]


def _sorted_by_causes(unique: dict[str, AnyEntry]) -> list[AnyEntry]:
    causes = {entry.id: {ref for ref in entry.refs if ref in unique} for entry in unique.values()}
    for earlier, later in _neighbours_in_streams(unique):
        causes[later].add(earlier)
    effects: dict[str, list[str]] = {}
    for entry_id, its_causes in causes.items():
        for cause in its_causes:
            effects.setdefault(cause, []).append(entry_id)
    waiting = {entry_id: len(its_causes) for entry_id, its_causes in causes.items()}
    ready = [(_key(unique[entry_id]), entry_id) for entry_id, count in waiting.items() if count == 0]
    heapq.heapify(ready)
    ordered: list[AnyEntry] = []
    while ready:
        _, entry_id = heapq.heappop(ready)
        ordered.append(unique.pop(entry_id))
        for effect in effects.get(entry_id, ()):
            waiting[effect] -= 1
            if waiting[effect] == 0:
                heapq.heappush(ready, (_key(unique[effect]), effect))
    return ordered + sorted(unique.values(), key=_key)  # the rest refer to each other in a ring: forged, yet kept


def _neighbours_in_streams(unique: dict[str, AnyEntry]) -> list[tuple[str, str]]:
    streams: dict[Place, list[AnyEntry]] = {}
    for entry in unique.values():
        streams.setdefault(_stream(entry), []).append(entry)
    pairs: list[tuple[str, str]] = []
    for stream in streams.values():
        stream.sort(key=_seq)
        pairs.extend((earlier.id, later.id) for earlier, later in itertools.pairwise(stream))
    return pairs


def _stream(entry: AnyEntry) -> Place:
    envelope = entry.envelope
    return envelope.stream, envelope.device, envelope.incarnation


def _seq(entry: AnyEntry) -> tuple[int, str]:
    return entry.envelope.seq, entry.id


def _key(entry: AnyEntry) -> tuple[float, str, str, str, int, str]:
    envelope = entry.envelope
    place = (envelope.device, envelope.incarnation, envelope.stream, envelope.seq)
    return envelope.at.timestamp(), *place, entry.id
