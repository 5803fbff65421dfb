"""The eleven items of 三查七对一验证 as faces: the value that was compared, and what a person has still to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clinic_app.domain.clinic_time import local_time
from clinic_app.domain.safety_check import CheckedPoint, CheckPoint, PointState
from clinic_app.gui.faces import CheckFace, CheckState
from clinic_app.gui.wording import vaccination as wording
from clinic_app.gui.wording.codes import (
    CHECK_LABELS,
    CHECK_NUMBERS,
    CHECK_REASONS,
    CHECK_REASONS_SHORT,
    LOT_PROBLEMS,
    ROUTES,
    SITES,
    age_words,
    temperature_words,
)
from clinic_app.gui.wording.failures import vaccine_name
from clinic_app.services.gate import NO_VIAL, OTHER_DAY
from clinic_app.services.screening import question_shorts
from clinic_app.services.vials import open_vial_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from clinic_app.gui.rooms.vaccination.forms import Stop
    from clinic_app.gui.wording.failures import Words
    from clinic_app.services.gate import Gate

_STATES = {
    PointState.OPEN: CheckState.EMPTY,
    PointState.GREEN: CheckState.MACHINE,
    PointState.TICKED: CheckState.PERSON,
    PointState.AMBER: CheckState.AMBER,
    PointState.REASONED: CheckState.AMBER,
    PointState.RED: CheckState.RED,
}


@dataclass(frozen=True, slots=True)
class Look:
    """What the faces of one needle are made from.

    Attributes:
        gate: what is compared. shown_name: how names are shown now.
        stop: what is wrong with the vial, if anything. standing: what stops this needle whatever the vial.
        user_name: returns the name of who answers for an amber item.
    """

    gate: Gate
    shown_name: Callable[[str], str]
    stop: Stop | None
    standing: Words | None = None
    user_name: Callable[[CheckPoint], str] = lambda item: ""


def check_face(look: Look, item: CheckedPoint) -> CheckFace:
    """Return the face of one item."""
    which = item.finding.item
    value, note = _WORDED[which](look, item)
    state = _state(look, item)
    if item.state is PointState.REASONED:
        name = look.user_name(which)
        note = wording.REASON.format(reason=f"{item.reason}（{name}）" if name else item.reason)
    elif state is CheckState.AMBER and which is not CheckPoint.AGE:
        note = wording.F6_REASON
    return CheckFace(
        number=CHECK_NUMBERS[which],
        label=CHECK_LABELS[which],
        value=value,
        state=state,
        note=note,
        tickable=item.finding.verdict is PointState.OPEN and state is not CheckState.WAITING,
        loud=which is CheckPoint.GUARDIAN,
    )


def red_sentence(look: Look, item: CheckedPoint) -> str:
    """Say what a red item found: 年龄 还没到时间."""
    if item.finding.item is CheckPoint.AGE:
        return _too_early(look, item)
    value, _ = _WORDED[item.finding.item](look, item)
    reason = CHECK_REASONS.get(item.finding.why, "")
    return f"{CHECK_LABELS[item.finding.item]} {value} {reason}".strip()


def red_todo(item: CheckedPoint) -> str:
    """Say what to do about a red item; for most there is only not to inject."""
    if item.finding.item is CheckPoint.SITE:
        return wording.STOP_SITE_TODO
    if item.finding.item is CheckPoint.AGE and item.finding.expected > item.finding.seen:
        return wording.STOP_EARLY_TODO.format(day=item.finding.expected)
    return wording.STOP_OTHER_DAY_TODO if item.finding.why == OTHER_DAY else wording.STOP_CHECK_TODO


def _too_early(look: Look, item: CheckedPoint) -> str:
    finding = item.finding
    name = vaccine_name(look.gate.rules, look.gate.planned.vaccine)
    words = f"{name} {CHECK_REASONS.get(finding.why, '')}".strip()
    return wording.UNTIL_DAY.format(what=words, day=finding.expected) if finding.expected > finding.seen else words


def _state(look: Look, item: CheckedPoint) -> CheckState:
    if look.stop is not None and look.stop.item is item.finding.item:
        return CheckState.RED
    if item.finding.why == NO_VIAL or (look.stop is not None and item.finding.item is CheckPoint.GUARDIAN):
        return CheckState.WAITING
    return _STATES[item.state]


def _health(look: Look, item: CheckedPoint) -> tuple[str, str]:
    screening = look.gate.visit.screening
    finding = item.finding
    if finding.why == "answered_yes" and screening is not None:
        shorts = question_shorts()
        said = [shorts.get(question, question) for question, yes in screening.answers if yes]
        return "、".join(said), CHECK_REASONS["answered_yes"]
    if finding.verdict in (PointState.AMBER, PointState.RED):
        if finding.seen == "fit":
            return wording.HEALTHY, CHECK_REASONS.get(finding.why, "")
        return finding.seen, CHECK_REASONS.get(finding.why, "")
    temperature = temperature_words(screening.temperature_tenths) if screening else ""
    return f"{temperature} {wording.HEALTHY}".strip(), CHECK_REASONS.get(finding.why, "") or wording.SCREENED_FIT


def _booklet(look: Look, item: CheckedPoint) -> tuple[str, str]:
    count = wording.ON_FILE.format(count=len(look.gate.card.counted_doses))
    if item.state is PointState.GREEN:
        return count, wording.SCANNED
    return count, wording.COMPARED if item.state is PointState.TICKED else wording.COMPARE


def _appearance(look: Look, item: CheckedPoint) -> tuple[str, str]:
    lot = look.gate.lot
    if lot is None and look.stop is not None:
        return wording.NOT_IN_STOCK, look.stop.code
    if lot is None:
        return wording.NO_VIAL, wording.AFTER_SCAN
    expiry = wording.EXPIRED_ON.format(day=lot.expires_on)
    problem = lot.problem_on(look.gate.today)
    if problem is not None and problem.value == "expired":
        return wording.OVER_BY.format(days=(look.gate.today - lot.expires_on).days), expiry
    if problem is not None:
        return LOT_PROBLEMS[problem.value], wording.LOT.format(lot=lot.lot_number)
    if look.stop is not None and look.stop.item is CheckPoint.APPEARANCE:
        return look.stop.value or wording.VIAL_USED, wording.LOT.format(lot=lot.lot_number)
    days = lot.days_left(look.gate.today)
    opened = open_vial_of(lot, look.gate.planned.code) if lot.doses_per_vial > 1 else None
    if opened is not None:
        until = f"{local_time(opened.use_by):%H:%M}"
        looked = wording.LOOKED if item.state is PointState.TICKED else wording.LOOK
        return looked, wording.OPEN_VIAL.format(left=opened.doses_left, until=until)
    if item.state is PointState.TICKED:
        return wording.LOOKED, wording.SEEN_BY.format(days=days)
    return wording.LOOK, wording.DAYS_LEFT.format(days=days)


def _name(look: Look, item: CheckedPoint) -> tuple[str, str]:
    return look.shown_name(item.finding.expected), ""


def _age(look: Look, item: CheckedPoint) -> tuple[str, str]:
    person = look.gate.card.person
    words = age_words(person.birth_date, look.gate.today) if person else ""
    return words, _short_reason(item)


def _short_reason(item: CheckedPoint) -> str:
    """Return the reason as it fits a small cell; the red sentence says it in full."""
    why = item.finding.why
    return CHECK_REASONS_SHORT.get(why, CHECK_REASONS.get(why, ""))


def _product(look: Look, item: CheckedPoint) -> tuple[str, str]:
    lot, rules = look.gate.lot, look.gate.rules
    return vaccine_name(rules, lot.vaccine if lot else look.gate.planned.vaccine), ""


def _specification(look: Look, item: CheckedPoint) -> tuple[str, str]:
    words = look.gate.lot.specification if look.gate.lot else ""
    for packing in wording.PACKING:
        words = words.removesuffix(packing)
    return words or wording.NO_SPECIFICATION, ""


def _volume(look: Look, item: CheckedPoint) -> tuple[str, str]:
    return look.gate.rules.vaccine(look.gate.planned.vaccine).volume, ""


def _site(look: Look, item: CheckedPoint) -> tuple[str, str]:
    return SITES.get(item.finding.seen, item.finding.seen), _short_reason(item)


def _route(look: Look, item: CheckedPoint) -> tuple[str, str]:
    """Show the route that was seen in the vial; before a vial is in hand, the one of what is planned."""
    planned = look.gate.rules.vaccine(look.gate.planned.vaccine).route
    return ROUTES.get(item.finding.seen or planned, item.finding.seen), ""


def _guardian(look: Look, item: CheckedPoint) -> tuple[str, str]:
    lot, rules = look.gate.lot, look.gate.rules
    if look.stop is not None:
        return vaccine_name(rules, look.gate.planned.vaccine), wording.AFTER_OTHER_VIAL
    if lot is None:
        return vaccine_name(rules, look.gate.planned.vaccine), wording.AFTER_SCAN
    label = wording.LABEL_READ.format(vaccine=vaccine_name(rules, lot.vaccine), day=lot.expires_on)
    return label, wording.READ_TO_PARENT if item.state is PointState.TICKED else wording.TICK


_WORDED: dict[CheckPoint, Callable[[Look, CheckedPoint], tuple[str, str]]] = {
    CheckPoint.HEALTH: _health,
    CheckPoint.BOOKLET: _booklet,
    CheckPoint.APPEARANCE: _appearance,
    CheckPoint.NAME: _name,
    CheckPoint.AGE: _age,
    CheckPoint.PRODUCT: _product,
    CheckPoint.SPECIFICATION: _specification,
    CheckPoint.VOLUME: _volume,
    CheckPoint.SITE: _site,
    CheckPoint.ROUTE: _route,
    CheckPoint.GUARDIAN: _guardian,
}
