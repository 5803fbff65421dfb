"""Enrolment packages for tests, spelled by hand from FORMAT.md and not by the program."""

import hashlib
import json
import struct

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from clinic_app.exchange.keys import new_county_keypair

COUNTY = new_county_keypair()
SIGNING_KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
SIGNING_PUBLIC = SIGNING_KEY.public_key().public_bytes_raw()
SAYS = {
    "format": 1,
    "id": "0197a000-0000-7000-8000-00000000e001",
    "purpose": "enrolment",
    "unit_code": "5224240306",
    "clinic_name": "马城镇卫生院",
    "phone": "0857-6222222",
    "villages": ["李家沟村", "马城社区"],
    "county_code": "522424",
    "county_name": "威宁县疾控中心",
    "county_key": COUNTY.recipient,
    "signing_key": SIGNING_PUBLIC.hex(),
    "issued_on": "2026-11-01",
    "valid_until": "2026-12-31",
}


def frame(content):
    return struct.pack(">I", len(content)) + content


def header_of(**changes):
    """Return the JSON, keys in order and without blanks; a value of None leaves its key out."""
    says = {key: value for key, value in {**SAYS, **changes}.items() if value is not None}
    return json.dumps(says, ensure_ascii=False, separators=(",", ":")).encode()


def signature_over(header, key=SIGNING_KEY):
    return key.sign(b"vaxsync enrolment 1\0" + header)


def an_enrolment(*, key=SIGNING_KEY, **changes):
    """Return the bytes of an enrolment package that says these things."""
    header = header_of(**changes)
    return b"VXE1" + frame(header) + frame(signature_over(header, key))


def fingerprint(public=SIGNING_PUBLIC):
    """Return the eight groups as the county prints them on its paper."""
    number = int(hashlib.sha256(b"vaxsync county 1\0" + public).hexdigest(), 16) % 10**32
    digits = str(number).zfill(32)
    return [digits[start : start + 4] for start in range(0, 32, 4)]
