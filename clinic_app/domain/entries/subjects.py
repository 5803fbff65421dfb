"""Names of the subjects an entry can be about."""

from __future__ import annotations

CLINIC = "clinic"


def person_subject(person_id: str) -> str:
    """Return the subject of a person's entries."""
    return f"person:{person_id}"


def lot_subject(lot_id: str) -> str:
    """Return the subject of a lot's entries."""
    return f"lot:{lot_id}"


def device_subject(device_id: str) -> str:
    """Return the subject of a workstation's entries."""
    return f"device:{device_id}"


def subject_kind(subject: str) -> str:
    """Return `person`, `lot`, `clinic` or `device`."""
    return subject.partition(":")[0]


def subject_id(subject: str) -> str:
    """Return the id after the colon, empty for the clinic."""
    return subject.partition(":")[2]
