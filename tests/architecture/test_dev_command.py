"""How `dev.py test` judges its stages: what it must never count as success."""

import ast
import importlib.util
import os
import sys

import house
import pytest


@pytest.fixture(scope="module")
def dev():
    """Load dev.py as a module; it stands outside the package."""
    spec = importlib.util.spec_from_file_location("dev", house.ROOT / "dev.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def stage_of(dev, code, **named):
    return dev.Stage("pytest sample", [sys.executable, "-c", code], runs_pytest=True, **named)


def test_a_good_stage_counts_what_passed(dev, capsys):
    outcome = dev.perform(stage_of(dev, "print('....\\n4 passed, 1 skipped in 0.10s')"))

    assert (outcome.verdict, outcome.passed, outcome.failed) == ("ok", 4, 0)
    assert "4 passed, 1 skipped" in capsys.readouterr().out


def test_failures_and_errors_both_count_as_failed(dev):
    code = "print('2 failed, 3 passed, 1 error in 61.10s (0:01:01)'); raise SystemExit(1)"

    outcome = dev.perform(stage_of(dev, code))

    assert (outcome.verdict, outcome.passed, outcome.failed) == ("FAILED (exit 1)", 3, 3)


@pytest.mark.skipif(os.name == "nt", reason="Windows knows no signals; there an abort is an exit code")
def test_an_abort_is_one_failure_and_is_called_one(dev):
    outcome = dev.perform(stage_of(dev, "import os; print('3 passed so far'); os.abort()"))

    assert (outcome.verdict, outcome.passed, outcome.failed) == ("FAILED (aborted by signal 6)", 0, 1)


def test_an_abort_after_the_last_line_is_still_a_failure(dev):
    outcome = dev.perform(stage_of(dev, "import os; print('3 passed in 0.10s', flush=True); os._exit(134)"))

    assert (outcome.verdict, outcome.passed, outcome.failed) == ("FAILED (exit 134)", 3, 1)


@pytest.mark.parametrize(("may_be_empty", "verdict", "failed"), [(True, "ok", 0), (False, "FAILED (exit 5)", 1)])
def test_no_test_at_all_is_a_failure_where_there_must_be_some(dev, may_be_empty, verdict, failed):
    code = "print('7 deselected in 0.10s'); raise SystemExit(5)"

    outcome = dev.perform(stage_of(dev, code, may_be_empty=may_be_empty))

    assert (outcome.verdict, outcome.passed, outcome.failed) == (verdict, 0, failed)


def test_a_stage_that_never_ends_is_ended_and_failed(dev):
    outcome = dev.perform(stage_of(dev, "import time; time.sleep(60)", timeout_seconds=0.5))

    assert (outcome.verdict, outcome.failed) == ("FAILED (ended after 0.5 s)", 1)


def test_an_unfinished_set_up_is_not_a_finished_one(dev, monkeypatch, tmp_path):
    monkeypatch.setattr(dev, "VENV", tmp_path)
    monkeypatch.setattr(dev, "UNFINISHED", tmp_path / "unfinished")

    assert not dev.stamped("packages")

    dev.stamp("packages")

    assert dev.stamped("packages")

    dev.UNFINISHED.touch()

    assert not dev.stamped("packages")


def test_a_changed_lock_asks_for_a_new_set_up(dev, monkeypatch, tmp_path):
    lock = tmp_path / "requirements.lock"
    lock.write_text("click==1\n")
    monkeypatch.setattr(dev, "VENV", tmp_path)
    monkeypatch.setattr(dev, "UNFINISHED", tmp_path / "unfinished")
    monkeypatch.setattr(dev, "LOCK", lock)
    dev.stamp("packages")

    lock.write_text("click==2\n")

    assert not dev.stamped("packages")


def test_dev_py_uses_the_standard_library_only():
    text = (house.ROOT / "dev.py").read_text("utf-8")

    assert {name.split(".")[0] for name in house.imports_of(ast.parse(text))} <= sys.stdlib_module_names
