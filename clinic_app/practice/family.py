"""Mothers and children of the township: who they are, and whether the mother comes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from clinic_app.practice.facts import read_facts
from clinic_app.practice.programme import Past, limits, wanted_next

if TYPE_CHECKING:
    import random

NEVER = date.max


@dataclass(frozen=True, slots=True, kw_only=True)
class Temperament:
    """How a mother keeps appointments.

    Attributes:
        comes: chance that she comes on a clinic day on which her child could have a dose.
        comes_when_reminded: the same after the clinic has called her; None when a call changes nothing.
        comes_after_first_year: the same once the child is a year old; None when that changes nothing.
        cards: how many mothers of a deck are like this.
    """

    temperament: str
    cards: int
    comes: float
    comes_when_reminded: float | None = None
    comes_after_first_year: float | None = None

    def likely_to_come(self, *, reminded: bool, child_is_one: bool) -> float:
        """Return the chance that she comes on a clinic day."""
        if child_is_one and self.comes_after_first_year is not None:
            return self.comes_after_first_year
        if reminded and self.comes_when_reminded is not None:
            return self.comes_when_reminded
        return self.comes

    @property
    def refuses(self) -> bool:
        """Return whether she wants no vaccine at all for her children."""
        return self.comes == 0.0

    @property
    def always_comes(self) -> bool:
        """Return whether nothing keeps her away: the mother of a named person."""
        return self.comes == 1.0

    @property
    def works_away(self) -> bool:
        """Return whether the family works in the city from one Spring Festival to the next, children with them."""
        return self.temperament == "works_away"


def temperaments() -> dict[str, Temperament]:
    """Return the kinds of mothers by name."""
    return {row["temperament"]: Temperament(**row) for row in read_facts("township")["mother"]}


class DeckOfMothers:
    """Deals temperaments so that each kind has its share in every stretch of births, not only in the long run."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._cards = [kind for kind in temperaments().values() for _ in range(kind.cards)]
        self._dealt = len(self._cards)

    def deal(self) -> Temperament:
        """Return the temperament of the next mother."""
        if self._dealt == len(self._cards):
            self._chance.shuffle(self._cards)
            self._dealt = 0
        self._dealt += 1
        return self._cards[self._dealt - 1]


@dataclass(slots=True, kw_only=True)
class Mother:
    """A mother, or whoever brings the child.

    Attributes:
        guardian: name on the file, with its relation.
        children_surname: the surname her children bear.
        stays_home_from: from this day on she does not come (stories of named people).
    """

    name: str
    guardian: str
    relation: str
    children_surname: str
    phone: str
    village: str
    temperament: Temperament
    hbsag: str | None = "negative"
    wants_five_in_one: bool = False
    stays_home_from: date = NEVER
    last_birth: date = date.min
    _asked_on: date = date.min
    _comes: bool = False

    def comes_on(self, day: date, drawn: float, *, reminded: bool, child_is_one: bool) -> bool:
        """Return whether she comes on `day`; she decides once a day for all her children, `drawn` decides for her."""
        if self._asked_on != day:
            self._asked_on = day
            likely = self.temperament.likely_to_come(reminded=reminded, child_is_one=child_is_one)
            self._comes = day < self.stays_home_from and drawn < likely
        return self._comes


@dataclass(slots=True, kw_only=True)
class Child:
    """A child of the township, with what has happened to it so far.

    Attributes:
        born_name: name before it was named; empty when it had its name at once.
        arrives_on: for families that moved in: the day they come, with a booklet from elsewhere.
        history: every dose it had, wherever. unwritten: those this clinic has not seen in the booklet yet.
        wish_from: first day on which its mother would bring it.
        registered_by: id of the happening that opened its file, empty before.
    """

    id: str
    name: str
    sex: str
    birth: date
    mother: Mother
    code: str
    citizen_id: str | None = None
    birth_weight_g: int = 3200
    residence: str = "resident"
    born_name: str = ""
    arrives_on: date | None = None
    facts: tuple[str, ...] = ()
    history: list[Past] = field(default_factory=list)
    unwritten: list[Past] = field(default_factory=list)
    wish_from: date = NEVER
    registered_by: str = ""
    gone: bool = False

    def lives_here(self, day: date, *, families_are_away: bool) -> bool:
        """Return whether this clinic is the one its mother would go to."""
        if self.arrives_on is not None and day < self.arrives_on:
            return False
        return not (families_are_away and self.mother.temperament.works_away)

    def received(self, vaccine: str, on: date, *, here: bool) -> None:
        """Note a dose; one from elsewhere waits in the booklet until this clinic sees it."""
        dose = Past(vaccine, on)
        self.history.append(dose)
        if not here:
            self.unwritten.append(dose)

    def look_ahead(self, day: date, *, rest_days: int | None = None) -> None:
        """Set from which day its mother would bring it again: not before `rest_days`, and when a dose is possible."""
        rest = day + timedelta(days=limits().days_between_visits if rest_days is None else rest_days)
        next_doses = wanted_next(
            self.birth, self.history, day + timedelta(days=1), five_in_one=self.mother.wants_five_in_one
        )
        possible = min((choice.from_day for choice in next_doses), default=NEVER)
        self.wish_from = max(rest, possible)
