"""The bench runs through on small clinics and says of every figure what its floor is. Seconds are never judged here."""

import json
import os
import subprocess
import sys

import pytest

TIMEOUT_SECONDS = 600
FAMILIES = {
    "start until",
    "resident memory",
    "people assessed",
    "one card assessed",
    "scan to card",
    "initials to card",
    "due list of a village",
    "overdue list of everyone",
    "observation slip",
    "certificate as PDF",
    "notices as one PDF",
    "register as PDF",
    "rebuild of all rows",
    "due lists assessed anew",
    "check",
    "dose given",
    "commits of one dose",
    "press holds the screen",
}


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """Run the quick bench once and return its figures, its table and what is left in its folder for temporary files."""
    folder = tmp_path_factory.mktemp("bench")
    out = folder / "figures.json"
    scratch = folder / "scratch"
    scratch.mkdir()
    command = [sys.executable, "-m", "clinic_app.app", "bench", "--quick", "--out", str(out)]
    bench = subprocess.run(
        command,
        env=surroundings(scratch),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=TIMEOUT_SECONDS,
        check=False,
    )
    assert bench.returncode == 0, bench.stderr
    return json.loads(out.read_bytes())["figures"], bench.stdout, list(scratch.iterdir())


def surroundings(scratch):
    return {**os.environ, "TMPDIR": str(scratch), "TEMP": str(scratch), "QT_QPA_PLATFORM": "offscreen"}


def test_every_family_of_budgets_is_there(run):
    figures, _, _ = run

    names = [figure["name"] for figure in figures]

    assert [family for family in FAMILIES if not any(name.startswith(family) for name in names)] == []
    assert any(name.endswith("entries packed and verified") for name in names)


def test_every_measured_figure_stands_beside_its_floor(run):
    figures, _, _ = run

    for figure in figures:
        assert figure["floor_of"], figure
        if not figure["reason"]:
            assert figure["value"] > 0, figure
            assert figure["floor"] > 0, figure
            assert figure["ratio"] == pytest.approx(figure["value"] / figure["floor"])


def test_every_measured_budget_is_judged(run):
    figures, _, _ = run

    with_budget = [figure for figure in figures if figure["budget"] and not figure["reason"]]

    assert with_budget
    assert all(figure["kept"] in (True, False) for figure in with_budget)


def test_what_was_not_measured_says_why_and_claims_nothing(run):
    figures, table, _ = run

    for figure in figures:
        if figure["reason"]:
            assert (figure["value"], figure["ratio"], figure["kept"]) == (None, None, None)
            assert f"not measured: {figure['reason']}" in table


def test_a_dose_is_one_commit(run):
    figures, _, _ = run

    commits = [figure["value"] for figure in figures if figure["name"].startswith("commits of one dose")]

    assert commits == [1.0, 1.0]


def test_the_table_names_every_figure_and_nothing_is_left_behind(run):
    figures, table, left = run

    assert all(figure["name"] in table for figure in figures)
    assert left == []
