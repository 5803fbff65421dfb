"""An engine as the laws see it, and persons to ask it about."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from clinic_app.domain import calendar
from clinic_app.domain.immunization.assess import GivenDose, assess
from clinic_app.domain.immunization.results import Assessment, DoseVerdict, VerdictKind
from clinic_app.services.resource_files import shipped_rules

RULES = shipped_rules()
TODAY = date(2026, 11, 22)
COUNTING = (VerdictKind.VALID, VerdictKind.ACCEPTED)
AGES = (0, 1, 2, 3, 4, 5, 6, 8, 9, 12, 18, 24, 36, 48, 72, 84, 156)


@dataclass(frozen=True)
class Child:
    """Somebody with doses before today, in the order of their days."""

    born: date
    sex: str
    doses: tuple[GivenDose, ...]


@dataclass(frozen=True)
class Engine:
    """Answers a question; `assess` is called as the real one is, without the rules."""

    assess: Callable[..., Assessment]
    add_months: Callable[[date, int], date] = calendar.add_months

    def ask(
        self,
        child: Child,
        on: date = TODAY,
        extra: Sequence[GivenDose] = (),
        doses: Sequence[GivenDose] | None = None,
        edition: str | None = None,
    ) -> Assessment:
        given = [*(child.doses if doses is None else doses), *extra]
        return self.assess(birth_date=child.born, sex=child.sex, doses=given, on=on, edition=edition)


def right_assess(**question) -> Assessment:
    return assess(RULES, **question)


RIGHT = Engine(right_assess)


def verdict_of(found: Assessment, dose_id: str, series: str) -> DoseVerdict | None:
    return next((v for v in found.verdicts if v.dose_id == dose_id and v.series == series), None)


def counted(found: Assessment, series: str) -> int:
    return sum(1 for v in found.verdicts if v.series == series and v.kind in COUNTING)


def a_child(chance: Random) -> Child:
    """Most doses near an age of the programme; early, late, repeated and odd ones among them."""
    born = date(2010, 1, 1) + timedelta(chance.randrange((TODAY - date(2010, 1, 1)).days))
    doses = []
    for _ in range(chance.randrange(15)):
        on = calendar.add_months(born, chance.choice(AGES)) + timedelta(chance.randrange(-3, 60))
        if on < TODAY:
            doses.append((on, chance.choice(sorted(RULES.vaccines)), chance.random() < 0.1))
    given = [
        GivenDose(id=f"{number:02}", vaccine=vaccine, on=on, accepted=accepted)
        for number, (on, vaccine, accepted) in enumerate(sorted(doses))
    ]
    return Child(born, chance.choice("MFU"), tuple(given))
