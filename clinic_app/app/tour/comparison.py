"""Compares what the pictures said with what the journal holds: every claim is there, and nothing more happened."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from clinic_app.app.tour.cast import vaccine_names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from clinic_app.app.tour.logbook import Step

Body = dict[str, Any]
NOT_FACTS = frozenset({"exported"})


@dataclass(frozen=True, slots=True)
class Written:
    """One entry of the journal as the comparison needs it."""

    kind: str
    body: Body
    by: str
    at: str


class JournalReading:
    """What `clinic-app journal` printed: names by id, and what was written during the tour."""

    def __init__(self, printed: str, after_position: int) -> None:
        lines = [json.loads(line) for line in printed.splitlines() if line.strip()]
        self._names: dict[str, str] = {}
        self._lots: dict[str, str] = {}
        self._doses: dict[str, str] = {}
        self._vaccines = vaccine_names()
        self.written: list[Written] = []
        for line in lines:
            entry = line["entry"]
            self._learn(entry["kind"], entry["body"])
            if line["position"] > after_position:
                self.written.append(Written(entry["kind"], entry["body"], entry.get("by", ""), entry.get("at", "")))

    def facts(self) -> Counter[tuple[str, str]]:
        """Return what the journal holds, in the words the screen uses: (what, who and which, by whom)."""
        return Counter(fact for written in self.written if (fact := self._fact(written)))

    def count(self, kind: str) -> int:
        """Return how many entries of a kind the tour wrote."""
        return sum(written.kind == kind for written in self.written)

    def _learn(self, kind: str, body: Body) -> None:
        if kind == "person.registered":
            self._names[body["person_id"]] = body["name"]
        elif kind == "person.amended" and body["field"] == "name":
            self._names[body["person_id"]] = body["value"]
        elif kind == "user.added":
            self._names[body["user_id"]] = body["name"]
        elif kind == "lot.received":
            self._lots[body["lot_id"]] = body["lot_number"]
        elif kind in ("dose.given", "dose.recorded"):
            self._doses[body["dose_id"]] = self.vaccine(body)

    def _fact(self, written: Written) -> tuple[str, str] | None:
        word = _WORDS.get(written.kind)
        if word is None:
            return None
        what, value = word
        return what, signed(value(self, written.body), self._names.get(written.by, written.by))

    def who(self, body: Body) -> str:
        """Return the name of the person an entry speaks of."""
        return self._names.get(str(body.get("person_id", "")), "")

    def vaccine(self, body: Body) -> str:
        """Return what the booklet calls the vaccine an entry speaks of."""
        return self._vaccines.get(str(body["vaccine"]), str(body["vaccine"]))

    def dose(self, body: Body) -> str:
        """Return the vaccine of the dose an entry speaks of."""
        return self._doses.get(str(body.get("dose_id", "")), "")

    def lot(self, body: Body) -> str:
        """Return the number of the lot an entry speaks of."""
        return self._lots.get(str(body.get("lot_id", "")), str(body.get("lot_number", "")))


def _degrees(body: Body) -> str:
    whole, tenth = divmod(body["temperature_tenths"], 10)
    return f"{whole}.{tenth}"


_WORDS: dict[str, tuple[str, Callable[[JournalReading, Body], str]]] = {
    "visit.opened": ("visit", lambda says, body: says.who(body)),
    "date.confirmed": ("date", lambda _, body: str(body["on"])),
    "dose.given": ("given", lambda says, body: f"{says.who(body)} {says.vaccine(body)} {body['lot_number']}"),
    "screening.recorded": ("screened", lambda says, body: f"{says.who(body)} {_degrees(body)} {body['result']}"),
    "doses.planned": ("planned", lambda says, body: f"{says.who(body)} {len(body['planned'])}"),
    "observation.ended": ("left", lambda says, body: f"{says.who(body)} {body['outcome']}"),
    "observation.extended": ("extended", lambda says, body: says.who(body)),
    "paid_choice.signed": ("paid choice", lambda says, body: says.who(body)),
    "lot.received": ("lot received", lambda says, body: says.lot(body)),
    "lot.refused": ("lot refused", lambda says, body: says.lot(body)),
    "aefi.recorded": ("aefi", lambda says, body: says.who(body)),
    "aefi.reported": ("aefi reported", lambda says, body: says.who(body)),
    "certificate.issued": ("certificate", lambda says, body: f"{says.who(body)} {body['number']}"),
    "appointment.made": ("appointment", lambda says, body: f"{says.who(body)} {body['on']}"),
    "appointment.moved": ("appointment moved", lambda says, body: f"{says.who(body)} {body['on']}"),
    "vaccination_error.recorded": ("error", lambda says, body: f"{says.who(body)} {body['error']}"),
    "person.registered": ("registered", lambda says, body: str(body["name"])),
    "dose.recorded": ("recorded", lambda says, body: f"{says.who(body)} {says.vaccine(body)} {body['given_on']}"),
    "dose.corrected": ("corrected", lambda says, body: f"{says.who(body)} {says.dose(body)}"),
    "dose.voided": ("voided", lambda says, body: f"{says.who(body)} {says.dose(body)}"),
    "entry.undone": ("undone", lambda says, body: says.who(body)),
    "booklet.printed": ("booklet", lambda says, body: f"{says.who(body)} {len(body['rows'])}"),
    "visit.ended": ("ended", lambda says, body: f"{says.who(body)} {body['outcome']}"),
    "dose.not_given": ("not given", lambda says, body: says.who(body)),
}


def signed(value: str, nurse: str) -> str:
    """Return a fact with who did it."""
    return f"{value} · {nurse}" if nurse else value


def claimed_facts(steps: Iterable[Step]) -> list[tuple[str, str]]:
    """Return what the screen said was written, and by whom."""
    return [(what, signed(value, step.nurse)) for step in steps for what, value in step.claims if what not in NOT_FACTS]


def differences(claimed: list[tuple[str, str]], reading: JournalReading) -> list[str]:
    """Return every fact the screen showed and the journal lacks, or the other way round."""
    shown, held = Counter(claimed), reading.facts()
    missing = [f"shown, not in the journal: {what} {value}" for what, value in (shown - held).elements()]
    extra = [f"in the journal, never shown: {what} {value}" for what, value in (held - shown).elements()]
    return missing + extra
