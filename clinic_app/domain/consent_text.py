"""The texts of informed consent (知情同意书): versioned, one for each vaccine, and one that holds for all."""

from __future__ import annotations

import msgspec

from clinic_app.domain.immunization.language import Confidence


class _Written(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One text; a field it does not know is refused.

    Attributes:
        version: unique over all texts; a changed sentence is a new version.
        source: where the facts come from. verified: whether a clinic has compared it with the official text.
    """

    version: str
    source: str
    confidence: Confidence
    verified: bool


class ConsentText(_Written, frozen=True, kw_only=True):
    """What a guardian is told about one vaccine before signing; every sentence is to be read aloud as it stands.

    Attributes:
        vaccine: code of the catalogue.
        disease: the disease in one sentence. effect: what the vaccine does.
        schedule: who gets it and when. reactions: the common ones, and the rare grave ones.
        contraindications: 禁忌. cautions: what to mind before and after, of this vaccine alone.
        cost: free or paid.
        choices: boxes to tick, one of which the guardian chooses; empty when there is nothing to choose.
    """

    vaccine: str
    disease: str
    effect: str
    schedule: str
    reactions: str
    contraindications: tuple[str, ...]
    cautions: tuple[str, ...] = ()
    cost: str
    choices: tuple[str, ...] = ()


class GeneralConsentText(_Written, frozen=True, kw_only=True):
    """What holds for every vaccine of a visit and is printed once.

    Attributes:
        precautions: before, during the thirty minutes, at home.
        compensation: what happens when an abnormal reaction is found. privacy: what becomes of the record.
        declaration: the sentence that is signed.
        health_questions: versions of the check-lists whose answers the form may repeat.
        without_text: vaccines nobody can give any more -> why; they need no text.
    """

    precautions: tuple[str, ...]
    compensation: str
    privacy: str
    declaration: str
    health_questions: tuple[str, ...]
    without_text: dict[str, str]


class PaidChoiceText(_Written, frozen=True, kw_only=True):
    """What a guardian signs who takes a paid vaccine in the place of the free one (自愿自费选择)."""

    statements: tuple[str, ...]
    declaration: str


class ConsentTexts(msgspec.Struct, frozen=True, kw_only=True):
    """All texts of one version of the program."""

    general: GeneralConsentText
    paid_choice: PaidChoiceText
    vaccines: dict[str, ConsentText]

    def version_of(self, vaccine: str) -> str | None:
        """Return the version that a signature for `vaccine` covers, the general part included; None without a text."""
        text = self.vaccines.get(vaccine)
        return f"{text.version}+{self.general.version}" if text else None
