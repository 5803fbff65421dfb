"""The named lots of every township: taken in when their story says, kept apart from what the simulation uses."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from clinic_app.domain.entries.stock import LotCodeLearned, LotQuarantined, LotReceived
from clinic_app.domain.entries.subjects import lot_subject
from clinic_app.practice.facts import words
from clinic_app.practice.planted import PlantedLot, planted_lots
from clinic_app.practice.vaccines import vaccine

if TYPE_CHECKING:
    from clinic_app.practice.happening import Scribe


class PlantedStock:
    """Takes in the named lots, each once, on the first morning after its day.

    Args:
        today: the day the township ends, from which their dates are counted.
    """

    def __init__(self, scribe: Scribe, today: date, nurse: str) -> None:
        self._scribe = scribe
        self._today = today
        self._nurse = nurse
        self._expected = sorted(planted_lots(), key=lambda lot: -lot.received_days_ago)

    def take_in(self, on: date, at: datetime) -> None:
        """Take in every named lot that was due by `on`, and seal off the quarantined one."""
        while self._expected and self._today - timedelta(days=self._expected[0].received_days_ago) <= on:
            self._receive(self._expected.pop(0), at)

    def _receive(self, lot: PlantedLot, at: datetime) -> None:
        lot_id = self._scribe.mint.id_at(at)
        product = vaccine(lot.vaccine)
        body = LotReceived(
            lot_id=lot_id,
            vaccine=lot.vaccine,
            product=product.product,
            maker=product.maker,
            specification=product.specification,
            lot_number=lot.lot_number,
            expires_on=self._today + timedelta(days=lot.expires_in_days),
            doses=lot.doses * product.doses_per_vial,
            doses_per_vial=product.doses_per_vial,
            release_number=f"LRA{lot.codes[0][7:12]}",
            product_identifier=product.identifier,
        )
        self._write(lot_id, body, at)
        for code in lot.codes:
            self._write(lot_id, LotCodeLearned(lot_id=lot_id, code=code), at)
        if lot.quarantined:
            self._write(lot_id, LotQuarantined(lot_id=lot_id, reason=words()["quarantined"]), at)

    def _write(self, lot_id: str, body: LotReceived | LotCodeLearned | LotQuarantined, at: datetime) -> None:
        self._scribe.write(lot_subject(lot_id), body, at=at, by=self._nurse)
