"""Whatever arrives in whatever order, and however often: received - used + returned - wasted is what is on hand."""

from datetime import date

from entry_builders import an_entry
from hypothesis import given, settings
from hypothesis import strategies as st

from clinic_app.domain.entries.stock import DosesWasted, LotDoseReturned, LotDoseUsed, LotReceived, VialOpened
from clinic_app.domain.fold.lot import fold_lot
from clinic_app.domain.fold.lot_history import lot_history
from tests.entry_builders import START

LOT = "lot:l1"
dose_ids = st.sampled_from([f"dose-{number}" for number in range(6)])
vial_ids = st.sampled_from(["", "vial-a", "vial-b"])

receipts = st.builds(
    lambda doses: LotReceived(
        lot_id="l1",
        vaccine="BCG",
        product="BCG",
        maker="M",
        specification="S",
        lot_number="A1",
        expires_on=date(2027, 6, 30),
        doses=doses,
        doses_per_vial=5,
    ),
    st.integers(0, 40),
)
uses = st.builds(lambda dose, vial: LotDoseUsed(lot_id="l1", dose_id=dose, vial_id=vial), dose_ids, vial_ids)
returns = st.builds(lambda dose: LotDoseReturned(lot_id="l1", dose_id=dose, reason="r"), dose_ids)
wastes = st.builds(
    lambda number, doses, vial: (f"waste-{number}", doses, vial), st.integers(0, 200), st.integers(0, 9), vial_ids
)
openings = st.builds(
    lambda vial: VialOpened(vial_id=vial, lot_id="l1", code="", opened_at=START, minutes=60),
    st.sampled_from(["vial-a", "vial-b"]),
)


@st.composite
def histories(draw):
    """A receipt, then anything, written by two desks; each waste has an id of its own."""
    bodies = [draw(receipts), *draw(st.lists(st.one_of(receipts, uses, returns, openings), max_size=12))]
    for number, doses, vial in draw(st.lists(wastes, max_size=4, unique_by=lambda waste: waste[0])):
        bodies.append(DosesWasted(waste_id=f"waste-{number}", lot_id="l1", doses=doses, reason="broken", vial_id=vial))
    desks = draw(st.lists(st.sampled_from(["d1", "d2"]), min_size=len(bodies), max_size=len(bodies)))
    seqs = {"d1": 0, "d2": 0}
    entries = []
    for place, (body, device) in enumerate(zip(bodies, desks, strict=True)):
        seqs[device] += 1
        entries.append(
            an_entry(body, id=f"e{place:03}", seq=seqs[device], device=device, subject=LOT, minute=place * 17)
        )
    return entries


def on_hand_by_hand(entries):
    """Count as a storekeeper does with a pencil."""
    bodies = [entry.body for entry in entries]
    received = sum(body.doses for body in bodies if isinstance(body, LotReceived))
    used = {body.dose_id for body in bodies if isinstance(body, LotDoseUsed)}
    returned = {body.dose_id for body in bodies if isinstance(body, LotDoseReturned)}
    wasted = sum(body.doses for body in bodies if isinstance(body, DosesWasted))
    return received - len(used - returned) - wasted


@settings(max_examples=150)
@given(histories(), st.data())
def test_what_is_on_hand_is_received_less_used_less_wasted_plus_returned_in_any_order(entries, data):
    arrived = data.draw(st.permutations(entries + entries[: len(entries) // 2]))

    lot, lines = fold_lot("l1", arrived), lot_history(arrived)

    assert lot.doses_on_hand == on_hand_by_hand(entries)
    assert lines[-1].on_hand == lot.doses_on_hand
    assert lines == lot_history(entries)


@settings(max_examples=100)
@given(histories())
def test_an_open_vial_has_doses_left_and_none_that_was_thrown_away_is_open(entries):
    lot = fold_lot("l1", entries)

    thrown_away = {e.body.vial_id for e in entries if isinstance(e.body, DosesWasted)}
    assert all(0 < vial.doses_left <= 5 for vial in lot.open_vials)
    assert not thrown_away & {vial.id for vial in lot.open_vials}
