"""Rule packs for tests, spelled by hand from FORMAT.md and not by the program, signed by the county of the samples."""

import json
import struct

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from enrolment_samples import COUNTY, SIGNING_KEY, SIGNING_PUBLIC
from rule_samples import free_varicella

from clinic_app.domain.entries.clinic import ClinicNamed

STRANGER = Ed25519PrivateKey.from_private_bytes(bytes(range(101, 133)))
CASE = {
    "id": "varicella-1", "birth_date": "2026-01-15", "sex": "F", "as_of": "2027-01-15", "history": [],
    "scope": ["Varicella"], "expect": {"due": [{"series": "Varicella", "dose": 1, "vaccine": "VarV"}]},
}  # fmt: skip


def frame(content):
    return struct.pack(">I", len(content)) + content


def says(*files, sequence=1, cases=(CASE,), **changes):
    """Return what a pack says, keys in order; a value of None leaves its key out."""
    files = files or (free_varicella(),)
    said = {
        "format": 1,
        "id": "0197a000-0000-7000-8000-00000000f001",
        "sequence": sequence,
        "title": "马城县2027年免疫规则",
        "issuer": "马城县疾控中心",
        "issued_on": "2026-11-10",
        "signing_key": SIGNING_PUBLIC.hex(),
        "parts": [{"name": f"part-{n}.json", "text": json.dumps(file)} for n, file in enumerate(files, start=1)],
        "cases": [json.dumps(case) for case in cases],
    }
    return {key: value for key, value in {**said, **changes}.items() if value is not None}


def header_of(said):
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()


def packed(header, key=SIGNING_KEY):
    """Return the bytes of a pack with this header."""
    return b"VXL1" + frame(header) + frame(key.sign(b"vaxsync rules 1\0" + header))


def a_pack(*files, key=SIGNING_KEY, **changes):
    """Return a pack of these rule files, one number higher each time it is asked to be."""
    return packed(header_of(says(*files, **changes)), key)


def enrolled():
    """Return the entry that names a clinic enrolled by the county of the samples."""
    return ClinicNamed(
        unit_code="3301220101",
        name="青石镇卫生院",
        villages=("一村", "二村"),
        county_key=COUNTY.recipient,
        county_signing_key=SIGNING_PUBLIC.hex(),
    )
