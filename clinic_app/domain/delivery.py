"""A delivery of vaccine (入库) before it is taken in: what is wrong with its papers, and what follows from it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from datetime import date

MOST_VIALS = 20_000
MOST_DOSES_PER_VIAL = 50
COLDEST, WARMEST = -60.0, 60.0


class DeliveryProblem(Enum):
    """What is missing or cannot be; the value is the field it belongs to."""

    NO_VACCINE = "vaccine"
    NO_MAKER = "maker"
    NO_LOT_NUMBER = "lot_number"
    NO_EXPIRY = "expiry"
    NO_VIALS = "vials"
    TOO_MANY_VIALS = "vials_many"
    WRONG_DOSES_PER_VIAL = "doses_per_vial"
    NO_WORD_ON_RECORD = "transport"
    NO_TEMPERATURE = "celsius"
    TEMPERATURE_UPSIDE_DOWN = "celsius_order"
    TEMPERATURE_IMPOSSIBLE = "celsius_impossible"


class Doubt(Enum):
    """Why a delivery is not simply taken in; the values are the reasons of a refusal."""

    NO_TRANSPORT_RECORD = "no_transport_record"
    EXPIRED = "expired"
    TEMPERATURE = "temperature"
    NO_RELEASE = "no_release"


MUST_BE_REFUSED = frozenset({Doubt.NO_TRANSPORT_RECORD, Doubt.EXPIRED})


class Storage(msgspec.Struct, frozen=True, kw_only=True):
    """The temperatures vaccine may travel and be kept at, degrees Celsius, both ends included.

    Attributes:
        frozen: vaccines (codes) that may also come frozen, with their range.
    """

    usual: tuple[float, float]
    frozen: dict[str, tuple[float, float]]

    def range_of(self, vaccine: str) -> tuple[float, float]:
        """Return lowest and highest temperature allowed for a vaccine."""
        return self.frozen.get(vaccine, self.usual)


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """What came in, as read from carton and papers.

    Attributes:
        expires_on: last usable day. expiry_as_printed: what the carton says.
        vials: how many (支). doses_per_vial: doses in each (人份).
        has_transport_record: whether the temperature record of the way came along; None while nobody said.
        celsius: lowest and highest temperature of that record, None when not read.
        codes: vial codes that were scanned, raw; the first tells the product identifier.
    """

    vaccine: str
    product: str
    maker: str
    specification: str
    lot_number: str
    expires_on: date | None
    expiry_as_printed: str = ""
    vials: int = 0
    doses_per_vial: int = 1
    release_number: str = ""
    supplier: str = ""
    document: str = ""
    has_transport_record: bool | None = None
    celsius: tuple[float, float] | None = None
    codes: tuple[str, ...] = ()
    product_identifier: str = ""

    @property
    def doses(self) -> int:
        """Return how many people it is for (人份)."""
        return self.vials * self.doses_per_vial

    def problems(self) -> tuple[DeliveryProblem, ...]:
        """Return what is missing or impossible, in the order of the form."""
        wrong = {
            DeliveryProblem.NO_VACCINE: not self.vaccine,
            DeliveryProblem.NO_MAKER: not self.maker.strip(),
            DeliveryProblem.NO_LOT_NUMBER: not self.lot_number.strip(),
            DeliveryProblem.NO_EXPIRY: self.expires_on is None,
            DeliveryProblem.NO_VIALS: self.vials < 1,
            DeliveryProblem.TOO_MANY_VIALS: self.vials > MOST_VIALS,
            DeliveryProblem.WRONG_DOSES_PER_VIAL: not 1 <= self.doses_per_vial <= MOST_DOSES_PER_VIAL,
            DeliveryProblem.NO_WORD_ON_RECORD: self.has_transport_record is None,
            **self._temperature_problems(),
        }
        return tuple(problem for problem in DeliveryProblem if wrong.get(problem))

    def doubts(self, storage: Storage, today: date) -> tuple[Doubt, ...]:
        """Return why it is not simply taken in, the gravest first.

        Source: 疫苗管理法 art. 38 (release certificate), art. 39 (temperature record: refuse without).
        """
        lowest, highest = storage.range_of(self.vaccine)
        outside = self.celsius is not None and (self.celsius[0] < lowest or self.celsius[1] > highest)
        holds = {
            Doubt.NO_TRANSPORT_RECORD: self.has_transport_record is False,
            Doubt.EXPIRED: self.expires_on is not None and self.expires_on < today,
            Doubt.TEMPERATURE: outside,
            Doubt.NO_RELEASE: not self.release_number.strip(),
        }
        return tuple(doubt for doubt in Doubt if holds[doubt])

    def _temperature_problems(self) -> dict[DeliveryProblem, bool]:
        if self.celsius is None:
            return {DeliveryProblem.NO_TEMPERATURE: self.has_transport_record is True}
        lowest, highest = self.celsius
        return {
            DeliveryProblem.TEMPERATURE_UPSIDE_DOWN: lowest > highest,
            DeliveryProblem.TEMPERATURE_IMPOSSIBLE: lowest < COLDEST or highest > WARMEST,
        }
