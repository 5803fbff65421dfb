"""What the engine answers: verdicts on doses, forecasts of series, and every term that led to a date."""

from datetime import date
from enum import Enum

import msgspec

from clinic_app.domain.calendar import Span
from clinic_app.domain.immunization.language import Confidence


class TermKind(Enum):
    """What a date of the maximum counts from."""

    AGE = "age"
    INTERVAL = "interval"
    REPEAT = "repeat"
    LIVE = "live"
    WAIT = "wait"
    PROGRAMME_START = "programme_start"
    TEST_READ = "test_read"


class ReasonCode(Enum):
    """Why a dose or a series stands as it does, where no date says it."""

    BEFORE_BIRTH = "before_birth"
    IN_FUTURE = "in_future"
    UNKNOWN_VACCINE = "unknown_vaccine"
    OUT_OF_PROGRAMME = "out_of_programme"
    NO_RULES_FOR_SERIES = "no_rules_for_series"
    ALREADY_COMPLETE = "already_complete"
    NO_RULE_FOR_AGE = "no_rule_for_age"
    NO_RULE_FOR_VACCINE = "no_rule_for_vaccine"
    TEST_MISSING = "test_missing"
    TOO_YOUNG = "too_young"
    TOO_SOON = "too_soon"
    LIVE_TOO_CLOSE = "live_too_close"
    AFTER_FACT_TOO_SOON = "after_fact_too_soon"
    COUNTED_LENIENTLY = "counted_leniently"
    BEYOND_WINDOW = "beyond_window"
    ACCEPTED_BY_PERSON = "accepted_by_person"
    COMPONENT_NOT_COUNTED = "component_not_counted"
    NOT_IN_PROGRAMME = "not_in_programme"
    NOT_INDICATED = "not_indicated"
    NEEDS_SKIN_TEST = "needs_skin_test"
    SKIN_TEST_POSITIVE = "skin_test_positive"
    NEEDS_SEX = "needs_sex"
    MIXED_PRODUCTS = "mixed_products"
    DOSE_UNDECIDED = "dose_undecided"
    HEALTH_FORBIDS = "health_forbids"
    HEALTH_POSTPONES = "health_postpones"
    HEALTH_ASSESSES = "health_assesses"
    TOO_OLD_BY_THEN = "too_old_by_then"


class Term(msgspec.Struct, frozen=True, gc=False):
    """One date of the maximum, and what it counts from.

    Attributes:
        ordinal: the first day on which this term is satisfied.
        span: the age or interval; None where the day is written as such.
        rule: id of the rule or name of the dated fact.
        from_dose, from_vaccine, from_number, from_ordinal: the dose (or fact) it counts from; from_number is None
            for a dose that was not counted.
        from_name: what people call the vaccine or the fact it counts from; from the rule files.
    """

    kind: TermKind
    ordinal: int
    span: Span | None
    rule: str
    source: str
    confidence: Confidence
    from_dose: str | None = None
    from_vaccine: str | None = None
    from_number: int | None = None
    from_ordinal: int | None = None
    from_name: str = ""

    @property
    def on(self) -> date:
        """The first day on which this term is satisfied."""
        return date.fromordinal(self.ordinal)

    @property
    def from_on(self) -> date | None:
        """The day it counts from; None for an age."""
        return None if self.from_ordinal is None else date.fromordinal(self.from_ordinal)


class Reason(msgspec.Struct, frozen=True, gc=False):
    """Why: a code, the term that was not satisfied where there is one, the rule's source and its name for people."""

    code: ReasonCode
    term: Term | None = None
    rule: str = ""
    source: str = ""
    confidence: Confidence = "high"
    name: str = ""


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


class SeriesForecast(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What comes next in one series.

    Attributes:
        status: overdue means late and possible today; `late` is also true of late series that must wait.
        number: the next dose, counted doses + 1; None when nothing is to come.
        vaccine: the programme's first choice; vaccines: everything that may be given.
        earliest: first possible day, also when it lies in the past; None without a date.
        finish_before: the first day on which the series is late.
        closed_on: the day on which the way now open ends.
        terms: all dates of the maximum; winner is the index of the one that decides.
        total: doses of the plan in all.
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

    @property
    def winning_term(self) -> Term | None:
        """The term that decides the date; None without a date."""
        return None if self.winner is None else self.terms[self.winner]

    @property
    def possible(self) -> bool:
        """Whether it can be given on the day asked about."""
        return self.status is Status.DUE or self.status is Status.OVERDUE

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
        forecasts: one per series, in booklet order.
        next_change: the first day on which the answer could differ without a new entry.
        out_of_programme: whether the programme has ended for this person.
    """

    on: date
    edition: str
    verdicts: tuple[DoseVerdict, ...]
    forecasts: tuple[SeriesForecast, ...]
    not_allowed: tuple[NotAllowed, ...]
    next_change: date | None
    out_of_programme: bool

    @property
    def due(self) -> tuple[SeriesForecast, ...]:
        """The series that can be given today, in booklet order."""
        return tuple(forecast for forecast in self.forecasts if forecast.possible)

    def forecast_of(self, series: str) -> SeriesForecast | None:
        """Return the forecast of one series; None where the edition has none."""
        return next((forecast for forecast in self.forecasts if forecast.series == series), None)
