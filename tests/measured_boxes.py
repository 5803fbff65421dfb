"""A booklet as a ruler finds it: the edges of the printed table, written down by hand and used by tests alone.

Millimetres from the upper left corner of the opened page. No figure here comes from a layout file or from the program.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Cell:
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class PaperPage:
    """The table of one page: where its upright rules stand, where each row begins, and how high rows are."""

    width: float
    height: float
    frame: Cell
    columns: dict[str, tuple[float, float]]
    rows: dict[str, float]
    row_height: float
    fold: float = 0

    def cell(self, row: str, column: str) -> Cell:
        left, right = self.columns[column]
        return Cell(left, self.rows[row], right, self.rows[row] + self.row_height)

    def cells(self):
        return [self.cell(row, column) for row in self.rows for column in self.columns]


_NATIONAL = {
    "vaccine": (6, 32), "date": (32, 52), "site": (52, 66), "lot": (66, 87), "expiry": (87, 107), "maker": (107, 130),
    "clinic": (130, 150), "vaccinator": (150, 163), "remark": (163, 178),
}  # fmt: skip
_DOUBLE = {
    "vaccine": (6, 36), "date": (36, 56), "site": (56, 70), "lot": (70, 92), "maker": (92, 121),
    "clinic": (131, 169), "vaccinator": (169, 189), "remark": (189, 244),
}  # fmt: skip

NATIONAL_FIRST = PaperPage(
    width=184,
    height=260,
    frame=Cell(6, 12, 178, 238),
    columns=_NATIONAL,
    rows={
        "HepB-1": 22, "HepB-2": 34.5, "HepB-3": 47, "BCG-1": 59.5,
        "Polio-1": 72, "Polio-2": 84.5, "Polio-3": 97, "Polio-4": 109.5,
        "DTP-1": 138, "DTP-2": 150.5, "DTP-3": 163, "DTP-4": 175.5, "DTP-5": 188,
        "MMR-1": 200.5, "MMR-2": 213, "JE-L-1": 225.5,
    },
    row_height=12.5,
    fold=130,
)  # fmt: skip
NATIONAL_FREE = PaperPage(
    width=184,
    height=260,
    frame=Cell(6, 12, 178, 238),
    columns=_NATIONAL,
    rows={"free-1": 22, "free-2": 34.5, "free-8": 109.5, "free-9": 138, "free-16": 225.5},
    row_height=12.5,
    fold=130,
)
DOUBLE_SECOND = PaperPage(
    width=250,
    height=176,
    frame=Cell(6, 14, 244, 161.5),
    columns=_DOUBLE,
    rows={
        "DTP-4": 24, "DT-1": 36.5, "MR-1": 49, "MMR-1": 61.5, "JE-L-1": 74, "JE-L-2": 86.5,
        "JE-I-1": 99, "JE-I-2": 111.5, "JE-I-3": 124, "JE-I-4": 136.5, "MenA-1": 149,
    },
    row_height=12.5,
)  # fmt: skip


@dataclass(frozen=True)
class TwoLinePage(PaperPage):
    """A small booklet whose rows have two lines: column -> left, right, upper and lower edge below the row's top."""

    def cell(self, row: str, column: str) -> Cell:
        left, right, upper, lower = self.columns[column]
        return Cell(left, self.rows[row] + upper, right, self.rows[row] + lower)


POCKET_FIRST = TwoLinePage(
    width=105,
    height=148,
    frame=Cell(5, 14, 100, 139),
    columns={
        "date": (25, 45, 0, 6), "site": (45, 61, 0, 6), "lot": (61, 85, 0, 6), "vaccinator": (85, 100, 0, 6),
        "maker": (25, 61, 6, 17), "clinic": (61, 85, 6, 17), "remark": (85, 100, 6, 17),
    },
    rows={"HepB-1": 20, "HepB-2": 37, "HepB-3": 54, "BCG-1": 71, "Polio-1": 88, "Polio-2": 105, "Polio-3": 122},
    row_height=17,
)  # fmt: skip
