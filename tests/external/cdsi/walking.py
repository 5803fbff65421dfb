"""One child through every series of its vaccine group: the engine judges and dates, the adapter keeps the place."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from cdsi.editions import (
    EARLIEST,
    LATEST,
    RECOMMENDED,
    Open,
    edition_of_day,
    edition_to_ask,
    joined,
    rule_of,
)
from cdsi.reading import antigens_in, codes
from cdsi.skipping import EVALUATION, FORECAST, Band, Day, Judged
from cdsi.supporting import Series, Target
from cdsi.vaccines import catalogue_of
from clinic_app.domain.calendar import Span
from clinic_app.domain.immunization.assess import GivenDose, assess
from clinic_app.domain.immunization.edition import Edition
from clinic_app.domain.immunization.reasons import ReasonCode
from clinic_app.domain.immunization.results import Assessment, DoseVerdict, SeriesForecast, Status, VerdictKind
from clinic_app.domain.immunization.rules import Rules

VALID, NOT_VALID, EXTRANEOUS = "Valid", "Not Valid", "Extraneous"
COMPLETE, NOT_COMPLETE, AGED_OUT, NOT_RECOMMENDED = "Complete", "Not complete", "Aged out", "Not recommended"


@dataclass(frozen=True)
class Child:
    """One case: who was given what, and the day of the forecast."""

    born: date
    sex: str
    doses: tuple[GivenDose, ...]
    on: date


@dataclass
class Path:
    """One series on the way.

    Attributes:
        satisfied: the target doses satisfied, in order, with the days.
        at: place of the next target dose among all of the series.
        judged, verdicts: what was said of each dose, for the conditions and in CDC's words.
        reasons: the engine's reasons for each dose.
        number: which dose of the series the next one is; None without one.
    """

    series: Series
    satisfied: list[tuple[Target, date]] = field(default_factory=list)
    at: int = 0
    judged: list[Judged] = field(default_factory=list)
    verdicts: list[str | None] = field(default_factory=list)
    reasons: list[frozenset[ReasonCode]] = field(default_factory=list)
    number: int | None = None
    status: str = NOT_COMPLETE
    earliest: date | None = None
    recommended: date | None = None
    past_due: date | None = None

    @property
    def valid_doses(self) -> int:
        """How many doses count."""
        return self.verdicts.count(VALID)

    @property
    def next_target(self) -> Target | None:
        """The target dose that comes next, None when none is left."""
        return self.series.targets[self.at] if self.at < len(self.series.targets) else None

    def stands(self, bands: tuple[Band, ...]) -> Open:
        """Return where the series stands."""
        given = dict.fromkeys(dose.code for dose in self.judged if self.series.antigen in antigens_in(dose.code))
        return Open(self.series, tuple(given), tuple(target for target, _ in self.satisfied), bands)

    def open_on(self, born: date, on: date, context: str) -> Open:
        """Return where the series stands on a day, by age."""
        return self.stands(Day(born, on, self.judged).bands(self.series.targets[self.at :], context))


class Walk:
    """All series of one vaccine group for one child."""

    def __init__(self, child: Child, series: Sequence[Series]) -> None:
        self._child = child
        self.paths = [Path(one) for one in series]
        self._given = sorted({dose.vaccine for dose in child.doses})
        self._firsts = {one.name: _first_vaccine(one) for one in series}
        self._catalogue = catalogue_of({*self._given, *self._firsts.values()}, series)
        self._days: dict[date, Edition] = {}

    def judge(self) -> None:
        """Let the engine judge the doses one after another, each day by its own edition."""
        for number, dose in enumerate(self._child.doses):
            places = [path.open_on(self._child.born, dose.on, EVALUATION) for path in self.paths]
            if dose.on not in self._days:
                waits = {code: self._wait(code, dose.on) for code in self._given}
                self._days[dose.on] = joined(edition_of_day(dose.on, places, self._child.born, waits), self._catalogue)
            answer = self._ask(self._days.values(), dose.on, self._child.doses[: number + 1])
            said = {verdict.series: verdict for verdict in answer.verdicts if verdict.dose_id == dose.id}
            for path, place in zip(self.paths, places, strict=True):
                target = place.first_on(self._child.born, dose.on)
                _note(path, dose, said.get(path.series.name), target)

    def forecast(self) -> None:
        """Let the engine choose and date the next target dose, then date it by what is recommended for it."""
        places = [path.open_on(self._child.born, self._child.on, FORECAST) for path in self.paths]
        first = self._ahead(EARLIEST, places)
        for path in self.paths:
            line = first.forecast_of(path.series.name)
            path.at = _place_of(path.series, line.rule if line and line.earliest else "")
        chosen = [path.stands((Band(Span(), (path.next_target,)),)) for path in self.paths if path.next_target]
        recommended, latest = self._ahead(RECOMMENDED, chosen), self._ahead(LATEST, chosen)
        for path in self.paths:
            _settle(path, *(answer.forecast_of(path.series.name) for answer in (first, recommended, latest)))

    def _ahead(self, name: str, places: Sequence[Open]) -> Assessment:
        waits = {vaccine.code: self._wait(vaccine.code, None) for vaccine in self._catalogue.vaccines}
        asked = edition_to_ask(name, self._child.on, places, waits if name == EARLIEST else {}, self._firsts)
        return self._ask(
            [*self._days.values(), joined(asked, self._catalogue)], self._child.on, self._child.doses, asked.edition
        )

    def _wait(self, code: str, day: date | None) -> Span | None:
        """Return how long a live vaccine waits after the last live dose before `day`; None where it is not live."""
        live, conflicts = code.partition("/")[0], codes().conflicts
        if (live, live) not in conflicts:
            return None
        earlier = [
            (number, conflicts[dose.vaccine, live])
            for number, dose in enumerate(self._child.doses)
            if (dose.vaccine, live) in conflicts and (day is None or dose.on < day)
        ]
        if not earlier:
            return conflicts[live, live].after_any
        number, conflict = earlier[-1]
        refused = any(path.verdicts[number] == NOT_VALID for path in self.paths)
        return conflict.after_any if day is None or refused else conflict.after_valid

    def _ask(
        self, editions: Iterable[Edition], on: date, doses: Sequence[GivenDose], edition: str | None = None
    ) -> Assessment:
        return assess(
            Rules(self._catalogue, editions, stamp="CDSi"),
            birth_date=self._child.born,
            sex=self._child.sex,
            doses=doses,
            on=on,
            edition=edition,
        )


def _note(path: Path, dose: GivenDose, verdict: DoseVerdict | None, target: Target | None) -> None:
    """Move a series on by what the engine said of a dose."""
    said = None if verdict is None else _word(verdict)
    inadvertent = verdict is not None and _is(verdict, ReasonCode.COMPONENT_NOT_COUNTED)
    path.verdicts.append(said)
    path.reasons.append(frozenset() if verdict is None else frozenset(reason.code for reason in verdict.reasons))
    path.judged.append(
        Judged(dose.vaccine, dose.on, None if said in (None, EXTRANEOUS) else said == VALID, inadvertent)
    )
    if said is not None and target is not None:
        path.at = path.series.targets.index(target)
    if said == VALID and target is not None:
        path.satisfied.append((target, dose.on))
        path.at += not target.recurring


def _word(verdict: DoseVerdict) -> str:
    """Return CDC's word for a verdict of the engine."""
    if verdict.kind is VerdictKind.VALID:
        return VALID
    if _is(verdict, ReasonCode.ALREADY_COMPLETE) or _is(verdict, ReasonCode.NO_RULE_FOR_AGE):
        return EXTRANEOUS
    return NOT_VALID


def _is(verdict: DoseVerdict, code: ReasonCode) -> bool:
    return any(reason.code is code for reason in verdict.reasons)


def _settle(
    path: Path, first: SeriesForecast | None, recommended: SeriesForecast | None, latest: SeriesForecast | None
) -> None:
    """Take over what the three editions said of one series."""
    if first is None or first.status is Status.COMPLETE:
        path.status = COMPLETE if path.satisfied else NOT_RECOMMENDED
    elif first.earliest is None:
        path.status = AGED_OUT
    else:
        path.status, path.earliest, path.number = NOT_COMPLETE, first.earliest, first.number
        path.recommended = max(first.earliest, (recommended and recommended.earliest) or first.earliest)
        late_from = latest and (latest.finish_before or latest.earliest)
        if late_from is not None:
            path.past_due = max(first.earliest, late_from - timedelta(days=1))


def _place_of(series: Series, rule: str) -> int:
    """Return the place of the target dose whose slot a forecast names; one past the last where it names none."""
    found = (place for place, target in enumerate(series.targets) if rule_of(series, target) == rule)
    return next(found, len(series.targets))


def _first_vaccine(series: Series) -> str:
    """Return the vaccine that stands for a series in its forecast."""
    return next(window.code for target in series.targets for window in target.windows)
