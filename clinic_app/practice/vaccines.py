"""The vaccines of the practice clinic, as its refrigerator knows them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from clinic_app.practice.facts import Table, read_facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Vaccine:
    """One vaccine the clinic keeps.

    Attributes:
        series: the series of the calendar a dose of it counts for.
        sites: body sites, the usual one first.
        identifier: 7 digits that begin the 追溯码 of every package.
        doses_per_vial: how many people a vial is for (人份/支).
        lot_pattern: how the maker writes lot numbers, of year, month and running number.
    """

    code: str
    product: str
    maker: str
    specification: str
    volume: str
    route: str
    sites: tuple[str, ...]
    series: tuple[str, ...]
    identifier: str
    lot_pattern: str
    live_injected: bool = False
    oral: bool = False
    doses_per_vial: int = 1
    free: bool = True


@cache
def all_vaccines() -> dict[str, Vaccine]:
    """Return every vaccine of the clinic by its code."""
    return {row["code"]: _vaccine(row) for row in read_facts("vaccines")["vaccine"]}


def vaccine(code: str) -> Vaccine:
    """Return the vaccine with this code."""
    return all_vaccines()[code]


def _vaccine(row: Table) -> Vaccine:
    lists = {name: tuple(row[name]) for name in ("sites", "series")}
    return Vaccine(**{**row, **lists})
