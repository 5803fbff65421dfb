"""The doses on the way through their series: what was counted, what came last, what remains open."""

from collections.abc import Sequence
from datetime import date

import msgspec

from clinic_app.domain.immunization.catalogue import Vaccine
from clinic_app.domain.immunization.language import Condition, Plan, Slot


class Given(msgspec.Struct, frozen=True, gc=False):
    """One dose as the engine sees it."""

    id: str
    vaccine: Vaccine
    on: date
    ordinal: int
    accepted: bool


class SeriesState:
    """What is known of one series after some doses.

    Attributes:
        counted: the doses that count, in order.
        last: the last dose given in the series, counted or refused, with its number.
        undecided: a dose stands on which the rules are silent.
        complete: once a series is complete it stays so.
    """

    __slots__ = ("_tally", "complete", "counted", "last", "last_number", "series", "undecided")

    def __init__(self, series: str) -> None:
        self.series = series
        self.counted: list[Given] = []
        self._tally: dict[str, int] = {}
        self.last: Given | None = None
        self.last_number: int | None = None
        self.undecided = False
        self.complete = False

    def count(self, dose: Given) -> int:
        """Count a dose and return its number."""
        self.counted.append(dose)
        for name in dose.vaccine.tallied:
            self._tally[name] = self._tally.get(name, 0) + 1
        self.last = dose
        self.last_number = len(self.counted)
        return self.last_number

    def refuse(self, dose: Given) -> None:
        """Remember a dose that does not count; intervals start again from it (C7)."""
        self.last = dose
        self.last_number = None

    def counted_of(self, vaccines: Sequence[str]) -> int:
        """Return how many counted doses are of `vaccines`; every one when none is named."""
        if not vaccines:
            return len(self.counted)
        number = 0
        for code in vaccines:
            number += self._tally.get(code, 0)
        return number

    def with_component(self, component: str) -> int:
        """Return how many counted doses contain `component`."""
        return self._tally.get(component, 0)


class History:
    """All series of one person, and the doses that concern several of them."""

    __slots__ = ("by_vaccine", "last_spaced", "states")

    def __init__(self) -> None:
        self.states: dict[str, SeriesState] = {}
        self.last_spaced: dict[str, list[Given]] = {}
        self.by_vaccine: dict[str, Given] = {}

    def state(self, series: str) -> SeriesState:
        """Return the state of a series, opening it at its first dose."""
        state = self.states.get(series)
        if state is None:
            state = self.states[series] = SeriesState(series)
        return state

    def holds(self, conditions: Sequence[Condition], state: SeriesState) -> bool:
        """Whether all conditions about counted doses hold; `state` is meant where a condition names no series."""
        for condition in conditions:
            meant = state if condition.series is None else self.state(condition.series)
            if not _holds(condition, meant):
                return False
        return True

    def open_slot(self, plan: Plan, state: SeriesState) -> tuple[int, Slot] | None:
        """Return the next slot of `plan` and its index; None when none is left."""
        slots = plan.slots
        index = len(state.counted)
        while index < len(slots):
            slot = slots[index]
            if not slot.skip_when or not self.holds(slot.skip_when, state):
                return index, slot
            index += 1
        return None

    def last_of(self, vaccines: Sequence[str]) -> Given | None:
        """Return the last dose given of any of `vaccines`, counted or not."""
        last: Given | None = None
        for code in vaccines:
            dose = self.by_vaccine.get(code)
            if dose is not None and (last is None or dose.ordinal > last.ordinal):
                last = dose
        return last

    def remember(self, dose: Given, spacing_id: str | None) -> None:
        """Note that a dose was given, whatever its verdict."""
        self.by_vaccine[dose.vaccine.code] = dose
        if spacing_id is not None:
            self.last_spaced.setdefault(spacing_id, []).append(dose)


def _holds(condition: Condition, state: SeriesState) -> bool:
    if condition.component is not None:
        number = state.with_component(condition.component)
    else:
        number = state.counted_of(condition.counted or ())
    if condition.below is not None and number >= condition.below:
        return False
    return condition.at_least is None or number >= condition.at_least
