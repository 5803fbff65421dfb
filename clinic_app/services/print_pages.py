"""Pages of a paper as pixels, for the preview and for the printer; what the screen may know of `printing`."""

from __future__ import annotations

from clinic_app.printing.preview import Band, PageImage, page_bands, page_count, page_image, page_sizes_mm

__all__ = ["Band", "PageImage", "page_bands", "page_count", "page_image", "page_sizes_mm"]
