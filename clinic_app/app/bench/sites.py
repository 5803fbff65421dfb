"""The two clinics of a run, in a temporary folder: the practice township and the bench population."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from clinic_app.app.bench.population import Population
from clinic_app.devices.clock import SetClock
from clinic_app.domain.entries.clinic import ClinicNamed
from clinic_app.practice.clinic import PracticePlan, found_practice_clinic
from clinic_app.practice.facts import read_facts
from clinic_app.services.bulk_load import write_past
from clinic_app.services.founding import FirstUser, FoundingPlan, found_clinic
from clinic_app.services.premises import Premises
from clinic_app.services.reader import open_reader
from clinic_app.services.resource_files import shipped_rules
from clinic_app.services.sign_in import door, open_desk, unlock

if TYPE_CHECKING:
    from pathlib import Path

    from clinic_app.records.key_slots import OpenKeys
    from clinic_app.services.desk import Desk
    from clinic_app.services.reader import Reader

TODAY = date(2026, 11, 18)
OPENING = datetime(2026, 11, 18, 0, 30, tzinfo=UTC)
SEED = 1
BENCH_PASSWORD = "bench-2026"
PROGRESS_EVERY = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """One clinic that is measured.

    Attributes:
        name: as the figures name it. villages: where its people live.
    """

    name: str
    premises: Premises
    keys: OpenKeys
    user_id: str
    villages: tuple[str, ...]

    def open_desk(self) -> Desk:
        """Open the writing side, on the morning after the last entry."""
        return open_desk(self.premises, self.keys, self.user_id, SetClock(OPENING, running=True))

    def open_reader(self) -> Reader:
        """Open a reading connection, as the GUI thread has one."""
        return open_reader(self.premises, self.keys.database_key, SetClock(OPENING, running=True), shipped_rules())


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """Everything a family of figures needs.

    Attributes:
        folder: where more files may be made; removed after the run.
        rounds: how often what is short is repeated. sample: how many people or acts are tried.
    """

    folder: Path
    practice: Site
    bench: Site
    rounds: int
    sample: int

    @property
    def sites(self) -> tuple[Site, Site]:
        """Return both clinics."""
        return self.practice, self.bench


def practice_password() -> str:
    """Return the password of every user of a practice township."""
    return str(read_facts("township")["clinic"]["password"])


def practice_site(folder: Path, people: int) -> Site:
    """Let a practice township live in `folder`."""
    tell(f"practice township of {people} people ...")
    clinic = found_practice_clinic(
        folder / "practice.db", PracticePlan(people=people, seed=SEED, today=TODAY), progress=_tell_entries
    )
    villages = tuple(read_facts("township")["clinic"]["villages"])
    user_id = door(clinic.premises).users[0].user_id
    keys = unlock(clinic.premises, user_id, practice_password())
    return Site(name="practice", premises=clinic.premises, keys=keys, user_id=user_id, villages=villages)


def bench_site(folder: Path, people: int, doses: int) -> Site:
    """Load the bench population into a clinic in `folder`."""
    tell(f"bench clinic of {people} people with {doses} doses each ...")
    premises, user_id = Premises.of(folder / "bench.db"), "u1"
    nurse = FirstUser(user_id=user_id, name="Bench", role="nurse", password=BENCH_PASSWORD)
    plan = FoundingPlan(clinic=ClinicNamed(unit_code="5303260000", name="Bench"), users=(nurse,))
    clock = SetClock(OPENING - timedelta(days=60))
    desk = found_clinic(premises, plan, clock=clock)
    clock.advance(timedelta(days=60))
    population = Population(people=people, doses=doses, seed=SEED, today=TODAY)
    try:
        write_past(desk, population.entries(user_id), _tell_entries)
    finally:
        desk.close()
    keys = unlock(premises, user_id, BENCH_PASSWORD)
    return Site(name="bench", premises=premises, keys=keys, user_id=user_id, villages=population.villages)


def tell(sentence: str) -> None:
    """Say on stderr how far the run is."""
    print(sentence, file=sys.stderr, flush=True)


def _tell_entries(count: int) -> None:
    if count % PROGRESS_EVERY == 0:
        tell(f"  {count} entries written")
