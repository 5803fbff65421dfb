"""The self-paid series read a second time, as `programme` reads the free ones: would this vaccine count on this day?

Written from the rule text alone (section 7, `non_nip`, the general rules of section 3 and C1 to C17). A series that a
family never began is only offered and not looked at. Doses are judged as far as the text decides; then the series is
`unsure` and neither its next date nor its being complete is said. Left open by the text, and so by the oracle:
- doses on or after the 18th birthday, two doses of one series on one day, doses after the last one of a course, and
  what follows a dose given after the last age of its kind;
- Hib: from the fifth birthday on; a booster, but for five in one, one to six months after the dose before; a
  combination begun at six months or later, given younger than its table though the gap is kept, or (four in one)
  between 28 days and a month; the booster after MenAC-Hib, whose line has none;
- PCV13: a last dose in its second year less than two months after the dose before;
- varicella: 28 days to three months after a first dose given before 13 years, to a child of 13;
- rotavirus: kinds mixed; the week that begins with the last day of an age limit in weeks; RV5 or LLR3 as second dose
  after 32 weeks; LLR in the fourth year, and when LLR is complete;
- influenza: what follows the first two doses of a child below eight or any other first dose; LAIV after anything, or
  within 28 days of an injected live vaccine (it is neither injected nor swallowed), and such a vaccine after LAIV;
- rabies: a day that keeps the gap from the last dose but not the day of the course, or the other way round; anything
  after a dose too early, and three months after the last one (another exposure?); 2-1-1; doses after exposure again.
"""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import NamedTuple

from oracle import paid_tables as tables
from oracle.programme import CHECK, INVALID, UNSURE, VALID, Course, Given, Person, Walk, after
from oracle.tables import LIVE, LIVE_GAP_DAYS, REDO_FIRST

COVERS = {
    "Hib": {"Hib", "DTaP-IPV/Hib", "DTaP-Hib", "MenAC-Hib"},
    "Varicella": {"VarV"},
    "Rotavirus": {"LLR", "LLR3", "RV5"},
    "EV71": {"EV71"},
    "Pneumococcal": {"PCV13"},
    "PPSV23": {"PPSV23"},
    "Influenza": {"IIV", "LAIV"},
    "Rabies": {"RabV"},
}
DAY = timedelta(1)


class Answer(NamedTuple):
    """Verdicts on doses the text decides, and where the begun series stand; `counts` of every series not unsure."""

    verdicts: dict[tuple[str, str, date], str]
    earliest: dict[str, date]
    complete: set[str]
    counts: dict[str, int]
    unsure: set[str]


def assess(person: Person, doses: Iterable[Given], on: date) -> Answer:
    """Judge every dose in its order, then try day after day from `on`."""
    answer = Answer({}, {}, set(), {}, set())
    walk = Walk(person, "")
    walk.courses = {series: Course() for series in COVERS}
    for dose in sorted(doses, key=lambda dose: (dose.on, dose.vaccine)):
        for series in (series for series in COVERS if dose.vaccine in COVERS[series]):
            judge(walk, series, dose, answer)
        walk.doses.append(dose)
        if dose.vaccine in LIVE:
            walk.lives.append(dose.on)
    for series in (series for series in COVERS if walk.courses[series].tries or walk.courses[series].unsure):
        forecast(walk, series, on, answer)
    return answer


def judge(walk: Walk, series: str, dose: Given, answer: Answer) -> None:
    """Let one dose count or not; nothing is said after a dose that the text leaves open."""
    course = walk.courses[series]
    if course.unsure or finished(course, series, walk):
        return
    same_day = bool(course.tries) and course.tries[-1].on == dose.on
    found = UNSURE if same_day or walk.old(dose.on, tables.GROWN_UP) else counts(walk, series, dose.vaccine, dose.on)
    if same_day:
        answer.verdicts.pop((series, *course.tries[-1]), None)
    if found == UNSURE:
        course.unsure = True
        return
    answer.verdicts[(series, *dose)] = found
    course.tries.append(dose)
    if found == VALID:
        course.counted.append(dose)
    course.unsure = found == CHECK


def forecast(walk: Walk, series: str, on: date, answer: Answer) -> None:
    """Say where a begun series stands: complete, possible from a day on, or neither (closed)."""
    course, day = walk.courses[series], on
    if finished(course, series, walk) and not course.unsure:
        answer.complete.add(series)
        answer.counts[series] = len(course.counted)
        return
    end = after(walk.person.birth, tables.UNTIL.get(series, tables.GROWN_UP))
    found = UNSURE if course.unsure or walk.old(on, tables.GROWN_UP) else INVALID
    while found in (INVALID, CHECK) and day < end:
        found = best(counts(walk, series, vaccine, day) for vaccine in next_vaccines(course, series))
        day += DAY
    if found == UNSURE:
        answer.unsure.add(series)
        return
    answer.counts[series] = len(course.counted)
    if found == VALID:
        answer.earliest[series] = day - DAY


def next_vaccines(course: Course, series: str) -> set[str]:
    """Go on with the kind that counts (C24: a refused dose begins nothing); Hib alone after a combination, and IIV."""
    if series == "Rotavirus" and course.counted:
        return {course.counted[0].vaccine}
    return {"Hib": {"Hib"}, "Influenza": {"IIV"}}.get(series, COVERS[series])


def best(found: Iterable[str]) -> str:
    return min(found, key=(VALID, UNSURE, INVALID, CHECK).index)


def counts(walk: Walk, series: str, vaccine: str, day: date) -> str:
    """Say whether `vaccine` on `day` would count for `series`, or that the text leaves it open.

    A dose too early does not count (C7). One after the last age (C10) has no such rule: a person looks at it.
    """
    course = walk.courses[series]
    until = tables.UNTIL.get(series)
    if until and walk.old(day, until):
        return CHECK
    if vaccine in LIVE and not walk.keeps_apart(vaccine, day):
        return INVALID
    if beside_nasal(walk, vaccine, day):
        return UNSURE
    return RULES.get(series, by_start)(walk, course, series, vaccine, day)


def beside_nasal(walk: Walk, vaccine: str, day: date) -> bool:
    """Section 3 speaks of injected and of oral live vaccines only."""
    others = LIVE if vaccine == "LAIV" else {"LAIV"} if vaccine in LIVE else set()
    return any(dose.vaccine in others and 0 < (day - dose.on).days < LIVE_GAP_DAYS for dose in walk.doses)


def fits(walk: Walk, course: Course, day: date, row: tables.Row) -> str:
    """Old enough, and far enough from the last try, whether it counted or not (C7; C14 before any counts)."""
    age, gap, sure = row
    if not walk.old(day, age):
        return INVALID
    if not course.tries:
        return VALID
    if not course.counted:
        gap = sure = REDO_FIRST
    last = course.tries[-1].on
    if day < after(last, gap):
        return INVALID
    return VALID if day >= after(last, sure) else UNSURE


def rows_of(course: Course, series: str, walk: Walk, day: date) -> list[tables.Row]:
    """Section 7, 晚起减剂: the age at the first dose that counts, or would count, says how many follow."""
    begun = course.counted[0].on if course.counted else day
    return next((rows for before, rows in tables.COURSES[series] if not walk.old(begun, before)), [])


def finished(course: Course, series: str, walk: Walk) -> bool:
    number = len(course.counted)
    if series in ("Rotavirus", "Influenza", "Rabies"):  # LLR is yearly, influenza every year
        oral = bool(course.counted) and course.counted[0].vaccine != "LLR"
        return number == {"Rotavirus": 3 if oral else None, "Rabies": len(tables.RABIES_DAYS)}.get(series)
    return bool(number) and number >= len(rows_of(course, series, walk, course.counted[0].on))


def by_start(walk: Walk, course: Course, series: str, vaccine: str, day: date) -> str:
    rows = rows_of(course, series, walk, day)
    return fits(walk, course, day, rows[len(course.counted)]) if rows else UNSURE


def hib(walk: Walk, course: Course, series: str, vaccine: str, day: date) -> str:
    rows, number = rows_of(course, series, walk, day), len(course.counted)
    booster = 0 < number == len(rows) - 1
    if walk.old(day, tables.HIB_UNTIL) or (booster and course.has("MenAC-Hib")):
        return UNSURE
    if vaccine not in tables.COMBINED:
        return UNSURE if booster and vaccine == "MenAC-Hib" else fits(walk, course, day, rows[number])
    if len(rows) < 4:
        return UNSURE
    ages, early, late = tables.COMBINED[vaccine]
    gap, sure = late if booster else early
    found = fits(walk, course, day, (ages[number] if booster else tables.HIB_YOUNGEST, gap, sure))
    return UNSURE if found == VALID and not walk.old(day, ages[number]) else found


def varicella(walk: Walk, course: Course, series: str, vaccine: str, day: date) -> str:
    """Two doses three months apart; from 13 years on four weeks."""
    if course.counted and walk.old(day, tables.VARV_ADULT_FROM):
        began_grown = walk.old(course.counted[0].on, tables.VARV_ADULT_FROM)
        sure = tables.VARV_ADULT_GAP if began_grown else "3m"
        return fits(walk, course, day, ("12m", tables.VARV_ADULT_GAP, sure))
    return by_start(walk, course, series, vaccine, day)


def rotavirus(walk: Walk, course: Course, series: str, vaccine: str, day: date) -> str:
    if any(dose.vaccine != vaccine for dose in course.counted):
        return UNSURE
    if vaccine == "LLR":
        if walk.old(day, tables.LLR_UNTIL):
            return CHECK if walk.old(day, tables.LLR_NEVER_FROM) else UNSURE
        return fits(walk, course, day, tables.LLR)
    number = len(course.counted)
    until = after(walk.person.birth, tables.ORAL_THIRD_UNTIL if number else tables.ORAL_FIRST_UNTIL[vaccine])
    if day > until:
        return CHECK if number != 1 and day >= after(until, tables.WEEK_AFTER) else UNSURE
    return fits(walk, course, day, (tables.ORAL_FROM, tables.ORAL_GAP, tables.ORAL_GAP))


def influenza(walk: Walk, course: Course, series: str, vaccine: str, day: date) -> str:
    if vaccine == "LAIV" and not walk.old(day, tables.LAIV_FROM):
        return INVALID
    if course.tries and (vaccine == "LAIV" or any(dose.vaccine == "LAIV" for dose in course.tries)):
        return UNSURE
    if not course.counted:
        return fits(walk, course, day, tables.COURSES[series][0][1][0])
    if len(course.counted) > 1 or walk.old(day, tables.FLU_TWO_DOSES_BEFORE):
        return UNSURE
    return by_start(walk, course, series, vaccine, day)


def rabies(walk: Walk, course: Course, series: str, vaccine: str, day: date) -> str:
    """Days 0, 3, 7, 14, 28: from the first dose, or as gaps from the one before? Only what both say is said."""
    if not course.tries:
        return VALID
    number, last = len(course.counted), course.tries[-1].on
    if len(course.tries) > number or day >= after(last, tables.RABIES_PAUSE):
        return UNSURE
    by_day = (day - course.counted[0].on).days >= tables.RABIES_DAYS[number]
    by_gap = (day - last).days >= tables.RABIES_DAYS[number] - tables.RABIES_DAYS[number - 1]
    return UNSURE if by_day != by_gap else VALID if by_day else INVALID


Rule = Callable[[Walk, Course, str, str, date], str]
RULES: dict[str, Rule] = {
    "Hib": hib,
    "Varicella": varicella,
    "Rotavirus": rotavirus,
    "Influenza": influenza,
    "Rabies": rabies,
}
