"""A new password on the sign-in page, once the recovery code let somebody in: typed twice, judged; no Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from clinic_app.domain.password_rule import password_problem
from clinic_app.gui.wording import first_start as wording
from clinic_app.gui.wording import scans

if TYPE_CHECKING:
    from collections.abc import Callable


class RenewalView(Protocol):
    """What the sign-in page shows meanwhile."""

    def show_renewal(self, label: str) -> None:
        """Ask for a new password, with an empty field."""

    def show_error(self, sentence: str) -> None:
        """Say beside the field what is wrong."""


class NewPassword:
    """Who was let in by the recovery code sets a password of her own before anything else."""

    def __init__(self, view: RenewalView, name: str, save: Callable[[str], None]) -> None:
        self._view = view
        self._name = name
        self._save = save
        self._first = ""
        self._ask()

    def take(self, typed: str) -> None:
        """Take what was typed: the first time it is judged, the second time it must be the same."""
        if not self._first:
            if problem := password_problem(typed):
                self._view.show_error(wording.password_words(problem))
                return
            self._first = typed
            self._view.show_renewal(scans.NEW_PASSWORD_AGAIN.format(name=self._name))
        elif typed == self._first:
            self._save(typed)
        else:
            self._first = ""
            self._ask()
            self._view.show_error(scans.NEW_PASSWORD_DIFFERS)

    def _ask(self) -> None:
        self._view.show_renewal(scans.NEW_PASSWORD.format(name=self._name))
