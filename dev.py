"""The one command of this repository: set up, then run, test, measure or build (standard library only)."""

from __future__ import annotations

import argparse
import concurrent.futures
import hashlib
import importlib.util
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple, NoReturn

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
UNFINISHED = VENV / ".set-up-unfinished"
ON_WINDOWS = os.name == "nt"
SCRIPTS = VENV / ("Scripts" if ON_WINDOWS else "bin")
PYTHON = SCRIPTS / ("python.exe" if ON_WINDOWS else "python")
OLDEST_PYTHON = (3, 11)
STAGE_TIMEOUT_SECONDS = 1800
LONG_STAGE_TIMEOUT_SECONDS = 4 * 3600
NO_TEST_SELECTED = 5

VENV_PACKAGES = "python{}.{}-venv".format(*sys.version_info)
QT_PACKAGES = (
    "libegl1 libgl1 libxkbcommon0 libdbus-1-3 libfontconfig1 libglib2.0-0 libcups2 "
    "libx11-xcb1 libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-randr0 "
    "libxcb-shape0 libxcb-shm0 libxcb-sync1 libxcb-xfixes0 libxcb-xkb1"
)

# Really loads what the program loads. 0: all is well; 3: offscreen works, only the X11 plugin lacks libraries.
QT_PROBE = """
import ctypes, pathlib, sys
from PySide6 import QtCore, QtPrintSupport, QtSvg, QtWidgets
QtWidgets.QApplication([])
plugin = pathlib.Path(QtCore.__file__).parent / "Qt/plugins/platforms/libqxcb.so"
try:
    plugin.exists() and ctypes.CDLL(str(plugin))
except OSError as missing:
    print(missing)
    sys.exit(3)
"""
QT_OFFSCREEN_ONLY = 3


class Stage(NamedTuple):
    """One step of `dev.py test`: a name and the command that must end well."""

    name: str
    command: list[str]
    platform: str = "offscreen"
    runs_pytest: bool = False
    may_be_empty: bool = False
    timeout_seconds: int = STAGE_TIMEOUT_SECONDS


class Outcome(NamedTuple):
    """How a stage ended; `passed` and `failed` count tests and stay 0 where a stage is not pytest."""

    name: str
    verdict: str
    seconds: float = 0.0
    passed: int = 0
    failed: int = 0
    last_line: str = ""


def set_up() -> None:
    """Make this folder ready to run; costs almost nothing when it already is."""
    if sys.version_info < OLDEST_PYTHON:
        found = ".".join(map(str, sys.version_info[:3]))
        stop(f"Python 3.11 or newer is needed; this is Python {found}. Install it and start: python3.11 dev.py")
    if stamped("packages"):
        return
    make_environment()
    install_packages()
    install_project()
    stamp("packages")
    UNFINISHED.unlink()


def make_environment() -> None:
    """Create `.venv`; one that an interrupted set-up left behind is made anew."""
    if UNFINISHED.exists() or (VENV.exists() and not environment_answers()):
        say("The last set-up was interrupted: .venv is made anew.")
        shutil.rmtree(VENV)
    if not VENV.exists():
        if not (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")):
            install_system_packages(VENV_PACKAGES, "This Python cannot make virtual environments.")
        VENV.mkdir()
        UNFINISHED.touch()
        say("Making .venv ...")
        if call([sys.executable, "-m", "venv", str(VENV)]) != 0:
            stop("The virtual environment could not be made. Look at the lines above, then start again.")
    UNFINISHED.touch()


def environment_answers() -> bool:
    """Say whether `.venv` holds a Python that starts and is new enough."""
    question = f"import pip, sys; sys.exit(sys.version_info < {OLDEST_PYTHON})"
    try:
        return subprocess.run([str(PYTHON), "-c", question], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def install_packages() -> None:
    """Install exactly requirements.lock: every file is compared with its recorded hash."""
    say("Installing requirements.lock (one to five minutes the first time) ...")
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--progress-bar=off", "--disable-pip-version-check"]
    if call([*pip, "--no-deps", "--require-hashes", "--only-binary=:all:", "-r", str(LOCK)]) != 0:
        UNFINISHED.unlink()
        stop("Some packages could not be installed. Check the network (or proxy) and start the same command again.")


def install_project() -> None:
    """Let `.venv` find this folder and offer its programs, with nothing copied and nothing built."""
    query = [str(PYTHON), "-c", "import sysconfig; print(sysconfig.get_paths()['purelib'])"]
    packages = Path(subprocess.run(query, capture_output=True, check=True, text=True).stdout.strip())
    # Relative, hence ASCII: a .pth is read in the system's own encoding, and folders here may have Chinese names.
    (packages / "clinic_app.pth").write_text(os.path.relpath(ROOT, packages) + "\n", encoding="ascii")
    here = '"$(dirname "$(readlink -f "$0")")"'
    for name, package in (("clinic-app", "clinic_app.app"), ("clinic-hub", "clinic_app.hub")):
        if ON_WINDOWS:
            (SCRIPTS / f"{name}.cmd").write_text(f'@"%~dp0python.exe" -m {package} %*\n', encoding="ascii")
            continue
        script = SCRIPTS / name
        script.write_text(f'#!/bin/sh\nexec {here}/python -m {package} "$@"\n', encoding="ascii")
        script.chmod(0o755)


def check_qt(*, for_a_window: bool) -> str:
    """Make sure that Qt loads; return why windows cannot be shown under X11, or nothing."""
    if stamped("qt"):
        return ""
    answer = probe_qt()
    if answer.returncode != 0 and may_install():
        install_system_packages(QT_PACKAGES, "Qt lacks system libraries.")
        answer = probe_qt()
    problem = (answer.stdout + answer.stderr).strip().rpartition("\n")[2]
    if answer.returncode == 0:
        stamp("qt")
        return ""
    if answer.returncode != QT_OFFSCREEN_ONLY or for_a_window:
        install_system_packages(QT_PACKAGES, f"Qt cannot start here: {problem}")
    return problem


def probe_qt() -> subprocess.CompletedProcess[str]:
    """Load Qt in a process of its own, because a missing platform plugin aborts it."""
    command = [str(PYTHON), "-c", QT_PROBE]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=surroundings("offscreen"))


def may_install() -> bool:
    """Say whether system packages can be installed from here: Debian or its kin, as root."""
    return not ON_WINDOWS and shutil.which("apt-get") is not None and os.geteuid() == 0


def install_system_packages(packages: str, why: str) -> None:
    """Install Debian packages as root; otherwise print the one line to type and stop."""
    line = f"apt-get install -y --no-install-recommends {packages}"
    if shutil.which("apt-get") is None or ON_WINDOWS:
        stop(f"{why}\nInstall what your system calls these Debian packages, then start again: {packages}")
    if not may_install():
        stop(f"{why}\nType this line, then start again:\n\n    sudo {line}\n")
    say(f"{why} Installing: {packages}")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in ("apt-get update", line):
        if subprocess.run(command.split(), env=quiet, stdout=subprocess.DEVNULL, check=False).returncode != 0:
            stop(f"This did not work: {command}\nCheck the network and start again.")


def fingerprint() -> str:
    """Name everything a finished set-up depends on: the lock, the Python and the place of this folder."""
    parts = [LOCK.read_bytes(), sys.version.encode(), str(ROOT).encode(), Path(__file__).read_bytes()]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def stamped(step: str) -> bool:
    """Say whether `step` was finished for exactly this lock."""
    try:
        return not UNFINISHED.exists() and (VENV / f".ready-{step}").read_text("ascii") == fingerprint()
    except OSError:
        return False


def stamp(step: str) -> None:
    """Remember that `step` is finished."""
    (VENV / f".ready-{step}").write_text(fingerprint(), "ascii")


def run(arguments: list[str]) -> int:
    """Start the program, or one of its commands; without a display make the tour and say where it lies."""
    visible = ON_WINDOWS or sys.platform == "darwin" or bool(os.environ.keys() & {"DISPLAY", "WAYLAND_DISPLAY"})
    check_qt(for_a_window=visible and not arguments and "WAYLAND_DISPLAY" not in os.environ)
    program = [str(PYTHON), "-m", "clinic_app.app"]
    if visible or arguments:
        return call([*program, *arguments], surroundings("" if visible else "offscreen"))
    result = ROOT / "tour-result"
    say("There is no display here: the program is driven through its tour offscreen.")
    code = call([*program, "tour", str(result)], surroundings("offscreen"))
    say(f"{'Done' if code == 0 else 'The tour found a difference'}. Pictures, documents and table: {result}")
    return code


def test(*, long: bool) -> int:
    """Run every stage, print one summary and return 0 only if all went well."""
    x11_problem = check_qt(for_a_window=False)
    scratch = Path(tempfile.mkdtemp(prefix="clinic-test-"))
    stages, skipped = plan(scratch, x11_problem, long=long)
    started = time.monotonic()
    with concurrent.futures.ThreadPoolExecutor(max_workers=min(2, os.cpu_count() or 1)) as pool:
        outcomes = list(pool.map(perform, stages))
    summarise(outcomes + skipped, time.monotonic() - started)
    passed, failed = sum(o.passed for o in outcomes), sum(o.failed for o in outcomes)
    good = all(o.verdict == "ok" for o in outcomes)
    if good:
        shutil.rmtree(scratch, ignore_errors=True)
    else:
        print(f"What failing stages left behind: {scratch}")
    print(f"{passed} passed, {failed} failed", flush=True)
    return 0 if good else 1


def plan(scratch: Path, x11_problem: str, *, long: bool) -> tuple[list[Stage], list[Outcome]]:
    """List the stages in order, and those that cannot run here with the reason."""
    ruff, pytest = [str(PYTHON), "-m", "ruff"], [str(PYTHON), "-m", "pytest", "-q"]
    wanted = "" if long else " and not long"
    most = LONG_STAGE_TIMEOUT_SECONDS if long else STAGE_TIMEOUT_SECONDS
    stages = [
        Stage("ruff check", [*ruff, "check", "."]),
        Stage("ruff format", [*ruff, "format", "--check", "."]),
        Stage("mypy", [str(PYTHON), "-m", "mypy"]),
        Stage("lint-imports", [str(SCRIPTS / "lint-imports")]),
        Stage("pytest", [*pytest, "-m", "not gui" + wanted], runs_pytest=True, timeout_seconds=most),
    ]
    skipped = []
    # One process a file: Qt may abort, and an abort must not take other files' results with it.
    for path in marked_files("gui"):
        name = f"pytest {path}"
        stages.append(Stage(name, [*pytest, "-m", "gui" + wanted, path], runs_pytest=True, may_be_empty=True))
    on_x11, reason = marked_files("xvfb"), x11_reason(x11_problem)
    if on_x11 and not reason:
        command = ["xvfb-run", "-a", "-s", "-screen 0 1366x768x24", *pytest, "-m", "xvfb" + wanted, *on_x11]
        stages.append(Stage("pytest under Xvfb", command, platform="xcb", runs_pytest=True))
    else:
        skipped.append(Outcome("pytest under Xvfb", f"skipped: {reason or 'no test is marked xvfb'}"))
    if not any(Path("/usr/lib/postgresql").glob("*/bin/initdb")):
        skipped.append(Outcome("the county on PostgreSQL", "skipped: there is none (apt-get install postgresql)"))
    stages.append(Stage("tour", [str(PYTHON), "-m", "clinic_app.app", "tour", str(scratch / "tour-result")]))
    return stages, skipped


def marked_files(mark: str) -> list[str]:
    """Return the test files that name a mark, as paths below the repository."""
    paths = sorted((ROOT / "tests").rglob("test_*.py"))
    return [p.relative_to(ROOT).as_posix() for p in paths if f"pytest.mark.{mark}" in p.read_text("utf-8")]


def x11_reason(problem: str) -> str:
    """Say why no test can run under Xvfb here, or nothing."""
    if shutil.which("xvfb-run") is None:
        return "there is no Xvfb (Debian: apt-get install xvfb)"
    return f"Qt's X11 plugin does not load: {problem}" if problem else ""


def perform(stage: Stage) -> Outcome:
    """Run one stage, print its output in one piece and judge it."""
    started = time.monotonic()
    code, output = listen(stage)
    outcome = judge(stage, code, output)._replace(seconds=time.monotonic() - started)
    shown = outcome.last_line if outcome.verdict == "ok" else output.rstrip()
    # One write: two stages run at a time and their lines must not mix.
    sys.stdout.write(f"== {stage.name}: {outcome.verdict} ({outcome.seconds:.1f} s)\n{shown}\n")
    sys.stdout.flush()
    return outcome


def listen(stage: Stage) -> tuple[int | None, str]:
    """Return exit code and output; no code when the stage had to be ended for lasting too long."""
    pipe = subprocess.PIPE
    with subprocess.Popen(
        stage.command, cwd=ROOT, env=surroundings(stage.platform), stdin=subprocess.DEVNULL, stdout=pipe,
        stderr=subprocess.STDOUT, text=True, encoding="utf-8", errors="replace",
    ) as running:  # fmt: skip
        try:
            output, _ = running.communicate(timeout=stage.timeout_seconds)
        except subprocess.TimeoutExpired:
            running.terminate()
            output, _ = running.communicate()
            return None, output
        return running.returncode, output


def judge(stage: Stage, code: int | None, output: str) -> Outcome:
    """Turn exit code and output into a verdict; pytest that dies without its last line counts as one failure."""
    lines = output.strip().splitlines()
    if stage.runs_pytest:
        lines = [line for line in lines if re.search(r" in [\d.]+s", line)]
    last = lines[-1] if lines else ""
    ended = code == 0 or (stage.may_be_empty and code == NO_TEST_SELECTED)
    verdict = "ok" if ended else f"FAILED (exit {code})"
    if code is None:
        verdict = f"FAILED (ended after {stage.timeout_seconds} s)"
    elif code < 0:
        verdict = f"FAILED (aborted by signal {-code})"
    if not stage.runs_pytest:
        return Outcome(stage.name, verdict, last_line=last)
    counts = dict.fromkeys(("passed", "failed", "error"), 0)
    for count, word in re.findall(r"(\d+) (passed|failed|error)", last):
        counts[word] = int(count)
    failed = counts["failed"] + counts["error"]
    return Outcome(stage.name, verdict, 0.0, counts["passed"], failed if ended else max(failed, 1), last)


def summarise(outcomes: list[Outcome], seconds: float) -> None:
    """Print one line a stage and the time of all."""
    print("\nSummary")
    for outcome in outcomes:
        print(f"  {outcome.seconds:7.1f} s  {outcome.name}: {outcome.verdict}")
    print(f"  {seconds:7.1f} s  together")


def bench(arguments: list[str]) -> int:
    """Measure the budgets of the program."""
    check_qt(for_a_window=False)
    return call([str(PYTHON), "-m", "clinic_app.app", "bench", *arguments], surroundings("offscreen"))


def build() -> int:
    """Make the folder that an installer packs, for the system this runs on."""
    check_qt(for_a_window=False)
    code = call([str(PYTHON), "-m", "PyInstaller", "--noconfirm", "build_installer.spec"], surroundings("offscreen"))
    say(f"The program lies in {ROOT / 'dist'}" if code == 0 else "The build failed; look at the lines above.")
    return code


def surroundings(platform: str) -> dict[str, str]:
    """Return the environment of a child: UTF-8 everywhere, and the Qt platform if one is named."""
    named = {"QT_QPA_PLATFORM": platform} if platform else {}
    return {**os.environ, "PYTHONUTF8": "1", **named}


def call(command: list[str], environment: dict[str, str] | None = None) -> int:
    """Run a command in this folder with its output visible and return its exit code."""
    return subprocess.run(command, cwd=ROOT, env=environment or surroundings(""), check=False).returncode


def say(sentence: str) -> None:
    """Print a sentence at once."""
    print(sentence, flush=True)


def stop(sentence: str) -> NoReturn:
    """End with a sentence that says what to do."""
    print(sentence, file=sys.stderr, flush=True)
    raise SystemExit(1)


def read_command_line() -> argparse.Namespace:
    """Read which command is wished for."""
    parser = argparse.ArgumentParser(prog="dev.py", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    runner = commands.add_parser("run", help="set up and start the program (dev.py run -- check: one of its commands)")
    runner.add_argument("arguments", nargs="*")
    tester = commands.add_parser("test", help="set up and run every check")
    tester.add_argument("--long", action="store_true", help="also the campaigns that take an hour")
    commands.add_parser("bench", help="measure the program").add_argument("arguments", nargs="*")
    commands.add_parser("build", help="make the installable folder")
    return parser.parse_args()


def main() -> int:
    """Set up, then do what was wished for."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a Windows console may not know every character of a report
    wish = read_command_line()
    set_up()
    if wish.command == "test":
        return test(long=wish.long)
    if wish.command == "build":
        return build()
    return run(wish.arguments) if wish.command == "run" else bench(wish.arguments)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
