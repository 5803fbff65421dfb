"""Step 6, done (完成), without Qt: everything once more, founding in the background, and what was made."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Protocol

from clinic_app.gui.faces import Tone
from clinic_app.gui.first_start.forms import VACCINATES, PersonForm
from clinic_app.gui.wording import first_start as wording
from clinic_app.gui.wording.failures import plain_words
from clinic_app.services.failures import FoundingUnfinished, WishRefused
from clinic_app.services.first_start import finish_founding, found_in_one_step

if TYPE_CHECKING:
    from collections.abc import Callable

    from clinic_app.gui.first_start.forms import Draft
    from clinic_app.gui.first_start.tools import FirstStartTools

MOST_VILLAGES_NAMED = 6


class Stage(Enum):
    """How far the founding has come."""

    CHECKING = "checking"
    FOUNDING = "founding"
    UNFINISHED = "unfinished"
    DONE = "done"


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishFace:
    """What the page shows: the stage, and label with value for each thing that is or was made."""

    stage: Stage
    rows: tuple[tuple[str, str], ...]


class FinishView(Protocol):
    """What the last page can show."""

    def show_face(self, face: FinishFace) -> None:
        """Show what will be or was made."""


class FinishStep:
    """The only step that writes. `changed` hears of every new stage."""

    def __init__(self, draft: Draft, tools: FirstStartTools, changed: Callable[[], None]) -> None:
        self._draft = draft
        self._tools = tools
        self._changed = changed
        self.stage = Stage.CHECKING
        self.view: FinishView | None = None

    def show(self) -> None:
        """Show everything once more."""
        if self.view is not None:
            self.view.show_face(FinishFace(stage=self.stage, rows=self._rows()))

    def go_on(self) -> None:
        """Found the clinic, or move in one that is made already (F9)."""
        site = self._tools.site
        if self.stage is Stage.CHECKING:
            plan = self._draft.plan(site.mint)
            self._run(lambda: found_in_one_step(site, plan))
        elif self.stage is Stage.UNFINISHED:
            self._run(lambda: finish_founding(site.premises))

    def is_whole(self) -> bool:
        """Tell whether the clinic stands."""
        return self.stage is Stage.DONE

    def note(self) -> str:
        """Return what the list of steps says of this one."""
        return ""

    def _run(self, work: Callable[[], object]) -> None:
        came_from = self.stage
        self._enter(Stage.FOUNDING)
        self._tools.background(work, lambda _: self._enter(Stage.DONE), lambda error: self._failed(error, came_from))

    def _failed(self, error: Exception, came_from: Stage) -> None:
        self._enter(Stage.UNFINISHED if isinstance(error, FoundingUnfinished) else came_from)
        if isinstance(error, WishRefused):
            words = plain_words(error)
            self._tools.prompter.tell(words.sentence, words.todo, Tone.RED)
        else:
            self._tools.failed(error)

    def _enter(self, stage: Stage) -> None:
        self.stage = stage
        if stage is Stage.DONE:
            self._forget_secrets()
        self.show()
        self._changed()

    def _forget_secrets(self) -> None:
        """Drop passwords and code: nobody needs them any more."""
        draft = self._draft
        draft.code = draft.typed_back = ""
        draft.admin = _without_password(draft.admin)
        draft.staff = tuple(_without_password(person) for person in draft.staff)

    def _rows(self) -> tuple[tuple[str, str], ...]:
        draft = self._draft
        may = "、".join(person.name for person in draft.people() if person.vaccinates == VACCINATES)
        values = (
            draft.clinic.name,
            draft.clinic.unit_code,
            draft.clinic.phone or wording.NO_PHONE,
            draft.enrolment.county_name if draft.enrolment else wording.NO_COUNTY,
            _villages(draft.villages),
            draft.admin.name,
            "、".join(f"{one.name}（{wording.ROLE_WORDS[one.role]}）" for one in draft.staff) or wording.NOBODY_ELSE,
            may,
            wording.CODE_DONE,
            str(self._tools.site.premises.database.parent),
        )
        return tuple(zip(wording.ROWS, values, strict=True))


def _without_password(person: PersonForm) -> PersonForm:
    return PersonForm(name=person.name, role=person.role, vaccinates=person.vaccinates)


def _villages(names: tuple[str, ...]) -> str:
    shown = "、".join(names[:MOST_VILLAGES_NAMED])
    named = wording.AND_MORE.format(names=shown) if len(names) > MOST_VILLAGES_NAMED else shown
    return wording.COUNTED.format(count=len(names), names=named)
