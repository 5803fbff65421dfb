from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_app.domain.citizen_id import CitizenId
from clinic_app.domain.gs1 import PackageElements
from clinic_app.domain.scan_code import (
    BookletNumber,
    CertificateCode,
    ChildCode,
    CitizenIdCode,
    PackageCode,
    ReceiptCode,
    TicketCode,
    TraceCode,
    UnknownReason,
    UnknownScan,
    read_scan,
)

GS = "\x1d"
FULL = "01069012345678921726123110AB2110C" + GS + "21SN0042"
FULL_PACKAGE = PackageElements(
    trade_number="06901234567892", lot_number="AB2110C", expires_on=date(2026, 12, 31), serial="SN0042"
)


def test_eighteen_digits_are_the_code_of_a_child():
    assert read_scan("370102010200000035") == ChildCode(
        "370102010200000035", "370102010200000035", may_be_citizen_id=False
    )


def test_full_width_digits_and_blanks_are_narrowed_and_the_raw_text_is_kept():
    raw = "　３７０１０２０１０２００００００３５\r\n"

    assert read_scan(raw) == ChildCode(raw, "370102010200000035", may_be_citizen_id=False)


def test_eighteen_digits_that_also_hold_as_identity_number_say_so():
    assert read_scan("110105194912310011") == ChildCode(
        "110105194912310011", "110105194912310011", may_be_citizen_id=True
    )


def test_eighteen_digits_with_a_wrong_check_digit_are_a_child_only():
    assert read_scan("110105194912310012") == ChildCode(
        "110105194912310012", "110105194912310012", may_be_citizen_id=False
    )


@pytest.mark.parametrize("raw", ["11010519491231002X", "11010519491231002x", "１１０１０５１９４９１２３１００２Ｘ"])
def test_an_identity_number_ending_in_x_is_certain(raw):
    person = CitizenId(number="11010519491231002X", region="110105", born_on=date(1949, 12, 31), is_male=False)

    assert read_scan(raw) == CitizenIdCode(raw, person)


def test_an_identity_number_with_a_wrong_x_is_named():
    assert read_scan("11010519491231003X") == UnknownScan("11010519491231003X", UnknownReason.WRONG_CITIZEN_ID)


def test_twenty_digits_are_a_trace_code_with_its_product():
    assert read_scan("81234567890123456789") == TraceCode(
        "81234567890123456789", "81234567890123456789", product_identifier="8123456", is_dummy=False
    )


def test_the_dummy_trace_code_is_marked():
    assert read_scan("8" * 20) == TraceCode("8" * 20, "8" * 20, product_identifier="8888888", is_dummy=True)


def test_a_trace_code_inside_a_link_is_found():
    raw = "https://example.org/trace?code=81234567890123456789"

    assert read_scan(raw) == TraceCode(raw, "81234567890123456789", product_identifier="8123456", is_dummy=False)


@pytest.mark.parametrize("length", [16, 17, 19, 21, 40])
def test_digits_of_a_length_between_the_kinds_are_not_guessed(length):
    digits = "8" * length

    assert read_scan(digits) == UnknownScan(digits, UnknownReason.WRONG_LENGTH)


@pytest.mark.parametrize("raw", ["37010201020000003O", "8123456789012345678Z"])
def test_a_letter_among_the_digits_makes_it_no_child_and_no_trace_code(raw):
    assert isinstance(read_scan(raw), BookletNumber)


@pytest.mark.parametrize("prefix", ["", "]d2", "]C1", "]Q3", GS, "]d2" + GS])
def test_an_element_string_with_separators_is_read_whole(prefix):
    assert read_scan(prefix + FULL) == PackageCode(prefix + FULL, FULL_PACKAGE)


@pytest.mark.parametrize("written", ["<GS>", "{GS}", "^]", "␝"])
def test_a_separator_written_out_by_the_scanner_is_understood(written):
    raw = FULL.replace(GS, written)

    assert read_scan(raw) == PackageCode(raw, FULL_PACKAGE)


@pytest.mark.parametrize(
    "raw",
    [
        "(01)06901234567892(17)261231(10)AB2110C(21)SN0042",
        "（０１）０６９０１２３４５６７８９２（１７）２６１２３１（１０）ＡＢ２１１０Ｃ（２１）ＳＮ００４２",
        "(01) 06901234567892 (17) 261231 (10) AB2110C (21) SN0042",
    ],
)
def test_the_human_form_in_parentheses_is_read(raw):
    assert read_scan(raw) == PackageCode(raw, FULL_PACKAGE)


@pytest.mark.parametrize(
    ("printed", "expires_on"),
    [
        ("260200", date(2026, 2, 28)),
        ("280200", date(2028, 2, 29)),
        ("261200", date(2026, 12, 31)),
        ("260400", date(2026, 4, 30)),
        ("260401", date(2026, 4, 1)),
    ],
)
def test_expiry_day_zero_is_the_last_day_of_the_month(printed, expires_on):
    read = read_scan(f"(01)06901234567892(17){printed}(10)A1")

    assert isinstance(read, PackageCode)
    assert read.package.expires_on == expires_on


@pytest.mark.parametrize("printed", ["261301", "260001", "260230", "26043"])
def test_an_impossible_expiry_is_unreadable_and_never_bent(printed):
    raw = f"(01)06901234567892(17){printed}(10)A1"

    assert read_scan(raw) == UnknownScan(raw, UnknownReason.UNREADABLE_PACKAGE)


def test_lost_separators_with_one_possible_reading_lose_nothing():
    raw = "01069012345678921726123110ABC99"

    assert read_scan(raw) == PackageCode(
        raw, PackageElements(trade_number="06901234567892", lot_number="ABC99", expires_on=date(2026, 12, 31))
    )


def test_lost_separators_leave_lot_and_serial_open_when_they_could_be_cut_twice():
    raw = FULL.replace(GS, "")

    assert read_scan(raw) == PackageCode(
        raw,
        PackageElements(trade_number="06901234567892", expires_on=date(2026, 12, 31), separators_lost=True),
    )


def test_lost_separators_never_let_a_lot_pose_as_an_expiry():
    raw = "010690123456789210AB17261231"

    assert read_scan(raw) == PackageCode(raw, PackageElements(trade_number="06901234567892", separators_lost=True))


@pytest.mark.parametrize(
    "raw",
    [
        "(01)06901234567893(17)261231",
        "(17)261231(10)A1",
        "]d217261231",
        f"]d20106901234567892{GS}99??{GS}",
        "(01)06901234567892(10)A1(10)B2",
        "(01)06901234567892(10)123456789012345678901",
        "]C1",
    ],
)
def test_a_broken_element_string_is_said_to_be_one(raw):
    read = read_scan(raw)

    assert isinstance(read, UnknownScan)
    assert read.raw == raw


def test_a_plain_symbology_prefix_is_dropped():
    assert read_scan("]C0370102010200000035") == ChildCode(
        "]C0370102010200000035", "370102010200000035", may_be_citizen_id=False
    )


@pytest.mark.parametrize("raw", ["T20261118059", "t20261118059", "Ｔ２０２６１１１８０５９\n"])
def test_a_ticket_says_its_day_and_number(raw):
    assert read_scan(raw) == TicketCode(raw, "T20261118059", date(2026, 11, 18), 59)


@pytest.mark.parametrize("raw", ["T20261318059", "T2026111805", "T20260230001"])
def test_a_ticket_of_an_impossible_day_is_no_ticket(raw):
    assert isinstance(read_scan(raw), BookletNumber)


def test_a_receipt_is_read():
    assert read_scan("rc-7F3K9Q2M") == ReceiptCode("rc-7F3K9Q2M", "RC-7F3K9Q2M")


@pytest.mark.parametrize(
    ("raw", "number"), [("j330012345", "J330012345"), ("0012345", "0012345"), ("A-0042", "A-0042")]
)
def test_other_letters_and_digits_may_be_a_booklet_number(raw, number):
    assert read_scan(raw) == BookletNumber(raw, number)


def test_the_shop_barcode_of_a_carton_is_named_so_that_the_right_one_is_scanned():
    assert read_scan("6901234567892") == UnknownScan("6901234567892", UnknownReason.RETAIL_BARCODE)


@pytest.mark.parametrize("raw", ["", "  \r\n", GS, "]C0"])
def test_nothing_is_nothing(raw):
    assert read_scan(raw) == UnknownScan(raw, UnknownReason.EMPTY)


@pytest.mark.parametrize("raw", ["张小明", "abc", "12", "a b", "'; DROP TABLE"])
def test_any_other_text_is_unknown_and_kept(raw):
    read = read_scan(raw)

    assert isinstance(read, UnknownScan)
    assert read.raw == raw


@given(st.text() | st.text(alphabet="0123456789X()]dCT\x1d", max_size=60))
def test_no_text_whatever_stops_the_scan_box_or_loses_what_was_typed(raw):
    assert read_scan(raw).raw == raw


def test_digits_of_another_script_are_no_code_of_a_child():
    assert read_scan("٣" * 18) == UnknownScan("٣" * 18, UnknownReason.NOT_RECOGNISED)


@pytest.mark.parametrize("raw", ["20261118-0001", "20261118-000123", " ２０２６１１１８-0001 "])
def test_the_bars_of_a_certificate_are_its_number(raw):
    scan = read_scan(raw)

    assert isinstance(scan, CertificateCode)
    assert scan.number in ("20261118-0001", "20261118-000123")


@pytest.mark.parametrize("raw", ["20261118-01", "12345678-0001", "20261118-0001-2"])
def test_what_only_looks_like_a_certificate_is_still_a_booklet(raw):
    assert isinstance(read_scan(raw), BookletNumber)
