"""Reading the files the program ships: rules, check-lists, fonts, styles; the rules are imported when asked for."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from clinic_app.domain.consent_text import ConsentTexts
    from clinic_app.domain.emergency import AdrenalineTable
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


@functools.cache
def consent_texts() -> ConsentTexts:
    """Return the texts of informed consent that came with this version, each checked against its form."""
    import msgspec

    from clinic_app.domain.consent_text import ConsentText, ConsentTexts, GeneralConsentText, PaidChoiceText

    folder = RESOURCES / "consents"
    files = sorted((folder / "vaccines").glob("*.json"))
    texts = [msgspec.json.decode(path.read_bytes(), type=ConsentText) for path in files]
    return ConsentTexts(
        general=msgspec.json.decode((folder / "general.json").read_bytes(), type=GeneralConsentText),
        paid_choice=msgspec.json.decode((folder / "paid_choice.json").read_bytes(), type=PaidChoiceText),
        vaccines={text.vaccine: text for text in texts},
    )


@functools.cache
def adrenaline_table() -> AdrenalineTable:
    """Return the rule of the adrenaline dose, with its source."""
    import msgspec

    from clinic_app.domain.emergency import AdrenalineTable

    return msgspec.json.decode((RESOURCES / "emergency" / "adrenaline.json").read_bytes(), type=AdrenalineTable)
