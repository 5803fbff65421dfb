"""Three checks, seven verifications, one confirmation (三查七对一验证): the gate before the needle.

Source: 疫苗管理法 art. 45 and the national working rules (2016 wording of the eleven points). A machine item is green
only when both compared values are known; a human item is ticked by a person and has no default.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

CHECKLIST_VERSION = "safety-check-11-1"


class CheckItem(Enum):
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


class ItemState(Enum):
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
        return self in (ItemState.GREEN, ItemState.TICKED, ItemState.REASONED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What was found for one item, before a person has done anything about it.

    Attributes:
        expected, seen: the two values that are compared; codes and dates, worded only when shown.
        source: `scan`, `typed`, `computed`, or `person` when only a human can see it.
        verdict: GREEN, AMBER, RED, or OPEN where a person must tick.
        why: code of what is amber or red, empty otherwise.
    """

    item: CheckItem
    expected: str
    seen: str
    source: str
    verdict: ItemState
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedItem:
    """One item as it stands now, with the reason given for an amber one."""

    finding: Finding
    state: ItemState
    reason: str = ""


def machine_finding(item: CheckItem, expected: str, seen: str, *, source: str, why: str = "") -> Finding:
    """Return a comparison: green when equal and measured, open for a person when typed, red when different."""
    if expected != seen:
        return Finding(
            item=item, expected=expected, seen=seen, source=source, verdict=ItemState.RED, why=why or "differs"
        )
    verdict = ItemState.OPEN if source == "typed" else ItemState.GREEN
    return Finding(item=item, expected=expected, seen=seen, source=source, verdict=verdict)


def human_finding(item: CheckItem, value: str) -> Finding:
    """Return an item only a person can see; `value` is what is read aloud."""
    return Finding(item=item, expected=value, seen="", source="person", verdict=ItemState.OPEN)


def checked(
    findings: tuple[Finding, ...], ticks: frozenset[CheckItem], reasons: Mapping[CheckItem, str]
) -> tuple[CheckedItem, ...]:
    """Return the eleven items as they stand: a tick settles an open item, a reason an amber one, nothing a red one."""
    return tuple(
        _checked_one(finding, finding.item in ticks, reasons.get(finding.item, "").strip()) for finding in findings
    )


def open_items(items: tuple[CheckedItem, ...]) -> tuple[CheckItem, ...]:
    """Return the items that still hold the needle back, in order."""
    return tuple(item.finding.item for item in items if not item.state.settled)


def _checked_one(finding: Finding, ticked: bool, reason: str) -> CheckedItem:
    if finding.verdict is ItemState.OPEN and ticked:
        return CheckedItem(finding=finding, state=ItemState.TICKED)
    if finding.verdict is ItemState.AMBER and reason:
        return CheckedItem(finding=finding, state=ItemState.REASONED, reason=reason)
    return CheckedItem(finding=finding, state=finding.verdict)
