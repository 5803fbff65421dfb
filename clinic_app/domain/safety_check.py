"""Three checks, seven verifications, one confirmation (三查七对一验证): the gate before the needle.

Source: 疫苗管理法 art. 45 and the national working rules (2016 wording of the eleven points). A machine item is green
only when both compared values are known, come from two places and one of them was measured (scanned or computed);
what was typed, or cannot be compared, is ticked by a person and has no default.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

CHECKLIST_VERSION = "safety-check-11-1"


class CheckPoint(Enum):
    """The eleven items, in the order they are read."""

    HEALTH = "health"
    BOOKLET = "booklet"
    APPEARANCE = "appearance"
    NAME = "name"
    AGE = "age"
    PRODUCT = "product"
    SPECIFICATION = "specification"
    VOLUME = "volume"
    SITE = "site"
    ROUTE = "route"
    GUARDIAN = "guardian"


OF_THE_VIAL = frozenset(
    {
        CheckPoint.APPEARANCE,
        CheckPoint.PRODUCT,
        CheckPoint.SPECIFICATION,
        CheckPoint.VOLUME,
        CheckPoint.ROUTE,
        CheckPoint.GUARDIAN,
    }
)
"""What is seen of the vial in hand: with another vial it must be looked at again."""


class PointState(Enum):
    """How an item stands."""

    OPEN = "open"
    GREEN = "green"
    TICKED = "ticked"
    AMBER = "amber"
    REASONED = "reasoned"
    RED = "red"

    @property
    def settled(self) -> bool:
        """Return whether the item no longer holds the needle back."""
        return self in (PointState.GREEN, PointState.TICKED, PointState.REASONED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What was found for one item, before a person has done anything about it.

    Attributes:
        expected, seen: the two values that are compared; codes and dates, worded only when shown.
        source: `scan`, `typed`, `computed`, or `person` when only a human can see it.
        verdict: GREEN, AMBER, RED, or OPEN where a person must tick.
        why: code of what is amber or red, empty otherwise.
    """

    item: CheckPoint
    expected: str
    seen: str
    source: str
    verdict: PointState
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedPoint:
    """One item as it stands now, with the reason given for an amber one."""

    finding: Finding
    state: PointState
    reason: str = ""


def machine_finding(item: CheckPoint, expected: str, seen: str, *, source: str, why: str = "") -> Finding:
    """Return a comparison: green when equal and measured, open for a person when typed, red when different."""
    if expected != seen:
        return Finding(
            item=item, expected=expected, seen=seen, source=source, verdict=PointState.RED, why=why or "differs"
        )
    verdict = PointState.OPEN if source == "typed" else PointState.GREEN
    return Finding(item=item, expected=expected, seen=seen, source=source, verdict=verdict)


def chosen_finding(item: CheckPoint, allowed: tuple[str, ...], chosen: str, *, why: str) -> Finding:
    """Return whether what was chosen is one of the allowed values; both are kept."""
    verdict = PointState.GREEN if chosen in allowed else PointState.RED
    return Finding(
        item=item,
        expected=" ".join(allowed),
        seen=chosen,
        source="computed",
        verdict=verdict,
        why="" if verdict is PointState.GREEN else why,
    )


def unmeasured_finding(item: CheckPoint, expected: str, seen: str) -> Finding:
    """Return a comparison no machine can make: a person reads both values and ticks."""
    return Finding(item=item, expected=expected, seen=seen, source="person", verdict=PointState.OPEN)


def human_finding(item: CheckPoint, value: str) -> Finding:
    """Return an item only a person can see; `value` is what is read aloud."""
    return Finding(item=item, expected=value, seen="", source="person", verdict=PointState.OPEN)


def checked(
    findings: tuple[Finding, ...], ticks: frozenset[CheckPoint], reasons: Mapping[CheckPoint, str]
) -> tuple[CheckedPoint, ...]:
    """Return the eleven items as they stand: a tick settles an open item, a reason an amber one, nothing a red one."""
    return tuple(
        _checked_one(finding, finding.item in ticks, reasons.get(finding.item, "").strip()) for finding in findings
    )


def open_points(items: tuple[CheckedPoint, ...]) -> tuple[CheckPoint, ...]:
    """Return the items that still hold the needle back, in order."""
    return tuple(item.finding.item for item in items if not item.state.settled)


def _checked_one(finding: Finding, ticked: bool, reason: str) -> CheckedPoint:
    if finding.verdict is PointState.OPEN and ticked:
        return CheckedPoint(finding=finding, state=PointState.TICKED)
    if finding.verdict is PointState.AMBER and reason:
        return CheckedPoint(finding=finding, state=PointState.REASONED, reason=reason)
    return CheckedPoint(finding=finding, state=finding.verdict)
