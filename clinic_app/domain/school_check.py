"""The check at entry into nursery and school (入托入学查验): what the programme's answer of the day means for it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from clinic_app.domain.immunization.results import Status

if TYPE_CHECKING:
    from collections.abc import Collection

    from clinic_app.domain.immunization.results import Assessment, SeriesForecast


class SchoolResult(Enum):
    """What the clinic certifies (评估结果)."""

    COMPLETE = "complete"
    MISSING = "missing"
    CONTRAINDICATED = "contraindicated"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolCheck:
    """The result and the series behind it, in booklet order.

    Attributes:
        missing: asked for by age and not given. forbidden: not made up for a reason of health.
        unclear: the programme gives no answer before a person has looked; nothing complete is certified then.
    """

    result: SchoolResult
    missing: tuple[SeriesForecast, ...] = ()
    forbidden: tuple[SeriesForecast, ...] = ()
    unclear: tuple[SeriesForecast, ...] = ()


def school_check(assessment: Assessment, programme: Collection[str]) -> SchoolCheck:
    """Return what can be certified on the day of the assessment.

    A dose whose recommended age has come counts as missing although it is not late yet; one that is late and must
    wait for an interval is missing too. What only comes later is not.

    Args:
        assessment: of the day.
        programme: codes of the series of the national programme; paid ones are no matter of the check.

    Source: 疫苗管理法 art. 48; 儿童入托、入学预防接种证查验办法 (2021): complete, to be made up, contraindicated.
    """
    asked = [forecast for forecast in assessment.forecasts if forecast.series in programme]
    missing = tuple(forecast for forecast in asked if _is_missing(forecast, assessment))
    forbidden = tuple(forecast for forecast in asked if forecast.status is Status.CONTRAINDICATED)
    unclear = tuple(forecast for forecast in asked if forecast.status in (Status.CHECK, Status.NEEDS_FACT))
    return SchoolCheck(
        result=_result(missing=bool(missing), forbidden=bool(forbidden), unclear=bool(unclear)),
        missing=missing,
        forbidden=forbidden,
        unclear=unclear,
    )


def _is_missing(forecast: SeriesForecast, assessment: Assessment) -> bool:
    if forecast.status not in (Status.DUE, Status.OVERDUE, Status.WAITING):
        return False
    if forecast.late:
        return True
    return forecast.possible and (forecast.recommended is None or forecast.recommended <= assessment.on)


def _result(*, missing: bool, forbidden: bool, unclear: bool) -> SchoolResult:
    if missing:
        return SchoolResult.MISSING
    if unclear:
        return SchoolResult.UNCLEAR
    return SchoolResult.CONTRAINDICATED if forbidden else SchoolResult.COMPLETE
