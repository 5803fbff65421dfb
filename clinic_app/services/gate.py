"""The gate's evidence: what the machine can compare for each of the eleven items, from card, plan, vial and rules.

A machine item is green only when two values from two places were compared, and both are kept: the plan against the
scanned vial, the day against the engine, the site against product and card. Without a scan a person compares.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from clinic_app.domain.clinic_time import business_date
from clinic_app.domain.injection_sites import ORAL, sites_for, sites_taken
from clinic_app.domain.safety_check import (
    CheckedPoint,
    CheckPoint,
    Finding,
    PointState,
    checked,
    chosen_finding,
    human_finding,
    machine_finding,
    unmeasured_finding,
)
from clinic_app.domain.scan_code import TraceCode, read_scan
from clinic_app.domain.screening import said_yes
from clinic_app.services.programme_check import judge_today, series_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from clinic_app.domain.fold.card import Card
    from clinic_app.domain.immunization.rules import Rules
    from clinic_app.domain.lot import Lot
    from clinic_app.domain.person import HealthFact
    from clinic_app.domain.visit import PlannedDose, Visit

STOPPING_FACT = "contraindication"
CAUTION_FACTS = frozenset({"allergy", "disease", "reaction"})
NO_VIAL = "no_vial"
SITE_TAKEN, SITE_NOT_ALLOWED = "site_taken", "site_not_allowed"
OTHER_DAY = "other_day"
_MILLILITRES = re.compile(r"([0-9]+(?:\.[0-9]+)?)\s*m[lL]\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """Everything that is compared before one needle.

    Attributes:
        lot: the lot of the vial, None until one is in hand.
        site: where the needle will go when it was changed at the bench; empty takes the planned one.
    """

    card: Card
    visit: Visit
    planned: PlannedDose
    lot: Lot | None
    rules: Rules
    today: date
    site: str = ""

    @property
    def site_in_hand(self) -> str:
        """Return where the needle will go."""
        return self.site or self.planned.site

    @property
    def allowed_sites(self) -> tuple[str, ...]:
        """Return where this product may go at this age, the usual site first."""
        vaccine = self.rules.vaccine(self.planned.vaccine)
        return sites_for(vaccine, self.card.person.birth_date, self.today) if self.card.person else vaccine.sites

    @property
    def taken_sites(self) -> frozenset[str]:
        """Return where injections went today, in whatever visit."""
        return sites_taken(self.card.counted_doses, self.today)


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


def volume_on_label(lot: Lot) -> str:
    """Return the volume of one dose as the label of the lot says it, in the catalogue's form; empty when it does not.

    A multi-dose vial is labelled with its whole content by some makers and with one dose by others: both are read by
    a person.
    """
    match = _MILLILITRES.search(lot.specification)
    return f"{float(match.group(1)):g} mL" if match and lot.doses_per_vial == 1 else ""


def _health(gate: Gate) -> Finding:
    """Facts on file and the answers of the screening; what was asked on another day is asked again."""
    facts = [fact for fact in gate.card.facts if _concerns(gate, fact)]
    stopping = [fact.value for fact in facts if fact.what == STOPPING_FACT]
    caution = [fact.value for fact in facts if fact.what in CAUTION_FACTS]
    screening = gate.visit.screening
    seen = "; ".join(stopping or caution) or (screening.result if screening else "")
    verdict, why = PointState.GREEN, ""
    if stopping or screening is None or screening.result != "fit":
        verdict, why = PointState.RED, STOPPING_FACT
    elif business_date(screening.at) != gate.today:
        verdict, why, seen = PointState.RED, OTHER_DAY, business_date(screening.at).isoformat()
    elif caution:
        verdict, why = PointState.AMBER, "caution"
    elif said_yes(dict(screening.answers)) or screening.advice:
        verdict, why = PointState.AMBER, "answered_yes"
    return Finding(item=CheckPoint.HEALTH, expected="fit", seen=seen, source="computed", verdict=verdict, why=why)


def _concerns(gate: Gate, fact: HealthFact) -> bool:
    """Return whether a fact speaks of this vaccine: of all, of it, or of one that fills the same series."""
    if fact.vaccine is None or fact.vaccine == gate.planned.vaccine:
        return True
    other = gate.rules.vaccines.get(fact.vaccine)
    return other is not None and bool({*other.covers} & {*gate.rules.vaccine(gate.planned.vaccine).covers})


def _booklet(gate: Gate) -> Finding:
    """The booklet in hand is the child's when its barcode was scanned; otherwise a person compares.

    An identity card shows who it is and says nothing of the booklet.
    """
    person, scanned = gate.card.person, gate.visit.scanned
    codes = (person.child_code, person.booklet_number) if person else ()
    on_file = next((code for code in codes if code and code == scanned), None)
    if on_file:
        return machine_finding(CheckPoint.BOOKLET, on_file, scanned, source="scan")
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
    vaccine = gate.rules.vaccine(gate.planned.vaccine)
    said = judge_today(gate.rules, gate.card, vaccine, gate.today, deviates=bool(gate.planned.reason))
    return Finding(
        item=CheckPoint.AGE,
        expected=said.until.isoformat() if said.until else "",
        seen=gate.today.isoformat(),
        source="computed",
        verdict=said.verdict,
        why=said.why,
    )


def _product(gate: Gate) -> Finding:
    if gate.lot is None:
        return _waiting_for_vial(CheckPoint.PRODUCT)
    return machine_finding(
        CheckPoint.PRODUCT, gate.planned.vaccine, gate.lot.vaccine, source=gate.planned.code_source, why="other_vaccine"
    )


def _specification(gate: Gate) -> Finding:
    """The product identifier on the vial names its packing: it is the one of the lot as received, or a person reads."""
    lot, scan = gate.lot, read_scan(gate.planned.code)
    if lot is None:
        return _waiting_for_vial(CheckPoint.SPECIFICATION)
    if gate.planned.code_source == "scan" and isinstance(scan, TraceCode) and not scan.is_dummy:
        received = (lot.product_identifier, *(code[:7] for code in lot.codes if code != gate.planned.code))
        known = next((identifier for identifier in received if identifier == scan.product_identifier), None)
        if known:
            return machine_finding(CheckPoint.SPECIFICATION, known, scan.product_identifier, source="scan")
    return unmeasured_finding(CheckPoint.SPECIFICATION, lot.specification, "")


def _volume(gate: Gate) -> Finding:
    """The dose of the programme against the label of the lot; a label that says something else is read by a person."""
    expected = gate.rules.vaccine(gate.planned.vaccine).volume
    if gate.lot is None:
        return _waiting_for_vial(CheckPoint.VOLUME)
    if gate.lot.vaccine != gate.planned.vaccine or (label := volume_on_label(gate.lot)) != expected:
        return unmeasured_finding(CheckPoint.VOLUME, expected, gate.lot.specification)
    return machine_finding(CheckPoint.VOLUME, expected, label, source=gate.planned.code_source)


def _site(gate: Gate) -> Finding:
    allowed, chosen = gate.allowed_sites, gate.site_in_hand
    if chosen in allowed and chosen in gate.taken_sites and chosen != ORAL:
        free = tuple(site for site in allowed if site not in gate.taken_sites)
        return chosen_finding(CheckPoint.SITE, free, chosen, why=SITE_TAKEN)
    return chosen_finding(CheckPoint.SITE, allowed, chosen, why=SITE_NOT_ALLOWED)


def _route(gate: Gate) -> Finding:
    """The route of what is registered against the route of what is in the vial, as the catalogue has them."""
    if gate.lot is None:
        return _waiting_for_vial(CheckPoint.ROUTE)
    expected = gate.rules.vaccine(gate.planned.vaccine).route
    in_hand = gate.rules.vaccines.get(gate.lot.vaccine)
    source = gate.planned.code_source
    return machine_finding(CheckPoint.ROUTE, expected, in_hand.route if in_hand else "", source=source)


def _guardian(gate: Gate) -> Finding:
    """The guardian sees the label: product and expiry, read aloud."""
    if gate.lot is None:
        return _waiting_for_vial(CheckPoint.GUARDIAN)
    return human_finding(CheckPoint.GUARDIAN, f"{gate.lot.vaccine} {gate.lot.expires_on.isoformat()}")


def _waiting_for_vial(item: CheckPoint) -> Finding:
    return Finding(item=item, expected="", seen="", source="scan", verdict=PointState.RED, why=NO_VIAL)


def same_series_today(gate: Gate) -> bool:
    """Return whether a dose of a series this vaccine fills was given today already, also in a combined product."""
    if gate.card.person is None:
        return False
    born, today = gate.card.person.birth_date, gate.today
    mine = series_of(gate.rules.vaccine(gate.planned.vaccine), born, today)
    for dose in gate.card.counted_doses:
        given = gate.rules.vaccines.get(dose.vaccine)
        if dose.given_on != today:
            continue
        if dose.vaccine == gate.planned.vaccine or (given and mine & series_of(given, born, today)):
            return True
    return False
