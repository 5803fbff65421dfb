"""Founds a practice clinic on disk: the township's life written into a real, encrypted journal (练习模式).

It is marked as practice in its first entry, in its key file, and under the signature of every package it makes: no real
county takes those in. A practice county of its own can open them.
"""

from __future__ import annotations

import random
import shutil
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from clinic_app.devices.clock import SetClock
from clinic_app.domain.entries.clinic import ClinicNamed
from clinic_app.practice.clinic_days import ClinicDays
from clinic_app.practice.coverage import Coverage, CoverageCount
from clinic_app.practice.facts import read_facts
from clinic_app.practice.mint import Mint
from clinic_app.practice.township import Township
from clinic_app.services.bulk_load import PastEntry, write_past
from clinic_app.services.founding import AlreadyFounded, FirstUser, FoundingPlan, found_clinic
from clinic_app.services.practice_county import found_practice_county, found_practice_signing_key
from clinic_app.services.premises import Premises

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from clinic_app.devices.identity import Mint as IdMint
    from clinic_app.practice.expected import ExpectedDay
    from clinic_app.practice.happening import Happening

FOUNDED_BEFORE = timedelta(days=30)
IN_THE_MAKING = "-in-the-making"


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticePlan:
    """Which township: the same three values give the same life, entry for entry."""

    people: int
    seed: int
    today: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeClinic:
    """What was written: how many entries of the township's life, the coverage they tell, and who is expected today."""

    premises: Premises
    entries: int
    coverage: tuple[Coverage, ...]
    expected: ExpectedDay


def found_practice_clinic(
    database: Path, plan: PracticePlan, *, progress: Callable[[int], None] | None = None
) -> PracticeClinic:
    """Write a practice clinic to `database` and its key file beside it.

    It is made in a folder beside its place and moved there when finished: an interruption leaves no half clinic.
    Every user's password is the one of resources/practice/township.toml. The keys of the device are drawn anew each
    time, so two databases of one plan hold the same acts in chains of their own.

    Args:
        database: where; its folder is made.
        plan: which township.
        progress: told the number of entries written, now and then.

    Raises:
        AlreadyFounded: something stands there already. Nothing was changed.
    """
    premises = Premises.of(database)
    if premises.database.exists() or premises.keys.exists():
        raise AlreadyFounded(str(database))
    making = database.parent / f"{database.stem}{IN_THE_MAKING}"
    shutil.rmtree(making, ignore_errors=True)
    try:
        made = _live_through(Premises.of(making / database.name), plan, progress)
        _move_in(making, database)
    finally:
        shutil.rmtree(making, ignore_errors=True)
    return replace(made, premises=premises)


def _live_through(premises: Premises, plan: PracticePlan, progress: Callable[[int], None] | None) -> PracticeClinic:
    """Found the clinic and write the township's life."""
    township = Township(people=plan.people, seed=plan.seed, today=plan.today)
    founded_at = ClinicDays().moment(township.first_day - FOUNDED_BEFORE)
    clock = SetClock(founded_at)
    mint = _founding_mint(plan, clock)
    county = found_practice_county(premises), found_practice_signing_key(premises)
    desk = found_clinic(premises, _founding_plan(mint, *county), clock=clock, mint=mint)
    clock.advance(ClinicDays().moment(plan.today) - founded_at)
    count = CoverageCount()
    try:
        entries = write_past(desk, _past_entries(township.live(), count), progress)
    finally:
        desk.close()
    coverage = tuple(count.coverage(plan.today))
    return PracticeClinic(premises=premises, entries=entries, coverage=coverage, expected=township.expected())


def _move_in(making: Path, database: Path) -> None:
    """Put the finished files in their place, the database last: where it stands, all of it stands."""
    for file in sorted(making.iterdir(), key=lambda path: path.name == database.name):
        file.replace(database.parent / file.name)


def _founding_mint(plan: PracticePlan, clock: SetClock) -> IdMint:
    mint = Mint(random.Random(f"founding {plan.seed}"))  # not for secrets: it must repeat

    def new_id() -> str:
        moment: datetime = clock.now()
        return mint.id_at(moment)

    return new_id


def _founding_plan(mint: IdMint, county_key: str, county_signing_key: str) -> FoundingPlan:
    facts = read_facts("township")
    clinic = facts["clinic"]
    return FoundingPlan(
        clinic=ClinicNamed(
            unit_code=clinic["unit_code"],
            name=clinic["name"],
            phone=clinic["phone"],
            villages=tuple(clinic["villages"]),
            practice=True,
            county_key=county_key,
            county_signing_key=county_signing_key,
        ),
        users=tuple(
            FirstUser(user_id=row["user_id"], name=row["name"], role=row["role"], password=clinic["password"])
            for row in facts["user"]
        ),
        desk=clinic["desk"],
        device_id=mint(),
        incarnation=mint().replace("-", ""),
    )


def _past_entries(happenings: Iterator[Happening], count: CoverageCount) -> Iterator[PastEntry]:
    for happening in happenings:
        count.see(happening.body)
        yield PastEntry(
            id=happening.id,
            subject=happening.subject,
            body=happening.body,
            at=happening.at,
            by=happening.by,
            refs=happening.refs,
        )
