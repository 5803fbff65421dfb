"""Entries about the thirty minutes after the needle (留观)."""

from __future__ import annotations

from clinic_app.domain.entries.entry import Body, kind


@kind("observation.ended")
class ObservationEnded(Body, frozen=True, kw_only=True):
    """The watch over a visit ended by a person's click.

    Attributes:
        outcome: `normal` (正常离开), `left_early` (提前离开), `reaction` (发生反应), or `unconfirmed` (超时未确认):
            the time was over, and the child was gone when somebody looked.
        reason: required unless normal.
    """

    visit_id: str
    person_id: str
    outcome: str
    reason: str = ""


@kind("observation.extended")
class ObservationExtended(Body, frozen=True, kw_only=True):
    """The watch over a visit was made longer (延长留观).

    Attributes:
        minutes: minutes added to the thirty; several extensions add up.
    """

    visit_id: str
    person_id: str
    minutes: int
    reason: str
