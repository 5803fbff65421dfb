"""Reading the files the program ships: rules, check-lists, fonts, styles; the rules are imported when asked for."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from clinic_app.domain.immunization.rules import Rules
    from clinic_app.domain.screening import Checklist

RESOURCES = Path(__file__).parents[2] / "resources"
FONTS = RESOURCES / "fonts"


@functools.cache
def shipped_rules() -> Rules:
    """Return the programme editions and the vaccine catalogue that came with this version.

    Raises:
        RulesRefused: a file contradicts itself; the program must not advise anything then.
    """
    from clinic_app.domain.immunization.rules import rules_from

    files = {path.name: path.read_bytes() for path in sorted((RESOURCES / "schedules").glob("*.json"))}
    catalogue = RESOURCES / "codes" / "vaccines.json"
    return rules_from({**files, catalogue.name: catalogue.read_bytes()})


@functools.cache
def screening_checklist() -> Checklist:
    """Return the questions of the screening with their thresholds."""
    import msgspec

    from clinic_app.domain.screening import Checklist

    return msgspec.json.decode((RESOURCES / "checklists" / "screening.json").read_bytes(), type=Checklist)
