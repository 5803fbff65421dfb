"""What a slot of a rule file says and must not say: labels beside leniency, and slots that may be skipped."""

import json
from datetime import date

import pytest
from rule_samples import shipped_files

from clinic_app.domain.immunization.assess import GivenDose, assess
from clinic_app.domain.immunization.reasons import ReasonCode
from clinic_app.domain.immunization.results import VerdictKind
from clinic_app.domain.immunization.rules import RulesRefused, rules_from

LABEL = {"min_age": "16y", "source": "K", "confidence": "high"}
EDITION = "NIP-2021+DTP2025.json"


def rules_changed(name, change):
    written = json.loads(shipped_files()[name])
    change(written)
    return rules_from({**shipped_files(), name: json.dumps(written).encode()})


def verdict_at_ten(rules, vaccine):
    answer = assess(
        rules,
        birth_date=date(2016, 1, 1),
        sex="F",
        doses=[GivenDose(id="1", vaccine=vaccine, on=date(2026, 1, 1))],
        on=date(2026, 1, 1),
    )
    [verdict] = answer.verdicts
    return verdict.kind, [reason.code for reason in verdict.reasons]


def test_leniency_does_not_soften_the_age_on_a_products_label():
    def nine_valent_from_sixteen(written):
        written["series"]["HPV"]["slots"]["HPV-1"]["own_ages"] = {"HPV9": LABEL}

    rules = rules_changed(EDITION, nine_valent_from_sixteen)

    assert verdict_at_ten(rules, "HPV9") == (VerdictKind.INVALID, [ReasonCode.TOO_YOUNG])
    assert verdict_at_ten(rules, "HPV2") == (VerdictKind.VALID, [ReasonCode.COUNTED_LENIENTLY])


@pytest.mark.parametrize("doses", [[0, 1, 3, 2, 4], [3, 0, 1, 2, 4]])
def test_a_slot_that_may_be_skipped_must_not_stand_before_one_that_is_always_asked_for(doses):
    def reordered(written):
        plan = next(plan for plan in written["series"]["DTP"]["plans"] if plan["id"] == "DTP-YOUNG")
        plan["doses"] = [plan["doses"][number] for number in doses]

    with pytest.raises(RulesRefused, match=r"DTP-YOUNG / doses: slot DTP-4 may be skipped and DTP-[13] not with it"):
        rules_changed("NIP-2021.json", reordered)


def test_slots_skipped_for_different_reasons_are_refused():
    def another_reason(written):
        slots = written["series"]["DTP"]["slots"]
        slots["DTP-5-2021"]["skip_when"] = [{"counted": ["DTaP"], "at_least": 4}]

    with pytest.raises(RulesRefused, match="slot DTP-4 may be skipped and DTP-5-2021 not with it"):
        rules_changed("NIP-2021.json", another_reason)
