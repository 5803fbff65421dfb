"""The rules of ARCHITECTURE.md, held against every file, and each rule against a file that breaks it."""

from pathlib import Path

import house
import pytest

ALLOWED_AT_THE_TOP = {
    ".ci", ".gitignore", "LICENSE", "README.md", "build_installer.spec", "clinic_app", "db", "dev.py",
    "pyproject.toml", "requirements.in", "requirements.lock", "resources", "tests",
}  # fmt: skip


def complaints(rule, files):
    return [complaint for path in files for complaint in rule(path)]


@pytest.fixture
def sample(tmp_path):
    """Write a file of the given text and name."""

    def write(text: str, name: str = "sample.py") -> Path:
        path = tmp_path / name
        path.write_text(text, "utf-8")
        return path

    return write


def test_no_file_is_longer_than_its_ceiling():
    assert complaints(house.too_long, house.python_files()) == []


def test_a_file_of_401_lines_is_noticed(sample):
    assert house.too_long(sample("x = 1\n" * 400)) == []
    assert house.too_long(sample("x = 1\n" * 401)) == ["sample.py: 401 lines, at most 400"]


def test_the_main_window_has_a_lower_ceiling(sample):
    assert house.too_long(sample("x = 1\n" * 151, "main_window.py")) == ["main_window.py: 151 lines, at most 150"]


def test_no_function_has_more_than_30_statements():
    files = [*house.python_files("clinic_app"), house.ROOT / "dev.py"]

    assert complaints(house.functions_too_long, files) == []


def test_a_function_of_31_statements_is_noticed_wherever_they_hide(sample):
    flat = 'def good():\n    """Say why."""\n' + "    x = 1\n" * 30
    nested = "def bad():\n    for x in ():\n" + "        x = 1\n" * 30

    assert house.functions_too_long(sample(flat)) == []
    assert house.functions_too_long(sample(nested)) == ["sample.py:1 bad: 31 statements, at most 30"]


def test_every_name_says_something():
    files = [*house.python_files("clinic_app"), house.ROOT / "dev.py"]

    assert complaints(house.banned_names, files) == []


@pytest.mark.parametrize(
    "text",
    [
        "class LotManager: ...",
        "def read_data(): ...",
        "class Desk:\n    def lot_info(self): ...",
        "class Common: ...",
    ],
)
def test_a_name_that_says_nothing_is_noticed(sample, text):
    assert len(house.banned_names(sample(text))) == 1


def test_a_module_called_helpers_is_noticed(sample):
    assert house.banned_names(sample("", "helpers.py")) == ["helpers.py:1 helpers says nothing"]


def test_names_that_qt_prescribes_are_not_ours_to_choose(sample):
    model = "class Waiting(QAbstractTableModel):\n    def data(self): ...\n    def itemData(self): ...\n"
    ours = "class Waiting:\n    def data(self): ...\n"

    assert house.banned_names(sample(model)) == []
    assert house.banned_names(sample(ours)) == ["sample.py:2 data says nothing"]


def test_what_the_nurse_reads_is_worded_in_gui_and_printing_only():
    edge = [house.ROOT / "clinic_app" / floor for floor in ("gui", "printing", "app/tour")]  # the tour reads screens
    inside = [p for p in house.python_files("clinic_app") if not any(p.is_relative_to(folder) for folder in edge)]

    assert complaints(house.chinese_literals, inside) == []


def test_a_chinese_sentence_is_noticed_but_not_a_term_in_a_docstring(sample):
    text = '"""Observation (留观)."""\nclass Watch:\n    """留观."""\nword = "留观"\nrare = f"{1}𬸚"\n'

    assert [complaint.split()[0] for complaint in house.chinese_literals(sample(text))] == [
        "sample.py:4",
        "sample.py:5",
    ]


def test_no_check_is_silenced_without_a_reason():
    assert complaints(house.silenced_without_reason, house.python_files()) == []


@pytest.mark.parametrize(
    ("line", "is_noticed"),
    [
        ("x = 1  # no" + "qa", True),
        ("x = 1  # no" + "qa: E501", True),
        ("x = 1  # no" + "qa: E501, F401", True),
        ("x = 1  # type" + ": ignore[attr-defined]", True),
        ("x = 1  # no" + "qa: E501 - the law's own words", False),
        ("x = 1  # type" + ": ignore[attr-defined]  # the stubs lack it", False),
    ],
)
def test_a_silenced_check_needs_words(sample, line, is_noticed):
    assert bool(house.silenced_without_reason(sample(line))) is is_noticed


def test_every_module_says_what_lives_in_it():
    files = [*house.python_files("clinic_app"), *house.python_files("tests"), house.ROOT / "dev.py"]
    spoken_for = [p for p in files if not p.name.startswith("test_")]  # a test's sentences are its names

    assert complaints(house.without_docstring, spoken_for) == []


def test_a_module_without_docstring_is_noticed(sample):
    assert house.without_docstring(sample("x = 1\n")) == ["sample.py: no module docstring"]


def test_every_test_file_that_uses_qt_runs_in_a_process_of_its_own():
    files = [p for p in house.python_files("tests") if p.name.startswith("test_")]

    assert complaints(house.unmarked_qt, files) == []


@pytest.mark.parametrize(
    "text", ["def test_x(qtbot): ...", "from PySide6.QtWidgets import QLabel", "import PySide6.QtGui"]
)
def test_an_unmarked_test_file_that_uses_qt_is_noticed(sample, text):
    marked = 'pytestmark = "pytest.mark.' + 'gui"\n'

    assert house.unmarked_qt(sample(text)) == ["sample.py: uses Qt without pytest.mark." + "gui"]
    assert house.unmarked_qt(sample(marked + text)) == []


def test_nothing_names_a_machine_or_a_registry():
    assert complaints(house.places, house.tracked_files()) == []


@pytest.mark.parametrize(
    "line",
    [
        "open('/ho" + "me/nurse/x')",
        "C:\\Us" + "ers\\nurse",
        "see https://py" + "pi.org/simple",
        "--index" + "-url x",
        "/ro" + "ot/.cache",
    ],
)
def test_a_path_of_a_machine_and_a_registry_are_noticed(sample, line):
    assert len(house.places(sample(line))) == 1
    assert house.places(sample("resources/home/x and http://www.w3.org/2000/svg")) == []


def test_fonts_icons_and_sounds_lie_beside_their_licences():
    assert house.unlicensed(house.ROOT / "resources") == []


def test_a_font_needs_its_own_licence_and_an_icon_any(sample, tmp_path):
    sample("", "Song_Regular.ttf")
    sample("", "LICENSE-Kai.txt")
    sample("", "bell.svg")

    assert house.unlicensed(tmp_path) == ["Song_Regular.ttf: no licence text beside it"]

    sample("", "LICENSE-Song.txt")

    assert house.unlicensed(tmp_path) == []


def test_the_top_of_the_repository_holds_what_the_readme_names_and_nothing_else():
    assert {path.relative_to(house.ROOT).parts[0] for path in house.tracked_files()} == ALLOWED_AT_THE_TOP
