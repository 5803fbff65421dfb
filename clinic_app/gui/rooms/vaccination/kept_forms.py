"""The forms of the desk as they are kept over a power cut: what was typed, ticked, and which child was in hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from clinic_app.domain.safety_check import CheckPoint
from clinic_app.gui.rooms.vaccination.forms import ConsentForm, NeedleForm, PlanForm, ScreeningForm, VisitForms

if TYPE_CHECKING:
    from collections.abc import Mapping


class KeptNeedle(msgspec.Struct, frozen=True, kw_only=True):
    """Ticks, reasons and the changed site of one planned dose; the stop is found again by scanning.

    Attributes:
        fresh: a bad vial was in hand; the vial chosen before it is not trusted, and one must be scanned again.
    """

    ticks: tuple[CheckPoint, ...] = ()
    reasons: dict[str, str] = {}
    site: str = ""
    answered_by: dict[str, str] = {}
    fresh: bool = False


class KeptVisit(msgspec.Struct, frozen=True, kw_only=True):
    """The unsaved forms of one visit. Fields of later versions are passed over, missing ones have their defaults."""

    screening: ScreeningForm = msgspec.field(default_factory=ScreeningForm)
    plan: PlanForm = msgspec.field(default_factory=PlanForm)
    consent: ConsentForm = msgspec.field(default_factory=ConsentForm)
    needles: dict[str, KeptNeedle] = {}
    in_hand: str = ""
    booklet_seen: bool = False
    drafts: dict[str, str] = {}


class KeptDesk(msgspec.Struct, frozen=True, kw_only=True):
    """Which child was in hand; empty when the desk was."""

    person_id: str = ""
    visit_id: str = ""


UNREADABLE = (msgspec.DecodeError, msgspec.ValidationError)
_UNTOUCHED = msgspec.json.encode(KeptVisit(), order="deterministic")


def written_visit(forms: VisitForms) -> bytes | None:
    """Return the forms as they are kept, None when nobody has touched them."""
    kept = KeptVisit(
        screening=forms.screening,
        plan=forms.plan,
        consent=forms.consent,
        needles={planned_id: _needle(form) for planned_id, form in forms.needles.items() if _touched(form)},
        in_hand=forms.in_hand,
        booklet_seen=forms.booklet_seen,
        drafts=forms.drafts,
    )
    written = msgspec.json.encode(kept, order="deterministic")
    return None if written == _UNTOUCHED else written


def read_visit(written: bytes, *, with_ticks: bool) -> VisitForms:
    """Return the forms as they were kept; without the ticks of the gate when what was seen then may have changed.

    What cannot be read gives empty forms: a draft is never worth refusing to work.
    """
    try:
        kept = msgspec.json.decode(written, type=KeptVisit)
    except UNREADABLE:
        return VisitForms()
    return VisitForms(
        screening=kept.screening,
        plan=kept.plan,
        consent=kept.consent,
        needles=_needles(kept.needles, with_ticks=with_ticks),
        in_hand=kept.in_hand,
        booklet_seen=kept.booklet_seen and with_ticks,
        drafts=dict(kept.drafts),
    )


def written_desk(person_id: str, visit_id: str) -> bytes | None:
    """Return which child is in hand as it is kept, None for an empty desk."""
    return msgspec.json.encode(KeptDesk(person_id=person_id, visit_id=visit_id)) if person_id else None


def read_desk(written: bytes) -> KeptDesk:
    """Return which child was in hand; an empty desk when that cannot be read."""
    try:
        return msgspec.json.decode(written, type=KeptDesk)
    except UNREADABLE:
        return KeptDesk()


def _needle(form: NeedleForm) -> KeptNeedle:
    ticks = tuple(sorted(form.ticks, key=lambda item: item.value))
    return KeptNeedle(
        ticks=ticks,
        reasons={item.value: words for item, words in form.reasons.items()},
        site=form.site,
        answered_by={item.value: user_id for item, user_id in form.answered_by.items()},
        fresh=form.fresh or form.stop is not None,
    )


def _touched(form: NeedleForm) -> bool:
    return bool(form.ticks or form.reasons or form.site or form.fresh or form.stop)


def _needles(kept: Mapping[str, KeptNeedle], *, with_ticks: bool) -> dict[str, NeedleForm]:
    forms = {
        planned_id: NeedleForm(
            ticks=set(needle.ticks),
            reasons={CheckPoint(item): words for item, words in needle.reasons.items()},
            site=needle.site,
            answered_by={CheckPoint(item): user_id for item, user_id in needle.answered_by.items()},
            fresh=needle.fresh,
        )
        for planned_id, needle in kept.items()
    }
    return forms if with_ticks else {planned_id: form.looked_at_anew() for planned_id, form in forms.items()}
