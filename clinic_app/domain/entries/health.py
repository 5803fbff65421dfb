"""Entries about what bears on vaccinating a person (禁忌, 过敏, 健康状况)."""

from __future__ import annotations

from datetime import date

from clinic_app.domain.entries.entry import Body, kind


@kind("health_fact.added")
class HealthFactAdded(Body, frozen=True, kw_only=True):
    """A fact was noted on the card. Facts are add-wins: a removal removes only what it names.

    Attributes:
        what: `allergy`, `contraindication`, `disease`, `immunoglobulin`, `ppd` and the like.
        value: the fact in the writer's words (青霉素).
        vaccine: the vaccine it concerns, or None for all.
        source: who said so (家长自述, 医院诊断).
    """

    fact_id: str
    person_id: str
    what: str
    value: str
    on: date
    vaccine: str | None = None
    source: str = ""


@kind("health_fact.removed")
class HealthFactRemoved(Body, frozen=True, kw_only=True):
    """A noted fact no longer holds; `refs` name the additions it takes back."""

    fact_id: str
    person_id: str
    reason: str
