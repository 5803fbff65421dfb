"""Small true packages for tests: a device, a county, chained entries, and carriers that lie in memory."""

import errno
import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from clinic_app.exchange.keys import CountyKeypair, new_county_keypair, public_bytes_of
from clinic_app.exchange.package import PackageWritten, write_package
from clinic_app.exchange.stream_slice import StreamSlice

DEVICE = "0197a000-0000-7000-8000-000000000001"
INCARNATION = "5f" * 16
DEVICE_KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
DEVICE_KEYS = {DEVICE: public_bytes_of(DEVICE_KEY)}
COUNTY: CountyKeypair = new_county_keypair()


def an_entry(seq, prev, *, device=DEVICE, incarnation=INCARNATION, stream="shared", body=None):
    """One entry as JSON bytes, spelled by hand and not by the program."""
    return json.dumps(
        {
            "kind": "dose.given",
            "id": f"0197a000-0000-7000-9000-{seq:012d}",
            "device": device,
            "incarnation": incarnation,
            "stream": stream,
            "seq": seq,
            "prev": prev.hex(),
            "at": "2026-06-17T01:02:03.004Z",
            "clock": "ok",
            "by": "user-1",
            "desk": "1",
            "subject": "person:p1",
            "body": body if body is not None else {"remark": f"第{seq}剂"},
            "v": 1,
        },
        ensure_ascii=False,
    ).encode()


def chained(count, *, first_seq=1, prev=b"", bodies=None, **place):
    """`count` entries that name one another's hashes."""
    entries = []
    for number in range(count):
        entry = an_entry(first_seq + number, prev, body=bodies[number] if bodies else None, **place)
        entries.append(entry)
        prev = hashlib.sha256(entry).digest()
    return entries


def a_slice(entries, *, first_seq=1, prev=b"", device=DEVICE, incarnation=INCARNATION, stream="shared"):
    return StreamSlice(
        device=device, incarnation=incarnation, stream=stream, first_seq=first_seq, prev_hash=prev, entries=entries
    )


class Minting:
    """Mints ids in a fixed order."""

    def __init__(self, start=1):
        self.next = start

    def __call__(self):
        self.next += 1
        return str(UUID(int=self.next))


@dataclass
class MemoryCarrier:
    """A stick in memory. It can be full, locked, pulled out or forgetful at the n-th write."""

    files: dict = field(default_factory=dict)
    free: int = 1 << 30
    fails_at: int = 0
    failure: int = errno.ENOSPC
    writes: int = 0
    unplugged_by_failure: bool = False
    folder: Path = Path("stick")

    def names(self):
        return frozenset(self.files)

    def read(self, name, at_most):
        if name not in self.files:
            raise OSError(errno.ENOENT, "gone", name)
        return self.files[name][: at_most + 1]

    def write(self, name, content):
        self.writes += 1
        if self.writes == self.fails_at:
            raise OSError(self.failure, "carrier failed", name)
        self.files[name] = content

    def remove(self, name):
        if self.unplugged_by_failure:
            raise OSError(errno.EIO, "pulled out", name)
        self.files.pop(name, None)

    def free_bytes(self):
        return self.free


def write(carrier, slices, **options) -> PackageWritten:
    """Write a package of the sample device for the sample county."""
    settings = {
        "device_key": DEVICE_KEY,
        "device_id": DEVICE,
        "recipient": COUNTY.recipient,
        "mint_id": Minting(),
    } | options
    return write_package(slices, carrier=carrier, **settings)
