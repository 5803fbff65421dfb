"""Reading the packages on a carrier: what is whole is handed on, the first thing wrong is named."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from clinic_app.domain.entries.entry import hash_of
from clinic_app.exchange import age_envelope, framing, keys, manifest, part
from clinic_app.exchange.chunk import Chunk, opened_chunk
from clinic_app.exchange.problems import PackageDamaged, Problem, ProblemKind
from clinic_app.exchange.signed_header import Consignment, Purpose

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from clinic_app.exchange.carrier import Carrier
    from clinic_app.exchange.manifest import Manifest

_CHUNK_LIMIT = part.PART_LIMIT


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleRead:
    """One package as far as it could be read.

    Attributes:
        stem: the eight characters before the dot of its files.
        bundle_id: UUID, empty when not even that could be read.
        device: who made it, empty without a manifest that holds.
        complete: the manifest holds and everything it announces was read.
        author_unknown: signatures were compared only with the key that the package itself carries.
        parts: how many parts were read whole.
        chunks: in order, up to the first problem; each was verified by itself.
        problem: the first thing wrong, None when `complete`.
    """

    stem: str
    bundle_id: str = ""
    device: str = ""
    complete: bool = False
    author_unknown: bool = False
    parts: int = 0
    chunks: tuple[Chunk, ...] = ()
    problem: Problem | None = None

    @property
    def entries(self) -> int:
        """Return how many entries were read."""
        return sum(len(chunk.entries) for chunk in self.chunks)


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageRead:
    """Everything found in a folder: usually several packages, each holding what was not acknowledged when it was made.

    Attributes:
        bundles: by name; packages overlap, so that an entry may stand in several.
        problems: the first of each damaged package, or `NO_PACKAGE`.
    """

    bundles: tuple[BundleRead, ...]
    problems: tuple[Problem, ...]

    @property
    def chunks(self) -> tuple[Chunk, ...]:
        """Return all chunks that may be used, package by package, in order."""
        return tuple(chunk for bundle in self.bundles for chunk in bundle.chunks)

    @property
    def entries(self) -> int:
        """Return how many different entries there are."""
        return len({hash_of(entry) for chunk in self.chunks for entry in chunk.entries})

    @property
    def author_unknown(self) -> bool:
        """Return whether a signature was only compared with a key that came with it."""
        return any(bundle.author_unknown for bundle in self.bundles)


def stems_on(carrier: Carrier) -> list[str]:
    """Return the packages on the carrier by the first half of their file names. Other files are not looked at.

    Raises:
        OSError: the carrier cannot be read.
    """
    return sorted({name.partition(".")[0] for name in carrier.names() if part.is_package_file(name)})


def read_package(
    carrier: Carrier,
    *,
    identity: str,
    device_keys: Mapping[str, bytes] | None,
    purpose: Purpose = Purpose.ENTRIES,
) -> PackageRead:
    """Read every package on the carrier. Nothing is written, nothing foreign is opened.

    Args:
        carrier: where to look.
        identity: the county's secret key (`AGE-SECRET-KEY-1...`).
        device_keys: 32-byte Ed25519 keys of the enrolled devices; None when they are not known here.
        purpose: what is taken in. A real county takes ENTRIES only: a practice package is refused whole.

    Raises:
        NotAKey: `identity` is mistyped.
    """
    keys.recipient_of(identity)
    try:
        stems = stems_on(carrier)
    except OSError:
        return PackageRead(bundles=(), problems=(Problem(kind=ProblemKind.UNREADABLE),))
    if not stems:
        return PackageRead(bundles=(), problems=(Problem(kind=ProblemKind.NO_PACKAGE),))
    bundles = tuple(
        read_bundle(carrier, stem, identity=identity, device_keys=device_keys, purpose=purpose) for stem in stems
    )
    problems = tuple(bundle.problem for bundle in bundles if bundle.problem is not None)
    return PackageRead(bundles=bundles, problems=problems)


def read_bundle(
    carrier: Carrier,
    stem: str,
    *,
    identity: str,
    device_keys: Mapping[str, bytes] | None,
    purpose: Purpose = Purpose.ENTRIES,
) -> BundleRead:
    """Read one package, as `read_package` reads each: for a county that imports them one after the other."""
    trusted = None if device_keys is None else dict(device_keys)
    reading = _Reading(carrier, stem, identity, keys.recipient_of(identity), trusted, purpose)
    try:
        reading.read()
    except _Found as found:
        reading.problem = found.problem
    except OSError:
        reading.problem = Problem(kind=ProblemKind.UNREADABLE)
    return reading.result()


class _Found(Exception):
    """Carries the first problem of a package out of the reading."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.kind.value)
        self.problem = problem


@dataclass(slots=True)
class _Reading:
    """One package while it is read: manifest first, then the parts in order, until something is wrong."""

    carrier: Carrier
    stem: str
    identity: str
    recipient: str
    trusted: dict[str, bytes] | None
    purpose: Purpose
    manifest: Manifest | None = None
    bundle_id: str = ""
    parts: int = 0
    chunks: list[Chunk] = field(default_factory=list)
    problem: Problem | None = None

    def read(self) -> None:
        """Read everything; a damaged or missing manifest is told after the parts, which stand by themselves.

        Only where no key is known beforehand nothing stands without the manifest.
        """
        about_manifest = self._try_manifest()
        if about_manifest is not None and self.trusted is None:
            raise _Found(about_manifest)
        self._read_parts()
        if about_manifest is not None:
            raise _Found(about_manifest)
        with self._in_file(part.manifest_name(self.stem)):
            self._demand_announced()

    def result(self) -> BundleRead:
        """Return what came of it."""
        return BundleRead(
            stem=self.stem,
            bundle_id=self.bundle_id,
            device=self.manifest.device if self.manifest else "",
            complete=self.problem is None,
            author_unknown=self.trusted is None,
            parts=self.parts,
            chunks=tuple(self.chunks),
            problem=self.problem,
        )

    def _try_manifest(self) -> Problem | None:
        name = part.manifest_name(self.stem)
        if name not in self._file_names():
            return Problem(kind=ProblemKind.MANIFEST_MISSING, file=name)
        try:
            with self._in_file(name):
                found = manifest.opened_manifest(self.carrier.read(name, manifest.MANIFEST_LIMIT), self.trusted)
                self._demand_addressed(found.consignment)
                self.manifest, self.bundle_id = found, str(found.bundle)
        except _Found as found_problem:
            return found_problem.problem
        return None

    def _read_parts(self) -> None:
        of = len(self.manifest.parts) if self.manifest else 0
        number = 1
        while number == 1 or number <= of:
            name = part.part_name(self.stem, number)
            with self._in_file(name):
                opened = self._open_part(name, number)
                of = of or opened.of
                if (opened.number, opened.of) != (number, of):
                    raise PackageDamaged(ProblemKind.DAMAGED)
                self._read_chunks(opened)
            self.parts, number = number, number + 1
        self._demand_no_more_parts(of)

    def _open_part(self, name: str, number: int) -> part.Part:
        """Read a part file and compare it with the manifest, where there is one."""
        if name not in self._file_names():
            raise PackageDamaged(ProblemKind.PART_MISSING)
        stored = self.carrier.read(name, part.PART_LIMIT)
        opened = part.opened_part(stored)
        if self.manifest is not None and manifest.seal_of(stored) != self.manifest.parts[number - 1]:
            raise PackageDamaged(ProblemKind.MANIFEST_DIFFERS)
        self.bundle_id = self.bundle_id or opened.bundle
        if opened.bundle != self.bundle_id or part.stem_of(opened.bundle) != self.stem:
            raise PackageDamaged(ProblemKind.MISADDRESSED)
        return opened

    def _read_chunks(self, opened: part.Part) -> None:
        consignment = Consignment(bundle=self.bundle_id, recipient=self.recipient, purpose=self.purpose)
        plaintext = age_envelope.opened(opened.ciphertext, self.identity)
        inflated = 0
        for stored in framing.frames(plaintext, longest=_CHUNK_LIMIT):
            chunk = opened_chunk(stored, consignment, self._key_of)
            inflated += sum(map(len, chunk.entries))
            if inflated > part.RAW_LIMIT:
                raise PackageDamaged(ProblemKind.TOO_LARGE)
            self._demand_follows(chunk)
            self.chunks.append(chunk)

    def _demand_follows(self, chunk: Chunk) -> None:
        """Two neighbouring chunks of one stream must join without a gap."""
        if not self.chunks:
            return
        before, here = self.chunks[-1].header, chunk.header
        if (before.device, before.incarnation) != (here.device, here.incarnation):
            return
        if (before.last_seq + 1, before.last_hash) != (here.first_seq, here.prev_hash):
            raise PackageDamaged(ProblemKind.BROKEN_CHAIN, here.first_seq)

    def _demand_addressed(self, consignment: Consignment) -> None:
        if consignment.purpose is not self.purpose:
            raise PackageDamaged(ProblemKind.OTHER_PURPOSE)
        expected = Consignment(bundle=consignment.bundle, recipient=self.recipient, purpose=self.purpose)
        if consignment != expected or part.stem_of(consignment.bundle) != self.stem:
            raise PackageDamaged(ProblemKind.MISADDRESSED)

    def _demand_announced(self) -> None:
        entries = sum(len(chunk.entries) for chunk in self.chunks)
        if self.manifest is None or entries != self.manifest.entries:
            raise PackageDamaged(ProblemKind.MANIFEST_DIFFERS)

    def _demand_no_more_parts(self, of: int) -> None:
        known = {part.part_name(self.stem, number) for number in range(1, of + 1)}
        more = sorted(name for name in self._file_names() - known if not part.is_manifest(name))
        if more:
            raise _Found(Problem(kind=ProblemKind.MANIFEST_DIFFERS, file=more[0]))

    def _file_names(self) -> frozenset[str]:
        own = self.stem + "."
        return frozenset(name for name in self.carrier.names() if name.startswith(own) and part.is_package_file(name))

    def _key_of(self, device: str) -> bytes:
        """Return the key that must have signed a chunk of `device`."""
        if self.trusted is not None:
            if device not in self.trusted:
                raise PackageDamaged(ProblemKind.UNKNOWN_AUTHOR)
            return self.trusted[device]
        if self.manifest is None or device != self.manifest.device:
            raise PackageDamaged(ProblemKind.UNKNOWN_AUTHOR)
        return bytes.fromhex(self.manifest.public_key)

    @contextmanager
    def _in_file(self, name: str) -> Iterator[None]:
        """Put the name of the file to whatever is found wrong in it."""
        try:
            yield
        except PackageDamaged as damage:
            raise _Found(Problem(kind=damage.kind, file=name, seq=damage.seq)) from damage
        except OSError as error:
            raise _Found(Problem(kind=ProblemKind.UNREADABLE, file=name)) from error
