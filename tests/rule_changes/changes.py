"""Every number in the rule files, one up and one down, and the rules that follow from such a change."""

import json
import re
from collections.abc import Iterator
from copy import deepcopy
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from clinic_app.domain.immunization.rules import Rules, rules_from
from clinic_app.services.resource_files import RESOURCES

SPAN = re.compile(r"^(\d+)([dwmy])$")
DAY = re.compile(r"^\d{4}-\d\d-\d\d$")
CATALOGUE = "vaccines.json"
Step = str | int


class Change(NamedTuple):
    """One number of one file, and what is written in its place."""

    file: str
    path: tuple[Step, ...]
    before: str
    after: Any

    @property
    def place(self) -> str:
        """Name the number as a person would look for it: file, rule, field."""
        return f"{self.file.removesuffix('.json')} {' '.join(words_of(self.file, self.path))} {self.before}"

    @property
    def name(self) -> str:
        return f"{self.place} -> {self.after}"

    @property
    def series(self) -> str:
        """The series it belongs to; empty where it belongs to all."""
        if self.file != CATALOGUE:
            return str(self.path[1]) if self.path[0] == "series" else ""
        return str(at(self.file, self.path[:-1])["series"])


@lru_cache(maxsize=1)
def shipped_files() -> dict[str, bytes]:
    files = {path.name: path.read_bytes() for path in sorted((RESOURCES / "schedules").glob("*.json"))}
    return {**files, CATALOGUE: (RESOURCES / "codes" / CATALOGUE).read_bytes()}


@lru_cache(maxsize=8)
def written_in(file: str) -> Any:
    return json.loads(shipped_files()[file])


def at(file: str, path: tuple[Step, ...]) -> Any:
    found = written_in(file)
    for step in path:
        found = found[step]
    return found


def every_change() -> list[Change]:
    """List every change of every number, in the order of the files."""
    files = sorted(name for name in shipped_files() if name != "sources.json")
    return [
        Change(file, path, str(number), after)
        for file in files
        for path, number in numbers_in(written_in(file))
        for after in beside(number)
    ]


def numbers_in(part: Any, path: tuple[Step, ...] = ()) -> Iterator[tuple[tuple[Step, ...], Any]]:
    """Walk to every age, interval, count, limit and day."""
    if isinstance(part, dict):
        for key, inner in part.items():
            if key not in ("national_code", "volume", "title"):
                yield from numbers_in(inner, (*path, key))
    elif isinstance(part, list):
        for place, inner in enumerate(part):
            yield from numbers_in(inner, (*path, place))
    elif (isinstance(part, str) and (SPAN.match(part) or DAY.match(part))) or (
        isinstance(part, int | float) and not isinstance(part, bool)
    ):
        yield path, part


def beside(number: Any) -> list[Any]:
    """Return the number one less and one more: days, months (also of an age in years), counts, tenths of a degree."""
    if isinstance(number, float):
        return [round(number - 0.1, 1), round(number + 0.1, 1)]
    if isinstance(number, int):
        return [number - 1, number + 1]
    if DAY.match(number):
        day = date.fromisoformat(number)
        return [(day + timedelta(step)).isoformat() for step in (-1, 1)]
    count, unit = int(SPAN.match(number)[1]), SPAN.match(number)[2]
    if unit == "y":
        count, unit = count * 12, "m"
    return [f"{count + step}{unit}" for step in (-1, 1) if count + step >= 0]


def words_of(file: str, path: tuple[Step, ...]) -> list[str]:
    """Name the steps of a path, list members by their own id where they have one."""
    words = []
    for length, step in enumerate(path, 1):
        inner = at(file, path[:length])
        if isinstance(step, int) and isinstance(inner, dict):
            words.append(str(inner.get("id") or inner.get("code") or inner.get("series") or step))
        elif step not in ("series", "slots", "plans"):
            words.append(str(step))
    return words


def changed_rules(change: Change) -> Rules:
    """Return the rules in which one number is another.

    Raises:
        RulesRefused: the files contradict themselves now, which is a way of being noticed.
    """
    written = deepcopy(written_in(change.file))
    part = written
    for step in change.path[:-1]:
        part = part[step]
    part[change.path[-1]] = change.after
    return rules_from({**shipped_files(), change.file: json.dumps(written).encode()})
