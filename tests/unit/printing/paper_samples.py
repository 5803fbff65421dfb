"""One filled example of every paper of a visit, with a name that is long and has rare characters."""

from datetime import date, datetime, timedelta, timezone
from pathlib import Path

from clinic_app.domain.emergency import AdrenalineDose
from clinic_app.printing.aefi_card import AefiCard, aefi_card_pdf
from clinic_app.printing.appointment_slip import AppointedVaccine, AppointmentSlip, appointment_slip_pdf
from clinic_app.printing.consent_form import AnsweredQuestion, ConsentForm, ConsentVaccine, consent_form_pdf
from clinic_app.printing.emergency_card import Call, EmergencyCard, EmergencyPatient, emergency_card_pdf
from clinic_app.printing.error_notice import ErrorNotice, error_notice_pdf
from clinic_app.printing.not_given_note import NotGivenNote, SettledVaccine, not_given_note_pdf
from clinic_app.printing.page_frame import Paper
from clinic_app.printing.paid_choice_form import PaidChoice, PaidChoiceForm, paid_choice_form_pdf
from clinic_app.printing.paper_values import Letterhead, PaperDose, PaperPerson
from clinic_app.printing.postponement_note import PostponementNote, postponement_note_pdf
from clinic_app.services.resource_files import adrenaline_table, consent_texts

FONTS = Path(__file__).parents[3] / "resources" / "fonts"
CHINA = timezone(timedelta(hours=8))
TICKET = "T20261118059"
LONG_NAME = "阿卜杜热西提·麦麦提敏·买买提艾力·𬸚𫖯䶮㛃𠮷·吐尔逊江·艾合买提"
DAY = date(2026, 11, 18)
LETTERHEAD = Letterhead(clinic="柳河镇卫生院预防接种门诊", phone="0871-6512 0042", ticket=TICKET, printed_on=DAY)
PERSON = PaperPerson(
    name=LONG_NAME,
    sex="M",
    born_on=date(2025, 3, 4),
    age="1岁8月",
    code="370102010200000035",
    guardian="古丽娜尔·吐尔逊",
    relation="mother",
    phone="138 8800 1234",
    address="柳河镇东村3组12号",
)
DOSE = PaperDose(
    vaccine="百白破",
    dose_number=4,
    product="吸附无细胞百白破联合疫苗",
    maker="武汉生物",
    specification="0.5mL/支",
    lot_number="202607013",
    expires_on=date(2027, 12, 31),
    trace_code="83044020123456789012",
    given_at="2026-11-18 09:12",
    volume="0.5 mL",
    route="IM",
    site="left_upper_arm",
    vaccinator="张敏",
)


def a_consent_vaccine(code: str, name: str, *, paid: bool = False, price_fen: int = 0) -> ConsentVaccine:
    return ConsentVaccine(
        name=name,
        dose_number=1,
        text=consent_texts().vaccines.get(code),
        paid=paid,
        price_fen=price_fen,
        maker="武汉生物",
        lot_number="202607013",
        expires_on=date(2027, 12, 31),
    )


CONSENT = ConsentForm(
    letterhead=LETTERHEAD,
    person=PERSON,
    vaccines=(
        a_consent_vaccine("HepA-L", "甲型肝炎减毒活疫苗"),
        a_consent_vaccine("VarV", "水痘减毒活疫苗", paid=True, price_fen=15650),
    ),
    general=consent_texts().general,
    questions=(AnsweredQuestion("现在发热", False), AnsweredQuestion("对鸡蛋过敏", True), AnsweredQuestion("湿疹")),
    temperature="36.6 ℃",
    informed_by="张敏",
)
PAID_CHOICE = PaidChoiceForm(
    letterhead=LETTERHEAD,
    person=PERSON,
    choices=(
        PaidChoice(
            free_name="吸附无细胞百白破联合疫苗",
            free_dose_number=1,
            paid_name="吸附无细胞百白破灭活脊灰和b型流感嗜血杆菌联合疫苗",
            price_fen=59805,
            maker="赛诺菲巴斯德",
            extra="b型流感嗜血杆菌感染",
        ),
    ),
    text=consent_texts().paid_choice,
    informed_by="张敏",
)
APPOINTMENT = AppointmentSlip(
    letterhead=LETTERHEAD,
    name=LONG_NAME,
    on=date(2026, 12, 2),
    half_day="morning",
    vaccines=(AppointedVaccine("百白破", 4), AppointedVaccine("流感")),
)
AEFI = AefiCard(
    letterhead=LETTERHEAD,
    person=PERSON,
    report_by=datetime(2026, 11, 20, 9, 40, tzinfo=CHINA),
    number="37010220260012",
    occupation="散居儿童",
    expecting=False,
    doses=(DOSE,),
    onset_at=datetime(2026, 11, 18, 9, 30, tzinfo=CHINA),
    found_at=datetime(2026, 11, 18, 9, 40, tzinfo=CHINA),
    seen_at="镇卫生院儿科",
    symptoms=("荨麻疹", "呕吐"),
    fever_tenths=386,
    swelling_mm=26,
    hardness_mm=0,
    course="接种后18分钟面部出现散在风团，瘙痒，无呼吸困难。",
    diagnosis="急性荨麻疹",
    treatment="口服抗过敏药",
    in_hospital=False,
    outcome="better",
    classification="pending",
    found_by="passive",
    reports=("2026-11-18 10:05 电话 县疾控 王强",),
    reporter="李红",
    reported_on=DAY,
)
ERROR = ErrorNotice(
    letterhead=LETTERHEAD,
    person=PERSON,
    error="wrong_vaccine",
    planned="甲肝减毒 第1剂",
    happened="百白破 第4剂",
    dose=DOSE,
    found_at=datetime(2026, 11, 18, 9, 20, tzinfo=CHINA),
    found_by="李红",
    report_by=datetime(2026, 11, 20, 9, 20, tzinfo=CHINA),
    action="告知家长，留观至10:00",
    cause="两支疫苗放在同一托盘",
    steps_done=("guardian_told", "已换新托盘"),
    reporter="张敏",
    reported_on=DAY,
)
EMERGENCY = EmergencyCard(
    letterhead=LETTERHEAD,
    table=adrenaline_table(),
    calls=(Call("急救中心", "120"), Call("县医院急诊", "0871-6512 0120")),
    patient=EmergencyPatient(
        name=LONG_NAME,
        age="1岁8月",
        weight_grams=10500,
        dose=AdrenalineDose(micrograms=105, microlitres=110, weight_estimated=True),
    ),
)
POSTPONEMENT = PostponementNote(
    letterhead=LETTERHEAD,
    person=PERSON,
    result="postponed",
    advice="体温正常3天后再种；持续高热请到儿科就诊。",
    vaccines=("百白破", "甲肝减毒"),
    findings=("现在发热，或近三天发过热", "咳嗽"),
    temperature="38.1 ℃",
    again_on=date(2026, 11, 25),
    doctor="李红",
    on=DAY,
)
NOT_GIVEN = NotGivenNote(
    letterhead=LETTERHEAD,
    person=PERSON,
    vaccines=(SettledVaccine("百白破", 4), SettledVaccine("甲肝减毒", 1, "家长要求改日")),
    again_on=date(2026, 12, 2),
    nurse="张敏",
    on=DAY,
)

PAPERS = {
    "consent": (CONSENT, consent_form_pdf, Paper.A4),
    "paid choice": (PAID_CHOICE, paid_choice_form_pdf, Paper.A5),
    "aefi": (AEFI, aefi_card_pdf, Paper.A4),
    "error": (ERROR, error_notice_pdf, Paper.A4),
    "emergency": (EMERGENCY, emergency_card_pdf, Paper.A4),
    "postponement": (POSTPONEMENT, postponement_note_pdf, Paper.A5),
    "not given": (NOT_GIVEN, not_given_note_pdf, Paper.A5),
    "appointment": (
        APPOINTMENT,
        lambda slip, fonts, **how: appointment_slip_pdf(slip, fonts, Paper.A5_ACROSS, **how),
        Paper.A5_ACROSS,
    ),
}
