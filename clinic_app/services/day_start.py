"""The start of a day (接班): today's date confirmed by a person, yesterday's opened vials and expired lots put away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import TYPE_CHECKING

from clinic_app.devices.public_holidays import public_holidays
from clinic_app.domain.clinic_days import next_clinic_day
from clinic_app.domain.clinic_time import business_date
from clinic_app.domain.entries.clinic import DateConfirmed
from clinic_app.domain.entries.entry import CLOCK_OK, read_entry
from clinic_app.domain.entries.stock import DosesWasted
from clinic_app.domain.entries.subjects import device_subject, lot_subject
from clinic_app.records.journal import installation, newest_entries
from clinic_app.records.shelf import newest_confirmation, shelf
from clinic_app.services.stock import LotMark, on_the_shelf, rest_of
from clinic_app.services.stock_failures import DateImplausible

if TYPE_CHECKING:
    from clinic_app.domain.clinic_days import ClinicDays
    from clinic_app.domain.lot import Lot, OpenVial
    from clinic_app.records.sqlite import Connection
    from clinic_app.services.desk import Act, Desk
    from clinic_app.services.reader import Reader
    from clinic_app.services.stock import ShelfLot

FIRST_YEAR = 2026
LAST_YEAR = 2100
MISSED_CLINIC_DAYS = 1  # so many may pass without an entry before the clock is thought to have jumped


class ClockTrouble(Enum):
    """Why the workstation's date is not believed until a person has typed it."""

    BEHIND = "behind"
    AHEAD = "ahead"
    BEFORE_PROGRAM = "before_program"


@dataclass(frozen=True, slots=True, kw_only=True)
class DayStart:
    """What is asked and put away before the first visit of a day on this workstation.

    Attributes:
        today: what the clock says. worked_last_on: the day of the last entry here, None before the first.
        trouble: why the date must be typed, None when it only needs a yes.
        leftovers: vials opened on an earlier day, with their lots. expired, near_expiry: lots with doses left.
        confirmed: somebody confirmed this day here already.
    """

    today: date
    worked_last_on: date | None
    trouble: ClockTrouble | None
    leftovers: tuple[tuple[Lot, OpenVial], ...]
    expired: tuple[ShelfLot, ...]
    near_expiry: tuple[ShelfLot, ...]
    confirmed: bool


def day_start(reader: Reader) -> DayStart:
    """Return how the day stands on this workstation."""
    today = reader.clock.today()
    shelf_today = on_the_shelf(reader)
    worked_last_on = _worked_last_on(reader.db)
    confirmed = _confirmed_on(reader.db) == today
    trouble = None if confirmed else _trouble(today, worked_last_on, reader.clinic_book().days)
    lots = [entry.lot for entry in shelf_today]
    return DayStart(
        today=today,
        worked_last_on=worked_last_on,
        trouble=trouble,
        leftovers=tuple((lot, vial) for lot in lots for vial in lot.open_vials if _is_of_before(vial, today)),
        expired=tuple(entry for entry in shelf_today if entry.mark is LotMark.EXPIRED),
        near_expiry=tuple(entry for entry in shelf_today if entry.mark is LotMark.NEAR_EXPIRY),
        confirmed=confirmed,
    )


def confirm_date(desk: Desk, on: date, draft: str) -> date:
    """Write that a person said today is `on`; clock and business dates follow it. Return the day.

    Raises:
        DateImplausible: the day lies before the program was made, or in another century.
    """
    if not FIRST_YEAR <= on.year < LAST_YEAR:
        raise DateImplausible(on.isoformat())
    believed = desk.clock.today()
    desk.clock.correct_to(on)
    if not desk.already_written(draft):
        try:
            with desk.act(draft) as act:
                body = DateConfirmed(on=on.isoformat())
                act.write(body, subject=device_subject(desk.journal.installation.device))
        except BaseException:
            desk.clock.correct_to(believed)  # nothing was written: nobody works by a day that is on no record
            raise
    return on


def throw_leftovers_away(desk: Desk, draft: str) -> int:
    """Throw away the rest of every vial opened on an earlier day, as one act; return how many vials."""
    if desk.already_written(draft):
        return 0
    today = desk.clock.today()
    with desk.act(draft) as act:  # read inside: another desk may have put them away this moment
        leftovers = [vial for lot in shelf(desk.db) for vial in lot.open_vials if _is_of_before(vial, today)]
        _write(act, [rest_of(vial, desk.mint()) for vial in leftovers])
    return len(leftovers)


def waste_expired(desk: Desk, draft: str, witness: str = "") -> int:
    """Write off every dose of every expired lot, opened vials included, as one act; return how many doses."""
    if desk.already_written(draft):
        return 0
    today = desk.clock.today()
    wastes: list[DosesWasted] = []
    with desk.act(draft) as act:
        for lot in shelf(desk.db):
            if today > lot.expires_on and lot.doses_on_hand > 0:
                wastes += _all_of(desk, lot, witness)
        _write(act, wastes)
    return sum(waste.doses for waste in wastes)


def _all_of(desk: Desk, lot: Lot, witness: str) -> list[DosesWasted]:
    wastes = [rest_of(vial, desk.mint()) for vial in lot.open_vials]
    unopened = lot.doses_on_hand - sum(waste.doses for waste in wastes)
    if unopened > 0:
        waste_id = desk.mint()
        wastes.append(
            DosesWasted(waste_id=waste_id, lot_id=lot.id, doses=unopened, reason="expired", witness=witness.strip())
        )
    return wastes


def _write(act: Act, wastes: list[DosesWasted]) -> None:
    for waste in wastes:
        act.write(waste, subject=lot_subject(waste.lot_id))


def _is_of_before(vial: OpenVial, today: date) -> bool:
    return business_date(vial.opened_at) < today


def _trouble(today: date, worked_last_on: date | None, days: ClinicDays) -> ClockTrouble | None:
    if today.year < FIRST_YEAR:
        return ClockTrouble.BEFORE_PROGRAM
    if worked_last_on is None or today == worked_last_on:
        return None
    if today < worked_last_on:
        return ClockTrouble.BEHIND
    return ClockTrouble.AHEAD if _has_jumped(worked_last_on, today, days) else None


def _has_jumped(worked_last_on: date, today: date, days: ClinicDays) -> bool:
    """Return whether more clinic days went by without an entry than one closed day explains."""
    day: date | None = worked_last_on
    for _ in range(MISSED_CLINIC_DAYS + 1):
        if day is None or day >= today - timedelta(days=1):
            return False
        day = next_clinic_day(days, day + timedelta(days=1), public_holidays())
    return day is not None and day < today


def _worked_last_on(db: Connection) -> date | None:
    """Return the day of the last entry whose clock was trusted, or that a person confirmed."""
    place = installation(db)
    for entry in newest_entries(db, place.device) if place else ():
        if isinstance(entry.body, DateConfirmed):
            return date.fromisoformat(entry.body.on)
        if entry.envelope.clock == CLOCK_OK:
            return business_date(entry.at)
    return None


def _confirmed_on(db: Connection) -> date | None:
    place = installation(db)
    row = newest_confirmation(db, place.device) if place else None
    body = read_entry(*row).body if row else None
    return date.fromisoformat(body.on) if isinstance(body, DateConfirmed) else None
