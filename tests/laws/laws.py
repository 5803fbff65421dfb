"""The laws: each asks an engine about a child and asserts what must hold whatever the rules say."""

import os
import time
from calendar import monthrange
from datetime import date, timedelta

from clinic_app.domain.calendar import add_months
from clinic_app.domain.immunization.assess import GivenDose
from clinic_app.domain.immunization.reasons import ReasonCode, TermKind
from clinic_app.domain.immunization.results import Status, VerdictKind
from laws.engine import COUNTING, RULES, TODAY, Child, Engine, counted, verdict_of

DAY = timedelta(1)
PARTS = {"DTaP-IPV/Hib": ("DTaP", "IPV", "Hib"), "DTaP-Hib": ("DTaP", "Hib")}
COURSES = ((3, 4, 6, 18), (3, 5, 7, 20), (4, 6, 9, 19), (3, 4, 6, 24))  # months: every label allows them
LIVE_PAIRS = (("MMR", "VarV"), ("JE-L", "VarV"), ("HepA-L", "VarV"), ("MMR", "JE-L"), ("JE-L", "HepA-L"))


def advance(engine: Engine, child: Child) -> None:
    """A dose given on `earliest` is valid and the count rises."""
    found = engine.ask(child)
    for line in found.forecasts:
        if line.earliest is None or line.vaccine is None:
            continue
        on = max(line.earliest, TODAY)
        after = engine.ask(child, on, [GivenDose(id="new", vaccine=line.vaccine, on=on)])
        verdict = verdict_of(after, "new", line.series)
        assert verdict is not None
        assert (verdict.kind, verdict.number) == (VerdictKind.VALID, line.number), line
        assert counted(after, line.series) == counted(found, line.series) + 1


def tight(engine: Engine, child: Child) -> None:
    """One day before `earliest` is not valid, unless a label or the catch-up rules count it."""
    for line in engine.ask(child).forecasts:
        term = line.winning_term
        if line.status is not Status.WAITING or term is None or term.kind is TermKind.PROGRAMME_START:
            continue
        on = line.earliest - DAY
        early = verdict_of(
            engine.ask(child, on, [GivenDose(id="new", vaccine=line.vaccine, on=on)]), "new", line.series
        )
        if early is not None and early.kind is VerdictKind.VALID:
            assert any(reason.code is ReasonCode.COUNTED_LENIENTLY for reason in early.reasons), line


def order_free(engine: Engine, child: Child) -> None:
    """The order in which doses are told does not matter."""
    assert engine.ask(child, doses=child.doses[::-1]) == engine.ask(child)


def prefix(engine: Engine, child: Child) -> None:
    """Doses of later days change no earlier verdict."""
    whole = engine.ask(child).verdicts
    for day in sorted({dose.on for dose in child.doses}):
        before = [dose for dose in child.doses if dose.on < day]
        known = {dose.id for dose in before}
        assert engine.ask(child, doses=before).verdicts == tuple(v for v in whole if v.dose_id in known)


def conservation(engine: Engine, child: Child) -> None:
    """Every dose gets one verdict in every series it covers at its age, and in no other."""
    found = engine.ask(child)
    for dose in child.doses:
        judged = [v.series for v in found.verdicts if v.dose_id == dose.id]
        covering = RULES.vaccine(dose.vaccine).covering
        assert sorted(judged) == sorted(
            cover.series
            for cover in covering
            if dose.on < child.born
            or (
                dose.on >= add_months(child.born, cover.from_age.months)
                and (cover.before_age is None or dose.on < add_months(child.born, cover.before_age.months))
            )
        )


def completing_is_final(engine: Engine, child: Child) -> None:
    """A complete series stays complete, however late one asks and whatever was given since."""
    complete = {line.series for line in engine.ask(child).forecasts if line.status is Status.COMPLETE}
    for days, vaccine in ((1, "MMR"), (400, "HepB"), (2000, "DTaP-IPV/Hib")):
        on = TODAY + timedelta(days)
        later = engine.ask(child, on, [GivenDose(id="new", vaccine=vaccine, on=on)])
        assert complete <= {line.series for line in later.forecasts if line.status is Status.COMPLETE}


def live_symmetry(engine: Engine, child: Child) -> None:
    """Two injected live vaccines: the later is too close after 27 days; 28 days and the same day pass, in any order."""
    first_on = date(2025, 6, 2)
    young = Child(date(2023, 1, 10), child.sex, ())
    for pair in LIVE_PAIRS:
        for one, other in (pair, pair[::-1]):
            for days in (0, 1, 27, 28):
                doses = [
                    GivenDose(id="1", vaccine=one, on=first_on),
                    GivenDose(id="2", vaccine=other, on=first_on + timedelta(days)),
                ]
                found = engine.ask(young, doses=doses)
                codes = {r.code for v in found.verdicts if v.dose_id == "2" for r in v.reasons}
                kinds = {v.kind for v in found.verdicts if v.dose_id == "2"}
                if kinds and VerdictKind.EXTRA not in kinds:  # a vaccine outside the programme is never refused
                    assert (ReasonCode.LIVE_TOO_CLOSE in codes) == (0 < days < 28), (one, other, days)
                    assert (VerdictKind.VALID in kinds) == (days in (0, 28)), (one, other, days)


def combination_is_its_parts(engine: Engine, child: Child) -> None:
    """Where every part would count, a combination counts the same in each series, and so does all that follows."""
    same = ("DT", "IPV", "bOPV", "tOPV", "Hib", "MenAC")
    others = [dose for dose in child.doses if not dose.vaccine.startswith(same)]
    late = timedelta(child.born.toordinal() % 9)
    days = [add_months(child.born, months) + late for months in COURSES[child.born.toordinal() % len(COURSES)]]
    days = [day for day in days if day < TODAY][: 1 + child.born.toordinal() % 4]
    for combination, parts in PARTS.items():
        whole = [GivenDose(id=f"c{day}", vaccine=combination, on=day) for day in days]
        split = [GivenDose(id=f"c{day}", vaccine=part, on=day) for day in days for part in parts]
        one, other = engine.ask(child, doses=[*others, *whole]), engine.ask(child, doses=[*others, *split])
        for series in ("DTP", "Polio", "Hib"):
            if _of(other, series) and all(v.kind in COUNTING for v in _of(other, series)):
                assert [(v.on, v.kind, v.number) for v in _of(one, series)] == [
                    (v.on, v.kind, v.number) for v in _of(other, series)
                ]
                assert _same_but_for_names(one.forecast_of(series), other.forecast_of(series))


def _of(found, series):
    return [v for v in found.verdicts if v.series == series and v.dose_id.startswith("c")]


def _same_but_for_names(one, other):
    """A term names the vaccine it counts from: that alone may differ."""
    names = ("status", "late", "number", "vaccine", "earliest", "finish_before", "total")
    return all(getattr(one, name) == getattr(other, name) for name in names)


def newer_editions_leave_older_doses_alone(engine: Engine, child: Child) -> None:
    """By whichever edition one forecasts, the verdicts on doses already given stay what they are."""
    verdicts = [engine.ask(child, edition=name).verdicts for name in ("NIP-2021", "NIP-2021+DTP2025", "NIP-2026")]

    assert verdicts[0] == verdicts[1] == verdicts[2] == engine.ask(child).verdicts


def date_algebra(engine: Engine, child: Child) -> None:
    """Births of one year of 2015 to 2032: the same day of the month, else its last; later births never sooner."""
    start = date(2015 + child.born.toordinal() % 18, 1, 1)
    for months in (1, 6, 8, 18, 83, 216):
        last = date.min
        for number in range(366 if start.year % 4 == 0 else 365):
            born = start + timedelta(number)
            reached = engine.add_months(born, months)
            full = (born.year * 12 + born.month - 1 + months) // 12, (born.month - 1 + months) % 12 + 1
            assert (reached.year, reached.month) == full
            assert reached.day == min(born.day, monthrange(*full)[1])
            assert reached >= last
            last = reached


def pure(engine: Engine, child: Child) -> None:
    """The answer does not hang on the machine's clock or its zone."""
    before, zone, clock = engine.ask(child), os.environ.get("TZ"), time.time
    try:
        for moved in ("Pacific/Kiritimati", "America/Los_Angeles"):
            os.environ["TZ"] = moved
            if hasattr(time, "tzset"):
                time.tzset()
            time.time = lambda: clock() + 100 * 365.25 * 86400
            assert engine.ask(child) == before
    finally:
        time.time = clock
        os.environ.pop("TZ") if zone is None else os.environ.update(TZ=zone)
        if hasattr(time, "tzset"):
            time.tzset()


LAWS = (
    advance, tight, order_free, prefix, conservation, completing_is_final, live_symmetry, combination_is_its_parts,
    newer_editions_leave_older_doses_alone, date_algebra, pure,
)  # fmt: skip
