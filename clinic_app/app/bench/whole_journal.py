"""What goes through the whole journal: rebuilding every row, and the check."""

from __future__ import annotations

import hashlib
from itertools import pairwise
from time import perf_counter
from typing import TYPE_CHECKING

from clinic_app.app.bench.figures import Budget, Figure
from clinic_app.app.bench.sites import tell
from clinic_app.app.bench.stopwatch import MILLISECONDS, seconds_of
from clinic_app.records.projection import rebuild
from clinic_app.services.checkup import check_clinic
from clinic_app.services.due_cache import outdated_people, refresh_some
from clinic_app.services.rebuild import SECONDS_AT_ONCE, rebuild_beside_the_desk

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from clinic_app.app.bench.sites import Ground, Site
    from clinic_app.records.sqlite import Connection
    from clinic_app.services.desk import Desk

REBUILD_SECONDS = 60.0
FLOOR = "reading every entry once in the order of arrival and hashing it, same cipher"


class Damaged(Exception):
    """The check found a clinic of this run damaged; figures about it would mean nothing."""


def figures(ground: Ground) -> Iterator[Figure]:
    """Measure both rebuilds of both clinics, and the check of the practice township."""
    for site in ground.sites:
        desk = site.open_desk()
        try:
            yield from _rebuilds(site.name, desk)
        finally:
            desk.close()
    yield _check(ground.practice)


def _rebuilds(name: str, desk: Desk) -> Iterator[Figure]:
    """Rebuild rows and due lists behind the desk's work, in short transactions, and all rows at once, in one."""
    people = desk.db.execute("SELECT count(*) FROM person").fetchone()[0]
    tell(f"rebuilding {name} ...")
    floor = seconds_of(_read_through, desk.db)
    rows, lists = _steps_of_rows(desk), _steps_of_lists(desk)
    at_once = seconds_of(_rebuild, desk.db)
    for what, seconds in (
        ("rebuild of all rows, behind the desk's work", rows[-1] - rows[0]),
        ("rebuild of all rows, at once", at_once),
        ("due lists assessed anew, behind the desk's work", lists[-1] - lists[0]),
    ):
        yield Figure(
            name=f"{what}, {name} ({people} people)",
            unit="s",
            value=seconds,
            floor=floor,
            floor_of=FLOOR,
            budget=Budget(limit=REBUILD_SECONDS),
        )
    for what, steps in (("rebuild of all rows", rows), ("due lists assessed anew", lists)):
        yield Figure(
            name=f"{what}, longest that a wish waits, {name}",
            unit="ms",
            value=max(later - earlier for earlier, later in pairwise(steps)) * MILLISECONDS,
            floor=SECONDS_AT_ONCE * MILLISECONDS,
            floor_of="the time one of its transactions is meant to take",
        )


def _steps_of_rows(desk: Desk) -> list[float]:
    """Return the moments between the transactions of a rebuild."""
    steps = [perf_counter()]
    rebuild_beside_the_desk(desk, lambda _done, _total: steps.append(perf_counter()))
    return steps


def _steps_of_lists(desk: Desk) -> list[float]:
    """Return the moments between the transactions in which everybody is assessed by other rules."""
    desk.db.execute("UPDATE due_state SET rules = ''")
    left: Sequence[str] = outdated_people(desk)
    steps = [perf_counter()]
    while left:
        left = refresh_some(desk, left)
        steps.append(perf_counter())
    return steps


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
