"""The rows of the registration in words: what is chosen, what it replaces, and what it makes wait."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clinic_app.domain.immunization.results import Status
from clinic_app.gui.rooms.vaccination.planning_face import DueFace, NotDueFace
from clinic_app.gui.rooms.vaccination.planning_paid import yuan_words
from clinic_app.gui.wording import planning as wording
from clinic_app.gui.wording import vaccination as room_wording
from clinic_app.gui.wording.codes import SITES
from clinic_app.gui.wording.failures import vaccine_name
from clinic_app.gui.wording.immunization import STATUS_WORDS, due_reason, forecast_words
from clinic_app.services.plan_rules import dose_number, sites_of
from clinic_app.services.planning import LIMIT, earlier_product, moved_by, why_first

if TYPE_CHECKING:
    from datetime import date

    from clinic_app.domain.immunization.results import SeriesForecast
    from clinic_app.gui.rooms.vaccination.forms import PlanForm
    from clinic_app.services.planning import EarlierProduct, Offer, PlanningDay

SILENT = frozenset({Status.COMPLETE, Status.CLOSED, Status.OFFERED})
Rows = tuple[DueFace, ...]


@dataclass(frozen=True, slots=True)
class Choices:
    """What the day offers by row, and what is chosen of it."""

    day: PlanningDay
    offers: dict[str, Offer]
    form: PlanForm

    def chosen(self) -> tuple[str, ...]:
        """Return the chosen rows, in the order of the offers."""
        replaced = self.replaced()
        return tuple(row for row in self.offers if row in self.form.chosen and row not in replaced)

    def vaccines(self) -> tuple[str, ...]:
        """Return the chosen vaccines."""
        return tuple(self.form.vaccines[row] for row in self.chosen())

    def replaced(self) -> dict[str, str]:
        """Return the due rows that a chosen paid vaccine fills: row -> that vaccine."""
        paid = [
            self.form.vaccines[row]
            for row, offer in self.offers.items()
            if row in self.form.chosen and row != offer.series
        ]
        filled = {series: code for code in paid for series in self.day.series(code)}
        return {row: filled[row] for row in self.offers if row in filled}

    def sites(self) -> dict[str, str]:
        """Return where each chosen vaccine goes."""
        wanted = {self.form.vaccines[row]: site for row, site in self.form.sites.items() if row in self.form.chosen}
        vaccines = self.vaccines()
        return dict(zip(vaccines, sites_of(self.day, vaccines, wanted), strict=True))


def row_faces(choices: Choices) -> tuple[Rows, Rows, Rows]:
    """Return the rows of today, of next time, and of what is paid for."""
    moved = moved_by(choices.day, choices.vaccines()) if choices.chosen() else {}
    sites, replaced = choices.sites(), choices.replaced()
    due, later, also = [], [], []
    for row, offer in choices.offers.items():
        face = _face(choices, row, sites, replaced, moved)
        if row != offer.series:
            also.append(face)
        elif offer.proposed or face.chosen:
            due.append(face)
        else:
            later.append(face)
    return tuple(due), tuple(later), tuple(also)


def not_due_faces(day: PlanningDay) -> tuple[NotDueFace, ...]:
    """Return the series that cannot be given today, with date and reason."""
    names = {series.code: series.short_name for series in day.rules.series}
    return tuple(
        _not_due(forecast, names.get(forecast.series, forecast.series))
        for forecast in day.assessment.forecasts
        if not forecast.possible and forecast.status not in SILENT
    )


def _face(
    choices: Choices, row: str, sites: dict[str, str], replaced: dict[str, str], moved: dict[str, date]
) -> DueFace:
    day, offer, code = choices.day, choices.offers[row], choices.form.vaccines[row]
    chosen = row in choices.form.chosen and row not in replaced
    earlier = earlier_product(day, code) if chosen else None
    stock = day.doses_on_hand(code)
    about = wording.STOCK.format(count=stock) if stock else wording.NO_STOCK
    if earlier is not None:
        other = wording.OTHER_MAKER if earlier.vaccine == code else wording.OTHER_VACCINE
        about = f"{other} · {about}"
    return DueFace(
        series=row,
        vaccine=vaccine_name(day.rules, code),
        dose=_dose(choices, row, sites.get(code, "") if chosen else ""),
        reason=_reason(choices, row, earlier, replaced, moved),
        stock=about,
        short=not stock or earlier is not None,
        check=bool(offer.forecast and offer.forecast.check),
        chosen=chosen,
        others=len(offer.vaccines) - 1,
    )


def _dose(choices: Choices, row: str, site: str) -> str:
    form, code = choices.form, choices.form.vaccines[row]
    parts = [wording.DOSE.format(number=dose_number(choices.day, code))]
    if site:
        parts.append(SITES.get(site, site))
    if row in form.prices and row in form.chosen:
        parts.append(wording.PRICE.format(yuan=yuan_words(form.prices[row])))
        parts.append(wording.PAID if form.receipts.get(row) else wording.UNPAID)
    return " · ".join(parts)


def _reason(
    choices: Choices,
    row: str,
    earlier: EarlierProduct | None,
    replaced: dict[str, str],
    moved: dict[str, date],
) -> str:
    """Return the line below: why it stands as it does, the most pressing first."""
    day, offer = choices.day, choices.offers[row]
    given = choices.form.reasons.get(row, "")
    if row in replaced:
        return wording.REPLACED.format(vaccine=vaccine_name(day.rules, replaced[row]))
    if row not in choices.form.chosen:
        words = wording.LEFT_OUT.format(reason=given) if given else _why_waiting(choices, row)
        if row in moved:
            until = _moved(choices, row, moved[row])
            return until if choices.offers[row].wait == LIMIT and not given else f"{until}；{words}"
        return words
    if earlier is not None:
        return _earlier(day, earlier)
    words = _why(choices, offer)
    return wording.BECAUSE.format(reason=words, given=given) if given else words


def _why_waiting(choices: Choices, row: str) -> str:
    offer = choices.offers[row]
    if offer.wait == LIMIT:
        return _day_is_full(choices, offer)
    return wording.WAITS[offer.wait] if offer.wait else _why(choices, offer)


def _day_is_full(choices: Choices, offer: Offer) -> str:
    """Say what comes first today, and by which rule where one says so."""
    day = choices.day
    first = [one for row, one in choices.offers.items() if row == one.series and one.proposed and one.forecast]
    names = "、".join(vaccine_name(day.rules, one.vaccine) for one in first)
    rules = [why_first(day, one.forecast, offer.forecast) for one in first if one.forecast and offer.forecast]
    because = next((wording.FIRST[rule] for rule in rules if rule in wording.FIRST), "")
    return wording.DAY_FULL.format(vaccines=names, because=because) if names else wording.WAITS[LIMIT]


def _why(choices: Choices, offer: Offer) -> str:
    if offer.instead_of:
        free = "、".join(vaccine_name(choices.day.rules, code) for code in offer.instead_of)
        return wording.PAID_FOR.format(vaccines=free)
    if offer.forecast is None:
        return wording.PAID_EXTRA
    words = due_reason(offer.forecast)
    if offer.forecast.series in choices.day.self_paid:
        return f"{wording.PAID_EXTRA}：{words}"
    return f"{wording.CHECK_DATE}：{words}" if offer.forecast.check else words


def _moved(choices: Choices, row: str, until: date) -> str:
    """Say which of the chosen vaccines makes the row wait."""
    day, series = choices.day, choices.offers[row].series
    causes = [code for code in choices.vaccines() if series in moved_by(day, (code,))] or choices.vaccines()
    return wording.MOVED.format(vaccines="、".join(vaccine_name(day.rules, code) for code in causes), day=until)


def _earlier(day: PlanningDay, earlier: EarlierProduct) -> str:
    stock = wording.EARLIER_HERE if earlier.in_stock else wording.EARLIER_GONE
    name = vaccine_name(day.rules, earlier.vaccine)
    return wording.EARLIER.format(vaccine=name, maker=earlier.maker, day=earlier.given_on, stock=stock)


def _not_due(forecast: SeriesForecast, name: str) -> NotDueFace:
    waits = forecast.status is Status.WAITING and forecast.earliest is not None
    return NotDueFace(
        vaccine=name,
        dose=wording.DOSE.format(number=forecast.number) if forecast.number else "",
        head=room_wording.FROM_DAY.format(day=forecast.earliest) if waits else STATUS_WORDS[forecast.status],
        reason=forecast_words(forecast).partition("：")[2] if waits else forecast_words(forecast),
        amber=forecast.status in (Status.CHECK, Status.NEEDS_FACT),
    )
