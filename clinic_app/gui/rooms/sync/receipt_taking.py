"""What a stick brought back from the county, taken in before anything is written on it. No Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.services.receipts import (
    ReceiptsFound,
    ReceiptTaken,
    Trust,
    receipts_on,
    take_in_receipt,
    take_packages_off,
    trust_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from clinic_app.gui.presenter_tools import PresenterTools

Then = "Callable[[ReceiptTaken], None]"
Failed = "Callable[[Exception], None]"


class ReceiptTaking:
    """Reads the stick in the background and writes on the writer thread, so that a slow stick holds nobody up."""

    def __init__(self, tools: PresenterTools) -> None:
        self._tools = tools

    def begin(self, folder: Path, then: Callable[[ReceiptTaken], None], failed: Callable[[Exception], None]) -> None:
        """Take in the newest receipt on the stick, then go on; `failed` is told when it does not fit this journal."""

        def read(trust: Trust | None) -> None:
            if trust is None:
                then(ReceiptTaken())
                return
            self._tools.background(lambda: receipts_on(folder, trust), lambda found: take(trust, found), failed)

        def take(trust: Trust, found: object) -> None:
            if not isinstance(found, ReceiptsFound):
                raise TypeError("receipts_on answers with what it found")
            self._tools.writer.submit(
                lambda desk: take_in_receipt(desk, found), lambda taken: clear(trust, found, taken), failed
            )

        def clear(trust: Trust, found: ReceiptsFound, taken: ReceiptTaken) -> None:
            self._tools.background(lambda: take_packages_off(folder, found, trust), lambda _count: then(taken), failed)

        self._tools.writer.submit(trust_of, read, failed)
