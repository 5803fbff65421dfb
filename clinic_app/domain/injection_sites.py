"""Where a dose may go (接种部位): by product and age, and never two injections at one site on one day.

The catalogue says which sites a product allows; that alone can stop a needle. Age only orders them: i.m. doses of
infants go to the thigh first, those of older children to the arm (a custom of the field, nowhere a prohibition).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.domain.calendar import age_in_months

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date

    from clinic_app.domain.immunization.catalogue import Vaccine
    from clinic_app.domain.person import Dose

ORAL, BY_MOUTH = "oral", "PO"
THIGHS = ("left_thigh", "right_thigh")
INFANT_BEFORE_MONTHS, ARM_FROM_MONTHS = 12, 18


def sites_for(vaccine: Vaccine, born: date, on: date) -> tuple[str, ...]:
    """Return the allowed sites, the usual one at this age first; `oral` alone for what is swallowed."""
    months = age_in_months(born, on)
    if vaccine.route != "IM" or INFANT_BEFORE_MONTHS <= months < ARM_FROM_MONTHS:
        return vaccine.sites
    thighs_first = months < INFANT_BEFORE_MONTHS
    return tuple(sorted(vaccine.sites, key=lambda site: (site in THIGHS) is not thighs_first))


def site_as_given(route: str, supposed: str) -> str:
    """Return where a dose of this route went that nobody spoke of: as supposed, unless that cannot be.

    The arm on the record of another vaccine is where the needle went; but what is swallowed goes into no arm, and no
    needle into the mouth: then the site is `oral`, or unknown (empty).
    """
    if route == BY_MOUTH:
        return ORAL
    return "" if supposed == ORAL else supposed


def sites_taken(doses: Iterable[Dose], on: date) -> frozenset[str]:
    """Return where injections went on `on`, in whatever visit and wherever they were given; drops take no site."""
    return frozenset(dose.site for dose in doses if dose.given_on == on and dose.site not in ("", ORAL))


def first_free(sites: tuple[str, ...], taken: Collection[str]) -> str:
    """Return the first site not yet taken that day; the first of all when every one is taken."""
    return next((site for site in sites if site not in taken), sites[0])


def next_site(sites: tuple[str, ...], taken: Collection[str], after: str) -> str:
    """Return the next free site after `after`, in a ring; `after` itself when no other is free."""
    start = sites.index(after) + 1 if after in sites else 0
    ring = (*sites[start:], *sites[:start])
    return next((site for site in ring if site not in taken and site != after), after)
