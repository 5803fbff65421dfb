"""The one order in which entries are folded: causal, the same everywhere, whatever order they arrived in."""

from __future__ import annotations

import heapq
import itertools
from operator import attrgetter
from typing import TYPE_CHECKING

from clinic_app.domain.entries.undo import EntryUndone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from clinic_app.domain.entries.entry import AnyEntry

Place = tuple[str, str, str]

_stream: Callable[[AnyEntry], Place] = attrgetter("envelope.stream", "envelope.device", "envelope.incarnation")
_seq: Callable[[AnyEntry], tuple[int, str]] = attrgetter("envelope.seq", "envelope.id")


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
    for earlier, later in _neighbours_in_streams(unique.values()):
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


def _neighbours_in_streams(entries: Iterable[AnyEntry]) -> list[tuple[str, str]]:
    streams: dict[Place, list[AnyEntry]] = {}
    for entry in entries:
        streams.setdefault(_stream(entry), []).append(entry)
    pairs: list[tuple[str, str]] = []
    for stream in streams.values():
        stream.sort(key=_seq)
        pairs.extend((earlier.id, later.id) for earlier, later in itertools.pairwise(stream))
    return pairs


def _key(entry: AnyEntry) -> tuple[float, str, str, str, int, str]:
    envelope = entry.envelope
    place = (envelope.device, envelope.incarnation, envelope.stream, envelope.seq)
    return envelope.at.timestamp(), *place, entry.id


class Ending:
    """Where a list of entries in causal order ends: tells which entries would simply be put behind it.

    It says so only where that is certain: a new entry, of a stream that is known, the newest there, named by none
    of the others; and of several streams the one whose moment is the latest, while no entries refer to each other in
    a ring. Everything else is left to `in_causal_order`.
    """

    def __init__(self, ordered: list[AnyEntry]) -> None:
        self._ids = {entry.id for entry in ordered}
        self._named = {ref for entry in ordered for ref in entry.refs}
        self._newest: dict[Place, int] = {}
        for entry in ordered:
            stream = _stream(entry)
            self._newest[stream] = max(self._newest.get(stream, 0), entry.envelope.seq)
        self._latest = max((_key(entry) for entry in ordered), default=None)
        self._is_open = len(self._newest) <= 1 or _causes_stand_first(ordered)

    def take(self, entry: AnyEntry) -> bool:
        """Put the entry behind the others and return True, or leave all as it is and return False."""
        stream, key = _stream(entry), _key(entry)
        if not self._is_open or entry.id in self._ids or entry.id in self._named or entry.id in entry.refs:
            return False
        if self._newest and entry.envelope.seq <= self._newest.get(stream, entry.envelope.seq):
            return False
        if self._latest is not None and key <= self._latest and len(self._newest) > 1:
            return False
        self._ids.add(entry.id)
        self._named.update(entry.refs)
        self._newest[stream] = entry.envelope.seq
        self._latest = key if self._latest is None else max(key, self._latest)
        return True


def _causes_stand_first(ordered: list[AnyEntry]) -> bool:
    """Return whether every entry stands behind those it names and behind its predecessor: nothing is in a ring."""
    places = {entry.id: place for place, entry in enumerate(ordered)}
    named = all(places.get(ref, -1) < place for place, entry in enumerate(ordered) for ref in entry.refs)
    return named and all(places[earlier] < places[later] for earlier, later in _neighbours_in_streams(ordered))
