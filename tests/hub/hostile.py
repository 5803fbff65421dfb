"""A clinic that is enrolled, has a valid key, and writes whatever it likes."""

import json
import zlib
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hub_builders import OPENING

from clinic_app.devices.identity import new_id
from clinic_app.domain.entries.entry import hash_of
from clinic_app.exchange import chunk, framing
from clinic_app.exchange.keys import public_bytes_of
from clinic_app.exchange.signed_header import Direction, Purpose
from clinic_app.hub.receipts import NOWHERE
from clinic_app.hub.store import ClinicLine
from clinic_app.hub.web.front_desk import FrontDesk

UNIT = "3301220909"
FIXTURES = Path(__file__).parents[1] / "fixtures" / "entries_v1.jsonl"
LIFE = "5f" * 16


def every_kind():
    """Return one true entry of every kind, as dictionaries."""
    return [json.loads(line) for line in FIXTURES.read_text("utf-8").splitlines()]


class HostileClinic:
    """Writes a chain of its own by hand, and hands it in at the county's front desk."""

    def __init__(self, hub, unit=UNIT):
        self.hub, self.unit = hub, unit
        self.key = Ed25519PrivateKey.generate()
        self.device = new_id()
        self.seq, self.prev = 0, ""
        with hub.store.ground.alone():
            hub.store.add_clinic(ClinicLine(unit_code=unit, name="某卫生院", enrolled_at=OPENING))
            hub.store.note_applicant(self.device, public_bytes_of(self.key).hex(), OPENING)
            hub.store.admit(self.device, unit, OPENING)
        self.front_desk = FrontDesk(
            hub.county, hub.store, now=hub.now, mint_id=new_id, met_at=NOWHERE, on_held=lambda: None
        )

    def entry(self, kind, subject, body, /, **envelope):
        """Return the bytes of the next entry of the chain; `envelope` overrules whatever it names."""
        self.seq += 1
        said = {
            "kind": kind, "id": new_id(), "device": self.device, "incarnation": LIFE, "stream": "shared",
            "seq": self.seq, "prev": self.prev, "at": "2026-11-18T01:02:03.004Z", "clock": "ok", "by": "u", "desk": "1",
            "subject": subject, "body": body, "refs": [], "draft": None, "v": 1,
        } | envelope  # fmt: skip
        stored = json.dumps(said, ensure_ascii=True).encode()
        self.prev = hash_of(stored).hex()
        return stored

    def chunk(self, entries, **header):
        """Return a chunk of these entries, signed; `header` overrules whatever it names."""
        first = json.loads(entries[0])
        said = {
            "format": 1, "device": self.device, "incarnation": LIFE, "from": first["seq"],
            "to": first["seq"] + len(entries) - 1, "count": len(entries), "prev_hash": first["prev"],
            "last_hash": hash_of(entries[-1]).hex(), "purpose": Purpose.ENTRIES.value,
            "direction": Direction.UP.value, "recipient": self.hub.county.recipient, "bundle": new_id(),
        } | header  # fmt: skip
        return self.signed(json.dumps(said, separators=(",", ":")).encode(), zlib.compress(framing.joined(entries)))

    def signed(self, header, payload):
        """Return header and payload with a valid signature."""
        signature = self.key.sign(chunk._signed_message(header, payload))
        return framing.joined((header, signature, payload))

    def hand_in(self, entries):
        """Hand in entries as chunks; return what the county says of each."""
        portions = [entries[start : start + 200] for start in range(0, len(entries), 200)]
        return [self.front_desk.chunk(self.chunk(some)) for some in portions]


__all__ = ["LIFE", "UNIT", "HostileClinic", "every_kind"]
