"""A chunk is signed over what it says and what it holds, and bound to where it goes."""

import hashlib
import json
import struct
import zlib

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from clinic_app.exchange.chunk import opened_chunk, signed_chunks
from clinic_app.exchange.problems import PackageDamaged, ProblemKind
from clinic_app.exchange.signed_header import Consignment, Direction
from tests.exchange_samples import DEVICE, DEVICE_KEY, DEVICE_KEYS, INCARNATION, a_slice, chained

BOUND = Consignment(bundle="6f1d3f0e-0000-4000-8000-000000000001", recipient="age1county")


def frame(content):
    return struct.pack(">I", len(content)) + content


def signed(header, payload, key=DEVICE_KEY):
    """A chunk built by hand after FORMAT.md."""
    header = json.dumps(header, separators=(",", ":")).encode() if isinstance(header, dict) else header
    signature = key.sign(b"vaxsync chunk 1\0" + header + hashlib.sha256(payload).digest())
    return frame(header) + frame(signature) + frame(payload)


def a_header(entries, **changes):
    return {
        "format": 1,
        "device": DEVICE,
        "incarnation": INCARNATION,
        "from": 1,
        "to": len(entries),
        "count": len(entries),
        "prev_hash": "",
        "last_hash": hashlib.sha256(entries[-1]).hexdigest(),
        "purpose": "entries",
        "direction": "up",
        "recipient": BOUND.recipient,
        "bundle": BOUND.bundle,
    } | changes


def payload_of(entries):
    return zlib.compress(b"".join(frame(entry) for entry in entries))


def refusal(stored, bound=BOUND, known=DEVICE_KEYS):
    with pytest.raises(PackageDamaged) as refused:
        opened_chunk(stored, bound, known.__getitem__)
    return refused.value.kind


def test_a_chunk_spelled_by_hand_is_read():
    entries = chained(3)

    chunk = opened_chunk(signed(a_header(entries), payload_of(entries)), BOUND, DEVICE_KEYS.__getitem__)

    assert chunk.entries == tuple(entries)
    assert (chunk.header.first_seq, chunk.header.last_seq, chunk.header.count) == (1, 3, 3)


def test_what_the_program_packs_has_the_header_of_the_page():
    entries = chained(501)

    first, second = signed_chunks(a_slice(entries), BOUND, DEVICE_KEY)

    length = struct.unpack(">I", first.content[:4])[0]
    assert json.loads(first.content[4 : 4 + length]) == a_header(entries[:500])
    assert (first.entries, second.entries) == (500, 1)


def test_a_chunk_never_holds_more_than_256_kib_but_a_large_entry_travels_alone():
    bodies = [{"remark": "x" * 100_000}, {"remark": "y" * 100_000}, {"remark": "z" * 300_000}, {"remark": "w"}]
    entries = chained(4, bodies=bodies)

    chunks = list(signed_chunks(a_slice(entries), BOUND, DEVICE_KEY))

    assert [chunk.entries for chunk in chunks] == [2, 1, 1]
    read = [opened_chunk(chunk.content, BOUND, DEVICE_KEYS.__getitem__).entries for chunk in chunks]
    assert [entry for part in read for entry in part] == entries


@pytest.mark.parametrize(
    "other",
    [
        Consignment(bundle="6f1d3f0e-0000-4000-8000-000000000002", recipient=BOUND.recipient),
        Consignment(bundle=BOUND.bundle, recipient="age1neighbour"),
        Consignment(bundle=BOUND.bundle, recipient=BOUND.recipient, direction=Direction.DOWN),
    ],
    ids=["another package", "another county", "another direction"],
)
def test_a_chunk_sent_again_as_something_else_is_refused(other):
    entries = chained(2)

    assert refusal(signed(a_header(entries), payload_of(entries)), bound=other) is ProblemKind.MISADDRESSED


def test_only_the_device_itself_can_sign():
    entries = chained(2)
    stranger = Ed25519PrivateKey.from_private_bytes(b"\7" * 32)

    assert refusal(signed(a_header(entries), payload_of(entries), stranger)) is ProblemKind.BAD_SIGNATURE


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"count": 3}, ProblemKind.DAMAGED),
        ({"from": 2, "to": 3}, ProblemKind.BROKEN_CHAIN),
        ({"to": 9}, ProblemKind.BROKEN_CHAIN),
        ({"last_hash": "00" * 32}, ProblemKind.BROKEN_CHAIN),
        ({"prev_hash": "00" * 32}, ProblemKind.BROKEN_CHAIN),
        ({"prev_hash": "zz"}, ProblemKind.DAMAGED),
        ({"incarnation": "00" * 16}, ProblemKind.BROKEN_CHAIN),
        ({"format": 2}, ProblemKind.NEWER_FORMAT),
        ({"format": 0}, ProblemKind.DAMAGED),
        ({"purpose": "orders"}, ProblemKind.DAMAGED),
        ({"extra": 1}, ProblemKind.DAMAGED),
        ({"device": 5}, ProblemKind.DAMAGED),
    ],
)
def test_a_signed_header_that_lies_is_refused(changes, kind):
    entries = chained(2)

    assert refusal(signed(a_header(entries, **changes), payload_of(entries))) is kind


def test_a_header_with_a_key_twice_is_refused_though_it_is_signed():
    entries = chained(1)
    text = json.dumps(a_header(entries), separators=(",", ":")).encode()
    twice = text.replace(b'"count":1', b'"count":9,"count":1')

    assert refusal(signed(twice, payload_of(entries))) is ProblemKind.DAMAGED


@pytest.mark.parametrize(
    ("payload", "kind"),
    [
        (b"", ProblemKind.DAMAGED),
        (b"not zlib", ProblemKind.DAMAGED),
        (zlib.compress(b"\0" * 50_000_000, 9), ProblemKind.TOO_LARGE),
        (zlib.compress(b""), ProblemKind.DAMAGED),
        (zlib.compress(b"\xff\xff\xff\xff{}"), ProblemKind.TOO_LARGE),
        (zlib.compress(b"\0\0\0\5{}"), ProblemKind.DAMAGED),
        (zlib.compress(b"\0\0"), ProblemKind.DAMAGED),
        (payload_of(chained(1)) + b"tail", ProblemKind.DAMAGED),
        (payload_of(chained(1))[:-2], ProblemKind.DAMAGED),
        (payload_of(chained(501)), ProblemKind.DAMAGED),
    ],
    ids=["empty", "garbage", "bomb", "nothing", "4 GiB", "short", "half length", "tail", "cut", "too many"],
)
def test_a_signed_payload_that_is_no_payload_is_refused(payload, kind):
    assert refusal(signed(a_header(chained(1)), payload)) is kind


@pytest.mark.parametrize("stored", [b"", b"\0\0\0\1", frame(b"a") + frame(b"b"), frame(b"a") * 4, b"\xff" * 20])
def test_bytes_that_are_no_chunk_are_refused(stored):
    assert refusal(stored) in {ProblemKind.DAMAGED, ProblemKind.TOO_LARGE}


def test_a_header_of_many_kilobytes_is_refused_before_it_is_parsed():
    assert refusal(signed(b" " * 5000, b"")) is ProblemKind.TOO_LARGE
