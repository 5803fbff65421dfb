"""The self-paid part of an answer of `clinic-app assess`, compared with the oracle's."""

from datetime import date
from typing import Any

from oracle.paid import COVERS, Answer
from oracle.programme import CHECK, INVALID, VALID


def differences(line: dict[str, Any], engine: dict[str, Any], oracle: Answer) -> list[str]:
    """Say where the engine's answer differs: verdicts the text decides, then the begun series that are not unsure."""
    if "error" in engine:
        return [f"engine: {engine['error']}"]
    said = {dose_key(dose): INVALID for dose in engine["invalid_doses"]}
    said |= {dose_key(dose): CHECK for dose in engine["check_doses"]}
    found = [
        f"{series} {vaccine} {day}: oracle {verdict}, engine {said.get((series, vaccine, day), VALID)}"
        for (series, vaccine, day), verdict in oracle.verdicts.items()
        if verdict != said.get((series, vaccine, day), VALID)
    ]
    due = {dose["series"]: dose["dose"] for dose in engine["due"]}
    for series, counted in oracle.counts.items():
        day = oracle.earliest.get(series)
        pairs = {
            "earliest": (day and day.isoformat(), engine["earliest_next"].get(series)),
            "complete": (series in oracle.complete, series in engine["complete"]),
            "dose": (counted + 1 if day and day.isoformat() == line["as_of"] else None, due.get(series)),
        }
        found += [
            f"{series} {key}: oracle {one}, engine {other}" for key, (one, other) in pairs.items() if one != other
        ]
    never_begun = COVERS.keys() - oracle.counts.keys() - oracle.unsure
    found += [f"{series}: never begun, engine due" for series in never_begun & (due.keys() | set(engine["overdue"]))]
    return found


def dose_key(dose: dict[str, str]) -> tuple[str, str, date]:
    return dose["series"], dose["vaccine"], date.fromisoformat(dose["date"])
