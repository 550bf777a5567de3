"""What a sheet is about: the view of one extent, and what is told of a view beside its map."""

from __future__ import annotations

from collections.abc import Sequence

from geo.extents.catalogue import Extent, ExtentCatalogue
from geo.layers import sights
from geo.layers.style import LIGHT
from geo.layers.view import REGION, Shown, Sight, ThemeId, View
from geo.messages.extents import khorasan_of
from geo.messages.printed import licences, sources_of
from geo.sheet.scripts import read_scripts
from geo.sheet.sheet import Told
from geo.text.corpus import Corpus


def view_of_extent(extent: Extent, theme: ThemeId) -> View:
    """Make the view of one extent; the theme is any but the comparison of two."""
    looks = {
        ThemeId.PLACES: lambda: REGION,
        ThemeId.AGREEMENT: sights.of_sources,
        ThemeId.REPORTS: sights.of_reports,
    }
    bounds = looks.get(theme, lambda: sights.of_extent(extent.extent_id))()
    shown = Shown(extent.extent_id, extent.source.short, khorasan_of(extent))
    return View(LIGHT, theme, Sight(bounds=bounds), extent=shown)


def tell(
    view: View, words: Sequence[str], corpus: Corpus | None, catalogue: ExtentCatalogue | None
) -> Told:
    """Gather the `words` on a view, its sources, its licences and the names in Arabic script."""
    return Told(
        words=tuple(words),
        sources=tuple(sources_of(view, catalogue)) if catalogue else (),
        licences=licences(view),
        scripts=read_scripts(corpus, catalogue),
    )
