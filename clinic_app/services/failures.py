"""Why a wish was not granted: a closed list of named failures. Nothing is written when one is raised."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


class WishRefused(Exception):
    """The base of every failure a nurse can do something about."""


class StepSkipped(WishRefused):
    """The visit is not at the step this wish belongs to (序号不许跳). `state` is where it stands."""

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.state = state


class UnknownPerson(WishRefused):
    """No person with this id is on file."""


class UnknownVisit(WishRefused):
    """The person has no such visit."""


@dataclass
class UnusableLot(WishRefused):
    """The lot is expired, empty or quarantined.

    Attributes:
        problem: value of `LotProblem`. lot_number, expires_on: of the vial in hand.
        better_lot_id: a usable lot of the same vaccine to take instead, None when there is none.
    """

    problem: str
    lot_number: str
    vaccine: str
    expires_on: date
    better_lot_id: str | None = None


class UnknownVial(WishRefused):
    """No lot of this clinic is known for the scanned code; the nurse says once which lot it is."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass
class OtherVaccine(WishRefused):
    """The vial in hand is not the vaccine that was registered."""

    registered: str
    in_hand: str


class VialUsedBefore(WishRefused):
    """A dose was drawn before from this single-dose vial."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class SameDoseToday(WishRefused):
    """The same vaccine was given to this person today already."""


class NotQualified(WishRefused):
    """The signed-in user may not vaccinate."""


class CheckIncomplete(WishRefused):
    """Items of 三查七对一验证 are open or red. `items` are their ids."""

    def __init__(self, items: tuple[str, ...]) -> None:
        super().__init__(", ".join(items))
        self.items = items


class ConsentMissing(WishRefused):
    """The signature on file does not cover this vaccine."""


@dataclass
class NotDue(WishRefused):
    """The vaccine must not be given today: `until` is the first day it may be, None when there is none."""

    vaccine: str
    until: date | None


class ReasonMissing(WishRefused):
    """This wish needs a reason in words."""


class AnswersMissing(WishRefused):
    """Questions of the screening were not answered. `questions` are their ids."""

    def __init__(self, questions: tuple[str, ...]) -> None:
        super().__init__(", ".join(questions))
        self.questions = questions


class TemperatureImplausible(WishRefused):
    """The temperature typed is no living person's."""


class TooEarlyToLeave(WishRefused):
    """Observation is not over. `seconds_left` remain."""

    def __init__(self, seconds_left: int) -> None:
        super().__init__(str(seconds_left))
        self.seconds_left = seconds_left


class NoCountyKey(WishRefused):
    """The clinic is not enrolled with a county yet: nobody could open a package."""


class NotFit(WishRefused):
    """The person has a fever and cannot be called fit; the visit is postponed."""


class ExportRefused(WishRefused):
    """No package came to stand. Nothing of it is left on a carrier that can still be reached."""


class NothingToExport(ExportRefused):
    """The county's receipts cover every entry."""


class TooMuchToExport(ExportRefused):
    """The entries do not fit into one package."""


class JournalBroken(ExportRefused):
    """The chain of entries is not whole: nothing is packed before the records have been checked."""


class StickFull(ExportRefused):
    """The stick has not enough room. `needed` and `free` are bytes; `needed` is 0 when it filled up while writing."""

    def __init__(self, needed: int = 0, free: int = 0) -> None:
        super().__init__(f"needs {needed} bytes, {free} are free")
        self.needed = needed
        self.free = free


class StickLocked(ExportRefused):
    """The stick may not be written to."""


class StickGone(ExportRefused):
    """The stick was pulled out, or the folder is not there."""


class StickFaulty(ExportRefused):
    """The stick gave back other bytes than were written: another stick is needed."""


class ExportStopped(ExportRefused):
    """A person stopped the export."""


class ReceiptRefused(WishRefused):
    """The county's receipt does not fit this journal: nothing of it was written, and somebody must look."""


class CountyKnowsMore(ReceiptRefused):
    """The county holds more of this workstation than it holds itself: restored from a backup, or copied.

    Attributes:
        county: highest position the county holds. here: highest position written here.
    """

    def __init__(self, county: int, here: int) -> None:
        super().__init__(f"county {county}, here {here}")
        self.county = county
        self.here = here


class StreamForked(ReceiptRefused):
    """The county holds other entries at places of this journal: two workstations write under one name."""


class FoundingRefused(WishRefused):
    """The clinic was not founded, and nothing of it is left."""


class PlaceTaken(FoundingRefused):
    """Something stands at the clinic's place already; it was not touched."""


class PlaceFull(FoundingRefused):
    """The disk has no room for a database."""


class PlaceLocked(FoundingRefused):
    """The folder of the program's files may not be written to."""


class PlanIncomplete(FoundingRefused):
    """What the first start asks for is not whole. `missing` names what, see `services.first_start.missing_in`."""

    def __init__(self, missing: tuple[str, ...] = ()) -> None:
        super().__init__(", ".join(missing))
        self.missing = missing


class FoundingUnfinished(WishRefused):
    """The clinic is made and whole, but not yet in its place: moving it in is to be tried again."""


class NoStick(WishRefused):
    """No stick is plugged in."""


class NoEnrolment(WishRefused):
    """No enrolment package lies on the sticks that are plugged in."""


@dataclass
class PaidChoiceMissing(WishRefused):
    """A paid vaccine would take the place of a free dose that is due, and the guardian has not chosen so in writing.

    Attributes:
        vaccine: the paid one. instead_of: the free one that is due.
    """

    vaccine: str
    instead_of: str


@dataclass
class Contraindicated(WishRefused):
    """A contraindication is on file for this vaccine. `what` is what was written down."""

    vaccine: str
    what: str


class SiteTaken(WishRefused):
    """Another injection went to this site today, or the product may not go there. `site` is its code."""

    def __init__(self, site: str) -> None:
        super().__init__(site)
        self.site = site


@dataclass
class VialTimeOver(WishRefused):
    """The opened multi-dose vial has stood longer than it may (开启超时).

    Attributes:
        minutes: how long it may be used after opening. vial_id: the opened vial, to be thrown away.
    """

    vaccine: str
    lot_number: str
    minutes: int
    vial_id: str


class NotTold(WishRefused):
    """The guardian was not told of vaccine, effect, contraindications, reactions and the thirty minutes (art. 44)."""


class DoctorMissing(WishRefused):
    """A doctor has to judge, and none is named."""


class ComeBackDayWrong(WishRefused):
    """A postponed person needs a day to come back: after today, and within a year."""


class PressureMissing(WishRefused):
    """The blood pressure of a person with hypertension was not measured."""


class PressureImplausible(WishRefused):
    """The blood pressure typed is no living person's, or its figures are swapped."""


class NothingChosen(WishRefused):
    """No vaccine was chosen for this visit."""


@dataclass
class SameSeriesTwice(WishRefused):
    """Two chosen vaccines fill the same series: one of them is enough."""

    vaccine: str
    other: str


@dataclass
class DeviationUnexplained(WishRefused):
    """The choice differs from what is due, and nobody said why.

    Attributes:
        vaccine: which vaccine is given or left out. deviation: `left_out`, `not_due`, `site` or `limit`.
    """

    vaccine: str
    deviation: str


@dataclass
class PriceWrong(WishRefused):
    """A paid vaccine has no price, an impossible one, or was called paid without a receipt number."""

    vaccine: str


@dataclass
class ChargedForFree(WishRefused):
    """A vaccine of the national programme is free of any charge (疫苗管理法 art. 49): no price, no receipt."""

    vaccine: str


class PaperUnnamed(WishRefused):
    """Where the signed paper is kept was not said."""


class UnknownDose(WishRefused):
    """The card has no such dose, or it was voided already."""


class UnknownError(WishRefused):
    """The person has no such vaccination error on file, or it was taken back before."""
