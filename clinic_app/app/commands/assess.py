"""`clinic-app assess`: JSON lines in, JSON lines out; what the engine says about each person."""

import sys
from collections.abc import Iterable, Iterator
from datetime import date as Day

import click
import msgspec

from clinic_app.domain.immunization.assess import GivenDose
from clinic_app.domain.immunization.assess import assess as assess_person
from clinic_app.domain.immunization.facts import Facts, Immunoglobulin, Serology, SkinTest
from clinic_app.domain.immunization.results import Assessment, DoseVerdict, NotAllowed, SeriesForecast, VerdictKind
from clinic_app.domain.immunization.rules import Rules
from clinic_app.services.resource_files import shipped_rules


class _Dose(msgspec.Struct):
    vaccine: str
    date: Day
    product: str | None = None
    accepted: bool = False


class _Ppd(msgspec.Struct):
    result: str
    date: Day | None = None
    read_date: Day | None = None


class _Pvt(msgspec.Struct):
    date: Day
    hbsag: str
    anti_hbs_mIU_ml: float


class _Immunoglobulin(msgspec.Struct):
    date: Day
    kind: str = ""


class _Context(msgspec.Struct):
    mother_hbsag: str | None = None
    mother_hiv: str | None = None
    hiv: str | None = None
    birth_weight_g: float | None = None
    gestational_weeks: float | None = None
    medically_stable: bool | None = None
    hospitalised: bool | None = None
    severe_immunosuppression: bool | None = None
    bcg_scar: bool | None = None
    ppd: _Ppd | None = None
    immunoglobulin: list[_Immunoglobulin] = []
    je_choice: str | None = None
    pvt: _Pvt | None = None
    immunodeficiency: str | None = None
    epilepsy: str | None = None
    allergy: str | None = None
    jaundice: str | None = None
    severe_reaction_to: list[str] = []
    systemic_steroid_high_dose_stopped: Day | None = None
    temperature_c: float | None = None


class _Line(msgspec.Struct):
    birth_date: Day
    as_of: Day
    id: str | int | None = None
    sex: str = "U"
    rule_set: str | None = None
    history: list[_Dose] = []
    context: _Context = msgspec.field(default_factory=_Context)
    scope: list[str] | None = None


class _Named(msgspec.Struct):
    id: msgspec.Raw = msgspec.Raw(b"null")


@click.command()
@click.option("--edition", default=None, help="Forecast by this edition, whatever the line or the day says.")
def assess(edition: str | None) -> None:
    """Read persons from standard input, one JSON object a line; write one answer a line."""
    rules = shipped_rules()
    if edition is not None and edition not in rules.editions:
        raise click.BadParameter(f"known editions: {', '.join(rules.editions)}", param_hint="--edition")
    for answer in answers(rules, sys.stdin.buffer, edition):
        click.echo(answer)


def answers(rules: Rules, lines: Iterable[bytes], edition: str | None = None) -> Iterator[bytes]:
    """Answer every line that is not blank; one that cannot be read is answered with what is wrong with it."""
    encoder = msgspec.json.Encoder()
    decoder = msgspec.json.Decoder(_Line)
    for line in lines:
        if not line.strip():
            continue
        try:
            answer = _answer(rules, decoder.decode(line), edition)
        except (msgspec.MsgspecError, KeyError, ValueError, OverflowError) as problem:
            answer = {"id": _name_of(line), "error": str(problem)}
        yield encoder.encode(answer)


def _name_of(line: bytes) -> object:
    """Return the id of a line that could otherwise not be read, or None."""
    try:
        return msgspec.json.decode(msgspec.json.decode(line, type=_Named).id)
    except (msgspec.MsgspecError, ValueError):
        return None


def _answer(rules: Rules, line: _Line, edition: str | None) -> dict[str, object]:
    chosen = edition or line.rule_set
    if chosen is not None and chosen not in rules.editions:
        raise ValueError(f"unknown edition {chosen}")
    if line.sex not in ("M", "F", "U"):
        raise ValueError(f"unknown sex {line.sex}")
    found = assess_person(
        rules,
        birth_date=line.birth_date,
        sex=line.sex,
        doses=[
            GivenDose(id=f"{number:04}", vaccine=d.vaccine, on=d.date, product=d.product, accepted=d.accepted)
            for number, d in enumerate(line.history)
        ],
        facts=_facts(line.context),
        on=line.as_of,
        edition=chosen,
    )
    asked = [f for f in found.forecasts if line.scope is None or f.series in line.scope]
    return {"id": line.id, "edition": found.edition, **_forecast_part(found, asked), **_other_part(found, asked, line)}


def _facts(context: _Context) -> Facts:
    plain = msgspec.structs.asdict(context)
    ppd, pvt = context.ppd, context.pvt
    read_on = None if ppd is None else ppd.read_date or ppd.date
    plain["ppd"] = None if ppd is None or read_on is None else SkinTest(read_on=read_on, result=ppd.result)
    plain["pvt"] = None if pvt is None else Serology(on=pvt.date, hbsag=pvt.hbsag, anti_hbs_miu_ml=pvt.anti_hbs_mIU_ml)
    plain["immunoglobulin"] = tuple(Immunoglobulin(on=g.date, kind=g.kind) for g in context.immunoglobulin)
    plain["severe_reaction_to"] = tuple(context.severe_reaction_to)
    return Facts(**plain)


def _forecast_part(found: Assessment, asked: list[SeriesForecast]) -> dict[str, object]:
    dated = [f for f in asked if f.earliest is not None]
    return {
        "due": [{"series": f.series, "dose": f.number, "vaccine": f.vaccine} for f in asked if f.possible],
        "earliest_next": {f.series: max(found.on, f.earliest) for f in dated if f.earliest is not None},
        "raw_earliest": {f.series: f.earliest for f in dated},
        "overdue": [f.series for f in asked if f.late],
        "complete": [f.series for f in asked if f.status.value == "complete"],
        "status": {f.series: f.status.value for f in asked},
        "check": [f.series for f in asked if f.check],
        "doubts": {f.series: f.doubts for f in asked if f.doubts},
    }


def _other_part(found: Assessment, asked: list[SeriesForecast], line: _Line) -> dict[str, object]:
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


if __name__ == "__main__":
    assess()
