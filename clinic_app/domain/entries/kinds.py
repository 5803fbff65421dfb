"""Imports every module of kinds, so that reading an entry finds its body class."""

from clinic_app.domain.entries import (
    access,
    aefi,
    appointments,
    booklet,
    certificates,
    clinic,
    health,
    observation,
    registration,
    stock,
    undo,
    vaccination,
    visit,
)

__all__ = [
    "access",
    "aefi",
    "appointments",
    "booklet",
    "certificates",
    "clinic",
    "health",
    "observation",
    "registration",
    "stock",
    "undo",
    "vaccination",
    "visit",
]
