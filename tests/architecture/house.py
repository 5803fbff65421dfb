"""Where the house stands, and the rules of its files as functions that return what is wrong."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

LINES_PER_FILE = 400
LINES_OF_THE_MAIN_WINDOW = 150
STATEMENTS_PER_FUNCTION = 30
WORDS_OF_A_REASON = 2

BANNED_WORDS = {
    "data", "info", "item", "items", "obj", "tmp", "manager", "helper", "helpers", "handler", "handlers",
    "util", "utils", "misc", "process",
}  # fmt: skip

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def git_files(*which: str) -> list[Path]:
    """Return the files that git names, or all visible ones where the folder is no clone."""
    if not (ROOT / ".git").exists():
        return [p for p in sorted(ROOT.rglob("*")) if p.is_file() and ".venv" not in p.parts and "build" not in p.parts]
    listing = subprocess.run(["git", "ls-files", "-z", *which], cwd=ROOT, capture_output=True, check=True, text=True)
    return [ROOT / name for name in sorted(set(listing.stdout.split("\0"))) if name and (ROOT / name).is_file()]


def tracked_files() -> list[Path]:
    """Return what a clone holds."""
    return git_files("--cached")


def all_files() -> list[Path]:
    """Return what a clone holds and what the next commit may add."""
    return git_files("--cached", "--others", "--exclude-standard")


def python_files(*folders: str) -> list[Path]:
    """Return the Python files below `folders`, or of the whole repository."""
    below = [ROOT / folder for folder in folders] or [ROOT]
    return [p for p in all_files() if p.suffix == ".py" and any(p.is_relative_to(folder) for folder in below)]


def short(path: Path) -> str:
    """Name a file as a reader would: below the repository."""
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.name


def too_long(path: Path) -> list[str]:
    """Complain about a file above its ceiling."""
    ceiling = LINES_OF_THE_MAIN_WINDOW if path.name == "main_window.py" else LINES_PER_FILE
    lines = len(path.read_text("utf-8").splitlines())
    return [f"{short(path)}: {lines} lines, at most {ceiling}"] if lines > ceiling else []


def statements_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Count the statements of a function, those of its loops and branches included, its docstring not."""
    counted = sum(isinstance(node, ast.stmt) for node in ast.walk(function)) - 1
    return counted - (ast.get_docstring(function) is not None)


def functions_too_long(path: Path) -> list[str]:
    """Complain about functions above the ceiling."""
    return [
        f"{short(path)}:{node.lineno} {node.name}: {statements_of(node)} statements, at most {STATEMENTS_PER_FUNCTION}"
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and statements_of(node) > STATEMENTS_PER_FUNCTION
    ]


def words_of(name: str) -> set[str]:
    """Split a name into its words: `LotManager` and `lot_manager` both hold `manager`."""
    if name.strip("_").lower() == "common":  # a word for a drawer, but a fair adjective
        return BANNED_WORDS
    return {word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name)}


def banned_names(path: Path) -> list[str]:
    """Complain about names that say nothing, of modules, classes and functions (mixedCase is Qt's, not ours)."""
    found = [(1, path.stem)]
    tree = ast.parse(path.read_text("utf-8"))
    qt_models = {
        method
        for parent in ast.walk(tree)
        if isinstance(parent, ast.ClassDef) and any(re.match(r"(\w+\.)*Q[A-Z]", ast.unparse(b)) for b in parent.bases)
        for method in parent.body
    }
    for node in ast.walk(tree):
        if isinstance(node, Definition):
            is_qts = (node in qt_models and node.name == "data") or re.fullmatch(r"[a-z]+[A-Z]\w*", node.name)
            found += [] if is_qts else [(node.lineno, node.name)]
    return [f"{short(path)}:{line} {name} says nothing" for line, name in found if words_of(name) & BANNED_WORDS]


def docstrings_of(tree: ast.Module) -> set[ast.expr]:
    """Return the nodes that are docstrings, also those below an attribute."""
    return {
        node.value for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }


def chinese_literals(path: Path) -> list[str]:
    """Complain about Chinese string literals: what the nurse reads is worded at the edge."""
    tree = ast.parse(path.read_text("utf-8"))
    docstrings = docstrings_of(tree)
    return [
        f"{short(path)}:{node.lineno} {node.value!r} belongs into gui/, printing/ or resources/"
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in docstrings
        if re.search(r"[\u3007\u3400-\u9fff\U00020000-\U0003ffff]", node.value)
    ]


def silenced_without_reason(path: Path) -> list[str]:
    """Complain about a silenced check that does not say on its line why."""
    complaints = []
    code = r"^(:\s*[A-Z]+\d+([,\s]+[A-Z]+\d+)*|\[[\w, -]*\])"
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        silencer = re.search(r"#\s*(?:noqa|type:\s*ignore)(?P<rest>.*)$", line)
        if silencer and len(re.findall(r"\w+", re.sub(code, "", silencer["rest"]))) < WORDS_OF_A_REASON:
            complaints.append(f"{short(path)}:{number} silences a check without a reason")
    return complaints


def without_docstring(path: Path) -> list[str]:
    """Complain about a module that does not say in its first sentence what lives in it."""
    docstring = ast.get_docstring(ast.parse(path.read_text("utf-8")))
    return [] if docstring else [f"{short(path)}: no module docstring"]


def unmarked_qt(path: Path) -> list[str]:
    """Complain about a test file that uses Qt and could take others with it: dev.py isolates files by their mark."""
    tree = ast.parse(path.read_text("utf-8"))
    imported = set(imports_of(tree))
    asked_for = {argument.arg for node in ast.walk(tree) if isinstance(node, ast.arguments) for argument in node.args}
    uses_qt = any(name.split(".")[0] == "PySide6" for name in imported) or bool({"qtbot", "qapp"} & asked_for)
    marked = "pytest.mark.gui" in path.read_text("utf-8")
    return [f"{short(path)}: uses Qt without pytest.mark.gui"] if uses_qt and not marked else []


def imports_of(tree: ast.Module) -> Iterator[str]:
    """Return the dotted names that a module imports."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


# Written in pieces, so that this file does not name what it forbids.
_MACHINES = [r"(?<![\w.])/(root|work|home|Users|opt)/[\w.]", r"\b[A-Z]:\\+(Users|Documents)", r"(?<![\w.])/tmp/\w"]
_HOSTS = ["pypi" + r"\.org", "python" + r"hosted\.org", "npm" + r"js\.", "deb" + r"\.debian\.org", "index" + "-url"]


def places(path: Path) -> list[str]:
    """Complain about a path of somebody's machine or the address of a package registry."""
    try:
        text = path.read_text("utf-8")
    except UnicodeDecodeError:
        return []
    pattern = re.compile("|".join(_MACHINES + _HOSTS))
    return [
        f"{short(path)}:{number} names the place {found[0]!r}"
        for number, line in enumerate(text.splitlines(), start=1)
        if (found := pattern.search(line))
    ]


def unlicensed(folder: Path) -> list[str]:
    """Complain about fonts, icons and sounds without a licence text beside them; a font needs its own."""
    complaints = []
    for path in sorted(p for p in folder.rglob("*") if p.suffix in {".ttf", ".otf", ".svg", ".wav", ".ogg", ".mp3"}):
        licences = [licence.stem.removeprefix("LICENSE-") for licence in path.parent.glob("LICENSE*")]
        own = [name for name in licences if path.suffix not in {".ttf", ".otf"} or path.stem.startswith(name)]
        complaints += [] if own else [f"{path.name}: no licence text beside it"]
    return complaints
