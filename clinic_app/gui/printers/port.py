"""What the program asks of printers; no Qt, so that the queue can be tested with printers that are off."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from clinic_app.services.print_jobs import Sending

MISSING, OFF, NO_PAPER, JAM, BUSY, STOPPED, FAULT = (
    "missing",
    "off",
    "no_paper",
    "jam",
    "busy",
    "stopped",
    "fault",
)


class PrinterTrouble(Exception):
    """The printer did not take the paper.

    Attributes:
        problem: one of the codes of this module.
        pages_sent: whole pages that had gone to the printer before; 0 means that nothing is on paper.
    """

    def __init__(self, problem: str, pages_sent: int = 0) -> None:
        super().__init__(problem)
        self.problem = problem
        self.pages_sent = pages_sent


class PrinterPort(Protocol):
    """The printers of this workstation. Everything may take seconds: asked in the background only."""

    def names(self) -> tuple[str, ...]:
        """Return every printer by the name the system gives it, the system's own choice first."""

    def trays(self, name: str) -> tuple[str, ...]:
        """Return the paper sources of a printer as numbers of the driver; empty where it does not tell."""

    def problem(self, name: str) -> str:
        """Return why the printer cannot print now, empty when it can as far as the system knows."""

    def send(self, sending: Sending) -> None:
        """Print a paper at 100 %.

        Raises:
            PrinterTrouble: it was not printed, or not wholly.
        """
