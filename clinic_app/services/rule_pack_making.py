"""Making a rule pack (规则包) out of rule files: what the county does, and `clinic-app rules pack`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.domain.immunization.rule_review import go_on
from clinic_app.exchange.keys import public_bytes_of
from clinic_app.exchange.rule_pack import RulePack, RulePart, rule_pack_file
from clinic_app.services.rule_failures import PackFailsHere
from clinic_app.services.rule_review import problems_in_files

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from uuid import UUID

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from clinic_app.domain.immunization.rule_review import Heard


def made_pack(
    files: Mapping[str, bytes],
    cases: Sequence[str],
    signing_key: Ed25519PrivateKey,
    *,
    pack_id: UUID,
    sequence: int,
    title: str,
    issuer: str,
    issued_on: date,
    heard: Heard = go_on,
) -> bytes:
    """Review rule files with the rules this version brings and return them as one signed pack.

    Args:
        files: editions and overlays, by name.
        cases: questions with the answers expected, one JSON object each.
        signing_key: the county's.
        pack_id: of this pack alone.
        sequence: higher than in every earlier pack of this key.
        title: what people call it.
        issuer: who issues it.
        issued_on: the day of issue.
        heard: told how far the review has come; False stops it.

    Raises:
        PackFailsHere: a file or a case does not pass.
        RulePackUnusable: no clinic could use it: too large, or words and names that contradict the format.
        ReviewStopped: `heard` said so.
    """
    problems = problems_in_files(files, heard=heard, cases=cases)
    if problems:
        raise PackFailsHere(tuple(problem.sentence for problem in problems))
    pack = RulePack(
        format=1,
        id=pack_id,
        sequence=sequence,
        title=title,
        issuer=issuer,
        issued_on=issued_on,
        signing_key=public_bytes_of(signing_key).hex(),
        parts=tuple(RulePart(name=name, text=written.decode()) for name, written in files.items()),
        cases=tuple(cases),
    )
    return rule_pack_file(pack, signing_key)
