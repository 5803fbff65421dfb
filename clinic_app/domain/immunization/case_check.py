"""Running the cases that a rule file brings: every difference between what it expects and what the rules answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from clinic_app.domain.immunization.answer_lines import answers
from clinic_app.domain.immunization.rule_problem import RuleProblem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from clinic_app.domain.immunization.rules import Rules

_EXACTLY = ("earliest_next", "total_doses_required", "out_of_programme")
_AS_NAMES = ("overdue", "complete")
_BY = {
    "due": ("series", "dose", "vaccine"),
    "invalid_doses": ("vaccine", "date"),
    "check_doses": ("vaccine", "date"),
    "not_allowed": ("vaccine",),
}
_TODO = "correct the rule or the case; a case is what somebody read in the source"


def problems_of_case(place: str, rules: Rules, case: Mapping[str, object]) -> Iterator[RuleProblem]:
    """Yield what the rules answer otherwise than a case expects, or why it cannot be asked.

    A key that cases do not have is a problem too: what it expects would be passed over.
    """
    here = f"{place} / case {case.get('id', '?')}"
    expected = case.get("expect")
    if not isinstance(expected, dict) or not expected:
        yield RuleProblem(here, "expects nothing", "write under `expect` what must be answered")
        return
    [answer] = [msgspec.json.decode(line) for line in answers(rules, [msgspec.json.encode({"id": "?", **case})])]
    if "error" in answer:
        yield RuleProblem(here, f"cannot be asked: {answer['error']}", "write it in the form of a case")
        return
    for key, wanted in expected.items():
        if key not in (*_EXACTLY, *_AS_NAMES, *_BY):
            yield RuleProblem(here, f"expects `{key}`, which no answer has", "take it out, or write it as cases do")
            continue
        try:
            wished, got = _compared(key, wanted), _compared(key, answer.get(key, type(wanted)()))
        except (TypeError, KeyError, AttributeError):
            yield RuleProblem(here, f"`{key}` is not in the form of a case", "write it as cases do")
            continue
        if wished != got:
            yield RuleProblem(here, f"{key}: expected {_shown(wished)}, answered {_shown(got)}", _TODO)


def _compared(key: str, written: Any) -> object:  # noqa: ANN401 - whatever the case says
    """Return what is compared of one key: order never matters."""
    if key in _BY:
        return {tuple(row[name] for name in _BY[key]) for row in written}
    return set(written) if key in _AS_NAMES else written


def _shown(compared: object) -> str:
    return str(sorted(compared, key=str)) if isinstance(compared, set) else str(compared)
