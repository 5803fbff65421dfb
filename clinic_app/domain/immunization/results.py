"""What the engine answers: verdicts on doses, and forecasts of series."""

from datetime import date
from enum import Enum

import msgspec

from clinic_app.domain.immunization.language import Confidence
from clinic_app.domain.immunization.reasons import Reason, Term


class VerdictKind(Enum):
    """How a given dose counts."""

    VALID = "valid"
    INVALID = "invalid"
    EXTRA = "extra"
    ACCEPTED = "accepted"
    UNKNOWN = "unknown"


class DoseVerdict(msgspec.Struct, frozen=True, gc=False):
    """How one dose counts in one series (评价).

    Attributes:
        number: which counted dose it is; None when it is not counted.
        edition: the edition that judged it; empty where none was asked.
    """

    dose_id: str
    vaccine: str
    on: date
    series: str
    kind: VerdictKind
    number: int | None
    reasons: tuple[Reason, ...]
    edition: str = ""
    doubts: tuple[str, ...] = ()

    @property
    def check(self) -> bool:
        """Whether a person should look (请核对): unknown, not counted (C7), or judged by a rule that is not certain."""
        if self.kind is VerdictKind.UNKNOWN or self.kind is VerdictKind.INVALID:
            return True
        return any(reason.confidence != "high" for reason in self.reasons)


class Status(Enum):
    """Where a series stands on the day asked about."""

    DUE = "due"
    OVERDUE = "overdue"
    WAITING = "waiting"
    COMPLETE = "complete"
    CLOSED = "closed"
    CONTRAINDICATED = "contraindicated"
    NEEDS_FACT = "needs_fact"
    CHECK = "check"
    OFFERED = "offered"


class SeriesForecast(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What comes next in one series.

    Attributes:
        status: overdue means late and possible today; `late` is also true of late series that must wait. What nobody
            needs to begin (自费) is `offered`, from `earliest` on, and never late.
        number: the next dose, counted doses + 1; None when nothing is to come.
        vaccine: the programme's first choice; vaccines: everything that may be given.
        earliest: first possible day, also when it lies in the past; None without a date.
        finish_before: the first day on which the series is late.
        closed_on: the day on which the way now open ends.
        terms: all dates of the maximum; winner is the index of the one that decides.
        total: doses of the plan in all.
        recommended: the usual day, where it is later than the first possible one.
        advice: ids of texts that accompany it and stop nothing.
    """

    series: str
    status: Status
    counted: int
    late: bool = False
    number: int | None = None
    vaccine: str | None = None
    vaccines: tuple[str, ...] = ()
    earliest: date | None = None
    recommended: date | None = None
    finish_before: date | None = None
    closed_on: date | None = None
    terms: tuple[Term, ...] = ()
    winner: int | None = None
    reason: Reason | None = None
    rule: str = ""
    source: str = ""
    confidence: Confidence = "high"
    total: int | None = None
    doubts: tuple[str, ...] = ()
    advice: tuple[str, ...] = ()

    @property
    def winning_term(self) -> Term | None:
        """The term that decides the date; None without a date."""
        return None if self.winner is None else self.terms[self.winner]

    @property
    def possible(self) -> bool:
        """Whether it can be given on the day asked about."""
        return self.status is Status.DUE or self.status is Status.OVERDUE

    def open_on(self, day: date) -> bool:
        """Whether it may be given on a day: due, or offered since an earlier one."""
        return self.possible or (self.status is Status.OFFERED and self.earliest is not None and self.earliest <= day)

    @property
    def check(self) -> bool:
        """Whether a person should look (请核对)."""
        return self.status is Status.CHECK or self.confidence != "high"


class NotAllowed(msgspec.Struct, frozen=True, gc=False):
    """A vaccine that must not or need not be given, and why.

    Attributes:
        action: contraindicated, postpone, not_in_programme, not_indicated, requires_test.
        always_listed: named whatever was asked about.
    """

    vaccine: str
    action: str
    series: tuple[str, ...]
    rule: str
    source: str
    confidence: Confidence
    always_listed: bool = False


class Assessment(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Everything known about one person on one day.

    Attributes:
        on: the day asked about.
        edition: the edition of the forecasts.
        verdicts: one per dose and series it covers, in the order of the dates.
        forecasts: one per series, in booklet order; of self-paid series those that were begun.
        unbegun: the self-paid series that were not begun, where it was asked for them.
        next_change: the first day on which the answer could differ without a new entry.
        out_of_programme: whether the programme has ended for this person.
        free: vaccines without charge for this person although the catalogue has a price for them.
    """

    on: date
    edition: str
    verdicts: tuple[DoseVerdict, ...]
    forecasts: tuple[SeriesForecast, ...]
    not_allowed: tuple[NotAllowed, ...]
    next_change: date | None
    out_of_programme: bool
    free: frozenset[str] = frozenset()
    unbegun: tuple[SeriesForecast, ...] = ()

    @property
    def due(self) -> tuple[SeriesForecast, ...]:
        """The series that can be given today, in booklet order."""
        return tuple(forecast for forecast in self.forecasts if forecast.possible)

    def forecast_of(self, series: str) -> SeriesForecast | None:
        """Return the forecast of one series; None where the edition has none."""
        return next((forecast for forecast in self.forecasts if forecast.series == series), None)
