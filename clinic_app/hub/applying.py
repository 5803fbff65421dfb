"""The one applier of a county: entries get their places in the order of its commits, are judged, and folded."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from clinic_app.domain.entries.entry import read_entry
from clinic_app.domain.entries.subjects import subject_kind
from clinic_app.exchange.receipt import StreamState
from clinic_app.hub.folding import fold_people
from clinic_app.hub.judging import Bench, Judgement, minted_id
from clinic_app.hub.store import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable
    from threading import Event

    from clinic_app.hub.store import Staged, Store, Tip

BATCH = 1_000
PEOPLE_AT_ONCE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """How many entries were applied, and how many of them did not change the tables (held or disputed)."""

    entries: int = 0
    pending: int = 0


def apply_all(
    store: Store, at: str, on_batch: Callable[[int], None] | None = None, stop: Event | None = None
) -> Applied:
    """Apply everything that is held and not applied, one transaction a batch; then make the rows of the people touched.

    Killed between two batches it goes on where it stood; within one, nothing of that batch has happened. Receipts are
    made after it returns: what they call applied stands in the rows.

    Args:
        store: the county's store.
        at: the county's present moment as text, UTC.
        on_batch: called after each commit with the number of entries applied so far.
        stop: asked between two batches.
    """
    done = Applied()
    for tip in store.tips():
        while tip.state is StreamState.OPEN and tip.applied_seq < tip.held_seq:
            if stop is not None and stop.is_set():
                break
            with store.ground.alone():
                tip, batch = _apply_batch(store, store.tip(tip.device, tip.incarnation), at)
            if not batch.entries:
                break  # entries the tip speaks of are not there: `check` names the place
            done = Applied(entries=done.entries + batch.entries, pending=done.pending + batch.pending)
            if on_batch is not None:
                on_batch(done.entries)
    fold_marked(store)
    return done


def fold_marked(store: Store) -> None:
    """Make anew the rows of everybody about whom something was taken, some people a transaction."""
    while True:
        with store.ground.alone():
            subjects = store.to_fold(PEOPLE_AT_ONCE)
            units = {line.device: line.unit_code for line in store.devices()}
            fold_people(store, subjects, units)
            store.folded(subjects)
        if not subjects:
            return


def _apply_batch(store: Store, tip: Tip, at: str) -> tuple[Tip, Applied]:
    """Judge the next entries of one stream, give them their places, and fold the people they touch."""
    staged = store.staged(tip, BATCH)
    if not staged:
        return tip, Applied()
    units = {line.device: line.unit_code for line in store.devices()}
    bench = Bench(store, units)
    judgements = _judged(bench, staged)
    first = store.count_on(len(staged))
    store.put_verdicts(tip, [_verdict(each, first + number) for number, each in enumerate(judgements)])
    store.wait_for(
        [(cause, tip.device, tip.incarnation, each.entry.envelope.seq) for each in judgements for cause in each.missing]
    )
    taken = [each for each in judgements if each.state is None]
    taken += _released(bench, judgements)
    store.claim(
        [
            (claim, each.entry.envelope.subject, each.entry.envelope.device)
            for each in taken
            if (claim := minted_id(each.entry))
        ]
    )
    store.mark_to_fold({each.entry.envelope.subject for each in taken if _is_about_a_person(each)})
    moved = replace(tip, applied_seq=staged[-1].seq, applied_hash=staged[-1].hash)
    store.put_tip(moved, at)
    return moved, Applied(entries=len(staged), pending=sum(each.state is not None for each in judgements))


def _judged(bench: Bench, staged: list[Staged]) -> list[Judgement]:
    bench.look_up([read_entry(each.stored, each.hash) for each in staged])
    return [bench.judge(each) for each in staged]


def _verdict(judgement: Judgement, hub_seq: int) -> Verdict:
    return Verdict(seq=judgement.entry.envelope.seq, hub_seq=hub_seq, state=judgement.state, reason=judgement.reason)


def _released(bench: Bench, arrived: list[Judgement]) -> list[Judgement]:
    """Judge again what waited for entries that are here now; return what is taken of it."""
    released: list[Judgement] = []
    causes = [name for each in arrived for name in each.brings if "\0" not in name]
    while causes:
        for device, incarnation, seq in bench.store.waiting_for(causes.pop()):
            staged = bench.store.entry_at(device, incarnation, seq)
            if staged is None or bench.store.still_waits(device, incarnation, seq):
                continue
            judgement = _judged(bench, [staged])[0]
            bench.store.set_verdict(device, incarnation, seq, judgement.state, judgement.reason)
            if judgement.state is None:
                released.append(judgement)
                causes += judgement.brings
    return released


def _is_about_a_person(judgement: Judgement) -> bool:
    return subject_kind(judgement.entry.envelope.subject) == "person"
