"""What happens when a slot fails: the place is logged without any name, the nurse hears one sentence."""

import logging
import sys
import traceback
from collections.abc import Callable
from types import TracebackType

from clinic_app.gui.wording import shell as wording

Tell = Callable[[str, str], None]
_LOG = logging.getLogger("clinic_app.crash")


def describe(kind: type[BaseException], trace: TracebackType | None) -> str:
    """Return kind and places of a failure; never its message, which may carry a child's name."""
    places = [f"{frame.name} ({_short(frame.filename)}:{frame.lineno})" for frame in traceback.extract_tb(trace)]
    return f"{kind.__name__} in {' > '.join(places) or '?'}"


def install(tell: Tell) -> None:
    """Answer every unhandled exception: log its place and say through `tell` what happened and what to do."""

    def answer(kind: type[BaseException], value: BaseException, trace: TracebackType | None) -> None:
        """Log and tell; a wish to end the program passes."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, value, trace)
            return
        _LOG.error("%s", describe(kind, trace))
        tell(wording.MISHAP, wording.MISHAP_TODO)

    sys.excepthook = answer


def _short(path: str) -> str:
    """Return the last two parts of a path: module and its room."""
    return "/".join(path.replace("\\", "/").split("/")[-2:])
