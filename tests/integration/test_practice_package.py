from clinic_app.exchange.package_reader import read_package
from clinic_app.exchange.problems import ProblemKind
from clinic_app.exchange.signed_header import Purpose
from tests.exchange_samples import COUNTY, DEVICE_KEYS, MemoryCarrier, a_slice, chained, write


def a_practice_package():
    carrier = MemoryCarrier()
    write(carrier, [a_slice(chained(3))], purpose=Purpose.PRACTICE)
    return carrier


def test_a_real_county_takes_nothing_from_a_practice_township():
    read = read_package(a_practice_package(), identity=COUNTY.identity, device_keys=DEVICE_KEYS)

    assert read.entries == 0
    assert ProblemKind.OTHER_PURPOSE in [problem.kind for problem in read.problems]


def test_the_practice_county_takes_it():
    read = read_package(
        a_practice_package(), identity=COUNTY.identity, device_keys=DEVICE_KEYS, purpose=Purpose.PRACTICE
    )

    assert (read.entries, read.problems) == (3, ())
