"""Who changes, and how, if other rules hold: shown before anybody lets them (预览)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from clinic_app.domain.immunization.rule_changes import ChangeKind, RuleChange, changes_between, first_day_of_change
from clinic_app.records.cards import load_card
from clinic_app.records.people import people_on_file
from clinic_app.services.assessment import assess_card
from clinic_app.services.rule_failures import PreviewStopped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from clinic_app.domain.immunization.rules import Rules
    from clinic_app.records.people import PersonLine
    from clinic_app.services.reader import Reader

    Heard = Callable[[int, int], bool]

__all__ = ["ChangeKind", "ChangedPerson", "RulePreview", "preview_rules"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedPerson:
    """One person whose answer changes in one series."""

    person: PersonLine
    change: RuleChange


@dataclass(frozen=True, slots=True, kw_only=True)
class RulePreview:
    """What other rules would change.

    Attributes:
        on: the day both were asked about: today, or the first day on which the new ones differ.
        people: how many were looked at.
        changed: by series in booklet order, kind, and birth date.
        unread: how many people could not be assessed, for want of a birth date.
    """

    on: date
    people: int
    changed: tuple[ChangedPerson, ...]
    unread: int = 0

    @property
    def counts(self) -> dict[tuple[str, ChangeKind], int]:
        """Return how many people change, by series and kind, in the order of the list."""
        return dict(Counter((one.change.series, one.change.kind) for one in self.changed))

    @property
    def changed_people(self) -> int:
        """Return how many people change in any series."""
        return len({one.person.person_id for one in self.changed})


def preview_rules(reader: Reader, after: Rules, heard: Heard) -> RulePreview:
    """Ask both rules about everybody on file; long, on a connection of the thread that calls. Nothing is written.

    Args:
        reader: of this thread; its rules are those that hold now.
        after: the rules that would hold.
        heard: told after every person how many of how many were looked at; False stops.

    Raises:
        PreviewStopped: `heard` said so.
    """
    before, today = reader.rules, reader.clock.today()
    on = first_day_of_change(before, after, today)
    people = people_on_file(reader.db)
    found: list[ChangedPerson] = []
    unread = 0
    for number, line in enumerate(people, start=1):
        card = load_card(reader.db, line.person_id)
        old, new = assess_card(before, card, on), assess_card(after, card, on)
        if old is None or new is None:
            unread += 1
        else:
            found += [ChangedPerson(person=line, change=change) for change in changes_between(old, new)]
        if not heard(number, len(people)):
            raise PreviewStopped
    return RulePreview(on=on, people=len(people), changed=tuple(_in_order(found, after, before)), unread=unread)


def _in_order(found: list[ChangedPerson], *rules: Rules) -> Iterator[ChangedPerson]:
    lines = dict.fromkeys(line.code for each in rules for line in each.series)
    series = {code: place for place, code in enumerate(lines)}
    kinds = {kind: place for place, kind in enumerate(ChangeKind)}
    yield from sorted(
        found,
        key=lambda one: (
            series.get(one.change.series, len(series)),
            kinds[one.change.kind],
            -one.person.birth_date.toordinal(),
            one.person.person_id,
        ),
    )
