"""A rule pack is believed by one key over its exact bytes; whatever else the file holds, it is refused by name."""

import json
import random

import pytest
from enrolment_samples import SIGNING_KEY, SIGNING_PUBLIC
from pack_samples import STRANGER, a_pack, frame, header_of, packed, says

from clinic_app.exchange import keys
from clinic_app.exchange.rule_pack import (
    PACK_LIMIT,
    RulePackProblem,
    RulePackUnusable,
    opened_rule_pack,
    rule_pack_file,
)

CONTRADICTORY = {
    "no part": {"parts": []},
    "a part called as a path": {"parts": [{"name": "../x.json", "text": "{}"}]},
    "a part with another ending": {"parts": [{"name": "x.exe", "text": "{}"}]},
    "two parts of one name": {"parts": [{"name": "x.json", "text": "{}"}, {"name": "X.json", "text": "{}"}]},
    "number nought": {"sequence": 0},
    "a number below nought": {"sequence": -1},
    "an absurd number": {"sequence": 2**40},
    "no title": {"title": " "},
    "a title that moves the cursor": {"title": "x\u001b[2J"},
    "a title without end": {"title": "x" * 81},
    "too many parts": {"parts": [{"name": f"x{n}.json", "text": "{}"} for n in range(33)]},
}


def problem_of(stored, key=SIGNING_PUBLIC):
    with pytest.raises(RulePackUnusable) as refused:
        opened_rule_pack(stored, key)
    return refused.value.problem


def test_a_pack_of_the_trusted_key_is_read():
    pack = opened_rule_pack(a_pack(sequence=7), SIGNING_PUBLIC)

    assert (pack.sequence, pack.title) == (7, "马城县2027年免疫规则")
    assert json.loads(pack.files["part-1.json"])["overlay"] == "MACHENG"
    assert len(pack.cases) == 1


def test_the_program_writes_the_bytes_that_are_spelled_by_hand():
    by_hand = a_pack(sequence=7)

    assert rule_pack_file(opened_rule_pack(by_hand, SIGNING_PUBLIC), SIGNING_KEY) == by_hand


def test_every_single_byte_counts():
    stored = a_pack()
    rng = random.Random(5)

    for place in [0, 4, 8, len(stored) - 1, *rng.sample(range(len(stored)), 150)]:
        changed = bytearray(stored)
        changed[place] ^= 1 << rng.randrange(8)
        with pytest.raises(RulePackUnusable):
            opened_rule_pack(bytes(changed), SIGNING_PUBLIC)


def test_every_shorter_or_longer_file_is_refused():
    stored = a_pack()

    for length in [*range(0, 200), *range(200, len(stored), 97), len(stored) - 1]:
        with pytest.raises(RulePackUnusable):
            opened_rule_pack(stored[:length], SIGNING_PUBLIC)
    for behind in (b"\0", b"{}", frame(b"x"), stored):
        with pytest.raises(RulePackUnusable):
            opened_rule_pack(stored + behind, SIGNING_PUBLIC)


@pytest.mark.parametrize(
    ("stored", "problem"),
    [
        (b"", RulePackProblem.NOT_OURS),
        (b"PK\x03\x04", RulePackProblem.NOT_OURS),
        (b"VXL1", RulePackProblem.DAMAGED),
        (b"VXL1" + frame(b"{}"), RulePackProblem.UNSIGNED),
        (b"VXL1" + frame(b"{}") + frame(b""), RulePackProblem.UNSIGNED),
        (b"VXL1" + b"\xff\xff\xff\xff", RulePackProblem.DAMAGED),
        (b"VXL1" + b"x" * PACK_LIMIT, RulePackProblem.TOO_LARGE),
        (b"VXL1" + frame(b"[" * 100_000) + frame(b"x" * 64), RulePackProblem.BAD_SIGNATURE),
        (packed(b"{" * 50_000), RulePackProblem.DAMAGED),
        (packed(b"\xff\xfe"), RulePackProblem.DAMAGED),
        (packed(header_of(says(format=2))), RulePackProblem.NEWER_FORMAT),
        (packed(header_of(says(surprise=1))), RulePackProblem.DAMAGED),
        (packed(header_of(says(title=None))), RulePackProblem.DAMAGED),
        (packed(header_of(says()).replace(b'"format":1', b'"format": 1')), RulePackProblem.DAMAGED),
        (packed(header_of(says()).replace(b'"format":1', b'"format":1,"format":1')), RulePackProblem.DAMAGED),
        (packed(header_of(says(signing_key=keys.public_bytes_of(STRANGER).hex()))), RulePackProblem.OTHER_KEY),
    ],
)
def test_hostile_bytes_are_refused_by_name(stored, problem):
    assert problem_of(stored) is problem


def test_a_pack_of_another_county_is_told_from_a_changed_one():
    said = says(signing_key=keys.public_bytes_of(STRANGER).hex())

    assert problem_of(packed(header_of(said), STRANGER)) is RulePackProblem.OTHER_KEY
    assert problem_of(packed(header_of(says()), STRANGER)) is RulePackProblem.BAD_SIGNATURE


@pytest.mark.parametrize("changes", CONTRADICTORY.values(), ids=CONTRADICTORY.keys())
def test_what_a_county_signed_by_mistake_is_refused(changes):
    assert problem_of(packed(header_of(says(**changes)))) is RulePackProblem.CONTRADICTORY


def test_random_bytes_never_raise_anything_else():
    rng = random.Random(11)

    for _ in range(500):
        noise = b"VXL1" * rng.randrange(2) + rng.randbytes(rng.randrange(300))
        with pytest.raises(RulePackUnusable):
            opened_rule_pack(noise, SIGNING_PUBLIC)


def test_a_key_file_is_read_back_and_others_are_refused():
    key = keys.new_signing_key()

    assert keys.public_bytes_of(keys.signing_key_in(keys.signing_key_file(key))) == keys.public_bytes_of(key)
    for text in (b"", b"AGE-SECRET-KEY-1", b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"):
        with pytest.raises(keys.NotAKey):
            keys.signing_key_in(text)
