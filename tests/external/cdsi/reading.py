"""Reading CDC's supporting files, which lie beside the repository in the specification folder."""

import json
from datetime import date
from functools import cache
from pathlib import Path

from cdsi.spans import span
from cdsi.supporting import Ages, Codes, Conflict, Gap, Question, Series, Skip, Target, Window
from clinic_app.domain.calendar import Span

FOLDER = Path(__file__).resolve().parents[4] / "shared" / "cases" / "cdsi"
GROUPS = {
    "POL": ("Polio",),
    "HepB": ("HepB",),
    "HepA": ("HepA",),
    "MMR": ("Measles", "Mumps", "Rubella"),
    "VAR": ("Varicella",),
    "HIB": ("Hib",),
    "DTAP": ("Diphtheria", "Tetanus", "Pertussis"),
}
_FOR_EVERYBODY = ("Standard", "Evaluation Only")


@cache
def series_against(antigen: str) -> tuple[Series, ...]:
    """Return the series meant for healthy people."""
    text = (FOLDER / "supporting_data" / f"AntigenSupportingData- {antigen}-508.json").read_text("utf-8")
    written = json.loads(text)["antigenSupportingData"]["series"]
    return tuple(_series(antigen, one) for one in _listed(written) if one["seriesType"] in _FOR_EVERYBODY)


@cache
def codes() -> Codes:
    """Return the meaning of the vaccine codes."""
    text = (FOLDER / "supporting_data" / "ScheduleSupportingData.json").read_text("utf-8")
    written = json.loads(text)["scheduleSupportingData"]
    groups = written["vaccineGroups"]["vaccineGroup"]
    whole = {one["name"] for one in groups if one.get("administerFullVaccineGroup") == "Yes"}
    return Codes(
        antigens={
            one["cvx"]: tuple(link["antigen"] for link in _listed(one["association"]))
            for one in written["cvxToAntigenMap"]["cvxMap"]
        },
        conflicts={
            (one["previous"]["cvx"], one["current"]["cvx"]): Conflict(
                span(one["minConflictEndInterval"]), span(one["conflictEndInterval"])
            )
            for one in written["liveVirusConflicts"]["liveVirusConflict"]
        },
        given_together=frozenset(
            antigen
            for one in written["vaccineGroupToAntigenMap"]["vaccineGroupMap"]
            if one["name"] in whole
            for antigen in one["antigen"]
        ),
    )


def antigens_in(vaccine: str) -> tuple[str, ...]:
    """Return the antigens of a vaccine that belong to a group; the vaccine is its code, or code and maker."""
    known = {antigen for antigens in GROUPS.values() for antigen in antigens}
    return tuple(antigen for antigen in codes().antigens[vaccine.partition("/")[0]] if antigen in known)


def _series(antigen: str, written: dict) -> Series:
    select = written["selectSeries"]
    return Series(
        name=written["seriesName"],
        antigen=antigen,
        kind=written["seriesType"],
        is_default=select["defaultSeries"] == "Yes",
        of_product=select["productPath"] == "Yes",
        preference=int(select["seriesPreference"]),
        start_from=_span(select.get("minAgeToStart")),
        start_below=_span(select.get("maxAgeToStart")),
        targets=tuple(_target(place, one) for place, one in enumerate(_listed(written["seriesDose"]), 1)),
    )


def _target(number: int, written: dict) -> Target:
    windows = _listed(written.get("preferableVaccine")) + _listed(written.get("allowableVaccine"))
    return Target(
        number=number,
        ages=tuple(_ages(one) for one in _listed(written.get("age"))),
        gaps=tuple(_gap(one) for one in _listed(written.get("interval"))),
        other_gaps=tuple(_gap(one) for one in _listed(written.get("allowableInterval"))),
        skips=tuple(_skip(one) for one in _listed(written.get("conditionalSkip"))),
        windows=tuple(
            Window(one["cvx"], one.get("mvx") or "", _span(one.get("beginAge")), _span(one.get("endAge")))
            for one in windows
        ),
        inadvertent=frozenset(one["cvx"] for one in _listed(written.get("inadvertentVaccine"))),
        recurring=written["recurringDose"] == "Yes",
    )


def _ages(written: dict) -> Ages:
    return Ages(
        *_in_force(written),
        least=_span(written.get("minAge")),
        absolute=_span(written.get("absMinAge")),
        recommended=_span(written.get("earliestRecAge")),
        latest=_span(written.get("latestRecAge")),
        below=_span(written.get("maxAge")),
    )


def _gap(written: dict) -> Gap:
    return Gap(
        *_in_force(written),
        target=int(written["fromTargetDose"]) if written.get("fromTargetDose") else None,
        codes=tuple(_codes(written.get("fromMostRecent"))),
        least=_span(written.get("minInt")),
        absolute=_span(written.get("absMinInt")),
        recommended=_span(written.get("earliestRecInt")),
        latest=_span(written.get("latestRecInt")),
        overrides=bool(written.get("intervalPriority")),
    )


def _skip(written: dict) -> Skip:
    context, sets = written["context"], _listed(written["set"])
    if written["setLogic"] == "AND" or any(one.get("conditionLogic") == "OR" for one in sets):
        raise ValueError(written)
    return Skip(
        contexts=frozenset({"Evaluation", "Forecast"} if context == "Both" else {context}),
        sets=tuple(tuple(_question(asked) for asked in _listed(one["condition"])) for one in sets),
    )


def _question(written: dict) -> Question:
    return Question(
        kind=written["conditionType"],
        begin_age=_span(written.get("beginAge")),
        end_age=_span(written.get("endAge")),
        interval=_span(written.get("interval")),
        count=int(written.get("doseCount") or 0),
        compare=written.get("doseCountLogic") or "",
        only_valid=written.get("doseType") == "Valid",
        codes=frozenset(_codes(written.get("vaccineTypes"))),
    )


def _in_force(written: dict) -> tuple[date, date]:
    begins, ends = written.get("effectiveDate"), written.get("cessationDate")
    return (
        date.fromisoformat(begins) if begins else date.min,
        date.fromisoformat(ends) if ends else date.max,
    )


def _span(written: str | None) -> Span | None:
    return span(written) if written else None


def _codes(written: str | None) -> list[str]:
    return [code.strip() for code in (written or "").split(";") if code.strip()]


def _listed(written: object) -> list:
    if not written:
        return []
    return written if isinstance(written, list) else [written]
