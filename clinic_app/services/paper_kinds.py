"""Every kind of paper this program prints, and the sizes each is made for (打印中心)."""

from __future__ import annotations

from dataclasses import dataclass

A3, A4, A5, ROLL_80, ROLL_58, OWN = "a3", "a4", "a5", "roll_80", "roll_58", "own"
LABEL_60 = "label_60"
ROLLS = frozenset({ROLL_80, ROLL_58, LABEL_60})


@dataclass(frozen=True, slots=True)
class PaperKind:
    """One kind of paper.

    Attributes:
        code: also the name of its file in the outbox; lower-case ASCII words.
        papers: the sizes it can be made for, the usual one first; `OWN` is a printed form with a size of its own.
        forms: the papers of this kind that look different; "" is the only one, or the one without a name of its own.
    """

    code: str
    papers: tuple[str, ...]
    forms: tuple[str, ...] = ("",)

    @property
    def usual(self) -> str:
        """The size while nobody has chosen another."""
        return self.papers[0]


KINDS: dict[str, PaperKind] = {
    kind.code: kind
    for kind in (
        PaperKind("observation_slip", (ROLL_80, ROLL_58)),
        PaperKind("appointment_slip", (ROLL_80, ROLL_58, A5)),
        PaperKind("consent", (A4,)),
        PaperKind("paid_choice", (A5,)),
        PaperKind("advice", (A5,), ("", "certificate")),
        PaperKind("error_notice", (A4,)),
        PaperKind("aefi_card", (A4,)),
        PaperKind("emergency_card", (A4,)),
        PaperKind("certificate", (A4,), ("record", "travel", "school", "transfer", "card", "class")),
        PaperKind("booklet", (OWN,), ("", "test_page")),
        PaperKind("notice", (A5, A4)),
        PaperKind("broadcast", (A4,)),
        PaperKind("number_ticket", (ROLL_80, ROLL_58)),
        PaperKind("screening_notice", (A5, A4)),
        PaperKind("register", (A4,)),
        PaperKind("sign", (A3, A4)),
        PaperKind("label", (A4, LABEL_60)),
    )
}


SIZES_MM = {
    A3: (297, 420),
    A4: (210, 297),
    A5: (148, 210),
    ROLL_80: (80, 75),
    ROLL_58: (58, 75),
    LABEL_60: (60, 75),
    OWN: (210, 148),
}
"""Width and height of a sheet of each size; of a roll, those of the sheet to try it with."""


TRIAL = "trial"
"""The form of the sheet to try a printer with: every kind has it."""


def names_of_papers() -> frozenset[str]:
    """Return every paper that can be printed, as the names of files in the outbox begin; all trial sheets are one."""
    named = (f"{kind.code}-{form}" if form else kind.code for kind in KINDS.values() for form in kind.forms)
    return frozenset({*named, TRIAL})


def kind_of(code: str) -> PaperKind:
    """Return the kind; one this version does not know is an A4 sheet."""
    return KINDS.get(code, PaperKind(code, (A4,)))
