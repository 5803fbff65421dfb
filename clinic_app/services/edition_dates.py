"""The first days of the editions (施行日期), which a clinic sets where the official text leaves them open."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from clinic_app.domain.entries.clinic import EditionDated
from clinic_app.domain.entries.subjects import CLINIC
from clinic_app.domain.immunization.rule_problem import RulesRefused
from clinic_app.domain.immunization.rules import rules_from
from clinic_app.services.rule_failures import EditionDateRefused, NothingChanges, RulesMovedOn
from clinic_app.services.rules_in_force import joined_files

if TYPE_CHECKING:
    from collections.abc import Mapping

    from clinic_app.domain.chosen_rules import ChosenRules
    from clinic_app.domain.immunization.rules import Rules
    from clinic_app.services.desk import Desk

EARLIEST, LATEST = date(2020, 1, 1), date(2040, 12, 31)


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedEdition:
    """A first day that may be set. `before`: what the clinic had chosen; `rules`: what would hold with it."""

    edition: str
    effective_from: date
    before: ChosenRules
    rules: Rules = field(repr=False)


def with_date(
    chosen: ChosenRules, held: tuple[Mapping[str, bytes], ...], now: Rules, edition: str, on: date
) -> DatedEdition:
    """Return what would hold if the edition began on this day.

    Args:
        chosen: what the clinic chose until now.
        held: see `rule_packs.held_files`.
        now: what holds.
        edition: its name without overlays.
        on: the first day it would be in force.

    Raises:
        EditionDateRefused: the edition is not known or has no first day, another begins on that day, the order of the
            editions would change, or the day is absurd.
        NothingChanges: it begins on that day already.
    """
    dates = dict(now.first_days)
    if edition not in dates or not EARLIEST <= on <= LATEST:
        raise EditionDateRefused(edition, on)
    if dates[edition] == on:
        raise NothingChanges
    order = [name for name, _ in sorted(dates.items(), key=lambda line: line[1])]
    if order != [name for name, _ in sorted({**dates, edition: on}.items(), key=lambda line: line[1])]:
        raise EditionDateRefused(edition, on)
    try:
        rules = rules_from(joined_files(held), {**dict(chosen.dates), edition: on})
    except RulesRefused as refused:
        raise EditionDateRefused(edition, on) from refused
    return DatedEdition(edition=edition, effective_from=on, before=chosen, rules=rules)


def set_edition_date(desk: Desk, wish: DatedEdition, reason: str, draft: str) -> None:
    """Write the first day of an edition; a second press changes nothing.

    Raises:
        RulesMovedOn: somebody changed the rules since; it must be looked at again. Nothing is written.
    """
    if desk.already_written(draft):
        return
    with desk.act(draft) as act:
        if desk.clinic_book().rules != wish.before:
            raise RulesMovedOn
        body = EditionDated(edition=wish.edition, effective_from=wish.effective_from, reason=reason.strip())
        act.write(body, subject=CLINIC)
