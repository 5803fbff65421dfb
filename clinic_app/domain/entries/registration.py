"""Entries about who a person is (登记建档)."""

from __future__ import annotations

from datetime import date

from clinic_app.domain.entries.entry import Body, kind


@kind("person.registered")
class PersonRegistered(Body, frozen=True, kw_only=True):
    """A file was opened for a person (建档).

    Attributes:
        name: as on the booklet; a newborn may be 某某之子 until named.
        sex: `M`, `F` or `U` (not stated).
        birth_date: as a person confirmed it.
        guardian_relation: `mother`, `father` or `other`.
        residence: `resident` (常住), `migrant` (流动) or `temporary` (临时).
        child_code: national child code, 18 opaque digits, when issued.
        booklet_number: barcode of the booklet when it differs from the child code.
        mother_hbsag: `positive`, `negative`, or None for unknown.
    """

    person_id: str
    name: str
    sex: str
    birth_date: date
    guardian_name: str = ""
    guardian_relation: str = "mother"
    phone: str = ""
    village: str = ""
    residence: str = "resident"
    enrolment: str = "enrolled"
    child_code: str | None = None
    booklet_number: str | None = None
    citizen_id: str | None = None
    birth_weight_g: int | None = None
    mother_hbsag: str | None = None


@kind("person.amended")
class PersonAmended(Body, frozen=True, kw_only=True):
    """One field of a person was set anew; `refs` name every value of that field the writer saw."""

    person_id: str
    field: str
    value: str | None
    reason: str = ""
