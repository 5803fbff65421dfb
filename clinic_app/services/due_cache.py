"""The due cache: what each person needs, as rows for lists. At the needle the engine is always asked afresh."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.records.cards import load_card
from clinic_app.records.due import DueRow, DueState, forget_due, people_to_reassess, replace_due
from clinic_app.services.assessment import assess_card

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from clinic_app.domain.fold.card import Card
    from clinic_app.domain.immunization.rules import Rules
    from clinic_app.records.sqlite import Connection
    from clinic_app.services.desk import Desk

SOME = 10  # about a twentieth of a second: a nurse's wish waits behind them


def refresh_due(db: Connection, rules: Rules, cards: Iterable[Card], today: date) -> None:
    """Assess these cards, as they have just been folded. Runs inside the act's transaction."""
    for card in cards:
        _refresh_one(db, rules, card, today)


def refresh_outdated(db: Connection, rules: Rules, today: date, progress: Callable[[int], None] | None = None) -> int:
    """Assess again everyone whose answer may have changed by `today`; return how many. The caller commits."""
    outdated = people_to_reassess(db, today, rules.edition_in_force(today).name)
    for count, person_id in enumerate(outdated, start=1):
        _refresh_one(db, rules, load_card(db, person_id), today)
        if progress is not None and count % 100 == 0:
            progress(count)
    return len(outdated)


def outdated_people(desk: Desk) -> list[str]:
    """Return everyone whose answer may have changed by today."""
    today = desk.clock.today()
    return people_to_reassess(desk.db, today, desk.rules.edition_in_force(today).name)


def refresh_some(desk: Desk, outdated: Sequence[str], most: int = SOME) -> Sequence[str]:
    """Assess the first of these people again, in one transaction; return those who are left."""
    today = desk.clock.today()
    desk.db.execute("BEGIN IMMEDIATE")
    try:
        for person_id in outdated[:most]:
            _refresh_one(desk.db, desk.rules, load_card(desk.db, person_id), today)
        desk.before_commit()
        desk.db.execute("COMMIT")
    except BaseException:
        desk.db.execute("ROLLBACK")
        raise
    return outdated[most:]


def _refresh_one(db: Connection, rules: Rules, card: Card, today: date) -> None:
    person_id = card.person_id
    found = assess_card(rules, card, today)
    if found is None:
        forget_due(db, person_id)
        return
    state = DueState(
        person_id=person_id,
        assessed_on=today,
        edition=rules.edition_in_force(today).name,
        next_change=found.next_change,
    )
    rows = [
        DueRow(
            person_id=person_id,
            series=forecast.series,
            status=forecast.status.value,
            dose_number=forecast.number,
            vaccine=forecast.vaccine,
            earliest=forecast.earliest,
            finish_before=forecast.finish_before,
        )
        for forecast in found.forecasts
    ]
    replace_due(db, state, rows)
