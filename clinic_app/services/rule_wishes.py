"""From the wish for other rules to what a person decides on: read, review and look at everybody, in one long work."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from clinic_app.domain.immunization.rule_review import ReviewStopped
from clinic_app.services.edition_dates import DatedEdition, set_edition_date, with_date
from clinic_app.services.rule_failures import PreviewStopped
from clinic_app.services.rule_packs import (
    ReviewedPack,
    activate_pack,
    held_files,
    newest_pack,
    packs_on_sticks,
    review_pack,
)
from clinic_app.services.rule_preview import RulePreview, preview_rules

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

    from clinic_app.services.desk import Desk
    from clinic_app.services.reader import Reader

    Told = Callable[["WishStage", int, int], bool]


class WishStage(Enum):
    """How far the work has come: the stick is read, the pack is reviewed, everybody is looked at."""

    READING = "reading"
    REVIEWING = "reviewing"
    LOOKING = "looking"


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleWish:
    """What a person decides on: other rules, and who changes by them."""

    wished: ReviewedPack | DatedEdition
    preview: RulePreview


def wish_for_pack(reader: Reader, stick: Path | None, told: Told) -> RuleWish:
    """Find the newest pack on the sticks, review it with its cases, and look at everybody. Nothing is written.

    Args:
        reader: of the thread that calls.
        stick: a folder that stands for a stick.
        told: how far the work has come: stage, steps done, of how many; False stops.

    Raises:
        NotEnrolled, NoStick, NoRulePack, PackUnusable, PackNotNewer, PackFailsHere: it cannot be used.
        PreviewStopped: `told` said so.
    """
    told(WishStage.READING, 0, 1)
    book = reader.clinic_book()
    found = packs_on_sticks(stick, book.clinic.county_signing_key if book.clinic else "")
    stored = newest_pack(found, book.rules).stored
    try:
        held = held_files(reader.db, book.rules)
        reviewed = review_pack(stored, book, held, lambda done, of: told(WishStage.REVIEWING, done, of))
    except ReviewStopped as stopped:
        raise PreviewStopped from stopped
    preview = preview_rules(reader, reviewed.rules, lambda done, of: told(WishStage.LOOKING, done, of))
    return RuleWish(wished=reviewed, preview=preview)


def wish_for_date(reader: Reader, edition: str, on: date, told: Told) -> RuleWish:
    """Let an edition begin on another day and look at everybody. Nothing is written.

    Args:
        reader: of the thread that calls.
        edition: its name without overlays.
        on: the first day it would be in force.
        told: see `wish_for_pack`.

    Raises:
        EditionDateRefused, NothingChanges: see `services.rule_failures`.
        PreviewStopped: `told` said so.
    """
    chosen = reader.clinic_book().rules
    dated = with_date(chosen, held_files(reader.db, chosen), reader.rules, edition, on)
    preview = preview_rules(reader, dated.rules, lambda done, of: told(WishStage.LOOKING, done, of))
    return RuleWish(wished=dated, preview=preview)


def grant(desk: Desk, wish: RuleWish, reason: str, draft: str) -> None:
    """Let the rules hold that a person has seen and confirmed; `reason` goes with a first day that was set.

    Raises:
        RulesMovedOn and those of `rule_packs.read_pack`: nothing is written.
    """
    if isinstance(wish.wished, ReviewedPack):
        activate_pack(desk, wish.wished, draft)
    else:
        set_edition_date(desk, wish.wished, reason, draft)
