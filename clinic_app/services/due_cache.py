"""The due cache: what each person needs, as rows for lists. At the needle the engine is always asked afresh.

The rows of a person are written in the transaction of every act about that person. They hold for the rules they were
made by and until the first day on which the answer could differ; rows that do not hold are shown by nobody. New rules
and a new day therefore write nothing by themselves: who is outdated is assessed again when a list asks (a few people),
and in the background (all of them), some at a time, each time in one short transaction. Broken off at any moment, the
rows that were written hold, and the others are still known to be outdated.
"""

from __future__ import annotations

import functools
import hashlib
from time import monotonic
from typing import TYPE_CHECKING

from clinic_app.domain.immunization.results import Status
from clinic_app.records import due
from clinic_app.records.cards import load_card
from clinic_app.records.due import DueRow, DueState, RulesInForce, forget_due, replace_due
from clinic_app.records.sqlite import DatabaseError, transaction
from clinic_app.services.assessment import assess_card
from clinic_app.services.disk_failures import disk_failure
from clinic_app.services.resource_files import health_fact_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from clinic_app.domain.fold.card import Card
    from clinic_app.domain.immunization.results import Assessment
    from clinic_app.domain.immunization.rules import Rules
    from clinic_app.records.sqlite import Connection
    from clinic_app.services.desk import Desk

GENERATION = 1  # raised whenever the engine or the reading of a card answers otherwise by the same files
SECONDS_AT_ONCE = 0.025  # a nurse's wish waits behind one such transaction at most
_NOTHING_TO_COME = (Status.COMPLETE, Status.CLOSED)


def rules_in_force(rules: Rules, today: date) -> RulesInForce:
    """Return by what stored rows must have been made to hold today."""
    stamp = f"{GENERATION}-{rules.stamp}-{_stamp_of_words()}"
    return RulesInForce(edition=rules.edition_in_force(today).name, stamp=stamp, today=today)


def refresh_due(db: Connection, rules: Rules, cards: Iterable[Card], today: date) -> None:
    """Assess these cards, as they have just been folded. Runs inside the act's transaction."""
    by = rules_in_force(rules, today)
    for card in cards:
        _refresh_one(db, rules, card, by)


def outdated_people(desk: Desk) -> list[str]:
    """Return everyone whose rows do not hold today."""
    return due.outdated_people(desk.db, rules_in_force(desk.rules, desk.clock.today()))


def refresh_some(desk: Desk, outdated: Sequence[str]) -> Sequence[str]:
    """Assess the first of these people again, in one short transaction; return those who are left.

    Raises:
        DiskFull, DiskLocked, DiskFaulty, DeskBusy: the disk refused; the rows of all of them are as they were.
    """
    rules = desk.rules
    by = rules_in_force(rules, desk.clock.today())
    until = monotonic() + SECONDS_AT_ONCE
    done = 0
    try:
        with transaction(desk.db):
            while done < len(outdated) and (not done or monotonic() < until):
                _refresh_one(desk.db, rules, load_card(desk.db, outdated[done]), by)
                done += 1
            desk.before_commit()
    except DatabaseError as error:
        if (failure := disk_failure(error)) is not None:
            raise failure from error
        raise
    return outdated[done:]


def rows_of(card: Card, found: Assessment) -> list[DueRow]:
    """Return what a person needs or waits for, as rows; nothing is said of a series that is complete or closed."""
    return [
        DueRow(
            person_id=card.person_id,
            series=forecast.series,
            status=forecast.status.value,
            dose_number=forecast.number,
            vaccine=forecast.vaccine,
            earliest=forecast.earliest,
            finish_before=forecast.finish_before,
        )
        for forecast in found.forecasts
        if forecast.status not in _NOTHING_TO_COME
    ]


def _refresh_one(db: Connection, rules: Rules, card: Card, by: RulesInForce) -> None:
    found = assess_card(rules, card, by.today)
    if found is None:
        forget_due(db, card.person_id)
        return
    state = DueState(
        person_id=card.person_id,
        edition=by.edition,
        rules=by.stamp,
        assessed_on=by.today,
        valid_until=found.next_change,
    )
    replace_due(db, state, rows_of(card, found))


@functools.cache
def _stamp_of_words() -> str:
    """Return a short digest of the words by which facts on a card are understood."""
    return hashlib.sha256(repr(sorted(health_fact_words().items())).encode()).hexdigest()[:8]
