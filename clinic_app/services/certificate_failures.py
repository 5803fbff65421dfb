"""Why a wish about certificates was not granted."""

from __future__ import annotations

from dataclasses import dataclass

from clinic_app.services.failures import WishRefused


@dataclass
class NothingToCertify(WishRefused):
    """The card has nothing that this paper could say. `paper` is its kind."""

    paper: str


class CertificateGone(WishRefused):
    """There is no certificate with this number or id here."""


class NameTooLongToSign(WishRefused):
    """Names of person and clinic leave no room in the code for a single dose."""


class CountyUnknown(WishRefused):
    """This clinic has not been enrolled by a county, so no list of a county can be believed."""


class NoTrustListFound(WishRefused):
    """No list of a county on what was looked at."""


@dataclass
class TrustListRefused(WishRefused):
    """The county's list must not be used. `problem` is the value of a `TrustListProblem`."""

    problem: str


class NoCodeInPicture(WishRefused):
    """No code was found in the picture, or the file is no picture."""


class PageNotWritten(WishRefused):
    """The page for schools could not be written where it was wished."""


class ClassListUnreadable(WishRefused):
    """The file is no list that can be read: Excel, CSV or text."""


class ClassStopped(WishRefused):
    """The nurse stopped while the papers of a class were drawn; the certificates were issued before."""


class ClassListEmpty(WishRefused):
    """There is no child in the list."""
