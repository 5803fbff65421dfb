"""Finding the lot of the vial in hand (扫疫苗码), and saying what is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.domain.scan_code import PackageCode, TraceCode, read_scan
from clinic_app.records.stock import load_lot, lots_with_code, lots_with_identifier, lots_with_number, usable_on
from clinic_app.services.failures import OtherVaccine, UnknownVial, UnusableLot, VialUsedBefore

if TYPE_CHECKING:
    from datetime import date

    from clinic_app.domain.lot import Lot
    from clinic_app.domain.visit import PlannedDose, Visit
    from clinic_app.records.sqlite import Connection


def lot_of_code(db: Connection, code: str) -> Lot:
    """Return the lot the scanned or typed code belongs to.

    A code met before is certain. A 追溯码 not met before is recognised by its product identifier when exactly one
    lot of that product is here; a GS1 code or a typed lot number by the lot number.

    Raises:
        UnknownVial: no lot, or more than one, could be meant. The nurse says once which it is.
    """
    for lots in _candidates(db, code):
        if len(lots) == 1:
            return lots[0]
    raise UnknownVial(code)


def _candidates(db: Connection, code: str) -> list[list[Lot]]:
    scan = read_scan(code)
    found = [lots_with_code(db, scan.raw.strip())]
    if isinstance(scan, TraceCode):
        found += [lots_with_code(db, scan.code), lots_with_identifier(db, scan.product_identifier)]
    elif isinstance(scan, PackageCode) and scan.package.lot_number:
        found.append(lots_with_number(db, scan.package.lot_number))
    else:
        found.append(lots_with_number(db, code.strip().upper()))
    return found


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


def require_usable(db: Connection, lot: Lot, code: str, day: date) -> None:
    """Stop a vial that must not be injected on `day`.

    Raises:
        UnusableLot: expired, empty or quarantined; names a better lot when there is one.
        VialUsedBefore: a dose was drawn from this single-dose vial before.
    """
    problem = lot.problem_on(day)
    if problem is not None:
        better = next((other.id for other in usable_on(db, lot.vaccine, day) if other.id != lot.id), None)
        raise UnusableLot(
            problem=problem.value,
            lot_number=lot.lot_number,
            vaccine=lot.vaccine,
            expires_on=lot.expires_on,
            better_lot_id=better,
        )
    if lot.doses_per_vial == 1 and is_vial_code(code) and code in lot.used_codes:
        raise VialUsedBefore(code)


def is_vial_code(code: str) -> bool:
    """Return whether the code names one vial (a real 追溯码 or a serial), not a lot number or a test dummy."""
    scan = read_scan(code)
    if isinstance(scan, TraceCode):
        return not scan.is_dummy
    return isinstance(scan, PackageCode) and bool(scan.package.serial)


def better_lots(db: Connection, vaccine: str, day: date) -> list[Lot]:
    """Return the lots of the vaccine that may be used on `day`, first-expired first."""
    return usable_on(db, vaccine, day)


def lot_by_id(db: Connection, lot_id: str) -> Lot | None:
    """Return the lot as it is now, or None."""
    return load_lot(db, lot_id)
