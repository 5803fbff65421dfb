"""Why a wish about users was not granted. Nothing is changed when one is raised."""

from __future__ import annotations

from clinic_app.services.failures import WishRefused


class NotAdministrator(WishRefused):
    """Only an administrator may add, retire, or give others a password."""


class LastAdministrator(WishRefused):
    """The one administrator cannot be retired: nobody would be left to manage users."""


class UnknownAccount(WishRefused):
    """Nobody with this id works here, or not any more."""


class UserNameTaken(WishRefused):
    """Somebody who signs in here has this name already, or there is none; people are chosen by name."""


class OldPasswordWrong(WishRefused):
    """The old password is not the one that opens the slot."""


class PasswordRefused(WishRefused):
    """The new password breaks the rule. `problem` is a value of `PasswordProblem`, or `same` as the old one."""

    def __init__(self, problem: str = "") -> None:
        super().__init__(problem)
        self.problem = problem
