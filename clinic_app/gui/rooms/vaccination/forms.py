"""What a nurse has typed and ticked for one visit and not yet saved; it is kept while she serves another child."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from clinic_app.domain.safety_check import OF_THE_VIAL, CheckPoint

if TYPE_CHECKING:
    from collections.abc import Callable

    from clinic_app.domain.lot import Lot


@dataclass(slots=True)
class ScreeningForm:
    """Temperature and blood pressure as typed, answers so far, and the decision; nothing has a default."""

    temperature: str = ""
    answers: dict[str, bool] = field(default_factory=dict)
    decision: str = ""
    advice: str = ""
    until: str = ""
    doctor: str = ""
    pressure: str = ""
    told: bool = False


@dataclass(slots=True)
class PlanForm:
    """What is chosen of the rows of the plan; every key names a row: a series, or `paid:` and a vaccine.

    Attributes:
        vaccines: row -> vaccine offered in it. chosen: rows that are ticked. reasons: why a row deviates.
        sites: row -> site chosen by hand. prices: row -> price in fen. receipts: row -> receipt number, once paid.
        seen: the page stood once; nothing is chosen by itself any more.
    """

    vaccines: dict[str, str] = field(default_factory=dict)
    chosen: set[str] = field(default_factory=set)
    reasons: dict[str, str] = field(default_factory=dict)
    sites: dict[str, str] = field(default_factory=dict)
    prices: dict[str, int] = field(default_factory=dict)
    receipts: dict[str, str] = field(default_factory=dict)
    seen: bool = False


@dataclass(slots=True)
class ConsentForm:
    """Who signs instead of the guardian on file, whether the signature was seen, and where the paper was put.

    Attributes:
        filed: as typed; None while the place after the last one is proposed.
    """

    signer: str = ""
    relation: str = ""
    signed: bool = False
    filed: str | None = None


@dataclass(frozen=True, slots=True)
class Stop:
    """Why the vial in hand must not be used: a sentence, what to do, the check item that is red and its value."""

    what: str
    todo: str
    code: str
    item: CheckPoint
    lot: Lot | None
    value: str = ""


@dataclass(slots=True)
class NeedleForm:
    """The ticks and reasons of one planned dose, and what is wrong with the vial just scanned.

    Attributes:
        fresh: the vial chosen before a stop is not trusted any more; a vial must be scanned again.
        site: where the needle will go when that was changed; empty takes the planned site.
        answered_by: who wrote the reason of an amber item.
    """

    ticks: set[CheckPoint] = field(default_factory=set)
    reasons: dict[CheckPoint, str] = field(default_factory=dict)
    stop: Stop | None = None
    fresh: bool = False
    site: str = ""
    answered_by: dict[CheckPoint, str] = field(default_factory=dict)

    def other_vial(self) -> None:
        """Forget what was seen of the vial before."""
        self.ticks -= OF_THE_VIAL

    def looked_at_anew(self) -> NeedleForm:
        """Return the form without what a person saw; a bad vial stays bad, and must be followed by another scan."""
        return NeedleForm(stop=self.stop, fresh=self.fresh or self.stop is not None)


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
