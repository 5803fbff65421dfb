"""A figure with its floor and its budget, and how a run of them is printed."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

NAME_WIDTH = 52
DASH = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """What a figure must keep to: its value, or its ratio to the floor.

    Attributes:
        limit: the number. at_least: True where more is better.
        of_ratio: whether the ratio is judged, not the value.
    """

    limit: float
    at_least: bool = False
    of_ratio: bool = False

    def is_kept_by(self, value: float, ratio: float) -> bool:
        """Return whether this value with this ratio keeps it."""
        judged = ratio if self.of_ratio else value
        return judged >= self.limit if self.at_least else judged <= self.limit

    def __str__(self) -> str:
        return f"{'>=' if self.at_least else '<='} {self.limit:g}{' x floor' if self.of_ratio else ''}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One measured figure.

    Attributes:
        value, floor: in the same unit; the floor is what the machine needs for the least such work.
        floor_of: what the floor did.
        reason: why it was not measured; empty when it was.
    """

    name: str
    unit: str
    floor_of: str
    value: float | None = None
    floor: float | None = None
    budget: Budget | None = None
    reason: str = ""

    @property
    def ratio(self) -> float | None:
        """Return value / floor; None when not measured."""
        return self.value / self.floor if self.value is not None and self.floor else None

    @property
    def kept(self) -> bool | None:
        """Return whether the budget is kept; None without a budget, or when not measured."""
        if self.budget is None or self.value is None or self.ratio is None:
            return None
        return self.budget.is_kept_by(self.value, self.ratio)

    def as_json(self) -> dict[str, Any]:
        """Return the figure with its ratio and its verdict."""
        budget = str(self.budget) if self.budget else None
        return {**asdict(self), "budget": budget, "ratio": self.ratio, "kept": self.kept}


def table(figures: Sequence[Figure]) -> list[str]:
    """Return the figures as lines of a table, floors explained below it."""
    head = _line("figure", "value", "unit", "floor", "ratio", "budget", "kept")
    floors = dict.fromkeys(f"  {figure.name.split(',')[0].split(' (')[0]}: {figure.floor_of}" for figure in figures)
    return [head, DASH * len(head), *(_row(figure) for figure in figures), "", "floors", *floors]


def _row(figure: Figure) -> str:
    if figure.reason:
        return f"{figure.name:<{NAME_WIDTH}}  not measured: {figure.reason}"
    kept = {None: DASH, True: "yes", False: "NO"}[figure.kept]
    budget = str(figure.budget or DASH)
    numbers = (_number(figure.value), figure.unit, _number(figure.floor), _number(figure.ratio))
    return _line(figure.name, *numbers, budget, kept)


def _line(name: str, value: str, unit: str, floor: str, ratio: str, budget: str, kept: str) -> str:
    return f"{name:<{NAME_WIDTH}} {value:>10} {unit:<8} {floor:>10} {ratio:>9}  {budget:<14} {kept}"


def _number(value: float | None) -> str:
    return DASH if value is None else f"{value:.4g}" if abs(value) < 1000 else f"{value:.0f}"
