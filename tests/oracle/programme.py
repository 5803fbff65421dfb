"""The free programme read a second time: would this vaccine count for this child on this day?

Written from the rule text alone. That one question, `counts`, is asked of every given dose in turn and then, by
`forecast`, of every day from the day of the question on until one says yes. No date is computed as the latest of
several. Numbers in comments are the paragraphs of the rule text, C.. its conventions.

Not covered, because the text leaves it open; `Answer.unsure` names the series and nothing is said about it:
- doses on and after the 18th birthday; two doses of one series on one day; what an extra dose is called;
- BCG given at 3 months or later against a positive test, or at 4 years after a test;
- DTaP (or a combination as a fifth dose) at or after the age for DT, a fifth DTaP before 2025, DT at 6 years from 2025
  on, DTaP after DT, DT at 12 years;
- births before 2008 for measles; MV and MR of children who need two MMR; measles doses that add nothing missing;
- JE-L mixed with JE-I; JE-I given within a month of immunoglobulin before 2026;
- conjugate mixed with polysaccharide A, a conjugate course half given, conjugate or ACYW at 24 to 36 months;
- the second HPV dose of a girl who began at 15, HPV4 and HPV9 (but two of HPV9), HPV bought outside the cohort, and
  HPV under editions before 2026;
- special health states, fever, serology after HepB, self-paid series (VarV only keeps other live vaccines away).
"""

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from oracle import tables

SERIES = ("HepB", "BCG", "Polio", "DTP", "MMR", "JE", "MenA", "MenAC", "HepA", "HPV")
VALID, INVALID, CHECK, UNSURE, EXTRA = "valid", "invalid", "check", "unsure", "extra"
DTAP = {"DTaP", "DTaP-IPV/Hib", "DTaP-Hib"}
CONJUGATE = {"MPCV-AC", "MPCV-ACYW"}
AGAINST = {"MMR": {"measles", "rubella", "mumps"}, "MR": {"measles", "rubella"}, "MV": {"measles"}}
COVERS = {
    "HepB": {"HepB"},
    "BCG": {"BCG"},
    "Polio": {"IPV", "bOPV", "tOPV", "DTaP-IPV/Hib"},  # 4.3: a combination with IPV is as good
    "DTP": {*DTAP, "DT"},
    "MMR": {"MMR", "MR", "MV"},
    "JE": {"JE-L", "JE-I"},
    "MenA": {"MPSV-A", *CONJUGATE},
    "MenAC": {"MPSV-AC", "MPSV-ACYW", *CONJUGATE},
    "HepA": {"HepA-L", "HepA-I"},
    "HPV": {"HPV2", "HPV4", "HPV9"},
}


class Person(NamedTuple):
    """What the programme asks about a child; `skin_test` is (result, day it was read)."""

    birth: date
    sex: str
    mother_hbsag: str = "unknown"
    birth_weight_g: int | None = None
    skin_test: tuple[str, date] | None = None
    globulins: tuple[date, ...] = ()
    je_choice: str | None = None


class Given(NamedTuple):
    """One dose given."""

    vaccine: str
    on: date


class Course:
    """One series while it is walked through: every try, and those that count."""

    def __init__(self) -> None:
        self.tries: list[Given] = []
        self.counted: list[Given] = []
        self.unsure = False

    def has(self, vaccine: str) -> bool:
        return any(dose.vaccine == vaccine for dose in self.counted)


@lru_cache(maxsize=400_000)
def after(day: date, span: str) -> date:
    """Add "28d", "6m" or "6m-1d"; a month later is the same day number or the month's last day (C1, C2, C3, C8)."""
    for number, unit in re.findall(r"([+-]?\d+)([dm])", span):
        if unit == "d":
            day += timedelta(int(number))
        else:
            year, month = divmod(day.year * 12 + day.month - 1 + int(number), 12)
            day = date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    return day


class Walk:
    """One child's doses in the order they were given, with what has become of each series."""

    def __init__(self, person: Person, edition: str) -> None:
        self.person, self.edition = person, edition
        self.doses: list[Given] = []
        self.lives: list[date] = []
        self.courses = {series: Course() for series in SERIES}

    def old(self, day: date, age: str) -> bool:
        return day >= after(self.person.birth, age)  # section 2: the table's age is a minimum age, no grace (C4)

    def fits(self, course: Course, day: date, row: tuple[str, str], redo_first: str = "") -> bool:
        """Old enough, and far enough from the last try, whether it counted or not (C7)."""
        age, gap = row
        if day < after(self.person.birth, age):
            return False
        if not course.tries:
            return True
        gap = gap if course.counted else redo_first or tables.REDO_FIRST
        return not gap or day >= after(course.tries[-1].on, gap)

    def keeps_apart(self, vaccine: str, day: date) -> bool:
        """Section 3 and C16: 1 to 27 days after another injected live vaccine never; C17: nor after globulin."""
        if vaccine not in tables.LIVE:
            return True
        if any(0 < (day - live).days < tables.LIVE_GAP_DAYS for live in self.lives):
            return False
        return vaccine == "BCG" or not any(
            globulin <= day < after(globulin, tables.AFTER_GLOBULIN) for globulin in self.person.globulins
        )


def hepb_rows(walk: Walk) -> list[tuple[str, str]]:
    """4.1: four doses below 2000 g if the mother is positive or not known to be negative."""
    weight = walk.person.birth_weight_g
    small = weight is not None and weight < tables.SMALL_BELOW_GRAMS and walk.person.mother_hbsag != "negative"
    return tables.ROWS["HepB of a small child" if small else "HepB"]


def hepb(walk: Walk, course: Course, vaccine: str, day: date) -> bool:
    rows, number = hepb_rows(walk), len(course.counted)
    if number == len(rows) - 1 and day < after(course.counted[number - 2].on, tables.LAST_HEPB_AFTER):
        return False
    return walk.fits(course, day, rows[number])


def bcg(walk: Walk, course: Course, vaccine: str, day: date) -> bool | str:
    if walk.old(day, tables.BCG_WITHOUT_TEST_UNTIL):  # 4.2
        test = walk.person.skin_test
        if walk.old(day, tables.UNTIL["BCG"]):
            return CHECK if test is None else UNSURE
        if test is None or test[1] > day:
            return CHECK  # C25
        if test[0] != "negative":
            return UNSURE
    return walk.fits(course, day, tables.ROWS["BCG"][0])


def polio(walk: Walk, course: Course, vaccine: str, day: date) -> bool:
    return walk.fits(course, day, tables.ROWS["Polio"][len(course.counted)])  # 4.3: by number, whichever vaccine


def dtp(walk: Walk, course: Course, vaccine: str, day: date) -> bool | str:
    number, dtap_until = len(course.counted), tables.DTAP_UNTIL[dtp_edition(walk)]
    if vaccine == "DT":
        if not walk.old(day, "72m"):
            return CHECK  # C25
        if not walk.old(day, dtap_until) or walk.old(day, tables.UNTIL["DTP"]):
            return UNSURE
        age, gap = tables.ROWS["DT"][number]
        return walk.fits(course, day, (age, "" if number == 4 and not walk.old(day, "84m") else gap))
    if walk.old(day, "84m") and vaccine == "DTaP":
        return CHECK  # C25
    rows = tables.ROWS[f"DTaP {dtp_edition(walk)}" if vaccine == "DTaP" else vaccine]
    if walk.old(day, dtap_until) or course.has("DT") or number >= len(rows):
        return UNSURE
    return walk.fits(course, day, rows[number])


def dtp_edition(walk: Walk) -> str:
    return "2021" if walk.edition == "NIP-2021" else "2025"  # 4.4: 2026 keeps what 2025 changed


def mmr(walk: Walk, course: Course, vaccine: str, day: date) -> bool | str | None:
    if walk.person.birth >= tables.TWO_MMR_FROM and vaccine != "MMR":
        return None  # 4.5: two MMR; what another product is worth is doubt 5
    if walk.person.birth < date(2008, 1, 1) or (len(course.counted) >= 2 and not AGAINST[vaccine] & missing(course)):
        return UNSURE
    return walk.fits(course, day, tables.ROWS["MMR"][min(len(course.counted), 2)])


def missing(course: Course) -> set[str]:
    """4.5: before October 2019 measles twice, rubella and mumps once."""
    seen = [component for dose in course.counted for component in AGAINST[dose.vaccine]]
    wanted = (("measles", 2), ("rubella", 1), ("mumps", 1))
    return {component for component, times in wanted if seen.count(component) < times}


def je(walk: Walk, course: Course, vaccine: str, day: date) -> bool | str:
    if course.counted and not course.has(vaccine):
        return CHECK  # C25
    if vaccine == "JE-I" and walk.edition != "NIP-2026":
        globulins = walk.person.globulins
        if any(globulin <= day < after(globulin, tables.AFTER_GLOBULIN_JE_I) for globulin in globulins):
            return UNSURE
    return walk.fits(course, day, tables.ROWS[vaccine][len(course.counted)])


def mena(walk: Walk, course: Course, vaccine: str, day: date) -> bool | str | None:
    if walk.old(day, tables.UNTIL["MenA"]):
        return CHECK if vaccine == "MPSV-A" else None  # C25; later a conjugate is a dose of AC
    if any((dose.vaccine in CONJUGATE) != (vaccine in CONJUGATE) for dose in course.counted):
        return UNSURE
    return walk.fits(course, day, tables.ROWS["conjugate" if vaccine in CONJUGATE else vaccine][len(course.counted)])


def menac(walk: Walk, course: Course, vaccine: str, day: date) -> bool | str | None:
    if vaccine in CONJUGATE and not walk.old(day, tables.UNTIL["MenA"]):
        return None  # 4.7: then it is a dose of A
    if vaccine != "MPSV-AC" and not walk.old(day, "36m"):
        return UNSURE
    if course.counted:
        return walk.fits(course, day, tables.ROWS["MenAC"][1])
    a = walk.courses["MenA"]
    conjugates = sum(dose.vaccine in CONJUGATE for dose in a.counted)
    if a.unsure or conjugates == 1:
        return UNSURE
    of_a = [dose.on for dose in walk.doses if dose.vaccine == "MPSV-A"]
    enough = len(a.counted) >= 2
    gap = tables.AC_AFTER_TWO_A if enough else tables.AC_AFTER_ONE_A
    if not conjugates and of_a and day < after(of_a[-1], gap):
        return False
    row = tables.ROWS["MenAC"][0] if enough else (tables.AC_EARLY, "")
    return walk.fits(course, day, row, tables.REDO_FIRST_AC)


def hepa(walk: Walk, course: Course, vaccine: str, day: date) -> bool:
    return walk.fits(course, day, tables.ROWS[vaccine][len(course.counted)])  # 4.8


def hpv(walk: Walk, course: Course, vaccine: str, day: date) -> bool | str:
    kinds = {vaccine, *(dose.vaccine for dose in course.counted)}
    begun_late = bool(course.counted) and walk.old(course.counted[0].on, "180m")
    if "HPV4" in kinds or len(kinds) > 1 or begun_late:
        return UNSURE
    return walk.fits(course, day, tables.ROWS["HPV"][len(course.counted)])


RULES = {
    "HepB": hepb, "BCG": bcg, "Polio": polio, "DTP": dtp, "MMR": mmr, "JE": je, "MenA": mena, "MenAC": menac,
    "HepA": hepa, "HPV": hpv,
}  # fmt: skip


def counts(walk: Walk, series: str, vaccine: str, day: date) -> str | None:
    """Say what `vaccine` on `day` would be for `series`: counting or not, or None where it is no dose of it."""
    found = RULES[series](walk, walk.courses[series], vaccine, day)
    if isinstance(found, bool):
        return VALID if found and walk.keeps_apart(vaccine, day) else INVALID
    return found


def finished(walk: Walk, series: str) -> bool:
    counted = walk.courses[series].counted
    if series == "DTP":  # 4.4: five, or DT among at least three
        return len(counted) >= 5 or (len(counted) >= 3 and walk.courses[series].has("DT"))
    if series == "MMR":
        return len(counted) >= 2 if walk.person.birth >= tables.TWO_MMR_FROM else not missing(walk.courses[series])
    if series == "HepA" and walk.courses[series].has("HepA-L"):
        return True
    wanted = {"HepB": len(hepb_rows(walk)), "BCG": 1, "Polio": 4, "JE": 4 if walk.courses["JE"].has("JE-I") else 2}
    return len(counted) >= wanted.get(series, 2)
