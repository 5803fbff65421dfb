"""The mind of the room of appointments: one day's list, and what can be done with one of them. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Protocol

from clinic_app.domain.name_mask import masked_name
from clinic_app.gui.appointing import Appointing
from clinic_app.gui.faces import ChipFace, ListRow, Tone
from clinic_app.gui.wording import appointments as wording
from clinic_app.gui.wording.codes import age_words, masked_phone
from clinic_app.gui.wording.failures import vaccine_name
from clinic_app.services.appointments import day_of_appointments

if TYPE_CHECKING:
    from datetime import date

    from clinic_app.domain.appointment import Appointment
    from clinic_app.gui.presenter_tools import PresenterTools
    from clinic_app.services.appointments import Appointed, DayAppointments

_CONCERNED = frozenset({"appointment", "visit", "dose", "person"})


@dataclass(frozen=True, slots=True)
class DayFace:
    """One day. `warning` says why it is no clinic day, empty when it is one."""

    context: str
    warning: str
    empty: str
    rows: tuple[ListRow, ...]


class AppointmentsView(Protocol):
    """What the room can show."""

    def show_day(self, face: DayFace) -> None:
        """Show the list of a day."""


class Wish(Protocol):
    """What can be done with one appointment."""

    def __call__(self, person_id: str, appointment: Appointment) -> None:
        """Do it."""


class AppointmentsPresenter:
    """Begins with today; the keys work on the row in focus."""

    def __init__(self, tools: PresenterTools) -> None:
        self._tools = tools
        self._view: AppointmentsView | None = None
        self._on = tools.reader.clock.today()
        self._masked = False
        self._appointing = Appointing(tools)

    def show_on(self, view: AppointmentsView) -> None:
        """Take the room that shows it."""
        self._view = view

    def begin(self) -> None:
        """Show today."""
        self._on = self._tools.reader.clock.today()
        self.refresh()

    def turn(self, days: int) -> None:
        """Show another day."""
        self._on += timedelta(days=days)
        self.refresh()

    def refresh(self) -> None:
        """Read the day again."""
        if self._view is None:
            return
        day = day_of_appointments(self._tools.reader, self._on)
        context = wording.CONTEXT.format(
            day=wording.day_words(day.on), standing=day.standing, came=day.came, vaccinated=day.vaccinated
        )
        self._view.show_day(
            DayFace(
                context=context,
                warning=wording.PROBLEMS[day.problem] if day.problem else "",
                empty=wording.EMPTY.format(day=wording.day_words(day.on)),
                rows=self._rows(day),
            )
        )

    def on_changed(self, kinds: frozenset[str]) -> None:
        """Read again when appointments, visits or names changed."""
        if kinds & _CONCERNED:
            self.refresh()

    def on_masked(self, masked: bool) -> None:
        """Hide or show names."""
        self._masked = self._appointing.masked = masked
        self.refresh()

    def open_card(self, key: str) -> None:
        """Open the card of a row."""
        if key:
            self._tools.navigation.show_card(key.split(" ")[0])

    def move(self, key: str) -> None:
        """Ask for another day (F6)."""
        self._with(key, self._appointing.move)

    def cancel(self, key: str) -> None:
        """Ask why, and cancel (F7)."""
        self._with(key, self._appointing.cancel)

    def print_slip(self, key: str) -> None:
        """Print the slip again (F5)."""
        self._with(key, self._appointing.print)

    def go_back(self) -> None:
        """Return to where the list was called from."""
        self._tools.navigation.go_back()

    def _with(self, key: str, wish: Wish) -> None:
        """Do something with the appointment of a row, or say why not."""
        if not key:
            self._tools.prompter.tell(wording.CHOOSE, tone=Tone.AMBER)
            return
        person_id, appointment_id = key.split(" ")
        card = self._tools.reader.card(person_id)
        found = next((each for each in card.appointments if each.id == appointment_id and each.stands), None)
        if found is None:
            self._tools.prompter.tell(wording.STANDS_NO_MORE, tone=Tone.AMBER)
        else:
            wish(person_id, found)

    def _rows(self, day: DayAppointments) -> tuple[ListRow, ...]:
        return tuple(self._row(line, day.on) for line in day.lines)

    def _row(self, line: Appointed, on: date) -> ListRow:
        rules, today = self._tools.reader.rules, self._tools.reader.clock.today()
        guardian = masked_name(line.guardian_name) if self._masked else line.guardian_name
        return ListRow(
            f"{line.person_id} {line.appointment_id}",
            (
                masked_name(line.name) if self._masked else line.name,
                age_words(line.birth_date, on) if line.birth_date else "",
                wording.HALF_DAYS.get(line.half_day, line.half_day),
                "、".join(vaccine_name(rules, code) for code in line.vaccines),
                f"{guardian} {masked_phone(line.phone)}".strip() if line.phone else guardian,
                _state(line, on, today),
            ),
        )


def _state(line: Appointed, on: date, today: date) -> ChipFace:
    if line.cancel_reason:
        return ChipFace(wording.CANCELLED.format(reason=line.cancel_reason), Tone.GREY, "x")
    if line.vaccinated:
        return ChipFace(wording.DONE, Tone.GREEN)
    if line.visit_state is not None:
        return ChipFace(wording.CAME, Tone.BRAND)
    return ChipFace(wording.NOT_COME, Tone.AMBER) if on < today else ChipFace(wording.COMING, Tone.GREY)
