"""CDC's published cases: reading them, putting them through engine and adapter, and naming every difference."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from cdsi.reading import FOLDER, GROUPS, antigens_in, series_against
from cdsi.selecting import Told, best_of, told_of
from cdsi.walking import Child, Walk
from clinic_app.domain.immunization.assess import GivenDose
from clinic_app.domain.immunization.reasons import ReasonCode

FILE = FOLDER / "healthy_cases.jsonl"
REASONS = {
    "Age: Too Young": ReasonCode.TOO_YOUNG,
    "Age: Too Old": ReasonCode.NO_RULE_FOR_AGE,
    "Interval: too Soon": ReasonCode.TOO_SOON,
    "Live Virus Conflict": ReasonCode.LIVE_TOO_CLOSE,
    "Inadvertent Vaccine": ReasonCode.COMPONENT_NOT_COUNTED,
    "Series Already Complete": ReasonCode.ALREADY_COMPLETE,
}


@dataclass(frozen=True)
class Case:
    """One published case and what CDC expects; `reasons` by the place of the dose, for those that do not count."""

    id: str
    group: str
    title: str
    child: Child
    expected: Told
    reasons: dict[int, str]


def cases() -> Iterator[Case]:
    """Return the cases of the groups the adapter knows, in the order of the file."""
    for line in FILE.read_text("utf-8").splitlines():
        written = json.loads(line)
        if written["Vaccine_Group"] in GROUPS:
            yield _case(written)


def answer_to(case: Case) -> Told:
    """Return what engine and adapter say."""
    asked = GROUPS[case.group]
    antigens = dict.fromkeys((*asked, *(against for dose in case.child.doses for against in antigens_in(dose.vaccine))))
    walk = Walk(case.child, [one for antigen in antigens for one in series_against(antigen)])
    walk.judge()
    walk.forecast()
    best = {
        antigen: best_of([path for path in walk.paths if path.series.antigen == antigen], case.child)
        for antigen in antigens
    }
    others = [path for antigen, path in best.items() if antigen not in asked]
    return told_of([best[antigen] for antigen in asked], others, case.child)


def differences(case: Case, told: Told) -> list[str]:
    """Return a sentence for everything that differs; a case agrees when there is none."""
    found = [
        f"dose {number}: CDC {wanted}, here {said}"
        for number, (wanted, said) in enumerate(zip(case.expected.verdicts, told.verdicts, strict=True), 1)
        if wanted != said
    ]
    for name in ("status", "number", "earliest", "recommended", "past_due"):
        wanted, said = getattr(case.expected, name), getattr(told, name)
        if wanted != said:
            found.append(f"{name.replace('_', ' ')}: CDC {wanted or 'none'}, here {said or 'none'}")
    return found


def reasons_missed(case: Case, told: Told) -> list[str]:
    """Return every reason of CDC for a dose that is none of the engine's."""
    return [
        f"dose {place + 1}: CDC {reason}, here {', '.join(sorted(code.value for code in told.reasons[place]))}"
        for place, reason in case.reasons.items()
        if REASONS[reason] not in told.reasons[place]
    ]


def _case(written: dict) -> Case:
    numbers = [number for number in range(1, 8) if written.get(f"Date_Administered_{number}")]
    doses = tuple(
        GivenDose(id=str(number), vaccine=_code(written, number), on=_date(written, f"Date_Administered_{number}"))
        for number in numbers
    )
    return Case(
        id=written["CDC_Test_ID"],
        group=written["Vaccine_Group"],
        title=written["Test_Case_Name"],
        child=Child(_date(written, "DOB"), written["gender"], doses, _date(written, "Assessment_Date")),
        expected=Told(
            status=written["Series_Status"],
            verdicts=tuple(written[f"Evaluation_Status_{number}"] for number in numbers),
            number=int(written["Forecast_#"]) if "Forecast_#" in written else None,
            earliest=_date(written, "Earliest_Date"),
            recommended=_date(written, "Recommended_Date"),
            past_due=_date(written, "Past_Due_Date"),
        ),
        reasons={n - 1: written[f"Evaluation_Reason_{n}"] for n in numbers if f"Evaluation_Reason_{n}" in written},
    )


def _code(written: dict, number: int) -> str:
    """Return the code of a vaccine; the maker stands with it where a series asks for one."""
    code, maker = written[f"CVX_{number}"], written.get(f"MVX_{number}", "")
    return f"{code}/{maker}" if (code, maker) in _codes_with_maker() else code


@cache
def _codes_with_maker() -> frozenset[tuple[str, str]]:
    return frozenset(
        (window.code, window.maker)
        for antigens in GROUPS.values()
        for antigen in antigens
        for series in series_against(antigen)
        for target in series.targets
        for window in target.windows
        if window.maker
    )


def _date(written: dict, name: str) -> date:
    day = written.get(name)
    return date.fromisoformat(day) if day else None
