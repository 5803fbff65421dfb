"""Why: every term that led to a date, and the codes of what no date says."""

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
    AFTER_LABEL_AGE = "after_label_age"
    COUNTED_AS_OLD = "counted_as_old"
    ADDS_COMPONENT = "adds_component"
    NO_EXPOSURE = "no_exposure"
    BOOSTER_NOT_NEEDED = "booster_not_needed"
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
