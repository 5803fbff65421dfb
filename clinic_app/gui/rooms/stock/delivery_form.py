"""What stands in the form of a delivery, and what can be read from it. No Qt."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from clinic_app.domain.delivery import Delivery
from clinic_app.domain.expiry import ExpiryProblem, ExpiryWord, PrintedExpiry, read_expiry
from clinic_app.gui.faces import Tone
from clinic_app.gui.wording import stock as wording
from clinic_app.services.resource_files import expiry_words

if TYPE_CHECKING:
    from datetime import date

    from clinic_app.domain.immunization.catalogue import Vaccine

_TWO_NUMBERS = re.compile(r"(-?\d+(?:\.\d+)?)[-~,、;/到至\s]+?(-?\d+(?:\.\d+)?)")
YES = "yes"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryForm:
    """What stands in the form, as typed or scanned.

    Attributes:
        vaccine: as typed; `code` of the catalogue once it is one.
        word: what the carton says, chosen where the typed expiry does not say it.
        codes: vials that were scanned, raw.
    """

    vaccine: str = ""
    maker: str = ""
    specification: str = ""
    lot_number: str = ""
    expiry: str = ""
    word: str = ""
    vials: str = ""
    doses_per_vial: str = "1"
    release_number: str = ""
    supplier: str = ""
    document: str = ""
    record: str = ""
    celsius: str = ""
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What follows from the form, in the banner."""

    what: str
    todo: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class DeliveryFace:
    """What is said of the form.

    Attributes:
        errors: by field. notes: quiet words inside fields.
        asks_word: the expiry does not say what it means. last_day: resolved, in words; `last_day_tone` its colour.
        candidates: vaccines that may be meant, the first one is taken by Enter.
        off_save, off_seal, off_refuse: why not yet, "" when it can be done.
    """

    errors: dict[str, str] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    asks_word: bool = False
    last_day: str = ""
    last_day_tone: str = "ink3"
    count: str = ""
    scanned: str = ""
    known: str = ""
    candidates: tuple[str, ...] = ()
    verdict: Verdict = Verdict("", "", Tone.GREY)
    off_save: str = ""
    off_seal: str = ""
    off_refuse: str = ""


def expiry_of(form: DeliveryForm) -> PrintedExpiry | ExpiryProblem:
    """Return the expiry as typed."""
    return read_expiry(form.expiry, expiry_words())


def last_day_of(form: DeliveryForm) -> date | None:
    """Return the last usable day, None while it is not known."""
    expiry = expiry_of(form)
    if isinstance(expiry, ExpiryProblem):
        return None
    chosen = ExpiryWord(form.word) if form.word and expiry.word is ExpiryWord.UNSAID else None
    return expiry.last_usable_day(chosen)


def number_in(typed: str) -> int | None:
    """Return a whole number of up to seven digits, None for anything else."""
    text = typed.strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 7 else None


def temperatures_in(typed: str) -> tuple[float, float] | None:
    """Return lowest and highest temperature, however they were kept apart; None when there are not two."""
    plain = unicodedata.normalize("NFKC", typed).replace("°C", "").replace("−", "-").strip()
    match = _TWO_NUMBERS.fullmatch(plain)
    return (float(match[1]), float(match[2])) if match else None


def delivery_of(form: DeliveryForm, vaccine: Vaccine | None) -> Delivery:
    """Return the delivery the form describes."""
    return Delivery(
        vaccine=vaccine.code if vaccine else "",
        product=vaccine.name if vaccine else "",
        maker=form.maker,
        specification=form.specification,
        lot_number=form.lot_number,
        expires_on=last_day_of(form),
        expiry_as_printed=_as_printed(form),
        vials=number_in(form.vials) or 0,
        doses_per_vial=number_in(form.doses_per_vial) or 0,
        release_number=form.release_number,
        supplier=form.supplier,
        document=form.document,
        has_transport_record=form.record == YES if form.record else None,
        celsius=temperatures_in(form.celsius) if form.record == YES else None,
        codes=form.codes,
    )


def _as_printed(form: DeliveryForm) -> str:
    """Return what the carton says; the word a person chose stands before a bare date."""
    expiry = expiry_of(form)
    bare = isinstance(expiry, PrintedExpiry) and expiry.word is ExpiryWord.UNSAID
    word = dict(wording.WORDS_ON_CARTON).get(form.word, "")
    return f"{word} {form.expiry}" if bare and word else form.expiry
