"""Childhoods that come close to one number of one rule: a question or a dose beside the day it speaks of."""

from datetime import date, timedelta
from random import Random
from typing import Any

from oracle import histories
from oracle.histories import NEAR, Plan, a_person, give, shares_a_day
from oracle.programme import Given, after
from oracle.wire import line_of

from rule_changes.changes import DAY, SPAN, Change

EDITIONS = {
    "NIP-2021": (date(2010, 1, 1), date(2024, 12, 31)),
    "NIP-2021+DTP2025": (date(2025, 1, 1), date(2026, 6, 16)),
    "NIP-2026": (date(2026, 6, 17), date(2031, 12, 31)),
}
FAMILIES = {
    "HepB": histories.HEPB,
    "BCG": histories.BCG,
    "Polio": histories.POLIO,
    "DTP": histories.DTP,
    "MMR": histories.MEASLES,
    "JE": histories.JE,
    "MenA": histories.MENINGITIS,
    "MenAC": histories.MENINGITIS,
    "HepA": histories.HEPA,
    "HPV": histories.HPV,
}
USUAL_AGES = (0, 1, 2, 3, 4, 5, 6, 8, 9, 12, 18, 20, 24, 36, 48, 60, 72, 84, 100, 144, 156, 168, 180)
LATER = (0, 0, 1, 20, 28, 40, 100, 200, 400, 1200)


def beside_boundary(change: Change, number: int) -> dict[str, Any]:
    """Return childhood `number` for a change; the same one for the same number."""
    chance = Random(f"{change.name}/{number}")
    editions = list(EDITIONS)
    # What an edition writes holds in those that follow, unless they write it anew.
    places = editions[editions.index(change.file.removesuffix(".json")) if "NIP" in change.file else 0 :]
    edition = chance.choice([places[0], places[0], *places])
    first, last = EDITIONS[edition]
    turning = first + timedelta(chance.randrange((last - first).days))
    birth = a_birth(chance, change, turning)
    doses, on = a_course(chance, change, birth, turning)
    person = a_person(chance, birth, on, doses)
    return line_of(number, person, doses, edition, on)


def a_birth(chance: Random, change: Change, turning: date) -> date:
    """Choose a birth so that the number, read as an age, ends beside the turning day; else any usual age there."""
    if DAY.match(change.before) and chance.random() < 0.7:
        return date.fromisoformat(change.before) + timedelta(chance.choice(NEAR))
    if SPAN.match(change.before) and chance.random() < 0.6:
        return after(turning, f"-{in_steps(change.before)}") + timedelta(chance.choice(NEAR))
    return after(turning, f"-{chance.choice(USUAL_AGES)}m") - timedelta(chance.randrange(60))


def a_course(chance: Random, change: Change, birth: date, turning: date) -> tuple[list[Given], date]:
    """Give doses of the series before the turning day, some beside it, and choose the day of the question."""
    family = FAMILIES.get(change.series) or chance.choice(list(FAMILIES.values()))
    if change.series == "MMR" and birth < date(2019, 10, 1):
        family = histories.OLD_MEASLES
    doses: list[Given] = []
    plans = [chance.choice(family)]
    if change.series == "" or chance.random() < 0.1:
        plans.append(chance.choice(chance.choice(list(FAMILIES.values()))))
    for chosen in plans:
        give(chance, birth, turning - timedelta(1), chosen, doses, chance.choice((0.0, 0.2, 0.6, 1.0)))
    if doses and SPAN.match(change.before) and chance.random() < 0.5:
        turning = max(turning, after(max(dose.on for dose in doses), in_steps(change.before)))
        turning += timedelta(chance.choice(NEAR))
    if chance.random() < 0.6:
        add(chance, doses, plans[0], max(birth, turning))
        turning += timedelta(chance.choice(LATER))
    return doses, max(birth, turning)


def add(chance: Random, doses: list[Given], chosen: Plan, day: date) -> None:
    vaccine = chance.choice([*(vaccine for vaccine, _, _ in chosen.doses), *chosen.odd, "VarV"])
    if not shares_a_day(vaccine, day, doses):
        doses.append(Given(vaccine, day))


def in_steps(span: str) -> str:
    """Write a span as the second reading does: years as months."""
    return f"{int(span[:-1]) * 12}m" if span.endswith("y") else span
