"""The pages of steps 3 and 4: the first administrator, and everybody else who signs in."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.gui.faces import ListColumn, ListRow
from clinic_app.gui.first_start.forms import ADMIN, PersonForm
from clinic_app.gui.first_start.people import PersonFace
from clinic_app.gui.first_start.people_steps import AdminStep, StaffStep
from clinic_app.gui.first_start.person_fields import PersonFields
from clinic_app.gui.first_start.removable_table import RemovableTable
from clinic_app.gui.first_start.step_page import StepPage, buttons_row
from clinic_app.gui.widgets.card_frame import CardFrame
from clinic_app.gui.widgets.label import Label
from clinic_app.gui.wording import first_start as wording

_NAME, _ROLE, _MAY = wording.STAFF_COLUMNS
_COLUMNS = (ListColumn(_NAME), ListColumn(_ROLE, 110), ListColumn(_MAY, 64))


class PersonPage(StepPage):
    """A page around the fields of one user; F6 shows the passwords."""

    def __init__(self, person: PersonFields, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.person = person
        self._are_shown = False
        self._eye = self.add_key("F6", wording.SHOW_PASSWORDS, self._toggle, icon="eye")

    def show_form(self, form: PersonForm, face: PersonFace) -> None:
        """Fill the fields and say what is said of them."""
        self.person.show_form(form)
        self.person.show_judgement(face)

    def show_judgement(self, face: PersonFace, *, jump: bool = False) -> None:
        """Say errors at their fields."""
        wrong = self.person.show_judgement(face)
        if jump:
            self.focus_first(wrong)

    def _toggle(self) -> None:
        """Show or hide the passwords."""
        self._are_shown = not self._are_shown
        self.person.show_passwords(self._are_shown)
        icon = "eye-off" if self._are_shown else "eye"
        self._eye.show_text(wording.HIDE_PASSWORDS if self._are_shown else wording.SHOW_PASSWORDS, icon)


class AdminPage(PersonPage):
    """The administrator's fields, and what an administrator and a password are."""

    def __init__(self, step: AdminStep, parent: QWidget | None = None) -> None:
        super().__init__(PersonFields(role=ADMIN), parent)
        self._build()
        self.person.changed.connect(lambda: step.change(self.person.form()))
        self.enter_goes_along(*self.person.stops())
        step.view = self

    def _build(self) -> None:
        """Lay both cards out."""
        form = CardFrame(wording.ADMIN_CARD)
        form.body.setSpacing(16)
        form.body.addWidget(Label(wording.ADMIN_ABOUT, "body", tone="ink2", wrap=True))
        form.body.addWidget(self.person)
        form.body.addLayout(buttons_row(self._eye))
        form.body.addStretch(1)
        page = QHBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(16)
        page.addWidget(form, 3)
        page.addLayout(_rule_column(), 2)


class StaffPage(PersonPage):
    """The fields of one nurse or doctor, and the list of everybody who signs in."""

    def __init__(self, step: StaffStep, parent: QWidget | None = None) -> None:
        super().__init__(PersonFields(password_label=wording.PASSWORD_OF_HER), parent)
        self._step = step
        self.table = RemovableTable(wording.STAFF_LIST, _COLUMNS)
        self._problem = Label("", "body", tone="red", bold=True, wrap=True)
        self._problem.hide()
        self._add = self.add_key("F10", wording.STAFF_ADD, self._take_in, icon="arrow-right")
        self._build()
        self.person.changed.connect(lambda: step.change(self.person.form()))
        self.enter_goes_along(*self.person.stops())
        self.person.fields["again"].entered.disconnect()
        self.person.fields["again"].entered.connect(self._take_in)
        self.table.opened.connect(self._edit)
        self.table.removal_wished.connect(step.remove)
        step.view = self

    def show_list(self, rows: tuple[ListRow, ...], *, changing: bool) -> None:
        """List everybody."""
        self.table.show_rows(rows)
        self._add.show_text(wording.STAFF_CHANGE if changing else wording.STAFF_ADD)

    def show_problem(self, sentence: str) -> None:
        """Say below the list why the next step cannot come."""
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))

    def _take_in(self) -> None:
        """Put the form into the list and begin an empty one."""
        if self._step.take_in():
            self.home_focus()

    def _edit(self, key: str) -> None:
        """Take somebody of the list into the form."""
        self._step.edit(key)
        if self.person.fields["name"].text():
            self.home_focus()

    def _build(self) -> None:
        """Lay both cards out."""
        form = CardFrame(wording.STAFF_CARD)
        form.body.setSpacing(14)
        form.body.addWidget(self.person)
        form.body.addLayout(buttons_row(self._add, self._eye))
        form.body.addStretch(1)
        people = CardFrame(wording.STAFF_LIST)
        people.body.addWidget(self.table, 1)
        people.body.addWidget(self._problem)
        people.body.addWidget(Label(wording.STAFF_KEYS, "small", tone="ink2"))
        page = QHBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(16)
        page.addWidget(form, 3)
        page.addWidget(people, 2)


def _rule_column() -> QVBoxLayout:
    """Return the card that says how a password is chosen."""
    rule = CardFrame(wording.RULE_CARD)
    rule.body.addWidget(Label(wording.RULE_ABOUT, "body", tone="ink2", wrap=True))
    rule.body.addStretch(1)
    column = QVBoxLayout()
    column.addWidget(rule, 0, Qt.AlignmentFlag.AlignTop)
    return column
