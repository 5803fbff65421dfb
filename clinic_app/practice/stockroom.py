"""The refrigerator of the practice clinic: deliveries by need, some that fail, first-expired first."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from clinic_app.domain.entries.stock import DosesWasted, LotCodeLearned, LotDoseUsed, LotReceived, VialOpened
from clinic_app.domain.entries.subjects import lot_subject
from clinic_app.practice.ages import months_after
from clinic_app.practice.facts import read_facts
from clinic_app.practice.mint import Mint
from clinic_app.practice.programme import COMBINED, steps_by_series
from clinic_app.practice.vaccines import Vaccine, all_vaccines

if TYPE_CHECKING:
    from datetime import datetime

    from clinic_app.practice.happening import Scribe

SERIAL_STRIDE = 48_271
SERIALS = 10**9


@dataclass(slots=True, kw_only=True)
class ShelfLot:
    """One lot on the shelf. `ordinal` is its running number, part of its vials' codes.

    Attributes:
        left: vials, one for each child. on_book: doses that entries say are there.
        opened: vials of several doses opened today, of each of which one dose was drawn.
    """

    id: str
    vaccine: Vaccine
    lot_number: str
    expires_on: date
    left: int
    ordinal: int
    on_book: int = 0
    taken: int = 0
    opened: list[str] = field(default_factory=list)

    def code(self, vial: int) -> str:
        """Return the 追溯码 of the vial with this number (from 0): unique, and the same each time it is asked."""
        serial = (vial + 1) * SERIAL_STRIDE % SERIALS
        return f"{self.vaccine.identifier}{self.ordinal:04}{serial:09}"


@dataclass(frozen=True, slots=True)
class Vial:
    """One vial in the hand: its lot and its code."""

    lot: ShelfLot
    code: str


class Stockroom:
    """Keeps the lots, orders once a month, and hands out vials.

    Args:
        today: the day the township ends; deliveries of the months before it never fail, so that a visit today works.
    """

    def __init__(self, chance: random.Random, scribe: Scribe, today: date, nurse: str) -> None:
        facts = read_facts("township")
        self._chance = chance
        self._scribe = scribe
        self._nurse = nurse
        self._stock = facts["stock"]
        self._delivery_fails: float = facts["chances"]["delivery_fails"]
        self._steady_from = months_after(today, -self._stock["steady_months_before_today"])
        self._shelf: dict[str, list[ShelfLot]] = {code: [] for code in all_vaccines()}
        self._used: Counter[str] = Counter()
        self._witness: str = facts["user"][1]["name"]
        self._mints: dict[str, Mint] = {}
        self._lots = 0
        self._ordered_on: date | None = None

    def order(self, on: date, at: datetime) -> None:
        """Take in the month's delivery: what the last weeks used, scaled to the next, less what is there."""
        weeks = max(1.0, (on - self._ordered_on).days / 7) if self._ordered_on else 1.0
        for vaccine in all_vaccines().values():
            if not _in_use(vaccine.code, on):
                continue
            wanted = round(self._used[vaccine.code] / weeks * self._stock["weeks_ordered_ahead"] * 1.5)
            missing = wanted + self._stock["spare_doses"] - self._on_hand(vaccine.code, on)
            failed = self._chance.random() < self._delivery_fails and on < self._steady_from
            if missing > 0 and not failed:
                self._receive(vaccine, missing, on, at)
        self._used.clear()
        self._ordered_on = on

    def take(self, vaccine: str, on: date) -> Vial | None:
        """Return a vial of the lot that expires first, or None when there is none."""
        lot = next((lot for lot in self._shelf[vaccine] if lot.left > 0 and lot.expires_on >= on), None)
        if lot is None:
            return None
        lot.left -= 1
        lot.taken += 1
        self._used[vaccine] += 1
        return Vial(lot, lot.code(lot.taken - 1))

    def put_back(self, vial: Vial) -> None:
        """Put back an unopened vial that was just taken."""
        vial.lot.left += 1
        vial.lot.taken -= 1
        self._used[vial.lot.vaccine.code] -= 1

    def use(self, vial: Vial, dose_id: str, given: str, at: datetime) -> None:
        """Write one dose of the vial off its lot; `given` is the id of the entry of the dose.

        A vial of several doses is opened first, and what is left in it goes at the end of the day: few children come.
        """
        lot, vial_id = vial.lot, ""
        if lot.vaccine.doses_per_vial > 1:
            vial_id = self._own_mint(lot).id_at(at)
            lot.opened.append(vial_id)
            body = VialOpened(
                vial_id=vial_id, lot_id=lot.id, code=vial.code, opened_at=at, minutes=self._stock["open_vial_minutes"]
            )
            self._write_quietly(lot, body, at)
        lot.on_book -= 1
        used = LotDoseUsed(lot_id=lot.id, dose_id=dose_id, code=vial.code, vial_id=vial_id)
        self._scribe.write(lot_subject(lot.id), used, at=at, by=self._nurse, refs=(given,))

    def throw_rests_away(self, at: datetime) -> None:
        """Throw away, at the end of a day, what is left in opened vials (开启剩余)."""
        for lot in self._lots_by_number():
            for vial_id in lot.opened:
                self._waste(lot, lot.vaccine.doses_per_vial - 1, "opened_leftover", at, vial_id=vial_id)
            lot.opened.clear()

    def throw_expired_away(self, on: date, at: datetime) -> None:
        """Write off, before a day begins, every lot whose last day is over (过期报损)."""
        for lot in self._lots_by_number():
            if lot.expires_on < on and lot.on_book > 0:
                self._waste(lot, lot.on_book, "expired", at)
                lot.left = 0

    def learn_codes(self, on: date, at: datetime) -> None:
        """Note which codes the next vials of each usable lot bear: lots of one product share its identifier."""
        for lots in self._shelf.values():
            for lot in lots:
                if lot.expires_on >= on:
                    for vial in range(lot.taken, lot.taken + min(lot.left, self._stock["codes_learnt"])):
                        self._learn(lot, lot.code(vial), at)

    def _learn(self, lot: ShelfLot, code: str, at: datetime) -> None:
        self._scribe.write(lot_subject(lot.id), LotCodeLearned(lot_id=lot.id, code=code), at=at, by=self._nurse)

    def _waste(self, lot: ShelfLot, doses: int, reason: str, at: datetime, *, vial_id: str = "") -> None:
        lot.on_book -= doses
        body = DosesWasted(
            waste_id=self._own_mint(lot).id_at(at),
            lot_id=lot.id,
            doses=doses,
            reason=reason,
            vial_id=vial_id,
            witness="" if vial_id else self._witness,
        )
        self._write_quietly(lot, body, at)

    def _write_quietly(self, lot: ShelfLot, body: VialOpened | DosesWasted, at: datetime) -> None:
        """Write without drawing from the township's chance: what is thrown away changes nobody's life."""
        self._scribe.write(lot_subject(lot.id), body, at=at, by=self._nurse, id=self._own_mint(lot).id_at(at))

    def _own_mint(self, lot: ShelfLot) -> Mint:
        """Return the mint of the lot's own ids."""
        return self._mints.setdefault(lot.id, Mint(random.Random(lot.id)))  # not for secrets: it must repeat

    def _lots_by_number(self) -> list[ShelfLot]:
        return sorted((lot for lots in self._shelf.values() for lot in lots), key=lambda lot: lot.ordinal)

    def _on_hand(self, code: str, on: date) -> int:
        return sum(lot.left for lot in self._shelf[code] if lot.expires_on >= on)

    def _receive(self, vaccine: Vaccine, doses: int, on: date, at: datetime) -> None:
        self._lots += 1
        made_on = on - timedelta(days=self._chance.randrange(60, 150))
        lot = ShelfLot(
            id=self._scribe.mint.id_at(at),
            vaccine=vaccine,
            lot_number=vaccine.lot_pattern.format(y=made_on.year, m=made_on.month, n=self._lots % 90 + 1),
            expires_on=months_after(made_on, self._stock["shelf_life_months"]) - timedelta(days=1),
            left=doses,
            on_book=doses * vaccine.doses_per_vial,
            ordinal=self._lots,
        )
        self._shelf[vaccine.code].append(lot)
        self._shelf[vaccine.code].sort(key=lambda one: (one.expires_on, one.ordinal))
        body = LotReceived(
            lot_id=lot.id,
            vaccine=vaccine.code,
            product=vaccine.product,
            maker=vaccine.maker,
            specification=vaccine.specification,
            lot_number=lot.lot_number,
            expires_on=lot.expires_on,
            doses=lot.on_book,
            doses_per_vial=vaccine.doses_per_vial,
            release_number=f"LRA{made_on.year}{self._lots:05}",
            product_identifier=vaccine.identifier,
        )
        self._scribe.write(lot_subject(lot.id), body, at=at, by=self._nurse)


def _in_use(code: str, on: date) -> bool:
    """Return whether the calendar gives the vaccine around `on` to children of the township's ages."""
    if code == COMBINED:
        return True
    steps = [step for steps in steps_by_series().values() for step in steps if step.vaccine == code]
    return any(
        step.given_from <= on < step.given_before and on < _late_enough(step.born_before, step.from_months)
        for step in steps
    )


def _late_enough(born_before: date, from_months: int) -> date:
    return date.max if born_before == date.max else months_after(born_before, from_months + 24)
