"""What the map's files are made from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd

from geo.extents.catalogue import ExtentCatalogue, read_catalogue
from geo.extents.claims import provinces_named_khorasan
from geo.text.corpus import Corpus, read_corpus
from geo.units import read_regions


@dataclass(frozen=True)
class Inputs:
    """All of `data/` that is drawn; the frames are WGS84 degrees.

    `bands` are the rows of `historic.geojson`, `faces` those of `agreement.geojson`, `edges` those
    of `edges.geojson`. A province
    is a `namesake` if it bears the name Khorasan today.
    """

    corpus: Corpus
    catalogue: ExtentCatalogue
    provinces: gpd.GeoDataFrame
    countries: gpd.GeoDataFrame
    water: gpd.GeoDataFrame
    seams: gpd.GeoDataFrame
    bands: gpd.GeoDataFrame
    faces: gpd.GeoDataFrame
    cities: gpd.GeoDataFrame
    edges: gpd.GeoDataFrame
    majority: gpd.GeoDataFrame


def read_inputs(data: Path) -> Inputs:
    """Read the folder `data`; raises `AtlasError` at a file that is missing or damaged."""
    names = (
        "provinces", "countries", "water", "seams", "cities",
        "historic", "agreement", "edges", "majority",
    )  # fmt: skip
    regions = {name: read_regions(data / "regions" / f"{name}.geojson") for name in names}
    bands, provinces = regions["historic"], regions["provinces"]
    catalogue = read_catalogue(data)
    namesakes = provinces_named_khorasan(catalogue)
    return Inputs(
        corpus=read_corpus(data),
        catalogue=catalogue,
        provinces=provinces.assign(namesake=provinces["iso_3166_2"].isin(namesakes)),
        countries=regions["countries"],
        water=regions["water"],
        seams=regions["seams"],
        bands=bands.assign(part=bands["part"].fillna("")),
        faces=regions["agreement"],
        cities=regions["cities"],
        edges=regions["edges"],
        majority=regions["majority"],
    )
