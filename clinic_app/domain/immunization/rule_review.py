"""The whole review of rules before they are used: contradictions, children who grow up under them, and their cases."""

from collections.abc import Callable, Iterator, Sequence

from clinic_app.domain.immunization.case_check import problems_of_case
from clinic_app.domain.immunization.contradictions import contradictions
from clinic_app.domain.immunization.edition import Edition
from clinic_app.domain.immunization.edition_file import EditionFile
from clinic_app.domain.immunization.overlay_file import OverlayFile
from clinic_app.domain.immunization.plan_language import Plan
from clinic_app.domain.immunization.rule_decoding import name_of
from clinic_app.domain.immunization.rule_problem import RuleProblem
from clinic_app.domain.immunization.rules import Rules
from clinic_app.domain.immunization.subject import Subject
from clinic_app.domain.immunization.told_apart import Kind, kind_meant_by
from clinic_app.domain.immunization.trials import problems_of_trial, trials_of

Heard = Callable[[int, int], bool]
"""Told how many childhoods of how many were lived through; answers whether to go on."""

_SELECTS = ("id", "when", "from_age", "before_age")
_SELECTS_NOBODY = (
    "from_age_binds doses slots again again_slot outcome reason not_allowed finish_before uncounted adds_components"
    " if_forbidden voluntary doubt source confidence"
).split()


class ReviewStopped(Exception):
    """Somebody stopped the review before it was through."""


def go_on(_done: int, _of: int) -> bool:
    """Hear and go on."""
    return True


def review(rules: Rules, files: Sequence[EditionFile | OverlayFile], heard: Heard = go_on) -> tuple[RuleProblem, ...]:
    """Return everything that speaks against these files, once each.

    Every edition that a file makes or is laid on is looked at alone, as if it had been in force always; children are
    let grow up only under files that do not contradict themselves in plain words and whose cases are answered.

    Args:
        rules: joined from all files, these among them; names and sources are known.
        files: those to be reviewed.
        heard: see `Heard`.

    Raises:
        ReviewStopped: `heard` said so.
    """
    found = dict.fromkeys(problem for file in files for problem in _against_themselves(file, rules))
    for file in files:
        for case in file.cases:
            found |= dict.fromkeys(problems_of_case(name_of(file), rules, case))
    if not found:
        trials = [trial for file in files for edition in made_by(file, rules) for trial in trials_of(edition, rules)]
        alike: dict[tuple[str, str], RuleProblem] = {}
        for number, trial in enumerate(trials, start=1):
            for why, problem in problems_of_trial(trial):
                alike.setdefault((problem.place, why), problem)
            if not heard(number, len(trials)):
                raise ReviewStopped
        found = dict.fromkeys(alike.values())
    return tuple(found)


def made_by(file: EditionFile | OverlayFile, rules: Rules) -> list[Edition]:
    """Return the edition a file writes, or those an overlay is laid on."""
    if isinstance(file, EditionFile):
        return [edition for edition in rules.editions.values() if edition.name == file.edition]
    laid = f"{file.overlay}@{file.effective_from}"
    return [edition for edition in rules.editions.values() if laid in edition.overlays]


def _is_part(file: EditionFile | OverlayFile) -> bool:
    return isinstance(file, EditionFile) and file.joined_to_all


def _against_themselves(file: EditionFile | OverlayFile, rules: Rules) -> Iterator[RuleProblem]:
    for edition in made_by(file, rules) or (list(rules.editions.values())[:1] if _is_part(file) else []):
        end = edition.catch_up_before.age
        for code, written in file.series.items():
            place = f"{name_of(file)} / {code}"
            yield from contradictions(place, code, written, rules.vaccines, end)
            yield from _unreachable(place, code, {plan.id for plan in written.plans}, edition, rules)


def _unreachable(place: str, code: str, own: set[str], edition: Edition, rules: Rules) -> Iterator[RuleProblem]:
    """Yield the plans of the file that nobody ever comes to, because plans before them take everybody."""
    joined = edition.series[code]
    for number, plan in enumerate(joined.plans):
        if plan.id not in own:
            continue
        before = [one for one in joined.plans[:number] if _takes_all(one, plan)]
        kinds = kind_meant_by(plan, edition)
        if not any(_comes_to(code, plan, before, _subject_of(rules, kind, edition), edition) for kind in kinds):
            taken = f": {', '.join(one.id for one in before)} before it take everybody" if before else ""
            what = f"nobody comes to this plan{taken}"
            yield RuleProblem(f"{place} / plan {plan.id}", what, "put it before them, correct `when`, or take it out")


def _takes_all(earlier: Plan, plan: Plan) -> bool:
    """Whether nothing but the person and the age decides on `earlier`, or the same as on `plan`."""
    asked = [name for name in earlier.__struct_fields__ if name not in (*_SELECTS, *_SELECTS_NOBODY)]
    usual = Plan(id="", source="", confidence="high")
    return all(getattr(earlier, name) in (getattr(usual, name), getattr(plan, name)) for name in asked)


def _comes_to(code: str, plan: Plan, before: list[Plan], subject: Subject, edition: Edition) -> bool:
    """Whether this person reaches an age at which `plan` is the first that is meant."""
    meant = {ready.plan.id for ready in subject.standing.meant(edition, code)}
    if plan.id not in meant:
        return False
    others = [one for one in before if one.id in meant]
    days = [subject.at_age[age] for age in (plan.from_age, *(one.before_age for one in others if one.before_age))]
    return any(_open(plan, subject, day) and not any(_open(one, subject, day) for one in others) for day in days)


def _open(plan: Plan, subject: Subject, day: int) -> bool:
    """Whether a person is of the age of a plan on a day."""
    return subject.at_age[plan.from_age] <= day and (plan.before_age is None or day < subject.at_age[plan.before_age])


def _subject_of(rules: Rules, kind: Kind, edition: Edition) -> Subject:
    """Return somebody of a kind of whom all is known that will ever be."""
    return Subject(rules, kind.born, kind.sex, kind.facts_on(kind.at(edition.catch_up_before.age)))
