"""Packing entries for the county and verifying the package."""

from __future__ import annotations

import zlib
from itertools import islice
from typing import TYPE_CHECKING

from clinic_app.app.bench.figures import Budget, Figure
from clinic_app.app.bench.stopwatch import seconds_of
from clinic_app.devices.folder_carrier import FolderCarrier
from clinic_app.devices.identity import new_id
from clinic_app.domain.entries.entry import SHARED
from clinic_app.exchange.keys import new_county_keypair, public_bytes_of
from clinic_app.exchange.package import write_package
from clinic_app.exchange.package_reader import read_package
from clinic_app.exchange.stream_slice import StreamSlice

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from clinic_app.app.bench.sites import Ground, Site

MOST_ENTRIES = 100_000
SECONDS = 20.0
FLOOR = "compressing the same bytes with zlib, level 6, and decompressing them"
_BLOCK_BYTES = 256 * 1024
_ENTRIES = """
SELECT bytes FROM entry WHERE stream = 'shared' AND device = ? AND incarnation = ? ORDER BY seq
"""


class NotWhole(Exception):
    """The package that was written did not read back whole."""


def figures(ground: Ground) -> Iterator[Figure]:
    """Pack the first entries of the bench clinic and read them back as the county does."""
    site = ground.bench
    run = _slice(site)
    folder = ground.folder / "stick"
    floor = seconds_of(_compress_and_back, b"".join(run.entries))
    seconds = seconds_of(_carry, site, run, folder)
    yield Figure(
        name=f"{len(run.entries)} entries packed and verified",
        unit="s",
        value=seconds,
        floor=floor,
        floor_of=FLOOR,
        budget=Budget(limit=SECONDS),
    )


def _slice(site: Site) -> StreamSlice:
    desk = site.open_desk()
    place = desk.journal.installation
    try:
        rows = desk.db.execute(_ENTRIES, (place.device, place.incarnation))
        entries = tuple(entry_bytes for (entry_bytes,) in islice(rows, MOST_ENTRIES))
    finally:
        desk.close()
    return StreamSlice(
        device=place.device, incarnation=place.incarnation, stream=SHARED, first_seq=1, prev_hash=b"", entries=entries
    )


def _carry(site: Site, run: StreamSlice, folder: Path) -> None:
    county = new_county_keypair()
    carrier = FolderCarrier(folder)
    device_key = site.keys.device_key
    write_package(
        (run,),
        carrier=carrier,
        device_key=device_key,
        device_id=site.keys.device_id,
        recipient=county.recipient,
        mint_id=new_id,
    )
    known = {site.keys.device_id: public_bytes_of(device_key)}
    read = read_package(carrier, identity=county.identity, device_keys=known)
    if read.problems or read.entries != len(run.entries):
        raise NotWhole(f"{read.entries} of {len(run.entries)} entries, problems: {read.problems}")


def _compress_and_back(content: bytes) -> None:
    for start in range(0, len(content), _BLOCK_BYTES):
        zlib.decompress(zlib.compress(content[start : start + _BLOCK_BYTES], 6))
