"""A clinic with a valid key writes what no program would: it gains nothing, is answered, and stops nobody."""

import json
import random
import time
import tracemalloc
import zlib

import pytest
from builders import a_lot, a_person, a_visit_ready_for_injection, write_a_dose
from hub_builders import carry

from clinic_app.devices.identity import new_id
from clinic_app.domain.entries.entry import UnreadableEntry, read_envelope
from clinic_app.domain.entries.vaccination import DoseRecorded
from clinic_app.domain.fold.card import STEPS
from clinic_app.exchange import framing
from clinic_app.exchange.chunk import RAW_LIMIT
from clinic_app.exchange.keys import public_bytes_of
from clinic_app.exchange.problems import PackageDamaged
from clinic_app.exchange.receipt import PendingReason, opened_receipt
from clinic_app.hub.applying import apply_all
from clinic_app.hub.checking import differences
from clinic_app.hub.holding import Held
from clinic_app.hub.receipts import make_receipt
from tests.hub.hostile import UNIT, HostileClinic, every_kind

AT = "2026-11-18T00:00:00.000Z"
NASTY = (
    "\0", "a\0b", "", "x" * 3_000, "\u202e", 2**53 + 1, 2**63, 2**70, -(2**70), 1.5, True, None, [], {}, [[["a"]]],
    "0001-01-01", "9999-12-31", "2026-13-01", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999Z", {"a": "\0"},
)  # fmt: skip
ENVELOPE = ("id", "by", "desk", "refs", "draft", "at", "clock", "kind", "v")


@pytest.fixture
def stick(tmp_path):
    root = tmp_path / "stick"
    root.mkdir()
    return root


@pytest.fixture
def home(hub, tmp_path):
    desk = hub.enrolled(tmp_path / "home")
    hub.admit(desk)
    yield desk
    desk.close()


@pytest.fixture
def hostile(hub):
    return HostileClinic(hub)


def everything(hub):
    tables = ("entry", "stream", "person", "dose", "claim", "package", "fork_evidence", "device")
    return [sorted(map(repr, hub.store.ground.rows(f"SELECT * FROM {name}"))) for name in tables]


def a_child(desk):
    visit = a_visit_ready_for_injection(desk)
    write_a_dose(desk, visit, a_lot(desk))
    return visit.person_id


def the_county_goes_on(hub, home, stick):
    """Another clinic is served as if nothing had happened; every row is what the entries tell."""
    child = a_person(home, name="李想")
    carry(home, hub, stick)
    assert hub.store.person(child) is not None
    assert list(differences(hub.store)) == []


def pending(hub, unit=UNIT):
    return [line.reason for line in hub.store.pending(unit, 99_999)]


def mutated(clinic, value, ending):
    """Every kind with this value in every field of body and envelope, about people of the clinic's own."""
    for entry in every_kind():
        subject, body = entry["subject"], dict(entry["body"])
        if subject.startswith("person:"):
            subject += ending
            body |= {"person_id": subject.partition(":")[2]} if "person_id" in body else {}
        yield clinic.entry(entry["kind"], subject, body)
        for name in body:
            yield clinic.entry(entry["kind"], subject, body | {name: value})
        for name in (*ENVELOPE, "subject"):
            place = clinic.seq, clinic.prev
            said = {"refs": [value]} if name == "refs" else {name: value}
            stored = clinic.entry(entry["kind"], subject, body, **said)
            try:
                read_envelope(stored)
            except UnreadableEntry:
                clinic.seq, clinic.prev = place
            else:
                yield stored


def test_no_value_in_any_field_of_any_kind_stops_the_county_or_touches_another_clinic(hub, home, stick):
    child = a_child(home)
    carry(home, hub, stick)
    before = hub.store.person(child), hub.store.dose_rows(child)
    sent = 0

    for number, value in enumerate(NASTY):
        clinic = HostileClinic(hub, unit=f"33012209{number:02d}")
        entries = list(mutated(clinic, value, f"-{number}"))
        clinic.hand_in(entries)
        apply_all(hub.store, AT)
        sent += len(entries)
        with hub.store.ground.alone():
            receipt, stored = make_receipt(hub.county, hub.store, clinic.unit, hub.now(), new_id)
        assert opened_receipt(stored, public_bytes_of(hub.county.signing_key)) == receipt
        assert receipt.streams[0].applied.seq == len(entries)

    assert sent > 8_000
    assert (hub.store.person(child), hub.store.dose_rows(child)) == before
    the_county_goes_on(hub, home, stick)


def test_a_body_that_breaks_the_fold_is_disputed_and_the_person_goes_on_without_it(
    hub, hostile, home, stick, monkeypatch
):
    whole = STEPS[DoseRecorded]

    def breaks(card, entry):
        if entry.body.vaccine == "BREAKS":
            raise ZeroDivisionError
        whole(card, entry)

    monkeypatch.setitem(STEPS, DoseRecorded, breaks)
    person = "person:p-1"

    def recorded(vaccine):
        body = {
            "dose_id": new_id(),
            "person_id": "p-1",
            "vaccine": vaccine,
            "given_on": "2026-11-01",
            "source": "booklet",
        }
        return hostile.entry("dose.recorded", person, body)

    hostile.hand_in([recorded(vaccine) for vaccine in ("BCG", "BREAKS", "PV", "BREAKS", "MMR")])
    apply_all(hub.store, AT)

    assert pending(hub) == [PendingReason.UNREADABLE_BODY] * 2
    assert sorted(row[2] for row in hub.store.dose_rows("p-1")) == ["BCG", "MMR", "PV"]
    the_county_goes_on(hub, home, stick)


@pytest.mark.parametrize("kind", ["person.amended", "dose.voided", "dose.corrected"])
def test_who_comes_first_gains_no_right_over_another_clinics_child(hub, hostile, home, stick, kind):
    child = a_child(home)
    dose = home.card(child).doses[0].id
    body = {
        "person.amended": {"person_id": child, "field": "name", "value": "王二"},
        "dose.voided": {"dose_id": dose, "person_id": child, "reason": "x"},
        "dose.corrected": {"dose_id": dose, "person_id": child, "field": "lot_number", "value": "X", "reason": "x"},
    }[kind]
    hostile.hand_in([hostile.entry(kind, f"person:{child}", body)])
    apply_all(hub.store, AT)
    assert pending(hub) == [PendingReason.MISSING_CAUSE]

    carry(home, hub, stick)

    assert pending(hub) == [PendingReason.OTHER_CLINIC]
    assert hub.store.person(child)[2] == "陈小满"
    assert [row[5] for row in hub.store.dose_rows(child)] == [1]
    the_county_goes_on(hub, home, stick)


def plaintext_lies(hub, clinic):
    """Chunks whose signature is valid and whose content is not."""
    one, two, three = (clinic.entry("access.recorded", "clinic", {"action": "x"}) for _ in range(3))
    said = json.loads(two)
    other = json.dumps(said | {"seq": 7}).encode()
    unlinked = json.dumps(said | {"prev": "00" * 32}).encode()
    deep = one.replace(b'"action": "x"', b'"action": ' + b"[" * 40 + b"]" * 40)
    twice = one.replace(b'"desk": "1"', b'"desk": "1", "desk": "2"')
    surrogate = one.replace(b'"desk": "1"', b'"desk": "\\ud800"')
    foreign = json.dumps(json.loads(one) | {"device": new_id()}).encode()
    local = json.dumps(json.loads(one) | {"stream": "local"}).encode()
    yield from (
        clinic.chunk([one, other]), clinic.chunk([one, unlinked]), clinic.chunk([one, three]), clinic.chunk([deep]),
        clinic.chunk([twice]), clinic.chunk([surrogate]), clinic.chunk([foreign]), clinic.chunk([local]),
        clinic.chunk([one], count=2),
        clinic.chunk([one], count=-1), clinic.chunk([one], count=2**63), clinic.chunk([one], to=2**53),
        clinic.chunk([one], **{"from": 0}), clinic.chunk([one], **{"from": -(2**63)}),
        clinic.chunk([one], prev_hash="00" * 32), clinic.chunk([one], last_hash="00" * 32),
        clinic.chunk([one], recipient="age1other"), clinic.chunk([one], purpose="practice"),
        clinic.chunk([one], direction="down"), clinic.chunk([one], format=2), clinic.chunk([one], format=2**70),
        clinic.chunk([one], device=new_id()), clinic.chunk([one], device=""), clinic.chunk([one], more=1),
        clinic.chunk([one] * 501, count=501, to=501),
    )  # fmt: skip
    for life in ("", "a\0b", "x" * 65, "生"):
        renamed = json.dumps(json.loads(one) | {"incarnation": life}).encode()
        yield clinic.chunk([renamed], incarnation=life)


def test_what_a_header_or_a_chain_says_wrongly_is_refused_whole(hub, hostile):
    before = everything(hub)

    for number, lie in enumerate(plaintext_lies(hub, hostile)):
        with pytest.raises(PackageDamaged):
            raise AssertionError(f"lie {number} was {hostile.front_desk.chunk(lie)}")

    assert everything(hub) == before


def test_a_far_place_is_a_gap_and_another_beginning_a_fork_of_its_own_stream_only(hub, hostile, home, stick):
    first = hostile.entry("access.recorded", "clinic", {"action": "x"})
    hostile.hand_in([first])
    hostile.seq = 2**53
    far = hostile.entry("access.recorded", "clinic", {"action": "y"})
    assert hostile.front_desk.chunk(hostile.chunk([far])) is Held.GAP
    hostile.seq, hostile.prev = 0, ""
    assert hostile.hand_in([hostile.entry("access.recorded", "clinic", {"action": "z"})]) == [Held.FORK]

    the_county_goes_on(hub, home, stick)


def test_bombs_are_refused_at_once(hub, hostile):
    one = hostile.entry("access.recorded", "clinic", {"action": "x"})
    header = framing.frames(hostile.chunk([one]), longest=RAW_LIMIT)
    first = next(iter(header))
    deep = b'{"a":' * 150_000 + b"1" + b"}" * 150_000
    bombs = (
        hostile.signed(first, zlib.compress(bytes(200 << 20))),
        hostile.signed(first, zlib.compress(framing.joined([deep]))),
        hostile.signed(first, zlib.compress(framing.joined([b"[" * 900_000]))),
        hostile.signed(first, zlib.compress(framing.joined([b"{}"] * 100_000))),
        hostile.signed(first, zlib.compress((2**32 - 1).to_bytes(4, "big"))),
        hostile.signed(b'{"format":' + b"9" * 4_000 + b"}", b""),
        hostile.signed(b"[" * 4_000, b""),
    )
    before = everything(hub)

    for number, bomb in enumerate(bombs):
        tracemalloc.start()
        began = time.process_time()
        with pytest.raises(PackageDamaged):
            hostile.front_desk.chunk(bomb)
        seconds, (_, peak) = time.process_time() - began, tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert seconds < 0.2, f"bomb {number} took {seconds:.2f} s"
        assert peak < 64 << 20, f"bomb {number} took {peak >> 20} MB"
    assert everything(hub) == before


def test_chance_changes_to_a_valid_chain_never_stop_the_county(hub, home, stick):
    """Entries cut, doubled and stirred together, hashed and signed anew."""
    child = a_child(home)
    carry(home, hub, stick)
    before = hub.store.person(child)
    rng = random.Random(20261118)
    kinds = every_kind()
    clinic = HostileClinic(hub)
    entries = []
    for _ in range(400):
        entry = dict(rng.choice(kinds))
        body = {**rng.choice(kinds)["body"], **entry["body"]} if rng.random() < 0.3 else dict(entry["body"])
        for name in rng.sample(sorted(body), min(len(body), rng.randrange(3))):
            body[name] = rng.choice((*NASTY, child, *[other["id"] for other in rng.sample(kinds, 2)]))
        subject = rng.choice((entry["subject"], f"person:{child}", "clinic", f"device:{clinic.device}"))
        refs = [rng.choice(kinds)["id"] for _ in range(rng.randrange(3))]
        entries.append(clinic.entry(entry["kind"], subject, body, refs=refs))
    clinic.hand_in(entries)
    apply_all(hub.store, AT)

    name, birth = hub.store.person(child)[2], hub.store.person(child)[4]
    assert (name, birth) == (before[2], before[4])
    assert hub.store.ground.rows("SELECT count(*) FROM to_fold")[0][0] == 0
    the_county_goes_on(hub, home, stick)
