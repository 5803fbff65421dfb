"""Damage, traps and bombs: whatever is done to a package, nothing false is accepted and nothing escapes uncaught."""

import hashlib
import random
import struct
import time
import tracemalloc
import zlib

import pyrage
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from clinic_app.exchange import framing, manifest, part, signed_header
from clinic_app.exchange.age_envelope import opened
from clinic_app.exchange.chunk import ChunkHeader
from clinic_app.exchange.keys import new_county_keypair
from clinic_app.exchange.package_reader import read_package
from clinic_app.exchange.problems import PackageDamaged, ProblemKind
from clinic_app.exchange.signed_header import Direction, Purpose
from tests.exchange_samples import (
    COUNTY,
    DEVICE,
    DEVICE_KEY,
    DEVICE_KEYS,
    INCARNATION,
    MemoryCarrier,
    Minting,
    a_slice,
    chained,
    write,
)

SECONDS_PER_SWEEP = 4
ENTRIES = chained(24)


def a_whole_package():
    """Three parts of eight entries and a manifest."""
    slices, before = [], b""
    for start in range(0, 24, 8):
        slices.append(a_slice(ENTRIES[start : start + 8], first_seq=start + 1, prev=before))
        before = slices[-1].last_hash
    carrier = MemoryCarrier()
    write(carrier, slices, part_limit=1)
    return carrier.files


WHOLE = a_whole_package()
NAMES = sorted(WHOLE)


def read(files, device_keys=DEVICE_KEYS):
    return read_package(MemoryCarrier(files=dict(files)), identity=COUNTY.identity, device_keys=device_keys)


def accepted_nothing_false(files, device_keys):
    """Read a damaged package: it must say so, and hand out nothing but a beginning of what was written."""
    package = read(files, device_keys)
    entries = [entry for chunk in package.chunks for entry in chunk.entries]
    assert package.problems != ()
    assert not all(bundle.complete for bundle in package.bundles) or not package.bundles
    assert entries == ENTRIES[: len(entries)]
    return package


def until_time_is_up(seed):
    """Yield random generators until the sweep's time is over."""
    end, number = time.monotonic() + SECONDS_PER_SWEEP, 0
    while time.monotonic() < end:
        yield random.Random(f"{seed}-{number}")
        number += 1
    assert number > 200, "the machine is too slow for this sweep to mean anything"


def test_the_package_that_is_damaged_below_is_whole():
    package = read(WHOLE)

    assert package.problems == ()
    assert [entry for chunk in package.chunks for entry in chunk.entries] == ENTRIES
    assert len(NAMES) == 4


def test_no_single_flipped_bit_is_accepted():
    for chance in until_time_is_up("flip"):
        name = chance.choice(NAMES)
        stored = bytearray(WHOLE[name])
        stored[chance.randrange(len(stored))] ^= 1 << chance.randrange(8)

        accepted_nothing_false(WHOLE | {name: bytes(stored)}, chance.choice([DEVICE_KEYS, None]))


def test_no_truncation_and_no_tail_is_accepted():
    for chance in until_time_is_up("cut"):
        name = chance.choice(NAMES)
        stored = WHOLE[name]
        cut = chance.choice(
            [stored[: chance.randrange(len(stored))], stored + chance.randbytes(chance.randrange(1, 9))]
        )

        accepted_nothing_false(WHOLE | {name: cut}, chance.choice([DEVICE_KEYS, None]))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("length", [0, 1, 3, 4, 5, 28, 29, 60, 61, 62, -1])
def test_no_cut_at_a_border_of_the_format_is_accepted(name, length):
    accepted_nothing_false(WHOLE | {name: WHOLE[name][:length]}, DEVICE_KEYS)


@settings(max_examples=150)
@given(st.data())
def test_no_patched_stretch_is_accepted(data):
    name = data.draw(st.sampled_from(NAMES))
    stored = WHOLE[name]
    start = data.draw(st.integers(0, len(stored) - 1))
    patch = data.draw(st.binary(min_size=1, max_size=40))
    patched = stored[:start] + patch + stored[start + data.draw(st.integers(0, 40)) :]
    if patched != stored:
        accepted_nothing_false(WHOLE | {name: patched}, data.draw(st.sampled_from([DEVICE_KEYS, None])))


def test_no_file_can_be_missing_doubled_or_swapped():
    parts = [name for name in NAMES if ".P" in name]
    for name in NAMES:
        accepted_nothing_false({other: WHOLE[other] for other in NAMES if other != name}, DEVICE_KEYS)
    for one in NAMES:
        for other in NAMES:
            if one != other:
                accepted_nothing_false(WHOLE | {one: WHOLE[other]}, DEVICE_KEYS)
    accepted_nothing_false(WHOLE | {parts[0][:-1] + "4": WHOLE[parts[0]]}, DEVICE_KEYS)


def test_a_part_of_another_package_cannot_be_slipped_in():
    other = MemoryCarrier()
    write(other, [a_slice(chained(3))], mint_id=Minting(77))
    (foreign,) = [stored for name, stored in other.files.items() if name.endswith(".P01")]

    for name in NAMES:
        accepted_nothing_false(WHOLE | {name: foreign}, DEVICE_KEYS)


def test_a_package_under_another_name_is_refused():
    renamed = {name.replace(name[:8], "ABCDEFGH"): stored for name, stored in WHOLE.items()}

    assert accepted_nothing_false(renamed, DEVICE_KEYS).entries == 0


def resealed(plaintext, *, bundle, number=1, of=1, recipient=COUNTY.recipient):
    """A part anybody could make: sealing needs no secret."""
    ciphertext = pyrage.encrypt(plaintext, [pyrage.x25519.Recipient.from_str(recipient)])
    return part.part_file(part.Part(bundle=bundle, number=number, of=of, ciphertext=ciphertext))


def test_parts_sealed_again_by_somebody_else_are_noticed():
    first = NAMES[1]
    taken = part.opened_part(WHOLE[first])
    plaintext = opened(taken.ciphertext, COUNTY.identity)

    again = resealed(plaintext, bundle=taken.bundle, number=1, of=3)
    doubled = resealed(plaintext * 2, bundle=taken.bundle, number=1, of=3)

    assert accepted_nothing_false(WHOLE | {first: again}, DEVICE_KEYS).problems[0].kind is ProblemKind.MANIFEST_DIFFERS
    without_manifest = {first: doubled}
    assert accepted_nothing_false(without_manifest, DEVICE_KEYS).problems[0].kind is ProblemKind.BROKEN_CHAIN


def test_a_package_opened_and_sealed_to_another_county_is_refused_there():
    other = new_county_keypair()
    files = {}
    for name in NAMES[1:]:
        taken = part.opened_part(WHOLE[name])
        plaintext = opened(taken.ciphertext, COUNTY.identity)
        files[name] = resealed(
            plaintext, bundle=taken.bundle, number=taken.number, of=taken.of, recipient=other.recipient
        )

    package = read_package(MemoryCarrier(files=files), identity=other.identity, device_keys=DEVICE_KEYS)

    assert package.entries == 0
    assert package.problems[0].kind is ProblemKind.MISADDRESSED


def a_stanza():
    return b"-> X25519 " + b"A" * 43 + b"\n" + b"B" * 43 + b"\n"


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        (a_stanza() * 1600 + b"--- " + b"M" * 43 + b"\n", ProblemKind.AGE_HEADER_TOO_LONG),
        (a_stanza() * 17 + b"--- " + b"M" * 43 + b"\n", ProblemKind.AGE_HEADER_TOO_LONG),
        (b"-> grease " + b"x" * 5000 + b"\n", ProblemKind.AGE_HEADER_TOO_LONG),
        (b"-> X25519", ProblemKind.DAMAGED),
        (b"", ProblemKind.DAMAGED),
    ],
    ids=["1,600 stanzas", "17 stanzas", "long line", "cut", "nothing"],
)
def test_a_planted_age_header_is_refused_before_age_sees_it(header, kind):
    bundle = part.opened_part(WHOLE[NAMES[1]]).bundle
    ciphertext = b"age-encryption.org/v1\n" + header
    planted = part.part_file(part.Part(bundle=bundle, number=1, of=1, ciphertext=ciphertext))

    started = time.process_time()
    package = read({NAMES[1]: planted})
    seconds = time.process_time() - started

    assert package.problems[0].kind is kind
    assert seconds < 0.2


def test_sixteen_stanzas_of_others_are_still_read():
    others = [pyrage.x25519.Identity.generate().to_public() for _ in range(13)]
    mine = pyrage.x25519.Recipient.from_str(COUNTY.recipient)

    assert opened(pyrage.encrypt(b"content", [*others, mine]), COUNTY.identity) == b"content"


def test_armored_age_and_passwords_are_not_read():
    locked = b"-> scrypt " + b"A" * 22 + b" 30\n" + b"B" * 43 + b"\n--- " + b"M" * 43 + b"\n" + bytes(48)

    with pytest.raises(PackageDamaged):
        opened(b"age-encryption.org/v1\n" + locked, COUNTY.identity)
    with pytest.raises(PackageDamaged):
        opened(b"-----BEGIN AGE ENCRYPTED FILE-----\n", COUNTY.identity)


def a_signed_chunk(raw, *, bundle, count=1):
    """A chunk an enrolled but hostile device could sign, whatever it holds."""
    header = signed_header.encoded(
        ChunkHeader(
            format=1,
            device=DEVICE,
            incarnation=INCARNATION,
            first_seq=1,
            last_seq=count,
            count=count,
            prev_hash="",
            last_hash="00" * 32,
            purpose=Purpose.ENTRIES,
            direction=Direction.UP,
            recipient=COUNTY.recipient,
            bundle=bundle,
        )
    )
    payload = zlib.compress(raw, 9)
    signature = DEVICE_KEY.sign(b"vaxsync chunk 1\0" + header + hashlib.sha256(payload).digest())
    return framing.joined((header, signature, payload))


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (b"\0" * 50_000_000, ProblemKind.TOO_LARGE),
        (struct.pack(">I", 0xFFFFFFFF) + b"{}", ProblemKind.TOO_LARGE),
        (framing.framed(b"[" * 1_000_000), ProblemKind.BAD_ENTRY),
        (framing.framed(b'{"a":' * 150_000), ProblemKind.BAD_ENTRY),
        (framing.framed(b'"' + b"\\" * 1_000_000), ProblemKind.BAD_ENTRY),
        (framing.framed(b"9" * 1_000_000), ProblemKind.BAD_ENTRY),
        (framing.framed(b"") * 200_000, ProblemKind.DAMAGED),
    ],
    ids=["zlib bomb", "4 GiB length", "deep list", "deep object", "backslashes", "long number", "empty entries"],
)
def test_a_bomb_is_refused_in_a_blink_and_in_little_memory(raw, kind):
    bundle = part.opened_part(WHOLE[NAMES[1]]).bundle
    planted = resealed(framing.framed(a_signed_chunk(raw, bundle=bundle)), bundle=bundle)
    del raw

    started = time.process_time()
    package = read({NAMES[1]: planted})
    seconds = time.process_time() - started
    tracemalloc.start()
    read({NAMES[1]: planted})
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert package.entries == 0
    assert package.problems[0].kind is kind
    assert peak < 64 << 20
    assert seconds < 0.2


def test_a_manifest_that_lies_is_refused_though_it_is_signed():
    name = NAMES[0]
    true = manifest.opened_manifest(WHOLE[name], dict(DEVICE_KEYS))
    lies = [
        {"entries": 23},
        {"parts": true.parts[:2]},
        {"parts": ()},
        {"parts": true.parts * 40},
        {"recipient": new_county_keypair().recipient},
        {"direction": Direction.DOWN},
        {"device": "another"},
        {"public_key": "07" * 32},
        {"public_key": "zz"},
    ]
    for lie in lies:
        fields = {field: getattr(true, field) for field in true.__struct_fields__} | lie
        lying = manifest.manifest_file(manifest.Manifest(**fields), DEVICE_KEY)

        accepted_nothing_false(WHOLE | {name: lying}, DEVICE_KEYS)


def test_files_that_are_too_large_are_not_read_to_the_end():
    for name in NAMES:
        huge = WHOLE[name] + bytes(5 << 20)

        assert ProblemKind.TOO_LARGE in {
            one.kind for one in accepted_nothing_false(WHOLE | {name: huge}, None).problems
        }


def test_a_carrier_that_is_pulled_out_while_it_is_read_is_told():
    class PulledOut(MemoryCarrier):
        def read(self, name, at_most):
            raise OSError(5, "input/output error")

    class Gone(MemoryCarrier):
        def names(self):
            raise OSError(19, "no such device")

    class GoneAfterTheFirstLook(MemoryCarrier):
        looks = 0

        def names(self):
            self.looks += 1
            if self.looks > 1:
                raise OSError(19, "no such device")
            return super().names()

    for kind in (PulledOut, Gone, GoneAfterTheFirstLook):
        carrier = kind(files=dict(WHOLE))
        package = read_package(carrier, identity=COUNTY.identity, device_keys=DEVICE_KEYS)
        assert package.entries == 0
        assert package.problems[0].kind is ProblemKind.UNREADABLE


def test_a_manifest_signed_by_somebody_else_is_refused_whatever_key_it_carries():
    name = NAMES[0]
    true = manifest.opened_manifest(WHOLE[name], dict(DEVICE_KEYS))
    forged = manifest.manifest_file(true, Ed25519PrivateKey.from_private_bytes(b"\7" * 32))

    with_known_keys = accepted_nothing_false(WHOLE | {name: forged}, DEVICE_KEYS)
    without_keys = accepted_nothing_false(WHOLE | {name: forged}, None)

    assert with_known_keys.problems[0].kind is ProblemKind.BAD_SIGNATURE
    assert with_known_keys.entries == 24
    assert without_keys.entries == 0


def test_a_flipped_number_in_the_head_of_a_lone_part_is_damage_not_a_missing_part():
    carrier = MemoryCarrier()
    write(carrier, [a_slice(ENTRIES)])
    (name,) = [name for name in carrier.files if name.endswith(".P01")]
    head_says_three = bytearray(carrier.files[name])
    head_says_three[24] ^= 2

    package = accepted_nothing_false({name: bytes(head_says_three)}, DEVICE_KEYS)

    assert (package.entries, package.problems[0].kind) == (0, ProblemKind.DAMAGED)


def test_a_part_that_swells_beyond_its_limit_is_read_up_to_there_and_the_writer_never_makes_one():
    large = chained(33, bodies=[{"remark": " " * 1_040_000}] * 33)
    carrier = MemoryCarrier()
    written = write(carrier, [a_slice(large)])
    parts = [part.opened_part(stored) for name, stored in sorted(carrier.files.items()) if ".P" in name]
    joined = b"".join(opened(one.ciphertext, COUNTY.identity) for one in parts)
    name = next(name for name in carrier.files if name.endswith(".P01"))

    swollen = read({name: resealed(joined, bundle=written.bundle_id)})

    assert written.parts == 2
    assert swollen.problems[0].kind is ProblemKind.TOO_LARGE
    assert swollen.entries == 32
