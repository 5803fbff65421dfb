"""What a day offers a person (登记): what is proposed, what waits for another day and why, what is paid for."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from clinic_app.domain.immunization.results import Status
from clinic_app.domain.injection_sites import ORAL, sites_for, sites_taken
from clinic_app.domain.safety_check import PointState
from clinic_app.records.clinic_book import load_clinic_book
from clinic_app.records.stock import lots_in_stock
from clinic_app.services.assessment import assess_card, supposing
from clinic_app.services.programme_check import judge_today, series_of
from clinic_app.services.resource_files import priorities
from clinic_app.services.visit_plans import visits_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from clinic_app.domain.clinic_days import ClinicDays
    from clinic_app.domain.clinic_settings import ClinicSettings
    from clinic_app.domain.fold.card import Card
    from clinic_app.domain.immunization.catalogue import Vaccine
    from clinic_app.domain.immunization.results import Assessment, SeriesForecast
    from clinic_app.domain.immunization.rules import Rules
    from clinic_app.domain.lot import Lot
    from clinic_app.records.sqlite import Connection

NO_STOCK, LIMIT, NO_SITE = "no_stock", "limit", "no_site"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanningDay:
    """All that planning looks at. `lots` are those that may be used today by vaccine, first-expired first."""

    rules: Rules
    card: Card
    on: date
    settings: ClinicSettings
    days: ClinicDays
    assessment: Assessment
    lots: Mapping[str, tuple[Lot, ...]]

    @property
    def born(self) -> date:
        """Return the birth date; a card that was assessed has one."""
        assert self.card.person is not None
        return self.card.person.birth_date

    @property
    def lines(self) -> tuple[SeriesForecast, ...]:
        """Return every series that is forecast or, where nobody needs to begin it, offered."""
        return (*self.assessment.forecasts, *self.assessment.unbegun)

    @property
    def self_paid(self) -> frozenset[str]:
        """Return the series outside the programme."""
        return self.rules.edition_in_force(self.on).self_paid

    def doses_on_hand(self, vaccine: str) -> int:
        """Return how many doses of the vaccine may be used today."""
        return sum(lot.doses_on_hand for lot in self.lots.get(vaccine, ()))

    def sites(self, vaccine: str) -> tuple[str, ...]:
        """Return where the vaccine may go at this age, the usual site first."""
        return sites_for(self.rules.vaccine(vaccine), self.born, self.on)

    def is_charged(self, vaccine: str) -> bool:
        """Return whether this person pays for the vaccine."""
        return self.rules.vaccine(vaccine).paid and vaccine not in self.assessment.free

    def series(self, vaccine: str) -> frozenset[str]:
        """Return the series the vaccine fills at this age."""
        return series_of(self.rules.vaccine(vaccine), self.born, self.on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One series that is due today, or one paid vaccine that may be given.

    Attributes:
        series: code of the series; of a vaccine without rules the first it fills.
        vaccines: what may be given in this row, the first choice first.
        proposed: it is chosen unless the nurse says otherwise.
        wait: why it is not proposed: `no_stock`, `limit`, `no_site`; empty when it is, or is paid.
        instead_of: the free vaccines that are due and that this paid one would take the place of.
    """

    series: str
    vaccines: tuple[str, ...]
    forecast: SeriesForecast | None = None
    proposed: bool = False
    wait: str = ""
    instead_of: tuple[str, ...] = ()

    @property
    def vaccine(self) -> str:
        """Return the first choice."""
        return self.vaccines[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierProduct:
    """The last dose of a series was of another product or maker than what is on hand (同一种类疫苗).

    Attributes:
        vaccine, maker, given_on: of that dose. in_stock: whether the same may be used today.
    """

    vaccine: str
    maker: str
    given_on: date
    in_stock: bool


@dataclass(slots=True)
class _Filled:
    """What the day holds already while offers are gone through."""

    injections: int = 0
    drops: int = 0
    sites: set[str] = field(default_factory=set)


def planning_day(db: Connection, rules: Rules, card: Card, on: date) -> PlanningDay | None:
    """Return what planning looks at, as of now; None for a person whose birth date is not known."""
    assessment = assess_card(rules, card, on, unbegun=True)
    if assessment is None:
        return None
    by_vaccine: dict[str, tuple[Lot, ...]] = {}
    for lot in lots_in_stock(db):
        if lot.problem_on(on) is None:
            by_vaccine[lot.vaccine] = (*by_vaccine.get(lot.vaccine, ()), lot)
    book = load_clinic_book(db)
    return PlanningDay(
        rules=rules,
        card=card,
        on=on,
        settings=book.settings,
        days=book.days,
        assessment=assessment,
        lots=by_vaccine,
    )


def due_offers(day: PlanningDay) -> tuple[Offer, ...]:
    """Return the series for which a free dose is due, in booklet order.

    Where not all fits into one day, what the plan of the next visits gives today is proposed first, then what comes
    first by the programme's own order (`resources/codes/priorities.json`): measles, what is late, the rest. Proposed
    is as much as one day takes: so many injections and drops as the clinic's settings say, each injection at a site
    of its own. The rest says what it waits for.
    """
    filled = _filled_already(day)
    due = [forecast for forecast in day.assessment.due if _free_ones(day, forecast)]
    offers = {forecast.series: _offer(day, forecast, filled) for forecast in _pressing_first(day, due)}
    return tuple(offers[forecast.series] for forecast in due)


def _pressing_first(day: PlanningDay, due: list[SeriesForecast]) -> list[SeriesForecast]:
    """Return the due series in the order in which they are taken into the day."""
    if len(due) <= min(day.settings.injections_per_day, day.settings.oral_per_day):
        return due
    plan = visits_of(day.rules, day.card, day.settings, day.days, day.on, from_any_day=True)
    first = plan.first if plan is not None else None
    planned = {dose.series for dose in first.doses} if first is not None and first.on == day.on else set()

    def place(forecast: SeriesForecast) -> tuple[bool, int]:
        return forecast.series not in planned, rank_of(day, forecast)

    return sorted(due, key=place)


def rank_of(day: PlanningDay, forecast: SeriesForecast) -> int:
    """Return the place of a due series in the order of what comes first, 0 the most pressing."""
    return priorities().rank(_first_choice(day, forecast), programme=True, late=forecast.late)


def why_first(day: PlanningDay, forecast: SeriesForecast, before: SeriesForecast) -> str:
    """Return the id of the priority by which one due series comes before another; empty when none says so."""
    if rank_of(day, forecast) >= rank_of(day, before):
        return ""
    found = priorities().speaking_for(_first_choice(day, forecast), programme=True, late=forecast.late)
    return found.id if found is not None else ""


def _first_choice(day: PlanningDay, forecast: SeriesForecast) -> Vaccine:
    return day.rules.vaccine(forecast.vaccine or forecast.vaccines[0])


def paid_offers(day: PlanningDay) -> tuple[Offer, ...]:
    """Return the paid vaccines in stock that may be given today, by programme and label (今天也可种)."""
    offers = []
    for code in day.lots:
        vaccine = day.rules.vaccines.get(code)
        if vaccine is not None and day.is_charged(code) and _may_be_given(day, vaccine):
            open_lines = (line for line in day.lines if line.open_on(day.on) and code in line.vaccines)
            forecast = next(open_lines, None)
            series = forecast.series if forecast else vaccine.covers[0]
            offers.append(
                Offer(series=series, vaccines=(code,), forecast=forecast, instead_of=free_taken_over(day, code))
            )
    return tuple(offers)


def free_taken_over(day: PlanningDay, vaccine: str) -> tuple[str, ...]:
    """Return the free vaccines due today in whose place this paid one would be given; none for a free vaccine."""
    if not day.is_charged(vaccine):
        return ()
    covered = day.series(vaccine)
    free = [_free_ones(day, forecast) for forecast in day.assessment.due if forecast.series in covered]
    return tuple(codes[0] for codes in free if codes)


def moved_by(day: PlanningDay, vaccines: Iterable[str]) -> dict[str, date]:
    """Return the series that would have to wait longer were these vaccines given today, and until when."""
    given = tuple(vaccines)
    tomorrow = day.on + timedelta(days=1)
    before, after = assess_card(day.rules, day.card, tomorrow), supposing(day.rules, day.card, given, day.on, tomorrow)
    filled = frozenset().union(*(day.series(code) for code in given))
    if before is None or after is None:
        return {}
    moved = {}
    for forecast in after.forecasts:
        earlier = before.forecast_of(forecast.series)
        open_now = earlier is not None and (earlier.possible or earlier.status is Status.WAITING)
        if earlier is None or not open_now or forecast.series in filled or forecast.earliest is None:
            continue
        if forecast.earliest > max(earlier.earliest or tomorrow, tomorrow):
            moved[forecast.series] = forecast.earliest
    return moved


def earlier_product(day: PlanningDay, vaccine: str) -> EarlierProduct | None:
    """Return the last dose of the same series when what is on hand differs from it, None when it does not.

    Another vaccine that the programme itself puts first (bOPV after IPV) is no difference.
    """
    covered = day.series(vaccine)
    earlier = [
        dose
        for dose in day.card.counted_doses
        if dose.vaccine in day.rules.vaccines and covered & {*day.rules.vaccine(dose.vaccine).covers}
    ]
    if not earlier:
        return None
    last = earlier[-1]
    lots = day.lots.get(last.vaccine, ())
    same = tuple(lot for lot in lots if not last.maker or lot.maker == last.maker)
    if last.vaccine != vaccine:
        differs = not any(forecast.vaccine == vaccine for forecast in day.assessment.due)
    else:
        differs = bool(last.maker and lots) and lots[0].maker != last.maker
    if not differs:
        return None
    return EarlierProduct(vaccine=last.vaccine, maker=last.maker, given_on=last.given_on, in_stock=bool(same))


def _offer(day: PlanningDay, forecast: SeriesForecast, filled: _Filled) -> Offer:
    free = _free_ones(day, forecast)
    first = next((code for code in free if day.doses_on_hand(code)), "")
    vaccines = (first, *(code for code in free if code != first)) if first else free
    wait = _fill(day, first, filled) if first else NO_STOCK
    return Offer(series=forecast.series, vaccines=vaccines, forecast=forecast, proposed=not wait, wait=wait)


def _fill(day: PlanningDay, vaccine: str, filled: _Filled) -> str:
    """Take the vaccine into the day, or say why the day does not hold it."""
    sites = day.sites(vaccine)
    if ORAL in sites:
        if filled.drops >= day.settings.oral_per_day:
            return LIMIT
        filled.drops += 1
        return ""
    if filled.injections >= day.settings.injections_per_day:
        return LIMIT
    site = next((site for site in sites if site not in filled.sites), None)
    if site is None:
        return NO_SITE
    filled.injections += 1
    filled.sites.add(site)
    return ""


def _filled_already(day: PlanningDay) -> _Filled:
    given = [dose for dose in day.card.counted_doses if dose.given_on == day.on]
    drops = sum(1 for dose in given if dose.site == ORAL)
    return _Filled(injections=len(given) - drops, drops=drops, sites=set(sites_taken(given, day.on)))


def _free_ones(day: PlanningDay, forecast: SeriesForecast) -> tuple[str, ...]:
    return tuple(code for code in forecast.vaccines if not day.is_charged(code))


def _may_be_given(day: PlanningDay, vaccine: Vaccine) -> bool:
    """Whether a paid vaccine is listed today: what is wholly outside the programme, at the ages of its label only."""
    filled = [line for line in day.lines if line.series in day.series(vaccine.code)]
    if (
        filled
        and all(line.series in day.self_paid for line in filled)
        and not any(
            line.status is Status.NEEDS_FACT or (line.open_on(day.on) and vaccine.code in line.vaccines)
            for line in filled
        )
    ):
        return False
    judgement = judge_today(day.rules, day.card, vaccine, day.on)
    return judgement.verdict is not PointState.RED
