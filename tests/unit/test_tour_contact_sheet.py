"""The one picture of every paper the tour made."""

import pytest
from paper_builders import a_sheet
from PIL import Image

from clinic_app.app.tour.contact_sheet import kind_of_file, write_contact_sheet
from clinic_app.app.tour.director import PAPERS_OF_A_DAY
from clinic_app.printing import certificate_values
from clinic_app.services import paper_kinds
from clinic_app.services.paper_kinds import names_of_papers


@pytest.mark.parametrize(
    ("stem", "kind"),
    [
        ("T20261118059", "observation_slip"),
        ("T20261118059-consent", "consent"),
        ("T20261118059-screening-notice", "screening_notice"),
        ("aefi_card-20261118-083000", "aefi_card"),
        ("register-20261118-083000-12", "register"),
        ("certificate-school-20261118-083000", "certificate-school"),
        ("booklet-test_page-20261118-083000-2", "booklet-test_page"),
        ("consent-trial-20261118-083000", "trial"),
        ("recovery", "recovery"),
    ],
)
def test_the_name_of_a_file_says_which_paper_it_is(stem, kind):
    assert kind_of_file(stem) == kind


def test_every_kind_of_paper_stands_on_the_picture_once(tmp_path):
    for name in ("T20261118059", "T20261118060", "label-20261118-083000", "sign-20261118-083000"):
        (tmp_path / f"{name}.pdf").write_bytes(a_sheet([(10, 10, 50, 50)], ()))

    kinds = write_contact_sheet(tmp_path, tmp_path / "papers.png")

    assert kinds == ["label", "observation_slip", "sign"]
    picture = Image.open(tmp_path / "papers.png")
    assert picture.width > 2000
    assert picture.getextrema()[0] < 50  # the boxes are drawn


def test_without_papers_there_is_no_picture(tmp_path):
    assert write_contact_sheet(tmp_path, tmp_path / "papers.png") == []
    assert not (tmp_path / "papers.png").exists()


def test_the_tour_makes_every_paper_that_can_be_printed():
    assert names_of_papers() == PAPERS_OF_A_DAY


def test_every_certificate_is_a_form_of_its_own():
    assert {*certificate_values.KINDS} - {certificate_values.ADVICE} < {*paper_kinds.KINDS["certificate"].forms}
