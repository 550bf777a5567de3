"""The bars: how much of each present-day unit lies in one Khorasan."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from geo.extents.overlap import Overlap
from geo.messages.catalogue import gettext, percent
from geo.units import country_of, unit_name
from views.components import Listener, mount


def show(rows: Iterable[Overlap], subject: str, ask: Callable[[str], None]) -> None:
    """Show a bar for each unit that asks about it; `subject` is the unit asked about."""
    mount(
        "bars",
        {
            "label": gettext("How much of each unit lies inside"),
            "rows": [row(one) for one in rows],
            "subject": subject,
        },
        key="bars",
        on={"chosen": Listener(str, ask)},
    )


def row(one: Overlap) -> list[Any]:
    """List a bar's unit, name, country, its three shares in per cent, figures and description."""
    shares = [round(100 * share) for share in (one.core, one.probable, one.possible)]
    figures = percent(*one.inside)
    described = gettext(
        "Probably {share} inside, range {range}",
        share=percent(one.probable, one.probable), range=figures,
    )  # fmt: skip
    return [one.unit, unit_name(one.unit), country_of(one.unit), shares, figures, described]
