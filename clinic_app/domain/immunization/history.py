"""The doses on the way through their series: what was counted, what came last, what remains open."""

from collections.abc import Sequence
from datetime import date

import msgspec

from clinic_app.domain.immunization.catalogue import Vaccine
from clinic_app.domain.immunization.places import Count, Place, ReadyPlan


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
        tally: how many of them are of a vaccine or contain a component.
        last: the last dose given in the series, counted or refused, with its number.
        undecided: a dose stands on which the rules are silent.
        complete: once a series is complete it stays so.
        course_from: ordinal of the dated fact that began the course; None where none did.
        earlier_end: ordinal of the last dose of the course completed before this one.
    """

    __slots__ = (
        "complete", "counted", "course_from", "earlier_end", "last", "last_number", "series", "tally", "undecided"
    )  # fmt: skip

    def __init__(self, series: str) -> None:
        self.series = series
        self.counted: list[Given] = []
        self.tally: dict[str, int] = {}
        self.last: Given | None = None
        self.last_number: int | None = None
        self.undecided = False
        self.complete = False
        self.course_from: int | None = None
        self.earlier_end: int | None = None

    @property
    def begun(self) -> bool:
        """Whether anything was given in it, or a fact began it."""
        return self.last is not None or self.undecided or self.course_from is not None

    def begin_course(self, day: int) -> None:
        """Begin a course on the day of a fact; what was completed before stands as an earlier course."""
        if self.complete:
            self.earlier_end = self.counted[-1].ordinal
            self.counted, self.tally = [], {}
            self.last, self.last_number = None, None
            self.complete = False
        self.course_from = day

    def count(self, dose: Given) -> int:
        """Count a dose and return its number."""
        tally, vaccine = self.tally, dose.vaccine
        self.counted.append(dose)
        tally[vaccine.counted_as] = tally.get(vaccine.counted_as, 0) + 1
        self.add_components(vaccine)
        self.last = dose
        number = self.last_number = len(self.counted)
        return number

    def add_components(self, vaccine: Vaccine) -> None:
        """Count what a vaccine contains, whether it fills a place or not."""
        tally = self.tally
        for component in vaccine.components:
            tally[component] = tally.get(component, 0) + 1

    def refuse(self, dose: Given) -> None:
        """Remember a dose that does not count; intervals start again from it (C7)."""
        self.last = dose
        self.last_number = None


class States(dict[str, SeriesState]):
    """The states of all series, each opened when first asked for."""

    def __missing__(self, series: str) -> SeriesState:
        state = self[series] = SeriesState(series)
        return state


class History:
    """All series of one person, and the doses that concern several of them."""

    __slots__ = ("by_vaccine", "last_spaced", "states")

    def __init__(self) -> None:
        self.states = States()
        self.last_spaced: dict[str, list[Given]] = {}
        self.by_vaccine: dict[str, Given] = {}

    def holds(self, counts: Sequence[Count], state: SeriesState) -> bool:
        """Whether all conditions about counted doses hold; `state` is meant where a condition names no series."""
        for count in counts:
            meant = state if count.series is None else self.states[count.series]
            if count.on_first_day:
                number = sum([1 for dose in meant.counted if dose.ordinal == meant.counted[0].ordinal])
            elif count.names:
                number = 0
                for name in count.names:
                    number += meant.tally.get(name, 0)
            else:
                number = len(meant.counted)
            if not count.at_least <= number < count.below:
                return False
        return True

    def open_place(self, ready: ReadyPlan, state: SeriesState) -> Place | None:
        """Return the next place of a plan that a dose can fill; None when none is left."""
        for place in ready.places[len(state.counted) :]:
            if not place.skip or not self.holds(place.skip, state):
                return place
        return ready.again

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
        self.by_vaccine[dose.vaccine.counted_as] = dose
        if spacing_id is not None:
            self.last_spaced.setdefault(spacing_id, []).append(dose)
