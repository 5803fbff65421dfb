"""The rules of a plan (登记): what may be chosen, what needs a reason, what is paid for, and where each dose goes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clinic_app.domain.entries.visit import LeftOutSeries, PlannedVaccine
from clinic_app.domain.injection_sites import ORAL, sites_taken
from clinic_app.domain.safety_check import PointState
from clinic_app.services import failures
from clinic_app.services.planning import due_offers, free_taken_over
from clinic_app.services.programme_check import judge_today

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from clinic_app.services.planning import PlanningDay

DEAREST_FEN = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenVaccine:
    """One vaccine the nurse wants to give today.

    Attributes:
        site: empty takes the first free one of the product; another one needs a reason.
        reason: why it differs from what is due, empty when it does not.
        price_fen: price of a paid one in fen, None while nobody has said. paid: the price was paid.
        receipt_number: of the receipt, when paid.
    """

    vaccine: str
    site: str = ""
    reason: str = ""
    price_fen: int | None = None
    paid: bool = False
    receipt_number: str = ""


def planned_vaccines(
    day: PlanningDay, chosen: Sequence[ChosenVaccine], mint: Callable[[], str]
) -> tuple[PlannedVaccine, ...]:
    """Return the plan of the day.

    Raises:
        NothingChosen, SameSeriesTwice, NotDue, DeviationUnexplained, PaidChoiceMissing, PriceWrong, ChargedForFree,
        SiteTaken: see `services.failures`.
    """
    _require_one_for_each_series(day, chosen)
    for choice in chosen:
        _require_allowed(day, choice)
        _require_written_choice(day, choice)
        _require_honest_price(day, choice)
    _require_day_not_too_full(day, chosen)
    sites = _sites(day, chosen)
    return tuple(
        PlannedVaccine(
            planned_id=mint(),
            vaccine=choice.vaccine,
            dose_number=dose_number(day, choice.vaccine),
            site=site,
            reason=choice.reason.strip(),
            instead_of=next(iter(free_taken_over(day, choice.vaccine)), ""),
            price_fen=choice.price_fen or 0,
            paid=choice.paid,
            receipt_number=choice.receipt_number.strip(),
        )
        for choice, site in zip(chosen, sites, strict=True)
    )


def left_out_series(
    day: PlanningDay, chosen: Sequence[ChosenVaccine], reasons: Mapping[str, str]
) -> tuple[LeftOutSeries, ...]:
    """Return the due series that wait for another day, with the reason of a person or of the day itself.

    Raises:
        DeviationUnexplained: one that was proposed was left out without a reason.
    """
    filled = frozenset().union(*(day.series(choice.vaccine) for choice in chosen))
    left_out = []
    for offer in due_offers(day):
        if offer.series in filled:
            continue
        reason = reasons.get(offer.series, "").strip() or offer.wait
        if not reason:
            raise failures.DeviationUnexplained(offer.vaccine, "left_out")
        left_out.append(LeftOutSeries(series=offer.series, reason=reason))
    return tuple(left_out)


def dose_number(day: PlanningDay, vaccine: str) -> int:
    """Return the number the dose will have in its series; without rules the doses on the card are counted."""
    forecasts = [forecast for forecast in day.lines if forecast.series in day.series(vaccine)]
    if forecasts:
        named = next((forecast for forecast in forecasts if vaccine in forecast.vaccines), forecasts[0])
        return named.number or named.counted + 1
    return 1 + sum(1 for dose in day.card.counted_doses if dose.vaccine == vaccine)


def _require_one_for_each_series(day: PlanningDay, chosen: Sequence[ChosenVaccine]) -> None:
    if not chosen:
        raise failures.NothingChosen
    filled_by: dict[str, str] = {}
    for choice in chosen:
        for filled in {choice.vaccine, *day.series(choice.vaccine)}:
            if filled in filled_by:
                raise failures.SameSeriesTwice(choice.vaccine, filled_by[filled])
            filled_by[filled] = choice.vaccine


def _require_allowed(day: PlanningDay, choice: ChosenVaccine) -> None:
    explained = bool(choice.reason.strip())
    vaccine = day.rules.vaccine(choice.vaccine)
    judgement = judge_today(day.rules, day.card, vaccine, day.on, deviates=explained)
    if judgement.verdict is PointState.RED:
        raise failures.NotDue(choice.vaccine, judgement.until)
    is_due = any(choice.vaccine in line.vaccines and line.open_on(day.on) for line in day.lines)
    if not is_due and not explained:
        raise failures.DeviationUnexplained(choice.vaccine, "not_due")


def _require_written_choice(day: PlanningDay, choice: ChosenVaccine) -> None:
    signed = {(known.vaccine, known.instead_of) for known in day.card.paid_choices}
    for free in free_taken_over(day, choice.vaccine):
        if (choice.vaccine, free) not in signed:
            raise failures.PaidChoiceMissing(vaccine=choice.vaccine, instead_of=free)


def _require_honest_price(day: PlanningDay, choice: ChosenVaccine) -> None:
    receipt = choice.receipt_number.strip()
    if not day.is_charged(choice.vaccine):
        if choice.price_fen or choice.paid or receipt:
            raise failures.ChargedForFree(choice.vaccine)
        return
    if choice.price_fen is None or not 0 <= choice.price_fen <= DEAREST_FEN or choice.paid is not bool(receipt):
        raise failures.PriceWrong(choice.vaccine)


def _require_day_not_too_full(day: PlanningDay, chosen: Sequence[ChosenVaccine]) -> None:
    today = [dose for dose in day.card.counted_doses if dose.given_on == day.on]
    drops = sum(1 for dose in today if dose.site == ORAL)
    room = {True: day.settings.oral_per_day - drops, False: day.settings.injections_per_day - (len(today) - drops)}
    for choice in chosen:
        oral = ORAL in day.sites(choice.vaccine)
        room[oral] -= 1
        if room[oral] < 0 and not any(one.reason.strip() for one in chosen if (ORAL in day.sites(one.vaccine)) is oral):
            raise failures.DeviationUnexplained(choice.vaccine, "limit")


def _sites(day: PlanningDay, chosen: Sequence[ChosenVaccine]) -> tuple[str, ...]:
    """Return where each dose goes: never two injections at one site on one day; what a person chose is kept."""
    vaccines = [choice.vaccine for choice in chosen]
    for choice, usual in zip(chosen, sites_of(day, vaccines, {}), strict=True):
        if choice.site not in ("", usual) and not choice.reason.strip():
            raise failures.DeviationUnexplained(choice.vaccine, "site")
    sites = sites_of(day, vaccines, {choice.vaccine: choice.site for choice in chosen if choice.site})
    for choice, site in zip(chosen, sites, strict=True):
        if not site:
            raise failures.SiteTaken(choice.site or day.sites(choice.vaccine)[0])
    return sites


def sites_of(day: PlanningDay, vaccines: Sequence[str], wanted: Mapping[str, str]) -> tuple[str, ...]:
    """Return a site for each vaccine, the wanted ones first; empty where none is left."""
    taken = set(sites_taken(day.card.counted_doses, day.on))
    found: dict[str, str] = {}
    for vaccine in sorted(vaccines, key=lambda code: code not in wanted):
        allowed = day.sites(vaccine)
        possible = (wanted[vaccine],) if vaccine in wanted else allowed
        free = (site for site in possible if site in allowed and (site == ORAL or site not in taken))
        found[vaccine] = next(free, "")
        taken.add(found[vaccine])
    return tuple(found[vaccine] for vaccine in vaccines)
