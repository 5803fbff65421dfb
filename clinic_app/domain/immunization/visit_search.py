"""Searching the fewest visits: a walk from day to day that asks the engine what is possible after what was planned."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import msgspec

from clinic_app.domain.immunization.assess import GivenDose, assess
from clinic_app.domain.immunization.results import Assessment, SeriesForecast, Status
from clinic_app.domain.immunization.visit_choices import NEAR, Open, choices_of, without_doubles
from clinic_app.domain.immunization.visit_steps import Chosen, Cost, Node, Seen, kept_waiting, seen_on

if TYPE_CHECKING:
    from collections.abc import Sequence

    from clinic_app.domain.immunization.priorities import Priorities
    from clinic_app.domain.immunization.rules import Rules
    from clinic_app.domain.immunization.visit_plan import PlanQuestion

MOST_QUESTIONS = 100  # a plan that a nurse waits for: some fiftieth of a second
_DATED = (Status.WAITING, Status.DUE, Status.OVERDUE)


class Search:
    """One search for one person; `best` is the best sequence of visits found so far.

    Attributes:
        until: no visit lies after this day.
        cut_short: whether the search ended before every possibility was weighed.
    """

    def __init__(
        self, rules: Rules, priorities: Priorities, question: PlanQuestion, most_questions: int = MOST_QUESTIONS
    ) -> None:
        self.until = date.max
        self.cut_short = False
        self.best: tuple[Cost, tuple[Chosen, ...]] | None = None
        self._rules = rules
        self._priorities = priorities
        self._question = question
        self._terms = question.terms
        self._left = most_questions
        self._programme = frozenset(line.code for line in rules.series if line.nip)
        self._known: dict[tuple[date, tuple[GivenDose, ...]], Assessment] = {}

    def ask(self, day: date, planned: tuple[GivenDose, ...]) -> Assessment:
        """Return what the programme says on a day after all planned doses."""
        found = self._known.get((day, planned))
        if found is None:
            self._left -= 1
            asked = self._question
            found = self._known[day, planned] = assess(
                self._rules,
                birth_date=asked.birth_date,
                sex=asked.sex,
                doses=[*asked.doses, *planned],
                facts=asked.facts,
                on=day,
            )
        return found

    def first_day(self) -> date | None:
        """Return the first clinic day on which anything is possible; None when nothing ever is."""
        start = self._terms.next_clinic_day(self._question.not_before)
        node = None if start is None else self._to_next_visit(Node(start))
        return None if node is None else node[0].day

    def run(self) -> tuple[Chosen, ...]:
        """Return the best visits up to `until`."""
        start = self._terms.next_clinic_day(self._question.not_before)
        if start is not None:
            self._walk(Node(start))
        return () if self.best is None else self.best[1]

    def first_usable(self, ready: date, before: Sequence[Chosen]) -> date | None:
        """Return the first day a visit may be for a dose that is ready, after the visits before."""
        if before:
            ready = max(ready, before[-1].on + timedelta(self._terms.days_apart))
        return self._terms.next_clinic_day(ready)

    def _is_planned(self, line: SeriesForecast) -> bool:
        """Whether a series is planned: those of the programme, and paid ones that were begun; no course at once."""
        if line.vaccine is not None and self._priorities.is_at_once(self._rules.vaccine(line.vaccine)):
            return False
        if self._question.series is not None:
            return line.series in self._question.series
        return line.series in self._programme or line.counted > 0

    def _walk(self, node: Node) -> None:
        """Weigh every way on from a day; the likeliest first, so that what is found early is good."""
        if self._left <= 0 and self.best is not None:
            self.cut_short = True
            return
        reached = self._to_next_visit(node)
        if reached is None:
            self._finish(node)
            return
        node, opens = reached
        if self._bound(node, opens) >= (self.best[0] if self.best else (10**6, 0, 0, 0)):
            return
        due = [one for one in opens if one.line.possible]
        for chosen in choices_of(due, opens, node.day, self._room_on(node.day)):
            if any(one.key not in node.passed for one in chosen):
                self._walk(self._after(node, chosen, tuple(one for one in due if one not in chosen)))
        later = self._worth_waiting_for(due, opens, node.day)
        if later is not None:
            passed = node.passed | {one.key for one in due}
            self._walk(msgspec.structs.replace(node, day=later, passed=passed))

    def _worth_waiting_for(self, due: Sequence[Open], opens: Sequence[Open], day: date) -> date | None:
        """Return the next day on which more is possible, when one visit then may save one or part no live vaccines."""
        ahead = min((one for one in opens if not one.line.possible), key=lambda one: one.ready, default=None)
        if ahead is None:
            return None
        later = self._terms.next_clinic_day(max(ahead.ready, day + timedelta(1)))
        closing = max(min(one.limit for one in due), day + timedelta(self._terms.days_apart))
        if any(one.live_injected for one in due):
            closing = max(closing, day + NEAR)
        return later if later is not None and later <= closing else None

    def _to_next_visit(self, node: Node) -> tuple[Node, list[Open]] | None:
        """Return the first day from here on on which something is possible, and all that is open; None without one."""
        day: date | None = node.day
        seen = node.seen
        while day is not None and day <= self.until:
            found = self.ask(day, node.planned)
            opens = self._opens(found, seen)
            seen = {**seen, **{one.key: Seen(one.ready, one.told) for one in opens}}
            if any(one.line.possible for one in opens):
                return msgspec.structs.replace(node, day=day, seen=seen), opens
            day = None if found.next_change is None else self._terms.next_clinic_day(found.next_change)
        return None

    def _opens(self, found: Assessment, seen: dict[tuple[str, int], Seen]) -> list[Open]:
        """Return every dose that has a date, the most pressing first."""
        opens = []
        for line in found.forecasts:
            if line.status not in _DATED or line.earliest is None or line.vaccine is None or line.number is None:
                continue
            if not self._is_planned(line):
                continue
            vaccine = self._rules.vaccine(line.vaccine)
            now = seen_on(found.on, line, self._question.not_before, seen.get((line.series, line.number)))
            programme = line.series in self._programme
            rank = self._priorities.rank(vaccine, programme=programme, late=line.late)
            opens.append(Open(line, vaccine, now.ready, self._limit(line, now.ready), rank, programme, now.told))
        return without_doubles(sorted(opens, key=lambda one: one.rank))

    def _limit(self, line: SeriesForecast, ready: date) -> date:
        """Return the last day on which a dose is not kept waiting."""
        limit = ready + timedelta(self._terms.patience_days)
        if line.finish_before is not None and line.finish_before > ready:
            limit = min(limit, line.finish_before - timedelta(1))
        return max(limit, self._terms.next_clinic_day(ready) or limit)

    def _room_on(self, day: date) -> tuple[int, int]:
        """Return for how many injections and drops a day has room."""
        room = [self._terms.injections_per_day, self._terms.oral_per_day]
        for dose in self._question.doses:
            vaccine = self._rules.vaccines.get(dose.vaccine)
            if dose.on == day and vaccine is not None:
                room[vaccine.route == "PO"] -= 1
        return max(room[0], 0), max(room[1], 0)

    def _after(self, node: Node, chosen: Sequence[Open], left: tuple[Open, ...]) -> Node:
        """Return what follows a visit with these doses."""
        day = node.day
        given = tuple(
            GivenDose(id=f"planned-{one.line.series}-{one.number}", vaccine=one.vaccine.code, on=day) for one in chosen
        )
        free, paid, visits, days = kept_waiting(chosen, day, node.cost)
        needles = sum(1 for one in chosen if not one.oral)
        weight = len(self._priorities.order) + 1
        waited = sum((day - one.ready).days * (weight - one.rank) for one in chosen)
        return Node(
            day=self._terms.next_clinic_day(day + timedelta(self._terms.days_apart)) or date.max,
            visits=(*node.visits, Chosen(day, tuple(chosen), left, is_full=needles >= self._room_on(day)[0])),
            planned=(*node.planned, *given),
            seen=node.seen,
            cost=(free, paid, visits + 1, days + waited),
        )

    def _bound(self, node: Node, opens: Sequence[Open]) -> Cost:
        """Return what every way on from here costs at least."""
        needles = sum(1 for one in opens if not one.oral and one.programme and one.ready <= self.until)
        visits = max(1, -(-needles // max(1, self._terms.injections_per_day)))
        free, paid, before, days = kept_waiting([one for one in opens if one.line.possible], node.day, node.cost)
        return free, paid, before + visits, days

    def _finish(self, node: Node) -> None:
        """Take the visits of a node when they cost less than the best; what could not be given in time is counted."""
        opens = self._opens(self.ask(self.until, node.planned), node.seen)
        in_time = [one for one in opens if (self._terms.next_clinic_day(one.ready) or date.max) <= self.until]
        missed = [msgspec.structs.replace(one, limit=min(one.limit, self.until)) for one in in_time]
        cost = kept_waiting(missed, self.until + timedelta(1), node.cost)
        if self.best is None or cost < self.best[0]:
            self.best = cost, node.visits
