"""Questions about people as JSON lines, and the engine's answers: the form in which cases are written.

`clinic-app assess` reads it, rule files carry their own cases in it, and a pack must answer them before it is used.
"""

from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator

import msgspec

from clinic_app.domain.immunization.assess import GivenDose
from clinic_app.domain.immunization.assess import assess as assess_person
from clinic_app.domain.immunization.known_words import refuse_unknown, words_known
from clinic_app.domain.immunization.question_lines import Context, Line, LineRefused, facts_of, name_of, read_line
from clinic_app.domain.immunization.results import (
    Assessment,
    DoseVerdict,
    NotAllowed,
    SeriesForecast,
    Status,
    VerdictKind,
)
from clinic_app.domain.immunization.rules import Rules

_OF_VACCINES = ("severe_reaction_to", "contraindicated")


def answers(rules: Rules, lines: Iterable[bytes], edition: str | None = None) -> Iterator[bytes]:
    """Answer every line that is not blank; one that cannot be read is answered with what is wrong with it.

    What is wrong begins with the number of the line, from 1 and blank lines counted, where no id can be read.
    """
    encoder = msgspec.json.Encoder()
    words = words_known(rules)
    for number, read in enumerate(lines, start=1):
        line = read.removeprefix(BOM_UTF8)  # as some editors begin a file
        if not line.strip():
            continue
        try:
            question = read_line(line)
            refuse_unknown(question, words, rules)
            answer = _answer(rules, question, edition)
        except (LineRefused, msgspec.MsgspecError, KeyError, ValueError, OverflowError, RecursionError) as problem:
            name = name_of(line)
            answer = {"id": name, "error": str(problem) if name is not None else f"line {number}: {problem}"}
        yield encoder.encode(answer)


def _answer(rules: Rules, line: Line, edition: str | None) -> dict[str, object]:
    chosen = edition or line.rule_set
    if chosen is not None and chosen not in rules.editions:
        raise ValueError(f"unknown edition {chosen}")
    sex = line.sex or "U"
    if sex not in ("M", "F", "U"):
        raise ValueError(f"unknown sex {line.sex}")
    found = assess_person(
        rules,
        birth_date=line.birth_date,
        sex=sex,
        doses=[
            GivenDose(
                id=f"{number:04}", vaccine=rules.code_of(d.vaccine), on=d.date, product=d.product, accepted=d.accepted
            )
            for number, d in enumerate(line.history)
        ],
        facts=facts_of(_with_codes(rules, line.facts)),
        on=line.as_of,
        edition=chosen,
        unbegun=True,
    )
    asked = [f for f in found.forecasts if line.scope is None or f.series in line.scope]
    return {"id": line.id, "edition": found.edition, **_forecast_part(found, asked), **_other_part(found, asked, line)}


def _with_codes(rules: Rules, context: Context) -> Context:
    """Return the facts with vaccines by their codes; one the catalogue does not have would forbid nothing."""
    named = {name: [rules.code_of(one) for one in getattr(context, name)] for name in _OF_VACCINES}
    for code in [code for codes in named.values() for code in codes]:
        if code not in rules.vaccines:
            raise ValueError(f"unknown vaccine {code}")
    return msgspec.structs.replace(context, **named)


def _offered(found: Assessment, line: Line) -> list[dict[str, object]]:
    """Return the self-paid vaccines a family may choose, and from when; nobody needs to, so they are never due."""
    offered = [f for f in (*found.forecasts, *found.unbegun) if f.status is Status.OFFERED]
    return [
        {"series": f.series, "dose": f.number, "vaccine": f.vaccine, "from": f.earliest}
        for f in offered
        if line.scope is None or f.series in line.scope
    ]


def _forecast_part(found: Assessment, asked: list[SeriesForecast]) -> dict[str, object]:
    dated = [f for f in asked if f.earliest is not None and f.status is not Status.OFFERED]
    return {
        "due": [{"series": f.series, "dose": f.number, "vaccine": f.vaccine} for f in asked if f.possible],
        "earliest_next": {f.series: max(found.on, f.earliest) for f in dated if f.earliest is not None},
        "raw_earliest": {f.series: f.earliest for f in dated},
        "overdue": [f.series for f in asked if f.late],
        "complete": [f.series for f in asked if f.status.value == "complete"],
        "status": {f.series: f.status.value for f in asked},
        "check": [f.series for f in asked if f.check],
        "doubts": {f.series: f.doubts for f in asked if f.doubts},
        "advise": {f.series: f.advice for f in asked if f.advice},
    }


def _other_part(found: Assessment, asked: list[SeriesForecast], line: Line) -> dict[str, object]:
    series = {f.series for f in asked}
    totals = [f.total for f in asked if f.total is not None]
    part: dict[str, object] = {
        "invalid_doses": [
            {
                "vaccine": v.vaccine,
                "date": v.on,
                "series": v.series,
                "reason": ", ".join(r.code.value for r in v.reasons),
            }
            for v in found.verdicts
            if v.kind is VerdictKind.INVALID and (line.scope is None or v.series in line.scope)
        ],
        "check_doses": [
            _refused_dose(v)
            for v in found.verdicts
            if v.kind is VerdictKind.UNKNOWN and (line.scope is None or v.series in line.scope or not v.series)
        ],
        "not_allowed": [_refusal(n) for n in found.not_allowed if n.always_listed or series.intersection(n.series)],
        "offered": _offered(found, line),
        "out_of_programme": found.out_of_programme,
        "next_change": found.next_change,
    }
    if len(asked) == 1 and totals:
        part["total_doses_required"] = totals[0]
    return part


def _refused_dose(verdict: DoseVerdict) -> dict[str, object]:
    reason = ", ".join(reason.code.value for reason in verdict.reasons)
    return {"vaccine": verdict.vaccine, "date": verdict.on, "series": verdict.series, "reason": reason}


def _refusal(refused: NotAllowed) -> dict[str, object]:
    return {"vaccine": refused.vaccine, "action": refused.action, "until": None, "reason": refused.rule}
