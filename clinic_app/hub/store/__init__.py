"""The county's store: one set of tables and one way to write them, on whichever engine carries it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.hub.store.clinics import ClinicLine, ClinicTables, DeviceLine, DeviceState
from clinic_app.hub.store.entries import EntryTables, Staged, Verdict
from clinic_app.hub.store.packages import PackageTables
from clinic_app.hub.store.pending import PendingTables
from clinic_app.hub.store.people import PeopleTables
from clinic_app.hub.store.streams import StreamTables, Tip, stream_receipt

if TYPE_CHECKING:
    from clinic_app.hub.ground import Ground

__all__ = ["ClinicLine", "DeviceLine", "DeviceState", "Staged", "Store", "Tip", "Verdict", "stream_receipt"]


class Store(ClinicTables, StreamTables, EntryTables, PendingTables, PeopleTables, PackageTables):
    """Reads and writes the county's tables; every method that writes runs inside the transaction of its caller."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
