"""The practice clinic's refrigerator."""

import random
from datetime import UTC, date, datetime

from clinic_app.domain.entries.stock import LotCodeLearned, LotReceived
from clinic_app.practice.happening import Scribe
from clinic_app.practice.mint import Mint
from clinic_app.practice.stockroom import Stockroom

TODAY = date(2026, 11, 22)
MORNING = datetime(2026, 11, 5, 0, 0, tzinfo=UTC)


def a_stockroom(*, order_on=()):
    chance = random.Random(7)
    scribe = Scribe(Mint(chance))
    stockroom = Stockroom(chance, scribe, TODAY, "nurse")
    for day in order_on:
        stockroom.order(day, MORNING)
    return stockroom, scribe


def test_an_order_brings_every_vaccine_that_is_in_use():
    _, scribe = a_stockroom(order_on=[date(2026, 11, 5)])

    received = {one.body.vaccine for one in scribe.close_day() if isinstance(one.body, LotReceived)}

    assert received == {
        "BCG", "HepB", "IPV", "bOPV", "DTaP", "MMR", "JE-L", "MPSV-A", "MPSV-AC", "HepA-L", "DTaP-IPV/Hib",
    }  # fmt: skip


def test_vials_of_one_refrigerator_never_bear_the_same_code():
    stockroom, _ = a_stockroom(order_on=[date(2026, 10, 8), date(2026, 11, 5)])

    codes = [vial.code for vaccine in ("MMR", "JE-L") for _ in range(12) if (vial := stockroom.take(vaccine, TODAY))]

    assert len(codes) == 24
    assert len(set(codes)) == 24
    assert all(len(code) == 20 and code.isdecimal() and code.startswith("8") for code in codes)


def test_an_empty_shelf_gives_nothing():
    stockroom, _ = a_stockroom(order_on=[date(2026, 11, 5)])

    taken = [stockroom.take("MMR", TODAY) for _ in range(13)]

    assert [vial is None for vial in taken] == [False] * 12 + [True]


def test_a_vial_put_back_is_the_next_one_taken():
    stockroom, _ = a_stockroom(order_on=[date(2026, 11, 5)])
    vial = stockroom.take("MMR", TODAY)

    stockroom.put_back(vial)

    assert stockroom.take("MMR", TODAY).code == vial.code


def test_what_has_expired_is_not_handed_out():
    stockroom, _ = a_stockroom(order_on=[date(2026, 11, 5)])

    assert stockroom.take("MMR", date(2029, 1, 1)) is None


def test_the_codes_learnt_are_those_of_the_next_vials():
    stockroom, scribe = a_stockroom(order_on=[date(2026, 11, 5)])
    used = stockroom.take("MMR", TODAY)
    scribe.close_day()

    stockroom.learn_codes(TODAY, MORNING)
    learnt = {one.body.code for one in scribe.close_day() if isinstance(one.body, LotCodeLearned)}

    assert used.code not in learnt
    assert stockroom.take("MMR", TODAY).code in learnt
