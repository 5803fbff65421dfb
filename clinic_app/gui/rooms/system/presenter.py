"""The mind of the system room: clinic days and thresholds as typed, what is wrong, and saving. No Qt."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol

from clinic_app.domain.clinic_days import ClinicDays
from clinic_app.gui.appointing import day_of
from clinic_app.gui.faces import Tone
from clinic_app.gui.wording import clinic_settings as wording
from clinic_app.gui.wording.appointments import day_words
from clinic_app.gui.wording.failures import failure_words
from clinic_app.services.clinic_settings import (
    BOUNDS,
    change_settings,
    clinic_days_ahead,
    is_plausible,
    set_clinic_days,
)
from clinic_app.services.failures import WishRefused

if TYPE_CHECKING:
    from datetime import date

    from clinic_app.gui.presenter_tools import PresenterTools
    from clinic_app.services.desk import Desk

DAYS_SHOWN = 5
DAYS_FIELDS = ("days_of_month", "extra", "closed")


@dataclass(frozen=True, slots=True)
class SettingsForm:
    """What stands in the room, as typed. `numbers` are the thresholds by name."""

    weekdays: frozenset[int] = frozenset()
    half_day: str = ""
    days_of_month: str = ""
    extra: str = ""
    closed: str = ""
    numbers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SettingsFace:
    """What is said of the form: errors by field, the next clinic days, and why it cannot be saved."""

    errors: dict[str, str]
    ahead: str
    off: str


class SystemView(Protocol):
    """What the room can show."""

    def show_form(self, form: SettingsForm) -> None:
        """Fill the fields."""

    def show_face(self, face: SettingsFace) -> None:
        """Show what is said of the fields as they stand."""


class SystemPresenter:
    """Keeps what was typed while another room is open; saved is what the journal says."""

    def __init__(self, tools: PresenterTools) -> None:
        self._tools = tools
        self._view: SystemView | None = None
        self._saved = self._form = SettingsForm()
        self._busy = False

    def show_on(self, view: SystemView) -> None:
        """Take the room that shows it."""
        self._view = view

    def begin(self) -> None:
        """Show what holds now; something typed and not saved stays."""
        saved = self._read()
        if self._form == self._saved:
            self._form = saved
        self._saved = saved
        if self._view is not None:
            self._view.show_form(self._form)
        self._judge()

    def change(self, form: SettingsForm) -> None:
        """Judge what was typed."""
        self._form = form
        self._judge()

    def toggle_weekday(self, number: int) -> None:
        """Vaccinate on this weekday, or not."""
        self.change(replace(self._form, weekdays=self._form.weekdays ^ {number}))

    def open_rules(self) -> None:
        """Show the page of rules (F4)."""
        self._tools.navigation.open_room("rules")

    def save(self) -> None:
        """Write clinic days and thresholds, each only when it changed (F9)."""
        days = days_of(self._form)
        if days is None or errors_in(self._form) or self._busy:
            return
        drafts = self._tools.mint(), self._tools.mint()
        numbers = {name: int(text) for name, text in self._form.numbers.items()}
        other_days = days_of(self._saved) != days
        self._busy = True

        def run(desk: Desk) -> object:
            if other_days:
                set_clinic_days(desk, days, drafts[0])
            return change_settings(desk, numbers, drafts[1])

        self._tools.writer.submit(run, self._done, self._refused)

    def _done(self, _settings: object) -> None:
        self._busy = False
        self._saved = self._form = self._read()
        self._tools.announce(frozenset({"settings"}))
        self._tools.prompter.tell(wording.SAVED, tone=Tone.GREEN)
        self.begin()

    def _refused(self, error: Exception) -> None:
        self._busy = False
        if isinstance(error, WishRefused):
            words = failure_words(error, self._tools.reader.rules)
            self._tools.prompter.tell(words.sentence, words.todo, Tone.AMBER)
        else:
            self._tools.failed(error)

    def _read(self) -> SettingsForm:
        book = self._tools.reader.clinic_book()
        days = book.days
        return SettingsForm(
            weekdays=frozenset(days.weekdays),
            half_day=days.half_days[0] if len(days.half_days) == 1 else "",
            days_of_month=" ".join(map(str, days.days_of_month)),
            extra=_dates_words(days.extra),
            closed=_dates_words(days.closed),
            numbers={name: str(getattr(book.settings, name)) for name in BOUNDS},
        )

    def _judge(self) -> None:
        if self._view is None:
            return
        errors = errors_in(self._form)
        days = days_of(self._form)
        off = wording.OFF_WRONG if errors else wording.NOTHING if self._form == self._saved else ""
        self._view.show_face(SettingsFace(errors=errors, ahead=self._ahead(days), off=off))

    def _ahead(self, days: ClinicDays | None) -> str:
        if days is None:
            return ""
        ahead = clinic_days_ahead(self._tools.reader, days, DAYS_SHOWN)
        if not ahead:
            return wording.AHEAD_NONE
        words = [
            day_words(day) if known else wording.UNKNOWN_HOLIDAY.format(day=day_words(day)) for day, known in ahead
        ]
        return wording.AHEAD.format(days="、".join(words))


def errors_in(form: SettingsForm) -> dict[str, str]:
    """Return what is wrong with the fields, by field."""
    wrong = {}
    if _numbers_of(form.days_of_month) is None:
        wrong["days_of_month"] = wording.DAYS_OF_MONTH_WRONG
    for key in ("extra", "closed"):
        if _dates_of(getattr(form, key)) is None:
            wrong[key] = wording.DATES_WRONG
    for name, text in form.numbers.items():
        least, most = BOUNDS[name]
        if not (text.isascii() and text.isdecimal() and is_plausible(name, int(text))):
            wrong[name] = wording.NUMBER_WRONG.format(least=least, most=most)
    return wrong


def days_of(form: SettingsForm) -> ClinicDays | None:
    """Return the clinic days the form says, None while a field cannot be read."""
    numbers, extra, closed = _numbers_of(form.days_of_month), _dates_of(form.extra), _dates_of(form.closed)
    if numbers is None or extra is None or closed is None:
        return None
    return ClinicDays(
        weekdays=tuple(sorted(form.weekdays)),
        days_of_month=numbers,
        extra=extra,
        closed=closed,
        half_days=(form.half_day,) if form.half_day else (),
    )


def _numbers_of(text: str) -> tuple[int, ...] | None:
    words = text.replace("，", " ").replace(",", " ").replace("、", " ").split()
    if not all(word.isascii() and word.isdecimal() and 1 <= int(word) <= 31 for word in words):
        return None
    return tuple(sorted({int(word) for word in words}))


def _dates_of(text: str) -> tuple[date, ...] | None:
    words = text.replace("，", " ").replace(",", " ").replace("、", " ").split()
    days = [day_of(word.replace("-", "")) for word in words]
    return None if None in days else tuple(sorted({day for day in days if day is not None}))


def _dates_words(days: tuple[date, ...]) -> str:
    return " ".join(f"{day:%Y%m%d}" for day in days)
