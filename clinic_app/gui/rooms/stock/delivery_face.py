"""What is said of a delivery form at each key: errors beside fields, the last usable day, and the verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.domain.delivery import MOST_DOSES_PER_VIAL, MUST_BE_REFUSED, DeliveryProblem, Doubt
from clinic_app.domain.expiry import ExpiryProblem, ExpiryWord
from clinic_app.gui.faces import Tone
from clinic_app.gui.rooms.stock.delivery_form import (
    YES,
    DeliveryFace,
    Verdict,
    delivery_of,
    expiry_of,
    number_in,
    temperatures_in,
)
from clinic_app.gui.wording import stock as wording
from clinic_app.gui.wording.shell import ENTER_KEY
from clinic_app.services.deliveries import doubts_of, same_lot
from clinic_app.services.resource_files import storage_temperatures
from clinic_app.services.stock import vaccines_like

if TYPE_CHECKING:
    from datetime import date

    from clinic_app.domain.delivery import Delivery
    from clinic_app.domain.immunization.catalogue import Vaccine
    from clinic_app.domain.lot import Lot
    from clinic_app.gui.rooms.stock.delivery_form import DeliveryForm
    from clinic_app.services.reader import Reader

FARTHEST_YEARS = 10
MOST_CANDIDATES = 5


def face_of(
    reader: Reader, form: DeliveryForm, vaccine: Vaccine | None, scan_words: str, as_last_time: dict[str, str]
) -> DeliveryFace:
    """Return everything that is to say of the form as it stands.

    What the last lot of the product filled in (`as_last_time`, by field) is noted until it is changed.
    """
    today = reader.clock.today()
    delivery = delivery_of(form, vaccine)
    known = same_lot(reader.db, delivery)
    errors = _errors(form, delivery, known, today)
    meant = () if vaccine else vaccines_like(reader.rules, form.vaccine)
    if form.vaccine and not vaccine and not meant:
        errors["vaccine"] = wording.VACCINE_UNKNOWN
    doubts = doubts_of(delivery, today)
    off = _why_off(delivery, errors, past=Doubt.EXPIRED in doubts)
    return DeliveryFace(
        errors=errors,
        notes=_notes(form, meant, as_last_time),
        asks_word=_asks_word(form),
        last_day=_last_day_words(form, delivery),
        last_day_tone=_last_day_tone(form, errors, delivery),
        count=_count_words(delivery),
        scanned=_scanned_words(form, scan_words),
        known=wording.KNOWN_LOT.format(count=known.doses_on_hand) if known is not None else "",
        candidates=tuple(f"{one.short_name}  {one.name}" for one in meant[:MOST_CANDIDATES]),
        verdict=_verdict(off, doubts),
        off_save=off or (wording.DELIVERY_DOUBTS[doubts[0].value] if doubts else ""),
        off_seal=off or _why_not_sealed(doubts),
        off_refuse="" if vaccine or form.lot_number else wording.MISSING.format(fields=wording.F_VACCINE),
    )


def _errors(form: DeliveryForm, delivery: Delivery, known: Lot | None, today: date) -> dict[str, str]:
    found = {
        "expiry": _expiry_error(form, delivery.expires_on, known, today),
        "vials": _vials_error(form, delivery),
        "doses_per_vial": _per_vial_error(form, delivery, known),
        "celsius": _celsius_error(form, delivery),
    }
    return {key: words for key, words in found.items() if words}


def _expiry_error(form: DeliveryForm, expires_on: date | None, known: Lot | None, today: date) -> str:
    if not form.expiry.strip():
        return ""
    expiry = expiry_of(form)
    if isinstance(expiry, ExpiryProblem):
        return wording.EXPIRY_PROBLEMS[expiry]
    if expires_on is None:
        return wording.EXPIRY_ASK
    if known is not None and known.expires_on != expires_on:
        return wording.DIFFERS.format(value=known.expires_on)
    if expires_on < today:
        return wording.EXPIRY_PAST.format(days=(today - expires_on).days)
    return wording.EXPIRY_FAR if expires_on.year > today.year + FARTHEST_YEARS else ""


def _vials_error(form: DeliveryForm, delivery: Delivery) -> str:
    if not form.vials.strip():
        return ""
    if number_in(form.vials) is None:
        return wording.COUNT_NOT_A_NUMBER
    if delivery.vials < 1:
        return wording.COUNT_ZERO
    return wording.VIALS_MANY if DeliveryProblem.TOO_MANY_VIALS in delivery.problems() else ""


def _per_vial_error(form: DeliveryForm, delivery: Delivery, known: Lot | None) -> str:
    number = number_in(form.doses_per_vial)
    if number is None or not 1 <= number <= MOST_DOSES_PER_VIAL:
        return wording.PER_VIAL_WRONG
    if known is not None and known.doses_per_vial != delivery.doses_per_vial:
        return wording.DIFFERS.format(value=known.doses_per_vial)
    return ""


def _celsius_error(form: DeliveryForm, delivery: Delivery) -> str:
    if form.record != YES or not form.celsius.strip():
        return ""
    degrees = temperatures_in(form.celsius)
    if degrees is None:
        return wording.CELSIUS_WRONG
    problems = delivery.problems()
    if DeliveryProblem.TEMPERATURE_UPSIDE_DOWN in problems:
        return wording.CELSIUS_ORDER
    if DeliveryProblem.TEMPERATURE_IMPOSSIBLE in problems:
        return wording.CELSIUS_IMPOSSIBLE
    low, high = storage_temperatures().range_of(delivery.vaccine)
    return wording.CELSIUS_OUT.format(low=low, high=high) if degrees[0] < low or degrees[1] > high else ""


def _notes(form: DeliveryForm, meant: tuple[Vaccine, ...], as_last_time: dict[str, str]) -> dict[str, str]:
    notes = {key: wording.SAME_AS_LAST for key, value in as_last_time.items() if value and getattr(form, key) == value}
    if meant:
        notes["vaccine"] = f"{meant[0].short_name} {ENTER_KEY}"
    return notes


def _last_day_tone(form: DeliveryForm, errors: dict[str, str], delivery: Delivery) -> str:
    if delivery.expires_on is None:
        return "amber" if _asks_word(form) else "ink3"
    return "red" if "expiry" in errors else "ink"


def _asks_word(form: DeliveryForm) -> bool:
    expiry = expiry_of(form)
    return not isinstance(expiry, ExpiryProblem) and expiry.word is ExpiryWord.UNSAID


def _last_day_words(form: DeliveryForm, delivery: Delivery) -> str:
    if delivery.expires_on is not None:
        return delivery.expires_on.isoformat()
    return wording.LAST_DAY_OPEN if _asks_word(form) else ""


def _count_words(delivery: Delivery) -> str:
    if delivery.vials < 1 or delivery.doses_per_vial < 1:
        return wording.COUNT_NONE
    return wording.COUNT_SUM.format(vials=f"{delivery.vials:,}", doses=f"{delivery.doses:,}")


def _scanned_words(form: DeliveryForm, scan_words: str) -> str:
    if not form.codes:
        return scan_words or wording.SCAN_PLEASE
    return wording.SEPARATOR.join((wording.SCANNED.format(count=len(form.codes)), scan_words))


def _why_off(delivery: Delivery, errors: dict[str, str], *, past: bool) -> str:
    """Return what is missing or wrong, "" when the form is whole. A temperature or day out of range is a doubt."""
    problems = delivery.problems()
    missing = dict.fromkeys(wording.DELIVERY_FIELDS[problem.value] for problem in problems)
    if missing:
        return wording.MISSING.format(fields="、".join(missing))
    wrong = [key for key in ("vaccine", "doses_per_vial", "expiry") if key in errors and not (key == "expiry" and past)]
    return wording.WRONG.format(fields="、".join(wording.DELIVERY_FIELDS[key] for key in wrong)) if wrong else ""


def _why_not_sealed(doubts: tuple[Doubt, ...]) -> str:
    return next((wording.DELIVERY_DOUBTS[doubt.value] for doubt in doubts if doubt in MUST_BE_REFUSED), "")


def _verdict(off: str, doubts: tuple[Doubt, ...]) -> Verdict:
    if doubts and doubts[0] in MUST_BE_REFUSED:
        return Verdict(wording.DELIVERY_DOUBTS[doubts[0].value], wording.VERDICT_REFUSE_TODO, Tone.RED)
    if off:
        return Verdict(wording.VERDICT_OPEN, off, Tone.GREY)
    if doubts:
        return Verdict(wording.DELIVERY_DOUBTS[doubts[0].value], wording.VERDICT_SEAL_TODO, Tone.AMBER)
    return Verdict(wording.VERDICT_GOOD, wording.VERDICT_GOOD_TODO, Tone.GREEN)
