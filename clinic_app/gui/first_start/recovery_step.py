"""Step 5, the recovery code (恢复码), without Qt: made, printed, and typed back from the paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from clinic_app.domain.recovery_code import GROUP_LENGTH, GROUPS, letters_of, recovery_code_problem
from clinic_app.gui.faces import Tone
from clinic_app.gui.wording import first_start as wording
from clinic_app.services.first_start import new_recovery_code
from clinic_app.services.recovery_sheet import print_recovery_sheet

if TYPE_CHECKING:
    from clinic_app.gui.first_start.forms import ClinicForm, Draft
    from clinic_app.gui.first_start.tools import FirstStartTools
    from clinic_app.services.recovery_sheet import PageImage, PrintedSheet

_ALL = GROUPS * GROUP_LENGTH


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryFace:
    """What the page shows.

    Attributes:
        groups: the code's groups, or dots while it is hidden.
        picture: of the printed sheet; None before it was printed.
        count: how many letters have been typed of how many. error: what is wrong with them.
        is_right: the typed letters are those of the code.
    """

    groups: tuple[str, ...]
    is_hidden: bool = False
    picture: PageImage | None = None
    count: str = ""
    error: str = ""
    is_right: bool = False


class RecoveryView(Protocol):
    """What the page of the recovery code can show."""

    def show_typed(self, typed: str) -> None:
        """Fill the field."""

    def show_face(self, face: RecoveryFace) -> None:
        """Show code, picture and what is said of the field."""


class RecoveryStep:
    """The code is hidden as soon as somebody types: what is typed comes from the paper."""

    def __init__(self, draft: Draft, tools: FirstStartTools) -> None:
        self._draft = draft
        self._tools = tools
        self._is_hidden = False
        self._picture: PageImage | None = None
        self._printed_for: ClinicForm | None = None
        self.view: RecoveryView | None = None

    def show(self) -> None:
        """Show the page as it stands; the code is made the first time, and stays the same."""
        if not self._draft.code:
            self._draft.code = new_recovery_code()
        if self._printed_for is not None and self._printed_for != self._draft.clinic:
            self._picture = None
        if self.view is not None:
            self.view.show_typed(self._draft.typed_back)
        self._show()

    def toggle(self) -> None:
        """Show or hide the code (F8)."""
        self._is_hidden = not self._is_hidden
        self._show()

    def print(self) -> None:
        """Put the sheet into the outbox in the background (F6)."""
        clinic, code, site = self._draft.clinic, self._draft.code, self._tools.site
        self._tools.background(
            lambda: print_recovery_sheet(
                site.premises,
                clinic=clinic.name,
                unit_code=clinic.unit_code,
                code=code,
                printed_on=site.clock.today(),
            ),
            lambda sheet: self._printed(sheet, clinic),  # type: ignore[arg-type]  # what the service gives
            self._not_printed,
        )

    def type(self, typed: str) -> None:
        """Take what was typed from the paper, and judge it once it is long enough."""
        self._draft.typed_back = typed
        self._is_hidden = self._is_hidden or bool(typed)
        self._show()

    def is_whole(self) -> bool:
        """Tell whether the code was typed back; else say what is wrong."""
        if not letters_of(self._draft.typed_back):
            self._show(wording.CODE_MISSING)
            return False
        problem = recovery_code_problem(self._draft.typed_back, self._draft.code)
        self._show(wording.code_words(problem) if problem else "")
        return problem is None

    def note(self) -> str:
        """Return what the list of steps says of this one."""
        return ""

    def _show(self, error: str = "") -> None:
        if self.view is None:
            return
        code, typed = self._draft.code, self._draft.typed_back
        letters = letters_of(typed)
        problem = recovery_code_problem(typed, code)
        if problem is not None and not problem.is_right_so_far and len(letters) >= _ALL:
            error = error or wording.code_words(problem)
        groups = tuple(code.split("-"))
        self.view.show_face(
            RecoveryFace(
                groups=tuple(wording.HIDDEN_GROUP for _ in groups) if self._is_hidden else groups,
                is_hidden=self._is_hidden,
                picture=self._picture,
                count=wording.TYPED_COUNT.format(count=len(letters), all=_ALL) if letters else "",
                error=error,
                is_right=problem is None,
            )
        )

    def _printed(self, sheet: PrintedSheet, clinic: ClinicForm) -> None:
        self._picture, self._printed_for = sheet.picture, clinic
        self._show()
        self._tools.prompter.tell(wording.PRINTED.format(name=sheet.path.name), str(sheet.path.parent), Tone.GREEN)

    def _not_printed(self, error: Exception) -> None:
        if isinstance(error, OSError):
            self._tools.prompter.tell(wording.PRINT_FAILED, tone=Tone.AMBER)
        else:
            self._tools.failed(error)
