"""The named people and lots that every practice township holds, whatever its seed (resources/practice/planted.toml).

`planted_person("routine")` gives the child the tour scans; `why` of each says what it stands for.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from clinic_app.practice.ages import months_after
from clinic_app.practice.facts import read_facts
from clinic_app.practice.vaccines import vaccine


@dataclass(frozen=True, slots=True)
class BookletLine:
    """A dose had elsewhere, by age."""

    vaccine: str
    months: int
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlantedPerson:
    """A person the tour, the manual and the tests know by `key`.

    Attributes:
        code: national child code, also the barcode of the booklet.
        months, days: age today; `birth_date` where the story is bound to the calendar instead.
        home_from: the mother comes only until the child has this age (months, days).
        home_days: she has not come in the last so many days.
        booklet: all the doses the child had, elsewhere; it has not been vaccinated here.
    """

    key: str
    why: str
    name: str
    sex: str
    mother: str
    phone: str
    village: str
    code: str
    residence: str = "resident"
    months: int = 0
    days: int = 0
    birth_date: date | None = None
    home_from: tuple[int, int] | None = None
    home_days: int = 0
    booklet: tuple[BookletLine, ...] = ()
    five_in_one: bool = False
    mother_hbsag: str = "negative"
    facts: tuple[str, ...] = ()

    def born_on(self, today: date) -> date:
        """Return the birth date in a township that ends on `today`."""
        return self.birth_date or months_after(today, -self.months) - timedelta(days=self.days)

    def at_age(self, today: date, months: int, days: int) -> date:
        """Return the day on which the person is so many months and days old."""
        return months_after(self.born_on(today), months) + timedelta(days=days)

    def stays_home_from(self, today: date) -> date:
        """Return the first day on which the mother no longer comes."""
        if self.booklet:
            return date.min
        if self.home_from is not None:
            return self.at_age(today, *self.home_from)
        return today - timedelta(days=self.home_days)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlantedLot:
    """A lot the tour and the tests know by `key`. `codes` can be scanned today."""

    key: str
    vaccine: str
    lot_number: str
    received_days_ago: int
    expires_in_days: int
    doses: int
    codes: tuple[str, ...]
    quarantined: bool = False


@cache
def planted_people() -> tuple[PlantedPerson, ...]:
    """Return all named people."""
    return tuple(_person(dict(row)) for row in read_facts("planted")["person"])


@cache
def planted_lots() -> tuple[PlantedLot, ...]:
    """Return all named lots."""
    rows = read_facts("planted")["lot"]
    return tuple(
        PlantedLot(**{**row, "codes": _codes(row["vaccine"], place, row["codes"])})
        for place, row in enumerate(rows, start=1)
    )


def planted_person(key: str) -> PlantedPerson:
    """Return the named person with this key."""
    return next(person for person in planted_people() if person.key == key)


def planted_lot(key: str) -> PlantedLot:
    """Return the named lot with this key."""
    return next(lot for lot in planted_lots() if lot.key == key)


def _person(row: dict[str, object]) -> PlantedPerson:
    for name in ("facts", "home_from"):
        if isinstance(value := row.get(name), list):
            row[name] = tuple(value)
    booklet = row.pop("booklet", [])
    lines = tuple(BookletLine(**line) for line in booklet) if isinstance(booklet, list) else ()
    return PlantedPerson(**row, booklet=lines)  # type: ignore[arg-type]  # the file's fields are those of the class


def _codes(code_of_vaccine: str, place: int, count: int) -> tuple[str, ...]:
    identifier = vaccine(code_of_vaccine).identifier
    return tuple(f"{identifier}99{place:03}{number:08}" for number in range(1, count + 1))
