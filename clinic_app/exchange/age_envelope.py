"""Sealing bytes for a county and opening them again, with age; its header is measured before age reads it."""

from __future__ import annotations

import pyrage

from clinic_app.exchange.problems import PackageDamaged, ProblemKind

HEADER_LIMIT = 4 * 1024
STANZA_LIMIT = 16
_FIRST_LINE = b"age-encryption.org/v1\n"
_STANZA = b"\n-> "
_LAST_LINE = b"\n--- "


def sealed(plaintext: bytes, recipient: str) -> bytes:
    """Return `plaintext` encrypted to the age recipient (`age1...`)."""
    ciphertext: bytes = pyrage.encrypt(plaintext, [pyrage.x25519.Recipient.from_str(recipient)])
    return ciphertext


def opened(ciphertext: bytes, identity: str) -> bytes:
    """Return the plaintext of a sealed part.

    Raises:
        PackageDamaged: the header is longer than 4 KiB or 16 stanzas (reading 1,600 foreign stanzas would take half
            a minute), the part is for another key, or its bytes were changed.
    """
    _demand_short_header(ciphertext)
    try:
        plaintext: bytes = pyrage.decrypt(ciphertext, [pyrage.x25519.Identity.from_str(identity)])
    except pyrage.DecryptError as error:
        raise PackageDamaged(ProblemKind.NOT_FOR_THIS_KEY) from error
    return plaintext


def _demand_short_header(ciphertext: bytes) -> None:
    start = ciphertext[:HEADER_LIMIT]
    if not start.startswith(_FIRST_LINE):
        raise PackageDamaged(ProblemKind.DAMAGED)
    last_line = start.find(_LAST_LINE)
    ended = last_line >= 0 and start.find(b"\n", last_line + 1) >= 0
    if ended and start.count(_STANZA, 0, last_line) <= STANZA_LIMIT:
        return
    whole = len(ciphertext) <= HEADER_LIMIT and not ended
    raise PackageDamaged(ProblemKind.DAMAGED if whole else ProblemKind.AGE_HEADER_TOO_LONG)
