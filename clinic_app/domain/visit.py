"""A visit (一次就诊): its states, the steps between them, and the planned doses within."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from enum import Enum

import msgspec
from msgspec.structs import replace

OBSERVATION = timedelta(minutes=30)


class VisitState(Enum):
    """Where a visit stands."""

    WAITING = "waiting"
    SCREENED = "screened"
    REGISTERED = "registered"
    INFORMED = "informed"
    INJECTING = "injecting"
    OBSERVING = "observing"
    DONE = "done"
    POSTPONED = "postponed"
    CONTRAINDICATED = "contraindicated"
    REFUSED = "refused"
    CANCELLED = "cancelled"
    NO_SHOW = "no_show"
    LEFT_EARLY = "left_early"
    REACTION = "reaction"

    @property
    def is_open(self) -> bool:
        """Return whether the visit still waits for somebody in the room."""
        return self in OPEN_STATES


class VisitStep(Enum):
    """What can happen to a visit as a whole."""

    SCREEN = "screen"
    PLAN = "plan"
    INFORM = "inform"
    TAKE_VIAL = "take_vial"
    LAST_DOSE_SETTLED = "last_dose_settled"
    ALL_LEFT_OUT = "all_left_out"
    LEAVE = "leave"
    LEAVE_EARLY = "leave_early"
    REACT = "react"
    STEP_BACK = "step_back"
    POSTPONE = "postpone"
    CONTRAINDICATE = "contraindicate"
    REFUSE = "refuse"
    CANCEL = "cancel"
    NOT_COME = "not_come"


_S, _T = VisitState, VisitStep
BEFORE_THE_NEEDLE = (_S.WAITING, _S.SCREENED, _S.REGISTERED, _S.INFORMED)
OPEN_STATES = frozenset({*BEFORE_THE_NEEDLE, _S.INJECTING, _S.OBSERVING})
SIDE_EXITS = {
    _T.POSTPONE: _S.POSTPONED,
    _T.CONTRAINDICATE: _S.CONTRAINDICATED,
    _T.REFUSE: _S.REFUSED,
    _T.CANCEL: _S.CANCELLED,
    _T.NOT_COME: _S.NO_SHOW,
}
TRANSITIONS: dict[tuple[VisitState, VisitStep], VisitState] = {
    (_S.WAITING, _T.SCREEN): _S.SCREENED,
    (_S.SCREENED, _T.PLAN): _S.REGISTERED,
    (_S.REGISTERED, _T.INFORM): _S.INFORMED,
    (_S.INFORMED, _T.TAKE_VIAL): _S.INJECTING,
    (_S.INFORMED, _T.ALL_LEFT_OUT): _S.CANCELLED,
    (_S.INJECTING, _T.TAKE_VIAL): _S.INJECTING,
    (_S.INJECTING, _T.LAST_DOSE_SETTLED): _S.OBSERVING,
    (_S.INJECTING, _T.ALL_LEFT_OUT): _S.CANCELLED,
    (_S.OBSERVING, _T.LEAVE): _S.DONE,
    (_S.OBSERVING, _T.LEAVE_EARLY): _S.LEFT_EARLY,
    (_S.OBSERVING, _T.REACT): _S.REACTION,
    (_S.SCREENED, _T.STEP_BACK): _S.WAITING,
    (_S.REGISTERED, _T.STEP_BACK): _S.SCREENED,
    (_S.INFORMED, _T.STEP_BACK): _S.REGISTERED,
    (_S.INJECTING, _T.STEP_BACK): _S.INFORMED,
} | {(state, step): end for state in BEFORE_THE_NEEDLE for step, end in SIDE_EXITS.items()}


def after(state: VisitState, step: VisitStep) -> VisitState | None:
    """Return the state that `step` leads to, or None where it is not allowed (序号不许跳: no step is skipped)."""
    return TRANSITIONS.get((state, step))


class DoseState(Enum):
    """Where one planned dose of a visit stands."""

    PLANNED = "planned"
    LOT_CHOSEN = "lot_chosen"
    CHECKED = "checked"
    GIVEN = "given"
    NOT_GIVEN = "not_given"


class DoseStep(Enum):
    """What can happen to one planned dose."""

    CHOOSE_LOT = "choose_lot"
    PASS_CHECK = "pass_check"
    GIVE = "give"
    LEAVE_OUT = "leave_out"


_D, _E = DoseState, DoseStep
DOSE_TRANSITIONS: dict[tuple[DoseState, DoseStep], DoseState] = {
    (_D.PLANNED, _E.CHOOSE_LOT): _D.LOT_CHOSEN,
    (_D.LOT_CHOSEN, _E.CHOOSE_LOT): _D.LOT_CHOSEN,
    (_D.CHECKED, _E.CHOOSE_LOT): _D.LOT_CHOSEN,
    (_D.LOT_CHOSEN, _E.PASS_CHECK): _D.CHECKED,
    (_D.CHECKED, _E.GIVE): _D.GIVEN,
    (_D.PLANNED, _E.LEAVE_OUT): _D.NOT_GIVEN,
    (_D.LOT_CHOSEN, _E.LEAVE_OUT): _D.NOT_GIVEN,
    (_D.CHECKED, _E.LEAVE_OUT): _D.NOT_GIVEN,
}


def dose_after(state: DoseState, step: DoseStep) -> DoseState | None:
    """Return the state that `step` leads to, or None where it is not allowed."""
    return DOSE_TRANSITIONS.get((state, step))


class PlannedDose(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One vaccine of a visit, from the plan to the needle.

    Attributes:
        dose_number: the number it will be counted as.
        reason: why it differs from what is due, empty when due.
        instead_of: the free vaccine a paid one takes the place of. price_fen: in fen, 0 when free.
        dose_id: the dose it became, once given.
        not_given_reason: why it was left out, once left out.
    """

    planned_id: str
    vaccine: str
    dose_number: int
    site: str
    reason: str = ""
    instead_of: str = ""
    price_fen: int = 0
    paid: bool = False
    receipt_number: str = ""
    state: DoseState = DoseState.PLANNED
    lot_id: str | None = None
    code: str = ""
    code_source: str = ""
    dose_id: str | None = None
    not_given_reason: str = ""

    @property
    def settled(self) -> bool:
        """Return whether nothing more can happen to it in this visit."""
        return self.state in (DoseState.GIVEN, DoseState.NOT_GIVEN)

    def as_planned(self) -> PlannedDose:
        """Return the dose as it was before a vial was taken in hand."""
        return replace(
            self,
            state=DoseState.PLANNED,
            lot_id=None,
            code="",
            code_source="",
            dose_id=None,
            not_given_reason="",
        )


class Screening(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What the screening (预检) found. `temperature_tenths` is tenths of a degree Celsius."""

    temperature_tenths: int
    answers: tuple[tuple[str, bool], ...]
    checklist: str
    result: str
    advice: str
    doctor: str
    until: date | None
    at: datetime
    by: str
    quick: bool = False
    told: bool = False
    systolic: int | None = None
    diastolic: int | None = None


class PaidChoice(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """The guardian's signed choice of a paid vaccine in the place of the free one (自愿自费选择)."""

    visit_id: str
    vaccine: str
    instead_of: str
    signer: str
    relation: str
    filed: str
    at: datetime
    by: str


class Consent(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Who signed what (告知). `texts` pairs each vaccine with its text version; `filed` is where the paper is."""

    signer: str
    relation: str
    text_version: str
    vaccines: tuple[str, ...]
    at: datetime
    by: str
    texts: tuple[tuple[str, str], ...] = ()
    filed: str = ""


class Visit(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One visit of one person, as its entries tell it.

    Attributes:
        on: business date. opened_at, last_given_at, ended_at: moments, UTC.
        scanned: the booklet code that opened it, empty when the person was found by search.
        left_out: pairs each series that was due and not planned with the reason.
        last_given_at: the last needle; observation counts from it, and it survives any restart.
        extra_minutes: by how much the watch was made longer than thirty minutes.
    """

    id: str
    person_id: str
    ticket: str
    on: date
    opened_at: datetime
    scanned: str = ""
    state: VisitState = VisitState.WAITING
    screening: Screening | None = None
    planned: tuple[PlannedDose, ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()
    consent: Consent | None = None
    last_given_at: datetime | None = None
    ended_at: datetime | None = None
    end_reason: str = ""
    extra_minutes: int = 0

    def dose(self, planned_id: str) -> PlannedDose | None:
        """Return the planned dose with this id, or None."""
        return next((dose for dose in self.planned if dose.planned_id == planned_id), None)

    def with_dose(self, dose: PlannedDose) -> Visit:
        """Return the visit with `dose` in the place of its namesake."""
        return replace(self, planned=tuple(dose if old.planned_id == dose.planned_id else old for old in self.planned))

    @property
    def next_open_dose(self) -> PlannedDose | None:
        """Return the first planned dose that is not settled."""
        return next((dose for dose in self.planned if not dose.settled), None)

    @property
    def may_leave_at(self) -> datetime | None:
        """Return the moment observation ends, UTC: 30 minutes, or more when extended, after the last needle."""
        if self.last_given_at is None:
            return None
        return self.last_given_at + OBSERVATION + timedelta(minutes=self.extra_minutes)

    @property
    def consented_at(self) -> datetime | None:
        """Return when the consent was signed, None while it has not been."""
        return self.consent.at if self.consent else None

    @property
    def consent_filed(self) -> str:
        """Return where the signed paper is kept, empty while nobody has said."""
        return self.consent.filed if self.consent else ""

    def seconds_left(self, now: datetime) -> int:
        """Return the seconds of observation left at `now`, rounded up; zero or negative when over."""
        if self.may_leave_at is None:
            return 0
        return -((now - self.may_leave_at) // timedelta(seconds=1))
