"""Export how much of each present-day unit lies in an extent, as a CSV file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from geo.extents.overlap import COLUMNS, Overlap, cells
from geo.units import unit_name


def write_shares(rows: Iterable[Overlap]) -> bytes:
    """Write rows of `overlap.csv`, each with its unit's name, as UTF-8 with LF line ends."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow((*COLUMNS, "name"))
    writer.writerows((*cells(row), unit_name(row.unit)) for row in rows)
    return file.getvalue().encode()
