"""The first start put together: its window, its steps, and the way to practice."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from clinic_app.app.background_jobs import BackgroundJobs
from clinic_app.domain.clinic_time import local_time
from clinic_app.gui import crash
from clinic_app.gui.background import GuiThread
from clinic_app.gui.faces import Tone
from clinic_app.gui.first_start.presenter import FirstStartPresenter
from clinic_app.gui.first_start.tools import FirstStartTools
from clinic_app.gui.first_start.window import FirstStartWindow
from clinic_app.gui.wording import first_start as wording
from clinic_app.gui.wording import shell as shell_wording

if TYPE_CHECKING:
    from collections.abc import Callable

    from clinic_app.services.premises import Premises
    from clinic_app.services.site import Site

FIRST_PRACTICE_PEOPLE = 400
_LOG = logging.getLogger("clinic_app")


class FirstStart:
    """The window that stands where there is no clinic yet.

    Args:
        site: where the clinic will stand.
        practice: where the practice township lies, or will be made.
        opened: called with the files of what is to be signed in to.
    """

    def __init__(self, site: Site, practice: Premises, opened: Callable[[Premises], None]) -> None:
        self._site = site
        self._practice = practice
        self._opened = opened
        self._is_making = False
        self._is_closed = False
        self._gui = GuiThread()
        self._jobs = BackgroundJobs(self._gui.post)
        self.window = FirstStartWindow(lambda: local_time(site.clock.now()))
        tools = FirstStartTools(
            site=site, prompter=self.window.prompter, background=self._jobs.run, failed=self._failed
        )
        self.presenter = FirstStartPresenter(tools, stands=lambda: opened(site.premises), practise=self._practise)
        self.window.open(self.presenter)

    def close(self) -> None:
        """Finish what is under way and take the window away; a second call does nothing.

        The window is deleted here, on the GUI thread: left to the collector it might go on another one.
        """
        if self._is_closed:
            return
        self._is_closed = True
        self._jobs.close()
        self.window.close_window()
        self.window.deleteLater()

    def _practise(self) -> None:
        """Open the practice township, made now in the background when there is none."""
        if self._practice.database.exists():
            self._opened(self._practice)
        elif not self._is_making:
            self._is_making = True
            self.window.prompter.tell(wording.MAKING_PRACTICE, tone=Tone.GREY)
            self._jobs.run(self._make_practice, lambda _: self._opened(self._practice), self._practice_failed)

    def _make_practice(self) -> None:
        from clinic_app.practice.clinic import PracticePlan, found_practice_clinic

        plan = PracticePlan(people=FIRST_PRACTICE_PEOPLE, seed=1, today=self._site.clock.today())
        found_practice_clinic(self._practice.database, plan)

    def _practice_failed(self, error: Exception) -> None:
        self._is_making = False
        self._failed(error)

    def _failed(self, error: Exception) -> None:
        _LOG.error("%s", crash.describe(type(error), error.__traceback__))
        self.window.prompter.tell(shell_wording.MISHAP, wording.MISHAP_TODO, Tone.RED)
