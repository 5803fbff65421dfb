"""The table of wrong inputs: what the nurse does, and a part of the sentence she is shown.

Each slip begins on a fresh clinic: a child of eight months with a booklet, a second child, a nurse signed in, good and
bad vials in the fridge. `brings` leads to where the slip can happen; `slips` does it. A row may say how many entries
the journal grows by (`writes`, 0 unless said) and what must still stand in a form (`keeps`).
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from vaccination_builders import BOOKLET, EXPIRED_CODE, JE_CODE, MMR_CODE, MMR_CODE_2, OTHER_BOOKLET, UNKNOWN_CODE

from clinic_app.gui.rooms.cards.dose_form import DoseForm
from clinic_app.gui.rooms.cards.new_record import NewRecord
from clinic_app.gui.rooms.stock.delivery_form import DeliveryForm

GOOD = NewRecord(name="李小草", sex="F", born="20260504", guardian="王芳", phone="13911112222", village="一村")
GOOD_DELIVERY = DeliveryForm(
    vaccine="麻腮风",
    maker="上海生物",
    lot_number="M2026-88",
    expiry="有效期至 2027-06",
    vials="50",
    release_number="批签2026-88",
    supplier="县疾控",
    record="yes",
    celsius="2.8-5.6",
)
NO_BOOKLET, HALF_CODE = "330122010120269999", "33012201012026"


@dataclass(frozen=True)
class Slip:
    """One row of the table.

    Attributes:
        sentence: a part of what is told because of the slip; empty where the right answer is to do nothing more.
        stands: the sentence says what is missing; it stands on the page before the key is pressed, and after.
    """

    what: str
    slips: object
    sentence: str
    brings: object = lambda at: None
    keeps: object = lambda at: True
    writes: int = 0
    stands: bool = False


# -- getting somewhere


def to_screening(at):
    at.desk_work.presenter.start_visit(at.child, BOOKLET)


def to_plan(at):
    to_screening(at)
    at.desk_work.screen()


def to_consent(at):
    to_plan(at)
    at.desk_work.presenter.planning.save()


def to_needle(at):
    to_consent(at)
    at.desk_work.consent()


def to_gate(at):
    to_needle(at)
    at.scan(MMR_CODE)


def to_f9(at):
    to_gate(at)
    at.desk_work.tick_all_one_by_one()


def to_watch(at):
    to_f9(at)
    at.desk_work.presenter.injection.give()
    at.scan(JE_CODE)
    at.desk_work.tick_all_one_by_one()
    at.desk_work.presenter.injection.give()


# -- one slip a kind


def new_file(**changes):
    """Type a new file with these fields wrong, and press F9."""
    from dataclasses import replace

    def slip(at):
        at.cards.new_record.change(replace(GOOD, **changes))
        at.cards.new_record.save()

    return slip


def typed_stays(at):
    return at.cards.new_record._record.guardian == "王芳"


def past_dose(**changes):
    """Type a needle of the booklet with these fields wrong, and press F9."""
    from dataclasses import replace

    def slip(at):
        at.cards.write_in("MMR:next")
        form = DoseForm(vaccine="MMR", given="20261110", source="booklet")
        at.cards.dose_form.change(replace(form, **changes))
        at.cards.dose_form.save()

    return slip


def to_card(at):
    at.cards.show_person(at.child)


def temperature(typed):
    """Take this temperature, deny everything, and press F9."""

    def slip(at):
        step = at.desk_work.presenter.screening
        step.set_temperature(typed)
        step.answer_rest_no()
        step.save()

    return slip


def temperature_stays(at):
    return at.desk_work.presenter.screening.face().temperature != ""


def until(typed):
    """Postpone a child with fever until this day."""

    def slip(at):
        step = at.desk_work.presenter.screening
        step.set_temperature("385")
        step.answer_rest_no()
        step.set_doctor("王医生")
        step.set_until(typed)
        step.save()

    return slip


def scans(code):
    return lambda at: at.scan(code)


def twice(press):
    """Do the same thing two times, as a hand that trembles."""

    def slip(at):
        press(at)
        press(at)

    return slip


def jump_to(moment):
    """Set the clock of the PC."""
    return lambda at: at.desk.clock.set(moment)


DATES = [
    Slip("birth date of seven digits", new_file(born="2026050"), "没有这一天，要 8 位数字", keeps=typed_stays),
    Slip("30 February", new_file(born="20260230"), "没有这一天，要 8 位数字", keeps=typed_stays),
    Slip("29 February of a common year", new_file(born="20250229"), "没有这一天", keeps=typed_stays),
    Slip("month 13", new_file(born="20261301"), "没有这一天", keeps=typed_stays),
    Slip("day 00", new_file(born="20260500"), "没有这一天", keeps=typed_stays),
    Slip("born tomorrow", new_file(born="20261119"), "还没到这一天", keeps=typed_stays),
    Slip("born in 1899", new_file(born="18991231"), "早于 1900 年", keeps=typed_stays),
    Slip("letters for a date", new_file(born="二零二六年五月"), "没有这一天", keeps=typed_stays),
    Slip("full-width digits cut short", new_file(born="２０２６０５"), "没有这一天", keeps=typed_stays),
    Slip("needle before birth", past_dose(given="20260314"), "先改好 接种日期", brings=to_card),
    Slip("needle tomorrow", past_dose(given="20261119"), "先改好 接种日期", brings=to_card),
    Slip("needle on 31 November", past_dose(given="20261131"), "先改好 接种日期", brings=to_card),
    Slip("needle without a date", past_dose(given=""), "还缺 接种日期", brings=to_card),
    Slip("needle without evidence", past_dose(source=""), "还缺 依据", brings=to_card),
    Slip("needle without a vaccine", past_dose(vaccine=""), "还缺 疫苗", brings=to_card),
    Slip("come back today", until("0"), "先写复诊日期", brings=to_screening, keeps=temperature_stays),
    Slip("come back yesterday", until("20261117"), "先写复诊日期", brings=to_screening, keeps=temperature_stays),
    Slip("come back in two years", until("20281118"), "先写复诊日期", brings=to_screening, keeps=temperature_stays),
    Slip("come back some day", until("过几天"), "先写复诊日期", brings=to_screening, keeps=temperature_stays),
]

FIELDS = [
    Slip("no name", new_file(name=""), "还缺 姓名", keeps=typed_stays),
    Slip("digits in a name", new_file(name="李1草"), "先改好 姓名", keeps=typed_stays),
    Slip("no sex", new_file(sex=""), "还缺 性别", keeps=typed_stays),
    Slip("no village", new_file(village=""), "还缺 村", keeps=typed_stays),
    Slip("no guardian", new_file(guardian=""), "还缺 监护人"),
    Slip("phone of ten digits", new_file(phone="1391111222"), "手机号是 11 位，现在 10 位", keeps=typed_stays),
    Slip("phone of twelve digits", new_file(phone="139111122223"), "现在 12 位", keeps=typed_stays),
    Slip("letters in the phone", new_file(phone="1391111222O"), "现在 10 位", keeps=typed_stays),
    Slip("the booklet of another child", new_file(code=BOOKLET), "这本证已是 张小明 的", keeps=typed_stays),
    Slip(
        "36.6 typed as 3.66", temperature("3.66"), "按 36.6 或 366 输入", brings=to_screening, keeps=temperature_stays
    ),
    Slip("temperature 66.6", temperature("666"), "不像人的体温", brings=to_screening, keeps=temperature_stays),
    Slip("temperature 26.6", temperature("266"), "不像人的体温", brings=to_screening, keeps=temperature_stays),
    Slip("temperature in letters", temperature("正常"), "按 36.6 或 366 输入", brings=to_screening),
    Slip("no temperature", temperature(""), "先量体温", brings=to_screening, stands=True),
    Slip("only 36", temperature("36"), "先量体温", brings=to_screening, keeps=temperature_stays, stands=True),
]

SCANS = [
    Slip("booklet of nobody", scans(NO_BOOKLET), "没有找到这本接种证"),
    Slip("half a booklet code", scans(HALF_CODE), "没有找到这本接种证"),
    Slip("code of seventeen digits", scans("33012201012026000"), "不认识这个码"),
    Slip("a price tag", scans("6901234567892"), "不认识这个码"),
    Slip("a web address", scans("https://example.com/x"), "不认识这个码"),
    Slip("keyboard noise", scans(";;==//"), "不认识这个码"),
    Slip("vial on an empty desk", scans(MMR_CODE), "现在没有正在接种的儿童"),
    Slip("unknown vial on an empty desk", scans(UNKNOWN_CODE), "现在没有正在接种的儿童"),
    Slip("slip of yesterday", scans("T20261117001"), "没有"),
    Slip("slip of nobody", scans("T20261118999"), "没有"),
    Slip("vial at the screening", scans(MMR_CODE), "还没到", brings=to_screening),
    Slip("vial at the plan", scans(MMR_CODE), "还没到", brings=to_plan),
    Slip("vial at the consent", scans(MMR_CODE), "还没到", brings=to_consent),
    Slip("expired vial", scans(EXPIRED_CODE), "已过期", brings=to_needle),
    Slip("quarantined vial", lambda at: at.scan(at.sealed), "已封存", brings=to_needle),
    Slip("vial of an empty lot", lambda at: at.scan(at.emptied), "已用完", brings=to_needle),
    Slip("other vaccine", lambda at: at.scan(at.other_vaccine), "登记的", brings=to_needle),
    Slip("vial used yesterday", lambda at: at.scan(at.used), "已经用过", brings=to_needle),
    Slip("vial nobody received", scans("85555550512398600001"), "不在本站的库存里", brings=to_needle),
    Slip("booklet of another child in mid-visit", scans(OTHER_BOOKLET), "扫到另一位儿童：李小红", brings=to_gate),
    Slip("own booklet again", scans(BOOKLET), "是本人", brings=to_gate),
    Slip("second vial of the same vaccine", scans(MMR_CODE_2), "", brings=to_gate, writes=1),
    Slip("vial after the last needle", scans(MMR_CODE), "今天的都做完了", brings=to_watch),
]

ORDER = [
    Slip(
        "F9 before the questions",
        lambda at: at.desk_work.presenter.screening.save(),
        "先量体温",
        brings=to_screening,
        stands=True,
    ),
    Slip(
        "F9 without the signature",
        lambda at: at.desk_work.presenter.consent.save(),
        "签",
        brings=to_consent,
        stands=True,
    ),
    Slip(
        "F9 without a vial",
        lambda at: at.desk_work.presenter.injection.give(),
        "先扫疫苗",
        brings=to_needle,
        stands=True,
    ),
    Slip("F9 without a tick", lambda at: at.desk_work.presenter.injection.give(), "先做", brings=to_gate, stands=True),
    Slip("leaving before the minutes are over", lambda at: at.scan(at.ticket()), "还需 30 分钟", brings=to_watch),
]

PRESSES = [
    Slip("screening twice", twice(lambda at: at.desk_work.screen()), "", brings=to_screening, writes=1),
    Slip("plan twice", twice(lambda at: at.desk_work.presenter.planning.save()), "", brings=to_plan, writes=1),
    Slip(
        "consent twice",
        twice(lambda at: at.desk_work.presenter.consent.save()),
        "",
        brings=lambda at: (to_consent(at), at.desk_work.presenter.consent.toggle_signed()),
        writes=1,
    ),
    Slip("vial twice", twice(scans(MMR_CODE)), "", brings=to_needle, writes=2),
    Slip("needle twice", twice(lambda at: at.desk_work.presenter.injection.give()), "", brings=to_f9, writes=3),
    Slip("file twice", twice(new_file()), "", writes=1),
    Slip("booklet twice", twice(scans(BOOKLET)), "是本人", writes=1),
    Slip("past needle twice", lambda at: (past_dose()(at), at.cards.dose_form.save()), "", brings=to_card, writes=1),
]

CLOCKS = [
    Slip("clock in 1970", jump_to(datetime(1970, 1, 1, 1, 0, tzinfo=UTC)), "电脑的日期不可能是对的"),
    Slip("clock a year ahead", jump_to(datetime(2027, 11, 18, 1, 0, tzinfo=UTC)), "一下子往后跳了"),
    Slip("clock of yesterday", jump_to(datetime(2026, 11, 17, 1, 0, tzinfo=UTC)), "比上次工作还早"),
]


def delivery(**changes):
    """Type a delivery with these fields wrong, and press F9."""
    from dataclasses import replace

    def slip(at):
        at.delivery.change(replace(GOOD_DELIVERY, **changes))
        at.delivery.save()

    return slip


def delivery_stays(at):
    return at.delivery._form.supplier == "县疾控"


DELIVERIES = [
    Slip("expiry of a month 13", delivery(expiry="有效期至 2027-13"), "没有这一天", keeps=delivery_stays),
    Slip("expiry of 31 June", delivery(expiry="有效期至 20270631"), "没有这一天", keeps=delivery_stays),
    Slip("a shelf life for an expiry", delivery(expiry="有效期24个月"), "这是保质期", keeps=delivery_stays),
    Slip("expiry that does not say what it means", delivery(expiry="20270630"), "选右边是哪一种", keeps=delivery_stays),
    Slip("expired on arrival", delivery(expiry="有效期至 2026-10"), "过期", keeps=delivery_stays),
    Slip("no vials", delivery(vials="0"), "支数", keeps=delivery_stays),
    Slip("vials in letters", delivery(vials="一百"), "支数", keeps=delivery_stays),
    Slip("a vaccine nobody makes", delivery(vaccine="感冒灵"), "疫苗", keeps=delivery_stays),
    Slip("no transport record", delivery(record="no"), "拒收", keeps=delivery_stays),
    Slip("transport at nine degrees", delivery(celsius="2.5-9"), "运输温度", keeps=delivery_stays),
    Slip("transport without a temperature", delivery(celsius=""), "运输温度", keeps=delivery_stays),
    Slip("no lot number", delivery(lot_number=""), "批号", keeps=delivery_stays),
    Slip("no release number", delivery(release_number=""), "批签发", keeps=delivery_stays),
]


def disk_full(press):
    """Press while the disk is full; then there is room again, and the same press is enough."""

    def slip(at):
        with at.full_disk():
            press(at)

    slip.press = press
    return slip


DISK = [
    Slip(
        "disk full at the screening",
        disk_full(lambda at: at.desk_work.screen()),
        "硬盘满了",
        brings=to_screening,
        keeps=temperature_stays,
    ),
    Slip(
        "disk full at the plan",
        disk_full(lambda at: at.desk_work.presenter.planning.save()),
        "硬盘满了",
        brings=to_plan,
    ),
    Slip(
        "disk full at the signature",
        disk_full(lambda at: at.desk_work.consent()),
        "硬盘满了",
        brings=to_consent,
        keeps=lambda at: at.desk_work.presenter.consent.face().signed,
    ),
    Slip("disk full at the vial", disk_full(scans(MMR_CODE)), "硬盘满了", brings=to_needle),
    Slip(
        "disk full at the needle",
        disk_full(lambda at: at.desk_work.presenter.injection.give()),
        "硬盘满了",
        brings=to_f9,
        keeps=lambda at: at.desk_work.missing() == "",
    ),
    Slip("disk full at a new file", disk_full(new_file()), "硬盘满了", keeps=typed_stays),
    Slip("disk full at a past needle", disk_full(past_dose()), "硬盘满了", brings=to_card),
    Slip("disk full at a delivery", disk_full(delivery()), "硬盘满了", keeps=delivery_stays),
    Slip("printer off at the slip", lambda at: at.make_slip_without_a_printer(), "留观条没有打成", brings=to_watch),
]
