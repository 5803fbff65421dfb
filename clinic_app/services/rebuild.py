"""Making all rows true again from the journal (重建), while the desk goes on working."""

from __future__ import annotations

from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING

from clinic_app.domain.entries.subjects import subject_id, subject_kind
from clinic_app.records.due import forget_due
from clinic_app.records.projection import all_subjects, make_true, remove_strangers
from clinic_app.records.sqlite import transaction

if TYPE_CHECKING:
    from collections.abc import Callable

    from clinic_app.records.sqlite import Connection
    from clinic_app.services.desk import Desk

SECONDS_AT_ONCE = 0.025  # another desk's act waits behind one such transaction at most


@dataclass(frozen=True, slots=True, kw_only=True)
class Rebuilt:
    """What a rebuild did: how many subjects it went through, and those whose rows were not what their entries tell."""

    subjects: int
    repaired: tuple[str, ...]


def rebuild_beside_the_desk(
    desk: Desk, progress: Callable[[int, int], None], is_stopped: Callable[[], bool] = lambda: False
) -> Rebuilt:
    """Fold every subject anew and replace the rows that differ, some subjects at a time, each time in one transaction.

    At any moment every subject has either its former rows or its true ones. Stopped or broken off, the others are as
    they were, and the next rebuild goes through all again. What people need is assessed anew in the background for
    those whose rows were wrong.

    Args:
        desk: the writing side; other connections may write between two steps.
        progress: called after each step with how many subjects are done, and how many there are.
        is_stopped: asked before each step.
    """
    found = all_subjects(desk.db)
    repaired: list[str] = []
    done = 0
    while done < len(found) and not is_stopped():
        until = monotonic() + SECONDS_AT_ONCE
        with transaction(desk.db):
            while done < len(found) and monotonic() < until:
                if make_true(desk.db, found[done]):
                    repaired.append(found[done])
                    _assess_anew(desk.db, found[done])
                done += 1
        progress(done, len(found))
    if done == len(found):
        with transaction(desk.db):
            repaired += remove_strangers(desk.db)
    return Rebuilt(subjects=done, repaired=tuple(dict.fromkeys(repaired)))


def _assess_anew(db: Connection, subject: str) -> None:
    if subject_kind(subject) == "person":
        forget_due(db, subject_id(subject))
