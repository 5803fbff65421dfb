"""What goes through the whole journal: rebuilding every row, and the check."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from clinic_app.app.bench.figures import Budget, Figure
from clinic_app.app.bench.sites import tell
from clinic_app.app.bench.stopwatch import seconds_of
from clinic_app.records.projection import rebuild
from clinic_app.services.checkup import check_clinic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clinic_app.app.bench.sites import Ground, Site
    from clinic_app.records.sqlite import Connection

REBUILD_SECONDS = 60.0
FLOOR = "reading every entry once in the order of arrival and hashing it, same cipher"


class Damaged(Exception):
    """The check found a clinic of this run damaged; figures about it would mean nothing."""


def figures(ground: Ground) -> Iterator[Figure]:
    """Measure the rebuild of both clinics, and the check of the practice township."""
    for site in ground.sites:
        desk = site.open_desk()
        try:
            tell(f"rebuilding {site.name} ...")
            floor = seconds_of(_read_through, desk.db)
            seconds = seconds_of(_rebuild, desk.db)
            people = desk.db.execute("SELECT count(*) FROM person").fetchone()[0]
            yield Figure(
                name=f"rebuild of all rows, {site.name} ({people} people)",
                unit="s",
                value=seconds,
                floor=floor,
                floor_of=FLOOR,
                budget=Budget(limit=REBUILD_SECONDS),
            )
        finally:
            desk.close()
    yield _check(ground.practice)


def _check(site: Site) -> Figure:
    damages: list[object] = []
    seconds = seconds_of(lambda: damages.extend(check_clinic(site.premises, site.keys).damages))
    if damages:
        raise Damaged(str(damages[0]))
    reader = site.open_reader()
    try:
        floor = seconds_of(_read_through, reader.db)
    finally:
        reader.close()
    return Figure(name=f"check, {site.name}", unit="s", value=seconds, floor=floor, floor_of=FLOOR)


def _rebuild(db: Connection) -> None:
    db.execute("BEGIN IMMEDIATE")
    rebuild(db)
    db.execute("COMMIT")


def _read_through(db: Connection) -> None:
    for (entry_bytes,) in db.execute("SELECT bytes FROM entry ORDER BY position"):
        hashlib.sha256(entry_bytes)
