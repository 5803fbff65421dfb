"""A class list of a kindergarten becomes matched children, reasons for the others, and one document."""

from datetime import date

import pytest
from builders import a_person
from test_certificates import ROUTINE, a_child

from clinic_app.printing.preview import page_count
from clinic_app.services.certificate_failures import ClassListEmpty, ClassListUnreadable, ClassStopped
from clinic_app.services.class_list_files import rows_in_file, rows_in_text
from clinic_app.services.class_lists import Unmatched, class_pdf, issue_class, matched
from tests.unit.printing.paper_looks import looks_of

ID = "330122202203150021"
PASTED = "序号\t姓名\t性别\t出生日期\t家长\n1\t王一一\t女\t2022-03-15\t王芳\n2\t李 二二\t男\t2022/4/1\t李强\n\n合计\t2"


def told(rows):
    return [(row.child.name, row.unmatched.value if row.unmatched else "", row.on_file) for row in rows]


def test_a_table_pasted_from_a_sheet_is_read_by_its_heads():
    children = rows_in_text(PASTED)

    assert [(child.name, str(child.birth_date)) for child in children] == [
        ("王一一", "2022-03-15"),
        ("李二二", "2022-04-01"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "王一一 2022-03-15",
        "王一一,20220315",
        "1，王一一，2022年3月15日",
        "王一一\t2022/03/15 00:00:00",
        f"王一一 {ID}",
        "姓名,身份证号码\n王一一," + ID,
        "王 一一;2022.3.15",
    ],
)
def test_a_list_without_heads_is_read_by_what_its_cells_are(text):
    (child,) = rows_in_text(text)

    assert (child.name, child.birth_date) == ("王一一", date(2022, 3, 15))


def test_a_name_with_a_dot_of_another_kind_is_the_same_name():
    (child,) = rows_in_text("姓名,出生日期\n阿依古丽•买买提,2022-03-15")

    assert child.name == "阿依古丽·买买提"


@pytest.mark.parametrize("text", ["", "\n\n", "姓名,出生日期\n", "合计,3"])
def test_a_list_without_children_says_so(text):
    with pytest.raises(ClassListEmpty):
        rows_in_text(text)


def test_csv_of_an_old_excel_is_read_in_its_own_encoding(tmp_path):
    (tmp_path / "class.csv").write_bytes("姓名,出生日期\n王一一,2022-3-15\n".encode("gb18030"))

    assert rows_in_file(tmp_path / "class.csv")[0].name == "王一一"


def test_an_excel_file_is_read_with_its_dates_and_codes(tmp_path):
    """Cells hold a real date, a code as text and a number: as sheets come from schools."""
    path = tmp_path / "class.xlsx"
    path.write_bytes(an_xlsx([["姓名", "出生日期", "身份证号"], ["王一一", 44635, ID], ["李二二", "2022-04-01", ""]]))

    children = rows_in_file(path)

    assert [(child.name, str(child.birth_date), child.code) for child in children] == [
        ("王一一", "2022-03-15", ID),
        ("李二二", "2022-04-01", ""),
    ]


@pytest.mark.parametrize("content", [b"PK\x03\x04broken", b"\xff\xfe\x00\x81\xff", b"\xd0\xcf\x11\xe0nothing"])
def test_a_file_that_is_no_list_is_refused(tmp_path, content):
    (tmp_path / "class.xlsx").write_bytes(content)

    with pytest.raises((ClassListUnreadable, ClassListEmpty)):
        rows_in_file(tmp_path / "class.xlsx")


def test_children_are_matched_by_name_and_birth_date_and_judged(desk):
    a_child(desk)
    a_child(desk, ROUTINE[:-1], name="李二二", born=date(2022, 3, 15))

    rows = matched(desk, rows_in_text("王一一 2022-03-15\n李二二 2022-03-15"))

    assert [(row.name, row.result) for row in rows] == [("王一一", "complete"), ("李二二", "missing")]


def test_everybody_who_is_not_matched_is_listed_with_the_reason(desk):
    a_child(desk, citizen_id=ID)
    for _ in range(2):
        a_person(desk, name="张三三", birth_date=date(2022, 5, 1))

    rows = matched(
        desk,
        rows_in_text(
            "姓名,出生日期,身份证号\n王一一,2022-03-15,\n王一一,2022-03-16,\n张三三,2022-05-01,\n无名氏,2022-01-01,\n"
            f"赵四四,,\n王二,,{ID}\n,2022-03-15,{ID}\n王一一,,{ID}"
        ),
    )

    assert told(rows) == [
        ("王一一", "", ""),
        ("王一一", Unmatched.OTHER_BIRTH_DATE.value, "2022-03-15"),
        ("张三三", Unmatched.SEVERAL.value, ""),
        ("无名氏", Unmatched.NOT_FOUND.value, ""),
        ("赵四四", Unmatched.NO_BIRTH_DATE.value, ""),
        ("王二", Unmatched.OTHER_NAME.value, "王一一"),
        ("", Unmatched.NO_NAME.value, ""),
        ("王一一", Unmatched.TWICE.value, "王一一"),
    ]


def test_a_name_no_font_draws_is_known_before_the_class_is_printed(desk):
    a_child(desk, (), name="王ཀ一")

    (row,) = matched(desk, rows_in_text("王ཀ一 2022-03-15"))

    assert row.undrawable == "ཀ"


def test_one_document_holds_the_summary_and_every_certificate(desk):
    a_child(desk)
    a_child(desk, ROUTINE[:-1], name="李二二", born=date(2022, 3, 15))
    rows = matched(desk, rows_in_text("王一一 2022-03-15\n无名氏 2022-01-01\n李二二 2022-03-15"))
    steps = []

    issued = issue_class(desk, rows, desk.mint())
    pdf = class_pdf("青石镇中心幼儿园 大一班", rows, issued, lambda row: "档案里没有", lambda *done: steps.append(done))

    looks = looks_of(pdf)
    assert page_count(pdf) == 3
    summary = looks[0].text
    assert "名单 3 人　已完成 1　需补种 1　未出证明 1" in summary
    assert "青石镇中心幼儿园 大一班" in summary
    assert "无名氏" in summary
    assert "档案里没有" in summary
    assert "脊灰4" in summary
    assert [each.number for each in issued] == ["20261118-0001", "20261118-0002"]
    assert "王一一" in looks[1].text
    assert "李二二" in looks[2].text
    assert steps == [(1, 2), (2, 2)]


def test_a_class_that_is_stopped_ends_before_its_next_child_and_what_was_issued_stays(desk):
    for name in ("王一一", "李二二", "张三三"):
        a_child(desk, name=name, born=date(2022, 3, 15))
    rows = matched(desk, rows_in_text("王一一 2022-03-15\n李二二 2022-03-15\n张三三 2022-03-15"))
    issued, steps = issue_class(desk, rows, desk.mint()), []

    with pytest.raises(ClassStopped):
        class_pdf("大一班", rows, issued, lambda row: "", lambda *done: steps.append(done), lambda: len(steps) == 1)

    assert steps == [(1, 3)]
    assert [len(desk.card(row.person_id).certificates) for row in rows] == [1, 1, 1]


def test_a_list_in_which_nobody_is_on_file_is_not_issued(desk):
    rows = matched(desk, rows_in_text("无名氏 2022-01-01"))

    with pytest.raises(ClassListEmpty):
        issue_class(desk, rows, desk.mint())


def test_a_class_is_one_act_and_a_second_press_nothing(desk):
    from clinic_app.services.desk import AlreadyWritten

    child = a_child(desk)
    rows, draft = matched(desk, rows_in_text("王一一 2022-03-15")), desk.mint()
    issue_class(desk, rows, draft)

    with pytest.raises(AlreadyWritten):
        issue_class(desk, rows, draft)
    assert len(desk.card(child).certificates) == 1


def an_xlsx(rows):
    """The smallest workbook that Excel opens: inline texts, numbers, and a date format for column B."""
    import io
    import zipfile

    def cell(place, value):
        name = f"{'ABCDEF'[place]}"
        if isinstance(value, int):
            return f'<c r="{name}#" s="1"><v>{value}</v></c>'
        return f'<c r="{name}#" t="inlineStr"><is><t>{value}</t></is></c>'

    lines = "".join(
        f'<row r="{number}">'
        + "".join(cell(place, value) for place, value in enumerate(row)).replace("#", str(number))
        + "</row>"
        for number, row in enumerate(rows, start=1)
    )
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    packed = "http://schemas.openxmlformats.org/package/2006"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{packed}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{packed}/relationships"><Relationship Id="r1" '
        f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="a" sheetId="1" '
        'r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{packed}/relationships"><Relationship Id="r1" '
        f'Type="{office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="{office}/styles" '
        'Target="styles.xml"/></Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{main}"><cellXfs count="2"><xf numFmtId="0"/>'
        '<xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{lines}</sheetData></worksheet>',
    }
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return stored.getvalue()
