"""What the steps of the first start are given; no Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from clinic_app.gui.prompter import Prompter
    from clinic_app.services.site import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstStartTools:
    """The tools of the first start.

    Attributes:
        site: where the clinic will stand.
        background: runs work off the GUI thread: (work, then, failed).
        failed: what to do with a failure no step has words for.
    """

    site: Site
    prompter: Prompter
    background: Callable[[Callable[[], object], Callable[[object], None], Callable[[Exception], None]], None]
    failed: Callable[[Exception], None]
