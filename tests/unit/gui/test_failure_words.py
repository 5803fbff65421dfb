"""Every failure of the services is told to the nurse in words, with what to do next."""

from datetime import date

import pytest

from clinic_app.domain.booklet.layout_check import LayoutFault, LayoutProblem
from clinic_app.gui.wording.failures import failure_words, has_words
from clinic_app.services import (
    aftermath_failures,
    booklet_failures,
    card_failures,
    certificate_failures,
    failures,
    online,
    print_failures,
    reconciliation,
    rule_failures,
    stock_failures,
)
from clinic_app.services.resource_files import shipped_rules


def every_failure():
    found, todo = [], [failures.WishRefused]
    while todo:
        failure = todo.pop()
        found.append(failure)
        todo += failure.__subclasses__()
    return sorted(found, key=lambda failure: failure.__name__)


def a_failure(kind):
    samples = {
        stock_failures.UnknownLot: ("lot",),
        stock_failures.LotStateOther: ("A1",),
        stock_failures.MoreThanOnHand: ("A1", 3, 2),
        stock_failures.DeliveryIncomplete: (("vials", "celsius_order"),),
        stock_failures.DeliveryRefused: ("temperature",),
        stock_failures.LotReceivedBefore: ("lot", "A1", 20),
        stock_failures.LotDiffers: ("A1", ("expires_on",)),
        stock_failures.CodeOfOtherLot: ("8", "A1"),
        stock_failures.DateImplausible: ("1970-01-01",),
        failures.UnusableLot: ("expired", "A1", "MMR", date(2026, 11, 6)),
        failures.OtherVaccine: ("MMR", "HepB"),
        failures.NotDue: ("MMR", date(2026, 12, 15)),
        failures.SameSeriesTwice: ("DTaP-IPV/Hib", "DTaP"),
        failures.DeviationUnexplained: ("MMR", "left_out"),
        failures.PriceWrong: ("Hib",),
        failures.ChargedForFree: ("MMR",),
        failures.CheckIncomplete: (("name",),),
        failures.AnswersMissing: (("fever", "skin"),),
        failures.TooEarlyToLeave: (90,),
        failures.StepSkipped: ("waiting",),
        failures.UnknownVial: ("123456",),
        failures.VialUsedBefore: ("123456",),
        **dict.fromkeys(
            (
                aftermath_failures.DayRefused,
                aftermath_failures.DayGone,
                aftermath_failures.DayTooFar,
                aftermath_failures.AppointedAlready,
            ),
            (date(2026, 11, 6),),
        ),
        aftermath_failures.WatchOfAnotherDay: (date(2026, 11, 6),),
        aftermath_failures.SettingImplausible: ("unsent_days", 1, 60),
        card_failures.DateImpossible: (date(2026, 3, 14), date(2026, 3, 15), date(2026, 11, 18)),
        card_failures.DoseOnFile: ("MMR", date(2026, 11, 6)),
        card_failures.FieldUnreadable: ("given_on", "五月"),
        booklet_failures.LayoutUnknown: ("national-1999",),
        booklet_failures.LayoutRefused: (
            (LayoutProblem(fault=LayoutFault.OFF_PAGE, page="nip-1", row="HepB-1", field="date"),),
        ),
        booklet_failures.NoFreeRow: (("PCV13",),),
        booklet_failures.OnlyByPen: ("DTaP",),
        booklet_failures.BoxTooSmall: ("clinic", "青石镇卫生院"),
        booklet_failures.FitAbsurd: (30.0, 0.0, 1.0, 0.1),
        booklet_failures.PointsDisagree: (4.2,),
        print_failures.JobMovedOn: ("printed",),
        print_failures.PaperGone: ("job",),
        print_failures.NoPrinterChosen: ("consent",),
        rule_failures.PackUnusable: ("bad_signature",),
        rule_failures.PackNotNewer: (3, 4),
        rule_failures.PackFailsHere: (("NIP-2026 / Polio: ...",),),
        rule_failures.EditionDateRefused: ("NIP-2026", date(2026, 11, 6)),
        failures.PaidChoiceMissing: ("DTaP-IPV/Hib", "DTaP"),
        online.OnlineFailed: (online.LineProblem.BUSY,),
        reconciliation.ReceiptFirst: (3,),
        failures.CountyKnowsMore: (120, 100),
        failures.Contraindicated: ("MMR", "免疫缺陷"),
        failures.SiteTaken: ("left_upper_arm",),
        failures.VialTimeOver: ("MMR", "A1", 30, "v1"),
        certificate_failures.NothingToCertify: ("transfer",),
        certificate_failures.TrustListRefused: ("older",),
    }
    return kind(*samples.get(kind, ()))


@pytest.mark.parametrize("kind", every_failure(), ids=lambda kind: kind.__name__)
def test_every_failure_has_words_and_a_next_step(kind):
    assert has_words(kind)

    words = failure_words(a_failure(kind), shipped_rules())

    assert words.sentence
    assert words.todo.endswith("。")
    assert "{" not in words.sentence + words.todo


def test_every_reason_to_refuse_a_countys_list_has_words_of_its_own():
    from clinic_app.exchange.trust_list import TrustListProblem

    told = {
        failure_words(certificate_failures.TrustListRefused(problem.value), shipped_rules()).sentence
        for problem in TrustListProblem
    }

    assert len(told) == len(TrustListProblem)
