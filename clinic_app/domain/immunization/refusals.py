"""Vaccines that must not or need not be given today, gathered from health rules and closed plans."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.domain.immunization.results import NotAllowed, SeriesForecast, Status

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from clinic_app.domain.immunization.asking import Asking
    from clinic_app.domain.immunization.catalogue import Vaccine
    from clinic_app.domain.immunization.edition_file import HealthRule

_PLAN_SPEAKS = (Status.CLOSED, Status.NEEDS_FACT, Status.CONTRAINDICATED)


def not_allowed(
    asking: Asking, vaccines: Mapping[str, Vaccine], forecasts: Sequence[SeriesForecast]
) -> tuple[NotAllowed, ...]:
    """Return every vaccine refused, each once: health speaks before the plan does."""
    found: dict[str, NotAllowed] = {}
    for vaccine, rule in asking.subject.health(asking.edition).items():
        if rule.action == "contraindicated" or (
            rule.action == "postpone" and _would_be_given(vaccine, rule, forecasts)
        ):
            covers = vaccines[vaccine].covers
            found[vaccine] = NotAllowed(
                vaccine, rule.action, covers, rule.id, rule.source, rule.confidence, rule.always_listed
            )
    for line in forecasts:
        if line.status in _PLAN_SPEAKS:
            for refusal in _of_plan(asking, line):
                found.setdefault(refusal.vaccine, refusal)
    return tuple(found.values())


def _would_be_given(vaccine: str, rule: HealthRule, forecasts: Sequence[SeriesForecast]) -> bool:
    """Whether a postponed vaccine would otherwise be the one of the day."""
    return rule.always_listed or any(
        line.vaccine == vaccine and line.reason is not None and line.reason.rule == rule.id for line in forecasts
    )


def _of_plan(asking: Asking, line: SeriesForecast) -> list[NotAllowed]:
    ready = asking.plan_of(asking.history.states[line.series])
    if ready is None or line.reason is None or line.reason.rule != ready.plan.id:
        return []
    plan = ready.plan
    return [
        NotAllowed(refusal.vaccine, refusal.action, (line.series,), plan.id, plan.source, plan.confidence)
        for refusal in plan.not_allowed
    ]
