"""What the shell does with typed words and scanned codes: find the person, open the card, start the visit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from clinic_app.domain.scan_code import CertificateCode, PackageCode, TicketCode, TraceCode, UnknownScan, read_scan
from clinic_app.gui.faces import MatchFace, Tone
from clinic_app.gui.wording import scans as wording
from clinic_app.services.search import find_people, person_with_code

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from clinic_app.gui.presenter_tools import PresenterTools
    from clinic_app.services.search import Found

MOST_MATCHES = 8


class ShellView(Protocol):
    """What the presenter shows in the shell."""

    def show_matches(self, faces: tuple[MatchFace, ...]) -> None:
        """Hang the found persons below the scan box."""


class MatchFaces(Protocol):
    """Makes the lines of the list below the scan box."""

    def __call__(self, found: Found, today: date, *, masked: bool = False) -> tuple[MatchFace, ...]:
        """Return one line a person."""


class ShellPresenter:
    """Answers the scan box and every scan that the open room did not want."""

    def __init__(
        self,
        tools: PresenterTools,
        view: ShellView,
        *,
        match_faces: MatchFaces,
        on_ticket: Callable[[str], None],
        take_typed: Callable[[str], bool],
    ) -> None:
        self._tools = tools
        self._view = view
        self._match_faces = match_faces
        self._on_ticket = on_ticket
        self._take_typed = take_typed
        self._masked = False

    def mask(self, masked: bool) -> None:
        """Hide or show names in what is found from now on."""
        self._masked = masked

    def on_search(self, text: str) -> None:
        """Show whom the typed words may mean, at each key."""
        if text.strip():
            self._show(find_people(self._tools.reader, text, MOST_MATCHES))

    def on_entered(self, text: str) -> None:
        """Answer Enter in the scan box when nobody was listed: a code typed by hand, for the open desk first."""
        if not self._take_typed(text):
            self.on_scan(text)

    def on_match(self, person_id: str) -> None:
        """Open the card of the chosen person, and note who looked."""
        self._tools.navigation.show_card(person_id)

    def on_scan(self, raw: str) -> None:
        """Do what the code asks for: ticket, vial, or person."""
        scan = read_scan(raw)
        if isinstance(scan, TicketCode):
            self._on_ticket(scan.ticket)
        elif isinstance(scan, TraceCode | PackageCode):
            self._tools.prompter.tell(wording.VIAL_WITHOUT_VISIT, wording.VIAL_WITHOUT_VISIT_TODO)
        elif isinstance(scan, UnknownScan):
            self._tools.prompter.tell(wording.UNKNOWN_SCAN, wording.UNKNOWN_SCAN_TODO, Tone.AMBER)
        elif isinstance(scan, CertificateCode) and self._tools.navigation.show_certificate(scan.number):
            return
        else:
            self._on_person_code(raw.strip())

    def _on_person_code(self, code: str) -> None:
        people = person_with_code(self._tools.reader, code)
        if len(people) == 1:
            self._tools.navigation.start_visit(people[0].person_id, scanned=code)
            return
        if not people:
            self._tools.prompter.tell(wording.NO_SUCH_BOOKLET, wording.NO_SUCH_BOOKLET_TODO, Tone.AMBER)
            return
        self._show(find_people(self._tools.reader, code, MOST_MATCHES))

    def _show(self, found: Found) -> None:
        today = self._tools.reader.clock.today()
        self._view.show_matches(self._match_faces(found, today, masked=self._masked))
