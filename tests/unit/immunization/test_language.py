"""What a rule file can say: each part of the language in an invented edition about invented vaccines."""

import ast
import json
from datetime import date, timedelta
from pathlib import Path

import pytest

import clinic_app.domain.immunization
from clinic_app.domain.immunization.assess import GivenDose, assess
from clinic_app.domain.immunization.facts import Facts, Immunoglobulin
from clinic_app.domain.immunization.reasons import ReasonCode
from clinic_app.domain.immunization.results import Status, VerdictKind
from clinic_app.domain.immunization.rules import rules_from
from clinic_app.services.resource_files import shipped_rules

X = {"source": "X", "confidence": "high"}
BORN = date(2026, 1, 15)
ENGINE = Path(clinic_app.domain.immunization.__file__).parent
VACCINES = {
    "RED": {"series": ["ONE"]},
    "BLUE": {"series": ["ONE"]},
    "GREEN": {"series": ["TWO"], "components": ["leaf"]},
    "LEAF": {"series": ["TWO"], "components": ["leaf", "root"]},
    "ROOT": {"series": ["TWO"], "components": ["root"]},
    "BOTH": {"series": ["ONE", "TWO"], "contains": ["RED", "GREEN"]},
    "LIVE": {"series": ["ONE"], "technology": "live_injected"},
    "ALIVE": {"series": ["TWO"], "technology": "live_injected"},
    "OLD": {"series": ["ONE"], "counted_as": "RED", "legacy": True, "confidence": "medium"},
}


def vaccine(code, says):
    return {
        "code": code, "name": code, "short_name": code, "national_code": "", "route": "IM", "volume": "0.5 mL",
        "sites": ["left_thigh"], "technology": "inactivated", "paid": False,
        "covering": [{"series": series} for series in says["series"]], **X,
        **{key: told for key, told in says.items() if key != "series"},
    }  # fmt: skip


def since(at_least, previous="previous", **says):
    return {"since": previous, "at_least": at_least, **says, **X}


def slot(*offer, age="0d", **says):
    return {"offer": [*offer], "min_age": age, **says, **X}


def plan(*doses, name="P", **says):
    return {"id": name, "doses": [*doses], **says, **X}


def rules(slots, *plans, two=None, **edition):
    """Return rules in which the series ONE has these slots and plans, and TWO others or one dose of GREEN."""

    def series(named, plans, **says):
        written = {name: {"rule": name, **one} for name, one in named.items()}
        return {"repeat_after": since("28d"), "slots": written, "plans": [*plans], **says}

    one_says = {key: edition.pop(key) for key in ("self_paid", "course_of") if key in edition}
    written = {
        "edition": "TEST", "title": "test", **X, **edition,
        "series": {
            "ONE": series(slots, plans, **one_says),
            "TWO": two or series({"G": slot("GREEN", "BOTH", "ALIVE")}, [plan("G", name="Q")]),
        },
    }  # fmt: skip
    catalogue = {
        "series": [{"code": code, "name": code, "short_name": code, "nip": True} for code in ("ONE", "TWO")],
        "vaccines": [vaccine(code, says) for code, says in VACCINES.items()],
    }
    files = {"vaccines.json": catalogue, "sources.json": {"X": "invented"}, "TEST.json": written}
    return rules_from({name: json.dumps(said).encode() for name, said in files.items()})


def ask(under, *given, on=date(2027, 1, 15), sex="F", born=BORN, unbegun=False, **facts):
    doses = [GivenDose(id=f"{n:03}", vaccine=code, on=day) for n, (code, day) in enumerate(given)]
    return assess(under, birth_date=born, sex=sex, doses=doses, on=on, facts=Facts(**facts), unbegun=unbegun)


def one(found):
    return found.forecast_of("ONE")


def kinds(found, series="ONE"):
    return [verdict.kind.value for verdict in found.verdicts if verdict.series == series]


def test_of_several_intervals_the_one_that_ends_last_decides():
    third = slot("RED", intervals=[since("60d"), since("4m", "dose", number=1), since("30d", "last", of=["GREEN"])])
    under = rules({"A": slot("RED"), "B": slot("RED"), "C": third}, plan("A", "B", "C"))
    first, second = date(2026, 3, 1), date(2026, 4, 1)

    assert one(ask(under, ("RED", first), ("RED", second))).earliest == date(2026, 7, 1)
    assert one(ask(under, ("RED", first), ("RED", date(2026, 6, 1)))).earliest == date(2026, 7, 31)
    green = ("GREEN", date(2026, 8, 1))
    assert one(ask(under, ("RED", first), ("RED", second), green)).earliest == date(2026, 8, 31)


def test_a_plan_begins_and_ends_with_an_age():
    under = rules(
        {"A": slot("RED", age="2m")},
        plan("A", before_age="1y"),
        plan(name="OLD", from_age="1y", outcome="closed", reason="not_indicated"),
    )

    assert one(ask(under, on=date(2026, 3, 14))).status is Status.WAITING
    assert one(ask(under, on=date(2026, 3, 15))).status is Status.DUE
    assert one(ask(under, on=date(2027, 1, 14))).status is Status.DUE
    assert one(ask(under, on=date(2027, 1, 15))).status is Status.CLOSED


def test_each_product_has_a_window_of_its_own():
    ages = {"RED": {"min_age": "6w", "before_age": "13w", **X}, "BLUE": {"min_age": "2m", "before_age": "3y", **X}}
    under = rules({"A": slot("RED", "BLUE", age="6w", own_ages=ages)}, plan("A"))

    assert one(ask(under, on=BORN)).vaccines == ("RED",)
    assert one(ask(under, on=BORN + timedelta(90))).vaccines == ("RED", "BLUE")
    assert one(ask(under, on=BORN + timedelta(91))).vaccines == ("BLUE",)
    assert kinds(ask(under, ("RED", BORN + timedelta(90)))) == ["valid"]
    late = ask(under, ("RED", BORN + timedelta(91)))
    assert [r.code for v in late.verdicts for r in v.reasons] == [ReasonCode.AFTER_LABEL_AGE]


def test_a_product_may_have_intervals_of_its_own():
    ages = {"BLUE": {"min_age": "0d", "intervals": [since("7d")], **X}}
    second = slot("RED", "BLUE", intervals=[since("28d")], own_ages=ages)
    under = rules({"A": slot("RED", "BLUE"), "B": second}, plan("A", "B"))
    day = date(2026, 3, 1)

    assert kinds(ask(under, ("RED", day), ("BLUE", day + timedelta(7)))) == ["valid", "valid"]
    assert kinds(ask(under, ("RED", day), ("RED", day + timedelta(27)))) == ["valid", "invalid"]


def test_a_dose_is_left_out_by_count():
    skipped = slot("RED", skip_when=[{"counted": ["BLUE"], "at_least": 1}])
    under = rules({"A": slot("RED", "BLUE"), "B": skipped}, plan("A", "B"))

    assert one(ask(under, ("BLUE", date(2026, 3, 1)))).status is Status.COMPLETE
    assert one(ask(under, ("RED", date(2026, 3, 1)))).number == 2


@pytest.mark.parametrize(("first", "total"), [(date(2026, 7, 14), 3), (date(2026, 7, 15), 1)])
def test_who_begins_later_needs_fewer_doses(first, total):
    under = rules(
        {"A": slot("RED"), "B": slot("RED", intervals=[since("28d")])},
        plan("A", "B", "B", name="EARLY", begun_before="6m"),
        plan("A", name="LATE", begun_from="6m"),
    )

    found = one(ask(under, ("RED", first), on=date(2027, 1, 15)))

    assert (found.total, found.status is Status.COMPLETE) == (total, total == 1)


@pytest.mark.parametrize(
    ("who", "doses"),
    [
        ({"mother_hbsag": "positive", "birth_weight_g": 1999}, 4),
        ({"mother_hbsag": "positive", "birth_weight_g": 2000}, 3),
        ({"mother_hbsag": "negative", "birth_weight_g": 1999}, 3),
        ({"sex": "M"}, 2),
        ({"born": date(2025, 12, 31)}, 1),
    ],
)
def test_plans_are_chosen_by_facts_sex_and_cohort(who, doses):
    light = [{"fact": "mother_hbsag", "in": ["positive", "unknown"]}, {"fact": "birth_weight_g", "below": 2000}]
    under = rules(
        {"A": slot("RED")},
        plan("A", "A", "A", "A", name="LIGHT", when=light),
        plan("A", "A", name="BOYS", when=[{"fact": "sex", "in": ["M"]}]),
        plan("A", name="OLDER", when=[{"born_before": "2026-01-01"}]),
        plan("A", "A", "A"),
    )

    assert one(ask(under, **who)).total == doses


def test_what_was_begun_with_decides_how_it_goes_on():
    under = rules(
        {"A": slot("RED", "BLUE"), "R": slot("RED"), "B": slot("BLUE")},
        plan("A", "B", "B", name="BLUE", given=[{"counted": ["BLUE"], "at_least": 1}]),
        plan("A", "R"),
    )
    day = date(2026, 3, 1)

    assert (one(ask(under, ("BLUE", day))).vaccine, one(ask(under, ("BLUE", day))).total) == ("BLUE", 3)
    assert one(ask(under, ("RED", day))).vaccine == "RED"
    assert kinds(ask(under, ("BLUE", day), ("RED", date(2026, 6, 1)))) == ["valid", "unknown"]


def test_components_are_counted_until_each_has_been_given_often_enough():
    target = [{"component": "leaf", "at_least": 2}, {"component": "root", "at_least": 1}]
    two = {
        "repeat_after": since("28d"),
        "slots": {
            "F": {"rule": "F", **slot("LEAF", counts=["GREEN"])},
            "N": {"rule": "N", **slot("LEAF", counts=["GREEN"], skip_when=target)},
        },
        "plans": [plan("F", "F", "N", name="C", adds_components=["ROOT"])],
    }
    under = rules({"A": slot("RED")}, plan("A"), two=two)
    days = [date(2026, month, 1) for month in (3, 5, 7, 9)]
    greens = [("GREEN", day) for day in days[:2]]

    assert ask(under, *greens).forecast_of("TWO").number == 3
    assert ask(under, *greens, ("ROOT", days[2])).forecast_of("TWO").status is Status.COMPLETE
    assert kinds(ask(under, *greens, ("ROOT", days[2])), "TWO") == ["valid", "valid", "extra"]
    assert ask(under, ("LEAF", days[0]), ("GREEN", days[1])).forecast_of("TWO").status is Status.COMPLETE


def test_a_combination_fills_each_of_its_series_by_that_series_own_rules():
    under = rules({"A": slot("RED", "BOTH", age="2m")}, plan("A"))

    found = ask(under, ("BOTH", date(2026, 3, 14)))

    assert (kinds(found, "ONE"), kinds(found, "TWO")) == (["invalid"], ["valid"])


def test_one_vaccine_stands_for_another_where_it_is_written():
    under = rules({"A": slot("RED", paid=["BOTH"], counts=["BLUE"])}, plan("A"))
    day = date(2026, 3, 1)

    assert one(ask(under)).vaccines == ("RED", "BOTH")
    assert kinds(ask(under, ("BLUE", day))) == kinds(ask(under, ("BOTH", day))) == ["valid"]
    assert kinds(ask(under, ("LIVE", day))) == ["unknown"]


def test_an_old_vaccine_is_judged_as_the_one_it_stood_for_and_says_so():
    under = rules({"A": slot("RED", age="2m")}, plan("A"))

    [verdict] = ask(under, ("OLD", date(2026, 3, 15))).verdicts

    assert (verdict.kind, verdict.number, verdict.check) == (VerdictKind.VALID, 1, True)
    assert verdict.reasons[0].code is ReasonCode.COUNTED_AS_OLD
    assert kinds(ask(under, ("OLD", date(2026, 3, 14)))) == ["invalid"]


@pytest.mark.parametrize(("apart", "kind"), [(0, "valid"), (27, "invalid"), (28, "valid")])
def test_vaccines_of_one_property_keep_apart_whatever_they_are_called(apart, kind):
    spacing = [{"id": "live", "technology": ["live_injected"], "at_least": "28d", **X}]
    under = rules({"A": slot("RED", "LIVE")}, plan("A"), spacing=spacing)
    day = date(2026, 5, 1)

    found = ask(under, ("LIVE", day), ("ALIVE", day + timedelta(apart)))

    assert kinds(found, "TWO") == [kind]


def test_a_dated_fact_makes_the_vaccines_wait_that_it_concerns():
    waits = [{"id": "w", "fact": "immunoglobulin", "name": "x", "technology": ["live_injected"], "at_least": "3m", **X}]
    under = rules({"A": slot("LIVE")}, plan("A"), waits=waits)
    told = (Immunoglobulin(on=date(2026, 11, 30), kind="IVIG"),)

    found = ask(under, immunoglobulin=told)

    assert one(found).earliest == date(2027, 2, 28)
    assert found.forecast_of("TWO").status is Status.DUE


def test_a_text_goes_with_a_forecast_and_stops_nothing():
    advice = [
        {"id": "hint", "series": ["ONE"], "when": [{"fact": "conditions", "in": ["calm"]}], **X},
        {"id": "after", "series": ["ONE"], "at": "complete", **X},
    ]
    under = rules({"A": slot("RED")}, plan("A"), advice=advice)

    assert (one(ask(under, conditions=("calm", "other"))).advice, one(ask(under)).advice) == (("hint",), ())
    assert one(ask(under, conditions=("calm",))).status is Status.DUE
    assert one(ask(under, ("RED", date(2026, 3, 1)))).advice == ("after",)


def test_a_dose_may_come_again_and_again_and_then_nobody_needs_it():
    yearly = slot("RED", intervals=[since("12m")], voluntary=True)
    under = rules({"A": slot("RED"), "Y": yearly}, plan("A", again="Y"))

    found = one(ask(under, ("RED", date(2026, 3, 1)), ("RED", date(2027, 3, 1)), on=date(2029, 1, 1)))

    assert (found.status, found.number, found.earliest) == (Status.OFFERED, 3, date(2028, 3, 1))


def test_a_fact_begins_a_course_and_begins_another_once_the_first_is_complete():
    under = rules(
        {"A": slot("RED"), "B": slot("RED", intervals=[since("3d")])},
        plan(name="SOON", earlier_before="3m", outcome="closed", reason="booster_not_needed"),
        plan("A", name="AGAIN", earlier_from="3m"),
        plan("A", "B"),
        self_paid=True,
        course_of="rabies_exposure_on",
    )
    bite, course = date(2026, 6, 1), [("RED", date(2026, 6, 1)), ("RED", date(2026, 6, 4))]

    def after(*exposures):
        return one(ask(under, *course, on=exposures[-1], rabies_exposure=exposures))

    assert after(bite, date(2026, 6, 5)).status is Status.CLOSED
    assert after(bite, date(2026, 9, 3)).reason.code is ReasonCode.BOOSTER_NOT_NEEDED
    assert (after(bite, date(2026, 9, 4)).status, after(bite, date(2026, 9, 4)).total) == (Status.DUE, 1)
    assert one(ask(under, *course, on=date(2026, 9, 4), rabies_exposure=(bite,))).status is Status.COMPLETE


def test_two_doses_of_the_first_day_choose_their_own_way():
    ease = {"min_age": "0d", "intervals": [], "same_day": True, **X}
    under = rules(
        {"A": slot("RED"), "B": slot("RED", intervals=[since("3d")], leniency=ease), "Z": slot("RED")},
        plan("A", "Z", name="TWO", given=[{"counted": [], "on_first_day": True, "at_least": 2}]),
        plan("A", "B", "B"),
    )
    day = date(2026, 6, 1)

    assert one(ask(under, ("RED", day), ("RED", day))).status is Status.COMPLETE
    assert kinds(ask(under, ("RED", day), ("RED", day + timedelta(2)))) == ["valid", "invalid"]


def test_a_series_nobody_needs_to_begin_is_offered_on_request_and_does_not_end_with_the_programme():
    under = rules({"A": slot("RED", age="2m"), "B": slot("RED")}, plan("A", "B"), self_paid=True)
    grown_up = date(2046, 1, 15)

    assert one(ask(under)) is None
    assert [line.status for line in ask(under, unbegun=True).unbegun] == [Status.OFFERED]
    assert one(ask(under, ("RED", grown_up), on=grown_up)).number == 2


def _constants(path):
    """Yield the texts written in a module, without its docstrings."""
    tree = ast.parse(path.read_text("utf-8"))
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.value


@pytest.mark.parametrize("path", sorted(ENGINE.glob("*.py")), ids=lambda path: path.stem)
def test_the_engine_knows_no_product_and_no_series_by_name(path):
    shipped = shipped_rules()
    names = {*shipped.vaccines, *(line.code for line in shipped.series)}

    assert names.intersection(_constants(path)) == set()


@pytest.mark.parametrize("path", sorted(ENGINE.glob("*.py")), ids=lambda path: path.stem)
def test_the_engine_runs_nothing_that_a_rule_file_writes(path):
    called = {
        node.func.id
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }

    assert called.isdisjoint({"eval", "exec", "compile", "__import__"})


def test_a_name_in_the_engine_would_be_noticed(tmp_path):
    module = tmp_path / "module.py"
    module.write_text('"""About MMR."""\nx = "MMR"\n', "utf-8")

    assert [*_constants(module)] == ["MMR"]
