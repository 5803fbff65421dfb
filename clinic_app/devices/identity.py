"""Minting of identities: UUIDv7 (RFC 9562), so that ids sort roughly by time and never repeat."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from uuid_utils import uuid7

Mint = Callable[[], str]


def new_id() -> str:
    """Return a fresh UUIDv7 as text."""
    return str(uuid7())


def new_incarnation() -> str:
    """Return 128 random bits as hex: the name of one life of this installation's streams."""
    return secrets.token_hex(16)
