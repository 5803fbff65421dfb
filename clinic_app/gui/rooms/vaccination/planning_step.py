"""Step 2, 登记: what is due today and why, and which of it will be given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clinic_app.domain.immunization.results import Status
from clinic_app.gui.wording import vaccination as wording
from clinic_app.gui.wording.failures import vaccine_name
from clinic_app.gui.wording.immunization import STATUS_WORDS, due_reason, forecast_words
from clinic_app.services.registration import ChosenVaccine, plan_doses
from clinic_app.services.vials import better_lots

if TYPE_CHECKING:
    from clinic_app.domain.immunization.results import SeriesForecast
    from clinic_app.gui.rooms.vaccination.bench import Bench
    from clinic_app.gui.rooms.vaccination.forms import PlanForm

_SILENT = frozenset({Status.COMPLETE, Status.CLOSED})


@dataclass(frozen=True, slots=True)
class DueFace:
    """One vaccine that can be given today: why, what is on hand, and whether it was chosen."""

    series: str
    vaccine: str
    dose: str
    reason: str
    stock: str
    short: bool
    late: bool
    check: bool
    chosen: bool
    others: int


@dataclass(frozen=True, slots=True)
class NotDueFace:
    """One series that is not for today, and why."""

    vaccine: str
    dose: str
    head: str
    reason: str
    amber: bool


@dataclass(frozen=True, slots=True)
class PlanningFace:
    """What the page of the registration shows; `missing` says why F9 is off."""

    due: tuple[DueFace, ...]
    not_due: tuple[NotDueFace, ...]
    save: str
    missing: str


class PlanningStep:
    """Shows what the programme says of today and takes the choice."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._rules = bench.tools.reader.rules

    def face(self) -> PlanningFace:
        """Return what the page shows now; the first time, everything due and on hand is chosen."""
        form = self._prepared()
        chosen = [form.vaccines[series] for series in form.chosen if series in form.vaccines]
        count = len(set(chosen))
        due = self._due()
        return PlanningFace(
            due=tuple(self._due_face(forecast, form) for forecast in due),
            not_due=tuple(self._not_due_face(forecast) for forecast in self._not_due()),
            save=wording.SAVE_PLAN.format(count=count) if count else wording.SAVE_PLAN_EMPTY,
            missing="" if count else wording.MISSING_CHOICE,
        )

    def toggle(self, series: str) -> None:
        """Choose a vaccine or leave it out (空格)."""
        self._bench.form.plan.chosen ^= {series}
        self._bench.refreshed()

    def change_vaccine(self, series: str, by: int) -> None:
        """Take another vaccine of the same series, when the programme allows one (← →)."""
        form = self._prepared()
        forecast = next((found for found in self._due() if found.series == series), None)
        if forecast is None or not forecast.vaccines:
            return
        place = forecast.vaccines.index(form.vaccines[series]) if form.vaccines[series] in forecast.vaccines else 0
        form.vaccines[series] = forecast.vaccines[(place + by) % len(forecast.vaccines)]
        self._bench.refreshed()

    def save(self) -> None:
        """Register the chosen vaccines (F9)."""
        form = self._prepared()
        codes = dict.fromkeys(form.vaccines[found.series] for found in self._due() if found.series in form.chosen)
        if codes:
            chosen = tuple(ChosenVaccine(vaccine=code) for code in codes)
            self._bench.wish("plan", lambda desk, which: plan_doses(desk, which, chosen))

    def _prepared(self) -> PlanForm:
        form = self._bench.form.plan
        for forecast in self._due():
            if forecast.series not in form.vaccines:
                form.vaccines[forecast.series] = self._first_choice(forecast)
                if not form.seen and self._stock(form.vaccines[forecast.series]):
                    form.chosen.add(forecast.series)
        form.seen = True
        return form

    def _due(self) -> tuple[SeriesForecast, ...]:
        opened = self._bench.opened
        return opened.assessment.due if opened else ()

    def _not_due(self) -> list[SeriesForecast]:
        opened = self._bench.opened
        forecasts = opened.assessment.forecasts if opened else ()
        return [found for found in forecasts if not found.possible and found.status not in _SILENT]

    def _first_choice(self, forecast: SeriesForecast) -> str:
        first = forecast.vaccine or forecast.vaccines[0]
        on_hand = (code for code in (first, *forecast.vaccines) if self._stock(code))
        return next(on_hand, first)

    def _stock(self, vaccine: str) -> int:
        lots = better_lots(self._bench.tools.reader.db, vaccine, self._bench.today)
        return sum(lot.doses_on_hand for lot in lots)

    def _due_face(self, forecast: SeriesForecast, form: PlanForm) -> DueFace:
        code = form.vaccines[forecast.series]
        stock = self._stock(code)
        return DueFace(
            series=forecast.series,
            vaccine=vaccine_name(self._rules, code),
            dose=wording.DOSE.format(number=forecast.number or forecast.counted + 1),
            reason=due_reason(forecast),
            stock=wording.STOCK.format(count=stock) if stock else wording.NO_STOCK,
            short=not stock,
            late=forecast.late,
            check=forecast.check,
            chosen=forecast.series in form.chosen,
            others=len(forecast.vaccines) - 1,
        )

    def _not_due_face(self, forecast: SeriesForecast) -> NotDueFace:
        names = {series.code: series.short_name for series in self._rules.series}
        waits = forecast.status is Status.WAITING and forecast.earliest is not None
        return NotDueFace(
            vaccine=names.get(forecast.series, forecast.series),
            dose=wording.DOSE.format(number=forecast.number) if forecast.number else "",
            head=wording.FROM_DAY.format(day=forecast.earliest) if waits else STATUS_WORDS[forecast.status],
            reason=forecast_words(forecast).partition("：")[2] if waits else forecast_words(forecast),
            amber=forecast.status in (Status.CHECK, Status.NEEDS_FACT),
        )
