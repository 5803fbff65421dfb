"""Reading the files the program ships: rules, check-lists, fonts, styles; the rules are imported when asked for."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from clinic_app.domain.aefi_codes import AefiCodes
    from clinic_app.domain.booklet.layout import BookletLayout
    from clinic_app.domain.consent_text import ConsentTexts
    from clinic_app.domain.delivery import Storage
    from clinic_app.domain.emergency import AdrenalineTable
    from clinic_app.domain.expiry import ExpiryWords
    from clinic_app.domain.immunization.card_facts import FactWords
    from clinic_app.domain.immunization.dose_remarks import DoseCategories
    from clinic_app.domain.immunization.priorities import Priorities
    from clinic_app.domain.immunization.rules import Rules
    from clinic_app.domain.screening import Checklist

RESOURCES = Path(__file__).parents[2] / "resources"
FONTS = RESOURCES / "fonts"


@functools.cache
def shipped_rule_files() -> Mapping[str, bytes]:
    """Return the rule files that came with this version: editions, sources and the catalogue, by name."""
    files = {path.name: path.read_bytes() for path in sorted((RESOURCES / "schedules").glob("*.json"))}
    catalogue = RESOURCES / "codes" / "vaccines.json"
    return MappingProxyType({**files, catalogue.name: catalogue.read_bytes()})


@functools.cache
def shipped_rules() -> Rules:
    """Return the programme editions and the vaccine catalogue that came with this version.

    Raises:
        RulesRefused: a file contradicts itself; the program must not advise anything then.
    """
    from clinic_app.domain.immunization.rules import rules_from

    return rules_from(shipped_rule_files())


@functools.cache
def rule_sources() -> dict[str, str]:
    """Return by id the documents that the rules cite."""
    import msgspec

    return msgspec.json.decode((RESOURCES / "schedules" / "sources.json").read_bytes(), type=dict[str, str])


@functools.cache
def priorities() -> Priorities:
    """Return what comes first when not everything fits into one day."""
    import msgspec

    from clinic_app.domain.immunization.priorities import Priorities

    return msgspec.json.decode((RESOURCES / "codes" / "priorities.json").read_bytes(), type=Priorities)


@functools.cache
def dose_categories() -> DoseCategories:
    """Return the conventions by which doses are called booster, emergency or timely."""
    from clinic_app.domain.immunization.dose_remarks import categories_from

    return categories_from((RESOURCES / "codes" / "dose_categories.json").read_bytes())


@functools.cache
def health_fact_words() -> FactWords:
    """Return the codes of the words in which facts of health are written on a card."""
    import msgspec

    return msgspec.json.decode((RESOURCES / "codes" / "health_facts.json").read_bytes(), type=dict[str, dict[str, str]])


@functools.cache
def screening_checklist(questions: int = 0) -> Checklist:
    """Return the list of the screening that has so many questions; the usual one when none has."""
    import msgspec

    from clinic_app.domain.screening import Checklist

    folder = RESOURCES / "checklists"
    path = folder / f"screening_{questions}.json"
    return msgspec.json.decode((path if path.exists() else folder / "screening.json").read_bytes(), type=Checklist)


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


@functools.cache
def expiry_words() -> ExpiryWords:
    """Return the words that cartons print before their expiry."""
    import msgspec

    from clinic_app.domain.expiry import ExpiryWords

    return msgspec.json.decode((RESOURCES / "codes" / "expiry_words.json").read_bytes(), type=ExpiryWords)


@functools.cache
def storage_temperatures() -> Storage:
    """Return the temperatures vaccine may travel and be kept at."""
    import msgspec

    from clinic_app.domain.delivery import Storage

    return msgspec.json.decode((RESOURCES / "codes" / "storage.json").read_bytes(), type=Storage)


@functools.cache
def aefi_codes() -> AefiCodes:
    """Return the code lists of adverse events, with their source."""
    import msgspec

    from clinic_app.domain.aefi_codes import AefiCodes

    return msgspec.json.decode((RESOURCES / "codes" / "aefi.json").read_bytes(), type=AefiCodes)


@dataclass(frozen=True, slots=True)
class ShippedLayouts:
    """Editions of the booklet that came with this version; `broken` names the files that cannot be read."""

    layouts: tuple[BookletLayout, ...]
    broken: tuple[str, ...]


@functools.cache
def shipped_layouts() -> ShippedLayouts:
    """Return the models of booklets; one broken file does not take the others with it."""
    return layouts_in(RESOURCES / "booklets")


def layouts_in(folder: Path) -> ShippedLayouts:
    """Return the layouts of a folder, the newest edition first (its year ends the file's name); none without it."""
    from clinic_app.domain.booklet.layout_file import LayoutUnreadable, layout_from

    layouts, broken = [], []
    for path in sorted(folder.glob("*.toml"), key=_year, reverse=True):
        try:
            layouts.append(layout_from(path.read_bytes()))
        except (LayoutUnreadable, OSError):
            broken.append(path.name)
    return ShippedLayouts(tuple(layouts), tuple(broken))


def _year(path: Path) -> str:
    return path.stem.rpartition("_")[2]


@functools.cache
def vaccine_english() -> dict[str, str]:
    """Return the English names of vaccines by code, for travel."""
    import msgspec

    written = msgspec.json.decode((RESOURCES / "codes" / "vaccine_english.json").read_bytes())
    return dict(written["names"])


@functools.cache
def class_list_words() -> dict[str, list[str]]:
    """Return the captions by which the columns of a class list are told."""
    import msgspec

    written = (RESOURCES / "codes" / "class_list_words.json").read_bytes()
    return msgspec.json.decode(written, type=dict[str, list[str]])
