"""A stick at the county: packages are read, held, applied, and answered with receipts on the same stick."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from clinic_app.domain.clinic_time import moment_text
from clinic_app.exchange import keys, manifest, part
from clinic_app.exchange.package_reader import read_bundle, stems_on
from clinic_app.exchange.problems import PackageDamaged, Problem, ProblemKind
from clinic_app.exchange.receipt import ENDING, RECEIPT_LIMIT, opened_receipt
from clinic_app.exchange.signed_header import Purpose
from clinic_app.hub.applying import Applied, apply_all
from clinic_app.hub.holding import Held, hold
from clinic_app.hub.receipts import make_receipt, where_met
from clinic_app.hub.store import DeviceState

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from threading import Event

    from clinic_app.exchange.carrier import Carrier
    from clinic_app.exchange.manifest import Manifest
    from clinic_app.exchange.package_reader import BundleRead
    from clinic_app.hub.county import County
    from clinic_app.hub.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageTaken:
    """What became of one package on the stick.

    Attributes:
        stem: the eight characters of its file names.
        unit_code: the clinic; empty when its workstation is not admitted.
        new_entries: entries the county did not hold before. entries: all that were read.
        problem: the first thing wrong, None when it was read whole.
        gap, fork: a part could not be joined to what is held; a stream tells two histories.
    """

    stem: str
    device: str
    unit_code: str
    entries: int
    new_entries: int
    problem: Problem | None = None
    gap: bool = False
    fork: bool = False


@dataclass(slots=True)
class StickTaken:
    """What became of a whole stick."""

    packages: list[PackageTaken] = field(default_factory=list)
    applied: Applied = field(default_factory=Applied)
    receipts: list[str] = field(default_factory=list)


def take_in_stick(
    county: County,
    store: Store,
    carrier: Carrier,
    now: Callable[[], datetime],
    mint_id: Callable[[], str],
    stop: Event | None = None,
) -> StickTaken:
    """Read every package on a stick, apply it, and write a receipt for each clinic met. Other files stay untouched.

    Taking the same stick in again changes nothing but the number of the receipt. Killed anywhere it may simply be
    taken in again: a chunk is held or not, a batch applied or not.

    Raises:
        OSError: the stick cannot be read or written; what was held and applied by then stands.
    """
    taken = StickTaken()
    for stem in stems_on(carrier):
        if stop is not None and stop.is_set():
            break
        taken.packages.append(_take_package(county, store, carrier, stem, moment_text(now())))
    taken.applied = apply_all(store, moment_text(now()), stop=stop)
    for unit_code in sorted({one.unit_code for one in taken.packages if one.unit_code}):
        taken.receipts.append(write_receipt(county, store, carrier, unit_code, now(), mint_id))
    return taken


def write_receipt(
    county: County,
    store: Store,
    carrier: Carrier,
    unit_code: str,
    now: datetime,
    mint_id: Callable[[], str],
) -> str:
    """Write the newest receipt of a clinic, take this county's older ones for it away, and return the file's name."""
    with store.ground.alone():
        receipt, stored = make_receipt(county, store, unit_code, now, mint_id, where_met(county.home))
    name = part.stem_of(str(receipt.id)) + ENDING
    carrier.write(name, stored)
    for other in sorted(carrier.names()):
        if other != name and other.endswith(ENDING) and _is_older(county, carrier, other, unit_code, receipt.number):
            carrier.remove(other)
    return name


def _is_older(county: County, carrier: Carrier, name: str, unit_code: str, number: int) -> bool:
    """Return whether the file is an earlier receipt of this county for this clinic."""
    purpose = Purpose.PRACTICE if county.practice else Purpose.ENTRIES
    with suppress(PackageDamaged, OSError):
        stored = carrier.read(name, RECEIPT_LIMIT)
        receipt = opened_receipt(stored, keys.public_bytes_of(county.signing_key), purpose)
        return receipt.unit_code == unit_code and receipt.number < number
    return False


def _take_package(county: County, store: Store, carrier: Carrier, stem: str, at: str) -> PackageTaken:
    """Read one package and hold what is whole of it."""
    admitted = {line.device: line for line in store.devices() if line.state is DeviceState.ADMITTED}
    device_keys = {device: bytes.fromhex(line.public_key) for device, line in admitted.items()}
    bundle = read_bundle(
        carrier,
        stem,
        identity=county.identity,
        device_keys=device_keys,
        purpose=Purpose.PRACTICE if county.practice else Purpose.ENTRIES,
    )
    if bundle.problem is not None and bundle.problem.kind is ProblemKind.UNKNOWN_AUTHOR:
        return _note_applicant(county, store, carrier, bundle, at)
    outcomes, fresh = _hold(store, bundle, at)
    device = bundle.device or next((chunk.header.device for chunk in bundle.chunks), "")
    unit_code = admitted[device].unit_code if device in admitted else ""
    whole = bundle.complete and not {Held.GAP, Held.FORK} & outcomes
    with store.ground.alone():
        store.note_package(stem, device, unit_code, at, is_whole=whole, entries=bundle.entries)
    return PackageTaken(
        stem=stem,
        device=device,
        unit_code=unit_code,
        entries=bundle.entries,
        new_entries=fresh,
        problem=bundle.problem,
        gap=Held.GAP in outcomes,
        fork=Held.FORK in outcomes,
    )


def _hold(store: Store, bundle: BundleRead, at: str) -> tuple[set[Held], int]:
    """Hold the chunks of a package, one transaction each; return what became of them and how many entries are new."""
    outcomes: set[Held] = set()
    fresh = 0
    for chunk in bundle.chunks:
        before = store.tip(chunk.header.device, chunk.header.incarnation).held_seq
        with store.ground.alone():
            outcomes.add(hold(store, chunk, at))
        fresh += store.tip(chunk.header.device, chunk.header.incarnation).held_seq - before
    return outcomes, fresh


def _note_applicant(county: County, store: Store, carrier: Carrier, bundle: BundleRead, at: str) -> PackageTaken:
    """Remember a workstation nobody has admitted yet, by the key its own manifest carries."""
    found = _own_word(county, carrier, bundle.stem)
    if found is not None:
        with store.ground.alone():
            store.note_applicant(found.device, found.public_key, at)
    device = found.device if found is not None else ""
    return PackageTaken(stem=bundle.stem, device=device, unit_code="", entries=0, new_entries=0, problem=bundle.problem)


def _own_word(county: County, carrier: Carrier, stem: str) -> Manifest | None:
    """Return the manifest of a workstation that is not known, when it was written for this county."""
    try:
        stored = carrier.read(part.manifest_name(stem), manifest.MANIFEST_LIMIT)
        found = manifest.opened_manifest(stored, None)
    except (PackageDamaged, OSError):
        return None
    return found if found.recipient == county.recipient else None
