"""Why a wish about a paper on its way to the printer was not granted: named failures, nothing is changed."""

from __future__ import annotations

from clinic_app.services.failures import WishRefused


class JobMovedOn(WishRefused):
    """The paper stands elsewhere by now: printed, cancelled, or on its way. `state` is where."""

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.state = state


class PaperGone(WishRefused):
    """The paper is too old and was dropped; it can be made anew from the record."""


class NoPrinterChosen(WishRefused):
    """Nobody has said which printer prints this kind of paper."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind
