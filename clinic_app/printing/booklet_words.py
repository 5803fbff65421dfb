"""The words of a booklet's fields: short, as a nurse would write them; an unknown value stays empty for a pen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from clinic_app.printing.wording import RELATIONS, SEXES, SITES, day, word

REISSUED = "补"


@dataclass(frozen=True, slots=True, kw_only=True)
class DoseWords:
    """One dose in one row.

    Attributes:
        vaccine: short name. number: counted dose, 0 when it does not count.
        clinic: where it was given. vaccinator: empty where only another clinic knows.
        label: what is preprinted in the row, empty for a free one. reissued: the row is written anew (补证).
    """

    vaccine: str
    given_on: date
    number: int = 0
    site: str = ""
    lot_number: str = ""
    expires_on: date | None = None
    maker: str = ""
    clinic: str = ""
    vaccinator: str = ""
    label: str = ""
    reissued: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonWords:
    """The person's page (基本信息页)."""

    name: str
    sex: str
    birth_date: date
    child_code: str = ""
    booklet_number: str = ""
    citizen_id: str = ""
    birth_weight_g: int | None = None
    guardian: str = ""
    relation: str = ""
    phone: str = ""
    village: str = ""
    clinic: str = ""
    issued_by: str = ""
    issued_on: date | None = None


def dose_texts(dose: DoseWords) -> dict[str, str]:
    """Return field -> words; empty ones are left out."""
    number = f" 第{dose.number}剂" if dose.number else ""
    texts = {
        "vaccine": f"{dose.vaccine}{number}",
        "date": day(dose.given_on),
        "site": word(SITES, dose.site),
        "lot": dose.lot_number,
        "expiry": day(dose.expires_on),
        "maker": dose.maker,
        "clinic": dose.clinic,
        "vaccinator": dose.vaccinator,
        "remark": _remark(dose),
    }
    return {field: text for field, text in texts.items() if text}


def person_texts(person: PersonWords) -> dict[str, str]:
    """Return field -> words; empty ones are left out."""
    texts = {
        "name": person.name,
        "sex": word(SEXES, person.sex) if person.sex != "U" else "",
        "birth_date": day(person.birth_date),
        "child_code": person.child_code,
        "booklet_number": person.booklet_number,
        "citizen_id": person.citizen_id,
        "birth_weight": f"{person.birth_weight_g} 克" if person.birth_weight_g else "",
        "guardian": person.guardian,
        "relation": word(RELATIONS, person.relation),
        "phone": person.phone,
        "village": person.village,
        "clinic": person.clinic,
        "issued_by": person.issued_by,
        "issued_on": day(person.issued_on),
    }
    return {field: text for field, text in texts.items() if text}


def _remark(dose: DoseWords) -> str:
    """Return 补 for a row of a reissued booklet, and which vaccine it was where the row's own words do not say so."""
    named = dose.vaccine if dose.label and dose.vaccine not in dose.label else ""
    return " ".join(part for part in (REISSUED if dose.reissued else "", named) if part)


def sample_dose_texts(clinic: str = "") -> dict[str, str]:
    """Return the words of an invented dose, as long as they usually are."""
    return dose_texts(
        DoseWords(
            vaccine="13价肺炎",
            given_on=date(2026, 11, 18),
            number=1,
            site="left_upper_arm",
            lot_number="A202509011",
            expires_on=date(2027, 12, 28),
            maker="北京生物制品研究所",
            clinic=clinic or "样张镇卫生院",
            vaccinator="王样张",
            reissued=True,
        )
    )


def sample_person_texts() -> dict[str, str]:
    """Return the words of an invented person."""
    return person_texts(
        PersonWords(
            name="样张小满",
            sex="F",
            birth_date=date(2026, 5, 4),
            child_code="330122010120260001",
            booklet_number="330122010120260001",
            birth_weight_g=3250,
            guardian="样张母亲",
            relation="mother",
            phone="13800000000",
            village="样张村",
            clinic="样张镇卫生院预防接种门诊",
            issued_by="王样张",
            issued_on=date(2026, 5, 20),
        )
    )
