"""Keys are taken only in the spelling age itself uses, and secrets are not shown by accident."""

import pytest

from clinic_app.exchange.keys import (
    NotAKey,
    demand_recipient,
    identity_in,
    is_signed_by,
    new_county_keypair,
    public_bytes_of,
    recipient_of,
)
from tests.exchange_samples import DEVICE_KEY

PAIR = new_county_keypair()


def test_a_county_pair_belongs_together_and_hides_its_secret():
    assert PAIR.recipient.startswith("age1")
    assert recipient_of(PAIR.identity) == PAIR.recipient
    assert PAIR.identity not in repr(PAIR)
    demand_recipient(PAIR.recipient)


def test_a_key_file_may_have_remarks_and_empty_lines():
    assert identity_in(f"# county key, sealed envelope 3\r\n\r\n  {PAIR.identity}  \n") == PAIR.identity


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# only a remark",
        PAIR.recipient,
        PAIR.identity[:-1],
        f"{PAIR.identity}\n{PAIR.identity}",
        "AGE-SECRET-KEY-1",
    ],
    ids=["empty", "remark", "public half", "cut", "two keys", "prefix"],
)
def test_a_text_that_is_not_one_secret_key_is_refused_without_repeating_it(text):
    with pytest.raises(NotAKey) as refused:
        identity_in(text)

    assert PAIR.identity[16:40] not in str(refused.value)


MISTYPED = PAIR.recipient[:-1] + ("p" if PAIR.recipient.endswith("q") else "q")


@pytest.mark.parametrize(
    "text",
    ["", "age1", PAIR.identity, MISTYPED, "ssh-ed25519 AAAA"],
    ids=["empty", "prefix", "secret half", "mistyped", "other kind"],
)
def test_a_text_that_is_no_recipient_is_refused(text):
    with pytest.raises(NotAKey):
        demand_recipient(text)


def test_a_signature_counts_for_its_key_and_its_message_only():
    signature = DEVICE_KEY.sign(b"message")
    public = public_bytes_of(DEVICE_KEY)

    assert is_signed_by(public, signature, b"message")
    assert not is_signed_by(public, signature, b"Message")
    assert not is_signed_by(public, signature[:-1], b"message")
    assert not is_signed_by(b"", signature, b"message")
    assert not is_signed_by(bytes(32), signature, b"message")
