"""Why a wish about vaccine stock or the start of the day was not granted: named failures, nothing is written."""

from __future__ import annotations

from dataclasses import dataclass

from clinic_app.services.failures import WishRefused


class UnknownLot(WishRefused):
    """No lot with this id was received here."""


class LotStateOther(WishRefused):
    """The lot or its opened vial is not, or no longer, as the wish takes it to be."""

    def __init__(self, lot_number: str) -> None:
        super().__init__(lot_number)
        self.lot_number = lot_number


@dataclass
class MoreThanOnHand(WishRefused):
    """More doses were to be written off than the books hold; written all the same once the nurse says so."""

    lot_number: str
    doses: int
    on_hand: int


class WasteIncomplete(WishRefused):
    """Doses or reason of the waste are missing."""


class DeliveryIncomplete(WishRefused):
    """Something of the delivery is missing or impossible. `problems` are values of `DeliveryProblem`."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__(", ".join(problems))
        self.problems = problems


class DeliveryRefused(WishRefused):
    """The delivery may not be taken in, or only sealed off. `reason` is a value of `Doubt`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass
class LotReceivedBefore(WishRefused):
    """A lot of this number and maker is here: the nurse says whether the delivery is added to it."""

    lot_id: str
    lot_number: str
    doses_on_hand: int


class LotDiffers(WishRefused):
    """The lot that is here says something else. `names` are `expires_on`, `doses_per_vial`."""

    def __init__(self, lot_number: str, names: tuple[str, ...]) -> None:
        super().__init__(lot_number, names)
        self.lot_number = lot_number
        self.names = names


class CodeOfOtherLot(WishRefused):
    """The scanned vial was bound to another lot before."""

    def __init__(self, code: str, lot_number: str) -> None:
        super().__init__(code)
        self.code = code
        self.lot_number = lot_number


class DateImplausible(WishRefused):
    """The date to be confirmed lies before the program was made, or is none."""
