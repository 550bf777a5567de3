"""The papers a sheet is printed on, and the files it is written as.

They stand apart from `geo.sheet.page`, which needs matplotlib: to offer a sheet needs none.
"""

from __future__ import annotations

from enum import StrEnum


class Paper(StrEnum):
    """The sizes of paper, which lies on its long side."""

    A4 = "a4"
    LETTER = "letter"


SIZES = {Paper.A4: (841.89, 595.28), Paper.LETTER: (792.0, 612.0)}
"""Width and height in points."""


class Format(StrEnum):
    """What a sheet can be written as."""

    PDF = "pdf"
    SVG = "svg"
    PNG = "png"


MIMES = {Format.PDF: "application/pdf", Format.SVG: "image/svg+xml", Format.PNG: "image/png"}
