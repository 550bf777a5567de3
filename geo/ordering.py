"""The article's places in an order: by how near to Khorasan, by name, by kind or as first named."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from geo.extents.catalogue import ExtentCatalogue
from geo.extents.claims import HALF
from geo.layers.view import REGION
from geo.text.corpus import Corpus
from geo.text.places import Place
from geo.vocabulary import GROUP_OF, GROUPS, Band, PlaceOrder, Zone

INSIDE = {Band.CORE, Band.PROBABLE}
"""The bands of an extent that count as Khorasan's lands."""


def zones(corpus: Corpus, catalogue: ExtentCatalogue | None) -> dict[str, Zone]:
    """Say of each place, by `place_id`, how near to Khorasan it lies.

    Without extents no place is known to lie in its lands.
    """
    return {key: _zone(place, catalogue) for key, place in corpus.places.items()}


def _zone(place: Place, catalogue: ExtentCatalogue | None) -> Zone:
    if catalogue and is_inside(place, catalogue, catalogue.default.extent_id):
        return Zone.LANDS
    west, south, east, north = REGION
    near = west <= place.lon <= east and south <= place.lat <= north
    return Zone.REGION if near else Zone.WORLD


def is_inside(place: Place, catalogue: ExtentCatalogue, extent_id: str) -> bool:
    """Tell whether an extent counts in a point, or more than half of a unit of today."""
    if overlap := catalogue.share_of(extent_id, place.area_ref):
        return overlap.probable > HALF
    return catalogue.locator.bands_at(place.lon, place.lat)[extent_id] in INSIDE


def ordered(
    corpus: Corpus, places: Iterable[Place], order: PlaceOrder, near: Mapping[str, Zone]
) -> list[Place]:
    """Put places in an order; `near` is that of `zones`."""
    kinds = {group.group_id: at for at, group in enumerate(GROUPS)}
    by_nearness = list(Zone)
    mentions = corpus.mentions_of

    def key(place: Place) -> tuple[int, int, str]:
        name = place.name.casefold()
        match order:
            case PlaceOrder.REGION:
                zone = by_nearness.index(near[place.place_id])
                return zone, -len(mentions[place.place_id]), name
            case PlaceOrder.KIND:
                return kinds[GROUP_OF[place.kind].group_id], 0, name
            case PlaceOrder.MENTION:
                return mentions[place.place_id][0].start, 0, name
            case PlaceOrder.NAME:
                return 0, 0, name

    return sorted(places, key=key)
