"""What a certificate says of a card on a day: doses as the programme counts them, what is missing or forbidden."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.domain.immunization.reasons import ReasonCode
from clinic_app.domain.immunization.results import Status, VerdictKind
from clinic_app.domain.school_check import school_check
from clinic_app.printing import certificate_values as kinds
from clinic_app.printing.certificate_values import CertifiedDose, ForbiddenVaccine, OutstandingDose
from clinic_app.printing.wording import ACCEPTED_REMARK, CHECK_REMARK, LATE_REMARK, NOT_COUNTED_REMARK
from clinic_app.services.resource_files import vaccine_english

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from clinic_app.domain.fold.card import Card
    from clinic_app.domain.immunization.results import Assessment, DoseVerdict, SeriesForecast
    from clinic_app.domain.immunization.rules import Rules
    from clinic_app.domain.person import Dose, HealthFact
    from clinic_app.domain.school_check import SchoolCheck

HERE = "here"
_NOT_COUNTED = (VerdictKind.INVALID,)


def programme_series(rules: Rules) -> frozenset[str]:
    """Return the series of the national programme."""
    return frozenset(line.code for line in rules.series if line.nip)


def doses_for(
    kind: str, rules: Rules, card: Card, assessment: Assessment, clinic: str, name_of: Callable[[str], str]
) -> tuple[tuple[str, ...], tuple[CertifiedDose, ...]]:
    """Return the ids of the doses this paper lists, and the doses in the order of their days."""
    chosen = [dose for dose in card.counted_doses if _belongs(kind, rules, dose)]
    verdicts: dict[str, list[DoseVerdict]] = {}
    for verdict in assessment.verdicts:
        verdicts.setdefault(verdict.dose_id, []).append(verdict)
    listed = tuple(_certified(rules, dose, verdicts.get(dose.id, []), clinic, name_of) for dose in chosen)
    return tuple(dose.id for dose in chosen), listed


def school_result(rules: Rules, assessment: Assessment) -> SchoolCheck:
    """Return the school check of the day."""
    return school_check(assessment, programme_series(rules))


def outstanding_of(rules: Rules, card: Card, forecasts: Iterable[SeriesForecast]) -> tuple[OutstandingDose, ...]:
    """Return what is missing, with the day it is possible from and the appointment that stands for it."""
    return tuple(_outstanding(rules, card, forecast) for forecast in forecasts)


def coming_of(rules: Rules, card: Card, assessment: Assessment) -> tuple[OutstandingDose, ...]:
    """Return the next dose of every series of the programme that has one, for the clinic's card."""
    programme = programme_series(rules)
    waited_for = (Status.DUE, Status.OVERDUE, Status.WAITING)
    coming = [each for each in assessment.forecasts if each.series in programme and each.status in waited_for]
    return outstanding_of(rules, card, coming)


def forbidden_of(rules: Rules, card: Card, forecasts: Iterable[SeriesForecast]) -> tuple[ForbiddenVaccine, ...]:
    """Return what is not given for a reason of health, with what the card notes as the reason."""
    return tuple(
        ForbiddenVaccine(vaccine=series_name(rules, each.series), reason=_noted(rules, card, each.series))
        for each in forecasts
    )


def forbidden_series(assessment: Assessment) -> tuple[SeriesForecast, ...]:
    """Return the series that are contraindicated on the day."""
    return tuple(each for each in assessment.forecasts if each.status is Status.CONTRAINDICATED)


def series_name(rules: Rules, series: str) -> str:
    """Return the short name of a series; the code where the catalogue has none."""
    return next((line.short_name for line in rules.series if line.code == series), series)


def facts_in_words(card: Card) -> tuple[str, ...]:
    """Return the noted facts of health, with their source."""
    return tuple(_in_words(fact) for fact in card.facts)


def _noted(rules: Rules, card: Card, series: str) -> str:
    """Return the facts that were noted of this series, else those noted of all vaccines."""
    about = [fact for fact in card.facts if fact.vaccine and _covers(rules, fact.vaccine, series)]
    return "；".join(_in_words(fact) for fact in about or [fact for fact in card.facts if not fact.vaccine])


def _in_words(fact: HealthFact) -> str:
    return f"{fact.value}（{fact.source}）" if fact.source else fact.value


def _covers(rules: Rules, vaccine: str, series: str) -> bool:
    known = rules.vaccines.get(vaccine)
    return known is not None and series in known.covers


def _belongs(kind: str, rules: Rules, dose: Dose) -> bool:
    if kind == kinds.TRANSFER:
        return dose.source == HERE
    if kind == kinds.SCHOOL:
        vaccine = rules.vaccines.get(dose.vaccine)
        return vaccine is None or bool(programme_series(rules).intersection(vaccine.covers))
    return kind != kinds.ADVICE


def _certified(
    rules: Rules, dose: Dose, verdicts: list[DoseVerdict], clinic: str, name_of: Callable[[str], str]
) -> CertifiedDose:
    vaccine = rules.vaccines.get(dose.vaccine)
    counted = not verdicts or any(verdict.kind not in _NOT_COUNTED for verdict in verdicts)
    return CertifiedDose(
        vaccine=vaccine.name if vaccine else dose.vaccine,
        short=vaccine.short_name if vaccine else dose.vaccine,
        english=vaccine_english().get(dose.vaccine, ""),
        number=_number(rules, dose, verdicts),
        counted=counted,
        remark=_remark(verdicts, counted=counted),
        on=dose.given_on,
        lot_number=dose.lot_number,
        maker=dose.maker,
        expires_on=dose.expires_on,
        route=dose.route,
        site=dose.site,
        unit=dose.unit or (clinic if dose.source == HERE else ""),
        vaccinator=name_of(dose.vaccinator) if dose.vaccinator else "",
    )


def _number(rules: Rules, dose: Dose, verdicts: list[DoseVerdict]) -> str:
    """Return which dose it is: as the programme counts, of a paid vaccine as it was written down."""
    numbered = [verdict for verdict in verdicts if verdict.number is not None]
    if numbered:
        if len({verdict.number for verdict in numbered}) == 1:
            return str(numbered[0].number)
        return " ".join(f"{series_name(rules, verdict.series)}{verdict.number}" for verdict in numbered)
    outside = any(reason.code is ReasonCode.NO_RULES_FOR_SERIES for verdict in verdicts for reason in verdict.reasons)
    return str(dose.dose_number) if dose.dose_number and (outside or not verdicts) else ""


def _remark(verdicts: list[DoseVerdict], *, counted: bool) -> str:
    found = {verdict.kind for verdict in verdicts}
    if not counted:
        return NOT_COUNTED_REMARK
    if VerdictKind.ACCEPTED in found:
        return ACCEPTED_REMARK
    return CHECK_REMARK if VerdictKind.UNKNOWN in found else ""


def _outstanding(rules: Rules, card: Card, forecast: SeriesForecast) -> OutstandingDose:
    possible = {forecast.vaccine, *forecast.vaccines} - {None}
    standing = [each.on for each in card.appointments if each.stands and possible.intersection(each.vaccines)]
    remark = LATE_REMARK if forecast.late else CHECK_REMARK if forecast.check else ""
    return OutstandingDose(
        vaccine=series_name(rules, forecast.series),
        number=forecast.number or 0,
        possible_from=forecast.earliest,
        appointed_on=min(standing, default=None),
        remark=remark,
    )
