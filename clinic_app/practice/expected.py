"""Whom the practice clinic expects on the day practice begins, and which vials lie ready: for those who practise.

It is the township's own view, from its simulation and its little calendar; nothing here asks the schedule engine.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clinic_app.practice.planted import planted_lots
from clinic_app.practice.programme import chosen_for_visit, wanted_next

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from clinic_app.practice.family import Child


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedChild:
    """A child whose mother would bring it today.

    Attributes:
        booklet: the barcode of its booklet. guardian: who brings it; two children of one guardian come together.
        vaccines: what the township's calendar allows today, all of it.
    """

    name: str
    booklet: str
    born_on: date
    guardian: str
    phone: str
    vaccines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadyLot:
    """A named lot and the codes of its vials, which nobody has used before today."""

    lot: str
    vaccine: str
    lot_number: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedDay:
    """Everybody who is expected, youngest first, and the vials that lie ready."""

    today: date
    people: tuple[ExpectedChild, ...]
    vials: tuple[ReadyLot, ...]


def expected_day(children: Iterable[Child], today: date) -> ExpectedDay:
    """Return whom the township expects on `today`.

    Args:
        children: everybody who was born to the township, or moved in.
        today: the day after the last one it lived.
    """
    expected = [_expected(child, today) for child in children if _would_come(child, today)]
    coming = sorted((child for child in expected if child.vaccines), key=lambda child: (child.born_on, child.booklet))
    lots = tuple(
        ReadyLot(lot=lot.key, vaccine=lot.vaccine, lot_number=lot.lot_number, codes=lot.codes) for lot in planted_lots()
    )
    return ExpectedDay(today=today, people=tuple(reversed(coming)), vials=lots)


def _would_come(child: Child, today: date) -> bool:
    """Return whether the mother would bring the child today, had she the time: most have on a clinic day."""
    settled = bool(child.registered_by) and not child.gone and not child.born_name
    return settled and not child.mother.temperament.refuses and child.wish_from <= today


def _expected(child: Child, today: date) -> ExpectedChild:
    wanted = wanted_next(child.birth, child.history, today, five_in_one=child.mother.wants_five_in_one)
    allowed = chosen_for_visit(wanted, today)
    return ExpectedChild(
        name=child.name,
        booklet=child.code,
        born_on=child.birth,
        guardian=child.mother.guardian,
        phone=child.mother.phone,
        vaccines=tuple(choice.vaccine for choice in allowed),
    )
