"""What all wishes about a visit share: which visit, whether the step belongs here, and what a second press gets."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Concatenate, ParamSpec

from clinic_app.domain.visit import VisitStep, after
from clinic_app.services.failures import StepSkipped, UnknownVisit

if TYPE_CHECKING:
    from clinic_app.domain.fold.card import Card
    from clinic_app.domain.visit import Visit
    from clinic_app.services.desk import Desk

P = ParamSpec("P")


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitOf:
    """Which visit of which person, and the draft minted when the form opened."""

    person_id: str
    visit_id: str
    draft: str


VisitWish = Callable[Concatenate["Desk", VisitOf, P], "Visit"]


def once(wish: VisitWish[P]) -> VisitWish[P]:
    """Answer a second press with what the first one led to: a draft that has been written changes nothing more."""

    @functools.wraps(wish)
    def granted_once(desk: Desk, which: VisitOf, /, *args: P.args, **kwargs: P.kwargs) -> Visit:
        if desk.already_written(which.draft):
            return visit_at(desk, which.person_id, which.visit_id)
        return wish(desk, which, *args, **kwargs)

    return granted_once


def visit_at(desk: Desk, person_id: str, visit_id: str) -> Visit:
    """Return the visit as it is now.

    Raises:
        UnknownVisit: the person has no such visit.
    """
    return visit_of(desk.card(person_id), visit_id)


def visit_of(card: Card, visit_id: str) -> Visit:
    """Return the visit as the card tells it.

    Raises:
        UnknownVisit: the person has no such visit.
    """
    visit = card.visit(visit_id)
    if visit is None:
        raise UnknownVisit(visit_id)
    return visit


def visit_ready_for(desk: Desk, which: VisitOf, step: VisitStep) -> Visit:
    """Return the visit when `step` is allowed from where it stands.

    Raises:
        UnknownVisit: the person has no such visit. StepSkipped: the step does not belong here (序号不许跳).
    """
    visit = visit_at(desk, which.person_id, which.visit_id)
    if after(visit.state, step) is None:
        raise StepSkipped(visit.state.value)
    return visit
