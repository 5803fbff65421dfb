"""Long work on the GUI thread, cut into steps: between two of them keys are taken and the screen is drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

Made = TypeVar("Made")


def in_steps(
    work: Generator[None, None, Made],
    post: Callable[[Callable[[], None]], None],
    then: Callable[[Made], None],
    failed: Callable[[Exception], None],
) -> None:
    """Do the next step, post the rest, and hand what was made to `then`; a step that raises ends the work.

    `post` queues a call for the GUI thread; once it drops what is queued, the work simply does not go on.
    """
    try:
        next(work)
    except StopIteration as ended:
        then(ended.value)
    except Exception as error:
        failed(error)
    else:
        post(lambda: in_steps(work, post, then, failed))


def at_once(work: Generator[None, None, Made]) -> Made:
    """Do all steps without a pause and return what was made."""
    while True:
        try:
            next(work)
        except StopIteration as ended:
            made: Made = ended.value
            return made
