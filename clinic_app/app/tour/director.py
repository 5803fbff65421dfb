"""The director of the tour: makes the township, runs the legs in processes of their own, and judges the result."""

from __future__ import annotations

import json
import shutil
import sys
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from clinic_app.app.tour import logbook
from clinic_app.app.tour.commands import PRACTICE_USER, run
from clinic_app.app.tour.comparison import JournalReading, claimed_facts, differences
from clinic_app.app.tour.contact_sheet import write_contact_sheet
from clinic_app.app.tour.houses import PEOPLE, SEED, SMALL_DESK, TODAY, WHOLE_DAY, database
from clinic_app.app.tour.report import MOST_PRESSES_A_DOSE, presses_of_one_dose, write_report

if TYPE_CHECKING:
    import subprocess
    from pathlib import Path

    from clinic_app.app.tour.houses import House
    from clinic_app.app.tour.logbook import Step


PAPERS_OF_A_DAY = {
    *("observation_slip", "appointment_slip", "number_ticket", "screening_notice", "consent", "advice"),
    *("error_notice", "aefi_card", "emergency_card", "notice", "broadcast", "register", "label", "sign", "booklet"),
    *("certificate-record", "certificate-travel", "certificate-school", "certificate-transfer", "certificate-card"),
    *("certificate-class", "advice-certificate", "booklet-test_page", "paid_choice", "trial"),
}
"""Every paper that can be printed; the recovery sheet is made when a clinic is set up, not on a day."""


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
    outcome, beside = Outcome(), Outcome()
    if _make_township(out, outcome):
        _copy_township(out, SMALL_DESK.place(out))
        second = threading.Thread(target=_go_through, args=(SMALL_DESK, out, beside))
        second.start()
        _go_through(WHOLE_DAY, out, outcome)
        second.join()
    outcome.problems.extend(f"{SMALL_DESK.folder}: {problem}" for problem in beside.problems)
    write_report(out, logbook.read(out / "steps.jsonl"), outcome.problems, outcome.figures)
    return outcome


def _go_through(house: House, out: Path, outcome: Outcome) -> None:
    """Play the legs of one clinic, and compare what was seen there with its journal."""
    place = house.place(out)
    if _run_legs(house, place, outcome):
        _judge(house, place, outcome)
    if house.folder:
        write_report(place, logbook.read(place / "steps.jsonl"), outcome.problems, outcome.figures)


def _make_township(out: Path, outcome: Outcome) -> bool:
    town = ("--people", str(PEOPLE), "--seed", str(SEED), "--today", TODAY)
    made = run("practice", *town, "--out", str(database(out)), "--expected", str(out / "expected.json"))
    outcome.expect(made.returncode == 0, f"the practice township was not made: {_last_line(made)}")
    before = _journal(out)
    outcome.expect(before.returncode == 0, f"the journal could not be read: {_last_line(before)}")
    if outcome.problems:
        return False
    (out / "stick").mkdir()
    (out / "position").write_text(str(json.loads(before.stdout.splitlines()[-1])["position"]), encoding="utf-8")
    return True


def _copy_township(out: Path, place: Path) -> None:
    """Give a second clinic the same township, with all its files."""
    (place / "stick").mkdir(parents=True)
    shutil.copytree(database(out).parent, database(place).parent)
    for name in ("expected.json", "position"):
        shutil.copy(out / name, place / name)


def _run_legs(house: House, place: Path, outcome: Outcome) -> bool:
    for leg, is_killed in house.legs:
        ended = run("tour", str(place), "--leg", leg, stick=place / "stick")
        sys.stderr.write(ended.stderr)
        was_cut = ended.returncode != 0 and (place / f"{leg}.killed").exists()
        outcome.expect(was_cut if is_killed else ended.returncode == 0, f"the {leg} stopped: {_last_line(ended)}")
        if outcome.problems:
            return False
    return True


def _judge(house: House, out: Path, outcome: Outcome) -> None:
    steps = logbook.read(out / "steps.jsonl")
    claims = [claim for step in steps for claim in step.claims]
    facts = claimed_facts(steps)
    printed = _journal(out)
    reading = JournalReading(printed.stdout, int((out / "position").read_text(encoding="utf-8")))
    outcome.problems.extend(differences(facts, reading))
    _judge_presses(house, steps, outcome)
    outcome.problems.extend(f"clipped: {step.picture} {step.title}: {cut}" for step in steps for cut in step.cut)
    _judge_check(out, outcome)
    _judge_package(out, outcome, dict(claims))
    slips = sorted((out / "clinic").glob("*-out/T???????????.pdf"))
    given = {value.split()[0] for what, value in facts if what == "given"}
    outcome.expect(len(slips) == len(given), f"{len(given)} children were vaccinated, {len(slips)} slips were made")
    outcome.figures["doses given"] = str(reading.count("dose.given"))
    outcome.figures["slips"] = str(len(slips))
    _judge_papers(house, out, outcome)


def _judge_papers(house: House, out: Path, outcome: Outcome) -> None:
    """Put every kind of paper onto one picture; the whole day makes all of them."""
    kinds = set(write_contact_sheet(next((out / "clinic").glob("*-out")), out / "papers.png"))
    if house is WHOLE_DAY:
        outcome.expect(kinds >= PAPERS_OF_A_DAY, f"papers not made: {sorted(PAPERS_OF_A_DAY - kinds)}")
    outcome.figures["kinds of paper on papers.png"] = str(len(kinds))


def _judge_presses(house: House, steps: list[Step], outcome: Outcome) -> None:
    presses = presses_of_one_dose(steps)
    for name, count in presses.items():
        outcome.expect(count <= MOST_PRESSES_A_DOSE, f"{name}: {count} presses for one dose")
    visits = [value for step in steps for what, value in step.claims if what == "visit"]
    outcome.expect(len(visits) >= house.visits, f"only {len(visits)} visits")
    outcome.figures["visits"] = str(len(visits))
    if presses:
        outcome.figures["presses a routine dose"] = f"{min(presses.values())}-{max(presses.values())}"


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
