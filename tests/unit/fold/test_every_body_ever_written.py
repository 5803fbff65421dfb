"""One entry of every body ever written, kept as its bytes: what an old desk wrote can be read for ever."""

import hashlib
from pathlib import Path

import msgspec
import pytest

from clinic_app.domain.entries import kinds as _kinds  # noqa: F401 - registers every kind
from clinic_app.domain.entries.entry import Envelope, UnknownBody, all_kinds, encode, kind_of, read_entry
from clinic_app.domain.fold import folding as _folding  # noqa: F401 - registers every fold step
from clinic_app.domain.fold.card import fold_card

FILE = Path(__file__).parents[2] / "fixtures" / "entries_v1.jsonl"
LINES = FILE.read_bytes().splitlines()

# Lines are only ever added. This is the hash of the lines of the first version, newlines included.
FIRST_LINES = 31
FIRST_HASH = "388a6a492efe811c5b0b2dcc1adba4536f8a351eca50e493105eb09561977107"


def as_far_as_written(written, read):
    """Return what was read, without the fields that came later, at every depth."""
    if isinstance(written, dict):
        return {name: as_far_as_written(written[name], read[name]) for name in written}
    if isinstance(written, list):
        return [as_far_as_written(*pair) for pair in zip(written, read, strict=True)]
    return read


def test_no_line_was_ever_changed():
    first = b"".join(line + b"\n" for line in LINES[:FIRST_LINES])

    assert hashlib.sha256(first).hexdigest() == FIRST_HASH


def test_every_kind_there_is_has_a_line():
    assert {msgspec.json.decode(line)["kind"] for line in LINES} == set(all_kinds())


@pytest.mark.parametrize("line", LINES, ids=lambda line: msgspec.json.decode(line)["kind"])
def test_every_field_of_it_is_read(line):
    entry = read_entry(line)

    assert not isinstance(entry.body, UnknownBody)
    assert kind_of(entry.body) == entry.kind
    written, read = msgspec.json.decode(line)["body"], msgspec.json.decode(msgspec.json.encode(entry.body))
    assert as_far_as_written(written, read) == written


@pytest.mark.parametrize("line", LINES, ids=lambda line: msgspec.json.decode(line)["kind"])
def test_the_chain_of_the_old_desk_still_holds(line):
    envelope = msgspec.json.decode(line, type=Envelope)
    stream = [old for old in LINES if msgspec.json.decode(old)["stream"] == envelope.stream]
    before = stream[envelope.seq - 2] if envelope.seq > 1 else None

    assert envelope.prev == (hashlib.sha256(before).hexdigest() if before else "")
    assert encode(envelope) == line


def test_the_card_it_tells_is_the_same_as_ever():
    entries = [entry for entry in map(read_entry, LINES) if entry.envelope.subject == "person:person-1"]

    card = fold_card("person-1", entries)

    assert (card.person.name, card.person.phone, card.person.birth_weight_g) == (
        "阿依古丽·买买提",
        "13900000000",
        2450,
    )
    assert [(dose.id, dose.site, dose.void_reason, dose.accepted_reason) for dose in card.doses] == [
        ("dose-2", "left_upper_arm", "", ""),  # its voiding was undone
        ("dose-1", "right_upper_arm", "", "门诊认可"),
    ]
    assert card.facts == ()
    assert [visit.ticket for visit in card.visits] == ["T20261118001"]
