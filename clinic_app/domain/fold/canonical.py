"""A card spelled as bytes in one way only, so that two places can prove to each other that they hold the same."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from clinic_app.domain.fold.card import Card

_ENCODER = msgspec.json.Encoder(decimal_format="string", uuid_format="canonical", order="sorted")


def canonical_card(card: Card) -> bytes:
    """Return the card as JSON with sorted keys; equal cards give equal bytes on every machine."""
    return _ENCODER.encode(card)


def digest_of(person_id: str, canonical: bytes) -> bytes:
    """Return the SHA-256 by which a person's card is compared; the id is part of it."""
    return hashlib.sha256(b"vaxsync card 1\0" + person_id.encode() + b"\0" + canonical).digest()
