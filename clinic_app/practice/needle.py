"""The injection desk of the practice clinic: vial, safety check, needle, stock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from clinic_app.domain.entries.subjects import person_subject
from clinic_app.domain.entries.vaccination import (
    CheckAnswer,
    DoseGiven,
    DoseNotGiven,
    SafetyCheckPassed,
    VialChosen,
)
from clinic_app.practice.facts import read_facts, words

if TYPE_CHECKING:
    import random

    from clinic_app.domain.entries.entry import Body
    from clinic_app.practice.family import Child
    from clinic_app.practice.happening import Scribe
    from clinic_app.practice.stockroom import Stockroom, Vial
    from clinic_app.practice.vaccines import Vaccine

SECONDS_TO_DRAW_UP = (20, 40)
SECONDS_TO_CHECK = (15, 40)
SECONDS_TO_INJECT = (10, 25)


@dataclass(frozen=True, slots=True)
class Planned:
    """One dose of a visit: its vial, the number on the slip, and where it goes."""

    id: str
    vial: Vial
    number: int
    site: str

    @property
    def vaccine(self) -> Vaccine:
        """Return what is in the vial."""
        return self.vial.lot.vaccine


class Needle:
    """Checks and injects.

    Args:
        full_answers_from: from this day on every item of the safety check is kept; before, only its being done.
    """

    def __init__(
        self, chance: random.Random, scribe: Scribe, stockroom: Stockroom, nurse: str, full_answers_from: date
    ) -> None:
        self._chance = chance
        self._scribe = scribe
        self._stockroom = stockroom
        self._nurse = nurse
        self._full_answers_from = full_answers_from
        self._check = read_facts("check")

    def give(self, child: Child, visit_id: str, dose: Planned, on: date, now: datetime) -> datetime:
        """Take the vial, pass the check, inject and write the vial off; return the moment of the needle."""
        now = self._choose_vial(child, visit_id, dose, now)
        now += self._seconds(SECONDS_TO_CHECK)
        passed = SafetyCheckPassed(
            visit_id=visit_id,
            person_id=child.id,
            planned_id=dose.id,
            checklist=self._check["safety_checklist"],
            answers=self._answers(child, dose) if on >= self._full_answers_from else (),
        )
        self._write(child, passed, now)
        now += self._seconds(SECONDS_TO_INJECT)
        body = self._dose_given(child, visit_id, dose, on, now)
        entry_id = self._write(child, body, now)
        self._stockroom.use(dose.vial, body.dose_id, entry_id, now)
        return now

    def leave_out(self, child: Child, visit_id: str, dose: Planned, now: datetime) -> datetime:
        """Take the vial and put it back unopened, because the child would not hold still."""
        now = self._choose_vial(child, visit_id, dose, now)
        now += self._seconds(SECONDS_TO_INJECT)
        reason = words()["will_not_hold_still"]
        self._write(child, DoseNotGiven(visit_id=visit_id, person_id=child.id, planned_id=dose.id, reason=reason), now)
        self._stockroom.put_back(dose.vial)
        return now

    def _choose_vial(self, child: Child, visit_id: str, dose: Planned, now: datetime) -> datetime:
        now += self._seconds(SECONDS_TO_DRAW_UP)
        chosen = VialChosen(
            visit_id=visit_id,
            person_id=child.id,
            planned_id=dose.id,
            lot_id=dose.vial.lot.id,
            code=dose.vial.code,
            source="scan",
        )
        self._write(child, chosen, now)
        return now

    def _dose_given(self, child: Child, visit_id: str, dose: Planned, on: date, now: datetime) -> DoseGiven:
        lot, product = dose.vial.lot, dose.vaccine
        return DoseGiven(
            dose_id=self._scribe.mint.id_at(now),
            person_id=child.id,
            visit_id=visit_id,
            planned_id=dose.id,
            vaccine=product.code,
            product=product.product,
            maker=product.maker,
            lot_id=lot.id,
            lot_number=lot.lot_number,
            expires_on=lot.expires_on,
            trace_code=dose.vial.code,
            volume=product.volume,
            route=product.route,
            site=dose.site,
            given_on=on,
            given_at=now,
            dose_number=dose.number,
            free=product.free,
        )

    def _answers(self, child: Child, dose: Planned) -> tuple[CheckAnswer, ...]:
        """Return the answers of the eleven items, with the values that were compared."""
        lot, product = dose.vial.lot, dose.vaccine
        values = {
            "name": child.born_name or child.name,
            "birth": child.birth.isoformat(),
            "code": child.code,
            "vial": f"{lot.lot_number} {lot.expires_on.isoformat()}",
            "vaccine": product.code,
            "specification": product.specification,
            "volume": product.volume,
            "site": dose.site,
            "route": product.route,
            "fit": "fit",
            "expiry": lot.expires_on.isoformat(),
        }
        return tuple(
            CheckAnswer(
                item=row["item"],
                expected=values[row["value"]],
                seen=values[row["value"]],
                source=row["source"],
                state="ticked" if row["source"] == "person" else "green",
            )
            for row in self._check["items"]
        )

    def _seconds(self, bounds: tuple[int, int]) -> timedelta:
        low, high = bounds
        return timedelta(milliseconds=self._chance.randrange(low * 1000, high * 1000))

    def _write(self, child: Child, body: Body, at: datetime) -> str:
        return self._scribe.write(person_subject(child.id), body, at=at, by=self._nurse)
