"""Certificates of invented people: an ordinary child, and one with sixty doses, a long rare name and a long address."""

from dataclasses import replace
from datetime import date, timedelta

from clinic_app.exchange.certificate_seal import BodyLine
from clinic_app.printing import certificate_values as kinds
from clinic_app.printing.certificate_text import certificate_body, certificate_head
from clinic_app.printing.certificate_values import Certificate, CertifiedDose, ForbiddenVaccine, OutstandingDose
from clinic_app.printing.codes import BYTES_LOW, BYTES_MEDIUM
from clinic_app.printing.paper_values import Letterhead, PaperPerson
from tests.certificate_samples import QINGSHI, a_certificate

NUMBER = "20261118-0007"
DAY = date(2026, 11, 18)
CLINIC = "青石镇卫生院"
LETTERHEAD = Letterhead(clinic=CLINIC, phone="0871-6512 0042", ticket=NUMBER, printed_on=DAY)
PERSON = PaperPerson(
    name="王一一",
    sex="F",
    born_on=date(2022, 3, 15),
    code="330122010100000035",
    guardian="王芳",
    relation="mother",
    phone="138 0000 1234",
    address="青石镇一村3组12号",
)
LONG_NAME = "阿卜杜热西提·麦麦提敏·买买提艾力·𬸚𫖯䶮㛃𠮷·吐尔逊江·艾合买提"
LONG_ADDRESS = (
    "新疆维吾尔自治区和田地区墨玉县喀拉喀什镇阿克萨拉依路北侧幸福花园小区二期第十八号楼三单元一千二百零四室（原棉纺厂家属院）"
    * 2
)
VACCINES = (
    ("重组乙型肝炎疫苗（酿酒酵母）", "乙肝", "Recombinant hepatitis B vaccine", 3),
    ("皮内注射用卡介苗", "卡介苗", "BCG vaccine", 1),
    ("脊髓灰质炎灭活疫苗", "脊灰灭活", "Inactivated poliomyelitis vaccine (IPV)", 2),
    ("口服Ⅰ型Ⅲ型脊髓灰质炎减毒活疫苗", "脊灰减毒", "Oral poliomyelitis vaccine types 1 and 3 (bOPV)", 2),
    ("吸附无细胞百白破联合疫苗", "百白破", "Diphtheria, tetanus and acellular pertussis vaccine (DTaP)", 4),
    ("麻腮风联合减毒活疫苗", "麻腮风", "Measles, mumps and rubella vaccine (MMR)", 2),
    ("乙型脑炎减毒活疫苗", "乙脑减毒", "Japanese encephalitis vaccine, live", 2),
    ("A群脑膜炎球菌多糖疫苗", "A群流脑", "Group A meningococcal polysaccharide vaccine", 2),
    ("A群C群脑膜炎球菌多糖疫苗", "AC流脑", "Group A and C meningococcal polysaccharide vaccine", 1),
    ("甲型肝炎减毒活疫苗", "甲肝减毒", "Hepatitis A vaccine, live", 1),
)


def doses(times=1):
    """Twenty doses, or as many times more under other names."""
    given = []
    for round_number in range(times):
        for full, short, english, count in VACCINES:
            for number in range(1, count + 1):
                given.append(
                    CertifiedDose(
                        vaccine=full,
                        short=short + (f"{round_number}" if round_number else ""),
                        english=english,
                        number=str(number),
                        on=date(2022, 3, 15) + timedelta(days=40 * len(given)),
                        lot_number=f"20220{len(given):04}",
                        maker="北京生物",
                        expires_on=date(2026, 6, 30),
                        route="IM",
                        site="left_upper_arm",
                        unit=CLINIC,
                        vaccinator="李护士",
                    )
                )
    return tuple(given)


def sealed(certificate):
    """Sign it as the clinic Qingshi would."""
    head, body = certificate_head(certificate), [BodyLine(*line) for line in certificate_body(certificate)]
    parts = a_certificate(head=head, body=body, number=NUMBER, key=QINGSHI, most_bytes=BYTES_MEDIUM)
    if len(parts) <= 2:
        return replace(certificate, parts=parts)
    parts = a_certificate(head=head, body=body, number=NUMBER, key=QINGSHI, most_bytes=BYTES_LOW)
    return replace(certificate, parts=parts, low_correction=True)


OUTSTANDING = (
    OutstandingDose(
        vaccine="百白破", number=5, possible_from=date(2026, 3, 15), appointed_on=date(2026, 11, 25), remark="逾期"
    ),
    OutstandingDose(vaccine="AC流脑", number=2, possible_from=date(2027, 3, 15)),
)
FORBIDDEN = (ForbiddenVaccine(vaccine="麻腮风", reason="原发性免疫缺陷（县医院诊断）"),)


def a_paper(kind, **changes):
    """Return a filled and signed certificate of this kind."""
    usual = {
        kinds.RECORD: {},
        kinds.TRAVEL: {"english_name": "WANG YIYI", "passport": "E12345678"},
        kinds.SCHOOL: {"result": kinds.MISSING, "outstanding": OUTSTANDING},
        kinds.TRANSFER: {},
        kinds.CARD: {"forbidden": FORBIDDEN, "outstanding": OUTSTANDING, "findings": ("对新霉素严重过敏（县医院）",)},
        kinds.ADVICE: {
            "result": "postponed",
            "findings": ("体温 38.2 ℃", "咳嗽三天"),
            "advice": "退热满一周、不咳嗽后再来；如仍发热请到县医院儿科就诊。",
            "again_on": date(2026, 11, 25),
            "doses": (),
        },
    }[kind]
    values = {
        "kind": kind,
        "letterhead": LETTERHEAD,
        "person": PERSON,
        "citizen_id": "330122202203150028",
        "doses": doses(),
        "issued_by": "李护士",
        "issued_on": DAY,
    }
    return sealed(Certificate(**{**values, **usual, **changes}))


def a_hard_paper(kind):
    """The same for sixty doses, the longest name and the longest address."""
    person = replace(PERSON, name=LONG_NAME, address=LONG_ADDRESS, guardian=LONG_NAME)
    return a_paper(kind, person=person, doses=() if kind == kinds.ADVICE else doses(3))
