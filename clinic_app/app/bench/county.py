"""A county's first load: its clinics' entries judged, placed and folded by the hub, on each engine that is there."""

from __future__ import annotations

import hashlib
import os
import resource
import secrets
import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime
from time import perf_counter
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from clinic_app.app.bench.figures import Budget, Figure
from clinic_app.app.bench.population import Population
from clinic_app.app.bench.sites import TODAY, tell
from clinic_app.app.bench.stopwatch import seconds_of
from clinic_app.devices.identity import new_id
from clinic_app.domain.clinic_time import moment_text
from clinic_app.domain.entries.entry import NO_PREVIOUS, SHARED, Envelope, encode, encode_body, hash_of, kind_of
from clinic_app.exchange.chunk import opened_alone, signed_chunks
from clinic_app.exchange.keys import CountyKeypair, new_county_keypair, public_bytes_of
from clinic_app.exchange.signed_header import Consignment, Purpose
from clinic_app.exchange.stream_slice import StreamSlice
from clinic_app.hub.applying import apply_all
from clinic_app.hub.holding import hold
from clinic_app.hub.sqlite_ground import SqliteGround
from clinic_app.hub.store import ClinicLine, Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PEOPLE, CLINICS, DOSES = 414_244, 14, 20
ENTRIES_A_SECOND = 5_000.0
DATABASE_VARIABLE = "CLINIC_HUB_DATABASE"
_NOW = moment_text(datetime(2026, 11, 18, 1, 0, tzinfo=UTC))
_FLOOR = "writing the same bytes as bare rows into one table without an index, SQLite in memory order, one commit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """One clinic's workstation and the chunks it sends."""

    device: str
    unit_code: str
    public_key: str
    chunks: tuple[bytes, ...]
    entries: int


def figures(folder: Path, percent: float) -> Iterator[Figure]:
    """Load this share of a county into SQLite, and into the PostgreSQL that CLINIC_HUB_DATABASE names."""
    people = max(CLINICS, round(PEOPLE * percent / 100 / CLINICS) * CLINICS)
    keypair = new_county_keypair()
    tell(f"making {people} people of {CLINICS} clinics ...")
    senders = [_sender(number, people // CLINICS, keypair) for number in range(CLINICS)]
    name = f"county {percent:g} % ({people} people, {sum(one.entries for one in senders)} entries)"
    floor = _bare_rows(senders, folder / "bare.db")
    tell("loading into SQLite ...")
    path = folder / "county.db"
    yield from _loaded(f"{name}, SQLite", Store(SqliteGround(path, secrets.token_bytes(32))), senders, keypair, floor)
    yield _size(name, path, senders)
    if url := os.environ.get(DATABASE_VARIABLE):
        from clinic_app.hub.postgres_ground import PostgresGround

        tell("loading into PostgreSQL ...")
        yield from _loaded(f"{name}, PostgreSQL", Store(PostgresGround(url)), senders, keypair, floor)


def _loaded(name: str, store: Store, senders: list[Sender], keypair: CountyKeypair, floor: float) -> Iterator[Figure]:
    """Load everything and measure the load, the way to the digest of all people, and one person."""
    entries = sum(sender.entries for sender in senders)
    seconds = seconds_of(_load, store, senders, keypair)
    yield Figure(
        name=f"{name}: held, judged, folded",
        unit="entries/s",
        value=entries / seconds,
        floor=floor,
        floor_of=_FLOOR,
        budget=Budget(limit=ENTRIES_A_SECOND, at_least=True),
    )
    started = perf_counter()
    digests = store.digests()
    root = hashlib.sha256(b"".join(digest for _, digest in digests)).digest()
    yield Figure(
        name=f"{name}: one digest over {len(digests)} people", unit="s", value=perf_counter() - started, floor_of=""
    )
    some = [person_id for person_id, _ in digests[:: max(1, len(digests) // 200)]]
    started = perf_counter()
    for person_id in some:
        store.person(person_id)
    each = (perf_counter() - started) / len(some) * 1000
    yield Figure(name=f"{name}: one person opened", unit="ms", value=each, floor_of="")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    yield Figure(name=f"{name}: memory at most, chunks included", unit="MB", value=peak, floor_of="")
    store.ground.close()
    if not root:
        raise AssertionError("no digest")


def _load(store: Store, senders: list[Sender], keypair: CountyKeypair) -> None:
    """Admit everybody, hold every chunk, apply, fold."""
    with store.ground.alone():
        for sender in senders:
            store.add_clinic(ClinicLine(unit_code=sender.unit_code, name=sender.unit_code, enrolled_at=_NOW))
            store.note_applicant(sender.device, sender.public_key, _NOW)
            store.admit(sender.device, sender.unit_code, _NOW)
    keys = {sender.device: bytes.fromhex(sender.public_key) for sender in senders}
    for sender in senders:
        for stored in sender.chunks:
            chunk = opened_alone(stored, keypair.recipient, Purpose.ENTRIES, keys.__getitem__)
            with store.ground.alone():
                hold(store, chunk, _NOW)
    apply_all(store, _NOW)


def _sender(number: int, people: int, keypair: CountyKeypair) -> Sender:
    """Make one clinic's whole stream and cut it into signed chunks."""
    key, device = Ed25519PrivateKey.generate(), new_id()
    entries = tuple(_chained(number, people, device))
    run = StreamSlice(
        device=device, incarnation=f"{number:032x}", stream=SHARED, first_seq=1, prev_hash=b"", entries=entries
    )
    consignment = Consignment(bundle=new_id(), recipient=keypair.recipient)
    return Sender(
        device=device,
        unit_code=f"330122{number + 1:04d}",
        public_key=public_bytes_of(key).hex(),
        chunks=tuple(packed.content for packed in signed_chunks(run, consignment, key)),
        entries=len(entries),
    )


def _chained(number: int, people: int, device: str) -> Iterator[bytes]:
    """Yield the entries of a clinic, each naming the hash of the one before."""
    population = Population(people=people, doses=DOSES, seed=number + 1, today=TODAY)
    previous = NO_PREVIOUS
    for seq, past in enumerate(population.entries("u-1"), 1):
        stored = encode(
            Envelope(
                kind=kind_of(past.body),
                id=past.id,
                device=device,
                incarnation=f"{number:032x}",
                stream=SHARED,
                seq=seq,
                prev=previous,
                at=past.at,
                clock="ok",
                by=past.by,
                desk="1",
                subject=past.subject,
                body=encode_body(past.body),
            )
        )
        previous = hash_of(stored).hex()
        yield stored


def _bare_rows(senders: list[Sender], path: Path) -> float:
    """Return how many rows a second a bare table takes: as many as there are entries, of their mean size."""
    entries = sum(sender.entries for sender in senders)
    mean = bytes(400)
    db = sqlite3.connect(path)
    db.execute("CREATE TABLE bare (stored BLOB)")
    started = perf_counter()
    with db:
        db.executemany("INSERT INTO bare (stored) VALUES (?)", ((mean,) for _ in range(entries)))
    seconds = perf_counter() - started
    db.close()
    return entries / seconds


def _size(name: str, path: Path, senders: list[Sender]) -> Figure:
    sent = sum(len(chunk) for sender in senders for chunk in sender.chunks) / 1e6
    return Figure(
        name=f"{name}, SQLite: size of the file",
        unit="MB",
        value=path.stat().st_size / 1e6,
        floor=sent,
        floor_of="the signed chunks as they travel",
    )
