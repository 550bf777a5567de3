"""Cite a view of the map: a sentence, BibTeX, CSL-JSON, and the sources that the view rests on."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from geo.citations import words_of
from geo.errors import FileError
from geo.extents.catalogue import ExtentCatalogue
from geo.layers.themes import THEMES
from geo.layers.view import ThemeId, View
from geo.messages.catalogue import day, gettext
from geo.paths import ROOT
from geo.provenance import Provenance
from geo.text import article
from geo.vocabulary import SourceKind

FILE = "pyproject.toml"

GROUND = ("provinces.geojson", "countries.geojson", "water.geojson", "relief-light.webp")
ARTICLE = "article.txt"
PLACES = (ARTICLE, "places.csv")
EXTENTS = ("historic.geojson", "towns.csv")
RESTS_ON = {
    ThemeId.PLACES: (*PLACES, *EXTENTS, *GROUND),
    ThemeId.EXTENT: (*EXTENTS, *GROUND),
    ThemeId.COMPARISON: (*EXTENTS, *GROUND),
    ThemeId.AGREEMENT: (*EXTENTS, *GROUND),
    ThemeId.REPORTS: GROUND,
    ThemeId.SHARES: (*EXTENTS, *GROUND),
}
"""The data files that each theme is drawn from, by the last part of their path."""

SPECIAL = str.maketrans(
    {
        "\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
        **{sign: f"\\{sign}" for sign in "&%$#_{}"},
    }
)  # fmt: skip
"""What stands for a sign that LaTeX would read as a command."""


@dataclass(frozen=True)
class Edition:
    """The atlas as it is cited: its version, and the day on which its data were last changed."""

    title: str
    authors: tuple[str, ...]
    version: str
    data: date


@dataclass(frozen=True)
class Origin:
    """What a view rests on, in words, with addresses behind them, and its licence or nothing."""

    words: str
    licence: str = ""

    @property
    def line(self) -> str:
        """The origin in one line: “GeoNames (CC BY 4.0)”."""
        return f"{self.words} ({self.licence})" if self.licence else self.words


@dataclass(frozen=True)
class Citation:
    """A view to be cited: a `key` in ASCII, its title and absolute `link`, and what it rests on."""

    key: str
    title: str
    link: str
    edition: Edition
    origins: tuple[Origin, ...]


def read_edition(root: Path = ROOT) -> Edition:
    """Read which edition of the atlas this is; raises `FileError` if `pyproject.toml` lacks it."""
    try:
        read = tomllib.loads((root / FILE).read_text(encoding="utf-8"))
        project = read["project"]
        return Edition(
            title=read["tool"]["atlas"]["title"],
            authors=tuple(author["name"] for author in project["authors"]),
            version=project["version"],
            data=date.fromisoformat(str(read["tool"]["atlas"]["data"])),
        )
    except OSError as error:
        raise FileError(FILE, error.strerror) from error
    except KeyError as error:
        raise FileError(FILE, f"it has no {error}") from error
    except (ValueError, TypeError) as error:
        raise FileError(FILE, error) from error


def cite(
    view: View,
    link: str,
    edition: Edition,
    catalogue: ExtentCatalogue | None,
    files: Sequence[Provenance],
) -> Citation:
    """Gather what is needed to cite a view that an absolute `link` leads to."""
    ids = [one.extent_id for one in (view.extent, view.against) if one]
    place = [view.place.place_id] if view.place and view.theme is ThemeId.PLACES else []
    works = _works(view, ids, catalogue) if catalogue else []
    origins = [*works, *_data(view, files)]
    return Citation(
        key="-".join(["khorasan", view.theme, *place, *ids]),
        title=_title(view),
        link=link,
        edition=edition,
        origins=tuple(dict.fromkeys(origins)),
    )


def _title(view: View) -> str:
    shown = THEMES[view.theme].says(view)
    if view.theme is not ThemeId.PLACES:
        return shown
    if view.place:
        return gettext("{place}, on the map of {khorasan}", place=view.place.name, khorasan=shown)
    return gettext("The article’s places, on the map of {khorasan}", khorasan=shown)


def _works(view: View, ids: Iterable[str], catalogue: ExtentCatalogue) -> Iterator[Origin]:
    """List the works that the extents of a view, or its reports, are drawn from."""
    if view.theme is ThemeId.REPORTS:
        for one in catalogue.evidence.reports:
            work = catalogue.evidence.works[one.work_id]
            yield Origin(f"{work.citation} ({work.link})" if work.link else work.citation)
        return
    for key in catalogue.written if view.theme is ThemeId.AGREEMENT else ids:
        source = catalogue.extents[key].source
        if source.kind is SourceKind.ARTICLE:
            yield _article()
        else:
            yield Origin(source.citation)


def _data(view: View, files: Sequence[Provenance]) -> Iterator[Origin]:
    """List who made the data files of a view, and their licences; the article comes first."""
    by_name = {one.path.rpartition("/")[2]: one for one in files}
    for name in RESTS_ON[view.theme]:
        one = by_name.get(name)
        if name == ARTICLE:
            yield _article()
        elif one:
            words = gettext("{what}: {makers}", what=one.title, makers=one.attribution)
            yield Origin(words, one.licence)


def _article() -> Origin:
    words = gettext("Wikipedia, “{article}”", article=article.TITLE)
    return Origin(f"{words} ({article.URL})", article.LICENCE)


def sentence(citation: Citation) -> str:
    """Write a citation as a sentence that ends in its link."""
    edition = citation.edition
    return gettext(
        "{authors}, “{view}”, in: {atlas}, version {version}, data of {date}, {link}",
        authors=_authors(edition), view=citation.title, atlas=edition.title,
        version=edition.version, date=day(edition.data), link=citation.link,
    )  # fmt: skip


def sources(citation: Citation) -> str:
    """List what a view rests on, a line each, with the addresses."""
    return "\n".join(one.line for one in citation.origins)


def _authors(edition: Edition) -> str:
    return ", ".join(edition.authors)


def _note(citation: Citation) -> str:
    """Say of which day the data are, and what they rest on, without addresses."""
    rests = " · ".join(words_of(one.line) for one in citation.origins)
    return gettext(
        "Data of {date}. Rests on: {origins}", date=day(citation.edition.data), origins=rests
    )  # fmt: skip


def bibtex(citation: Citation) -> str:
    """Write a citation as an entry of a BibTeX file, in UTF-8."""
    edition = citation.edition
    fields = {
        # The second pair of braces keeps an institution's name whole.
        "author": " and ".join(f"{{{_latex(name)}}}" for name in edition.authors),
        "title": f"{{{_latex(citation.title)}}}",
        "howpublished": _latex(edition.title),
        "version": _latex(edition.version),
        "year": str(edition.data.year),
        "date": edition.data.isoformat(),
        "url": citation.link,
        "note": _latex(_note(citation)),
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return f"@misc{{{citation.key},\n{lines}}}\n"


def _latex(text: str) -> str:
    return re.sub(r"\s+", " ", text).translate(SPECIAL)


def csl_json(citation: Citation) -> str:
    """Write a citation as CSL-JSON: a list with one item."""
    edition = citation.edition
    item = {
        "id": citation.key,
        "type": "map",
        "title": citation.title,
        # An institution's name is literal; some readers ask for a family name all the same.
        "author": [{"family": name, "literal": name} for name in edition.authors],
        "container-title": edition.title,
        "version": edition.version,
        "issued": {"date-parts": [[edition.data.year, edition.data.month, edition.data.day]]},
        "URL": citation.link,
        "note": _note(citation),
    }
    return json.dumps([item], ensure_ascii=False, indent=2)
