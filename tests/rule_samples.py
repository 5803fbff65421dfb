"""Rule files for tests: those that are shipped, and overlays of an invented county."""

import json

from clinic_app.domain.immunization.rules import rules_from
from clinic_app.services.resource_files import RESOURCES

W1 = {"source": "W1", "confidence": "high"}


def shipped_files():
    """Return the shipped rule files by name."""
    files = {path.name: path.read_bytes() for path in sorted((RESOURCES / "schedules").glob("*.json"))}
    return {**files, "vaccines.json": (RESOURCES / "codes" / "vaccines.json").read_bytes()}


def rules_with(*overlays, dates=None):
    """Return the shipped rules with overlays, given as what their files say."""
    laid = {f"{n}-{overlay['overlay']}.json": json.dumps(overlay).encode() for n, overlay in enumerate(overlays)}
    return rules_from({**shipped_files(), **laid}, dates or {})


def an_overlay(**says):
    """Return an overlay that says nothing but its name, its first day and its source."""
    return {
        "overlay": "MACHENG",
        "title": "马城县方案",
        "sources": {"W1": "马卫健发〔2026〕9号"},
        "effective_from": "2027-01-01",
        **W1,
        **says,
    }


def interval(at_least, **says):
    """Return an interval since the previous dose."""
    return {"since": "previous", "at_least": at_least, **says, **W1}


def deadline(age):
    """Return a deadline by age."""
    return {"age": age, **W1}


def slot(rule, vaccine, min_age, **says):
    """Return a place for one dose."""
    return {"rule": rule, "offer": [vaccine], "min_age": min_age, **says, **W1}


def series(plan, *slots, **says):
    """Return the rules of a series with one plan."""
    return {
        "repeat_after": interval("28d"),
        "slots": {one["rule"]: one for one in slots},
        "plans": [{"doses": [one["rule"] for one in slots], **W1, **plan}],
        **says,
    }


def free_varicella():
    """Return a county's free varicella: two doses for those born from 2024 on (水痘免费接种)."""
    cohort = [{"born_from": "2024-01-01"}]
    first = slot("W-VAR-1", "VarV", "12m", finish_before=deadline("24m"))
    second = slot("W-VAR-2", "VarV", "4y", intervals=[interval("3m")], finish_before=deadline("5y"))
    others = {"id": "W-VARICELLA-OTHERS", "outcome": "closed", "reason": "not_in_programme", **W1}
    rules = series({"id": "W-VARICELLA", "when": cohort}, first, second)
    rules["plans"].append({**others, "when": [{"born_before": "2024-01-01"}]})
    return an_overlay(free=[{"vaccine": "VarV", "when": cohort, **W1}], series={"Varicella": rules})


def third_mmr():
    """Return a county's third dose against measles for those born from 2025 on: every rule as in the edition."""
    return an_overlay(
        series={
            "MMR": series(
                {"id": "W-MMR", "when": [{"born_from": "2025-01-01"}]},
                slot("W-MMR-1", "MMR", "8m", finish_before=deadline("12m")),
                slot("W-MMR-2", "MMR", "18m", finish_before=deadline("24m"), intervals=[interval("28d")]),
                slot("W-MMR-3", "MMR", "4y", finish_before=deadline("5y"), intervals=[interval("28d")]),
            )
        }
    )
