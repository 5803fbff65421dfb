"""Reading rule files: bytes into their forms; what does not fit is named by its place, piece by piece."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, get_type_hints

import msgspec

from clinic_app.domain.immunization.edition_file import EditionFile
from clinic_app.domain.immunization.language import Slot
from clinic_app.domain.immunization.overlay_file import OverlayFile
from clinic_app.domain.immunization.plan_language import Plan, SeriesRules
from clinic_app.domain.immunization.rule_problem import RuleProblem, RulesRefused
from clinic_app.domain.immunization.span_codec import read_span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Form = TypeVar("Form")
_UNKNOWN = "contains unknown field"


def decoded(name: str, written: bytes, form: type[Form]) -> Form:
    """Return the file in its form.

    Raises:
        RulesRefused: with a problem for every piece that does not fit.
    """
    try:
        return msgspec.json.decode(written, type=form, dec_hook=read_span)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise RulesRefused(tuple(_problems(name, written, form, error))) from error


def rule_file(name: str, written: bytes) -> EditionFile | OverlayFile:
    """Return an edition or an overlay; which of the two it is, its first field says.

    Raises:
        RulesRefused: it is neither, or does not fit its form.
    """
    keys = _plain(written)
    if not isinstance(keys, dict) or not ({"edition", "overlay"} & keys.keys()):
        decoded(name, written, dict[str, Any])  # names what is wrong with JSON that is none
        what = "neither an edition nor an overlay"
        raise RulesRefused((RuleProblem(name, what, "begin it with `edition` or `overlay` and a name"),))
    return decoded(name, written, OverlayFile) if "overlay" in keys else decoded(name, written, EditionFile)


def name_of(file: EditionFile | OverlayFile) -> str:
    """Return what a file calls itself."""
    return file.edition if isinstance(file, EditionFile) else file.overlay


def _problems(name: str, written: bytes, form: type, error: Exception) -> Iterator[RuleProblem]:
    """Return what is wrong with each piece that does not fit, or with the whole where no piece says more."""
    whole = _plain(written)
    found = list(_wrong_pieces(name, whole)) if isinstance(whole, dict) and form in (EditionFile, OverlayFile) else []
    yield from found or [_worded(name, error)]


def _wrong_pieces(name: str, whole: Mapping[str, Any]) -> Iterator[RuleProblem]:
    form: type[msgspec.Struct] = OverlayFile if "overlay" in whole else EditionFile
    place = str(whole.get("overlay", whole.get("edition", name)))
    fields = get_type_hints(form)
    for key, part in whole.items():
        if key == "series" and isinstance(part, dict):
            for code, rules in part.items():
                yield from _wrong_in_series(f"{place} / {code}", rules)
        elif key in fields:
            yield from _misfit(f"{place} / {key}", part, fields[key])
        else:
            yield _unknown_field(place, key, form)
    for field in msgspec.structs.fields(form):
        if field.required and field.name not in whole:
            yield RuleProblem(place, f"missing required field `{field.name}`", "every statement names its source")


def _wrong_in_series(place: str, rules: object) -> Iterator[RuleProblem]:
    if not isinstance(rules, dict):
        yield RuleProblem(place, "not the rules of a series", "write slots, plans and repeat_after")
        return
    fields = get_type_hints(SeriesRules)
    for key in ("plans", "repeat_after"):
        if key not in rules:
            yield RuleProblem(place, f"missing required field `{key}`", "a series has slots, plans and repeat_after")
    for key, part in rules.items():
        if key == "slots" and isinstance(part, dict):
            for slot, written in part.items():
                yield from _misfit(f"{place} / slot {slot}", written, Slot)
        elif key == "plans" and isinstance(part, list):
            for number, written in enumerate(part, start=1):
                named = written.get("id", number) if isinstance(written, dict) else number
                yield from _misfit(f"{place} / plan {named}", written, Plan)
        elif key in fields:
            yield from _misfit(f"{place} / {key}", part, fields[key])
        else:
            yield _unknown_field(place, key, SeriesRules)


def _misfit(place: str, written: object, form: Any) -> Iterator[RuleProblem]:  # noqa: ANN401 - any form there is
    try:
        msgspec.convert(written, form, dec_hook=read_span)
    except msgspec.MsgspecError as error:
        yield _worded(place, error)


def _worded(place: str, error: Exception) -> RuleProblem:
    """Return msgspec's sentence with its place put to ours."""
    what, _, where = str(error).partition(" - at ")
    inner = where.strip("`").removeprefix("$").removeprefix(".")
    what = what[:1].lower() + what[1:]
    todo = "take the field out, or write it as the language knows it" if _UNKNOWN in what else ""
    if "missing required field `source`" in what or "missing required field `confidence`" in what:
        todo = "every statement names its source and how sure we are of it"
    return RuleProblem(f"{place} / {inner}" if inner else place, what, todo)


def _unknown_field(place: str, key: str, form: type) -> RuleProblem:
    todo = "take the field out, or write it as the language knows it"
    if form is OverlayFile:
        todo = "an overlay adds or strengthens; it has no field that takes away"
    return RuleProblem(place, f"object contains unknown field `{key}`", todo)


def _plain(written: bytes) -> object:
    try:
        return msgspec.json.decode(written)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
