"""Long reading and writing of files off the GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import ThreadPoolExecutor

    from clinic_app.services.writer import Post

WORKERS = 2


class BackgroundJobs:
    """Runs work on a few threads; the outcome comes back through `post` on the GUI thread, which alone calls `run`."""

    def __init__(self, post: Post) -> None:
        self._post = post
        self._pool: ThreadPoolExecutor | None = None
        self._is_over = False

    def run(
        self, work: Callable[[], object], then: Callable[[object], None], failed: Callable[[Exception], None]
    ) -> None:
        """Queue `work`; exactly one of `then` and `failed` is called; after `close` nothing begins or is told."""
        if self._is_over:
            return

        def job() -> None:
            try:
                result = work()
            except Exception as error:
                caught = error
                self._post(lambda: failed(caught))
            else:
                self._post(lambda: then(result))

        if self._pool is None:
            from concurrent.futures import ThreadPoolExecutor

            self._pool = ThreadPoolExecutor(max_workers=WORKERS, thread_name_prefix="background")
        self._pool.submit(job)

    def close(self) -> None:
        """Wait for what is running; what has not begun is dropped."""
        self._is_over = True
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
