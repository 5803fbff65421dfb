"""Whether the slots of a plan that may be skipped stand where the engine can skip them."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from clinic_app.domain.immunization.rule_problem import RuleProblem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clinic_app.domain.immunization.plan_language import SeriesRules

_TODO = "put last what may be skipped, under the same conditions, or write a plan of its own"


def misplaced_skips(place: str, rules: SeriesRules) -> Iterator[RuleProblem]:
    """Return the slots that are not skipped together with the one before them.

    The next slot of a plan is found by the number of counted doses. After a skipped slot that number lags behind, and a
    later one that is still asked for would be asked for once more when it has been filled.
    """
    for plan in rules.plans:
        slots = [rules.slots[name] for name in plan.doses if name in rules.slots]
        for earlier, later in pairwise(slots):
            together = bool(later.skip_when) and all(one in earlier.skip_when for one in later.skip_when)
            if earlier.skip_when and not together:
                what = f"slot {earlier.rule} may be skipped and {later.rule} not with it"
                yield RuleProblem(f"{place} / plan {plan.id} / doses", what, _TODO)
