"""Which of several series is told to the nurse: CDC's chapters 8 and 9, all of it the adapter's."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from cdsi.editions import ages_on
from cdsi.reading import codes
from cdsi.walking import (
    AGED_OUT,
    COMPLETE,
    EXTRANEOUS,
    NOT_COMPLETE,
    NOT_RECOMMENDED,
    NOT_VALID,
    VALID,
    Child,
    Path,
)
from clinic_app.domain.immunization.reasons import ReasonCode

NEVER = date.max.toordinal()


@dataclass(frozen=True)
class Told:
    """The answer about one vaccine group.

    Attributes:
        number: which dose the next one is.
        reasons: the engine's reasons for each dose, of all antigens together.
    """

    status: str
    verdicts: tuple[str | None, ...]
    number: int | None
    earliest: date | None
    recommended: date | None
    past_due: date | None
    reasons: tuple[frozenset[ReasonCode], ...] = ()


def best_of(paths: Sequence[Path], child: Child) -> Path:
    """Return the series told of one antigen: the only fitting one, else the one with the highest score."""
    fitting = [path for path in paths if _fits(path, child)]
    default = next((path for path in paths if path.series.is_default), paths[0])
    if not fitting:
        return default
    complete = [path for path in fitting if path.status == COMPLETE]
    if complete:
        return _highest(complete, _score_complete(complete))
    begun = [path for path in fitting if path.status == NOT_COMPLETE and path.satisfied]
    if begun:
        return _highest(begun, _score_begun(begun, child.born))
    return next((path for path in fitting if path.series.is_default), fitting[0])


def told_of(paths: Sequence[Path], others: Sequence[Path], child: Child) -> Told:
    """Return the answer of a group from the best series of each antigen; `others` judge doses that are not its own."""
    doses = range(len(child.doses))
    verdicts = tuple(_verdict(paths, number) or _verdict(others, number) for number in doses)
    reasons = tuple(frozenset().union(*(path.reasons[number] for path in (*paths, *others))) for number in doses)
    ahead = [path for path in paths if path.earliest is not None]
    if not ahead:
        return Told(_status(paths), verdicts, None, None, None, None, reasons)
    numbers = [path.number for path in ahead if path.number]
    earliest = _earliest(ahead, child.doses[-1].on if child.doses else None)
    recommended = max(earliest, min(path.recommended for path in ahead if path.recommended))
    late = [path.past_due for path in ahead if path.past_due is not None]
    return Told(
        status=_status(paths),
        verdicts=verdicts,
        number=min(numbers) if paths[0].series.antigen in codes().given_together else max(numbers),
        earliest=earliest,
        recommended=recommended,
        past_due=max(earliest, min(late)) if late else None,
        reasons=reasons,
    )


def _earliest(ahead: Sequence[Path], last_dose_on: date | None) -> date:
    """Return the latest of the earliest dates; the first of them where a series claims precedence."""
    dates = [path.earliest for path in ahead if path.earliest is not None]
    if any(_claims_precedence(path) for path in ahead):
        return max(min(dates), last_dose_on or date.min)
    return max(dates)


def _claims_precedence(path: Path) -> bool:
    target = path.next_target
    return target is not None and bool(target.gaps) and all(gap.overrides for gap in target.gaps)


def _status(paths: Sequence[Path]) -> str:
    found = {path.status for path in paths}
    return next((status for status in (AGED_OUT, NOT_RECOMMENDED, NOT_COMPLETE) if status in found), COMPLETE)


def _verdict(paths: Sequence[Path], dose: int) -> str | None:
    """Return the verdict on a dose: valid against one antigen is valid; None where it is against none of them."""
    said = {path.verdicts[dose] for path in paths}
    return next((verdict for verdict in (VALID, NOT_VALID, EXTRANEOUS) if verdict in said), None)


def _fits(path: Path, child: Child) -> bool:
    if path.series.kind == "Evaluation Only":
        return path.status == COMPLETE
    if not path.satisfied:
        return False
    first = path.satisfied[0][1].toordinal()
    below = path.series.start_below
    return below is None or first < below.after(child.born.toordinal())


def _highest(paths: Sequence[Path], scores: Sequence[int]) -> Path:
    """Return the path with the highest score; CDC's own preference breaks ties."""
    order = sorted(zip(scores, paths, strict=True), key=lambda pair: (-pair[0], pair[1].series.preference))
    return order[0][1]


def _score_complete(paths: Sequence[Path]) -> list[int]:
    return _points(paths, lambda path: path.valid_doses, 1)


def _score_begun(paths: Sequence[Path], born: date) -> list[int]:
    finishes = {id(path): _finish(path, born) for path in paths}
    rows = [
        _points(paths, lambda path: int(path.series.of_product and _all_valid(path)), 2, least=1),
        _points(paths, lambda path: int(finishes[id(path)] < NEVER), 3, least=1),
        _points(paths, lambda path: path.valid_doses, 2),
        _points(paths, lambda path: -(len(path.series.targets) - path.at), 2),
        _points(paths, lambda path: -finishes[id(path)], 1),
    ]
    return [sum(points) for points in zip(*rows, strict=True)]


def _points(paths: Sequence[Path], worth: Callable[[Path], int], points: int, *, least: int | None = None) -> list[int]:
    """Return `points` for the one path that is best, none where several are, and minus `points` for the others."""
    worths = [worth(path) for path in paths]
    best = max(worths) if least is None else least
    alone = worths.count(best) == 1
    return [(points if alone else 0) if one == best else -points for one in worths]


def _all_valid(path: Path) -> bool:
    return all(verdict in (None, VALID) for verdict in path.verdicts)


def _finish(path: Path, born: date) -> int:
    """Return the day on which a series can be finished; NEVER where that is too late for its last dose."""
    if path.earliest is None:
        return NEVER
    day = path.earliest.toordinal()
    for target in path.series.targets[path.at + 1 :]:
        day = max([gap.least.after(day) for gap in target.gaps if gap.least is not None], default=day)
    below = ages_on(path.series.targets[-1], date.fromordinal(min(day, NEVER))).below
    return day if below is None or day < below.after(born.toordinal()) else NEVER
