"""Reviewing rule files against the rules this version ships: what `rules check` prints and a rule pack must pass."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from clinic_app.domain.immunization.case_check import problems_of_case
from clinic_app.domain.immunization.rule_decoding import name_of, rule_file
from clinic_app.domain.immunization.rule_problem import RuleProblem, RulesRefused
from clinic_app.domain.immunization.rule_review import go_on, review
from clinic_app.domain.immunization.rules import CATALOGUE, SOURCES, rules_from
from clinic_app.services.resource_files import shipped_rule_files

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from clinic_app.domain.immunization.rule_review import Heard
    from clinic_app.domain.immunization.rules import Rules

MOST_BYTES = 1 << 20


def problems_in_files(
    files: Mapping[str, bytes],
    beside: Mapping[str, bytes] | None = None,
    heard: Heard = go_on,
    cases: Sequence[str] = (),
) -> tuple[RuleProblem, ...]:
    """Return everything that speaks against rule files; none when they may be used together with the shipped ones.

    Args:
        files: those to be reviewed, by name. An edition or overlay takes the place of a shipped one that calls itself
            the same, the catalogue and the sources that of the shipped ones.
        beside: files that are joined and not reviewed.
        heard: told how far the review has come; False stops it.
        cases: questions with the answers expected besides those in the files, one JSON object each.

    Raises:
        ReviewStopped: `heard` said so.
    """
    large = [RuleProblem(name, f"larger than {MOST_BYTES} bytes") for name in files if len(files[name]) > MOST_BYTES]
    if large:
        return tuple(large)
    try:
        joined = _joined(files, {**shipped_rule_files(), **(beside or {})})
        rules = rules_from(joined)
        named = [rule_file(name, joined[name]) for name in joined if name not in (CATALOGUE, SOURCES)]
    except RulesRefused as refused:
        return refused.problems
    own = _names(files)
    everything = bool(files.keys() & {CATALOGUE, SOURCES})
    answered = tuple(problems_of_lines(cases, rules))
    return answered or review(rules, [file for file in named if everything or name_of(file) in own], heard)


def rules_joined_with(files: Mapping[str, bytes]) -> Rules:
    """Return the shipped rules with these files, each in the place of a shipped one that calls itself the same.

    Raises:
        RulesRefused: they cannot be joined.
    """
    return rules_from(_joined(files, shipped_rule_files()))


def problems_of_lines(lines: Sequence[str], rules: Rules) -> Iterator[RuleProblem]:
    """Yield what the rules answer otherwise than cases expect, which are written as JSON objects."""
    for number, line in enumerate(lines, start=1):
        try:
            case = msgspec.json.decode(line, type=dict[str, Any])
        except (msgspec.MsgspecError, RecursionError):
            yield RuleProblem(f"case {number}", "is no JSON object", "write it in the form of a case")
            continue
        yield from problems_of_case("cases", rules, case)


def _joined(files: Mapping[str, bytes], others: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return all files, without those of `others` whose place is taken."""
    own = _names(files)
    kept = {
        name: written
        for name, written in others.items()
        if name in (CATALOGUE, SOURCES) or name_of(rule_file(name, written)) not in own
    }
    return {**kept, **files}


def _names(files: Mapping[str, bytes]) -> set[str]:
    return {name_of(rule_file(name, files[name])) for name in files if name not in (CATALOGUE, SOURCES)}
