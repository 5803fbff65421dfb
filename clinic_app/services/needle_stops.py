"""What stops a needle beside the eleven items, and the named failure of every red item.

Screen and service ask the same questions here, so that what the screen lets pass the service does not refuse, and
what the service refuses the screen shows in red before.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from clinic_app.domain.safety_check import CheckedPoint, CheckPoint, PointState, open_points
from clinic_app.services.failures import (
    CheckIncomplete,
    ConsentMissing,
    Contraindicated,
    NotDue,
    PaidChoiceMissing,
    SameDoseToday,
    SiteTaken,
    WishRefused,
)
from clinic_app.services.gate import NO_VIAL, STOPPING_FACT, Gate, same_series_today
from clinic_app.services.programme_check import free_instead_of
from clinic_app.services.vials import require_usable

if TYPE_CHECKING:
    from datetime import datetime

    from clinic_app.domain.fold.clinic_book import ClinicBook
    from clinic_app.records.sqlite import Connection


def vial_stop(db: Connection, gate: Gate, now: datetime) -> WishRefused | None:
    """Return why the vial in hand must not be injected now, None when it may or none is in hand."""
    if gate.lot is None:
        return None
    try:
        require_usable(db, gate.lot, gate.planned.code, now)
    except WishRefused as refused:
        return refused
    return None


def person_stop(gate: Gate) -> WishRefused | None:
    """Return the first thing that stops this needle whatever the vial and whoever injects: consent, today, payment."""
    vaccine = gate.planned.vaccine
    if gate.visit.consent is None or vaccine not in gate.visit.consent.vaccines:
        return ConsentMissing(vaccine)
    if same_series_today(gate):
        return SameDoseToday(vaccine)
    if free := unchosen_instead_of(gate):
        return PaidChoiceMissing(vaccine=vaccine, instead_of=free)
    return None


def may_vaccinate(book: ClinicBook, user_id: str) -> bool:
    """Return whether this user may inject: on the register, qualified, and not retired."""
    user = book.user(user_id)
    return user is not None and user.may_vaccinate and not user.retired


def unchosen_instead_of(gate: Gate) -> str:
    """Return the free vaccine this paid one would replace without the guardian's signed choice; empty when none."""
    vaccine = gate.rules.vaccine(gate.planned.vaccine)
    signed = {choice.instead_of for choice in gate.card.paid_choices if choice.vaccine == vaccine.code}
    replaced = free_instead_of(gate.rules, gate.card, vaccine, gate.today)
    return next((free for free in replaced if free not in signed), "")


def require_settled(gate: Gate, items: tuple[CheckedPoint, ...]) -> None:
    """Stop the needle while an item is red or open.

    Raises:
        NotDue, Contraindicated, SiteTaken: these items are red. CheckIncomplete: others are red, or items are open.
    """
    for item in items:
        if item.state is PointState.RED and item.finding.why != NO_VIAL and (failure := _named(gate, item)):
            raise failure
    if missing := open_points(items):
        raise CheckIncomplete(tuple(item.value for item in missing))


def _named(gate: Gate, item: CheckedPoint) -> WishRefused | None:
    finding, vaccine = item.finding, gate.planned.vaccine
    if finding.item is CheckPoint.HEALTH and finding.why == STOPPING_FACT:
        return Contraindicated(vaccine=vaccine, what=finding.seen)
    if finding.item is CheckPoint.AGE:
        return NotDue(vaccine, date.fromisoformat(finding.expected) if finding.expected else None)
    if finding.item is CheckPoint.SITE:
        return SiteTaken(finding.seen)
    return None
