"""What must hold when everything has been carried; each failure begins with the invariant's name."""

from clinic_app.domain.entries.entry import hash_of, read_entry
from clinic_app.domain.fold.canonical import canonical_card, digest_of
from clinic_app.domain.fold.card import fold_card
from clinic_app.hub.checking import differences
from clinic_app.hub.store import DeviceState
from clinic_app.services.checkup import check_clinic
from tests.simulator.world import Broken

# A restored or copied workstation says, and rightly, that entries its guard and its tail copy know are missing.
AFTER_RESTORE = {"behind_guard", "guard_differs", "entry_missing"}


def demand_everything(world):
    """Check all invariants; return how many cards were compared."""
    held = at_the_county(world)
    whole_journals(world)
    whole_chains_at_the_county(world, held)
    union(world, held)
    forks(world, held)
    places(world)
    verdicts(world, held)
    return cards(world, held)


def at_the_county(world):
    """Return every entry of the county by place: hash, hub_seq, verdict, id."""
    rows = world.hub.store.ground.rows("SELECT device, incarnation, seq, hash, hub_seq, verdict, id, bytes FROM entry")
    for row in rows:
        if hash_of(bytes(row[7])) != bytes(row[3]):
            raise Broken(f"I2 entry {row[:3]} at the county is not what it was")
    return {tuple(row[:3]): (bytes(row[3]), row[4], row[5], row[6]) for row in rows}


def whole_journals(world):
    """I1, I2, I3, I7 at every clinic: the program's own check, on what was acknowledged."""
    for clinic in world.clinics:
        here = {wrote.place: wrote.hash for wrote in clinic.wrote()}
        found = {damage.what for damage in check_clinic(clinic.premises, clinic.keys).damages}
        if found - (AFTER_RESTORE if clinic.restored or clinic.copied else set()):
            raise Broken(f"I2 I3 I7 check of {clinic.unit_code}: {found}")
        if clinic.copied or clinic.restored:
            continue
        for place, versions in world.ledger.items():
            if place[0] == clinic.keys.device_id and here.get(place) not in versions:
                raise Broken(f"I1 entry {place} was acknowledged and is not in the journal")


def whole_chains_at_the_county(world, held):
    """I2, I7: `clinic-hub check` finds nothing."""
    found = list(differences(world.hub.store))
    if found:
        raise Broken(f"I2 I7 county: {found[0]}")
    if world.hub.store.to_fold(1):
        raise Broken("I7 people wait to be folded though nothing is left to do")
    for tip in world.hub.store.tips():
        seqs = sorted(place[2] for place in held if place[:2] == (tip.device, tip.incarnation))
        if seqs != list(range(1, tip.held_seq + 1)):
            raise Broken(f"I2 the county holds a gap in {tip.device}")


def union(world, held):
    """I8: what the devices hold together is what the county holds."""
    forked = {(t.device, t.incarnation) for t in world.hub.store.tips() if t.state.value == "forked"}
    if world.county_restored:  # it may have forgotten that it knew two histories
        forked |= {place[:2] for place, versions in world.ledger.items() if len(versions) > 1}
    practice = {clinic.keys.device_id for clinic in world.clinics if clinic.practice}
    revoked = {d.device for d in world.hub.store.devices() if d.state is DeviceState.REVOKED}
    for place, (entry_hash, *_) in held.items():
        if place[0] in practice:
            raise Broken("a practice entry is among real ones")
        if entry_hash not in world.ledger.get(place, {}):
            raise Broken(f"I8 the county holds an entry nobody wrote: {place}")
    for place, versions in world.ledger.items():
        closed = place[:2] in forked or place[0] in practice | revoked or place in world.lost
        if not closed and (place not in held or held[place][0] not in versions):
            raise Broken(f"I8 entry {place} never arrived")
    receipted(world, held)


def receipted(world, held):
    """I4: nothing that a clinic believes receipted is missing at the county."""
    desks = [clinic.keys.device_id for clinic in world.clinics]
    for clinic in world.clinics:
        if world.county_restored and desks.count(clinic.keys.device_id) > 1:
            continue  # a copied workstation keeps what a county told it before that county forgot, and is out of use
        for device, life, seq, _ in clinic.desk.db.execute("SELECT device, incarnation, held_seq, 0 FROM receipted"):
            if seq and (device, life, seq) not in held:
                raise Broken(f"I4 {seq} is receipted and absent")


def forks(world, held):
    """I10: two histories of one stream close it, and nothing else does; what came second is kept as evidence."""
    two = {place[:2] for place, versions in world.ledger.items() if len(versions) > 1}
    forked = {(t.device, t.incarnation) for t in world.hub.store.tips() if t.state.value == "forked"}
    if forked - two:
        raise Broken("I10 a stream was closed that has one history")
    revoked = {d.device for d in world.hub.store.devices() if d.state is DeviceState.REVOKED}
    for stream in two - forked:
        if stream[0] not in revoked and not world.county_restored:  # the clinics see it then
            raise Broken(f"I10 two histories of {stream} and no alarm")
    kept = {tuple(row) for row in world.hub.store.ground.rows("SELECT device, incarnation FROM fork_evidence")}
    if forked - kept:
        raise Broken("I10 a fork without evidence")


def places(world):
    """I9: the places of the county are 1 to n without a gap, and every stream's cursor stands at its last."""
    rows = world.hub.store.ground.rows("SELECT hub_seq FROM entry WHERE hub_seq IS NOT NULL ORDER BY hub_seq")
    if [row[0] for row in rows] != list(range(1, len(rows) + 1)):
        raise Broken("I9 the county's places have a gap")
    last = world.hub.store.ground.rows("SELECT coalesce(max(last_hub_seq), 0) FROM county")[0][0]
    if last != len(rows):
        raise Broken("I9 the county's cursor moved without its entries")
    for tip in world.hub.store.tips():
        (counted,) = world.hub.store.ground.rows(
            "SELECT count(*), coalesce(max(seq), 0) FROM entry "
            "WHERE device = ? AND incarnation = ? AND hub_seq IS NOT NULL",
            (tip.device, tip.incarnation),
        )
        if tuple(counted) != (tip.applied_seq, tip.applied_seq):
            raise Broken("I9 a stream's cursor and its entries differ")
        if tip.state.value == "open" and tip.applied_seq != tip.held_seq:
            raise Broken("I5 held and never applied")


def verdicts(world, held):
    """I5: nothing waits whose cause is here, nothing is refused but what was beyond a clinic's right."""
    ids = {entry_id for _, hub_seq, _, entry_id in held.values() if hub_seq is not None}
    for place, (entry_hash, hub_seq, verdict, entry_id) in held.items():
        if hub_seq is None:
            continue
        entry = read_entry(world.ledger[place][entry_hash].stored)
        missing = [ref for ref in entry.refs if ref not in ids]
        expected = "disputed" if entry_id in world.trespasses else "taken"
        if verdict != ("held" if missing else expected):
            raise Broken(f"I5 {entry.kind} is {verdict}, expected {'held' if missing else expected}")


def cards(world, held):
    """I6, I7: each card at the county is the fold of what was written, in any order; clinics that hold it agree."""
    taken = {}
    for place, (entry_hash, _, verdict, _) in held.items():
        wrote = world.ledger[place][entry_hash]
        if verdict == "taken" and wrote.subject.startswith("person:"):
            taken.setdefault(wrote.subject.partition(":")[2], []).append(wrote)
    if sorted(taken) != world.hub.store.person_ids():
        raise Broken("I7 other people than those of whom something was taken")
    for person, written in taken.items():
        world.rng.shuffle(written)
        canonical = canonical_card(fold_card(person, [read_entry(wrote.stored) for wrote in written]))
        row = world.hub.store.person(person)
        if row[7] != canonical or row[8] != digest_of(person, canonical):
            raise Broken("I6 the county's card depends on the order of arrival")
    return sum(_agree(world, clinic, taken) for clinic in world.clinics if not clinic.practice)


def _agree(world, clinic, taken):
    """Compare the cards a clinic folded with the county's, wherever both hold the same entries."""
    here = {}
    for wrote in clinic.wrote():
        if wrote.subject.startswith("person:"):
            here.setdefault(wrote.subject.partition(":")[2], set()).add(wrote.hash)
    compared = 0
    for person, hashes in here.items():
        if hashes == {wrote.hash for wrote in taken.get(person, ())}:
            compared += 1
            if canonical_card(clinic.desk.card(person)) != world.hub.store.person(person)[7]:
                raise Broken("I6 clinic and county hold the same entries and other cards")
    return compared
