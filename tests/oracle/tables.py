"""The numbers of the national tables, as the oracle reads them; S1 to S8 and C1 to C25 name sources and conventions.

An age or a gap is written as the tables write it: "28d", "6m", and "" where the table shows a dash. A row is
(minimum age, gap from the dose before).
"""

from datetime import date

# Editions (section 1; C11: a dose is judged by the edition in force on its own day).
DTP_2025_FROM = date(2025, 1, 1)  # S6
NIP_2026_FROM = date(2026, 6, 17)  # printed that day; the day it came into force was not found

# Section 3 (S1, S3): injected live vaccines keep 28 days or share a day. BCG is among them by the letter (doubt 1).
LIVE = {"BCG", "MMR", "MR", "MV", "JE-L", "HepA-L", "VarV"}
LIVE_GAP_DAYS = 28
AFTER_GLOBULIN = "3m"  # section 5, C17; not BCG
AFTER_GLOBULIN_JE_I = "1m"  # section 5: the editions before 2026 only

# Section 2 with section 4; one row a dose.
ROWS = {
    "HepB": [("0d", ""), ("1m", "28d"), ("6m", "60d")],
    "HepB of a small child": [("0d", ""), ("1m", "28d"), ("2m", "28d"), ("7m", "60d")],  # 4.1, C21
    "BCG": [("0d", "")],
    "Polio": [("2m", ""), ("3m", "28d"), ("4m", "28d"), ("4m", "28d")],  # C18: a fourth dose counts from 4 months on
    "DTaP 2021": [("3m", ""), ("4m", "28d"), ("5m", "28d"), ("18m", "6m")],
    "DTaP 2025": [("2m", ""), ("4m", "28d"), ("6m", "28d"), ("18m", "6m"), ("72m", "12m")],
    "DTaP-IPV/Hib": [("2m", ""), ("3m", "28d"), ("4m", "28d"), ("18m", "6m")],  # section 7: by its label
    "DTaP-Hib": [("3m", ""), ("4m", "28d"), ("5m", "28d"), ("18m", "6m")],
    "DT": [("72m", ""), ("72m", "1m"), ("72m", "6m"), ("72m", "6m"), ("72m", "12m")],  # 4.4: after 0, 1, 2, 3, 4 doses
    "MMR": [("8m", ""), ("18m", "28d"), ("18m", "28d")],
    "JE-L": [("8m", ""), ("24m", "12m")],
    "JE-I": [("8m", ""), ("8m", "7d"), ("24m", "1m"), ("72m", "36m")],
    "MPSV-A": [("6m", ""), ("9m", "3m")],
    "conjugate": [("3m", ""), ("3m", "1m")],  # C20
    "MenAC": [("36m", ""), ("72m", "36m")],
    "HepA-L": [("18m", ""), ("18m", "6m")],  # 4.8: once; after one HepA-I six months later
    "HepA-I": [("18m", ""), ("24m", "6m")],
    "HPV": [("108m", ""), ("108m", "5m")],  # C22: what a label of a bought dose allows
    "HPV offered": [("156m", ""), ("156m", "6m")],  # 4.9: what the programme offers
}
LAST_HEPB_AFTER = "4m"  # dose 3 from dose 1; C21: of a small child, dose 4 from dose 2
FOURTH_POLIO_OFFERED = "48m"
AC_EARLY = "24m"  # 4.7: a child without its two doses of A
AC_AFTER_ONE_A = "3m"
AC_AFTER_TWO_A = "12m"
REDO_FIRST = "28d"  # C14
REDO_FIRST_AC = "36m"  # C14

# 应在…之前: (number of the dose, age before which it should be given).
BEFORE = {
    "HepB": [(1, "2d"), (3, "12m")],  # C5: within 24 hours = the day of birth or the next
    "BCG": [(1, "3m")],
    "Polio": [(3, "12m"), (4, "60m")],
    "DTP": [(3, "12m"), (4, "24m"), (5, "84m")],
    "MMR": [(1, "12m"), (2, "24m")],
    "JE": [(1, "12m"), (2, "36m")],
    "JE-I": [(2, "12m"), (3, "36m"), (4, "84m")],
    "MenA": [(1, "12m"), (2, "24m")],
    "MenA 2021": [(2, "18m")],
    "MenAC": [(1, "48m"), (2, "84m")],
    "HepA": [(1, "24m")],
    "HepA-I": [(2, "36m")],
    "HPV": [(1, "168m")],
}
SECOND_HPV_BEFORE = "12m"  # after the first

# The age at which the programme stops giving (section 3: 18 years; 4.7, 4.2, 4.4).
UNTIL = {"MenA": "24m", "BCG": "48m", "DTP": "144m"}
UNTIL_ELSE = "216m"
BCG_WITHOUT_TEST_UNTIL = "3m"
DTAP_UNTIL = {"2021": "72m", "2025": "84m"}
SMALL_BELOW_GRAMS = 2000

# Cohorts.
TWO_MMR_FROM = date(2019, 10, 1)  # 4.5
TWO_IPV_FROM = date(2019, 10, 1)  # 4.3
HPV_FROM = date(2011, 11, 10)  # 4.9; the day itself counts (doubt 8)
