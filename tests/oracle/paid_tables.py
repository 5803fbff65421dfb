"""The numbers of the self-paid products (section 7 and `non_nip` of the rule text), as the oracle reads them.

A row is (minimum age, gap from the dose before, gap from which on every reading agrees): a dose given between the two
gaps is not judged. A dose that some label of the kind allows counts, as the text names no brand.
"""

Row = tuple[str, str, str]

# Label: "3剂(间隔1-2月)+加强", and fewer doses for a late start (晚起减剂): the age at the first dose that counts,
# and what is given to a child who began before that age.
FIRST: Row = ("2m", "", "")
NEXT: Row = ("2m", "1m", "1m")
HIB_BOOSTER: Row = ("18m", "1m", "6m")  # the text gives six months for the combination only
PCV_BOOSTER: Row = ("12m", "1m", "2m")  # no gap in the text but the one to two months of the first doses
PCV_FIRST: Row = ("42d", "", "")  # 最早6周龄
COURSES: dict[str, list[tuple[str, list[Row]]]] = {
    "Hib": [("6m", [FIRST, NEXT, NEXT, HIB_BOOSTER]), ("12m", [FIRST, NEXT, HIB_BOOSTER]), ("60m", [FIRST])],
    "Pneumococcal": [
        ("7m", [PCV_FIRST, NEXT, NEXT, PCV_BOOSTER]),
        ("12m", [PCV_FIRST, NEXT, PCV_BOOSTER]),
        ("24m", [PCV_FIRST, ("12m", "2m", "2m")]),
        ("72m", [PCV_FIRST]),
    ],
    "Varicella": [("216m", [("12m", "", ""), ("12m", "3m", "3m")])],
    "EV71": [("72m", [("6m", "", ""), ("6m", "1m", "1m")])],
    "PPSV23": [("216m", [("24m", "", "")])],
    "Influenza": [("96m", [("6m", "", ""), ("6m", "28d", "28d")])],
}
# Combinations: ages of the doses, the two gaps between the first three, and the two before the fourth.
COMBINED = {
    "DTaP-IPV/Hib": (("2m", "3m", "4m", "18m"), ("28d", "28d"), ("6m", "6m")),
    # The gaps of the DTP part, 28 days and six months, are not said to be those of the Hib part.
    "DTaP-Hib": (("3m", "4m", "5m", "18m"), ("28d", "1m"), ("1m", "6m")),
}
HIB_YOUNGEST = "2m"
HIB_UNTIL = "60m"  # 1-5岁: to the fifth or to the sixth birthday; nothing is said from here on

UNTIL = {"EV71": "72m", "Pneumococcal": "72m"}  # C10: an upper age is judged on the day of the dose
GROWN_UP = "216m"

VARV_ADULT_FROM, VARV_ADULT_GAP = "156m", "28d"
LAIV_FROM = "36m"
FLU_TWO_DOSES_BEFORE = "96m"  # 6月龄-8岁: to the eighth or to the ninth birthday; one dose later is not followed

LLR: Row = ("2m", "12m", "12m")
LLR_UNTIL, LLR_NEVER_FROM = "36m", "48m"  # 2月龄-3岁
ORAL_FROM, ORAL_GAP = "42d", "28d"
# The first dose up to so many weeks old, the third up to 32: up to that day surely, in the week after it perhaps.
ORAL_FIRST_UNTIL = {"RV5": "84d", "LLR3": "91d"}
ORAL_THIRD_UNTIL = "224d"
WEEK_AFTER = "7d"

RABIES_DAYS = (0, 3, 7, 14, 28)
RABIES_PAUSE = "3m"  # after this a dose may belong to another exposure
