"""Coverage of the township (接种率): of the children old enough, how many had the dose, by birth year."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from clinic_app.domain.entries.registration import PersonAmended, PersonRegistered
from clinic_app.domain.entries.vaccination import DoseGiven, DoseRecorded
from clinic_app.practice.ages import has_age
from clinic_app.practice.programme import Step, steps_by_series
from clinic_app.practice.vaccines import vaccine

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from clinic_app.domain.entries.entry import Body


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """One cell of the table: a dose of a series, the children of a birth year.

    Attributes:
        children: those on file, not moved out, old enough to be counted. vaccinated: those of them with the dose.
    """

    series: str
    dose: int
    birth_year: int
    children: int
    vaccinated: int

    @property
    def percent(self) -> float:
        """Return the share of vaccinated children, in percent with two decimals."""
        return round(100 * self.vaccinated / self.children, 2)


class CoverageCount:
    """Counts while the entries go by."""

    def __init__(self) -> None:
        self._births: dict[str, date] = {}
        self._moved_out: set[str] = set()
        self._doses: Counter[tuple[str, str]] = Counter()

    def see(self, body: Body) -> None:
        """Take in one entry."""
        if isinstance(body, DoseGiven | DoseRecorded):
            for series in vaccine(body.vaccine).series:
                self._doses[body.person_id, series] += 1
        elif isinstance(body, PersonRegistered):
            self._births[body.person_id] = body.birth_date
        elif isinstance(body, PersonAmended) and body.field == "enrolment":
            self._moved_out.add(body.person_id)

    def coverage(self, today: date) -> list[Coverage]:
        """Return the cells that hold a child, by series, dose and birth year."""
        children: Counter[tuple[str, int, int]] = Counter()
        vaccinated: Counter[tuple[str, int, int]] = Counter()
        for person_id, birth in self._births.items():
            if person_id not in self._moved_out:
                for step in _counted_steps(birth, today):
                    cell = (step.series, step.number, birth.year)
                    children[cell] += 1
                    vaccinated[cell] += self._doses[person_id, step.series] >= step.number
        return [
            Coverage(
                series=series, dose=dose, birth_year=year, children=count, vaccinated=vaccinated[series, dose, year]
            )
            for (series, dose, year), count in sorted(children.items())
        ]


def coverage_of(bodies: Iterable[Body], today: date) -> list[Coverage]:
    """Return the coverage that these entries of a township tell on `today`."""
    count = CoverageCount()
    for body in bodies:
        count.see(body)
    return count.coverage(today)


def _counted_steps(birth: date, today: date) -> list[Step]:
    """Return one step for each series and dose whose age of counting a child born on `birth` has reached."""
    steps = {
        (step.series, step.number): step
        for steps in steps_by_series().values()
        for step in steps
        if step.born_from <= birth < step.born_before and has_age(birth, step.counted_from_months, today)
    }
    return list(steps.values())
