"""Giving a dose: the whole act at the needle, beside one bare commit in the same folder, and how often it commits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.app.bench.bare_database import BareDatabase
from clinic_app.app.bench.figures import Budget, Figure
from clinic_app.app.bench.stopwatch import MILLISECONDS, quantile, seconds_of
from clinic_app.domain.entries.stock import LotReceived
from clinic_app.domain.entries.subjects import lot_subject
from clinic_app.domain.safety_check import CheckPoint
from clinic_app.services.consent import record_consent
from clinic_app.services.failures import WishRefused
from clinic_app.services.plan_rules import ChosenVaccine
from clinic_app.services.registration import open_visit, plan_doses
from clinic_app.services.resource_files import screening_checklist
from clinic_app.services.screening import ScreeningWish, record_screening
from clinic_app.services.vaccination import GiveDose, TakeVial, give_dose, take_vial
from clinic_app.services.visit_wish import VisitOf

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clinic_app.app.bench.sites import Ground, Site
    from clinic_app.domain.visit import Visit
    from clinic_app.services.desk import Desk

TIMES_A_COMMIT = 4.0
COMMIT = "one row committed with synchronous=FULL under the same cipher in the same folder, in turn"
_POSSIBLE = """
SELECT due.person_id, vaccine FROM due
 WHERE status IN ('due', 'overdue') AND vaccine IS NOT NULL ORDER BY due.person_id, series
"""
_WRITING = ("INSERT", "UPDATE", "DELETE", "REPLACE")


def figures(ground: Ground) -> Iterator[Figure]:
    """Give doses on both clinics, one at a time."""
    for site in ground.sites:
        desk = site.open_desk()
        bare = BareDatabase(site.premises.database.parent, site.keys.database_key)
        try:
            yield from _at(site, desk, bare, ground.sample)
        finally:
            bare.close()
            desk.close()


def _at(site: Site, desk: Desk, bare: BareDatabase, sample: int) -> Iterator[Figure]:
    commits = 0
    times, floors = [], []
    for visit in _ready_visits(desk, sample):
        if not commits:
            commits = _commits_of(desk, visit)
            continue
        times.append(seconds_of(_give, desk, visit))
        floors.append(seconds_of(bare.commit_once))
    for label, share, budget in (("p50", 0.5, Budget(limit=TIMES_A_COMMIT, of_ratio=True)), ("p95", 0.95, None)):
        yield Figure(
            name=f"dose given, whole act, {site.name}, {label}",
            unit="ms",
            value=quantile(times, share) * MILLISECONDS,
            floor=quantile(floors, share) * MILLISECONDS,
            floor_of=COMMIT,
            budget=budget,
        )
    yield Figure(
        name=f"commits of one dose, {site.name}",
        unit="commits",
        value=float(commits),
        floor=1.0,
        floor_of="a thing that is to stay is committed once",
        budget=Budget(limit=1.0),
    )


def _ready_visits(desk: Desk, most: int) -> Iterator[Visit]:
    """Bring people who need a vaccine up to the needle, each by the services a nurse uses."""
    lots: dict[str, str] = {}
    ready = 0
    taken: set[str] = set()
    for person_id, vaccine in desk.db.execute(_POSSIBLE).fetchall():
        if ready == most:
            return
        if person_id in taken:
            continue
        taken.add(person_id)
        if vaccine not in lots:
            lots[vaccine] = _received(desk, vaccine)
        try:
            visit = _at_the_needle(desk, person_id, vaccine, lots[vaccine])
        except WishRefused:
            continue
        ready += 1
        yield visit


def _at_the_needle(desk: Desk, person_id: str, vaccine: str, lot_id: str) -> Visit:
    visit = open_visit(desk, person_id, desk.mint())
    answers = {question.id: False for question in screening_checklist().questions}
    wish = ScreeningWish(temperature_tenths=366, answers=answers, result="fit", told=True)
    record_screening(desk, _of(desk, visit), wish)
    others = {series.code: "bench" for series in desk.rules.series}
    plan_doses(desk, _of(desk, visit), (ChosenVaccine(vaccine=vaccine, price_fen=0),), others)
    record_consent(desk, _of(desk, visit), "Bench", "mother")
    return take_vial(desk, _of(desk, visit), TakeVial(code="B2026001", source="typed", lot_id=lot_id))


def _give(desk: Desk, visit: Visit) -> None:
    every = frozenset(CheckPoint)
    wish = GiveDose(
        planned_id=visit.planned[0].planned_id, ticks=every, reasons=dict.fromkeys(CheckPoint, "seen by a doctor")
    )
    give_dose(desk, _of(desk, visit), wish)


def _commits_of(desk: Desk, visit: Visit) -> int:
    """Return how often giving one dose commits: COMMIT statements, and writing outside a transaction."""
    statements: list[str] = []
    desk.db.set_trace_callback(statements.append)
    _give(desk, visit)
    desk.db.set_trace_callback(None)
    commits, inside = 0, False
    for statement in statements:
        first = statement.split(maxsplit=1)[0].upper()
        commits += first in ("COMMIT", "END") or (first in _WRITING and not inside)
        inside = first == "BEGIN" or (inside and first not in ("COMMIT", "END", "ROLLBACK"))
    return commits


def _received(desk: Desk, vaccine: str) -> str:
    lot_id = desk.mint()
    received = LotReceived(
        lot_id=lot_id,
        vaccine=vaccine,
        product=vaccine,
        maker="Bench",
        specification="0.5 mL",
        lot_number="B2026001",
        expires_on=desk.clock.today().replace(year=desk.clock.today().year + 1),
        doses=10_000,
    )
    with desk.act() as act:
        act.write(received, subject=lot_subject(lot_id))
    return lot_id


def _of(desk: Desk, visit: Visit) -> VisitOf:
    return VisitOf(person_id=visit.person_id, visit_id=visit.id, draft=desk.mint())
