"""What is typed at the first start, kept until the clinic is founded; no Qt."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from clinic_app.domain.entries.clinic import ClinicNamed
from clinic_app.services.first_start import FirstUser, FoundingPlan

if TYPE_CHECKING:
    from collections.abc import Callable

    from clinic_app.services.enrolment import Enrolment

ADMIN = "admin"
VACCINATES, VACCINATES_NOT = "yes", "no"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClinicForm:
    """The fields of the first step, as typed."""

    name: str = ""
    unit_code: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonForm:
    """A user as typed; `vaccinates` is empty until it was chosen."""

    name: str = ""
    role: str = ""
    vaccinates: str = ""
    password: str = field(default="", repr=False)
    again: str = field(default="", repr=False)

    def is_empty(self) -> bool:
        """Return whether nothing was typed yet."""
        return not (self.name or self.password or self.again)

    def user(self, user_id: str) -> FirstUser:
        """Return the user a complete form becomes."""
        may = self.vaccinates == VACCINATES
        return FirstUser(user_id=user_id, name=self.name, role=self.role, password=self.password, may_vaccinate=may)


@dataclass(slots=True, kw_only=True)
class Draft:
    """Everything typed so far. Only the founding reads it as a whole.

    Attributes:
        pasted: the text beside the list of villages that was not taken in yet.
        member: the person beside the list who was not taken in yet.
        code: the recovery code. typed_back: what was typed from the paper.
    """

    clinic: ClinicForm = field(default_factory=ClinicForm)
    enrolment: Enrolment | None = None
    pasted: str = ""
    villages: tuple[str, ...] = ()
    admin: PersonForm = field(default_factory=lambda: PersonForm(role=ADMIN))
    member: PersonForm = field(default_factory=PersonForm)
    staff: tuple[PersonForm, ...] = ()
    code: str = field(default="", repr=False)
    typed_back: str = field(default="", repr=False)

    def people(self) -> tuple[PersonForm, ...]:
        """Return everybody who will sign in, the administrator first."""
        return (self.admin, *self.staff)

    def plan(self, mint: Callable[[], str]) -> FoundingPlan:
        """Return what will be founded."""
        enrolment = self.enrolment
        clinic = ClinicNamed(
            unit_code=self.clinic.unit_code,
            name=self.clinic.name,
            phone=self.clinic.phone,
            villages=self.villages,
            county_key=enrolment.county_key if enrolment else "",
            county_signing_key=enrolment.signing_key if enrolment else "",
        )
        users = tuple(person.user(mint()) for person in self.people())
        return FoundingPlan(clinic=clinic, users=users, recovery_code=self.code)
