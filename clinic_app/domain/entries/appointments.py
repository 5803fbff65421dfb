"""Entries about appointments (预约): made, moved, cancelled."""

from __future__ import annotations

from datetime import date

from clinic_app.domain.entries.entry import Body, kind


@kind("appointment.made")
class AppointmentMade(Body, frozen=True, kw_only=True):
    """A person was given a day to come.

    Attributes:
        on: the business day. half_day: `morning`, `afternoon` or empty for the whole day.
        vaccines: codes of what is expected that day; what is given is decided then.
        visit_id: the visit at whose end it was made, empty otherwise.
    """

    appointment_id: str
    person_id: str
    on: date
    half_day: str = ""
    vaccines: tuple[str, ...] = ()
    visit_id: str = ""


@kind("appointment.moved")
class AppointmentMoved(Body, frozen=True, kw_only=True):
    """The appointment stands on another day now."""

    appointment_id: str
    person_id: str
    on: date
    half_day: str = ""
    reason: str = ""


@kind("appointment.cancelled")
class AppointmentCancelled(Body, frozen=True, kw_only=True):
    """The appointment no longer stands (取消预约), with a reason."""

    appointment_id: str
    person_id: str
    reason: str
