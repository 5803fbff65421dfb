"""A receipt with any byte changed, cut anywhere, or from somebody else moves no count and harms nothing."""

from dataclasses import replace

import msgspec
import pytest
from builders import a_person
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hub_builders import carry

from clinic_app.exchange import framing
from clinic_app.exchange.keys import public_bytes_of
from clinic_app.exchange.problems import PackageDamaged
from clinic_app.exchange.receipt import MAGIC, Place, opened_receipt, receipt_file
from clinic_app.exchange.signed_header import Purpose
from clinic_app.services.failures import CountyKnowsMore, StreamForked
from clinic_app.services.receipts import ReceiptsFound, take_in_receipt, trust_of


@pytest.fixture
def clinic(hub, tmp_path):
    desk = hub.enrolled(tmp_path / "clinic")
    hub.admit(desk)
    a_person(desk)
    yield desk
    desk.close()


@pytest.fixture
def stored(hub, clinic, tmp_path):
    stick = tmp_path / "stick"
    stick.mkdir()
    carry(clinic, hub, stick)
    (path,) = stick.rglob("*.RCP")
    return path.read_bytes()


def everything(desk):
    tables = ("receipt", "receipted", "pending_entry", "entry")
    return [desk.db.execute(f"SELECT * FROM {name} ORDER BY 1, 2").fetchall() for name in tables]


def test_every_flipped_bit_and_every_cut_is_refused(hub, stored):
    key = public_bytes_of(hub.county.signing_key)
    opened_receipt(stored, key)

    accepted = 0
    for place in range(len(stored)):
        for bit in range(8):
            changed = bytearray(stored)
            changed[place] ^= 1 << bit
            accepted += _is_accepted(bytes(changed), key)
        accepted += _is_accepted(stored[:place], key)
    assert accepted == 0


def _is_accepted(stored, key):
    try:
        opened_receipt(stored, key)
    except PackageDamaged:
        return 0
    return 1


def test_another_countys_signature_a_practice_receipt_and_bytes_behind_the_end_prove_nothing(hub, clinic, stored):
    key = public_bytes_of(hub.county.signing_key)
    receipt = opened_receipt(stored, key)
    practice = receipt_file(msgspec.structs.replace(receipt, purpose=Purpose.PRACTICE), hub.county.signing_key)

    for forged in (
        receipt_file(receipt, Ed25519PrivateKey.generate()),
        practice,
        stored + b"\0",
        MAGIC + framing.framed(b"{}"),
    ):
        with pytest.raises(PackageDamaged):
            opened_receipt(forged, key)
    assert trust_of(clinic).signing_key == key


@pytest.mark.parametrize(
    ("held", "failure"),
    [
        (lambda place: Place(seq=place.seq + 1, hash=place.hash), CountyKnowsMore),
        (lambda place: Place(seq=place.seq, hash="00" * 32), StreamForked),
    ],
)
def test_a_receipt_that_does_not_fit_the_journal_is_refused_whole(hub, clinic, stored, held, failure):
    receipt = opened_receipt(stored, public_bytes_of(hub.county.signing_key))
    stream = receipt.streams[0]
    wrong = msgspec.structs.replace(receipt, streams=(msgspec.structs.replace(stream, held=held(stream.held)),))
    before = everything(clinic)

    with pytest.raises(failure):
        take_in_receipt(clinic, ReceiptsFound(receipt=wrong, stored=stored))

    assert everything(clinic) == before


def test_an_older_receipt_takes_no_confirmation_back_and_a_newer_one_that_holds_less_does(hub, clinic, stored):
    receipt = opened_receipt(stored, public_bytes_of(hub.county.signing_key))
    found = ReceiptsFound(receipt=receipt, stored=stored)
    take_in_receipt(clinic, found)
    before = everything(clinic)

    stream = msgspec.structs.replace(receipt.streams[0], held=Place(seq=0, hash=""), applied=Place(seq=0, hash=""))
    older = msgspec.structs.replace(receipt, number=receipt.number - 1, streams=(stream,))
    newer = msgspec.structs.replace(receipt, number=receipt.number + 1, streams=(stream,))
    for again in (found, replace(found, receipt=older)):
        assert take_in_receipt(clinic, again).number == 0
        assert everything(clinic) == before

    take_in_receipt(clinic, replace(found, receipt=newer))  # the county was put back from a backup

    assert clinic.db.execute("SELECT held_seq FROM receipted").fetchone()[0] == 0
