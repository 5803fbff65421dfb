"""The lines in which people are asked about: their form, and what is refused because it may be misspelt."""

import re
from collections.abc import Iterable, Mapping
from datetime import date as Day
from difflib import get_close_matches
from typing import Annotated, Any

import msgspec

from clinic_app.domain.immunization.facts import Facts, Immunoglobulin, Serology, SkinTest

Measure = Annotated[float, msgspec.Meta(gt=0)]


class DoseLine(msgspec.Struct):
    """A dose given; `product` is a remark."""

    vaccine: str
    date: Day
    product: str | None = None
    accepted: bool = False


class Ppd(msgspec.Struct):
    """A tuberculin test; `read_date` counts, else `date`."""

    result: str
    date: Day | None = None
    read_date: Day | None = None


class Pvt(msgspec.Struct):
    """Serology after the hepatitis B series."""

    date: Day
    hbsag: str
    anti_hbs_mIU_ml: float


class Globulin(msgspec.Struct):
    """An immunoglobulin given."""

    date: Day
    kind: str = ""


class Context(msgspec.Struct):
    """Facts about the person; a missing one is unknown."""

    mother_hbsag: str | None = None
    mother_hiv: str | None = None
    hiv: str | None = None
    birth_weight_g: Measure | None = None
    gestational_weeks: Measure | None = None
    medically_stable: bool | None = None
    hospitalised: bool | None = None
    severe_immunosuppression: bool | None = None
    bcg_scar: bool | None = None
    ppd: Ppd | None = None
    immunoglobulin: list[Globulin] = []
    je_choice: str | None = None
    pvt: Pvt | None = None
    immunodeficiency: str | None = None
    epilepsy: str | None = None
    allergy: str | None = None
    jaundice: str | None = None
    severe_reaction_to: list[str] = []
    contraindicated: list[str] = []
    systemic_steroid_high_dose_stopped: Day | None = None
    temperature_c: float | None = None
    conditions: list[str] = []
    rabies_exposure: list[Day] = []
    rabies_regimen: str | None = None
    anti_b_cell_stopped: Day | None = None
    immunosuppressant_stopped: Day | None = None


class Line(msgspec.Struct):
    """One question. `history` must be there: a child without doses has an empty one."""

    birth_date: Day
    as_of: Day
    history: list[DoseLine]
    id: str | int | None = None
    sex: str | None = None
    rule_set: str | None = None
    context: Context | None = None
    scope: list[str] | None = None

    @property
    def facts(self) -> Context:
        """What is told about the person; nothing where `context` is absent or null."""
        return self.context or Context()


class _Named(msgspec.Struct):
    id: msgspec.Raw = msgspec.Raw(b"null")


class LineRefused(ValueError):
    """The line may not mean what it says."""


_ID = re.compile(rb'\s*\{\s*"id"\s*:\s*("[\w .:/-]*"|\d{1,18})\s*[,}]')
_DECODER = msgspec.json.Decoder(Line)
_MOST_LETTERS = 2  # by which a misspelt key is longer or shorter
# The words of a fact that has only these: another one would forbid nothing, and somebody meant something by it.
_TESTED = ("positive", "negative", "unknown")
_WORDS: dict[str, tuple[str, ...]] = {
    "mother_hbsag": _TESTED,
    "mother_hiv": _TESTED,
    "hiv": ("infected", "exposed_unknown", "exposed_uninfected", "uninfected"),
    "rabies_regimen": ("essen", "zagreb"),
    "ppd": _TESTED[:2],
    "pvt": _TESTED[:2],
}
# Kinds of immunodeficiency that are told apart; another one is taken for `unspecified`, which is on the safe side.
KNOWN_DEFICIENCIES = frozenset(
    "complement primary secondary severe_combined scid antibody b_cell t_cell combined phagocyte thymus unspecified "
    "malignancy_chemotherapy chemotherapy hsct transplant immunosuppressive_therapy radiotherapy none".split()
)
# Keys that are remarks for the reader.
_REMARKS = frozenset(
    {"note", "source_rule", "rule", "calc", "confidence", "ambiguity", "expect", "expect_alternative", "lot", "dose"}
)


def read_line(line: bytes) -> Line:
    """Read one question.

    Raises:
        LineRefused: a key looks like a misspelt one, or a fact has a word that says nothing: it would be passed over;
            or the day asked about is before the birth.
        msgspec.MsgspecError: it is no JSON, or a value has another form.
    """
    question = _DECODER.decode(line)
    written = msgspec.json.decode(line)
    _refuse_misspelt(written, Line.__struct_fields__)
    _refuse_misspelt(written.get("context") or {}, Context.__struct_fields__)
    for dose in written["history"]:
        _refuse_misspelt(dose, DoseLine.__struct_fields__)
    _refuse_empty_words(question.facts)
    if question.as_of < question.birth_date:
        raise LineRefused(f"as_of {question.as_of} is before birth_date {question.birth_date}")
    return question


def _refuse_empty_words(context: Context) -> None:
    said = msgspec.structs.asdict(context)
    said["ppd"] = context.ppd and context.ppd.result
    said["pvt"] = context.pvt and context.pvt.hbsag
    for fact, words in _WORDS.items():
        if said[fact] is not None and said[fact] not in words:
            raise LineRefused(f"unknown word `{said[fact]}` for `{fact}`; it is one of {', '.join(words)}")


def _refuse_misspelt(written: Mapping[str, Any], known: Iterable[str]) -> None:
    """Refuse a key that is nearly one of the known; one that is nothing of the kind is somebody's remark."""
    names = [*known]
    for key in written.keys() - _REMARKS - {*names}:
        meant = get_close_matches(key.lower(), names, n=1, cutoff=0.75)
        if meant and abs(len(key) - len(meant[0])) <= _MOST_LETTERS:
            raise LineRefused(f"unknown key `{key}`, is `{meant[0]}` meant?")


def name_of(line: bytes) -> object:
    """Return the id of a line that could otherwise not be read, cut off lines among them, or None."""
    try:
        return msgspec.json.decode(msgspec.json.decode(line, type=_Named).id)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        written = _ID.match(line)
        return msgspec.json.decode(written[1]) if written else None


def facts_of(context: Context) -> Facts:
    """Return the facts of a question as the rules know them."""
    plain = msgspec.structs.asdict(context)
    ppd, pvt = context.ppd, context.pvt
    read_on = None if ppd is None else ppd.read_date or ppd.date
    plain["ppd"] = None if ppd is None or read_on is None else SkinTest(read_on=read_on, result=ppd.result)
    plain["pvt"] = None if pvt is None else Serology(on=pvt.date, hbsag=pvt.hbsag, anti_hbs_miu_ml=pvt.anti_hbs_mIU_ml)
    plain["immunoglobulin"] = tuple(Immunoglobulin(on=g.date, kind=g.kind) for g in context.immunoglobulin)
    plain["severe_reaction_to"] = tuple(context.severe_reaction_to)
    if context.immunodeficiency is not None and context.immunodeficiency not in KNOWN_DEFICIENCIES:
        plain["immunodeficiency"] = "unspecified"
    for name in ("contraindicated", "conditions", "rabies_exposure"):
        plain[name] = tuple(plain[name])
    return Facts(**plain)
