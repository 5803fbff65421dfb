"""The page that verifies certificates in a browser (校验页): one file, no network; a county's list may be put in."""

from __future__ import annotations

from base64 import urlsafe_b64encode

from clinic_app.services.resource_files import RESOURCES

_PLACE = '<script id="trust" type="text/plain"></script>'


def verification_page(trust_list: bytes | None = None) -> str:
    """Return the page; `trust_list` is a file of the county, which the page verifies again whenever it is opened."""
    page = (RESOURCES / "verify" / "certificate.html").read_text("utf-8")
    if trust_list is None:
        return page
    before, place, after = page.partition(_PLACE)
    if not place:
        raise ValueError("the page has no place for a list")
    return before + place.replace("><", f">{urlsafe_b64encode(trust_list).decode().rstrip('=')}<") + after
