"""The director of the tour: makes the township, runs the legs in processes of their own, and judges the result."""

from __future__ import annotations

import json
import shutil
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from clinic_app.app.tour import logbook
from clinic_app.app.tour.commands import PRACTICE_USER, run
from clinic_app.app.tour.comparison import JournalReading, claimed_facts, differences
from clinic_app.app.tour.houses import PEOPLE, SEED, TODAY, database
from clinic_app.app.tour.report import MOST_PRESSES_A_DOSE, presses_of_one_dose, write_report

if TYPE_CHECKING:
    import subprocess
    from pathlib import Path

    from clinic_app.app.tour.logbook import Step

LEGS = (("morning", True), ("afternoon", False))


@dataclass(slots=True)
class Outcome:
    """What the tour found: problems, one sentence each, and the figures for the report."""

    problems: list[str] = field(default_factory=list)
    figures: dict[str, str] = field(default_factory=dict)

    def expect(self, holds: bool, problem: str) -> None:
        """Note the problem unless it holds."""
        if not holds:
            self.problems.append(problem)


def direct(out: Path) -> Outcome:
    """Run the whole tour into `out`, which is emptied first, and return what was found."""
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    (out / "stick").mkdir()
    outcome = Outcome()
    if _make_township(out, outcome) and _run_legs(out, outcome):
        _judge(out, outcome)
    steps = logbook.read(out / "steps.jsonl")
    write_report(out, steps, outcome.problems, outcome.figures)
    return outcome


def _make_township(out: Path, outcome: Outcome) -> bool:
    town = ("--people", str(PEOPLE), "--seed", str(SEED), "--today", TODAY)
    made = run("practice", *town, "--out", str(database(out)), "--expected", str(out / "expected.json"))
    outcome.expect(made.returncode == 0, f"the practice township was not made: {_last_line(made)}")
    before = _journal(out)
    outcome.expect(before.returncode == 0, f"the journal could not be read: {_last_line(before)}")
    if outcome.problems:
        return False
    (out / "position").write_text(str(json.loads(before.stdout.splitlines()[-1])["position"]), encoding="utf-8")
    return True


def _run_legs(out: Path, outcome: Outcome) -> bool:
    for leg, is_killed in LEGS:
        ended = run("tour", str(out), "--leg", leg, stick=out / "stick")
        sys.stderr.write(ended.stderr)
        as_told = ended.returncode != 0 and (out / f"{leg}.killed").exists() if is_killed else ended.returncode == 0
        outcome.expect(as_told, f"the {leg} stopped: {_last_line(ended)}")
        if outcome.problems:
            return False
    return True


def _judge(out: Path, outcome: Outcome) -> None:
    steps = logbook.read(out / "steps.jsonl")
    claims = [claim for step in steps for claim in step.claims]
    facts = claimed_facts(steps)
    printed = _journal(out)
    reading = JournalReading(printed.stdout, int((out / "position").read_text(encoding="utf-8")))
    outcome.problems.extend(differences(facts, reading))
    _judge_presses(steps, outcome)
    _judge_check(out, outcome)
    _judge_package(out, outcome, dict(claims))
    slips = sorted((out / "clinic").glob("*-out/T???????????.pdf"))
    given = {value.split()[0] for what, value in facts if what == "given"}
    outcome.expect(len(slips) == len(given), f"{len(given)} children were vaccinated, {len(slips)} slips were made")
    outcome.figures["doses given"] = str(reading.count("dose.given"))
    outcome.figures["slips"] = str(len(slips))


def _judge_presses(steps: list[Step], outcome: Outcome) -> None:
    presses = presses_of_one_dose(steps)
    for name, count in presses.items():
        outcome.expect(count <= MOST_PRESSES_A_DOSE, f"{name}: {count} presses for one dose")
    outcome.expect(bool(presses), "no ordinary child with one dose was seen")
    outcome.figures["visits"] = str(len({value for step in steps for what, value in step.claims if what == "visit"}))
    outcome.figures["presses a routine dose"] = f"{min(presses.values(), default=0)}-{max(presses.values(), default=0)}"


def _judge_check(out: Path, outcome: Outcome) -> None:
    checked = run("check", "--db", str(database(out)), "--user", PRACTICE_USER)
    outcome.expect(checked.returncode == 0, f"check: {_last_line(checked)}")
    outcome.figures["check"] = _last_line(checked)


def _judge_package(out: Path, outcome: Outcome, claims: dict[str, str]) -> None:
    key = database(out).with_suffix(".county-key")
    refused = run("package", "verify", str(out / "stick"), "--key", str(key))
    outcome.expect(refused.returncode != 0, "a real county would have taken in a practice package")
    verified = run("package", "verify", str(out / "stick"), "--key", str(key), "--practice")
    outcome.expect(verified.returncode == 0, f"package: {_last_line(verified)}")
    if verified.returncode == 0:
        counted = str(json.loads(verified.stdout.splitlines()[0])["entries"])
        outcome.expect(
            counted == claims.get("exported"), f"the screen said {claims.get('exported')} entries, {counted} are packed"
        )
        outcome.figures["entries on the stick"] = counted


def _journal(out: Path) -> subprocess.CompletedProcess[str]:
    return run("journal", "--db", str(database(out)), "--user", PRACTICE_USER)


def _last_line(process: subprocess.CompletedProcess[str]) -> str:
    said = (process.stderr.strip() or process.stdout.strip()).splitlines()
    return said[-1] if said else f"exit code {process.returncode}"
