"""A Chinese sentence and what to do next where a wish about a paper on its way was not granted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.gui.wording.printing import STATES, kind_words
from clinic_app.services import print_failures as failures
from clinic_app.services.print_jobs import JobState

if TYPE_CHECKING:
    from collections.abc import Callable

    from clinic_app.services.failures import WishRefused

PLAIN: dict[type[WishRefused], tuple[str, str]] = {
    failures.PaperGone: ("这张纸已过保存期，没有打", "从金卡、登记簿或通知单那里重新生成。"),
}


def _moved_on(failure: WishRefused) -> tuple[str, str]:
    assert isinstance(failure, failures.JobMovedOn)
    words = STATES[JobState(failure.state)] if failure.state else STATES[JobState.CANCELLED]
    return f"这张纸现在是“{words}”", "看列表里现在的样子，需要时再选一次。"


def _no_printer(failure: WishRefused) -> tuple[str, str]:
    assert isinstance(failure, failures.NoPrinterChosen)
    return f"还没有给“{kind_words(failure.kind)}”选打印机", "到打印中心的“打印机”里选一台，再回来打。"


WORDED: dict[type[WishRefused], Callable[[WishRefused], tuple[str, str]]] = {
    failures.JobMovedOn: _moved_on,
    failures.NoPrinterChosen: _no_printer,
}
