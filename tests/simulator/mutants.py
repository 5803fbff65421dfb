"""Twenty ways to break the sync code, each a small change to one place; the simulator must notice every one."""

from contextlib import ExitStack
from dataclasses import replace
from unittest.mock import patch

import msgspec

from clinic_app.domain.entries.entry import hash_of
from clinic_app.exchange import package_reader, part
from clinic_app.exchange.chunk import opened_chunk
from clinic_app.exchange.receipt import EntryState, StreamState
from clinic_app.exchange.signed_header import Purpose
from clinic_app.hub import applying, folding, holding, judging, sticks
from clinic_app.hub.sqlite_ground import SqliteGround
from clinic_app.hub.store import Store
from clinic_app.records.verification import is_behind
from clinic_app.services import online, receipts, sign_in, sync


def receipt_moves_backwards(change):
    """An old receipt counts again, and takes back what a newer one confirmed."""
    change(receipts, "newest_number", lambda _db: 0)
    change(receipts, "keep_receipt", lambda *_: None)


def gap_accepted(change):
    """A chunk behind a gap is held."""
    whole = holding.hold

    def hold(store, chunk, at):
        tip = store.tip(chunk.header.device, chunk.header.incarnation)
        if chunk.header.first_seq > tip.held_seq + 1:
            moved = replace(tip, held_seq=chunk.header.first_seq - 1, held_hash=bytes.fromhex(chunk.header.prev_hash))
            store.put_tip(moved, at)
        return whole(store, chunk, at)

    change(sticks, "hold", hold)


def hash_not_compared(change):
    """Other bytes at a place that is taken are taken for the same."""
    change(holding, "_disagrees", lambda *_: False)


def known_entries_held_again(change):
    """What is known already is given new places."""
    change(holding, "hold", holding.hold)

    def hold(store, chunk, at):
        tip = store.tip(chunk.header.device, chunk.header.incarnation)
        fresh = chunk.entries
        store.ground.run(
            "DELETE FROM entry WHERE device = ? AND incarnation = ? AND seq >= ?",
            (tip.device, tip.incarnation, chunk.header.first_seq),
        )
        begin = replace(tip, held_seq=chunk.header.first_seq - 1)
        store.stage(holding._rows(begin, fresh, at))
        store.put_tip(replace(tip, held_seq=chunk.header.last_seq, held_hash=hash_of(fresh[-1])), at)
        return holding.Held.NEW

    change(sticks, "hold", hold)


def applied_before_held(change):
    """A receipt calls applied what is only held."""

    def stream_receipt(tip):
        from clinic_app.hub.store import stream_receipt as honest

        line = honest(tip)
        return type(line)(device=line.device, incarnation=line.incarnation, state=line.state, held=line.held,
                          applied=line.held)  # fmt: skip

    from clinic_app.hub import receipts as hub_receipts

    change(hub_receipts, "stream_receipt", stream_receipt)
    change(sticks, "apply_all", lambda *_args, **_names: applying.Applied())


def previous_hash_not_checked(change):
    """A chunk joins whatever stands before it."""
    whole = holding._disagrees

    def disagrees(store, tip, chunk):
        return chunk.header.first_seq != tip.held_seq + 1 and whole(store, tip, chunk)

    change(holding, "_disagrees", disagrees)


def fork_overwritten(change):
    """The second history takes the place of the first, and nobody is told."""

    def close(store, tip, chunk, at):
        store.ground.run(
            "DELETE FROM entry WHERE device = ? AND incarnation = ? AND seq >= ?",
            (tip.device, tip.incarnation, chunk.header.first_seq),
        )
        begin = replace(tip, held_seq=chunk.header.first_seq - 1)
        store.stage(holding._rows(begin, chunk.entries, at))
        store.put_tip(replace(tip, held_seq=chunk.header.last_seq, held_hash=hash_of(chunk.entries[-1])), at)

    change(holding, "_close", close)


def fork_not_closed(change):
    """Two histories are noticed, and the stream goes on."""
    whole = Store.put_tip
    change(Store, "put_tip", lambda self, tip, at: whole(self, replace(tip, state=StreamState.OPEN), at))


def evidence_thrown_away(change):
    """The second history is not kept."""
    change(Store, "keep_evidence", lambda *_: None)


def pending_dropped(change):
    """What waited for its cause is never looked at again."""
    change(applying, "_released", lambda *_: [])


def package_taken_off_too_early(change):
    """A clinic takes its packages off a stick without a receipt that names them."""
    whole = receipts.take_packages_off

    def take_off(folder, found, trust):
        carrier = receipts.FolderCarrier(folder / part.PACKAGE_FOLDER)
        for name in carrier.names():
            if part.is_package_file(name):
                carrier.remove(name)
        return whole(folder, found, trust)

    change(receipts, "take_packages_off", take_off)


def torn_package_called_whole(change):
    """A package that could not be read to its end is named in the receipt."""
    whole = Store.note_package

    def note(self, stem, device, unit_code, at, *, is_whole, entries):
        whole(self, stem, device, unit_code, at, is_whole=True, entries=entries)

    change(Store, "note_package", note)


def purpose_not_checked(change):
    """A practice package is taken in with the real ones."""
    whole = opened_chunk

    def opened(stored, consignment, key_of):
        for purpose in Purpose:
            try:
                return whole(stored, msgspec.structs.replace(consignment, purpose=purpose), key_of)
            except package_reader.PackageDamaged as damage:
                refused = damage
        raise refused

    change(package_reader, "opened_chunk", opened)
    change(package_reader._Reading, "_demand_addressed", lambda *_: None)


def batch_not_atomic(change):
    """What is written before the power goes stays, half of a batch."""
    from contextlib import contextmanager

    @contextmanager
    def alone(self):
        yield

    change(SqliteGround, "alone", alone)


def refold_forgotten(change):
    """A person's second visit to the county does not change its rows."""
    whole = Store.mark_to_fold

    def mark(self, subjects):
        whole(self, [s for s in subjects if self.person(s.partition(":")[2]) is None])

    change(Store, "mark_to_fold", mark)


def folded_by_arrival(change):
    """The later arrival wins, whatever the entries say of their order."""
    whole = folding.fold_card

    def fold(person_id, entries):
        return whole(person_id, entries[-6:])

    change(folding, "fold_card", fold)


def rights_not_judged(change):
    """Every clinic may change every child."""
    change(judging.Bench, "_is_beyond_its_right", lambda *_: False)


def disputed_counts(change):
    """What was refused is folded all the same."""
    whole = Store.put_verdicts

    def put(self, tip, verdicts):
        whole(self, tip, [
            replace(each, state=None, reason=None) if each.state is EntryState.DISPUTED else each for each in verdicts
        ])  # fmt: skip

    change(Store, "put_verdicts", put)


def only_the_newest_entries_travel(change):
    """A clinic leaves the first entry without a receipt at home."""
    whole = sync._slice

    def newest(db, stream):
        run = whole(db, stream)
        return online._without(run, 1) if len(run.entries) > 1 else run

    change(sync, "_slice", newest)


def restored_goes_on_under_its_old_life(change):
    """A database that lies behind its guard goes on with numbers that were used."""
    change(sign_in, "is_behind", lambda *_: False)
    assert is_behind is not sign_in.is_behind


def counted_without_looking(change):
    """A receipt's hashes are not compared with the journal."""
    change(receipts, "_demand_same_history", lambda *_: None)


def place_given_twice(change):
    """The county's cursor runs ahead of its entries."""
    whole = Store.count_on

    def count_on(self, entries):
        return whole(self, entries + 1)

    change(Store, "count_on", count_on)


MUTANTS = (
    receipt_moves_backwards, gap_accepted, hash_not_compared, known_entries_held_again, applied_before_held,
    previous_hash_not_checked, fork_overwritten, fork_not_closed, evidence_thrown_away, pending_dropped,
    package_taken_off_too_early, torn_package_called_whole, purpose_not_checked, batch_not_atomic, refold_forgotten,
    folded_by_arrival, rights_not_judged, disputed_counts, only_the_newest_entries_travel,
    restored_goes_on_under_its_old_life, counted_without_looking, place_given_twice,
)  # fmt: skip


class Broken(ExitStack):
    """The program with one mutant in it, while the block lasts."""

    def __init__(self, mutant):
        super().__init__()
        mutant(lambda module, name, value: self.enter_context(patch.object(module, name, value)))


__all__ = ["MUTANTS", "Broken"]
