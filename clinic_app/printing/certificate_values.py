"""What stands on a certificate (证明): values only, whole enough to print the same paper again years later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date  # noqa: TC003 - the stored paper is read back by these annotations

from clinic_app.domain.school_check import SchoolResult
from clinic_app.printing.paper_values import Letterhead, PaperPerson  # noqa: TC001 - the stored paper is read back by these annotations

RECORD, TRAVEL, SCHOOL, TRANSFER, CARD, ADVICE = "record", "travel", "school", "transfer", "card", "advice"
KINDS = (RECORD, TRAVEL, SCHOOL, TRANSFER, CARD, ADVICE)
COMPLETE, MISSING, CONTRAINDICATED, UNCLEAR = (result.value for result in SchoolResult)


@dataclass(frozen=True, slots=True, kw_only=True)
class CertifiedDose:
    """One dose as a certificate lists it.

    Attributes:
        vaccine: in full. short: as the code says it. english: name for travel, empty where none is known.
        number: 剂次 in words, empty where the programme counts none. counted: False for one that must be repeated.
        remark: beside it, such as that it does not count or that a person accepted it.
        unit: where it was given. vaccinator: name.
    """

    vaccine: str
    short: str
    on: date
    english: str = ""
    number: str = ""
    counted: bool = True
    remark: str = ""
    lot_number: str = ""
    maker: str = ""
    expires_on: date | None = None
    route: str = ""
    site: str = ""
    unit: str = ""
    vaccinator: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutstandingDose:
    """One dose the programme asks for and the person has not had.

    Attributes:
        possible_from: first possible day; may lie in the past. appointed_on: when she was asked to come.
        remark: such as that it is late, or must be checked.
    """

    vaccine: str
    number: int = 0
    possible_from: date | None = None
    appointed_on: date | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ForbiddenVaccine:
    """A vaccine that is not given for a reason of health, and the reason as far as the card knows it."""

    vaccine: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """A certificate, everything that is printed included.

    Attributes:
        kind: one of `KINDS`. letterhead: its ticket is the number of the certificate.
        result: of the school check (查验), one of `COMPLETE` ...; of an advice `postponed` or `contraindicated`.
        unclear: series on which the programme gives no answer before a person has looked.
        english_name, passport: of a traveller, as in the passport.
        findings, advice, again_on: of an advice.
        issued_by: name of who made it. issued_on: the day.
        parts: the signed texts printed as codes. low_correction: the codes hold more and stand less dirt.
    """

    kind: str
    letterhead: Letterhead
    person: PaperPerson
    citizen_id: str = ""
    doses: tuple[CertifiedDose, ...] = ()
    result: str = ""
    outstanding: tuple[OutstandingDose, ...] = ()
    forbidden: tuple[ForbiddenVaccine, ...] = ()
    unclear: tuple[str, ...] = ()
    english_name: str = ""
    passport: str = ""
    findings: tuple[str, ...] = ()
    advice: str = ""
    again_on: date | None = None
    issued_by: str = ""
    issued_on: date | None = None
    parts: tuple[str, ...] = ()
    low_correction: bool = False
