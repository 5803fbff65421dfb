"""The practice township: years of a small clinic, lived day by day from one seed.

Nobody draws the date of a dose. Children are born, mothers come or do not, the clinic is open or closed, a delivery
fails, a child has a fever; the doses follow. The township knows its own calendar only, never the schedule engine.
"""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from clinic_app.practice.ages import has_age, months_after
from clinic_app.practice.births import People
from clinic_app.practice.clinic_days import ClinicDays
from clinic_app.practice.expected import ExpectedDay, expected_day
from clinic_app.practice.facts import read_facts
from clinic_app.practice.happening import Happening, Scribe
from clinic_app.practice.mint import Mint
from clinic_app.practice.needle import Needle
from clinic_app.practice.planted_stock import PlantedStock
from clinic_app.practice.registrar import HOSPITAL_DAYS, Registrar
from clinic_app.practice.stockroom import Stockroom
from clinic_app.practice.visits import Visits, elsewhere_doses

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clinic_app.practice.family import Child

YEARS = 7
MINUTES_BEFORE_OPENING = -45.0
MINUTES_AT_CLOSING = 570.0
SECONDS_A_FILE = timedelta(seconds=40)
SECONDS_FOR_ALL_FILES = 600
DAYS_UNTIL_REGISTERED = timedelta(days=2)
ELSEWHERE_DAY = timedelta(days=2)


class Township:
    """One practice township.

    Args:
        people: how many people its files hold at the end, the named ones included.
        seed: the same seed gives the same township, entry for entry.
        today: the day it ends; the last entry is of the day before.
    """

    def __init__(self, *, people: int, seed: int, today: date) -> None:
        self._chance = random.Random(seed)  # not for secrets: it must repeat
        self._today = today
        self.first_day = months_after(today, -12 * YEARS)
        self._facts = read_facts("township")
        self._days = ClinicDays()
        self._scribe = Scribe(Mint(self._chance))
        self._nurse: str = self._facts["user"][0]["user_id"]
        self._stockroom = Stockroom(self._chance, self._scribe, today, self._nurse)
        self._registrar = Registrar(self._chance, self._scribe, self._nurse)
        full_from = months_after(today, -self._facts["records"]["months_of_full_answers"])
        needle = Needle(self._chance, self._scribe, self._stockroom, self._nurse, full_from)
        self._visits = Visits(self._chance, self._scribe, self._stockroom, needle)
        self._unborn = People(self._chance, self._scribe.mint, self._days).all(people, self.first_day, today)
        self._planted_stock = PlantedStock(self._scribe, today, self._nurse)
        self._children: list[Child] = []

    def live(self) -> Iterator[Happening]:
        """Yield everything that happens from seven years ago until yesterday, by its moments."""
        yesterday = self._today - timedelta(days=1)
        ordered_month = 0
        for day in self._days.between(self.first_day, yesterday):
            opening = self._days.moment(day, MINUTES_BEFORE_OPENING)
            self._stockroom.throw_expired_away(day, opening)
            if day.month != ordered_month:
                self._stockroom.order(day, opening)
                ordered_month = day.month
            self._planted_stock.take_in(day, opening)
            self._let_be_born(day)
            self._open_files(day, self._days.moment(day, MINUTES_BEFORE_OPENING / 2))
            self._clinic_day(day)
            self._stockroom.throw_rests_away(self._days.moment(day, MINUTES_AT_CLOSING))
            yield from self._scribe.close_day()
        self._last_evening(yesterday)
        yield from self._scribe.close_day()

    def expected(self) -> ExpectedDay:
        """Return whom it expects on the day after the last one it lived; asked when `live` has ended."""
        return expected_day(self._children, self._today)

    def _last_evening(self, day: date) -> None:
        """Bring files and shelf up to date, so that today can begin."""
        closing = self._days.moment(day, MINUTES_AT_CLOSING)
        self._planted_stock.take_in(day, closing)
        self._let_be_born(day)
        self._open_files(day, closing)
        self._stockroom.learn_codes(self._today, closing)

    def _let_be_born(self, day: date) -> None:
        """Bring into the world who was born by `day`: most get HepB and BCG in the hospital at once."""
        while self._unborn and self._unborn[0].birth <= day:
            child = self._unborn.pop(0)
            self._children.append(child)
            refuses = child.mother.temperament.refuses
            if not child.history and not refuses and self._hospital_gives(child):
                child.received("HepB", child.birth, here=False)
                child.received("BCG", child.birth, here=False)
            child.look_ahead(child.birth, rest_days=HOSPITAL_DAYS.days)

    def _hospital_gives(self, child: Child) -> bool:
        always = child.mother.temperament.always_comes
        return always or self._chance.random() < self._facts["chances"]["hospital_gives_both"]

    def _open_files(self, day: date, at: datetime) -> None:
        """Register the newborn on the hospital's list, and the families that have moved in."""
        arrived = [child for child in self._children if not child.registered_by and self._is_known(child, day)]
        for place, child in enumerate(arrived):
            self._registrar.open_file(child, at + timedelta(seconds=min(place, SECONDS_FOR_ALL_FILES)))

    def _is_known(self, child: Child, day: date) -> bool:
        return day >= (child.arrives_on or child.birth + DAYS_UNTIL_REGISTERED)

    def _clinic_day(self, day: date) -> None:
        """Let every mother decide; hold the visits of those who came here, note the doses of those elsewhere."""
        away = self._days.families_are_away(day)
        came = []
        for child in self._children:
            if child.gone or (child.wish_from > day and not child.unwritten):
                continue
            if not child.lives_here(day, families_are_away=away):
                self._visit_elsewhere(child, day - ELSEWHERE_DAY)
            elif child.registered_by and self._comes(child, day):
                came.append(child)
        self._hold_visits(came, day)
        self._let_move_out(day)

    def _comes(self, child: Child, day: date) -> bool:
        overdue = child.wish_from <= day - timedelta(days=self._facts["reminders"]["overdue_days"])
        child_is_one = has_age(child.birth, 12, day)
        return child.mother.comes_on(day, self._chance.random(), reminded=overdue, child_is_one=child_is_one)

    def _hold_visits(self, came: list[Child], day: date) -> None:
        self._chance.shuffle(came)
        for place, child in enumerate(came):
            at = self._days.visit_starts_at(day, place, len(came))
            self._registrar.copy_booklet(child, at - 4 * SECONDS_A_FILE)
            if child.born_name:
                self._registrar.give_name(child, at - SECONDS_A_FILE)
            if child.wish_from <= day:
                self._visits.hold(child, day, place + 1, at)

    def _visit_elsewhere(self, child: Child, on: date) -> None:
        likely = child.mother.temperament.comes * self._facts["chances"]["comes_elsewhere"]
        if child.wish_from <= on < child.mother.stays_home_from and self._chance.random() < likely:
            for vaccine in elsewhere_doses(child, on):
                child.received(vaccine.code, on, here=False)
            child.look_ahead(on)

    def _let_move_out(self, day: date) -> None:
        likely = self._facts["chances"]["moves_out_a_week"]
        evening = self._days.moment(day, MINUTES_AT_CLOSING)
        for child in self._children:
            settled = child.registered_by and not child.gone and not child.mother.temperament.always_comes
            if settled and self._chance.random() < likely:
                self._registrar.move_out(child, evening)
