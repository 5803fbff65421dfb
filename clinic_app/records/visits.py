"""Queries for visits of a day: who waits, who is being watched, whose ticket this is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from clinic_app.domain.clinic_time import local_time, moment_from
from clinic_app.domain.visit import OPEN_STATES, VisitState

if TYPE_CHECKING:
    from clinic_app.records.sqlite import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitLine:
    """A visit as a list shows it. `vaccines` are codes; `last_given_at` is UTC; `wrong`: an error is on file."""

    visit_id: str
    person_id: str
    name: str
    sex: str
    birth_date: date | None
    ticket: str
    visit_on: date
    state: VisitState
    opened_at: datetime
    last_given_at: datetime | None
    vaccines: tuple[str, ...]
    extra_minutes: int = 0
    wrong: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperLine:
    """The consent paper of one visit. `filed` is where it lies, empty while nobody has said."""

    visit_id: str
    person_id: str
    name: str
    ticket: str
    signed: bool
    given: bool
    filed: str

    @property
    def missing(self) -> bool:
        """Return whether the paper is missing: signed and not put away, or a needle without a signature."""
        return not self.filed if self.signed else self.given


_PAPERS_ON = """
SELECT visit_id, visit.person_id, name, ticket, consented_at IS NOT NULL, last_given_at IS NOT NULL, consent_filed
  FROM visit JOIN person ON person.person_id = visit.person_id
 WHERE visit_on = :day ORDER BY opened_at, visit_id
"""
NEWEST_FILING = """
SELECT consent_filed FROM visit WHERE consent_filed <> '' ORDER BY consented_at DESC, visit_id DESC LIMIT 1
"""
_LINE = """
SELECT visit.visit_id, visit.person_id, person.name, person.sex, person.birth_date, ticket, visit_on, state,
       opened_at, last_given_at,
       (SELECT group_concat(vaccine) FROM (
          SELECT vaccine, planned_id AS place FROM planned_dose
           WHERE planned_dose.visit_id = visit.visit_id AND planned_dose.state <> 'not_given'
          UNION ALL
          SELECT vaccine, 'z' || dose_id FROM dose
           WHERE dose.person_id = visit.person_id AND dose.visit_id = visit.visit_id AND void_reason = ''
             AND dose_id NOT IN (SELECT dose_id FROM planned_dose AS planned
                                  WHERE planned.visit_id = visit.visit_id AND planned.dose_id IS NOT NULL)
          ORDER BY place)),
       extra_minutes,
       EXISTS (SELECT 1 FROM vaccination_error AS error
                WHERE error.person_id = visit.person_id AND error.visit_id = visit.visit_id)
  FROM visit JOIN person ON person.person_id = visit.person_id
"""
_OPEN = (
    _LINE
    + f" WHERE state IN ({', '.join(repr(state.value) for state in sorted(OPEN_STATES, key=lambda s: s.value))})"
    + " ORDER BY opened_at, visit.visit_id"
)
_BY_TICKET = _LINE + " WHERE ticket = :ticket ORDER BY opened_at DESC"
_OF_PERSON = _LINE + " WHERE visit.person_id = :person AND visit_on = :day ORDER BY opened_at DESC"
_COUNT_ON = "SELECT count(*) FROM visit WHERE visit_on = :day"
_GIVEN_ON = "SELECT count(*), count(DISTINCT person_id) FROM dose WHERE given_on = :day AND source = 'here'"
_ENDED_ON = """
SELECT state, count(*) FROM visit WHERE visit_on = :day AND last_given_at IS NOT NULL GROUP BY state
"""


def open_visits(db: Connection) -> list[VisitLine]:
    """Return the visits that wait for somebody in the room, in the order they were opened."""
    return _lines(db, _OPEN, {})


def visits_with_ticket(db: Connection, ticket: str) -> list[VisitLine]:
    """Return the visits with this ticket, the newest first."""
    return _lines(db, _BY_TICKET, {"ticket": ticket})


def visits_of_person(db: Connection, person_id: str, day: date) -> list[VisitLine]:
    """Return the person's visits of `day`, the newest first."""
    return _lines(db, _OF_PERSON, {"person": person_id, "day": day.isoformat()})


def visits_on(db: Connection, day: date) -> int:
    """Return how many visits were opened on `day`."""
    return int(db.execute(_COUNT_ON, {"day": day.isoformat()}).fetchone()[0])


def doses_and_people_on(db: Connection, day: date) -> tuple[int, int]:
    """Return how many doses were given here on `day`, and to how many people."""
    doses, people = db.execute(_GIVEN_ON, {"day": day.isoformat()}).fetchone()
    return doses, people


def observed_on(db: Connection, day: date) -> dict[VisitState, int]:
    """Return for each state how many visits of `day` with a needle stand in it."""
    rows = db.execute(_ENDED_ON, {"day": day.isoformat()}).fetchall()
    return {VisitState(state): count for state, count in rows}


def papers_on(db: Connection, day: date) -> list[PaperLine]:
    """Return the consent papers of the visits of `day`, in the order they were opened."""
    return [
        PaperLine(
            visit_id=row[0],
            person_id=row[1],
            name=row[2],
            ticket=row[3],
            signed=bool(row[4]),
            given=bool(row[5]),
            filed=row[6],
        )
        for row in db.execute(_PAPERS_ON, {"day": day.isoformat()}).fetchall()
    ]


def newest_filing(db: Connection) -> str:
    """Return where the paper signed last was put, empty when none ever was."""
    row = db.execute(NEWEST_FILING).fetchone()
    return row[0] if row else ""


def person_of_visit(db: Connection, visit_id: str) -> str | None:
    """Return the person whose visit it is, or None."""
    row = db.execute("SELECT person_id FROM visit WHERE visit_id = ?", (visit_id,)).fetchone()
    return row[0] if row else None


def _lines(db: Connection, sql: str, parameters: dict[str, Any]) -> list[VisitLine]:
    return [
        VisitLine(
            visit_id=row[0],
            person_id=row[1],
            name=row[2],
            sex=row[3],
            birth_date=date.fromisoformat(row[4]) if row[4] else None,
            ticket=row[5],
            visit_on=date.fromisoformat(row[6]),
            state=VisitState(row[7]),
            opened_at=moment_from(row[8]),
            last_given_at=moment_from(row[9]) if row[9] else None,
            vaccines=tuple(row[10].split(",")) if row[10] else (),
            extra_minutes=row[11],
            wrong=bool(row[12]),
        )
        for row in db.execute(sql, parameters).fetchall()
    ]


def given_by_half_hour(db: Connection, day: date) -> dict[int, int]:
    """Return people vaccinated here on `day` by half hour: minutes since the clinic's midnight -> people."""
    rows = db.execute(
        "SELECT min(given_at) FROM dose WHERE given_on = :day AND source = 'here' AND given_at IS NOT NULL "
        "GROUP BY person_id",
        {"day": day.isoformat()},
    ).fetchall()
    counts: dict[int, int] = {}
    for (given_at,) in rows:
        local = local_time(moment_from(given_at))
        half_hour = (local.hour * 60 + local.minute) // 30 * 30
        counts[half_hour] = counts.get(half_hour, 0) + 1
    return counts
