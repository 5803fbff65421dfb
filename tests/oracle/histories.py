"""Random childhoods, the same ones for the same seed: odd births, doses near every boundary, wrong and missing ones."""

from calendar import monthrange
from datetime import date, timedelta
from random import Random
from typing import Any, NamedTuple

from oracle.forecast import edition_on
from oracle.programme import Given, Person, after
from oracle.tables import DTP_2025_FROM, HPV_FROM, LIVE, NIP_2026_FROM, TWO_MMR_FROM
from oracle.wire import line_of

FIRST_BIRTH, LAST_BIRTH = date(2005, 1, 1), date(2026, 11, 30)
FIRST_QUESTION, LAST_QUESTION = date(2021, 3, 1), date(2032, 12, 31)


class Plan(NamedTuple):
    """How one series is usually given: a vaccine, its age in months and the usual gap from the dose before."""

    doses: tuple[tuple[str, int, str], ...]
    odd: tuple[str, ...] = ()


def plan(text: str, odd: str = "") -> Plan:
    doses = (word.split("@") for word in text.split())
    return Plan(tuple((vaccine, int(age), gap) for vaccine, age, gap in doses), tuple(odd.split()))


HEPB = [
    plan("HepB@0@0d HepB@1@28d HepB@6@60d"),
    plan("HepB@0@0d HepB@1@28d HepB@2@28d HepB@7@60d"),
    plan("HepB@20@0d HepB@20@1m HepB@20@3m HepB@20@3m"),
]
BCG = [plan("BCG@0@0d"), plan("BCG@0@0d"), plan("BCG@3@0d")]
POLIO = [
    plan("IPV@2@0d IPV@3@28d bOPV@4@28d bOPV@48@28d", "DTaP-IPV/Hib tOPV bOPV IPV"),
    plan("IPV@2@0d bOPV@3@28d bOPV@4@28d bOPV@48@28d", "IPV tOPV"),
    plan("tOPV@2@0d tOPV@3@28d tOPV@4@28d bOPV@48@28d", "IPV bOPV"),
]
DTP = [
    plan("DTaP@3@0d DTaP@4@28d DTaP@5@28d DTaP@18@6m DT@72@12m", "DTaP-Hib DTaP-IPV/Hib DTaP"),
    plan("DTaP@2@0d DTaP@4@28d DTaP@6@28d DTaP@18@6m DTaP@72@12m", "DTaP-Hib DTaP-IPV/Hib DT"),
    plan("DTaP-IPV/Hib@2@0d DTaP-IPV/Hib@3@28d DTaP-IPV/Hib@4@28d DTaP-IPV/Hib@18@6m DTaP@72@12m", "DTaP"),
    plan("DTaP-Hib@3@0d DTaP-Hib@4@28d DTaP-Hib@5@28d DTaP-Hib@18@6m DTaP@72@12m", "DTaP"),
    plan("DT@84@0d DT@85@1m DT@91@6m"),
    plan("DTaP@3@0d DTaP@4@28d DTaP@5@28d DT@84@6m"),
    plan("DTaP@3@0d DTaP@4@28d DTaP@5@28d DTaP@18@6m DT@84@12m"),
    plan("DTaP@6@0d DTaP@60@28d DTaP@79@28d DT@84@6m"),
    plan("DTaP@3@0d DTaP@4@28d DTaP@5@28d DTaP@74@6m DT@84@12m"),
]
OLD_MEASLES = [
    plan("MR@8@0d MMR@18@28d", "MV MMR"),
    plan("MV@8@0d MMR@18@28d", "MR"),
    plan("MR@8@0d MR@18@28d MMR@18@28d", "MV"),
]
MEASLES = [plan("MMR@8@0d MMR@18@28d", "MR"), plan("MMR@8@0d MMR@18@28d"), plan("MMR@6@0d MMR@8@28d MMR@18@28d")]
JE = [
    plan("JE-L@8@0d JE-L@24@12m", "JE-I"),
    plan("JE-L@8@0d JE-L@24@12m"),
    plan("JE-I@8@0d JE-I@8@7d JE-I@24@1m JE-I@72@36m", "JE-L"),
    plan("JE-I@8@0d JE-I@23@7d JE-I@24@1m JE-I@72@36m"),
]
MENINGITIS = [
    plan("MPSV-A@6@0d MPSV-A@9@3m MPSV-AC@36@12m MPSV-AC@72@36m", "MPSV-ACYW MPCV-AC"),
    plan("MPSV-A@6@0d MPSV-A@9@3m MPSV-AC@36@12m MPSV-AC@72@36m"),
    plan("MPSV-A@6@0d MPSV-AC@24@3m MPSV-AC@72@36m", "MPCV-ACYW"),
    plan("MPSV-A@20@0d MPSV-A@23@3m MPSV-AC@36@12m MPSV-AC@72@36m"),
    plan("MPSV-A@22@0d MPSV-AC@24@3m MPSV-AC@72@36m"),
    plan("MPSV-AC@24@0d MPSV-AC@72@36m", "MPSV-A"),
    plan("MPCV-AC@3@0d MPCV-AC@4@1m MPCV-AC@36@12m MPSV-ACYW@72@36m", "MPCV-ACYW"),
]
HEPA = [plan("HepA-L@18@0d", "HepA-I"), plan("HepA-I@18@0d HepA-I@24@6m", "HepA-L")]
HPV = [
    plan("HPV2@156@0d HPV2@162@6m", "HPV9"),
    plan("HPV2@156@0d"),
    plan("HPV2@108@0d HPV2@113@5m"),
    plan("HPV9@108@0d HPV9@113@5m"),
]
OTHERS = [plan("VarV@12@0d VarV@15@3m"), plan("IIV@6@0d IIV@7@28d"), plan("")]

# A dose that nobody planned: how often one of each kind is missed, substituted, repeated.
MISSED, SUBSTITUTED, REPEATED, SERIES_SKIPPED = 0.08, 0.08, 0.06, 0.12
FEW_SERIES = 0.5
# How far from a boundary doses and questions fall.
NEAR = (-1, -1, 0, 0, 0, 1, 1)
USUAL = (0, 0, 0, 1, 2, 3, 5, 9, 14, 20, 33)


def history(seed: int, number: int) -> dict[str, Any]:
    """Return childhood `number` of a seed as one question."""
    chance = Random(f"{seed}/{number}")
    birth = a_birth(chance)
    on = a_question_day(chance, birth)
    doses = a_childhood(chance, birth, on)
    on = near_a_boundary(chance, birth, on, doses)
    doses = [dose for dose in doses if dose.on <= on and dose.on < after(birth, "216m")]
    chance.shuffle(doses)
    person = a_person(chance, birth, on, doses)
    return line_of(f"{seed}/{number}", person, doses, an_edition(chance, on), on)


def a_birth(chance: Random) -> date:
    """Any day, recent years more often; the ends of months and leap days far more often than they come."""
    days = (LAST_BIRTH - FIRST_BIRTH).days
    day = FIRST_BIRTH + timedelta(int(days * chance.random() ** 0.6))
    kind = chance.random()
    if kind < 0.05:
        return date(chance.choice((2008, 2012, 2016, 2020, 2024)), 2, 29)
    if kind < 0.3:
        return day.replace(day=monthrange(day.year, day.month)[1])
    if kind < 0.36:
        return chance.choice((TWO_MMR_FROM, HPV_FROM)) + timedelta(chance.choice(NEAR))
    return day


def a_question_day(chance: Random, birth: date) -> date:
    """A day between birth and a little after the 18th birthday; young ages more often."""
    grown_up = after(birth, "216m")
    if chance.random() < 0.06 and FIRST_QUESTION < grown_up < LAST_QUESTION:
        return grown_up - timedelta(int(900 * chance.random() ** 2))
    start = max(birth, chance.choice((FIRST_QUESTION, NIP_2026_FROM)))
    if start > grown_up:
        start = FIRST_QUESTION
    span = (min(after(birth, "219m"), LAST_QUESTION) - start).days
    return start + timedelta(int(span * chance.random() ** chance.choice((1, 1, 2))))


def near_a_boundary(chance: Random, birth: date, on: date, doses: list[Given]) -> date:
    """Move most questions to a day beside a birthday of the tables or an interval after a dose."""
    if chance.random() < 0.3:
        return on
    if chance.random() < 0.5 or not doses:
        months = (1, 2, 3, 4, 6, 7, 8, 9, 12, 13, 18, 24, 36, 48, 60, 72, 84, 144, 156, 162, 168, 216)
        days = [birth + timedelta(2), *(after(birth, f"{month}m") for month in months)]
    else:
        gaps = ("0d", "7d", "28d", "60d", "1m", "3m", "4m", "6m", "12m", "36m")
        days = [after(dose.on, gap) for dose in doses for gap in gaps]
    days = [day for day in days if max(birth, FIRST_QUESTION) < day < LAST_QUESTION and abs((day - on).days) < 500]
    return chance.choice(days) + timedelta(chance.choice(NEAR)) if days else on


def an_edition(chance: Random, on: date) -> str:
    """The edition in force, or now and then one that was."""
    return edition_on(on if chance.random() < 0.8 else max(FIRST_QUESTION, on - timedelta(chance.randrange(900))))


def a_childhood(chance: Random, birth: date, on: date) -> list[Given]:
    """Give some of every series, or one to three of them with little care."""
    measles = MEASLES if birth >= TWO_MMR_FROM else OLD_MEASLES
    families = [HEPB, BCG, POLIO, DTP, measles, JE, MENINGITIS, HEPA, HPV, OTHERS]
    if chance.random() < FEW_SERIES:
        wanted, careless = chance.sample(families, chance.choice((1, 1, 2, 3))), 1.0
    else:
        wanted = [family for family in families if chance.random() > SERIES_SKIPPED]
        careless = chance.choice((0.0, 0.2, 0.6))
    doses: list[Given] = []
    for plans in wanted:
        # The first plan of a list is the usual one.
        chosen = plans[0] if chance.random() < 0.4 else chance.choice(plans)
        give(chance, birth, on, chosen, doses, careless)
    return doses


def give(chance: Random, birth: date, on: date, chosen: Plan, doses: list[Given], careless: float) -> None:
    """Give one plan's doses up to a day; a substituted or a repeated dose follows the one before it."""
    last: date | None = None
    for vaccine, age, gap in chosen.doses:
        repeats = 2 if chance.random() < REPEATED else 1
        if chance.random() < MISSED:
            continue
        for _ in range(repeats):
            used = chance.choice(chosen.odd) if chosen.odd and chance.random() < SUBSTITUTED else vaccine
            day = a_dose_day(chance, birth, last, (used, age, gap), doses, careless)
            if chance.random() < 0.9:
                used = of_its_time(used, birth, day)
            day = max(day, birth)
            if day > on:
                return
            if (last is None or day > last) and not shares_a_day(used, day, doses):
                doses.append(Given(used, day))
                last = day


def a_dose_day(
    chance: Random, birth: date, last: date | None, dose: tuple[str, int, str], doses: list[Given], careless: float
) -> date:
    """Usually on time or a little late; else beside a boundary, beside a live vaccine, too early or years late."""
    vaccine, age, gap = dose
    by_age, by_gap = after(birth, f"{age}m"), birth if last is None else after(last, gap)
    usual = max(by_age, by_gap)
    kind = chance.random() / careless if careless else 1.0
    if kind < 0.4:
        return usual + timedelta(chance.choice(NEAR))
    if kind < 0.5:
        return chance.choice((by_age, by_gap)) + timedelta(chance.choice(NEAR))
    if kind < 0.6:
        return usual - timedelta(chance.randrange(90))
    if kind < 0.75:
        return usual + timedelta(int(2500 * chance.random() ** 3))
    if kind < 0.9 and vaccine in LIVE:
        others = [given.on for given in doses if given.vaccine in LIVE] or [usual]
        return chance.choice(others) + timedelta(chance.choice((0, 0, 1, 27, 27, 28, 28, 29)))
    return usual + timedelta(chance.choice(USUAL))


def of_its_time(vaccine: str, birth: date, day: date) -> str:
    """DT at six until 2024, DTaP from 2025 on; DT at seven."""
    if vaccine not in ("DT", "DTaP") or day < after(birth, "72m"):
        return vaccine
    return "DTaP" if day >= DTP_2025_FROM and day < after(birth, "84m") else "DT"


def shares_a_day(vaccine: str, day: date, doses: list[Given]) -> bool:
    """Whether a dose against the same disease was given that day: the text does not say which of the two counts."""
    family = {"DTaP-IPV/Hib": "DTaP IPV bOPV tOPV DT DTaP-Hib", "DTaP-Hib": "DTaP DT DTaP-IPV/Hib"}
    same = {vaccine, *family.get(vaccine, "").split(), *(key for key in family if vaccine in family[key].split())}
    return any(given.on == day and given.vaccine in same for given in doses)


def a_person(chance: Random, birth: date, on: date, doses: list[Given]) -> Person:
    """Facts beside the doses; no fact is newer than the question."""
    small = chance.random() < 0.35
    test = after(birth, "3m") + timedelta(chance.randrange(1, 500))
    near_live = [dose.on for dose in doses if dose.vaccine in LIVE]
    globulins = [day for day in globulin_days(chance, birth, on, near_live) if birth < day <= on]
    globulins = [day for day in globulins if all(day != dose.on for dose in doses)]
    chose_inactivated = chance.random() < 0.1 and not any(dose.vaccine == "JE-L" for dose in doses)
    return Person(
        birth=birth,
        # For a small girl the oracle tries ten years of days: fewer of them, more where HPV is near.
        sex=chance.choice("MFFF" if on > after(birth, "120m") else "MMMMF"),
        mother_hbsag=chance.choice(("positive", "negative", "negative", "unknown")),
        birth_weight_g=chance.choice((1500, 1999, 2000, 2001)) if small else None,
        skin_test=(chance.choice(("negative", "negative", "positive")), test)
        if test <= on and chance.random() < 0.3
        else None,
        globulins=tuple(sorted(globulins)),
        je_choice="JE-I" if chose_inactivated else None,
    )


def globulin_days(chance: Random, birth: date, on: date, lives: list[date]) -> list[date]:
    """Immunoglobulin to one child in eight: three months before a live vaccine or the question, one month, any day."""
    if chance.random() < 0.88:
        return []
    if lives and chance.random() < 0.5:
        return [after(chance.choice(lives), "-3m") + timedelta(chance.choice(NEAR))]
    if chance.random() < 0.5:
        return [after(on, chance.choice(("-1m", "-3m"))) + timedelta(chance.choice(NEAR))]
    return [birth + timedelta(chance.randrange(900))]
