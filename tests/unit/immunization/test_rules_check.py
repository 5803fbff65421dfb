"""`clinic-app rules check` refuses what contradicts itself, each time with the place in the file and what to do."""

import json
import re
from datetime import date

import pytest
from click.testing import CliRunner
from enrolment_samples import SIGNING_KEY, SIGNING_PUBLIC, fingerprint
from pack_samples import CASE
from rule_samples import an_overlay, free_varicella, rules_with, series, shipped_files, third_mmr
from rule_samples import slot as a_slot

from clinic_app.app.commands.rules import rules
from clinic_app.domain.immunization.assess import assess
from clinic_app.domain.immunization.growing_up import first_choice, grow_up, preferring
from clinic_app.domain.immunization.results import Status
from clinic_app.domain.immunization.rule_review import ReviewStopped
from clinic_app.domain.immunization.told_apart import Kind
from clinic_app.exchange.keys import signing_key_file
from clinic_app.exchange.rule_pack import opened_rule_pack
from clinic_app.services.resource_files import shipped_rules
from clinic_app.services.rule_review import problems_in_files

NAME = "NIP-2026.json"
CONV = {"source": "CONV", "confidence": "medium"}
IPV_AT_BIRTH = {
    "id": "mine-1", "rule": "POLIO-1", "rule_set": "NIP-2026", "birth_date": "2026-01-15", "sex": "M", "history": [],
    "as_of": "2026-03-15", "scope": ["Polio"], "expect": {"due": [{"series": "Polio", "dose": 1, "vaccine": "IPV"}]},
}  # fmt: skip


def edition(change=lambda written: None):
    written = json.loads(shipped_files()[NAME])
    change(written)
    return {NAME: json.dumps(written).encode()}


def sentences(files):
    return [problem.sentence for problem in problems_in_files(files)]


def interval(at_least, since="previous", **says):
    return {"since": since, "at_least": at_least, **says, **CONV}


def polio(written):
    return written["series"]["Polio"]


def mena(written):
    return written["series"]["MenA"]


def slot(written, name):
    return {**polio(written)["slots"], **mena(written)["slots"]}[name]


def plan(written, name):
    return next(one for code in ("Polio", "MenA") for one in written["series"][code]["plans"] if one["id"] == name)


def put(name, **says):
    """Return a change that writes fields into a slot."""
    return lambda written: slot(written, name).update(says)


def write(name, **says):
    """Return a change that writes fields into a plan."""
    return lambda written: plan(written, name).update(says)


def condition(*conditions):
    return write("POLIO", when=list(conditions))


def late_menc(written):
    plan(written, "MENA")["before_age"] = plan(written, "MENA-TOO-OLD")["from_age"] = "36m"
    slot(written, "MENA-2").update(min_age="24m", offer=["MPCV-AC"], finish_before={"age": "36m", **CONV})


def a_case(**says):
    return lambda written: written.update(cases=[{**IPV_AT_BIRTH, **says}])


SEX = {"fact": "sex", "in": ["M"]}
PLANTED = {
    "an unknown field": (put("POLIO-1", colour="red"), "NIP-2026 / Polio / slot POLIO-1: .*unknown field `colour`"),
    "a missing source": (lambda w: slot(w, "POLIO-1").pop("source"), "slot POLIO-1: .*`source`; every statement names"),
    "a source nobody lists": (put("POLIO-1", source="S99"), "slot POLIO-1: unknown source S99; list it"),
    "no span": (put("POLIO-1", min_age="two months"), "slot POLIO-1 / min_age: not a span"),
    "an unknown vaccine": (put("POLIO-1", offer=["XYZ"]), "slot POLIO-1: unknown vaccine XYZ"),
    "no source of an interval": (put("POLIO-2", intervals=[{"since": "previous", "at_least": "28d"}]),
                                 r"slot POLIO-2 / intervals.*`source`"),
    "minimum age after finish-before": (put("POLIO-3", min_age="13m"),
                                        r"dose 3 \(slot POLIO-3\) / finish_before: .* the window can never be met"),
    "a deadline that nobody can meet": (put("POLIO-2-TWO-IPV", intervals=[interval("10m")]),
                                        r"plan POLIO / dose 3 .*cannot be finished before 12m, however early"),
    "minimum age after the maximum": (put("MENA-2", min_age="24m"), "dose 2 .*min_age 24m is not before .* 24m"),
    "a dose that cannot be reached": (put("MENA-2", intervals=[interval("19m")]),
                                      "dose 2 .*cannot be reached before the plan's before_age 24m"),
    "interval longer than the window": (put("POLIO-4", intervals=[interval("2m", at_most="1m")]),
                                        "slot POLIO-4 / interval 1: .*no day satisfies both"),
    "counting from a later dose": (put("MENA-2", intervals=[interval("3m"), interval("1m", "dose", number=2)]),
                                   "counts from dose 2, which is not before it"),
    "counting from a dose without a number": (put("MENA-2", intervals=[interval("3m", "dose")]),
                                              "interval 1 / number: counts from a dose without a number"),
    "counting from no vaccine": (put("MENA-2", intervals=[interval("3m", "last")]), "last dose of no vaccine"),
    "late after a later dose": (put("MENA-1", finish_before={"age": "3m", "since_dose": 1, **CONV}),
                                "finish_before: counts from dose 1, which is not before it"),
    "an age that nobody has": (write("MENA", from_age="24m"), "plan MENA: from 24m and before 24m: nobody"),
    "a cohort that nobody is of": (condition({"born_from": "2026-01-01", "born_before": "2025-01-01"}),
                                   "plan POLIO / when: born from 2026-01-01 and before 2025-01-01: nobody is"),
    "two conditions that exclude each other": (condition(SEX, {"fact": "sex", "in": ["F"]}), "cannot hold together"),
    "what is preferred and not offered": (put("POLIO-1", prefer=[{"vaccine": "bOPV", "when": []}]),
                                          "slot POLIO-1 / prefer: bOPV is preferred and not offered"),
    "the age of a vaccine not taken": (put("POLIO-1", own_ages={"MMR": {"min_age": "8m", **CONV}}),
                                       "MMR has an age of its own and is not taken"),
    "a product that is never of the right age": (
        put("POLIO-4", own_ages={"IPV": {"min_age": "5y", "before_age": "5y", **CONV}}),
        "slot POLIO-4 / own_ages / IPV: from 60m and before 60m: it can never be given"),
    "a product whose interval is longer than its window": (
        put("POLIO-4", own_ages={"IPV": {"min_age": "4y", "intervals": [interval("2m", at_most="1m")], **CONV}}),
        "slot POLIO-4 / own_ages / IPV / interval 1: .*no day satisfies both"),
    "a vaccine that is offered and not allowed": (
        write("MENA", not_allowed=[{"vaccine": "MPSV-A", "action": "not_indicated"}]),
        "plan MENA / not_allowed: MPSV-A is offered by a dose of this plan, and not allowed"),
    "a vaccine of another series": (put("POLIO-1", offer=["MMR"]), "MMR does not fill the series Polio"),
    "a vaccine in two lists": (put("POLIO-1", counts=["IPV", "bOPV", "tOPV"]), "IPV stands in two lists"),
    "leniency for nothing": (put("POLIO-4", leniency={"min_age": "4y", **CONV}), "leniency: 48m is no younger"),
    "a plan that gives no dose": (lambda w: (polio(w)["plans"].append({"id": "X", **CONV})),
                                  "plan X / doses: gives, and has no dose"),
    "a plan that closes and does not say why": (lambda w: plan(w, "MENA-TOO-OLD").pop("reason"),
                                                "plan MENA-TOO-OLD / reason: says closed and not why"),
    "a plan behind one that takes everybody": (lambda w: polio(w)["plans"].reverse(),
                                               "plan POLIO-TOPV-2026: nobody comes to this plan: POLIO before it"),
    "a dose after the end of the programme": (lambda w: w.update(catch_up_before={"age": "3y", **CONV}),
                                              "dose 4 .*cannot be reached before the programme ends at 36m"),
    "an edition on no edition": (lambda w: w.update(extends="NIP-1900"), "NIP-2026 / extends: .*does not exist"),
    "an edition on another's first day": (lambda w: w.update(effective_from="2025-01-01"), "begins on the same day"),
    "a slot nobody names": (write("MENA", doses=["MENA-1"]), "slot MENA-2: no plan uses slot MENA-2"),
    "a slot nobody wrote": (lambda w: plan(w, "MENA").update(doses=["MENA-9", "MENA-1", "MENA-2"]),
                            "plan MENA / doses: unknown slot MENA-9"),
    "a dose put off for ever": (put("POLIO-4", deferred=True), "NIP-2026 / Polio.*never complete .* a child born"),
    "a dose that never fills its series": (late_menc, "MenA.*(does not count|doses without end)"),
    "a dose that is given and not counted": (write("POLIO", uncounted={"IPV": "component_not_counted"}),
                                             "IPV given on .*as soon as it is offered, does not count .extra"),
    "half of the children without a plan": (lambda w: [one.update(when=[SEX]) for one in mena(w)["plans"]],
                                            r"NIP-2026 / MenA: no plan is meant for a child born [\d-]+ \(F\)"),
    "live vaccines too far apart to fit a childhood": (lambda w: w.update(spacing=[
        {"id": "live-28", "technology": ["live_injected"], "at_least": "17y", **CONV}]), "never complete"),
    "a case answered otherwise": (a_case(as_of="2026-03-14"), "NIP-2026 / case mine-1: due: expected .*IPV.*answered"),
    "a case that cannot be asked": (a_case(sex="?"), "case mine-1: cannot be asked: unknown sex"),
    "a case that expects nothing": (a_case(expect={}), "case mine-1: expects nothing"),
    "a case that expects what no answer has": (a_case(expect={"du": []}), "expects `du`, which no answer has"),
    "a case in another form": (a_case(expect={"due": ["Polio"]}), "`due` is not in the form of a case"),
}  # fmt: skip


@pytest.mark.parametrize(("change", "sentence"), PLANTED.values(), ids=PLANTED.keys())
def test_each_planted_contradiction_is_refused_with_its_sentence(change, sentence):
    found = problems_in_files(edition(change))

    assert any(re.search(sentence, problem.sentence) for problem in found), [problem.sentence for problem in found]
    assert all(problem.place for problem in found)


@pytest.mark.parametrize("name", [name for name in shipped_files() if name.startswith("NIP")])
def test_every_shipped_edition_passes_its_own_check(name):
    assert sentences({name: shipped_files()[name]}) == []


@pytest.mark.parametrize("overlay", [free_varicella(), third_mmr()], ids=["varicella", "mmr"])
def test_an_overlay_that_only_adds_passes(overlay):
    assert sentences({"overlay.json": json.dumps(overlay).encode()}) == []


def test_an_overlay_that_leaves_people_without_a_plan_is_refused():
    cohort = {"id": "W-TT", "when": [{"born_from": "2024-01-01"}]}
    overlay = an_overlay(series={"Other": series(cohort, a_slot("W-TT-1", "TT", "12m"))})

    found = sentences({"overlay.json": json.dumps(overlay).encode()})

    assert any("Other: no plan is meant for a child born 2011-11-09" in sentence for sentence in found)


def test_who_is_left_out_of_a_free_programme_may_still_choose_the_vaccine():
    overlay = free_varicella()
    overlay["series"]["Varicella"]["plans"].pop()
    rules = rules_with(overlay)

    older = assess(rules, birth_date=date(2023, 12, 31), sex="F", doses=[], on=date(2027, 3, 1))
    younger = assess(rules, birth_date=date(2024, 1, 1), sex="F", doses=[], on=date(2027, 3, 1))

    assert sentences({"overlay.json": json.dumps(overlay).encode()}) == []
    assert older.forecast_of("Varicella").status is Status.OFFERED
    assert younger.forecast_of("Varicella").status is Status.OVERDUE


def test_a_right_case_of_the_file_passes():
    assert sentences(edition(a_case())) == []


def test_the_review_tells_how_far_it_is_and_stops_when_told_to():
    heard = []

    def three(done, of):
        heard.append((done, of))
        return done < 3

    with pytest.raises(ReviewStopped):
        problems_in_files(edition(), heard=three)

    assert [done for done, _ in heard] == [1, 2, 3]
    assert heard[0][1] > 100


@pytest.mark.parametrize("written", [b"", b"{", b"[]", b"\xff\xfe", b'{"edition": 1}', b"[" * 100_000, b"{}", b"null"])
def test_bytes_that_are_no_rule_file_are_refused_by_name(written):
    found = problems_in_files({"x.json": written})

    assert found
    assert all(problem.place for problem in found)


def run(path, *arguments):
    return CliRunner().invoke(rules, ["check", str(path), *map(str, arguments)])


def test_the_command_prints_ok_and_exits_with_nought(tmp_path):
    path = tmp_path / "overlay.json"
    path.write_text(json.dumps(third_mmr()), "utf-8")

    answer = run(path)

    assert (answer.exit_code, answer.output) == (0, "OK\n")


def test_the_command_prints_every_problem_with_its_place_and_exits_with_one(tmp_path):
    path = tmp_path / "overlay.json"
    path.write_text(json.dumps(an_overlay(remove=["MMR"], source="W9")), "utf-8")

    answer = run(path)

    assert answer.exit_code == 1
    assert "MACHENG: object contains unknown field `remove`; an overlay adds or strengthens" in answer.output
    assert answer.output.splitlines()[-1] == "REFUSED: 1 problems in overlay.json"


def test_the_command_joins_what_lies_beside_the_file(tmp_path):
    first, second = tmp_path / "a.json", tmp_path / "b.json"
    first.write_text(json.dumps(third_mmr()), "utf-8")
    second.write_text(json.dumps({**third_mmr()}), "utf-8")

    answer = run(first, "--beside", second)

    assert answer.exit_code == 0  # the file takes the place of the one of its name


def test_a_file_that_is_not_there_is_a_wrong_use_of_the_command(tmp_path):
    assert run(tmp_path / "none.json").exit_code == 2


def run_pack(tmp_path, *overlays, cases=()):
    paths = []
    for number, overlay in enumerate(overlays):
        paths.append(tmp_path / f"part-{number}.json")
        paths[-1].write_text(json.dumps(overlay), "utf-8")
    lines, key, out = tmp_path / "cases.jsonl", tmp_path / "county.pem", tmp_path / "NEW.RUL"
    lines.write_text("\n".join(json.dumps(case) for case in cases), "utf-8")
    key.write_bytes(signing_key_file(SIGNING_KEY))
    about = {"sequence": 3, "title": "马城县2027年免疫规则", "issuer": "马城县疾控中心", "issued-on": "2026-11-10"}
    options = {**about, "cases": lines, "key": key, "out": out}
    spelled = [word for name, value in options.items() for word in (f"--{name}", str(value))]
    answer = CliRunner().invoke(rules, ["pack", *map(str, paths), *spelled])
    return answer, out


def test_a_pack_is_made_of_files_that_pass_and_a_clinic_of_the_county_can_open_it(tmp_path):
    answer, out = run_pack(tmp_path, free_varicella(), cases=[CASE])

    assert (answer.exit_code, answer.output) == (0, "NEW.RUL: number 3, 1 files, 1 cases\n")
    pack = opened_rule_pack(out.read_bytes(), SIGNING_PUBLIC)
    assert (pack.sequence, pack.issued_on.isoformat()) == (3, "2026-11-10")
    assert json.loads(pack.files["part-0.json"]) == free_varicella()


def test_no_pack_is_made_of_files_or_cases_that_do_not_pass(tmp_path):
    answer, out = run_pack(tmp_path, an_overlay(remove=["MMR"]))
    wrong, _ = run_pack(tmp_path, an_overlay(), cases=[CASE])

    assert (answer.exit_code, wrong.exit_code, out.exists()) == (1, 1, False)
    assert "unknown field `remove`" in answer.output
    assert "cases / case varicella-1: due: expected" in wrong.output


@pytest.mark.parametrize("wish", ["", "JE-I", "DTaP-IPV/Hib"])
def test_children_who_live_through_the_change_of_editions_are_refused_nothing_and_finish(wish):
    choose = preferring(wish) if wish else first_choice
    births = [date(year, month, 31 if month == 1 else 30) for year in range(2010, 2030, 2) for month in (1, 6, 11)]

    lived = [grow_up(shipped_rules(), Kind(born=born, sex="F"), choose) for born in births]

    assert [(one.kind.born, one.refused, one.unfinished) for one in lived if one.refused or one.unfinished] == []


def test_a_pack_is_reviewed_like_its_files_and_names_the_key_that_signed_it(tmp_path):
    _, out = run_pack(tmp_path, free_varicella(), cases=[CASE])
    right = run(out)
    out.write_bytes(out.read_bytes()[:-1])
    wrong = run(out)

    assert (right.exit_code, right.output.splitlines()[1:]) == (0, ["OK"])
    assert right.output.startswith(f"number 3, signed by {' '.join(fingerprint())}: compare")
    assert (wrong.exit_code, wrong.output.splitlines()[-1]) == (1, "REFUSED: 1 problems in NEW.RUL")
