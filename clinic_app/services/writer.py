"""The one writer thread: wishes are run one after another, and the fact comes back as a callback."""

from __future__ import annotations

import contextlib
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from clinic_app.services.desk import Desk

ACCESS_FLUSH_SECONDS = 1.0

T = TypeVar("T")
Post = Callable[[Callable[[], None]], None]


@dataclass(frozen=True, slots=True)
class _Wish:
    run: Callable[[Desk], Any]
    then: Callable[[Any], None]
    failed: Callable[[Exception], None]


class Writer:
    """Runs wishes on its own thread, in the order they were submitted, each at most once.

    The desk is opened and closed on the writer thread. Callbacks are handed to `post`, which brings them to the
    thread that asked (the GUI's). A wish that fails leaves nothing written; its exception goes to `failed`.
    Pending wishes are finished before `close` returns. When the desk could not be opened, every wish fails with the
    reason. What was looked at is written within a second, however busy the thread is; when that fails, the notes wait
    for the next act, which fails with its wish or takes them along.
    """

    def __init__(self, open_desk: Callable[[], Desk], post: Post) -> None:
        self._open_desk = open_desk
        self._post = post
        self._wishes: queue.Queue[_Wish | None] = queue.Queue()
        self._thread = threading.Thread(target=self._work, name="writer", daemon=True)
        self._close_problem: Exception | None = None

    def start(self, opened: Callable[[], None], failed: Callable[[Exception], None]) -> None:
        """Start the thread; `opened` or `failed` comes back once the desk has been opened or not."""
        self._opened, self._open_failed = opened, failed
        self._thread.start()

    def submit(self, run: Callable[[Desk], T], then: Callable[[T], None], failed: Callable[[Exception], None]) -> None:
        """Queue a wish; `then` gets its result, `failed` its exception, on the asking thread."""
        self._wishes.put(_Wish(run, then, failed))

    def close(self) -> None:
        """Finish what was submitted, close the desk, and wait for the thread to end.

        Raises:
            Exception: what kept the desk from writing its last notes; everything acknowledged before is safe.
        """
        self._wishes.put(None)
        self._thread.join()
        if self._close_problem is not None:
            raise self._close_problem

    def _work(self) -> None:
        try:
            desk = self._open_desk()
        except Exception as error:
            self._post(_call(self._open_failed, error))
            while (wish := self._wishes.get()) is not None:
                self._post(_call(wish.failed, error))
            return
        self._post(self._opened)
        self._serve(desk)
        try:
            desk.close()
        except Exception as error:
            self._close_problem = error

    def _serve(self, desk: Desk) -> None:
        flush_at = monotonic() + ACCESS_FLUSH_SECONDS
        while True:
            with contextlib.suppress(queue.Empty):
                wish = self._wishes.get(timeout=max(0.0, flush_at - monotonic()))
                if wish is None:
                    return
                self._post(_outcome(wish, desk))
            if monotonic() >= flush_at:
                with contextlib.suppress(Exception):
                    desk.flush_access()
                flush_at = monotonic() + ACCESS_FLUSH_SECONDS


def _outcome(wish: _Wish, desk: Desk) -> Callable[[], None]:
    try:
        return _call(wish.then, wish.run(desk))
    except Exception as error:
        return _call(wish.failed, error)


def _call(function: Callable[[Any], None], argument: Any) -> Callable[[], None]:  # noqa: ANN401 - any result
    def call() -> None:
        function(argument)

    return call
