"""What stands around the step in hand: steps, open children, the person's head, the small card."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from clinic_app.domain.clinic_time import local_time
from clinic_app.domain.immunization.results import Status, VerdictKind
from clinic_app.domain.visit import VisitState
from clinic_app.gui.faces import ChipFace, StepFace, StepState, Tone
from clinic_app.gui.wording import vaccination as wording
from clinic_app.gui.wording.codes import (
    OPEN_STEPS,
    RELATIONS,
    RESIDENCES,
    SEXES,
    age_words,
    grouped,
    masked_phone,
    temperature_words,
)
from clinic_app.gui.wording.immunization import forecast_words
from clinic_app.services.gate import CAUTION_FACTS, STOPPING_FACT

if TYPE_CHECKING:
    from clinic_app.domain.immunization.results import Assessment, SeriesForecast
    from clinic_app.domain.person import HealthFact
    from clinic_app.domain.visit import Visit
    from clinic_app.gui.rooms.vaccination.bench import Bench

STEP_OF = {
    VisitState.WAITING: 0,
    VisitState.SCREENED: 1,
    VisitState.REGISTERED: 2,
    VisitState.INFORMED: 3,
    VisitState.INJECTING: 3,
    VisitState.OBSERVING: 4,
}
_TICKET_TAIL = 3


class Mark(Enum):
    """What one sign of the small card says."""

    VALID = "valid"
    INVALID = "invalid"
    CHECK = "check"
    TODAY = "today"
    WAITING = "waiting"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class HeadFace:
    """Who is in hand, large enough to read across the table."""

    name: str
    sex: str
    age: str
    born: str
    facts: tuple[str, ...]
    chips: tuple[ChipFace, ...]


@dataclass(frozen=True, slots=True)
class OpenChildFace:
    """One child whose visit of today is not finished at this desk."""

    person_id: str
    ticket: str
    name: str
    step: str
    in_hand: bool


@dataclass(frozen=True, slots=True)
class SeriesMarks:
    """One vaccine of the small card with a sign for each dose."""

    series: str
    marks: tuple[Mark, ...]
    today: bool


@dataclass(frozen=True, slots=True)
class WaitFace:
    """One series that has to wait, until when and why."""

    head: str
    day: str
    reason: str


@dataclass(frozen=True, slots=True)
class CardFace:
    """The small card at the right."""

    count: str
    rows: tuple[SeriesMarks, ...]
    waits: tuple[WaitFace, ...]
    alarms: tuple[tuple[str, str], ...]


def head_face(bench: Bench) -> HeadFace | None:
    """Return the head of the person in hand."""
    if bench.opened is None:
        return None
    person = bench.opened.person
    guardian = f"{RELATIONS.get(person.guardian_relation, '')} {bench.name(person.guardian_name)}".strip()
    booklet = person.booklet_number or person.child_code
    facts = (
        f"{guardian}  {masked_phone(person.phone)}".strip() if person.guardian_name else masked_phone(person.phone),
        person.village,
        f"{wording.BOOKLET_CODE} {grouped(booklet)}" if booklet else wording.NO_BOOKLET,
    )
    chips = []
    if person.residence in RESIDENCES:
        chips.append(ChipFace(RESIDENCES[person.residence], Tone.GREY, "map-pin"))
    chips += [ChipFace(fact_words(fact), _tone(fact), None) for fact in _alarming(bench)[:2]]
    return HeadFace(
        name=bench.name(person.name),
        sex=SEXES.get(person.sex, ""),
        age=age_words(person.birth_date, bench.today, " "),
        born=wording.BORN.format(day=person.birth_date),
        facts=tuple(fact for fact in facts if fact),
        chips=tuple(chips),
    )


def step_faces(bench: Bench) -> tuple[StepFace, ...]:
    """Return the five steps with what was found at each."""
    visit = bench.visit
    if visit is None:
        return tuple(
            StepFace(title, todo, StepState.COMING)
            for title, todo in zip(wording.STEPS, wording.STEP_TODO, strict=True)
        )
    place = STEP_OF.get(visit.state, len(wording.STEPS))
    ended = visit.state not in STEP_OF
    notes = _notes(bench, visit)
    faces = []
    for number, title in enumerate(wording.STEPS):
        done = bool(notes[number]) and (number < place or ended)
        state = StepState.DONE if done else (StepState.CURRENT if number == place else StepState.COMING)
        faces.append(StepFace(title, notes[number] or wording.STEP_TODO[number], state))
    return tuple(faces)


def open_children(bench: Bench) -> tuple[OpenChildFace, ...]:
    """Return the children of today that are not finished at this desk; the one in hand keeps its place."""
    current = bench.visit.id if bench.visit else ""
    return tuple(
        OpenChildFace(
            person_id=line.person_id,
            ticket=line.ticket[-_TICKET_TAIL:],
            name=bench.name(line.name),
            step=OPEN_STEPS[line.state],
            in_hand=line.visit_id == current,
        )
        for line in bench.waiting_lines
        if line.visit_on == bench.today
    )


def card_face(bench: Bench) -> CardFace | None:
    """Return the small card of the person in hand."""
    if bench.opened is None:
        return None
    assessment = bench.opened.assessment
    names = {series.code: series.short_name for series in bench.tools.reader.rules.series}
    today = _vaccines_today(bench)
    rows = tuple(
        SeriesMarks(
            series=names.get(forecast.series, forecast.series),
            marks=_marks(assessment, forecast, bool(today & set(forecast.vaccines))),
            today=bool(today & set(forecast.vaccines)),
        )
        for forecast in assessment.forecasts
        if forecast.total or forecast.counted or forecast.status is not Status.CLOSED
    )
    waiting = [f for f in assessment.forecasts if f.status is Status.WAITING and f.earliest is not None]
    waiting.sort(key=lambda forecast: forecast.earliest or bench.today)
    return CardFace(
        count=wording.CARD_COUNT.format(count=len(bench.opened.card.counted_doses)),
        rows=rows,
        waits=tuple(_wait_face(forecast, names) for forecast in waiting),
        alarms=tuple((fact_words(fact), f"{fact.on} {fact.source}".strip()) for fact in _alarming(bench)),
    )


def fact_words(fact: HealthFact) -> str:
    """Word a fact of the card: 过敏：青霉素."""
    return wording.FACTS.get(fact.what, "{value}").format(value=fact.value)


def _alarming(bench: Bench) -> list[HealthFact]:
    facts = bench.opened.card.facts if bench.opened else ()
    return [fact for fact in facts if fact.what in CAUTION_FACTS or fact.what == STOPPING_FACT]


def _tone(fact: HealthFact) -> Tone:
    return Tone.RED if fact.what == STOPPING_FACT else Tone.AMBER


def _notes(bench: Bench, visit: Visit) -> tuple[str, ...]:
    """Return what was found at each step, empty where nothing was yet."""
    screened = planned = informed = given = watched = ""
    if visit.screening is not None:
        tenths = visit.screening.temperature_tenths
        words = {"fit": wording.NORMAL, "postponed": wording.POSTPONE, "contraindicated": wording.CONTRAINDICATED}
        screened = f"{temperature_words(tenths)} {words.get(visit.screening.result, '')}".strip()
    if visit.planned:
        planned = wording.PLANNED.format(count=len(visit.planned))
        settled = sum(dose.settled for dose in visit.planned)
        place = min(settled + 1, len(visit.planned))
        given = wording.NEEDLE_OF.format(number=place, total=len(visit.planned)) if visit.consent else ""
        if settled == len(visit.planned):
            given = wording.NEEDLES_GIVEN.format(count=_needles_of(bench, visit))
    if visit.consent is not None:
        relation = RELATIONS.get(visit.consent.relation, "")
        informed = wording.SIGNED_BY.format(who=f"{relation} {bench.name(visit.consent.signer)}".strip())
    if visit.state in (VisitState.REACTION, VisitState.LEFT_EARLY):
        watched = wording.ENDED[visit.state]
    elif visit.may_leave_at is not None and visit.state is not VisitState.INJECTING:
        watched = wording.LEAVE_AT.format(moment=f"{local_time(visit.may_leave_at):%H:%M}")
    return screened, planned, informed, given, watched


def _needles_of(bench: Bench, visit: Visit) -> int:
    """Count what was injected in this visit, planned or by mistake."""
    doses = bench.opened.card.counted_doses if bench.opened else ()
    return sum(dose.visit_id == visit.id for dose in doses)


def _vaccines_today(bench: Bench) -> set[str]:
    """Return the vaccines of this visit that are still to be given."""
    planned = bench.visit.planned if bench.visit else ()
    return {dose.vaccine for dose in planned if not dose.settled}


def _marks(assessment: Assessment, forecast: SeriesForecast, today: bool) -> tuple[Mark, ...]:
    given = [_verdict_mark(v.kind) for v in assessment.verdicts if v.series == forecast.series]
    counted = forecast.counted
    total = forecast.total or counted
    if forecast.status in (Status.COMPLETE, Status.CLOSED, Status.OFFERED):
        return tuple(given)
    following = Mark.TODAY if today or forecast.possible else Mark.WAITING
    if forecast.status in (Status.CHECK, Status.NEEDS_FACT):
        following = Mark.CHECK
    return (*given, following, *(Mark.LATER for _ in range(total - counted - 1)))


def _verdict_mark(kind: VerdictKind) -> Mark:
    if kind in (VerdictKind.VALID, VerdictKind.ACCEPTED, VerdictKind.EXTRA):
        return Mark.VALID
    return Mark.INVALID if kind is VerdictKind.INVALID else Mark.CHECK


def _wait_face(forecast: SeriesForecast, names: dict[str, str]) -> WaitFace:
    sentence = forecast_words(forecast)
    return WaitFace(
        head=wording.WAIT_LINE.format(vaccine=names.get(forecast.series, ""), number=forecast.number or ""),
        day=wording.FROM_DAY.format(day=forecast.earliest),
        reason=sentence.partition("：")[2] or sentence,
    )
