"""The start of a day without Qt: the date confirmed or typed, and what is thrown away before the first visit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Protocol

from clinic_app.domain.clinic_time import business_date
from clinic_app.gui.faces import Tone
from clinic_app.gui.prompter import Choice, Question, TextQuestion
from clinic_app.gui.wording import stock as wording
from clinic_app.gui.wording.failures import vaccine_name
from clinic_app.services.day_start import (
    FIRST_YEAR,
    LAST_YEAR,
    DayStart,
    confirm_date,
    day_start,
    throw_leftovers_away,
    waste_expired,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from clinic_app.domain.lot import Lot, OpenVial
    from clinic_app.gui.presenter_tools import PresenterTools
    from clinic_app.services.desk import Desk
    from clinic_app.services.stock import ShelfLot

MOST_LINES = 4
CHANGED = frozenset({"stock", "visit"})


@dataclass(frozen=True, slots=True)
class DayStartFace:
    """What the page shows.

    Attributes:
        trouble: what is wrong with the clock and what to do, None when the date only needs a yes. Until then no list
            of lots is shown: what has expired depends on the day.
        error, note: beside the field of the typed date. off: why it cannot be confirmed yet.
    """

    day: str
    worked_last: str
    trouble: tuple[str, str] | None
    leftovers: tuple[str, ...]
    expired: tuple[str, ...]
    near: tuple[str, ...]
    error: str = ""
    note: str = ""
    off: str = ""


class DayStartView(Protocol):
    """What the page can show."""

    def show_day(self, face: DayStartFace) -> None:
        """Show the day as it stands."""


class DayStartPresenter:
    """Asks for the date once a day on this workstation; it never keeps anybody from working."""

    def __init__(self, tools: PresenterTools) -> None:
        self._tools = tools
        self._view: DayStartView | None = None
        self._day: DayStart | None = None
        self._typed = ""
        self._settled_on: date | None = None  # confirmed or put off: later visits of that day cost no look
        self._afterwards: Callable[[], None] | None = None
        self._drafts: dict[str, str] = {}
        self._underway = False

    def attach(self, view: DayStartView) -> None:
        """Take the page that shows it."""
        self._view = view

    def is_needed(self) -> bool:
        """Return whether today has not been confirmed here, nor been put off."""
        today = self._tools.reader.clock.today()
        if self._settled_on != today and day_start(self._tools.reader).confirmed:
            self._settled_on = today
        return self._settled_on != today

    def comes_before(self, work: Callable[[], None]) -> bool:
        """Return whether a date that is not believed comes before this work, which then goes on by itself."""
        if not self.is_needed() or day_start(self._tools.reader).trouble is None:
            return False
        self._afterwards = work
        return True

    def refresh(self) -> None:
        """Read the day again."""
        self._day = day_start(self._tools.reader)
        self._show()

    def on_changed(self, kinds: frozenset[str]) -> None:
        """Read again when stock changed, once the page was opened."""
        if self._day is not None and "stock" in kinds:
            self.refresh()

    def type_date(self, typed: str) -> None:
        """Judge the typed date."""
        self._typed = typed.strip()
        self._show()

    def confirm(self) -> None:
        """Confirm the date shown or typed (F9, Enter); a typed one that the clock denies is asked about."""
        day = self._day
        if day is None or self._underway:
            return
        if day.confirmed:
            self._go_on()
            return
        if (off := self._why_off(day)) and day.trouble is not None:
            self._tools.prompter.tell(wording.DAY_TYPE_FIRST, off, Tone.AMBER)
            return
        chosen = read_day(self._typed) if day.trouble is not None else day.today
        assert chosen is not None  # _why_off
        if chosen == day.today:
            self._confirm(chosen)
            return
        sentence = wording.DAY_OTHER_SENTENCE.format(clock=day.today, typed=chosen)
        choices = (
            Choice("", wording.DAY_OTHER_AGAIN),
            Choice("yes", wording.DAY_OTHER_TYPED.format(typed=chosen), "F6"),
        )
        self._tools.prompter.ask(
            Question(wording.DAY_OTHER_TITLE, sentence, choices, Tone.RED),
            lambda answer: self._confirm(chosen) if answer else None,
        )

    def put_off(self) -> None:
        """Go to work without having confirmed (Esc)."""
        self._settled_on = self._tools.reader.clock.today()
        self._go_on()

    def throw_leftovers_away(self) -> None:
        """Throw the rest of vials opened on earlier days away (F7)."""
        if self._is_believed() and self._day is not None and self._day.leftovers:
            self._wish("leftovers", throw_leftovers_away, wording.LEFTOVERS_THROWN)

    def waste_expired(self) -> None:
        """Write expired lots off (F4), with the name of who saw it."""
        if not self._is_believed() or self._day is None or not self._day.expired:
            return
        lots = len(self._day.expired)
        doses = sum(entry.lot.doses_on_hand for entry in self._day.expired)
        question = TextQuestion(
            wording.EXPIRED_WITNESS_TITLE,
            wording.EXPIRED_WITNESS_SENTENCE.format(lots=lots, doses=doses),
            wording.WASTE_WITNESS,
            accept=wording.WASTE_SAVE,
        )
        self._tools.prompter.ask_text(
            question,
            lambda name: self._wish("expired", partial(waste_expired, witness=name), wording.EXPIRED_WASTED),
        )

    def _confirm(self, on: date) -> None:
        draft = self._draft("date")
        self._underway = True
        self._tools.writer.submit(lambda desk: confirm_date(desk, on, draft), self._confirmed, self._failed)

    def _confirmed(self, on: date) -> None:
        self._underway = False
        was_believed = self._is_believed()
        self._typed = ""
        self._drafts.clear()
        self._tools.announce(CHANGED)
        self._tools.prompter.tell(wording.DAY_CONFIRMED.format(day=on), tone=Tone.GREEN)
        self.refresh()
        if was_believed or not self._has_work():
            self._go_on()

    def _is_believed(self) -> bool:
        """Return whether the day shown is the one lots are judged by."""
        return self._day is not None and self._day.trouble is None

    def _has_work(self) -> bool:
        """Return whether something is to be thrown away, and no visit waits."""
        day = self._day
        return self._afterwards is None and day is not None and bool(day.leftovers or day.expired)

    def _go_on(self) -> None:
        work, self._afterwards = self._afterwards, None
        if work is not None:
            work()
        else:
            self._tools.navigation.open_room("today")

    def _wish(self, name: str, run: Callable[[Desk, str], int], told: str) -> None:
        if self._underway:
            return
        draft = self._draft(name)
        self._underway = True

        def done(count: int) -> None:
            self._underway = False
            self._drafts.pop(name, None)
            self._tools.announce(CHANGED)
            self._tools.prompter.tell(told.format(count=count), wording.WASTED_TODO, Tone.GREEN)

        self._tools.writer.submit(lambda desk: run(desk, draft), done, self._failed)

    def _failed(self, error: Exception) -> None:
        self._underway = False
        self._tools.failed(error)

    def _draft(self, name: str) -> str:
        return self._drafts.setdefault(name, self._tools.mint())

    def _why_off(self, day: DayStart) -> str:
        """Return why a date that must be typed cannot be confirmed yet."""
        if day.trouble is None:
            return ""
        if not self._typed:
            return wording.DAY_UNREADABLE
        return typed_day_error(self._typed)

    def _show(self) -> None:
        day = self._day
        if self._view is None or day is None:
            return
        typed = read_day(self._typed)
        believed = day.trouble is None
        last = wording.DAY_LAST.format(day=day.worked_last_on) if day.worked_last_on else wording.DAY_NEVER
        self._view.show_day(
            DayStartFace(
                day=day_words(day.today),
                worked_last=last,
                trouble=wording.CLOCK_TROUBLES[day.trouble.value] if day.trouble else None,
                leftovers=tuple(self._leftover_words(*pair) for pair in day.leftovers if believed),
                expired=tuple(self._lot_words(wording.EXPIRED_LINE, entry) for entry in day.expired if believed),
                near=tuple(self._lot_words(wording.NEAR_LINE, entry) for entry in day.near_expiry if believed),
                error=typed_day_error(self._typed) if len(self._typed) >= len("20261118") else "",
                note=day_words(typed) if typed else "",
                off=self._why_off(day),
            )
        )

    def _leftover_words(self, lot: Lot, vial: OpenVial) -> str:
        return wording.LEFTOVER_LINE.format(
            vaccine=vaccine_name(self._tools.reader.rules, lot.vaccine),
            lot=lot.lot_number,
            day=f"{business_date(vial.opened_at):%m-%d}",
            count=vial.doses_left,
        )

    def _lot_words(self, form: str, entry: ShelfLot) -> str:
        return form.format(
            vaccine=vaccine_name(self._tools.reader.rules, entry.lot.vaccine),
            lot=entry.lot.lot_number,
            day=entry.lot.expires_on,
            days=entry.days_left,
            count=entry.lot.doses_on_hand,
        )


def day_words(day: date) -> str:
    """Return a day as a calendar on the wall shows it."""
    return wording.DAY_WORDS.format(day=day, weekday=wording.WEEKDAYS[day.weekday()])


def read_day(typed: str) -> date | None:
    """Return the day eight digits name, perhaps kept apart by - or . or /; None for anything else."""
    digits = "".join(letter for letter in typed if letter not in "-./ ")
    if len(digits) != len("20261118") or not (digits.isascii() and digits.isdecimal()):
        return None
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None


def typed_day_error(typed: str) -> str:
    """Return what is wrong with a typed day, "" when nothing is."""
    digits = "".join(letter for letter in typed if letter not in "-./ ")
    if len(digits) != len("20261118") or not (digits.isascii() and digits.isdecimal()):
        return wording.DAY_UNREADABLE
    day = read_day(typed)
    if day is None:
        return wording.DAY_NO_SUCH
    return "" if FIRST_YEAR <= day.year < LAST_YEAR else wording.DAY_IMPLAUSIBLE
