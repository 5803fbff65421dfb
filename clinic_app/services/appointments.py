"""Appointments (预约): the next date is proposed, made, moved and cancelled; who was asked to come on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from clinic_app.devices.public_holidays import public_holidays
from clinic_app.domain.clinic_days import DayProblem, next_clinic_day, problem_of
from clinic_app.domain.entries.appointments import AppointmentCancelled, AppointmentMade, AppointmentMoved
from clinic_app.domain.entries.subjects import person_subject
from clinic_app.records.appointments import AppointmentLine, appointed_on, appointments_on
from clinic_app.records.journal import entry_with_draft
from clinic_app.services.aftermath_failures import AppointedAlready, AppointmentGone, DayGone, DayTooFar
from clinic_app.services.failures import ReasonMissing, UnknownPerson
from clinic_app.services.visit_plans import next_visit_from, visits_of

if TYPE_CHECKING:
    from clinic_app.domain.appointment import Appointment
    from clinic_app.domain.fold.card import Card
    from clinic_app.domain.fold.clinic_book import ClinicBook
    from clinic_app.domain.immunization.results import SeriesForecast
    from clinic_app.domain.immunization.visit_plan import PlannedVisit, VisitPlan
    from clinic_app.services.desk import Desk
    from clinic_app.services.reader import Reader

Appointed = AppointmentLine
FARTHEST = timedelta(days=3 * 366)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedDose:
    """A vaccine expected that day, and the number it will be counted as."""

    vaccine: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """The next date.

    Attributes:
        on: the clinic day of the next visit. due_from: the first day on which one of its doses is possible.
        plan: that visit and those after it.
        holiday_known: False when holidays of that year have not been announced to this version: the day is judged
            by its weekday alone.
    """

    on: date
    due_from: date
    doses: tuple[ExpectedDose, ...]
    half_day: str = ""
    holiday_known: bool = True
    plan: VisitPlan | None = None

    @property
    def vaccines(self) -> tuple[str, ...]:
        """Return the codes of what is due that day."""
        return tuple(dose.vaccine for dose in self.doses)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAppointment:
    """What is to be written. `draft` is minted when the proposal is shown: a second press makes no second one."""

    person_id: str
    on: date
    draft: str
    half_day: str = ""
    vaccines: tuple[str, ...] = ()
    visit_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentOf:
    """Which appointment of which person, and the draft minted when the question was asked."""

    person_id: str
    appointment_id: str
    draft: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DayAppointments:
    """The appointments of a day, and how many of those that stand came and were vaccinated."""

    on: date
    lines: tuple[AppointmentLine, ...]
    standing: int
    came: int
    vaccinated: int
    problem: DayProblem | None


def propose(reader: Reader, card: Card) -> Proposal | None:
    """Return the first of the next visits after today, and what is given then.

    None when nothing is to come, when the birth date is not known, or when the clinic has no day within a year.
    """
    book = reader.clinic_book()
    not_before = next_visit_from(card, reader.clock.today())
    plan = visits_of(reader.rules, card, book.settings, book.days, not_before)
    if plan is None:
        return None
    at_once = min((line for line in plan.at_once if line.earliest), key=_earliest, default=None)
    tomorrow = reader.clock.today() + timedelta(days=1)
    if at_once is not None and (plan.first is None or max(_earliest(at_once), tomorrow) <= plan.first.on):
        return _proposal_at_once(book, plan, at_once, max(_earliest(at_once), tomorrow))
    if plan.first is None:
        return None
    visit = plan.first
    return Proposal(
        on=visit.on,
        due_from=min(dose.ready_on for dose in visit.doses),
        doses=_expected(visit),
        half_day=_half_day(book),
        holiday_known=public_holidays().know(visit.on),
        plan=plan,
    )


def _proposal_at_once(book: ClinicBook, plan: VisitPlan, line: SeriesForecast, on: date) -> Proposal:
    """Return the day of a course that is given on its very days (狂犬), whether or not the clinic has one then."""
    doses = _expected(plan.first) if plan.first is not None and plan.first.on == on else ()
    first = ExpectedDose(vaccine=line.vaccine or "", number=line.number or 0)
    return Proposal(on=on, due_from=on, doses=(first, *doses), half_day=_half_day(book), plan=plan)


def _earliest(line: SeriesForecast) -> date:
    return line.earliest or date.max


def _half_day(book: ClinicBook) -> str:
    return book.days.half_days[0] if len(book.days.half_days) == 1 else ""


def expected_on(reader: Reader, card: Card, on: date) -> tuple[ExpectedDose, ...]:
    """Return what would be given on `on` if nothing happened before: as much as one day takes, the pressing first."""
    visits = visits_from(reader, card, on)
    return _expected(visits[0]) if visits and visits[0].on == on else ()


def visits_from(reader: Reader, card: Card, on: date) -> tuple[PlannedVisit, ...]:
    """Return the next visits when somebody comes on `on`, on whatever day that is, and the clinic's days after it."""
    book = reader.clinic_book()
    plan = visits_of(reader.rules, card, book.settings, book.days, on, from_any_day=True)
    return plan.visits if plan is not None else ()


def _expected(visit: PlannedVisit) -> tuple[ExpectedDose, ...]:
    return tuple(ExpectedDose(vaccine=dose.vaccine, number=dose.number) for dose in visit.doses)


def next_day(reader: Reader, after: date) -> date | None:
    """Return the first clinic day after `after`, None when the clinic has set none within a year."""
    return next_clinic_day(reader.clinic_book().days, after + timedelta(days=1), public_holidays())


def problem_on(reader: Reader, on: date) -> DayProblem | None:
    """Return why the room does not vaccinate on that day; a person may appoint it all the same."""
    return problem_of(on, reader.clinic_book().days, public_holidays())


def standing_appointment(card: Card, today: date) -> Appointment | None:
    """Return the next appointment that stands, today's included, or None."""
    return next((each for each in card.appointments if each.stands and each.on >= today), None)


def day_of_appointments(reader: Reader, on: date) -> DayAppointments:
    """Return who was asked to come on that day, and what became of it."""
    lines = tuple(appointments_on(reader.db, on))
    standing = [line for line in lines if not line.cancel_reason]
    return DayAppointments(
        on=on,
        lines=lines,
        standing=len(standing),
        came=sum(1 for line in standing if line.visit_state is not None),
        vaccinated=sum(1 for line in standing if line.vaccinated),
        problem=problem_on(reader, on),
    )


def appointed(reader: Reader, on: date) -> int:
    """Return how many are asked to come on that day."""
    return appointed_on(reader.db, on)


def make_appointment(desk: Desk, wish: NewAppointment) -> Appointment:
    """Give a person a day to come. A second press is answered with the first appointment.

    Raises:
        UnknownPerson: nobody with this id is on file. DayGone: the day is past. DayTooFar: more than three years away.
        AppointedAlready: the person has an appointment on that day.
    """
    if desk.already_written(wish.draft):
        return _appointment_of_draft(desk, wish)
    with desk.act(wish.draft) as act:
        card = desk.card(wish.person_id)
        if card.person is None:
            raise UnknownPerson(wish.person_id)
        _check_day(desk, card, wish.on)
        body = _made(desk, wish)
        act.write(body, subject=person_subject(wish.person_id))
    return _appointment(desk.card(wish.person_id), body.appointment_id)


def _made(desk: Desk, wish: NewAppointment) -> AppointmentMade:
    return AppointmentMade(
        appointment_id=desk.mint(),
        person_id=wish.person_id,
        on=wish.on,
        half_day=wish.half_day,
        vaccines=wish.vaccines,
        visit_id=wish.visit_id,
    )


def move_appointment(desk: Desk, which: AppointmentOf, on: date, half_day: str = "", reason: str = "") -> Appointment:
    """Let the appointment stand on another day (改期).

    Raises:
        AppointmentGone: it was cancelled, or there is none. DayGone, DayTooFar, AppointedAlready: see above.
    """
    if not desk.already_written(which.draft):
        card = desk.card(which.person_id)
        former = _standing(card, which.appointment_id)
        if (former.on, former.half_day) != (on, half_day):
            if former.on != on:
                _check_day(desk, card, on)
            body = AppointmentMoved(
                appointment_id=former.id, person_id=which.person_id, on=on, half_day=half_day, reason=reason.strip()
            )
            with desk.act(which.draft) as act:
                act.write(body, subject=person_subject(which.person_id))
    return _appointment(desk.card(which.person_id), which.appointment_id)


def cancel_appointment(desk: Desk, which: AppointmentOf, reason: str) -> Appointment:
    """Cancel an appointment (取消预约), with a reason.

    Raises:
        AppointmentGone: it was cancelled before, or there is none. ReasonMissing: nobody said why.
    """
    if not desk.already_written(which.draft):
        former = _standing(desk.card(which.person_id), which.appointment_id)
        if not reason.strip():
            raise ReasonMissing
        body = AppointmentCancelled(appointment_id=former.id, person_id=which.person_id, reason=reason.strip())
        with desk.act(which.draft) as act:
            act.write(body, subject=person_subject(which.person_id))
    return _appointment(desk.card(which.person_id), which.appointment_id)


def _check_day(desk: Desk, card: Card, on: date) -> None:
    today = desk.clock.today()
    if on < today:
        raise DayGone(on)
    if on > today + FARTHEST:
        raise DayTooFar(on)
    if any(each.stands and each.on == on for each in card.appointments):
        raise AppointedAlready(on)


def _standing(card: Card, appointment_id: str) -> Appointment:
    found = next((each for each in card.appointments if each.id == appointment_id and each.stands), None)
    if found is None:
        raise AppointmentGone(appointment_id)
    return found


def _appointment(card: Card, appointment_id: str) -> Appointment:
    return next(each for each in card.appointments if each.id == appointment_id)


def _appointment_of_draft(desk: Desk, wish: NewAppointment) -> Appointment:
    """Return what the first press made; it may have been moved since."""
    made = entry_with_draft(desk.db, wish.draft)
    assert made is not None
    assert isinstance(made.body, AppointmentMade)
    return _appointment(desk.card(wish.person_id), made.body.appointment_id)
