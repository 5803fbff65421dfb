"""What a scanner typed: one value per kind of code, read from the text alone."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import Enum

from clinic_app.domain.citizen_id import CitizenId, read_citizen_id
from clinic_app.domain.gs1 import GROUP_SEPARATOR, PackageElements, has_trade_number_check, read_elements

CHILD_CODE_LENGTH = 18
TRACE_CODE_LENGTH = 20
RECEIPT_PREFIX = "RC-"

_SYMBOLOGY = re.compile(r"\][A-Za-z][0-9A-Za-z]")
_GS1_SYMBOLOGIES = {"]C1", "]d2", "]Q3", "]e0"}
# Some scanners and drivers write the separator as a word or a picture of it.
_WRITTEN_SEPARATOR = re.compile(r"<GS>|\{GS\}|\[GS\]|\\x1[dD]|\^\]|␝")
_TICKET = re.compile(r"T([0-9]{8})([0-9]{3,5})")
_CERTIFICATE = re.compile(r"20[0-9]{6}-[0-9]{4,6}")
_RECEIPT = re.compile(r"RC-[0-9A-Z]{8,32}")
_BOOKLET_NUMBER = re.compile(r"(?=.*[0-9])[0-9A-Z][0-9A-Z-]{3,23}")
_LINK_WITH_TRACE_CODE = re.compile(r"https?://\S*?(?<![0-9])([0-9]{20})(?![0-9])\S*", re.IGNORECASE)
_NOT_A_SEPARATOR = " \t\r\n"


class UnknownReason(Enum):
    """Why a scan means nothing to us."""

    EMPTY = "empty"
    WRONG_LENGTH = "wrong_length"
    UNREADABLE_PACKAGE = "unreadable_package"
    RETAIL_BARCODE = "retail_barcode"
    WRONG_CITIZEN_ID = "wrong_citizen_id"
    NOT_RECOGNISED = "not_recognised"


@dataclass(frozen=True, slots=True)
class ChildCode:
    """Eighteen digits: the code of a child (儿童编码), opaque, its first ten name the unit that gave it.

    Attributes:
        may_be_citizen_id: the same digits also hold as a resident identity number. Nothing in them decides
            which of the two was scanned: whoever searches tries both.
    """

    raw: str
    code: str
    may_be_citizen_id: bool


@dataclass(frozen=True, slots=True)
class CitizenIdCode:
    """A resident identity number ending in X, so certainly not the code of a child."""

    raw: str
    citizen_id: CitizenId


@dataclass(frozen=True, slots=True)
class TraceCode:
    """Twenty digits on the smallest package (疫苗追溯码); lot and expiry are not in it.

    Attributes:
        product_identifier: first seven digits, the same for every package of a product in one packing.
        is_dummy: one digit twenty times, as typed where no code was at hand; it proves no package.
    """

    raw: str
    code: str
    product_identifier: str
    is_dummy: bool


@dataclass(frozen=True, slots=True)
class PackageCode:
    """A GS1 element string on the package."""

    raw: str
    package: PackageElements


@dataclass(frozen=True, slots=True)
class TicketCode:
    """The short code on a queue ticket or observation slip of this clinic: T, day, number of the day."""

    raw: str
    ticket: str
    issued_on: date
    number: int


@dataclass(frozen=True, slots=True)
class ReceiptCode:
    """The id on the county's receipt for a USB package."""

    raw: str
    receipt_id: str


@dataclass(frozen=True, slots=True)
class CertificateCode:
    """The number of a certificate (证明) in bars: day of issue, a dash, the number of the day.

    A booklet's number may look the same: whoever finds no such certificate looks for the booklet.
    """

    raw: str
    number: str


@dataclass(frozen=True, slots=True)
class BookletNumber:
    """Letters and digits that are none of the other kinds: perhaps the number of a booklet."""

    raw: str
    number: str


@dataclass(frozen=True, slots=True)
class UnknownScan:
    """A scan that is no code we know; the raw text is kept for the nurse to read."""

    raw: str
    reason: UnknownReason


ScanCode = (
    ChildCode
    | CitizenIdCode
    | TraceCode
    | PackageCode
    | TicketCode
    | ReceiptCode
    | CertificateCode
    | BookletNumber
    | UnknownScan
)


def read_scan(raw: str) -> ScanCode:
    """Tell what was scanned or typed into the scan box.

    Full-width characters of an input method are narrowed, blanks around it are dropped, and a symbology
    prefix of the scanner is used and removed. The raw text stays in the answer. Never raises.
    """
    text = unicodedata.normalize("NFKC", _WRITTEN_SEPARATOR.sub(GROUP_SEPARATOR, raw)).strip(_NOT_A_SEPARATOR)
    prefix = match.group() if (match := _SYMBOLOGY.match(text)) else ""
    text = text[len(prefix) :]
    if not text.strip():
        return UnknownScan(raw, UnknownReason.EMPTY)
    if prefix in _GS1_SYMBOLOGIES or GROUP_SEPARATOR in text or text.startswith("(01)"):
        return _package_code(raw, text)
    if text.isascii() and text.isdecimal():
        return _from_digits(raw, text)
    return _from_mixed(raw, text)


def _package_code(raw: str, text: str) -> ScanCode:
    package = read_elements(text)
    return UnknownScan(raw, UnknownReason.UNREADABLE_PACKAGE) if package is None else PackageCode(raw, package)


def _from_digits(raw: str, digits: str) -> ScanCode:
    if len(digits) == CHILD_CODE_LENGTH:
        return ChildCode(raw, digits, may_be_citizen_id=isinstance(read_citizen_id(digits), CitizenId))
    if len(digits) == TRACE_CODE_LENGTH:
        return _trace_code(raw, digits)
    if (package := _bare_package(digits)) is not None:
        return PackageCode(raw, package)
    if len(digits) == 13 and has_trade_number_check(digits):
        return UnknownScan(raw, UnknownReason.RETAIL_BARCODE)
    if 4 <= len(digits) <= 15:
        return BookletNumber(raw, digits)
    return UnknownScan(raw, UnknownReason.WRONG_LENGTH)


def _trace_code(raw: str, digits: str) -> TraceCode:
    return TraceCode(raw, digits, product_identifier=digits[:7], is_dummy=len(set(digits)) == 1)


def _bare_package(text: str) -> PackageElements | None:
    """Return the elements of a GS1 code whose prefix and separators the scanner dropped."""
    return read_elements(text) if text.startswith("01") else None


def _from_mixed(raw: str, text: str) -> ScanCode:
    if (package := _bare_package(text)) is not None:
        return PackageCode(raw, package)
    if link := _LINK_WITH_TRACE_CODE.fullmatch(text):
        return _trace_code(raw, link.group(1))
    capitals = text.upper()
    if len(capitals) == CHILD_CODE_LENGTH and capitals[:17].isdecimal() and capitals.endswith("X"):
        return _citizen_id_code(raw, capitals)
    if (ticket := _ticket_code(raw, capitals)) is not None:
        return ticket
    if _RECEIPT.fullmatch(capitals):
        return ReceiptCode(raw, capitals)
    if _CERTIFICATE.fullmatch(capitals):
        return CertificateCode(raw, capitals)
    if _BOOKLET_NUMBER.fullmatch(capitals):
        return BookletNumber(raw, capitals)
    return UnknownScan(raw, UnknownReason.NOT_RECOGNISED)


def _citizen_id_code(raw: str, text: str) -> ScanCode:
    read = read_citizen_id(text)
    return CitizenIdCode(raw, read) if isinstance(read, CitizenId) else UnknownScan(raw, UnknownReason.WRONG_CITIZEN_ID)


def _ticket_code(raw: str, text: str) -> TicketCode | None:
    match = _TICKET.fullmatch(text)
    if match is None:
        return None
    day, number = match.groups()
    try:
        issued_on = date(int(day[:4]), int(day[4:6]), int(day[6:]))
    except ValueError:
        return None
    return TicketCode(raw, text, issued_on, int(number))
