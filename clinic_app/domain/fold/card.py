"""A person's entries become a card (金卡): a pure function, one short case a kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec import structs

from clinic_app.domain.booklet.record import BookletMark, BookletRecord
from clinic_app.domain.entries.entry import Body
from clinic_app.domain.fold.causal_order import in_causal_order, without_undone
from clinic_app.domain.fold.field_values import FieldValues
from clinic_app.domain.person import Dose, FieldConflict, HealthFact, Person

if TYPE_CHECKING:
    from collections.abc import Iterable

    from clinic_app.domain.aefi import Aefi, AefiReport
    from clinic_app.domain.appointment import Appointment
    from clinic_app.domain.certificate import IssuedCertificate
    from clinic_app.domain.entries.entry import AnyEntry
    from clinic_app.domain.vaccination_error import VaccinationError
    from clinic_app.domain.visit import PaidChoice, Visit

BodyClass = TypeVar("BodyClass", bound=Body)
FoldStep = Callable[["CardInTheMaking", Any], None]

STEPS: dict[type[Body], FoldStep] = {}


def folds(body_class: type[Body]) -> Callable[[FoldStep], FoldStep]:
    """Register the decorated function as the way entries of `body_class` change a card."""

    def register(step: FoldStep) -> FoldStep:
        STEPS[body_class] = step
        return step

    return register


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """Everything the clinic knows of one person. `person` is None while only later entries have arrived."""

    person_id: str
    person: Person | None
    doses: tuple[Dose, ...] = ()
    visits: tuple[Visit, ...] = ()
    facts: tuple[HealthFact, ...] = ()
    conflicts: tuple[FieldConflict, ...] = ()
    paid_choices: tuple[PaidChoice, ...] = ()
    appointments: tuple[Appointment, ...] = ()
    aefis: tuple[Aefi, ...] = ()
    errors: tuple[VaccinationError, ...] = ()
    booklet: BookletRecord = field(default_factory=BookletRecord)
    certificates: tuple[IssuedCertificate, ...] = ()

    @property
    def counted_doses(self) -> tuple[Dose, ...]:
        """Return the doses that happened: not voided, and on better evidence than word of mouth alone (口述)."""
        return tuple([dose for dose in self.doses if dose.counts])

    def visit(self, visit_id: str) -> Visit | None:
        """Return the visit with this id, or None."""
        return next((visit for visit in self.visits if visit.id == visit_id), None)

    @property
    def open_visit(self) -> Visit | None:
        """Return the visit that still waits for somebody in the room, the latest if there are several."""
        return next((visit for visit in reversed(self.visits) if visit.state.is_open), None)


@dataclass(slots=True)
class CardInTheMaking:
    """What the fold has gathered so far."""

    person_id: str
    person: Person | None = None
    fields: FieldValues = field(default_factory=FieldValues)
    doses: dict[str, Dose] = field(default_factory=dict)
    dose_fields: dict[str, FieldValues] = field(default_factory=dict)
    void_reasons: dict[str, str] = field(default_factory=dict)
    accepted_reasons: dict[str, str] = field(default_factory=dict)
    visits: dict[str, Visit] = field(default_factory=dict)
    facts: dict[str, HealthFact] = field(default_factory=dict)
    fact_additions: dict[str, set[str]] = field(default_factory=dict)
    paid_choices: dict[str, PaidChoice] = field(default_factory=dict)
    appointments: dict[str, Appointment] = field(default_factory=dict)
    aefis: dict[str, Aefi] = field(default_factory=dict)
    aefi_reports: dict[str, dict[str, AefiReport]] = field(default_factory=dict)
    errors: dict[str, VaccinationError] = field(default_factory=dict)
    reissued_booklets: list[str] = field(default_factory=list)
    booklet_marks: dict[str, dict[tuple[str, str, str], BookletMark]] = field(default_factory=dict)
    certificates: dict[str, IssuedCertificate] = field(default_factory=dict)


NEWEST_WINS = frozenset({"phone", "village", "residence", "enrolment", "booklet_number"})
DATE_FIELDS = frozenset({"birth_date", "given_on", "expires_on"})
NUMBER_FIELDS = frozenset({"birth_weight_g", "dose_number"})
MAY_BE_UNKNOWN = frozenset({"child_code", "booklet_number", "citizen_id", "birth_weight_g", "mother_hbsag"})


def fold_card(person_id: str, entries: Iterable[AnyEntry]) -> Card:
    """Return the card that these entries of one person tell, whatever their order, repetition or origin."""
    making = CardInTheMaking(person_id)
    for entry in without_undone(in_causal_order(entries)):
        take_step(making, entry)
    return finished_card(making)


def take_step(making: CardInTheMaking, entry: AnyEntry) -> None:
    """Let one entry change the card in the making; a kind that says nothing about a card changes nothing."""
    step = STEPS.get(type(entry.body))
    if step is not None:
        step(making, entry)


def finished_card(making: CardInTheMaking) -> Card:
    """Return the card as it stands after the steps so far; the making is left as it is and may go on."""
    return Card(
        person_id=making.person_id,
        person=_person_with_fields(making),
        doses=tuple(sorted((_finished_dose(making, dose) for dose in making.doses.values()), key=_dose_order)),
        visits=tuple(sorted(making.visits.values(), key=lambda visit: (visit.opened_at, visit.id))),
        facts=tuple(sorted(making.facts.values(), key=lambda fact: (fact.on, fact.id))),
        conflicts=_conflicts(making),
        paid_choices=tuple(sorted(making.paid_choices.values(), key=lambda choice: (choice.at, choice.vaccine))),
        appointments=tuple(sorted(making.appointments.values(), key=lambda each: (each.on, each.id))),
        aefis=tuple(sorted((_with_reports(making, aefi) for aefi in making.aefis.values()), key=lambda a: a.id)),
        errors=tuple(sorted(making.errors.values(), key=lambda error: (error.found_at, error.id))),
        booklet=_booklet(making),
        certificates=tuple(sorted(making.certificates.values(), key=lambda each: (each.number, each.id))),
    )


def _booklet(making: CardInTheMaking) -> BookletRecord:
    """Return what stands in the booklet of now: the first one, or the one reissued last."""
    booklet_id = making.reissued_booklets[-1] if making.reissued_booklets else ""
    return BookletRecord(
        booklet_id=booklet_id,
        reissued=len(making.reissued_booklets),
        marks=tuple(making.booklet_marks.get(booklet_id, {}).values()),
    )


def _with_reports(making: CardInTheMaking, aefi: Aefi) -> Aefi:
    reports = making.aefi_reports.get(aefi.id, {}).values()
    return replace(aefi, reports=tuple(sorted(reports, key=lambda report: (report.at, report.to))))


def _person_with_fields(making: CardInTheMaking) -> Person | None:
    if making.person is None:
        return None
    fields = making.fields
    values = {
        name: typed(name, fields.newest(name) if name in NEWEST_WINS else fields.provisional(name))
        for name in fields.fields()
    }
    return structs.replace(making.person, **values) if values else making.person


def _finished_dose(making: CardInTheMaking, dose: Dose) -> Dose:
    values: dict[str, Any] = {}
    if (fields := making.dose_fields.get(dose.id)) is not None:
        values = {name: typed(name, fields.provisional(name)) for name in fields.fields()}
    if reason := making.void_reasons.get(dose.id):
        values["void_reason"] = reason
    if reason := making.accepted_reasons.get(dose.id):
        values["accepted_reason"] = reason
    return structs.replace(dose, **values) if values else dose


def _conflicts(making: CardInTheMaking) -> tuple[FieldConflict, ...]:
    found = [(name, making.fields.rivals(name)) for name in making.fields.fields() if name not in NEWEST_WINS]
    for dose_id, fields in making.dose_fields.items():
        found.extend((f"{dose_id}.{name}", fields.rivals(name)) for name in fields.fields())
    conflicts = (
        FieldConflict(person_id=making.person_id, field=name, values=rivals) for name, rivals in found if rivals
    )
    return tuple(sorted(conflicts, key=lambda conflict: conflict.field))


def is_readable(field_name: str, value: str | None) -> bool:
    """Return whether `value` can stand in this field. One that cannot stays in the journal and changes no card."""
    if value is None:
        return field_name in MAY_BE_UNKNOWN
    try:
        typed(field_name, value)
    except ValueError:
        return False
    return True


def typed(field_name: str, value: str | None) -> Any:  # noqa: ANN401 - the type depends on the field
    """Return the text of a field as the type that field has."""
    if value is None:
        return None
    if field_name in DATE_FIELDS:
        return date.fromisoformat(value)
    if field_name in NUMBER_FIELDS:
        return int(value)
    return value


def _dose_order(dose: Dose) -> tuple[date, bool, float, str]:
    return dose.given_on, dose.given_at is None, dose.given_at.timestamp() if dose.given_at else 0.0, dose.id
