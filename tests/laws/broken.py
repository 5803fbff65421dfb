"""Engines that are right but for one thing; each breaks the law it is named for and no other."""

import time
from datetime import date, timedelta

from msgspec.structs import replace

from clinic_app.domain.calendar import add_months
from clinic_app.domain.immunization.reasons import TermKind
from clinic_app.domain.immunization.results import Status, VerdictKind
from laws import laws
from laws.engine import TODAY, Engine, right_assess

DAY = timedelta(1)


def _with_lines(found, change):
    return replace(found, forecasts=tuple(change(line) for line in found.forecasts))


def _with_verdicts(found, change):
    return replace(found, verdicts=tuple(change(verdict) for verdict in found.verdicts))


def _moved(line, days):
    """Move the date of a series that waits for an age."""
    term = line.winning_term
    if line.status is not Status.WAITING or term is None or term.kind is not TermKind.AGE:
        return line
    return replace(line, earliest=line.earliest + days * DAY)


def a_day_too_early(**question):
    return _with_lines(right_assess(**question), lambda line: _moved(line, -1))


def a_day_too_late(**question):
    return _with_lines(right_assess(**question), lambda line: _moved(line, 1))


def trusts_the_order(**question):
    """Overlooks a dose that is told after one of a later day."""
    doses, latest = [], date.min
    for dose in question["doses"]:
        if dose.on >= latest:
            doses.append(dose)
            latest = dose.on
    return right_assess(**question | {"doses": doses})


def learns_from_the_future(**question):
    """Forgives a refused dose once another one of the series has followed."""
    found = right_assess(**question)

    def forgive(verdict):
        followed = any(v.series == verdict.series and v.on > verdict.on for v in found.verdicts)
        return replace(verdict, kind=VerdictKind.EXTRA) if _refused(verdict) and followed else verdict

    return _with_verdicts(found, forgive)


def _refused(verdict):
    return verdict.kind is VerdictKind.INVALID


def loses_extra_doses(**question):
    found = right_assess(**question)
    return replace(found, verdicts=tuple(v for v in found.verdicts if v.kind is not VerdictKind.EXTRA))


def asks_again_after_a_year(**question):
    found = right_assess(**question)
    if question["on"] < TODAY + 365 * DAY:
        return found
    done = Status.COMPLETE
    return _with_lines(found, lambda line: replace(line, status=Status.CHECK) if line.status is done else line)


def refuses_two_live_vaccines_of_one_day(**question):
    found = right_assess(**question)
    live = {"MMR", "JE-L", "HepA-L", "VarV"}

    def refuse(verdict):
        earlier = any(v.on == verdict.on and v.vaccine in live - {verdict.vaccine} for v in _before(found, verdict))
        return replace(verdict, kind=VerdictKind.INVALID) if verdict.vaccine in live and earlier else verdict

    return _with_verdicts(found, refuse) if len(question["doses"]) == 2 else found


def _before(found, verdict):
    return found.verdicts[: found.verdicts.index(verdict)]


def forgets_polio_in_a_combination(**question):
    def forget(verdict):
        hidden = verdict.series == "Polio" and verdict.vaccine == "DTaP-IPV/Hib"
        return replace(verdict, kind=VerdictKind.UNKNOWN, number=None) if hidden else verdict

    return _with_verdicts(right_assess(**question), forget)


def judges_by_the_newest(**question):
    found = right_assess(**question)
    if question["edition"] != "NIP-2026":
        return found
    return _with_verdicts(found, lambda v: replace(v, edition="NIP-2026") if v.edition else v)


def months_that_spill_over(born, months):
    """Takes the day after a month's end for a day the month lacks."""
    reached = add_months(born, months)
    return reached if reached.day == born.day else reached + DAY


def looks_at_the_clock(**question):
    found = right_assess(**question)
    return found if time.gmtime(time.time()).tm_year < 2100 else replace(found, next_change=None)


BROKEN = {
    laws.advance: Engine(a_day_too_early),
    laws.tight: Engine(a_day_too_late),
    laws.order_free: Engine(trusts_the_order),
    laws.prefix: Engine(learns_from_the_future),
    laws.conservation: Engine(loses_extra_doses),
    laws.completing_is_final: Engine(asks_again_after_a_year),
    laws.live_symmetry: Engine(refuses_two_live_vaccines_of_one_day),
    laws.combination_is_its_parts: Engine(forgets_polio_in_a_combination),
    laws.newer_editions_leave_older_doses_alone: Engine(judges_by_the_newest),
    laws.date_algebra: Engine(right_assess, months_that_spill_over),
    laws.pure: Engine(looks_at_the_clock),
}
