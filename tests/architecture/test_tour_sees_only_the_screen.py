import ast

from tests.architecture import house

TOUR = house.ROOT / "clinic_app" / "app" / "tour"
BELOW_GUI = ("services", "practice", "records", "exchange", "printing", "devices", "domain", "hub")


def imports_below_gui(text):
    names = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names.append(node.module or "")
    return [name for name in names if name.split(".")[:1] == ["clinic_app"] and name.split(".")[1] in BELOW_GUI]


def test_the_tour_knows_nothing_but_the_window():
    found = {path.name: imports_below_gui(path.read_text("utf-8")) for path in TOUR.glob("*.py")}

    assert len(found) > 5
    assert {name: names for name, names in found.items() if names} == {}


def test_a_tour_that_looks_behind_the_screen_is_noticed():
    text = (
        "from clinic_app.services.desk import Desk\nimport clinic_app.domain.visit\nfrom clinic_app.gui import theme\n"
    )

    assert imports_below_gui(text) == ["clinic_app.services.desk", "clinic_app.domain.visit"]
