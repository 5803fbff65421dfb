"""Sync over the network: greet, send what no receipt covers chunk by chunk, and take in what the county confirms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clinic_app.domain.entries.entry import SHARED
from clinic_app.exchange.chunk import signed_chunks
from clinic_app.exchange.county_line import CountyAddress, CountyLine, LineFailed, LineProblem
from clinic_app.exchange.hello import Hello, StreamHead, hello_message
from clinic_app.exchange.problems import PackageDamaged
from clinic_app.exchange.receipt import opened_receipt
from clinic_app.exchange.signed_header import FORMAT, Consignment
from clinic_app.exchange.stream_slice import StreamSlice
from clinic_app.records.journal import heads
from clinic_app.records.receipts import newest_receipt
from clinic_app.services.failures import WishRefused
from clinic_app.services.receipts import ReceiptsFound, Trust, trust_of
from clinic_app.services.sync import what_has_to_travel

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from threading import Event

    from clinic_app.exchange.chunk import PackedChunk
    from clinic_app.records.sqlite import Connection
    from clinic_app.services.desk import Desk
    from clinic_app.services.sync import PreparedExport

    Progress = Callable[[int, int], None]

__all__ = [
    "LineProblem",
    "OnlineFailed",
    "PreparedOnline",
    "SentOnline",
    "county_address",
    "prepare_online",
    "send_online",
]

FIRST_BATCH, LEAST_BATCH, MOST_BATCH = 100, 25, 500
AIM_SECONDS = 2.0


class OnlineFailed(WishRefused):
    """The county was not reached, or did not take it. What it holds by then, the next receipt says.

    Attributes:
        problem: what it was.
    """

    def __init__(self, problem: LineProblem) -> None:
        super().__init__(problem.value)
        self.problem = problem


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedOnline:
    """Everything a sending needs, read in one moment on the writer thread."""

    place: CountyAddress
    trust: Trust
    heads: tuple[StreamHead, ...]
    export: PreparedExport


@dataclass(frozen=True, slots=True, kw_only=True)
class SentOnline:
    """How a sending ended.

    Attributes:
        found: the newest receipt, to be taken in on the writer thread.
        sent: entries sent. problem: why it ended before all were sent, None when they were.
    """

    found: ReceiptsFound
    sent: int
    problem: LineProblem | None = None


def county_address(db: Connection, trust: Trust) -> CountyAddress | None:
    """Return where the county said, in its newest receipt, that it is met; None when it never listened."""
    stored = newest_receipt(db)
    if not stored:
        return None
    try:
        receipt = opened_receipt(stored, trust.signing_key, trust.purpose)
    except PackageDamaged:
        return None
    if not receipt.address.startswith("https://"):
        return None
    return CountyAddress(address=receipt.address, authority=receipt.authority)


def prepare_online(desk: Desk) -> PreparedOnline | None:
    """Read what has to travel; None while the clinic is not enrolled or has never heard where the county is met.

    Raises:
        NoCountyKey: the clinic is not enrolled.
    """
    trust = trust_of(desk)
    place = county_address(desk.db, trust) if trust else None
    if trust is None or place is None:
        return None
    export = what_has_to_travel(desk)
    if export.entries:
        desk.note_access("sent_online", str(export.entries))
    own = [head for head in heads(desk.db) if head.stream == SHARED and head.device == trust.device_id]
    return PreparedOnline(
        place=place,
        trust=trust,
        heads=tuple(StreamHead(incarnation=one.incarnation, seq=one.seq, hash=one.hash.hex()) for one in own),
        export=export,
    )


def send_online(
    prepared: PreparedOnline, now: datetime, progress: Progress | None = None, stop: Event | None = None
) -> SentOnline:
    """Send everything no receipt covers; may run on any thread but the GUI's. Cut off, it says how far it came.

    The county's first receipt says where to begin: what it holds already is not sent again. Chunks are as large as
    the line takes in about two seconds.

    Raises:
        OnlineFailed: the county did not answer even the greeting; nothing was sent.
    """
    try:
        with CountyLine(prepared.place) as line:
            found = _greet(line, prepared, now)
            sending = _Sending(line, prepared, found, progress, stop)
            problem = sending.run()
            return SentOnline(found=_greet_again(line, prepared, now, found), sent=sending.sent, problem=problem)
    except LineFailed as failed:
        raise OnlineFailed(failed.problem) from failed


def _greet(line: CountyLine, prepared: PreparedOnline, now: datetime) -> ReceiptsFound:
    """Greet the county and return its receipt; one it did not sign proves that somebody else answers."""
    hello = Hello(
        format=FORMAT,
        device=prepared.trust.device_id,
        public_key=prepared.trust.device_key.hex(),
        purpose=prepared.trust.purpose,
        recipient=prepared.export.recipient,
        sent_at=now,
        heads=prepared.heads,
    )
    stored = line.hello(hello_message(hello, prepared.export.desk.keys.device_key))
    try:
        receipt = opened_receipt(stored, prepared.trust.signing_key, prepared.trust.purpose)
    except PackageDamaged as error:
        raise LineFailed(LineProblem.NOT_THE_COUNTY) from error
    return ReceiptsFound(receipt=receipt, stored=stored)


def _greet_again(line: CountyLine, prepared: PreparedOnline, now: datetime, before: ReceiptsFound) -> ReceiptsFound:
    """Return the receipt after sending; a line that is cut off by then leaves the one before."""
    try:
        return _greet(line, prepared, now)
    except LineFailed:
        return before


class _Sending:
    """One sending: chunk after chunk, each as large as the line takes in time."""

    def __init__(
        self,
        line: CountyLine,
        prepared: PreparedOnline,
        found: ReceiptsFound,
        progress: Progress | None,
        stop: Event | None,
    ) -> None:
        self._line = line
        self._prepared = prepared
        self._slices = [_behind(run, found) for run in prepared.export.slices]
        self._progress = progress
        self._stop = stop
        self._batch = FIRST_BATCH
        self.total = sum(len(run.entries) for run in self._slices)
        self.sent = 0

    def run(self) -> LineProblem | None:
        """Send until all is sent, somebody stops, or the line fails; return what ended it early."""
        try:
            for run in self._slices:
                while run.entries and not (self._stop is not None and self._stop.is_set()):
                    run = self._send_next(run)
        except LineFailed as failed:
            return failed.problem
        return None

    def _send_next(self, run: StreamSlice) -> StreamSlice:
        """Send one chunk of a slice and return what is left of it."""
        from time import monotonic

        packed = _first_chunk(run, self._prepared, self._batch)
        began = monotonic()
        self._line.send(packed.content)
        self._adapt(monotonic() - began)
        self.sent += packed.entries
        if self._progress is not None:
            self._progress(self.sent, self.total)
        return _without(run, packed.entries)

    def _adapt(self, seconds: float) -> None:
        """Take more at once on a fast line and less on a slow one."""
        wanted = self._batch * 2 if seconds < AIM_SECONDS / 2 else self._batch
        if seconds > AIM_SECONDS:
            wanted = self._batch // 2
        self._batch = max(LEAST_BATCH, min(MOST_BATCH, wanted))


def _first_chunk(run: StreamSlice, prepared: PreparedOnline, batch: int) -> PackedChunk:
    """Sign the next chunk of a slice for the county."""
    export = prepared.export
    consignment = Consignment(bundle=export.desk.mint(), recipient=export.recipient, purpose=export.purpose)
    few = _first(run, batch)
    return next(iter(signed_chunks(few, consignment, export.desk.keys.device_key, most_entries=batch)))


def _first(run: StreamSlice, count: int) -> StreamSlice:
    return StreamSlice(
        device=run.device,
        incarnation=run.incarnation,
        stream=run.stream,
        first_seq=run.first_seq,
        prev_hash=run.prev_hash,
        entries=run.entries[:count],
    )


def _without(run: StreamSlice, count: int) -> StreamSlice:
    return StreamSlice(
        device=run.device,
        incarnation=run.incarnation,
        stream=run.stream,
        first_seq=run.first_seq + count,
        prev_hash=_first(run, count).last_hash,
        entries=run.entries[count:],
    )


def _behind(run: StreamSlice, found: ReceiptsFound) -> StreamSlice:
    """Return what of a slice the county does not hold by its own word."""
    streams = found.receipt.streams if found.receipt else ()
    held = next((line.held.seq for line in streams if line.incarnation == run.incarnation), 0)
    return _without(run, max(0, min(held - run.first_seq + 1, len(run.entries))))
