"""A link as a QR code."""

from __future__ import annotations

import segno


def qr_code(link: str) -> str:
    """Draw a link as a QR code, dark on light whatever the theme: an SVG in a `data:` address."""
    drawn: str = segno.make(link, error="m", micro=False).svg_data_uri(
        scale=8, border=4, dark="#000", light="#fff", omitsize=True
    )
    return drawn
