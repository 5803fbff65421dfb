"""Finding the lot of the vial in hand (扫疫苗码), and saying what is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.domain.clinic_time import business_date
from clinic_app.domain.lot import LotProblem
from clinic_app.domain.scan_code import PackageCode, TraceCode, read_scan
from clinic_app.records.shelf import lot_ids_with_trade_number
from clinic_app.records.stock import (
    load_lot,
    lots_of_vaccine,
    lots_with_code,
    lots_with_identifier,
    lots_with_learned_identifier,
    lots_with_number,
    usable_on,
    vial_was_used,
)
from clinic_app.services.failures import OtherVaccine, UnknownVial, UnusableLot, VialTimeOver, VialUsedBefore
from clinic_app.services.likely_lot import lots_of_product

if TYPE_CHECKING:
    from datetime import date, datetime

    from clinic_app.domain.clinic_settings import ClinicSettings
    from clinic_app.domain.gs1 import PackageElements
    from clinic_app.domain.immunization.rules import Rules
    from clinic_app.domain.lot import Lot, OpenVial
    from clinic_app.domain.visit import PlannedDose, Visit
    from clinic_app.records.sqlite import Connection


def lot_of_code(db: Connection, code: str) -> Lot:
    """Return the lot the scanned or typed code belongs to.

    A code met before is certain. A 追溯码 not met before is recognised by its product identifier, as received or as
    learned from another vial, when exactly one lot of that product is here; a GS1 code by lot number and expiry, when
    its trade number was met before; a typed lot number by itself. Lots that are used up are thought of only when
    nothing else could be meant.

    Raises:
        UnknownVial: no lot, or more than one, could be meant. The nurse says once which it is.
    """
    for lots in _candidates(db, code):
        in_stock = [lot for lot in lots if lot.doses_on_hand > 0]
        if len(found := in_stock or lots) == 1:
            return found[0]
    raise UnknownVial(code)


def _candidates(db: Connection, code: str) -> list[list[Lot]]:
    scan = read_scan(code)
    found = [lots_with_code(db, scan.raw.strip())]
    if isinstance(scan, TraceCode):
        named = [*lots_with_identifier(db, scan.product_identifier)]
        named += lots_with_learned_identifier(db, scan.product_identifier)
        found += [lots_with_code(db, scan.code), list({lot.id: lot for lot in named}.values())]
    elif isinstance(scan, PackageCode):
        found.append(_lots_of_package(db, scan.package))
    else:
        found.append(lots_with_number(db, code.strip().upper()))
    return found


def _lots_of_package(db: Connection, package: PackageElements) -> list[Lot]:
    """Return the lots with the number and expiry of a package whose trade number was met with their vaccine before.

    Lot numbers are no names: two makers use the same one, for two vaccines.
    """
    if not package.lot_number:
        return []
    met = (load_lot(db, lot_id) for lot_id in lot_ids_with_trade_number(db, package.trade_number))
    vaccines = {lot.vaccine for lot in met if lot is not None}
    numbered = lots_with_number(db, package.lot_number.upper())
    return [lot for lot in numbered if lot.vaccine in vaccines and package.expires_on in (None, lot.expires_on)]


def dose_for(visit: Visit, lot: Lot) -> PlannedDose:
    """Return the planned dose this lot is for: the next open one of its vaccine.

    Raises:
        OtherVaccine: no open planned dose of this visit is of the lot's vaccine.
    """
    open_doses = [dose for dose in visit.planned if not dose.settled]
    fitting = next((dose for dose in open_doses if dose.vaccine == lot.vaccine), None)
    if fitting is None:
        raise OtherVaccine(open_doses[0].vaccine if open_doses else "", lot.vaccine)
    return fitting


def require_registered_product(db: Connection, visit: Visit, code: str) -> None:
    """Stop a vial whose lot is not certain and whose product is: every lot of it is of a vaccine nobody registered.

    What was said of the product when a lot came in goes before what was learned at the needle.

    Raises:
        OtherVaccine: no open planned dose of this visit is of the vial's vaccine.
    """
    scan = read_scan(code)
    received = lots_with_identifier(db, scan.product_identifier) if isinstance(scan, TraceCode) else []
    lots = [] if isinstance(scan, TraceCode) and scan.is_dummy else received or lots_of_product(db, code)
    registered = [dose.vaccine for dose in visit.planned if not dose.settled]
    if lots and registered and all(lot.vaccine not in registered for lot in lots):
        raise OtherVaccine(registered[0], lots[0].vaccine)


def require_usable(db: Connection, lot: Lot, code: str, now: datetime) -> None:
    """Stop a vial that must not be injected at `now`.

    Raises:
        UnusableLot: expired (by the books or by its own code), empty or quarantined; names a better lot when there is.
        VialUsedBefore: a dose was drawn from this single-dose vial before, for whomever and under whatever lot, or
            this multi-dose vial is used up or was thrown away.
        VialTimeOver: this multi-dose vial was opened too long ago.
    """
    day = business_date(now)
    expires_on = min(lot.expires_on, _expiry_in(code) or lot.expires_on)
    problem = LotProblem.EXPIRED if day > expires_on else lot.problem_on(day)
    if problem is not None:
        better = next((other.id for other in usable_on(db, lot.vaccine, day) if other.id != lot.id), None)
        raise UnusableLot(
            problem=problem.value,
            lot_number=lot.lot_number,
            vaccine=lot.vaccine,
            expires_on=expires_on,
            better_lot_id=better,
        )
    vial = open_vial_of(lot, code)
    if vial is not None and now > vial.use_by:
        raise VialTimeOver(vaccine=lot.vaccine, lot_number=lot.lot_number, minutes=vial.minutes, vial_id=vial.id)
    if vial is None and is_vial_code(code) and _was_used(db, lot, code):
        raise VialUsedBefore(code)


def _expiry_in(code: str) -> date | None:
    """Return the last usable day that a GS1 code itself names."""
    scan = read_scan(code)
    return scan.package.expires_on if isinstance(scan, PackageCode) else None


def _was_used(db: Connection, lot: Lot, code: str) -> bool:
    key = vial_key(code)
    if any(vial_key(used) == key for used in lot.used_codes):
        return True
    return lot.doses_per_vial == 1 and vial_was_used(db, (code, code.strip(), key))


def open_vial_of(lot: Lot, code: str) -> OpenVial | None:
    """Return the opened multi-dose vial with this code; the one without a code when a lot number was typed."""
    key = vial_key(code)
    return next((vial for vial in lot.open_vials if vial_key(vial.code) == key), None)


def minutes_after_opening(rules: Rules, settings: ClinicSettings, vaccine: str) -> int:
    """Return how long an opened vial of this vaccine may be used: live ones less long than inactivated ones."""
    live = rules.vaccine(vaccine).technology.startswith("live")
    return settings.live_vial_minutes if live else settings.inactivated_vial_minutes


def vial_key(code: str) -> str:
    """Return what tells one vial from every other, however it was scanned; empty when the code names no vial."""
    scan = read_scan(code)
    if isinstance(scan, TraceCode):
        return "" if scan.is_dummy else scan.code
    if isinstance(scan, PackageCode) and scan.package.serial:
        return f"{scan.package.trade_number} {scan.package.serial}"
    return ""


def is_vial_code(code: str) -> bool:
    """Return whether the code names one vial (a real 追溯码 or a serial), not a lot number or a test dummy."""
    return bool(vial_key(code))


def lots_named(db: Connection, number: str) -> list[Lot]:
    """Return every lot with this number; different makers may use the same."""
    return lots_with_number(db, number.strip().upper())


def lots_to_choose(db: Connection, vaccine: str, day: date) -> list[Lot]:
    """Return the lots of the vaccine that are here, the usable ones first: a label may name any of them."""
    here = [lot for lot in lots_of_vaccine(db, vaccine) if lot.doses_on_hand > 0]
    return sorted(here, key=lambda lot: lot.problem_on(day) is not None)


def better_lots(db: Connection, vaccine: str, day: date) -> list[Lot]:
    """Return the lots of the vaccine that may be used on `day`, first-expired first."""
    return usable_on(db, vaccine, day)


def lot_by_id(db: Connection, lot_id: str) -> Lot | None:
    """Return the lot as it is now, or None."""
    return load_lot(db, lot_id)
