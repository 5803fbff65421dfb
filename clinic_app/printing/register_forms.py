"""The registers (痕迹化): what stands in each column, and how a row of values is worded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clinic_app.printing.wording import RELATIONS, ROUTES, SEXES, SITES, word, words_once

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

VACCINATION, CONSENT, OBSERVATION, STOCK, SCHOOL = "vaccination", "consent", "observation", "stock", "school"
COLD_CHAIN = "cold_chain"


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenDose:
    """A needle of this clinic; `given_at` is local, None when only the day is known. `void_reason` marks a void one."""

    given_on: date
    given_at: datetime | None
    name: str
    sex: str
    born_on: date | None
    vaccine: str
    dose_number: int
    lot_number: str
    expires_on: date | None
    maker: str
    site: str
    route: str
    vaccinator: str
    guardian: str
    phone: str
    void_reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedConsent:
    """A guardian who was informed and signed; `filed` is where the paper lies."""

    signed_at: datetime
    ticket: str
    name: str
    born_on: date | None
    vaccines: str
    signer: str
    relation: str
    informed_by: str
    version: str
    filed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchedVisit:
    """A watch after the needle; moments are local. `outcome` is the state of the visit."""

    on: date
    ticket: str
    name: str
    vaccines: str
    given_at: datetime
    free_at: datetime
    ended_at: datetime | None
    outcome: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StockMove:
    """What came into or went out of a lot on a day; `what` is a code, `balance` what the books held afterwards."""

    on: date
    vaccine: str
    specification: str
    maker: str
    lot_number: str
    expires_on: date | None
    what: str
    detail: str
    came_in: int
    went_out: int
    balance: int
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolPaper:
    """A certificate for nursery or school."""

    issued_at: datetime
    number: str
    name: str
    born_on: date | None
    result: str
    reprints: int
    issued_by: str


RegisterRow = GivenDose | SignedConsent | WatchedVisit | StockMove | SchoolPaper


@dataclass(frozen=True, slots=True)
class RegisterForm:
    """One register: its title, its columns with their shares of the width, and the words of a row (without number)."""

    title: str
    columns: tuple[tuple[str, float], ...]
    worded: Callable[..., tuple[str, ...]]


OUTCOMES = {
    "done": "正常离开",
    "left_early": "提前离开",
    "reaction": "发生反应",
    "observing": "留观中",
}
MOVES = {
    "received": "入库",
    "refused": "拒收",
    "used": "接种使用",
    "returned": "退回（接种作废）",
    "wasted": "报损",
    "quarantined": "隔离",
    "released": "解除隔离",
}
WASTE = {
    "expired": "过期",
    "broken": "破损",
    "cold_chain": "冷链异常",
    "opened_leftover": "开启剩余",
    "recalled": "召回",
    "other": "其他",
}
RESULTS = {
    "complete": "已完成",
    "missing": "需要补种",
    "contraindicated": "因禁忌不补种",
    "unclear": "待核对",
}


def _given(dose: GivenDose) -> tuple[str, ...]:
    when = f"{dose.given_at:%m-%d %H:%M}" if dose.given_at else f"{dose.given_on:%m-%d}"
    number = f" {dose.dose_number}" if dose.dose_number else ""
    place = words_once(word(SITES, dose.site), word(ROUTES, dose.route))
    return (
        when,
        dose.name,
        word(SEXES, dose.sex) if dose.sex != "U" else "",
        _day(dose.born_on),
        f"{dose.vaccine}{number}",
        dose.lot_number,
        _day(dose.expires_on),
        dose.maker,
        place,
        dose.vaccinator,
        f"{dose.guardian} {dose.phone}".strip(),
        f"作废：{dose.void_reason}" if dose.void_reason else "",
    )


def _signed(consent: SignedConsent) -> tuple[str, ...]:
    return (
        f"{consent.signed_at:%m-%d %H:%M}",
        consent.ticket,
        consent.name,
        _day(consent.born_on),
        consent.vaccines,
        consent.signer,
        word(RELATIONS, consent.relation),
        consent.informed_by,
        consent.version,
        consent.filed,
    )


def _watched(visit: WatchedVisit) -> tuple[str, ...]:
    minutes = str(int((visit.ended_at - visit.given_at).total_seconds() // 60)) if visit.ended_at else ""
    return (
        f"{visit.on:%m-%d}",
        visit.ticket,
        visit.name,
        visit.vaccines,
        f"{visit.given_at:%H:%M}",
        f"{visit.free_at:%H:%M}",
        f"{visit.ended_at:%H:%M}" if visit.ended_at else "",
        minutes,
        word(OUTCOMES, visit.outcome),
        visit.reason,
    )


def _moved(move: StockMove) -> tuple[str, ...]:
    detail = word(WASTE, move.detail)
    return (
        f"{move.on:%m-%d}",
        move.vaccine,
        move.specification,
        move.maker,
        move.lot_number,
        _day(move.expires_on),
        word(MOVES, move.what),
        detail,
        str(move.came_in) if move.came_in else "",
        str(move.went_out) if move.went_out else "",
        str(move.balance),
        move.by,
    )


def _certified(paper: SchoolPaper) -> tuple[str, ...]:
    return (
        f"{paper.issued_at:%m-%d %H:%M}",
        paper.number,
        paper.name,
        _day(paper.born_on),
        word(RESULTS, paper.result),
        str(paper.reprints) if paper.reprints else "",
        paper.issued_by,
    )


def _day(on: date | None) -> str:
    return f"{on:%Y-%m-%d}" if on else ""


FORMS: dict[str, RegisterForm] = {
    VACCINATION: RegisterForm(
        "预防接种登记簿",
        (
            ("接种时间", 19),
            ("姓名", 22),
            ("性别", 9),
            ("出生日期", 18),
            ("疫苗 剂次", 30),
            ("批号", 23),
            ("有效期至", 18),
            ("生产企业", 24),
            ("部位 途径", 24),
            ("接种人", 16),
            ("家长 电话", 34),
            ("备注", 24),
        ),
        _given,
    ),
    CONSENT: RegisterForm(
        "预防接种告知登记簿",
        (
            ("告知时间", 20),
            ("号", 30),
            ("受种者", 26),
            ("出生日期", 20),
            ("疫苗", 44),
            ("签字人", 26),
            ("关系", 14),
            ("告知人", 20),
            ("文本版本", 36),
            ("存放", 26),
        ),
        _signed,
    ),
    OBSERVATION: RegisterForm(
        "接种后留观登记簿",
        (
            ("日期", 15),
            ("号", 32),
            ("姓名", 30),
            ("疫苗", 56),
            ("接种", 14),
            ("可离开", 15),
            ("离开", 14),
            ("分钟", 12),
            ("结果", 22),
            ("备注", 50),
        ),
        _watched,
    ),
    STOCK: RegisterForm(
        "疫苗出入库登记簿（单位：人份）",
        (
            ("日期", 14),
            ("疫苗", 30),
            ("规格", 22),
            ("生产企业", 28),
            ("批号", 26),
            ("有效期至", 20),
            ("类型", 26),
            ("来源 去向 原因", 36),
            ("收入", 12),
            ("支出", 12),
            ("结存", 14),
            ("经手人", 20),
        ),
        _moved,
    ),
    SCHOOL: RegisterForm(
        "入托入学查验证明登记簿",
        (
            ("开具时间", 26),
            ("编号", 44),
            ("姓名", 44),
            ("出生日期", 26),
            ("查验结果", 36),
            ("补打次数", 22),
            ("开具人", 36),
        ),
        _certified,
    ),
}
