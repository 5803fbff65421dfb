"""CDC's supporting files as values: series against an antigen, their target doses, codes and conflicts of vaccines."""

from dataclasses import dataclass
from datetime import date

from clinic_app.domain.calendar import Span


@dataclass(frozen=True)
class Ages:
    """The ages of one target dose, in force for doses from `begins` to `ends` (both inclusive)."""

    begins: date
    ends: date
    least: Span | None
    absolute: Span | None
    recommended: Span | None
    latest: Span | None
    below: Span | None


@dataclass(frozen=True)
class Gap:
    """An interval since the previous dose, a satisfied target dose, or the last dose of some codes."""

    begins: date
    ends: date
    target: int | None
    codes: tuple[str, ...]
    least: Span | None
    absolute: Span | None
    recommended: Span | None
    latest: Span | None
    overrides: bool


@dataclass(frozen=True)
class Question:
    """One condition under which a target dose is skipped."""

    kind: str
    begin_age: Span | None
    end_age: Span | None
    interval: Span | None
    count: int
    compare: str
    only_valid: bool
    codes: frozenset[str]


@dataclass(frozen=True)
class Skip:
    """Sets of questions; a set holds when all its questions do, a target dose is skipped when any of its sets holds."""

    contexts: frozenset[str]
    sets: tuple[tuple[Question, ...], ...]


@dataclass(frozen=True)
class Window:
    """The ages at which a vaccine may fill a target dose; `maker` empty means any."""

    code: str
    maker: str
    begin: Span | None
    end: Span | None


@dataclass(frozen=True)
class Target:
    """One target dose."""

    number: int
    ages: tuple[Ages, ...]
    gaps: tuple[Gap, ...]
    other_gaps: tuple[Gap, ...]
    skips: tuple[Skip, ...]
    windows: tuple[Window, ...]
    inadvertent: frozenset[str]
    recurring: bool


@dataclass(frozen=True)
class Series:
    """One way through the doses against one antigen."""

    name: str
    antigen: str
    kind: str
    is_default: bool
    of_product: bool
    preference: int
    start_from: Span | None
    start_below: Span | None
    targets: tuple[Target, ...]


@dataclass(frozen=True)
class Conflict:
    """How long a live vaccine keeps another away after a dose that counts, and after one that does not."""

    after_valid: Span
    after_any: Span


@dataclass(frozen=True)
class Codes:
    """What the codes of vaccines mean.

    Attributes:
        antigens: the antigens in a vaccine.
        conflicts: which pairs of live vaccines conflict, the earlier one first.
        given_together: antigens that are only given all at once.
    """

    antigens: dict[str, tuple[str, ...]]
    conflicts: dict[tuple[str, str], Conflict]
    given_together: frozenset[str]
