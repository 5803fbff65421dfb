"""Compares what the pictures said with what the journal holds: every claim is there, and nothing more happened."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CATALOGUE = Path(__file__).parents[3] / "resources" / "codes" / "vaccines.json"


@dataclass(frozen=True, slots=True)
class Written:
    """One entry of the journal as the comparison needs it."""

    kind: str
    body: dict[str, Any]


class JournalReading:
    """What `clinic-app journal` printed: names by id, and what was written during the tour."""

    def __init__(self, printed: str, after_position: int) -> None:
        lines = [json.loads(line) for line in printed.splitlines() if line.strip()]
        self._names: dict[str, str] = {}
        self.written: list[Written] = []
        for line in lines:
            entry = line["entry"]
            if entry["kind"] == "person.registered":
                self._names[entry["body"]["person_id"]] = entry["body"]["name"]
            if line["position"] > after_position:
                self.written.append(Written(entry["kind"], entry["body"]))
        vaccines = json.loads(CATALOGUE.read_text(encoding="utf-8"))["vaccines"]
        self._short_names = {vaccine["code"]: vaccine["short_name"] for vaccine in vaccines}

    def facts(self) -> Counter[tuple[str, str]]:
        """Return what the journal holds, in the words the screen uses: (what, who and which)."""
        return Counter(fact for written in self.written if (fact := self._fact(written)))

    def count(self, kind: str) -> int:
        """Return how many entries of a kind the tour wrote."""
        return sum(written.kind == kind for written in self.written)

    def _fact(self, written: Written) -> tuple[str, str] | None:
        body = written.body
        who = self._names.get(body.get("person_id", ""), "")
        if written.kind == "dose.given":
            return "given", f"{who} {self._short_names[body['vaccine']]} {body['lot_number']}"
        if written.kind == "screening.recorded":
            whole, tenth = divmod(body["temperature_tenths"], 10)
            return "screened", f"{who} {whole}.{tenth} {body['result']}"
        if written.kind == "observation.ended":
            return "left", f"{who} {body['outcome']}"
        return None


def differences(claimed: list[tuple[str, str]], reading: JournalReading) -> list[str]:
    """Return every fact the screen showed and the journal lacks, or the other way round."""
    shown, held = Counter(claimed), reading.facts()
    missing = [f"shown, not in the journal: {what} {value}" for what, value in (shown - held).elements()]
    extra = [f"in the journal, never shown: {what} {value}" for what, value in (held - shown).elements()]
    return missing + extra
