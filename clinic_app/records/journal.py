"""The journal: appending entries to their chains, reading them back, and the signed heads."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from clinic_app.domain.entries import kinds as _kinds  # noqa: F401 - registers every kind before an entry is read
from clinic_app.domain.entries.entry import (
    CLOCK_OK,
    NO_PREVIOUS,
    SHARED,
    AnyEntry,
    Body,
    Envelope,
    encode,
    encode_body,
    hash_of,
    kind_of,
    read_entry,
)

if TYPE_CHECKING:
    from datetime import datetime

    from clinic_app.records.sqlite import Connection

_INSERT = """
INSERT INTO entry (id, kind, stream, device, incarnation, seq, hash, subject, draft, bytes)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_TIP = """
SELECT seq, hash FROM entry WHERE stream = ? AND device = ? AND incarnation = ? ORDER BY seq DESC LIMIT 1
"""
_PUT_HEAD = """
INSERT INTO head (stream, device, incarnation, seq, hash, signature) VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT (stream, device, incarnation)
DO UPDATE SET seq = excluded.seq, hash = excluded.hash, signature = excluded.signature
"""
_ARRIVED = """
SELECT bytes, hash, position FROM entry
 WHERE subject = ? AND stream = 'shared' AND position > ? ORDER BY position
"""
_SUBJECTS = """
WITH RECURSIVE found (subject) AS (
  SELECT min(subject) FROM entry INDEXED BY entry_by_subject
   WHERE subject >= :first AND subject < :end AND stream = 'shared'
   UNION ALL
  SELECT (SELECT min(subject) FROM entry INDEXED BY entry_by_subject
           WHERE subject > found.subject AND subject < :end AND stream = 'shared')
    FROM found WHERE found.subject IS NOT NULL
)
SELECT subject FROM found WHERE subject IS NOT NULL
"""
Sign = Callable[[bytes], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """This desk's place in the journal."""

    device: str
    incarnation: str
    desk: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The newest entry of one stream, signed by its device. `hash` has 32 bytes, `signature` 64 (Ed25519)."""

    stream: str
    device: str
    incarnation: str
    seq: int
    hash: bytes
    signature: bytes = b""

    def signed_bytes(self) -> bytes:
        """Return the bytes the device signs."""
        place = "\n".join(("vaccination-desk head 1", self.stream, self.device, self.incarnation, str(self.seq)))
        return place.encode() + b"\n" + self.hash


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEntry:
    """What is about to be written; the journal adds its place in the chain."""

    id: str
    subject: str
    body: Body
    at: datetime
    by: str
    refs: tuple[str, ...] = ()
    draft: str | None = None
    stream: str = SHARED
    clock: str = CLOCK_OK


class Journal:
    """Writes one device's streams. Use it inside a transaction; the caller commits.

    The tips of the chains are read from the database at the start of each act (`begin`), so that a rolled-back act
    leaves no gap.
    """

    def __init__(self, db: Connection, installation: Installation) -> None:
        self.installation = installation
        self._db = db
        self._tips: dict[str, tuple[int, str]] = {}

    def begin(self) -> None:
        """Forget the remembered tips of the chains, at the start of a transaction."""
        self._tips.clear()

    def append(self, new: NewEntry) -> tuple[Envelope, bytes]:
        """Add one entry to its chain and return its envelope and bytes.

        Raises:
            IntegrityError: an entry with this id, or with this draft and kind, exists already.
        """
        place = self.installation
        seq, prev = self._tip(new.stream)
        envelope = Envelope(
            kind=kind_of(new.body),
            id=new.id,
            device=place.device,
            incarnation=place.incarnation,
            stream=new.stream,
            seq=seq + 1,
            prev=prev,
            at=new.at,
            clock=new.clock,
            by=new.by,
            desk=place.desk,
            subject=new.subject,
            refs=new.refs,
            draft=new.draft,
            body=encode_body(new.body),
        )
        entry_bytes = encode(envelope)
        entry_hash = hash_of(entry_bytes)
        insert_entry(self._db, envelope, entry_bytes, entry_hash)
        self._tips[new.stream] = (envelope.seq, entry_hash.hex())
        return envelope, entry_bytes

    def sign_heads(self, sign: Sign) -> list[Head]:
        """Sign and store the heads of the streams written since `begin`, and return them."""
        heads = []
        for stream, (seq, hash_hex) in self._tips.items():
            place = self.installation
            unsigned = Head(
                stream=stream,
                device=place.device,
                incarnation=place.incarnation,
                seq=seq,
                hash=bytes.fromhex(hash_hex),
            )
            signature = sign(unsigned.signed_bytes())
            self._db.execute(_PUT_HEAD, (stream, place.device, place.incarnation, seq, unsigned.hash, signature))
            heads.append(
                Head(
                    stream=stream,
                    device=place.device,
                    incarnation=place.incarnation,
                    seq=seq,
                    hash=unsigned.hash,
                    signature=signature,
                )
            )
        return heads

    def _tip(self, stream: str) -> tuple[int, str]:
        if stream not in self._tips:
            place = self.installation
            row = self._db.execute(_TIP, (stream, place.device, place.incarnation)).fetchone()
            self._tips[stream] = (row[0], row[1].hex()) if row else (0, NO_PREVIOUS)
        return self._tips[stream]


def insert_entry(db: Connection, envelope: Envelope, entry_bytes: bytes, entry_hash: bytes) -> None:
    """Store an entry's bytes as they are, with the columns by which it is found."""
    db.execute(
        _INSERT,
        (
            envelope.id,
            envelope.kind,
            envelope.stream,
            envelope.device,
            envelope.incarnation,
            envelope.seq,
            entry_hash,
            envelope.subject,
            envelope.draft,
            entry_bytes,
        ),
    )


def entries_of(db: Connection, subject: str) -> list[AnyEntry]:
    """Return the shared entries of a subject, as they arrived.

    What is folded is shared by all desks and the county; the local stream never changes a card.
    """
    return entries_arrived(db, subject, 0)[0]


def entries_arrived(db: Connection, subject: str, position: int) -> tuple[list[AnyEntry], int]:
    """Return the shared entries of a subject that arrived after `position`, and the position of the last of them."""
    rows = db.execute(_ARRIVED, (subject, position)).fetchall()
    entries = [read_entry(entry_bytes, entry_hash) for entry_bytes, entry_hash, _ in rows]
    return entries, rows[-1][2] if rows else position


def subjects(db: Connection, kind: str) -> Iterator[str]:
    """Yield every subject of a kind (`person`, `lot`, `device`) that has shared entries.

    The index is asked from subject to subject: going through every entry takes as long as reading the whole journal.
    """
    for (subject,) in db.execute(_SUBJECTS, {"first": f"{kind}:", "end": f"{kind};"}).fetchall():
        yield subject


def entry_with_draft(db: Connection, draft: str) -> AnyEntry | None:
    """Return the first entry written for this draft, or None."""
    row = db.execute("SELECT bytes, hash FROM entry WHERE draft = ? ORDER BY position LIMIT 1", (draft,)).fetchone()
    return read_entry(row[0], row[1]) if row else None


def newest_entries(db: Connection, device: str) -> Iterator[AnyEntry]:
    """Yield the shared entries a device wrote, the newest first.

    Read backwards from the end, without an index: by one, the whole journal would be sorted in memory first.
    """
    rows = db.execute(
        "SELECT bytes, hash FROM entry NOT INDEXED WHERE device = ? AND stream = 'shared' ORDER BY position DESC",
        (device,),
    )
    for entry_bytes, entry_hash in rows:
        yield read_entry(entry_bytes, entry_hash)


def entries_since(db: Connection, position: int) -> Iterator[tuple[int, bytes]]:
    """Yield (position, bytes as written) of every entry that arrived after `position`, in the order of arrival."""
    yield from db.execute("SELECT position, bytes FROM entry WHERE position > ? ORDER BY position", (position,))


def heads(db: Connection) -> list[Head]:
    """Return the stored head of every stream."""
    rows = db.execute("SELECT stream, device, incarnation, seq, hash, signature FROM head ORDER BY 1, 2, 3")
    return [
        Head(stream=stream, device=device, incarnation=life, seq=seq, hash=entry_hash, signature=signature)
        for stream, device, life, seq, entry_hash, signature in rows
    ]


def installation(db: Connection) -> Installation | None:
    """Return which device this database writes for, or None before the first start."""
    row = db.execute("SELECT device, incarnation, desk FROM installation").fetchone()
    return Installation(device=row[0], incarnation=row[1], desk=row[2]) if row else None


def set_installation(db: Connection, place: Installation) -> None:
    """Say which device this database writes for, and under which incarnation from now on."""
    db.execute(
        "INSERT INTO installation (one, device, incarnation, desk) VALUES (1, ?, ?, ?) "
        "ON CONFLICT (one) DO UPDATE SET device = excluded.device, incarnation = excluded.incarnation, "
        "desk = excluded.desk",
        (place.device, place.incarnation, place.desk),
    )
