"""Writing a package: everything the county has not acknowledged, in parts, with the manifest last."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

from clinic_app.exchange import age_envelope, framing, keys, manifest, part, signed_header
from clinic_app.exchange.carrier import Carrier, NoSpace, Stopped, naming_failures
from clinic_app.exchange.chunk import signed_chunks
from clinic_app.exchange.manifest import Manifest, PartSeal
from clinic_app.exchange.signed_header import Consignment, Purpose

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path
    from threading import Event

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from clinic_app.exchange.chunk import PackedChunk, StreamSlice

    Progress = Callable[[int, int, int, int], None]

_SPACE_FACTOR = 2
_SMALL_CHANGE = 64 * 1024


class NothingToCarry(Exception):
    """There is no entry to write; no package was begun."""


class TooMuchToCarry(Exception):
    """The entries do not fit into 99 parts of 4 MiB; no package was begun."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageWritten:
    """A package that is whole on the carrier: every file was read back, the manifest stands.

    Attributes:
        bundle_id: UUID of the package.
        folder: where its files lie.
        parts: how many part files, the manifest not counted.
        entries: how many entries they hold.
        bytes: size of all its files together.
    """

    bundle_id: str
    folder: Path
    parts: int
    entries: int
    bytes: int


@dataclass(slots=True)
class _PartInTheMaking:
    """Chunks gathered for one part, still in the clear, in memory only."""

    chunks: list[bytes] = field(default_factory=list)
    size: int = 0
    raw_bytes: int = 0
    entries: int = 0

    def has_room_for(self, chunk: PackedChunk, part_limit: int) -> bool:
        size = self.size + framing.LENGTH_BYTES + len(chunk.content)
        return not self.chunks or (size <= part_limit and self.raw_bytes + chunk.raw_bytes <= part.RAW_LIMIT)

    def add(self, chunk: PackedChunk) -> None:
        self.chunks.append(chunk.content)
        self.size += framing.LENGTH_BYTES + len(chunk.content)
        self.raw_bytes += chunk.raw_bytes
        self.entries += chunk.entries


def write_package(
    slices: Iterable[StreamSlice],
    *,
    carrier: Carrier,
    device_key: Ed25519PrivateKey,
    device_id: str,
    recipient: str,
    mint_id: Callable[[], str],
    purpose: Purpose = Purpose.ENTRIES,
    progress: Progress | None = None,
    stop: Event | None = None,
    part_limit: int = part.PLAINTEXT_LIMIT,
) -> PackageWritten:
    """Write one package with all entries of `slices`. Other files on the carrier, older packages too, stay.

    Args:
        slices: runs of entries of this device, one or more per incarnation, in order.
        carrier: where to.
        device_key: signs chunks and manifest.
        device_id: the device whose key it is; every slice must be of this device.
        recipient: the county's age recipient (`age1...`).
        mint_id: gives a new UUID as text.
        purpose: PRACTICE for a practice township; the signature binds it.
        progress: called on this thread before the first part and after each with (entries written, entries in all,
            parts written, parts in all).
        stop: asked before each part.
        part_limit: bytes of chunks in one part; smaller only in tests.

    Raises:
        NothingToCarry, TooMuchToCarry: nothing was begun.
        PackageDamaged: a slice is not an unbroken chain; nothing was begun. The journal wants a check.
        NotAKey: `recipient` is mistyped; nothing was begun.
        NoSpace, ReadOnlyCarrier, CarrierGone, CarrierFaulty, Stopped: no file of this package is left on a carrier
            that can still be reached; one that cannot holds whole parts and no manifest.
    """
    keys.demand_recipient(recipient)
    with naming_failures():
        consignment = Consignment(bundle=_new_bundle(carrier, mint_id), recipient=recipient, purpose=purpose)
    parts = list(_parts(slices, consignment, device_key, device_id, part_limit))
    _demand_sensible(parts)
    _demand_space(carrier, sum(one.size for one in parts))
    sending = _Sending(carrier, consignment, parts, progress, stop)
    with naming_failures(), sending.withdrawing():
        sending.send_parts()
        sending.send_manifest(device_key, device_id)
    return PackageWritten(
        bundle_id=consignment.bundle,
        folder=carrier.folder,
        parts=len(parts),
        entries=sending.entries,
        bytes=sending.bytes_sent,
    )


def _new_bundle(carrier: Carrier, mint_id: Callable[[], str]) -> str:
    """Return a new UUID whose file names are not on the carrier yet."""
    taken = {name.partition(".")[0].upper() for name in carrier.names()}
    while True:
        bundle = mint_id()
        if part.stem_of(bundle) not in taken:
            return bundle


def _parts(
    slices: Iterable[StreamSlice],
    consignment: Consignment,
    device_key: Ed25519PrivateKey,
    device_id: str,
    part_limit: int,
) -> Iterator[_PartInTheMaking]:
    """Fill parts with signed chunks, one after the other."""
    current = _PartInTheMaking()
    for run in slices:
        if run.device != device_id:
            raise ValueError("a device sends its own entries only")
        for chunk in signed_chunks(run, consignment, device_key):
            if not current.has_room_for(chunk, part_limit):
                yield current
                current = _PartInTheMaking()
            current.add(chunk)
    if current.chunks:
        yield current


def _demand_sensible(parts: list[_PartInTheMaking]) -> None:
    if not parts:
        raise NothingToCarry
    if len(parts) > part.MOST_PARTS:
        raise TooMuchToCarry


def _demand_space(carrier: Carrier, size: int) -> None:
    """Ask for twice the package before the first byte is written."""
    with naming_failures():
        free = carrier.free_bytes()
    needed = _SPACE_FACTOR * (size + _SMALL_CHANGE)
    if free < needed:
        raise NoSpace(needed=needed, free=free)


class _Sending:
    """One package on its way to the carrier."""

    def __init__(
        self,
        carrier: Carrier,
        consignment: Consignment,
        parts: list[_PartInTheMaking],
        progress: Progress | None,
        stop: Event | None,
    ) -> None:
        self._carrier = carrier
        self._consignment = consignment
        self._parts = parts
        self._progress = progress
        self._stop = stop
        self._stem = part.stem_of(consignment.bundle)
        self._begun: list[str] = []
        self._seals: list[PartSeal] = []
        self.bytes_sent = 0
        self.entries = sum(one.entries for one in parts)

    def send_parts(self) -> None:
        """Seal and write every part, telling how far it is."""
        self._tell(0)
        for number, one in enumerate(self._parts, 1):
            self._obey_stop()
            ciphertext = age_envelope.sealed(framing.joined(one.chunks), self._consignment.recipient)
            content = part.part_file(
                part.Part(bundle=self._consignment.bundle, number=number, of=len(self._parts), ciphertext=ciphertext)
            )
            self._send(part.part_name(self._stem, number), content)
            self._seals.append(manifest.seal_of(content))
            self._tell(number)

    def send_manifest(self, device_key: Ed25519PrivateKey, device_id: str) -> None:
        """Write the manifest: the mark that the package is whole."""
        self._obey_stop()
        header = Manifest(
            format=signed_header.FORMAT,
            bundle=UUID(self._consignment.bundle),
            device=device_id,
            public_key=keys.public_bytes_of(device_key).hex(),
            purpose=self._consignment.purpose,
            direction=self._consignment.direction,
            recipient=self._consignment.recipient,
            entries=self.entries,
            parts=tuple(self._seals),
        )
        self._send(part.manifest_name(self._stem), manifest.manifest_file(header, device_key))

    @contextlib.contextmanager
    def withdrawing(self) -> Iterator[None]:
        """On any failure remove the files of this package again, newest first."""
        try:
            yield
        except BaseException:
            for name in reversed(self._begun):
                with contextlib.suppress(OSError):
                    self._carrier.remove(name)
            raise

    def _send(self, name: str, content: bytes) -> None:
        self._begun.append(name)
        self._carrier.write(name, content)
        self.bytes_sent += len(content)

    def _obey_stop(self) -> None:
        if self._stop is not None and self._stop.is_set():
            raise Stopped("between two parts")

    def _tell(self, number: int) -> None:
        if self._progress is not None:
            written = sum(one.entries for one in self._parts[:number])
            self._progress(written, self.entries, number, len(self._parts))
