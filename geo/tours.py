"""The guided tours: steps of a few words, each with a state of the map, in YAML files.

A step shows what a link shows, so a teacher can set up the map and paste the page's address. The
files are data: all of them is text, no tag builds an object, and every fault has its line.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from urllib.parse import parse_qs

import yaml

from geo.errors import DataError, Fault
from geo.layers.view import parse_sight
from geo.messages.catalogue import gettext, gettext_noop
from geo.messages.faults import quoted
from geo.units import COUNTRIES, PROVINCES
from geo.vocabulary import GROUPS, UnitKind, Use

FOLDER, SUFFIX = "tours", ".yaml"
FIRST = "where-is-khorasan"
"""The tour that is shown unless another is asked for."""

OWN = "own"
"""The id of a tour that a person has loaded."""

MOST_BYTES, MOST_STEPS = 64_000, 60
LONGEST = {"title": 70, "words": 320, "source": 500, "passage": 10, "show": 1000}
"""Characters of each text at most: a title is one line on the wall, the words are two sentences."""

PANELS = ("places", "read", "time", "borders")
"""The panels whose map a step may show."""

PERSONAL = {"lang", "text", "q", "find", "order", "follow", "only", "passage", "present"}
"""The keys of a link that are a person's own business; a step leaves them out."""


@dataclass(frozen=True)
class Step:
    """One step: its words and who says so, the link that it shows, and a passage of the article."""

    title: str
    words: str
    source: str
    show: Mapping[str, list[str]] = field(hash=False)
    passage: str = ""


@dataclass(frozen=True)
class Tour:
    """A tour: its steps in order, and the `text` of its file, for a person to start from."""

    tour_id: str
    title: str
    steps: tuple[Step, ...]
    text: str = field(repr=False)


@dataclass(frozen=True)
class Known:
    """The ids that the data have, for what a step may show; None where a file cannot be read."""

    places: Collection[str] | None = None
    mentions: Collection[str] | None = None
    passages: Collection[str] | None = None
    extents: Collection[str] | None = None
    notes: Collection[str] | None = None
    subjects: Collection[str] | None = None


@dataclass(frozen=True)
class _Rule:
    """What a key of a step's link may say: the sentence for it, and the values if they are few."""

    expected: str
    values: Callable[[Known], Collection[str] | None] = lambda _: None
    accepts: Callable[[str], object] = str


def _every(*values: str) -> Callable[[Known], Collection[str]]:
    return lambda _: values


RULES = {
    "panel": _Rule(gettext_noop("one of places, read, time, borders"), _every(*PANELS)),
    "place": _Rule(gettext_noop("a place of the article"), lambda known: known.places),
    "mention": _Rule(gettext_noop("where a mention starts"), lambda known: known.mentions),
    "group": _Rule(
        gettext_noop("a kind of place"), _every(*(group.group_id for group in GROUPS))
    ),
    "use": _Rule(gettext_noop("a use of a name"), _every(*Use)),
    "lines": _Rule(gettext_noop("trail or company"), _every("trail", "company")),
    "extent": _Rule(
        gettext_noop("an extent, or together, or wide"),
        lambda known: None if known.extents is None else [*known.extents, "together", "wide"],
    ),
    "against": _Rule(gettext_noop("an extent"), lambda known: known.extents),
    "beside": _Rule(gettext_noop("on or off"), _every("on", "off")),
    "note": _Rule(gettext_noop("a note on what the sources dispute"), lambda known: known.notes),
    "units": _Rule(gettext_noop("province or country"), _every(*UnitKind)),
    "ask": _Rule(
        gettext_noop("a province, a country, a town or a place"), lambda known: known.subjects
    ),
    "view": _Rule(gettext_noop("longitude, latitude and zoom"), accepts=parse_sight),
}  # fmt: skip
"""The keys of a link that say what the map shows."""

PASSAGE = _Rule(gettext_noop("a passage of the article"), lambda known: known.passages)


def read_known(data: Path) -> Known:
    """Read the ids that a step may name from the files of the folder `data`; nothing is raised."""
    evidence, regions = data / "evidence", data / "regions"
    places = _column(data / "places.csv", "place_id")
    parts = (
        places,
        _column(evidence / "towns.csv", "town_id"),
        _features(regions / PROVINCES, "iso_3166_2"),
        _features(regions / COUNTRIES, "country"),
    )
    return Known(
        places=places,
        mentions=_column(data / "mentions.csv", "start"),
        passages=_column(data / "article" / "passages.csv", "passage_id"),
        extents=_column(evidence / "extents.csv", "extent_id"),
        notes=_column(evidence / "disputes.csv", "dispute_id"),
        subjects=None if None in parts else [one for part in parts for one in part or ()],
    )


def _column(path: Path, column: str) -> list[str] | None:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return [row[column] for row in csv.DictReader(file)]
    except (OSError, ValueError, KeyError, csv.Error):
        return None


def _features(path: Path, name: str) -> list[str] | None:
    try:
        features = json.loads(path.read_text(encoding="utf-8"))["features"]
        return [str(one["properties"][name]) for one in features]
    except (OSError, ValueError, LookupError, TypeError):
        return None


def check_tours(data: Path) -> list[Fault]:
    """List every fault of the tours in the folder `data`."""
    return [fault for _, faults in _read_folder(data) for fault in faults]


def read_tours(data: Path, known: Known | None = None) -> dict[str, Tour]:
    """Read the tours of the folder `data` by id, `FIRST` first; raises `DataError` for faults.

    What the steps name must be `known`: by default that is what the other files have.
    """
    read = _read_folder(data, known)
    if faults := [fault for _, found in read for fault in found]:
        raise DataError(faults)
    tours = {tour.tour_id: tour for tour, _ in read if tour}
    return dict(sorted(tours.items(), key=lambda item: (item[0] != FIRST, item[1].title)))


def _read_folder(data: Path, known: Known | None = None) -> list[tuple[Tour | None, list[Fault]]]:
    paths = sorted((data / FOLDER).glob(f"*{SUFFIX}"))
    known = known or read_known(data)
    return [read_tour(path.name, path.read_bytes(), known, path.stem) for path in paths]


def read_tour(
    file: str, content: bytes, known: Known, tour_id: str = OWN
) -> tuple[Tour | None, list[Fault]]:
    """Read a tour from the bytes of a file; with a fault there is no tour."""
    reader = _Reader(file, known)
    tour = reader.tour(content, tour_id)
    return (None if reader.faults else tour), sorted(reader.faults)


class _Reader:
    """Reads one file, and notes its faults."""

    def __init__(self, file: str, known: Known) -> None:
        self.file = file
        self.known = known
        self.faults: list[Fault] = []

    def tour(self, content: bytes, tour_id: str) -> Tour | None:
        node = self._root(content)
        if node is None:
            return None
        fields = self._fields(node, ("title", "steps"))
        title = self._text(node, fields, "title")
        steps = [self._step(one) for one in self._items(node, fields.get("steps"))]
        return Tour(tour_id, title, tuple(filter(None, steps)), content.decode("utf-8"))

    def _fault(self, line: int, key: str, wrong: str, expected: str) -> None:
        self.faults.append(Fault(self.file, line, key, wrong, expected))

    def _root(self, content: bytes) -> yaml.Node | None:
        """Read the nodes, without what they might stand for; note what is no YAML at all."""
        if len(content) > MOST_BYTES:
            wrong = gettext("has {number} bytes", number=len(content))
            self._fault(0, "", wrong, gettext("at most {number}", number=MOST_BYTES))
            return None
        expected = gettext("YAML, such as the tour that can be downloaded")
        try:
            node = yaml.compose(content.decode("utf-8"), Loader=yaml.SafeLoader)
        except UnicodeDecodeError:
            self._fault(0, "", gettext("is no text"), gettext("text in UTF-8"))
            return None
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            words = " ".join(filter(None, (error.context, error.problem)))
            wrong = gettext("cannot be read ({problem})", problem=words)
            self._fault(mark.line + 1 if mark else 0, "", wrong, expected)
            return None
        except (yaml.YAMLError, RecursionError):
            self._fault(0, "", gettext("cannot be read"), expected)
            return None
        if node is None:
            self._fault(0, "", gettext("is empty"), expected)
        return node

    def _fields(self, node: yaml.Node, known: tuple[str, ...]) -> dict[str, yaml.Node]:
        """Return the fields of a mapping by key; note keys that are unknown or come twice."""
        keys = ", ".join(known)
        if not isinstance(node, yaml.MappingNode):
            self._fault(_line(node), "", gettext("has no keys"), keys)
            return {}
        fields: dict[str, yaml.Node] = {}
        for key, value in node.value:
            name = key.value if isinstance(key, yaml.ScalarNode) else ""
            if name not in known:
                wrong = gettext("the key {name} is not known", name=quoted(name))
                self._fault(_line(key), "", wrong, _perhaps(keys, name, known))
            elif name in fields:
                self._fault(_line(key), name, gettext("comes twice"), gettext("once"))
            else:
                fields[name] = value
        return fields

    def _items(self, node: yaml.Node, steps: yaml.Node | None) -> list[yaml.Node]:
        expected = gettext("a list of 1 to {number} steps", number=MOST_STEPS)
        if not isinstance(steps, yaml.SequenceNode):
            wrong = gettext("is no list") if steps else gettext("is missing")
            self._fault(_line(steps or node), "steps", wrong, expected)
            return []
        items: list[yaml.Node] = steps.value
        if not 1 <= len(items) <= MOST_STEPS:
            wrong = gettext("has {number} steps", number=len(items))
            self._fault(_line(steps), "steps", wrong, expected)
            return []
        return items

    def _step(self, node: yaml.Node) -> Step | None:
        fields = self._fields(node, ("title", "words", "source", "show", "passage"))
        if not fields:
            return None
        title, words, source = (
            self._text(node, fields, key) for key in ("title", "words", "source")
        )
        link = self._text(node, fields, "show")
        show = self._show(_line(fields["show"]), link) if link else {}
        passage = self._text(node, fields, "passage") if "passage" in fields else ""
        if passage:
            self._check(_line(fields["passage"]), "passage", passage, PASSAGE)
        return Step(title, words, source, show, passage)

    def _text(self, node: yaml.Node, fields: Mapping[str, yaml.Node], key: str) -> str:
        """Return a text on one line; note one that is missing, too long or no text."""
        expected = gettext("text of 1 to {number} characters", number=LONGEST[key])
        value = fields.get(key)
        fault = partial(self._fault, _line(value or node), key)
        if not isinstance(value, yaml.ScalarNode):
            fault(gettext("is no text") if value else gettext("is missing"), expected)
            return ""
        text = " ".join(value.value.split())
        if not 1 <= len(text) <= LONGEST[key]:
            fault(gettext("has {number} characters", number=len(text)), expected)
        return text

    def _show(self, line: int, link: str) -> dict[str, list[str]]:
        """Read a link, or the whole address of the page."""
        try:
            found = parse_qs(link.rpartition("?")[2], strict_parsing=True)
        except ValueError:
            wrong = gettext("is {value}", value=quoted(link))
            self._fault(line, "show", wrong, gettext("a link such as {link}", link=_EXAMPLE))
            return {}
        shown = {key: values for key, values in found.items() if key not in PERSONAL}
        for key, values in shown.items():
            if key not in RULES:
                wrong = gettext("the link has {name}", name=quoted(key))
                self._fault(line, "show", wrong, _perhaps(", ".join(RULES), key, RULES))
                continue
            for value in values:
                self._check(line, key, value, RULES[key])
        return shown

    def _check(self, line: int, key: str, value: str, rule: _Rule) -> None:
        known = rule.values(self.known)
        try:
            rule.accepts(value)
            good = known is None or value in known
        except ValueError:
            good = False
        if not good:
            expected = _perhaps(gettext(rule.expected), value, known or ())
            self._fault(line, key, gettext("is {value}", value=quoted(value)), expected)


_EXAMPLE = "?panel=time&extent=istakhri"


def _perhaps(expected: str, value: str, known: Collection[str]) -> str:
    """Add to what was expected the known value that is nearest to what was found."""
    near = get_close_matches(value, known, n=1)
    if not near:
        return expected
    return gettext("{expected}; perhaps {near}", expected=expected, near=near[0])


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1
