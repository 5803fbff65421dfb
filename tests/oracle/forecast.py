"""What the oracle answers on one day: doses judged in their order, then day after day tried for every series."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from oracle import tables
from oracle.programme import (
    CHECK,
    CONJUGATE,
    COVERS,
    INVALID,
    SERIES,
    UNSURE,
    VALID,
    Given,
    Person,
    Walk,
    after,
    counts,
    dtp_edition,
    finished,
)

DAY = timedelta(1)


class Answer(NamedTuple):
    """What is known on one day; dates of `earliest` are never before it. Series in `unsure` are left out elsewhere."""

    due: set[tuple[str, int, str]]
    earliest: dict[str, date]
    overdue: set[str]
    complete: set[str]
    invalid: set[tuple[str, str, date]]
    check: set[tuple[str, str, date]]
    unsure: set[str]


def edition_on(day: date) -> str:
    """Name the edition in force (C11)."""
    if day < tables.DTP_2025_FROM:
        return "NIP-2021"
    return "NIP-2021+DTP2025" if day < tables.NIP_2026_FROM else "NIP-2026"


def assess(person: Person, doses: Iterable[Given], edition: str, on: date, asked: tuple[str, ...] = SERIES) -> Answer:
    """Judge every dose by the edition of its day, then forecast by `edition`."""
    answer = Answer(set(), {}, set(), set(), set(), set(), set())
    walk = Walk(person, edition)
    for dose in sorted(doses, key=lambda dose: (dose.on, dose.vaccine)):
        walk.edition = edition_on(dose.on)
        for series in SERIES:
            if dose.vaccine in COVERS[series]:
                judge(walk, series, dose, answer)
        walk.doses.append(dose)
        if dose.vaccine in tables.LIVE:
            walk.lives.append(dose.on)
    walk.edition = edition
    for series in asked:
        forecast(walk, series, on, answer)
    return answer


def judge(walk: Walk, series: str, dose: Given, answer: Answer) -> None:
    """Let one dose count, or not, for one series; what comes after a dose without a rule is not judged."""
    course = walk.courses[series]
    if finished(walk, series):  # an extra dose; a polysaccharide A after 24 months has no rule (C25)
        course.unsure |= dose.vaccine == "MPSV-A" and walk.old(dose.on, tables.UNTIL["MenA"])
    if course.unsure or finished(walk, series):
        return
    found = counts(walk, series, dose.vaccine, dose.on)
    if found in (VALID, INVALID):
        course.tries.append(dose)
    if found == VALID:
        course.counted.append(dose)
    elif found == INVALID:
        answer.invalid.add((series, *dose))
    elif found == CHECK:
        answer.check.add((series, *dose))
    course.unsure |= found in (CHECK, UNSURE)


def forecast(walk: Walk, series: str, on: date, answer: Answer) -> None:
    """Say where one series stands on a day."""
    course = walk.courses[series]
    if course.unsure or no_rule(walk, series):
        answer.unsure.add(series)
    elif finished(walk, series):
        answer.complete.add(series)
    elif not walk.old(on, tables.UNTIL_ELSE) and not outside(walk, series):  # section 3: 18 years
        day, vaccine = first_day(walk, series, on)
        if vaccine == UNSURE:
            answer.unsure.add(series)
        elif day is not None:
            answer.earliest[series] = day
        if day == on and vaccine != UNSURE:
            answer.due.add((series, len(course.counted) + 1, vaccine))
        waits = day is not None or waits_for_test(walk, series, on)
        if waits and vaccine != UNSURE and is_late(walk, series, on):  # C12: what is closed is not late
            answer.overdue.add(series)


def no_rule(walk: Walk, series: str) -> bool:
    """Series about which the text says nothing for this child."""
    begun = bool(walk.courses[series].tries)
    if series == "HPV":
        half_way = any(dose.vaccine != "HPV2" for dose in walk.courses[series].tries) and not finished(walk, series)
        return (
            walk.edition != "NIP-2026"
            or walk.person.sex not in ("F", "M")
            or (outside(walk, series) and begun)
            or half_way
        )
    if series == "MenA" and not finished(walk, series):
        return any(dose.vaccine in CONJUGATE for dose in walk.courses[series].tries)
    return series == "MMR" and walk.person.birth < date(2008, 1, 1)


def outside(walk: Walk, series: str) -> bool:
    """4.9: girls of the cohort only."""
    return series == "HPV" and (walk.person.birth < tables.HPV_FROM or walk.person.sex == "M")


def first_day(walk: Walk, series: str, on: date) -> tuple[date | None, str]:
    """Try every day until the programme would give something that counts."""
    day, end = on, after(walk.person.birth, tables.UNTIL.get(series, tables.UNTIL_ELSE))
    while day < end:
        vaccine = OFFERS[series](walk, day)
        if vaccine is not None:
            found = counts(walk, series, vaccine, day)
            if found == VALID:
                return day, vaccine
            if found == UNSURE:
                return None, UNSURE
        day += DAY
    return None, ""


def offers_bcg(walk: Walk, day: date) -> str | None:
    test = walk.person.skin_test
    tested_positive = test is not None and test[0] == "positive" and test[1] <= day
    return None if tested_positive and walk.old(day, tables.BCG_WITHOUT_TEST_UNTIL) else "BCG"


def offers_polio(walk: Walk, day: date) -> str | None:
    """4.3: IPV first; how often, the editions say differently."""
    counted = walk.courses["Polio"].counted
    if len(counted) == 3 and not walk.old(day, tables.FOURTH_POLIO_OFFERED):
        return None
    of_type_two = sum(dose.vaccine != "bOPV" for dose in counted)
    wanted = 2
    if walk.edition != "NIP-2026":
        wanted = 0 if walk.courses["Polio"].has("tOPV") else 2 if walk.person.birth >= tables.TWO_IPV_FROM else 1
    return "IPV" if of_type_two < wanted else "bOPV"


def offers_dtp(walk: Walk, day: date) -> str:
    return "DT" if walk.old(day, tables.DTAP_UNTIL[dtp_edition(walk)]) else "DTaP"


def offers_je(walk: Walk, day: date) -> str | None:
    """Section 5: before 2026 even JE-I keeps away from immunoglobulin."""
    vaccine = je_vaccine(walk)
    waits = vaccine == "JE-I" and walk.edition != "NIP-2026"
    if waits and any(g <= day < after(g, tables.AFTER_GLOBULIN_JE_I) for g in walk.person.globulins):
        return None
    return vaccine


def je_vaccine(walk: Walk) -> str:
    """4.6: what was begun (C24: an invalid first dose begins nothing), else what was chosen, else JE-L."""
    counted = walk.courses["JE"].counted
    return counted[0].vaccine if counted else walk.person.je_choice or "JE-L"


def hepa_vaccine(walk: Walk) -> str:
    """4.8: a second dose after HepA-I is HepA-I."""
    return "HepA-I" if walk.courses["HepA"].counted else "HepA-L"


def offers_hpv(walk: Walk, day: date) -> str | None:
    course = walk.courses["HPV"]
    return "HPV2" if walk.fits(course, day, tables.ROWS["HPV offered"][len(course.counted)]) else None


OFFERS = {
    "HepB": lambda walk, day: "HepB",
    "BCG": offers_bcg,
    "Polio": offers_polio,
    "DTP": offers_dtp,
    "MMR": lambda walk, day: "MMR",
    "JE": offers_je,
    "MenA": lambda walk, day: "MPSV-A",
    "MenAC": lambda walk, day: "MPSV-AC",
    "HepA": lambda walk, day: hepa_vaccine(walk),
    "HPV": offers_hpv,
}


def waits_for_test(walk: Walk, series: str, on: date) -> bool:
    """C12, C13: a missing skin test has no date, yet the child is late."""
    return series == "BCG" and walk.person.skin_test is None and not walk.old(on, tables.UNTIL["BCG"])


def is_late(walk: Walk, series: str, on: date) -> bool:
    """C12: late as soon as the day before which any missing dose should be given has passed."""
    counted = walk.courses[series].counted
    if series == "HPV" and counted and on >= after(counted[0].on, tables.SECOND_HPV_BEFORE):
        return True
    begun = {"JE": je_vaccine(walk), "HepA": hepa_vaccine(walk)}.get(series, "")
    name = begun if begun.endswith("-I") else series
    if series == "MenA" and walk.edition != "NIP-2026":
        name = "MenA 2021"
    limits = tables.BEFORE[name]
    # A child with more doses than the table has, and still not finished, is late by the table's last day.
    last = None if series == "HPV" else limits[-1][0]
    return any(walk.old(on, age) for dose, age in limits if dose > len(counted) or dose == last)
