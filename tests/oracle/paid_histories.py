"""Random courses of self-paid vaccines, the same ones for the same seed, with live vaccines and other doses between."""

from calendar import monthrange
from datetime import date, timedelta
from random import Random
from typing import Any

from oracle.forecast import edition_on
from oracle.paid import COVERS
from oracle.programme import Given, Person, after
from oracle.tables import LIVE
from oracle.wire import line_of

FIRST_BIRTH, LAST_BIRTH, LAST_QUESTION = date(2010, 1, 1), date(2028, 12, 31), date(2031, 12, 31)
NEAR = (-1, -1, 0, 0, 0, 1, 1)
LATE = (0, 0, 0, 1, 3, 9, 20, 45)

# For each series: its vaccines (the usual one oftener), the ages at which courses begin, the gaps that matter.
Habit = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]
HIB = ("DTaP-IPV/Hib", "DTaP-Hib", "MenAC-Hib")
INFANT = ("42d", "2m", "2m", "3m", "4m", "6m", "7m", "11m", "12m", "23m", "24m", "36m", "60m", "72m")
HABITS: dict[str, Habit] = {
    "Hib": (("Hib", "Hib", "Hib", "Hib", *HIB), INFANT, ("28d", "1m", "1m", "2m", "6m", "12m")),
    "Varicella": (("VarV",), ("12m", "12m", "18m", "48m", "155m", "156m"), ("28d", "3m", "3m", "36m")),
    "Rotavirus": (
        ("LLR", "LLR3", "RV5"),
        ("14d", "42d", "2m", "84d", "91d", "98d", "24m", "35m"),
        ("28d", "28d", "70d", "12m"),
    ),
    "EV71": (("EV71",), ("6m", "6m", "8m", "36m", "70m", "71m", "72m"), ("28d", "1m", "1m", "2m")),
    "Pneumococcal": (("PCV13",), INFANT, ("28d", "1m", "1m", "2m", "2m", "6m")),
    "PPSV23": (("PPSV23",), ("24m", "24m", "30m"), ("28d",)),
    "Influenza": (
        ("IIV", "IIV", "IIV", "LAIV"),
        ("6m", "6m", "12m", "36m", "95m", "96m", "108m"),
        ("28d", "28d", "12m"),
    ),
    "Rabies": (("RabV",), ("12m", "50m", "90m"), ("3d", "4d", "7d", "14d")),
}
# The gaps of a course as it is meant, in their order; half of the courses try to keep them.
ORDERLY = {
    "Hib": ("1m", "1m", "14m"),
    "Pneumococcal": ("2m", "2m", "8m"),
    "Rotavirus": ("28d", "28d"),
    "Rabies": ("3d", "4d", "7d", "14d"),
}
AGES = ("224d", "6m", "12m", "18m")  # to which later doses wait, now and then
BESIDE = (
    ("MMR", "8m"),
    ("JE-L", "8m"),
    ("MMR", "18m"),
    ("HepA-L", "18m"),
    ("IPV", "2m"),
    ("HepB", "6m"),
    ("LAIV", "36m"),
)


def paid_history(seed: int, number: int) -> dict[str, Any]:
    """Return course `number` of a seed as one question."""
    chance = Random(f"paid {seed}/{number}")
    birth = a_birth(chance)
    doses: list[Given] = []
    for series in chance.sample(sorted(HABITS), chance.choice((1, 1, 1, 2, 3))):
        a_course(chance, birth, series, doses)
    others_beside(chance, birth, doses)
    on = a_question_day(chance, birth, doses)
    doses = [dose for dose in doses if birth <= dose.on <= on]
    chance.shuffle(doses)
    person = Person(birth=birth, sex=chance.choice("MF"), globulins=globulins(chance, on, doses))
    return line_of(f"paid {seed}/{number}", person, doses, edition_on(on), on)


def a_birth(chance: Random) -> date:
    """Any day, the ends of months far more often than they come."""
    day = FIRST_BIRTH + timedelta(chance.randrange((LAST_BIRTH - FIRST_BIRTH).days))
    if chance.random() < 0.06:
        return date(chance.choice((2012, 2016, 2020, 2024)), 2, 29)
    return day.replace(day=monthrange(day.year, day.month)[1]) if chance.random() < 0.35 else day


def a_course(chance: Random, birth: date, series: str, doses: list[Given]) -> None:
    """One to five doses; products mixed in one course of five, gaps kept, missed by a day or far exceeded."""
    vaccines, starts, gaps = HABITS[series]
    usual, mixed = chance.choice(vaccines), chance.random() < 0.2
    orderly = ORDERLY.get(series, ()) if chance.random() < 0.5 else ()
    day = after(birth, chance.choice(starts)) + timedelta(chance.choice(NEAR + LATE))
    for number in range(chance.choice((1, 2, 3, 4, 5) if orderly else (1, 1, 2, 2, 3, 4))):
        vaccine = chance.choice(vaccines) if mixed else usual
        if all(dose.on != day or not same_series(dose.vaccine, vaccine) for dose in doses):
            doses.append(Given(vaccine, day))
        day = a_next_day(chance, birth, day, orderly[number : number + 1] or gaps, bool(orderly))


def a_next_day(chance: Random, birth: date, last: date, gaps: tuple[str, ...], orderly: bool) -> date:
    kind, day = chance.random(), after(last, chance.choice(gaps))
    if orderly and kind < 0.5:
        return day
    if kind < (0.6 if orderly else 0.25):
        day = max(day, after(birth, chance.choice(AGES)))
    if kind > 0.92:
        return last + timedelta(int(1 + 900 * chance.random() ** 2))
    return max(last + timedelta(1), day + timedelta(chance.choice(NEAR if kind < 0.75 else LATE)))


def same_series(one: str, other: str) -> bool:
    return one == other or any({one, other} <= vaccines for vaccines in COVERS.values())


def others_beside(chance: Random, birth: date, doses: list[Given]) -> None:
    """Free doses at their ages, and often a live one 0 to 29 days beside a self-paid live one."""
    for vaccine, age in chance.sample(BESIDE, chance.choice((0, 0, 1, 2, 4))):
        lives = [dose.on for dose in doses if dose.vaccine in LIVE | {"LAIV"}]
        day = after(birth, age) + timedelta(chance.choice(NEAR))
        if lives and vaccine in LIVE and chance.random() < 0.6:
            day = chance.choice(lives) + timedelta(chance.choice((-28, -27, -1, 0, 1, 27, 28, 29)))
        if all(dose.on != day or not same_series(dose.vaccine, vaccine) for dose in doses):
            doses.append(Given(vaccine, day))


def a_question_day(chance: Random, birth: date, doses: list[Given]) -> date:
    """A day beside the last doses, an interval after them or an age at which something ends, else any."""
    last = max((dose.on for dose in doses), default=birth)
    gaps = ("0d", "0d", "3d", "7d", "28d", "1m", "2m", "3m", "6m", "12m")
    day = after(chance.choice([last, *(dose.on for dose in doses)]), chance.choice(gaps)) + timedelta(
        chance.choice(NEAR)
    )
    if chance.random() < 0.2:
        day = after(birth, chance.choice(("12m", "18m", "24m", "36m", "60m", "72m", "156m"))) + timedelta(
            chance.choice(NEAR)
        )
    if chance.random() < 0.2:
        day = birth + timedelta(chance.randrange(6000))
    return min(max(day, birth), LAST_QUESTION)


def globulins(chance: Random, on: date, doses: list[Given]) -> tuple[date, ...]:
    """Immunoglobulin to one child in ten, three months before a varicella dose or the question."""
    if chance.random() > 0.1:
        return ()
    aims = [dose.on for dose in doses if dose.vaccine == "VarV"] or [on]
    day = after(chance.choice(aims), "-3m") + timedelta(chance.choice(NEAR))
    return () if any(day == dose.on for dose in doses) or day > on else (day,)
