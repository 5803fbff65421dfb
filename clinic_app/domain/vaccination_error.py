"""What was injected and should not have been (接种差错), what is done next, and by when it is reported.

The forty-eight hours are those of the monitoring of adverse events; for an error without a reaction no national rule
is known to us, so the day is shown with 请核对.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

REPORT_WITHIN = timedelta(hours=48)


class ErrorKind(Enum):
    """What was wrong with a needle that happened."""

    WRONG_VACCINE = "wrong_vaccine"
    WRONG_PERSON = "wrong_person"
    GIVEN_TWICE = "given_twice"
    UNUSABLE_LOT = "unusable_lot"
    WRONG_SITE = "wrong_site"
    WRONG_ROUTE = "wrong_route"
    WRONG_VOLUME = "wrong_volume"
    TOO_EARLY = "too_early"
    CONTRAINDICATED = "contraindicated"
    OTHER = "other"


class NextStep(Enum):
    """What is to be done after an error, in the order of urgency."""

    WATCH = "watch"
    CALL_DOCTOR = "call_doctor"
    TELL_GUARDIAN = "tell_guardian"
    GIVE_TO_THE_RIGHT_ONE = "give_to_the_right_one"
    CHECK_NEXT_DOSE = "check_next_dose"
    QUARANTINE_LOT = "quarantine_lot"
    KEEP_VIAL = "keep_vial"
    REPORT = "report"


_OWN_STEPS = {
    ErrorKind.WRONG_VACCINE: (NextStep.CHECK_NEXT_DOSE, NextStep.KEEP_VIAL),
    ErrorKind.WRONG_PERSON: (NextStep.CALL_DOCTOR, NextStep.GIVE_TO_THE_RIGHT_ONE, NextStep.CHECK_NEXT_DOSE),
    ErrorKind.GIVEN_TWICE: (NextStep.CALL_DOCTOR, NextStep.CHECK_NEXT_DOSE),
    ErrorKind.UNUSABLE_LOT: (NextStep.QUARANTINE_LOT, NextStep.KEEP_VIAL, NextStep.CHECK_NEXT_DOSE),
    ErrorKind.WRONG_SITE: (),
    ErrorKind.WRONG_ROUTE: (NextStep.CALL_DOCTOR, NextStep.CHECK_NEXT_DOSE),
    ErrorKind.WRONG_VOLUME: (NextStep.CHECK_NEXT_DOSE,),
    ErrorKind.TOO_EARLY: (NextStep.CHECK_NEXT_DOSE,),
    ErrorKind.CONTRAINDICATED: (NextStep.CALL_DOCTOR,),
    ErrorKind.OTHER: (NextStep.CALL_DOCTOR,),
}


def next_steps(kind: ErrorKind) -> tuple[NextStep, ...]:
    """Return what is to be done after an error of this kind, the most urgent first."""
    wanted = {NextStep.WATCH, NextStep.TELL_GUARDIAN, NextStep.REPORT, *_OWN_STEPS[kind]}
    return tuple(step for step in NextStep if step in wanted)


@dataclass(frozen=True, slots=True, kw_only=True)
class VaccinationError:
    """One error, as its entry tells it. `error` is a value of `ErrorKind`; `found_at` is UTC."""

    id: str
    person_id: str
    dose_id: str
    error: str
    expected: str
    happened: str
    found_at: datetime
    recorded_by: str
    action: str = ""
    visit_id: str = ""

    @property
    def report_by(self) -> datetime:
        """Return by when it is to be reported, UTC."""
        return self.found_at + REPORT_WITHIN
