"""The words of a printed sheet that the screen does not have."""

from __future__ import annotations

from geo.citations import words_of
from geo.extents.catalogue import Extent, ExtentCatalogue
from geo.layers.view import ThemeId, View
from geo.messages.catalogue import gettext, listed
from geo.messages.extents import capital, short_names
from geo.text import article


def sources_of(view: View, catalogue: ExtentCatalogue) -> list[str]:
    """Say who says what a view shows: each source's name, and where that is read."""
    if view.theme is ThemeId.AGREEMENT:
        names = listed(short_names(catalogue, catalogue.written))
        return [gettext("The written sources are {names}.", names=names)]
    if view.theme is ThemeId.REPORTS:
        evidence = catalogue.evidence
        read = dict.fromkeys(report.work_id for report in evidence.reports)
        cited = "; ".join(evidence.works[work_id].cite for work_id in read)
        return [gettext("Each limit and each arrow is a report, read in: {works}.", works=cited)]
    shown = (view.extent, view.against)
    return [_cited(catalogue.extents[one.extent_id]) for one in shown if one]


def _cited(extent: Extent) -> str:
    source = extent.source
    citation = words_of(source.citation).rstrip(".")
    return gettext("{name}: {citation}.", name=capital(source.short), citation=citation)


def licences(view: View) -> str:
    """Say whose data a sheet rests on, and under which licences."""
    parts = [
        gettext(
            "Extents: this atlas, CC BY 4.0. Historical towns: al-Thurayya (EIS1600), MIT, and "
            "GeoNames, CC BY 4.0."
        ),
        gettext(
            "Ground: Natural Earth and NOAA GLOBE, public domain; 15 rivers from GSHHG, "
            "LGPL-3.0-or-later. Cities and approximate borders: GeoNames, CC BY 4.0."
        ),
    ]
    if view.theme is ThemeId.PLACES:
        parts.insert(
            0,
            gettext(
                "Places: named in the Wikipedia article “{article}”, CC BY-SA 4.0; located by "
                "GeoNames, CC BY 4.0.",
                article=article.TITLE,
            ),
        )
    return " ".join(parts)
