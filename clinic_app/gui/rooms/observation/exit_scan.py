"""The exit scan: a slip or booklet is answered in green or red, large, wherever the nurse is. No Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.domain.clinic_time import local_time
from clinic_app.domain.name_mask import masked_name
from clinic_app.domain.scan_code import TicketCode, read_scan
from clinic_app.gui.faces import Tone, VerdictFace
from clinic_app.gui.wording import observation as wording
from clinic_app.services.observation import Exit, exit_answer

if TYPE_CHECKING:
    from clinic_app.services.observation import ExitAnswer
    from clinic_app.services.reader import Reader

_TONES = {
    Exit.MAY_LEAVE: Tone.GREEN,
    Exit.WAIT: Tone.RED,
    Exit.LEFT: Tone.GREEN,
    Exit.REACTION: Tone.RED,
    Exit.NOT_YET: Tone.RED,
    Exit.UNKNOWN: Tone.AMBER,
}


def verdict_while_locked(reader: Reader, raw: str) -> VerdictFace:
    """Return the answer to a slip or booklet scanned at the locked screen; it names nobody."""
    scan = read_scan(raw)
    answer = exit_answer(reader, scan)
    if answer.exit is Exit.UNKNOWN and not isinstance(scan, TicketCode):
        verdict, todo = wording.LOCKED_NO_SLIP
        return VerdictFace(verdict=verdict, who="", todo=todo, tone=Tone.AMBER)
    return verdict_face(answer, nameless=True)


def verdict_face(answer: ExitAnswer, *, masked: bool = False, nameless: bool = False) -> VerdictFace:
    """Return what is shown at the exit; a locked screen names nobody."""
    verdict, todo = wording.VERDICTS[answer.exit]
    watch = answer.watch
    if watch is not None:
        verdict = verdict.format(minutes=wording.minutes_up(watch.seconds_left))
        todo = todo.format(moment=f"{local_time(watch.may_leave_at):%H:%M}")
    name = answer.visit.name if answer.visit is not None and not nameless else ""
    return VerdictFace(verdict=verdict, who=masked_name(name) if masked else name, todo=todo, tone=_TONES[answer.exit])
