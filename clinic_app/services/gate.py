"""The gate's evidence: what the machine can compare for each of the eleven items, from card, plan, vial and rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clinic_app.domain.immunization.results import Status
from clinic_app.domain.safety_check import (
    CheckedPoint,
    CheckPoint,
    Finding,
    PointState,
    checked,
    human_finding,
    machine_finding,
)
from clinic_app.services.assessment import assess_card

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from clinic_app.domain.fold.card import Card
    from clinic_app.domain.immunization.results import SeriesForecast
    from clinic_app.domain.immunization.rules import Rules
    from clinic_app.domain.lot import Lot
    from clinic_app.domain.visit import PlannedDose, Visit

STOPPING_FACT = "contraindication"
CAUTION_FACTS = frozenset({"allergy", "disease", "reaction"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """Everything that is compared before one needle. `lot` is None until a vial is in hand."""

    card: Card
    visit: Visit
    planned: PlannedDose
    lot: Lot | None
    rules: Rules
    today: date


def look_at_gate(
    gate: Gate, ticks: frozenset[CheckPoint], reasons: Mapping[CheckPoint, str]
) -> tuple[CheckedPoint, ...]:
    """Return the eleven items as they stand with these ticks and reasons."""
    return checked(findings(gate), ticks, reasons)


def findings(gate: Gate) -> tuple[Finding, ...]:
    """Return what can be said of each item before a person has looked, in reading order."""
    return (
        _health(gate),
        _booklet(gate),
        _appearance(gate),
        human_finding(CheckPoint.NAME, gate.card.person.name if gate.card.person else ""),
        _age(gate),
        _product(gate),
        _specification(gate),
        _volume(gate),
        _site(gate),
        _route(gate),
        _guardian(gate),
    )


def _health(gate: Gate) -> Finding:
    facts = [fact for fact in gate.card.facts if fact.vaccine in (None, gate.planned.vaccine)]
    stopping = [fact.value for fact in facts if fact.what == STOPPING_FACT]
    caution = [fact.value for fact in facts if fact.what in CAUTION_FACTS]
    screening = gate.visit.screening
    seen = "; ".join(stopping or caution) or (screening.result if screening else "")
    verdict, why = PointState.GREEN, ""
    if stopping or screening is None or screening.result != "fit":
        verdict, why = PointState.RED, STOPPING_FACT
    elif caution:
        verdict, why = PointState.AMBER, "caution"
    elif any(answer for _, answer in screening.answers):
        verdict, why = PointState.AMBER, "answered_yes"
    return Finding(item=CheckPoint.HEALTH, expected="fit", seen=seen, source="computed", verdict=verdict, why=why)


def _booklet(gate: Gate) -> Finding:
    """The booklet in hand is the child's when its barcode was scanned; otherwise a person compares."""
    person = gate.card.person
    codes = {person.child_code, person.booklet_number, person.citizen_id} if person else set()
    if gate.visit.scanned and gate.visit.scanned in codes:
        return machine_finding(CheckPoint.BOOKLET, gate.visit.scanned, gate.visit.scanned, source="scan")
    return human_finding(CheckPoint.BOOKLET, str(len(gate.card.counted_doses)))


def _appearance(gate: Gate) -> Finding:
    """Vial and syringe are looked at by a person; lot and expiry are judged by the machine first."""
    if gate.lot is None:
        return _waiting_for_vial(CheckPoint.APPEARANCE)
    problem = gate.lot.problem_on(gate.today)
    expiry = gate.lot.expires_on.isoformat()
    return Finding(
        item=CheckPoint.APPEARANCE,
        expected=gate.today.isoformat(),
        seen=expiry,
        source="person",
        verdict=PointState.RED if problem else PointState.OPEN,
        why=problem.value if problem else "",
    )


def _age(gate: Gate) -> Finding:
    """The programme is asked afresh whether this dose can be given today."""
    person = gate.card.person
    forecast = _forecast(gate)
    earliest = forecast.earliest.isoformat() if forecast and forecast.earliest else ""
    verdict, why = PointState.GREEN, ""
    if forecast is None or forecast.status is Status.CHECK or (forecast.possible and forecast.check):
        verdict, why = PointState.AMBER, "check"
    elif not forecast.possible:
        verdict, why = PointState.RED, forecast.status.value
    return Finding(
        item=CheckPoint.AGE,
        expected=earliest,
        seen=person.birth_date.isoformat() if person else "",
        source="computed",
        verdict=verdict,
        why=why,
    )


def _forecast(gate: Gate) -> SeriesForecast | None:
    assessment = assess_card(gate.rules, gate.card, gate.today)
    covering = [f for f in assessment.forecasts if gate.planned.vaccine in f.vaccines] if assessment else []
    return next((forecast for forecast in covering if forecast.possible), covering[0] if covering else None)


def _product(gate: Gate) -> Finding:
    if gate.lot is None:
        return _waiting_for_vial(CheckPoint.PRODUCT)
    return machine_finding(
        CheckPoint.PRODUCT, gate.planned.vaccine, gate.lot.vaccine, source=gate.planned.code_source, why="other_vaccine"
    )


def _specification(gate: Gate) -> Finding:
    if gate.lot is None:
        return _waiting_for_vial(CheckPoint.SPECIFICATION)
    said = gate.lot.specification
    return machine_finding(CheckPoint.SPECIFICATION, said, said, source=gate.planned.code_source)


def _volume(gate: Gate) -> Finding:
    volume = gate.rules.vaccine(gate.planned.vaccine).volume
    return machine_finding(CheckPoint.VOLUME, volume, volume, source="computed")


def _site(gate: Gate) -> Finding:
    allowed = gate.rules.vaccine(gate.planned.vaccine).sites
    expected = gate.planned.site if gate.planned.site in allowed else allowed[0]
    return machine_finding(CheckPoint.SITE, expected, gate.planned.site, source="computed", why="site_not_allowed")


def _route(gate: Gate) -> Finding:
    route = gate.rules.vaccine(gate.planned.vaccine).route
    return machine_finding(CheckPoint.ROUTE, route, route, source="computed")


def _guardian(gate: Gate) -> Finding:
    """The guardian sees the label: product and expiry, read aloud."""
    if gate.lot is None:
        return _waiting_for_vial(CheckPoint.GUARDIAN)
    return human_finding(CheckPoint.GUARDIAN, f"{gate.lot.vaccine} {gate.lot.expires_on.isoformat()}")


def _waiting_for_vial(item: CheckPoint) -> Finding:
    return Finding(item=item, expected="", seen="", source="scan", verdict=PointState.RED, why="no_vial")
