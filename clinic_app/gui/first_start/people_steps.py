"""Steps 3 and 4, the administrator (管理员) and everybody else who signs in, without Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from clinic_app.gui.faces import ListRow, Tone
from clinic_app.gui.first_start.forms import VACCINATES, PersonForm
from clinic_app.gui.first_start.people import PersonFace, person_face
from clinic_app.gui.wording import first_start as wording

if TYPE_CHECKING:
    from clinic_app.gui.first_start.forms import Draft
    from clinic_app.gui.prompter import Prompter

MOST_USERS = 8
ADMIN_ROW = "admin"


class PersonView(Protocol):
    """What a form of one user can show."""

    def show_form(self, form: PersonForm, face: PersonFace) -> None:
        """Fill the fields and say what is said of them."""

    def show_judgement(self, face: PersonFace, *, jump: bool = False) -> None:
        """Say what is said of the fields as they stand; `jump` puts the focus into the first wrong one."""


class StaffView(PersonView, Protocol):
    """The form of one user beside the list of all."""

    def show_list(self, rows: tuple[ListRow, ...], *, changing: bool) -> None:
        """List everybody; `changing` tells that the form holds somebody who was in the list."""

    def show_problem(self, sentence: str) -> None:
        """Say below the list why the next step cannot come."""


class AdminStep:
    """The first administrator, who may be one of the nurses."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self.view: PersonView | None = None

    def show(self) -> None:
        """Show the form as it stands."""
        if self.view is not None:
            self.view.show_form(self._draft.admin, self._face(whole=False))

    def change(self, form: PersonForm) -> None:
        """Take what was typed and judge it."""
        self._draft.admin = form
        if self.view is not None:
            self.view.show_judgement(self._face(whole=False))

    def is_whole(self) -> bool:
        """Tell whether the next step may come; else say at the fields what is missing."""
        face = self._face(whole=True)
        if face.errors and self.view is not None:
            self.view.show_judgement(face, jump=True)
        return not face.errors

    def note(self) -> str:
        """Return what the list of steps says of this one."""
        return self._draft.admin.name

    def _face(self, *, whole: bool) -> PersonFace:
        return person_face(self._draft.admin, self._draft.staff, whole=whole)


class StaffStep:
    """Nurses and doctors, put into the list one by one."""

    def __init__(self, draft: Draft, prompter: Prompter) -> None:
        self._draft = draft
        self._prompter = prompter
        self._place: int | None = None
        self.view: StaffView | None = None

    def show(self) -> None:
        """Show form and list as they stand."""
        if self.view is not None:
            self.view.show_form(self._draft.member, self._face(whole=False))
            self.view.show_list(self._rows(), changing=self._place is not None)
            self.view.show_problem("")

    def change(self, form: PersonForm) -> None:
        """Take what was typed and judge it."""
        self._draft.member = form
        if self.view is not None:
            self.view.show_judgement(self._face(whole=False))

    def take_in(self) -> bool:
        """Put the typed user into the list, or back to her place in it (F10)."""
        face = self._face(whole=True)
        if face.errors or self._is_full():
            self._refuse(face)
            return False
        staff, member = list(self._draft.staff), self._draft.member
        if self._place is None:
            staff.append(member)
        else:
            staff[self._place] = member
        self._draft.staff = tuple(staff)
        self._begin_form()
        self._prompter.tell(wording.STAFF_ADDED.format(name=member.name), tone=Tone.GREEN)
        return True

    def edit(self, key: str) -> None:
        """Take a user of the list into the form; what was in the form must be in the list first."""
        if key == ADMIN_ROW:
            self._say(wording.ADMIN_IS_BEFORE)
        elif not self._draft.member.is_empty() and self._place != int(key):
            self._say(wording.STAFF_IN_HAND)
        else:
            self._place = int(key)
            self._draft.member = self._draft.staff[self._place]
            self.show()

    def remove(self, key: str) -> None:
        """Take a user out of the list; the form is emptied when she stood in it."""
        if key == ADMIN_ROW:
            self._say(wording.ADMIN_IS_BEFORE)
            return
        place = int(key)
        gone = self._draft.staff[place]
        self._draft.staff = tuple(one for number, one in enumerate(self._draft.staff) if number != place)
        if self._place == place:
            self._begin_form()
        elif self._place is not None and self._place > place:
            self._place -= 1
        self.show()
        self._prompter.tell(wording.STAFF_REMOVED.format(name=gone.name), tone=Tone.AMBER)

    def is_whole(self) -> bool:
        """Tell whether somebody may vaccinate and nobody is left half typed."""
        if self._place is not None and self._draft.member == self._draft.staff[self._place]:
            self._begin_form()
        if not self._draft.member.is_empty() and not self.take_in():
            self._say(wording.STAFF_IN_HAND)
            return False
        if not any(person.vaccinates == VACCINATES for person in self._draft.people()):
            self._say(wording.NOBODY_VACCINATES)
            return False
        return True

    def note(self) -> str:
        """Return what the list of steps says of this one."""
        return "、".join(person.name for person in self._draft.staff)

    def _begin_form(self) -> None:
        self._place = None
        self._draft.member = PersonForm()
        self.show()

    def _is_full(self) -> bool:
        return self._place is None and len(self._draft.people()) >= MOST_USERS

    def _refuse(self, face: PersonFace) -> None:
        if self.view is not None:
            self.view.show_judgement(face, jump=True)
        if self._is_full():
            self._say(wording.STAFF_FULL.format(most=MOST_USERS))

    def _say(self, sentence: str) -> None:
        if self.view is not None:
            self.view.show_problem(sentence)

    def _others(self) -> tuple[PersonForm, ...]:
        staff = (one for place, one in enumerate(self._draft.staff) if place != self._place)
        return (self._draft.admin, *staff)

    def _face(self, *, whole: bool) -> PersonFace:
        return person_face(self._draft.member, self._others(), whole=whole)

    def _rows(self) -> tuple[ListRow, ...]:
        people = self._draft.people()
        keys = (ADMIN_ROW, *(str(place) for place in range(len(people) - 1)))
        return tuple(_row(key, person) for key, person in zip(keys, people, strict=True))


def _row(key: str, person: PersonForm) -> ListRow:
    may = wording.MAY if person.vaccinates == VACCINATES else wording.MAY_NOT
    return ListRow(key, (person.name, wording.ROLE_WORDS[person.role], may))
