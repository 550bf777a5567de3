"""What is wrong in the data is found, in its file and row, and nothing else is."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely.geometry import LineString, Polygon, box, mapping

from geo.geojson import parse_features
from geo.paths import DATA
from geo.tables import BOM
from geo.validate import TOLERANCE_KM, distance_km, validate

Edit = Callable[[bytes], bytes]
Row = dict[str, str]
Where = tuple[str, str, str, str]
"""A fault expected: the file, the first cell of its row or nothing, the column, its words."""

ARTICLE = ("article/article.txt", "article/passages.csv", "article/sections.csv")
EVIDENCE = (
    "evidence/sources.csv", "evidence/towns.csv", "evidence/testimony.csv",
    "evidence/disputes.csv", "evidence/extents.csv", "evidence/units.csv", "evidence/claims.csv",
    "evidence/works.csv", "evidence/limits.csv", "evidence/reports.csv", "evidence/witnesses.csv",
)  # fmt: skip
TABLES = (*ARTICLE[1:], "places.csv", "mentions.csv", "senses.csv", *EVIDENCE)
LAYERS = ("regions/countries.geojson", "regions/provinces.geojson", "regions/water.geojson")
FILES = (*ARTICLE, "places.csv", "mentions.csv", "senses.csv", *EVIDENCE, *LAYERS)
PLACES, MENTIONS, SENSES, PASSAGES, SECTIONS = (
    "places.csv", "mentions.csv", "senses.csv", "article/passages.csv", "article/sections.csv",
)  # fmt: skip
SOURCES, TOWNS, TESTIMONY, DISPUTES, EXTENTS, UNITS, CLAIMS, *REST = EVIDENCE
WORKS, LIMITS, REPORTS, WITNESSES = REST
COUNTRIES, PROVINCES, WATER = LAYERS


parsed_once = cache(parse_features)
"""Reads the committed layers only once for all tests."""


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a folder of links to the committed data, in which files can be replaced."""
    monkeypatch.setattr("geo.validate.parse_features", parsed_once)
    for path in DATA.rglob("*"):
        if path.is_file():
            link = tmp_path / path.relative_to(DATA)
            link.parent.mkdir(exist_ok=True)
            link.symlink_to(path)
    return tmp_path


SQUARES = {
    "regions/countries.geojson": {"country": {"AF": box(0, 0, 2, 1)}},
    "regions/provinces.geojson": {
        "iso_3166_2": {"AF-KAB": box(0, 0, 1, 1), "AF-PAR": box(1, 0, 2, 1)}
    },
    "regions/water.geojson": {"water_id": {"canal": LineString([(0, 0), (2, 1)])}},
}
SMALL = {
    "article/article.txt": "Kabul, Khorasan.",
    "article/passages.csv": "passage_id,start,end,sensitive\np001,0,16,\n",
    "article/sections.csv": "start,title\n0,All\n",
    "mentions.csv": "start,end,surface,place_id,use\n0,5,Kabul,kabul,literal\n",
    "senses.csv": (
        "start,end,surface,sense,refers_to,note\n7,15,Khorasan,present-provinces,AF-KAB,\n"
    ),
    "places.csv": (
        "place_id,name,kind,lon,lat,radius_km,certainty,country,admin1,area_ref,"
        "geonames,wikidata,names,alternates,source,note\n"
        "kabul,Kabul,city,0.5,0.5,10,certain,AF,AF-KAB,,,,fa=کابل,,a drawing,\n"
    ),
    "evidence/sources.csv": (
        "source_id,author,work,date,written_from,written_to,year_from,year_to,period_name,citation,"
        "edition,kind,note,short,says,disputed,about,about_from,draws_on\n"
        "anon,anonymous,A list,undated,-20,,-20,,Early,A list,none,list of towns,,a list,It says.,"
        "No.,One. Two.,a book,\n"
        "tax,anonymous,Taxes,undated,800,,800,,Later,A list,none,administrative list,,taxes,So.,"
        "No.,One. Two.,a book,anon\n"
        "state,a state,A law,undated,,,2004,,Today,A law,none,state boundary,,a law,It says.,"
        "No.,One. Two.,a book,\n"
        "text,an author,A text,undated,,,,,Any,A text,none,article's sentence,,a text,It says.,"
        "No.,One. Two.,a book,\n"
    ),
    "evidence/towns.csv": (
        "town_id,name,names,alternates,modern,kind,lon,lat,radius_km,bank,certainty,"
        "geonames,source,note\n"
        "marw,Marw,ar=مرو,Merv,Mary,town,62.2,37.7,5,near,certain,,a drawing,\n"
    ),
    "evidence/testimony.csv": (
        "source_id,town_id,relation,quarter,work_id,page,citation,toponym,says,basis,note\n"
        'anon,marw,in,,scroll,line 1,"A scroll, line 1",مرو,It is in.,passage,\n'
        "tax,marw,out,,,,,,,unverified,\n"
    ),
    "evidence/disputes.csv": (
        "dispute_id,title,town_id,towns,says,counted_in,counted_out,on_edge,citation\n"
        "marw,Marw,marw,marw,One list has it.,anon,,,line 1\n"
    ),
    "evidence/extents.csv": (
        "extent_id,source_id,title,derivation,limit,quartered,by_writer,by_law,default,"
        "stands_for\n"
        "anon,anon,The list,towns,oxus,no,yes,no,yes,sasanian\n"
        "tax,tax,The taxes,towns,,yes,no,no,no,umayyad\n"
        "state,state,The state,units,,no,no,yes,no,today\n"
        "text,text,The text,units,,no,no,no,no,article\n"
    ),
    "evidence/units.csv": (
        "extent_id,part,band,iso_3166_2,clip,note\n"
        "state,,core,AF-KAB,,\n"
        "text,the east,core,AF-PAR,,\n"
    ),
    "evidence/claims.csv": (
        "claim_id,quote,test,part_id,country\neast,Kabul,majority,text-the-east,AF\n"
    ),
    "evidence/works.csv": (
        "work_id,cite,citation,link,language\n"
        'scroll,A scroll,"A scroll, Kabul",https://a.example/scroll,ar\n'
    ),
    "evidence/limits.csv": (
        "source_id,limit,work_id,page,toponym,says,around\n"
        "anon,oxus,scroll,line 2,نهر,It ends at the river.,\n"
    ),
    "evidence/reports.csv": (
        "report_id,title,work_id,page,toponym,says,written_from,written_to,from_name,from_lon,"
        "from_lat,to_name,to_lon,to_lat,direction,points,draws_on\n"
        "far,Far,scroll,line 3,الى الشرق,To the sunrise.,800,800,Marw,62.2,37.7,,,,east,a map,\n"
        "more,More,scroll,line 4,مثله,The same.,810,810,Marw,62.2,37.7,Kabul,69,34,,a map,far\n"
    ),
    "evidence/witnesses.csv": (
        "claim_id,source_id,work_id,page,agrees,says\neast,anon,scroll,line 5,yes,It grew.\n"
    ),
    **{
        file: json.dumps(
            {
                "type": "FeatureCollection",
                "features": [
                    {"type": "Feature", "properties": {column: ident}, "geometry": mapping(one)}
                    for ident, one in shapes.items()
                ],
            },
            indent=1,
        )
        for file, columns in SQUARES.items()
        for column, shapes in columns.items()
    },
}
"""A whole data folder of one place, small enough to be checked hundreds of times."""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Make the small data folder."""
    return write_small(tmp_path)


def write_small(folder: Path) -> Path:
    """Write the small data folder anew."""
    for file, content in SMALL.items():
        (folder / file).parent.mkdir(exist_ok=True)
        (folder / file).write_text(content, encoding="utf-8", newline="\n")
    return folder


def edit(data: Path, file: str, change: Edit) -> None:
    """Replace a link by a file that `change` makes of it; the change must change something."""
    path = data / file
    before = path.read_bytes()
    path.unlink()
    path.write_bytes(change(before))
    assert path.read_bytes() != before


def rows(change: Callable[[list[Row]], object]) -> Edit:
    """Make an edit of a CSV file from a change of its rows in place."""

    def apply(content: bytes) -> bytes:
        table = list(csv.DictReader(io.StringIO(content.decode(), newline="")))
        change(table)
        out = io.StringIO()
        writer = csv.DictWriter(out, list(table[0]), extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(table)
        return out.getvalue().encode()

    return apply


def last_of(table: list[Row], key: str) -> Row:
    """Find the last row whose first cell is `key`."""
    return [row for row in table if next(iter(row.values())) == key][-1]


def put(key: str, **cells: str) -> Edit:
    """Make an edit that sets cells of the last row whose first cell is `key`."""

    def change(table: list[Row]) -> None:
        last_of(table, key).update(cells)

    return rows(change)


def again(key: str, **cells: str) -> Edit:
    """Make an edit that repeats at the end, with other cells, the row that `put` would change."""

    def change(table: list[Row]) -> None:
        table.append(last_of(table, key) | cells)

    return rows(change)


def drop(column: str) -> Edit:
    """Make an edit that takes a column out."""
    return rows(lambda table: [row.pop(column) for row in table])


def features(change: Callable[[list[dict[str, Any]]], object]) -> Edit:
    """Make an edit of a GeoJSON file from a change of its features in place."""

    def apply(content: bytes) -> bytes:
        collection = json.loads(content)
        change(collection["features"])
        return json.dumps(collection).encode()

    return apply


def feature(ident: str, change: Callable[[dict[str, Any]], object]) -> Edit:
    """Make an edit that changes in place the feature which has `ident` among its properties."""

    def find(found: list[dict[str, Any]]) -> None:
        (one,) = (one for one in found if ident in map(str, one["properties"].values()))
        change(one)

    return features(find)


def shape(ident: str, change: Callable[[Any], Any]) -> Edit:
    """Make an edit of one feature's geometry, given and taken as a shapely geometry."""

    def replace(one: dict[str, Any]) -> None:
        one["geometry"] = mapping(change(shapely.geometry.shape(one["geometry"])))

    return feature(ident, replace)


def line_of(path: Path, key: str) -> int:
    """Find the line of the last row whose first cell is `key`, as an editor counts it."""
    reader = csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline=""))
    return [reader.line_num for row in reader if row and row[0] == key][-1]


def assert_faults(data: Path, *expected: Where) -> None:
    """Assert that `validate` finds the expected faults, in file and row order, and no other."""
    faults = validate(data)
    where = [(fault.file, fault.row, fault.column) for fault in faults]
    assert where == [
        (Path(file).name, line_of(data / file, key) if key else 0, column)
        for file, key, column, _ in expected
    ], "\n".join(map(str, faults))
    for fault, (*_, words) in zip(faults, expected, strict=True):
        assert words in str(fault)


def test_committed_data_have_no_faults() -> None:
    """The data as committed keep their contract."""
    assert validate(DATA) == []


BOW_TIE = Polygon([(66, 36), (67, 37), (67, 36), (66, 37)])

CASES: list[tuple[str, Edit, str, str, str]] = [
    # The file, the edit, and the one fault's row by its first cell, its column, its words.
    (PLACES, put("kabul", kind="metropolis"), "kabul", "kind", "expected one of city, town"),
    (PLACES, put("kabul", lon="nan"), "kabul", "lon", "is 'nan'; expected degrees"),
    (PLACES, put("kabul", lat="north"), "kabul", "lat", "is 'north'; expected degrees"),
    (PLACES, put("kabul", lat="90.5"), "kabul", "lat", "from -90 to 90"),
    (PLACES, put("kabul", radius_km="0"), "kabul", "radius_km", "kilometres from 0.1"),
    (PLACES, put("kabul", certainty="sure"), "kabul", "certainty", "certain, less-certain"),
    (PLACES, put("kabul", names="persian=کابل"), "kabul", "names", "expected names such as"),
    (PLACES, put("kabul", wikidata="5838"), "kabul", "wikidata", "a Wikidata id or nothing"),
    (PLACES, put("kabul", source=""), "kabul", "source", "where the coordinates come from"),
    (PLACES, put("kabul", country="AFG"), "kabul", "country", "is 'AFG'; expected ISO 3166-1"),
    (PLACES, put("kabul", country="ZZ"), "kabul", "country", "'ZZ' is no country"),
    (PLACES, put("kabul", admin1="AF-XYZ"), "kabul", "admin1", "is 'AF-XYZ'; expected an ISO"),
    (PLACES, put("kabul", admin1="af-kab"), "kabul", "admin1", "is 'af-kab'; expected an ISO"),
    (PLACES, put("aleppo", admin1="RU-MOS"), "aleppo", "admin1", "of RU; expected a unit of SY"),
    (PLACES, put("kabul", area_ref="kabol"), "kabul", "area_ref", "'kabol' is no feature"),
    (PLACES, put("baghlan", area_ref=""), "baghlan", "area_ref", "expected 'AF-BGL', its admin1"),
    (PLACES, put("gansu", area_ref="CN"), "gansu", "area_ref", "admin1 has no outline"),
    (PLACES, put("kabul", lon="34.53", lat="69.17"), "kabul", "", "longitude look swapped"),
    (PLACES, put("kabul", lon="64.5"), "kabul", "", "AF-KAB; expected at most radius_km, 10 km"),
    (PLACES, put("kabul", lon="10"), "kabul", "", "km outside AF; expected"),
    (PLACES, put("persian-gulf", lat="-10"), "persian-gulf", "", "outside AE or BH or IQ or"),
    (PLACES, put("amu-darya", lat="36.5"), "amu-darya", "", "km outside amu-darya; expected"),
    (PLACES, again("kabul"), "kabul", "place_id", "repeats 'kabul' of line"),
    (PLACES, again("kabul", place_id="nowhere"), "nowhere", "place_id", "named by no mention"),
    (PLACES, drop("names"), "", "names", "the column is missing"),
    (PLACES, drop("country"), "", "country", "the column is missing"),
    (PLACES, drop("place_id"), "", "place_id", "the column is missing"),
    (MENTIONS, put("165", surface="Afganistan"), "165", "surface", "expected 'Afghanistan'"),
    (MENTIONS, put("165", use="real"), "165", "use", "is 'real'; expected one of literal"),
    (MENTIONS, put("165", end="165"), "165", "end", "expected more than 165"),
    (MENTIONS, put("165", start="one"), "one", "start", "a whole number"),
    (MENTIONS, put("165", place_id="nowhere"), "165", "place_id", "expected a place_id"),
    (MENTIONS, again("165"), "165", "start", "sorted, no overlap"),
    (MENTIONS, rows(lambda table: table.insert(0, table.pop(1))), "20", "start", "sorted, no"),
    (MENTIONS, drop("surface"), "", "surface", "the column is missing"),
    (MENTIONS, drop("place_id"), "", "place_id", "the column is missing"),
    (SENSES, put("267", surface="Khurasan"), "267", "surface", "expected 'Khorasan', as in"),
    (SENSES, put("267", end="276"), "267", "end", "expected 275, the end of 'Khorasan'"),
    (SENSES, put("267", start="x"), "x", "start", "a whole number"),
    (SENSES, put("267", sense="region"), "267", "sense", "expected one of historic-region"),
    (SENSES, put("267", refers_to=""), "267", "refers_to", "a land of historic.geojson"),
    (SENSES, put("267", refers_to="IR-28"), "267", "refers_to", "one of historic.geojson"),
    (SENSES, put("4899", refers_to="IR-28;article"), "4899", "refers_to", "one of provinces.geo"),
    (SENSES, put("20", refers_to="article"), "20", "refers_to", "expected nothing: organisation"),
    (SENSES, again("35604"), "35604", "start", "in text order, each once"),
    (SENSES, rows(lambda table: table.insert(0, table.pop(1))), "20", "start", "in text order"),
    (SENSES, rows(list[Row].pop), "", "start", "'Khorasan' at 35604 has no row"),
    (SENSES, drop("start"), "", "start", "the column is missing"),
    (SENSES, drop("sense"), "", "sense", "the column is missing"),
    (SENSES, drop("refers_to"), "", "refers_to", "the column is missing"),
    (PASSAGES, put("p004", sensitive="x" * 100), "p004", "sensitive", "under 100 characters"),
    (PASSAGES, put("p002", start="190"), "p002", "start", "191: passages tile the text"),
    (PASSAGES, put("p002", end="x"), "p002", "end", "a whole number"),
    (PASSAGES, put("p002", passage_id="p001"), "p001", "passage_id", "repeats 'p001' of line 2"),
    (PASSAGES, rows(list[Row].pop), "", "end", "expected the text's end"),
    (PASSAGES, drop("end"), "", "end", "the column is missing"),
    (SECTIONS, put("2592", start="2593"), "2593", "start", "expected the start of a passage"),
    (SECTIONS, rows(lambda table: table.pop(0)), "2592", "start", "all text has a section"),
    (SECTIONS, again("2592"), "2592", "start", "is 2592; expected more than"),
    (SECTIONS, put("2592", title=""), "2592", "title", "a title without blanks"),
    (PROVINCES, features(lambda all_: all_.append(all_[0])), "", "iso_3166_2", "stands 2 times"),
    (PROVINCES, feature("IR-10", lambda one: one["properties"].update(iso_3166_2="AF-XYZ")),
     "", "iso_3166_2", "'AF-XYZ' is no code; expected an ISO 3166-2 code"),
    (PROVINCES, feature("IR-10", lambda one: one["properties"].pop("iso_3166_2")),
     "", "iso_3166_2", "is missing from 1 features"),
    (PROVINCES, features(lambda all_: [one["properties"].pop("iso_3166_2") for one in all_]),
     "", "iso_3166_2", "the column is missing"),
    (PROVINCES, feature("AF-BAL", lambda one: one.update(geometry=None)),
     "", "geometry", "AF-BAL has no geometry"),
    (PROVINCES, shape("AF-BAL", lambda _: BOW_TIE), "", "geometry", "AF-BAL is not valid"),
    (PROVINCES, shape("AF-BAL", lambda area: area.buffer(0.2)),
     "", "geometry", "overlap or miss each other; expected shared borders"),
    (COUNTRIES, feature("AD", lambda one: one["properties"].update(country="ad")),
     "", "country", "'ad' is no code; expected an ISO 3166-1 alpha-2 code"),
    (COUNTRIES, features(lambda all_: all_.append(all_[-1])), "", "country", "stands 2 times"),
    (WATER, feature("aral-sea", lambda one: one["properties"].pop("water_id")),
     "", "water_id", "is missing from 1 features"),
    (SOURCES, put("istakhri", year_from="c. 950"), "istakhri", "year_from", "expected a year"),
    (SOURCES, put("istakhri", year_from="0"), "istakhri", "year_from", "is '0'; expected a year"),
    (SOURCES, put("istakhri", year_to="949"), "istakhri", "year_to", "expected 950, its year_from"),
    (SOURCES, put("istakhri", year_from="990"), "istakhri", "year_to", "is 985; expected 990"),
    (SOURCES, put("istakhri", kind="map"), "istakhri", "kind", "expected one of list of towns"),
    (SOURCES, put("istakhri", citation=""), "istakhri", "citation", "a full citation"),
    (SOURCES, put("istakhri", edition=" "), "istakhri", "edition", "the edition or translation"),
    (SOURCES, again("istakhri"), "istakhri", "source_id", "repeats 'istakhri' of line"),
    (SOURCES, drop("source_id"), "", "source_id", "the column is missing"),
    (SOURCES, drop("year_to"), "", "year_to", "the column is missing"),
    (SOURCES, put("istakhri", short="al-Iṣṭakhrī"), "istakhri", "short", "at most 32 ASCII"),
    (SOURCES, put("istakhri", short="a" * 33), "istakhri", "short", "at most 32 ASCII"),
    (SOURCES, put("istakhri", short=""), "istakhri", "short", "at most 32 ASCII"),
    (SOURCES, put("istakhri", says="so " * 60 + "on"), "istakhri", "says", "at most 60 words"),
    (SOURCES, put("istakhri", says=""), "istakhri", "says", "at most 60 words"),
    (SOURCES, put("istakhri", disputed="so " * 45 + "on"), "istakhri", "disputed", "45 words"),
    (SOURCES, drop("says"), "", "says", "the column is missing"),
    (SOURCES, put("qudama", draws_on="herodotus"), "qudama", "draws_on", "another source_id of"),
    (SOURCES, put("qudama", draws_on="qudama"), "qudama", "draws_on", "another source_id of"),
    (SOURCES, put("qudama", draws_on="Baladhuri"), "qudama", "draws_on", "separated by ;"),
    (SOURCES, drop("draws_on"), "", "draws_on", "the column is missing"),
    (TOWNS, put("hara", lon="34.3", lat="34.3"), "hara", "lon", "degrees from 40 to 80"),
    (TOWNS, put("hara", lat="62.2"), "hara", "lat", "degrees from 22 to 46"),
    (TOWNS, put("hara", radius_km=""), "hara", "radius_km", "kilometres from 0.1"),
    (TOWNS, put("hara", certainty="likely"), "hara", "certainty", "certain, less-certain"),
    (TOWNS, put("hara", kind="city"), "hara", "kind", "expected one of town, district, region"),
    (TOWNS, put("hara", names="arab=هراة"), "hara", "names", "expected names such as ar="),
    (TOWNS, put("hara", names="ar=هراة;ar=Harāt"), "hara", "names", "'Harāt' is not in Arabic"),
    (TOWNS, put("hara", geonames="GN1"), "hara", "geonames", "a GeoNames id or nothing"),
    (TOWNS, put("hara", geonames="11"), "hara", "geonames", "an id that source does not name"),
    (TOWNS, put("hara", source="well known"), "hara", "geonames", "'GeoNames 1140026' and the"),
    (TOWNS, put("hara", source=""), "hara", "source", "where the coordinates come from"),
    (TOWNS, put("hara", modern=""), "hara", "modern", "today's name and place"),
    (TOWNS, put("zamm", bank="west"), "zamm", "bank", "one of near, far, or nothing"),
    (TOWNS, drop("bank"), "", "bank", "the column is missing"),
    (TOWNS, again("hara"), "hara", "town_id", "repeats 'hara' of line"),
    (TOWNS, drop("town_id"), "", "town_id", "the column is missing"),
    (TOWNS, drop("geonames"), "", "geonames", "the column is missing"),
    (TESTIMONY, put("istakhri", relation="near"), "istakhri", "relation", "one of in, edge, out"),
    (TESTIMONY, put("istakhri", basis="read"), "istakhri", "basis", "one of passage, literature"),
    (TESTIMONY, put("istakhri", citation=""), "istakhri", "citation", "expected 'al-Istakhri, ed."),
    (TESTIMONY, put("istakhri", page="p. 1"), "istakhri", "citation", "ed. al-Hini, p. 1'"),
    (TESTIMONY, put("istakhri", work_id="lost"), "istakhri", "work_id", "a work_id of works.csv"),
    (TESTIMONY, put("istakhri", work_id=""), "istakhri", "work_id", "empty, but the basis is pass"),
    (TESTIMONY, put("istakhri", toponym=""), "istakhri", "toponym", "so, and in which words"),
    (TESTIMONY, put("istakhri", says="so " * 25 + "on"), "istakhri", "says", "at most 25 words"),
    (TESTIMONY, drop("toponym"), "", "toponym", "the column is missing"),
    (TESTIMONY, drop("work_id"), "", "work_id", "the column is missing"),
    (TESTIMONY, put("istakhri", town_id="atlantis"), "istakhri", "town_id", "a town_id of towns"),
    (TESTIMONY, put("istakhri", source_id="plato"), "plato", "source_id", "of sources.csv"),
    (TESTIMONY, again("istakhri"), "istakhri", "town_id", "expected each town once"),
    (TESTIMONY, again("istakhri", relation="edge"), "istakhri", "relation", "edge, but line"),
    (TESTIMONY, drop("quarter"), "", "quarter", "the column is missing"),
    (TESTIMONY, drop("source_id"), "", "source_id", "the column is missing"),
    (DISPUTES, put("ghur", town_id="gur"), "ghur", "town_id", "expected a town_id of towns.csv"),
    (DISPUTES, put("ghur", town_id="hara"), "ghur", "town_id", "repeats 'hara' of line"),
    (DISPUTES, put("ghur", dispute_id="herat"), "herat", "dispute_id", "repeats 'herat' of line"),
    (DISPUTES, put("ghur", says="so " * 60 + "on"), "ghur", "says", "at most 60 words"),
    (DISPUTES, put("ghur", counted_in="plato"), "ghur", "counted_in", "'plato' puts none of the"),
    (DISPUTES, put("ghur", counted_out="istakhri"), "ghur", "counted_out", "none of the towns out"),
    (DISPUTES, put("ghur", on_edge="istakhri"), "ghur", "on_edge", "none of the towns edge"),
    (DISPUTES, put("ghur", towns="atlantis", counted_out="", on_edge="", counted_in="hudud"),
     "ghur", "counted_in", "expected a source that does, by testimony.csv"),
    (DISPUTES, put("ghur", counted_in="Istakhri"), "ghur", "counted_in", "source_ids separated by"),
    (DISPUTES, put("ghur", citation=""), "ghur", "citation", "where it can be read"),
    (DISPUTES, drop("towns"), "", "towns", "the column is missing"),
    (UNITS, put("timurid", iso_3166_2="AF-XYZ"), "timurid", "iso_3166_2", "one of provinces.geo"),
    (UNITS, put("timurid", clip="60 30"), "timurid", "clip", "west south east north"),
    (CLAIMS, put("expanded", quote="grew smaller"), "expanded", "quote", "words of the article"),
    (CLAIMS, put("most-of-afghanistan", country="ZZ"),
     "most-of-afghanistan", "country", "'ZZ' is no country"),
    (EXTENTS, put("istakhri", default="no"), "", "default", "is yes in no row"),
    (EXTENTS, put("istakhri", title=""), "istakhri", "title", "is ''"),
    (EXTENTS, put("istakhri", by_law="perhaps"), "istakhri", "by_law", "expected yes or no"),
    (EXTENTS, put("yaqubi", limit="oxus"), "yaqubi", "limit", "for which limits.csv has no row"),
    (EXTENTS, drop("by_law"), "", "by_law", "the column is missing"),
    (WORKS, put("sayfi", cite="History " * 6), "sayfi", "cite", "at most 45 characters"),
    (WORKS, put("sayfi", cite="https://a.example"), "sayfi", "cite", "at most 45 characters"),
    (WORKS, put("sayfi", citation=""), "sayfi", "citation", "a full citation"),
    (WORKS, put("sayfi", link="a.example"), "sayfi", "link", "an address or nothing"),
    (WORKS, put("sayfi", language="Persian"), "sayfi", "language", "a language tag such as ar"),
    (WORKS, again("sayfi"), "sayfi", "work_id", "repeats 'sayfi' of line"),
    (WORKS, drop("language"), "", "language", "the column is missing"),
    (LIMITS, put("hudud", source_id="plato"), "plato", "source_id", "a source_id of sources.csv"),
    (LIMITS, put("hudud", limit="indus"), "hudud", "limit", "one of oxus, desert"),
    (LIMITS, put("hudud", work_id="lost"), "hudud", "work_id", "a work_id of works.csv"),
    (LIMITS, put("hudud", page=""), "hudud", "page", "where in that work"),
    (LIMITS, put("hudud", toponym=""), "hudud", "toponym", "as the work writes it"),
    (LIMITS, put("hudud", says="so " * 25 + "on"), "hudud", "says", "at most 25 words"),
    (LIMITS, put("hudud", around="yazd;qayin"), "hudud", "around", "3 and more for a desert"),
    (LIMITS, put("hudud", around="yazd;qayin;ubar"), "hudud", "around", "a town_id of towns.csv"),
    (LIMITS, put("muqaddasi", around="yazd;qayin;balkh"), "muqaddasi", "around", "else nothing"),
    (REPORTS, put("lubab-rayy", report_id="samani-rayy"),
     "samani-rayy", "report_id", "repeats 'samani-rayy' of line"),
    (REPORTS, put("lubab-rayy", draws_on="nobody"), "lubab-rayy", "draws_on", "of this file"),
    (REPORTS, put("sayfi-yasaur", direction="east"),
     "sayfi-yasaur", "direction", "or else a direction"),
    (REPORTS, put("sayfi-yasaur", to_name=""), "sayfi-yasaur", "direction", "with its point"),
    (REPORTS, put("lubab-rayy", draws_on="lubab-rayy"), "lubab-rayy", "draws_on", "another"),
    (REPORTS, put("lubab-rayy", written_to="1320"), "lubab-rayy", "written_to", "1321, its"),
    (REPORTS, put("lubab-rayy", written_from=""), "lubab-rayy", "written_from", "a year"),
    (REPORTS, put("lubab-rayy", direction="up"), "lubab-rayy", "direction", "one of north-west"),
    (REPORTS, put("lubab-rayy", from_lon="181"), "lubab-rayy", "from_lon", "expected degrees"),
    (REPORTS, put("lubab-rayy", work_id="lost"), "lubab-rayy", "work_id", "of works.csv"),
    (REPORTS, put("lubab-rayy", written_to="late"), "lubab-rayy", "written_to", "expected a year"),
    (REPORTS, put("lubab-rayy", points=""), "lubab-rayy", "points", "where the coordinates come"),
    (REPORTS, put("sayfi-yasaur", to_lon=""), "sayfi-yasaur", "direction", "an end with its point"),
    (WITNESSES, put("expanded", claim_id="shrank"), "shrank", "claim_id", "of claims.csv"),
    (WITNESSES, put("expanded", work_id="lost"), "expanded", "work_id", "of works.csv"),
    (WITNESSES, put("expanded", source_id="plato"), "expanded", "source_id", "of sources.csv"),
    (WITNESSES, put("expanded", agrees="perhaps"), "expanded", "agrees", "yes or no"),
    (WITNESSES, put("expanded", page=""), "expanded", "page", "where in that work"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "change", "where"), [(f, e, w) for f, e, *w in CASES])
def test_one_thing_broken_is_one_fault(
    data: Path, file: str, change: Edit, where: tuple[str, str, str]
) -> None:
    """Each breach is found in its file, line and column, and named in words."""
    edit(data, file, change)
    assert_faults(data, (file, *where))


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda content: BOM + content, "begins with a byte order mark"),
        (lambda content: content + b"\xe9", "is not UTF-8"),
    ],
)
def test_bytes_that_are_not_plain_utf8(small: Path, file: str, change: Edit, words: str) -> None:
    """A byte order mark and a wrong encoding are one fault of the file, whichever it is."""
    edit(small, file, change)
    assert_faults(small, (file, "", "", words))


@pytest.mark.parametrize("file", [*TABLES, *LAYERS])
def test_carriage_returns(small: Path, file: str) -> None:
    """Line ends of another system are one fault of the file."""
    edit(small, file, lambda content: content.replace(b"\n", b"\r\n"))
    assert_faults(small, (file, "", "", "has CR or CRLF line ends"))


@pytest.mark.parametrize("file", FILES)
def test_missing_files(small: Path, file: str) -> None:
    """A file that is gone is one fault, and what was to be held against it is passed over."""
    (small / file).unlink()
    assert_faults(small, (file, "", "", "cannot be read (No such file or directory)"))


@pytest.mark.parametrize("file", [*ARTICLE[:1], *LAYERS])
def test_empty_files(small: Path, file: str) -> None:
    """An empty text is no article, and an empty layer is no GeoJSON."""
    edit(small, file, lambda _: b"")
    assert_faults(small, (file, "", "", "is empty" if file in ARTICLE else "cannot be read"))


@pytest.mark.parametrize("file", TABLES)
def test_tables_without_rows(small: Path, file: str) -> None:
    """A header alone is one fault."""
    edit(small, file, lambda content: content.split(b"\n")[0])
    assert_faults(small, (file, "", "", "has no rows"))


MERCATOR = """{"type": "Feature", "properties": {"water_id": "x"},
"crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3857"}},
"geometry": {"type": "Point", "coordinates": [1, 1]}}"""


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("a,b\n1,2\n", "cannot be read"),
        ('{"a": 1}', "cannot be read"),
        ('{"type": "FeatureCollection", "features": []}', "has no features"),
        ('{"type": "Polygon", "coordinates": [[[0, 0], [1, 1]]]}', "expected GeoJSON"),
        ('{"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [0, 1]]]}', "expected GeoJSON"),
        (MERCATOR, "expected GeoJSON in WGS84 degrees"),
    ],
)
def test_layers_that_are_no_geojson(small: Path, content: str, words: str) -> None:
    """A layer that gives no features in degrees is a fault, not an exception."""
    edit(small, WATER, lambda _: content.encode())
    assert_faults(small, (WATER, "", "", words))


def test_other_layers_are_checked_too(small: Path) -> None:
    """Any GeoJSON file in the folder must have valid geometries."""
    collection = {"type": "Feature", "properties": {"a": 1}, "geometry": mapping(BOW_TIE)}
    (small / "regions" / "zones.geojson").write_text(json.dumps(collection), encoding="utf-8")
    assert_faults(small, ("regions/zones.geojson", "", "geometry", "feature 1 is not valid"))


def test_one_change_may_break_several_promises(data: Path) -> None:
    """A place moved to another country breaks with its unit and with its point."""
    edit(data, PLACES, put("kabul", country="IR"))
    assert_faults(
        data,
        (PLACES, "kabul", "", "km outside IR; expected at most"),
        (PLACES, "kabul", "admin1", "is 'AF-KAB', a unit of AF; expected a unit of IR"),
    )


def test_a_use_of_the_name_elsewhere(data: Path) -> None:
    """A row where the name is not is one fault, the use that has lost its row another."""
    edit(data, SENSES, put("267", start="268"))
    assert_faults(
        data,
        (SENSES, "", "start", "'Khorasan' at 267 has no row"),
        (SENSES, "268", "start", "expected the start of a word with the name in it"),
    )


def test_extents_without_ids(data: Path) -> None:
    """What the name refers to is held against nothing where the extents have no ids."""
    edit(data, "regions/historic.geojson",
         features(lambda all_: [one["properties"].pop("extent_id") for one in all_]))  # fmt: skip
    assert_faults(data, ("regions/historic.geojson", "", "extent_id", "the column is missing"))


def break_many(data: Path) -> list[Where]:
    """Break seven files, and list the faults in order."""
    edit(data, PLACES, lambda content: BOM + put("kabul", lat="nan", names="x")(content))
    edit(data, MENTIONS, put("165", use="real", surface="Afganistan"))
    edit(data, SECTIONS, drop("title"))
    edit(data, PROVINCES, shape("AF-BAL", lambda _: BOW_TIE))
    edit(data, SOURCES, put("istakhri", kind="map", year_to="949"))
    edit(data, TESTIMONY, put("istakhri", town_id="atlantis"))
    (data / WATER).unlink()
    return [
        (MENTIONS, "165", "surface", "'Afganistan'"),
        (MENTIONS, "165", "use", "is 'real'"),
        (PLACES, "", "", "byte order mark"),
        (PLACES, "kabul", "lat", "is 'nan'"),
        (PLACES, "kabul", "names", "is 'x'"),
        (PROVINCES, "", "geometry", "AF-BAL"),
        (SECTIONS, "", "title", "missing"),
        (SOURCES, "istakhri", "kind", "is 'map'"),
        (SOURCES, "istakhri", "year_to", "is 949"),
        (TESTIMONY, "istakhri", "town_id", "'atlantis'"),
        (WATER, "", "", "cannot be read"),
    ]


def test_faults_of_all_files_come_together(data: Path) -> None:
    """No fault hides another, in the same file or in the next."""
    assert_faults(data, *break_many(data))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    file=st.sampled_from(FILES),
    cut=st.tuples(st.integers(0, 400), st.integers(0, 40)),
    paste=st.binary(max_size=3) | st.sampled_from([b"null", b"[]", b'""', b"-1e999", b"\n", b","]),
)
def test_no_damage_raises(tmp_path: Path, file: str, cut: tuple[int, int], paste: bytes) -> None:
    """Whatever happens to the bytes of a file, `validate` returns faults or none."""
    path = write_small(tmp_path) / file
    assert validate(tmp_path) == []
    content = path.read_bytes()
    at, length = cut
    path.write_bytes(content[:at] + paste + content[at + length :])
    validate(tmp_path)


@pytest.mark.parametrize(("beyond", "count"), [(-0.2, 0), (0.2, 1)])
def test_radius_and_tolerance_are_the_limit(small: Path, beyond: float, count: int) -> None:
    """A point is at fault once it is farther from its unit than its radius and the tolerance."""
    degrees = (10 + TOLERANCE_KM + beyond) / 111.32
    edit(small, PLACES, put("kabul", lon=f"{-degrees:.6f}", lat="0.5"))
    assert len(validate(small)) == count


@pytest.mark.parametrize(
    ("lon", "lat", "area", "expected"),
    [
        (0.5, 0.5, box(0, 0, 1, 1), 0),
        (2, 0.5, box(0, 0, 1, 1), 111.3),
        (0.5, -1, box(0, 0, 1, 1), 110.6),
        (2, 60, box(0, 59.999, 1, 60.001), 55.8),
        (0, 1, LineString([(-1, 0), (1, 0)]), 110.6),
        (-40, 0, box(100, -80, 179, 80), 11_000),
    ],
)  # fmt: skip
def test_distances(lon: float, lat: float, area: shapely.Geometry, expected: float) -> None:
    """Distances are those of the globe: a degree's, a parallel's, also from its other side."""
    assert distance_km(lon, lat, [area]) == pytest.approx(expected, rel=0.02)


def test_nearest_area_counts() -> None:
    """Of several areas the nearest is measured."""
    areas = [box(10, 0, 11, 1), box(0, 0, 1, 1)]
    assert distance_km(2, 0.5, areas) == distance_km(2, 0.5, areas[1:])


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    """A folder that is missing is reported file by file."""
    faults = validate(tmp_path / "none")
    assert sorted(fault.file for fault in faults) == sorted(Path(file).name for file in FILES)


def test_evidence_that_is_not_there(small: Path) -> None:
    """A folder of evidence that is missing is a fault for each of its files."""
    shutil.rmtree(small / "evidence")
    assert_faults(small, *((file, "", "", "cannot be read") for file in sorted(EVIDENCE)))
