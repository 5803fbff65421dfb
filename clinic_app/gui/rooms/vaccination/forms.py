"""What a nurse has typed and ticked for one visit and not yet saved; it is kept while she serves another child."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from clinic_app.domain.safety_check import CheckPoint

if TYPE_CHECKING:
    from collections.abc import Callable

    from clinic_app.domain.lot import Lot

OF_THE_VIAL = frozenset({CheckPoint.APPEARANCE, CheckPoint.PRODUCT, CheckPoint.SPECIFICATION, CheckPoint.GUARDIAN})


@dataclass(slots=True)
class ScreeningForm:
    """Temperature as typed, answers so far, and the decision; nothing has a default."""

    temperature: str = ""
    answers: dict[str, bool] = field(default_factory=dict)
    decision: str = ""
    advice: str = ""
    until: str = ""


@dataclass(slots=True)
class PlanForm:
    """Which vaccine is offered for each series, and which series are left out. `seen` once the page stood."""

    vaccines: dict[str, str] = field(default_factory=dict)
    chosen: set[str] = field(default_factory=set)
    seen: bool = False


@dataclass(slots=True)
class ConsentForm:
    """Who signs instead of the guardian on file, and whether the signature was seen."""

    signer: str = ""
    relation: str = ""
    signed: bool = False


@dataclass(frozen=True, slots=True)
class Stop:
    """Why the vial in hand must not be used: a sentence, what to do, and the check item that is red."""

    what: str
    todo: str
    code: str
    item: CheckPoint
    lot: Lot | None


@dataclass(slots=True)
class NeedleForm:
    """The ticks and reasons of one planned dose, and what is wrong with the vial just scanned.

    Attributes:
        fresh: the vial chosen before a stop is not trusted any more; a vial must be scanned again.
    """

    ticks: set[CheckPoint] = field(default_factory=set)
    reasons: dict[CheckPoint, str] = field(default_factory=dict)
    stop: Stop | None = None
    fresh: bool = False

    def other_vial(self) -> None:
        """Forget what was seen of the vial before."""
        self.ticks -= OF_THE_VIAL


@dataclass(slots=True)
class VisitForms:
    """Everything unsaved of one visit, and the drafts of its wishes.

    Attributes:
        in_hand: the planned dose whose vial was scanned last. slip: how far the observation slip has come.
        booklet_seen: the child's own booklet was scanned after the visit had been opened by search.
    """

    screening: ScreeningForm = field(default_factory=ScreeningForm)
    plan: PlanForm = field(default_factory=PlanForm)
    consent: ConsentForm = field(default_factory=ConsentForm)
    needles: dict[str, NeedleForm] = field(default_factory=dict)
    in_hand: str = ""
    slip: str = ""
    booklet_seen: bool = False
    drafts: dict[str, str] = field(default_factory=dict)

    def draft(self, wish: str, mint: Callable[[], str]) -> str:
        """Return the draft of a wish: the same one until the wish was granted."""
        return self.drafts.setdefault(wish, mint())

    def needle(self, planned_id: str) -> NeedleForm:
        """Return the form of one planned dose."""
        return self.needles.setdefault(planned_id, NeedleForm())
