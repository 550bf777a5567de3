"""Check the atlas's data, build them, test the extents, and export tables and sheets."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from geo.errors import AtlasError, BuildError
from geo.export.shares import write_shares
from geo.extents.catalogue import Extent, read_catalogue
from geo.extents.evidence import read_evidence
from geo.layers.vendor import publish
from geo.layers.view import ThemeId
from geo.messages.inwords import in_words
from geo.paths import DATA
from geo.sheet.papers import Format, Paper
from geo.text.corpus import read_corpus
from geo.tours import read_tours
from geo.validate import validate
from geo.vocabulary import UnitKind

ALL, ASSETS, RENDERER = "all", "assets", "renderer"
"""What can be built."""

THEMES_OF_ONE = [theme for theme in ThemeId if theme is not ThemeId.COMPARISON]
"""What the map of one extent can be about."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command in `argv` and return its exit status: 0 if all is well, 1 if not."""
    arguments = _parser().parse_args(argv)
    try:
        status: int = arguments.run(arguments)
    except AtlasError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m geo", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    check = _command(commands, "check", "Check the data and print every fault.")
    check.add_argument(
        "data", type=Path, nargs="?", default=DATA, metavar="DATA_FOLDER",
        help="the folder to check; the project's own if none is named",
    )  # fmt: skip
    check.set_defaults(run=_check)

    build = _command(commands, "build", "Build data/regions/ and static/ again.")
    build.add_argument(
        "what", nargs="?", choices=(ALL, ASSETS, RENDERER), default=ALL,
        help=f"“{ALL}” (the default) downloads the pinned packages, which needs npm, and builds "
        f"everything from them; “{ASSETS}” builds what needs no download, after an edit in data/: "
        f"the extents, data/sources.json and static/; “{RENDERER}” copies what draws the map into "
        "static/vendor/, as the app itself does when it starts",
    )  # fmt: skip
    build.set_defaults(run=_build)

    evaluate = _command(
        commands, "evaluate",
        "Test the extents: is each town on the right side when it is held out? Prints Markdown.",
    )  # fmt: skip
    evaluate.add_argument(
        "--sensitivity", action="store_true",
        help="also move each parameter of the method in turn, which takes some minutes",
    )  # fmt: skip
    evaluate.add_argument(
        "--write", action="store_true",
        help="put the tables into docs/method.md instead of printing them",
    )  # fmt: skip
    evaluate.set_defaults(run=_evaluate)

    export = _command(commands, "export", "Write a table or a sheet of the atlas as a file.")
    tables = export.add_subparsers(required=True, metavar="WHAT")
    shares = _command(
        tables, "shares", "Export how much of each present-day unit lies in an extent, as CSV."
    )
    shares.add_argument(
        "--extent", required=True, metavar="EXTENT_ID",
        help="an extent or a part of one, such as “istakhri”",
    )  # fmt: skip
    shares.add_argument(
        "--units", type=UnitKind, choices=list(UnitKind), default=UnitKind.PROVINCE,
        help="which units; provinces if none are named",
    )  # fmt: skip
    shares.add_argument(
        "--out", type=Path, metavar="FILE", help="the file; stdout if none is named"
    )
    shares.set_defaults(run=_export_shares)
    _add_sheets(tables)
    return parser


def _add_sheets(what: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    sheet = _command(what, "sheet", "Export a printed sheet: the map, its legend, who says so.")
    worksheet = _command(
        what, "worksheet", "Export a sheet to fill in, with the answers on page two of a PDF."
    )
    for one in (sheet, worksheet):
        one.add_argument(
            "--extent", required=True, metavar="EXTENT_ID", help="an extent, such as “istakhri”"
        )
        one.add_argument(
            "--theme", type=ThemeId, choices=THEMES_OF_ONE, default=ThemeId.EXTENT,
            help="what the map is about; the extent if nothing is named",
        )  # fmt: skip
        one.add_argument(
            "--paper", type=Paper, choices=list(Paper), default=Paper.A4,
            help="the size of the paper; A4 if none is named",
        )  # fmt: skip
        one.add_argument(
            "--out", type=Path, required=True, metavar="FILE",
            help="the file; its name ends in .pdf, .svg or .png",
        )  # fmt: skip
        one.set_defaults(run=_export_sheet)
    sheet.set_defaults(seed=None)
    worksheet.add_argument(
        "--seed", type=int, default=1, metavar="NUMBER",
        help="the number that chooses the places; 1 if none is named",
    )  # fmt: skip


def _command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, purpose: str
) -> argparse.ArgumentParser:
    return commands.add_parser(name, help=purpose, description=purpose)


def _check(arguments: argparse.Namespace) -> int:
    """Print every fault of a folder to stderr, or to stdout that there is none."""
    data: Path = arguments.data
    if faults := validate(data):
        print(*faults, sep="\n", file=sys.stderr)
        print(f"data: {len(faults)} fault{'s' * (len(faults) > 1)}", file=sys.stderr)
        return 1
    corpus = read_corpus(data)
    evidence = read_evidence(data / "evidence")
    print(
        f"data: {len(corpus.places)} places, {len(corpus.mentions)} mentions, "
        f"{len(corpus.article.passages)} passages, "
        f"{len(evidence.sources)} sources, {len(evidence.towns)} towns, "
        f"{len(evidence.statements)} statements, {len(evidence.extents)} extents, "
        f"{len(read_tours(data))} tours: no faults"
    )
    return 0


def _build(arguments: argparse.Namespace) -> int:
    """Build everything, or what needs no download, or only what draws the map."""
    if arguments.what == RENDERER:
        publish()
        return 0
    with _build_packages():
        from geo.pipeline.build import build_all, build_derived  # noqa: PLC0415

        if arguments.what == ALL:
            build_all()
        else:
            build_derived()
    return 0


def _evaluate(arguments: argparse.Namespace) -> int:
    """Print the tables of the evaluation, or write them into the page that shows them."""
    with _build_packages():
        from geo.extents.evaluation import line_count, report, write  # noqa: PLC0415
        from geo.pipeline.progress import track  # noqa: PLC0415

        sensitivity: bool = arguments.sensitivity
        count = line_count(sensitivity=sensitivity)
        lines = list(track(report(sensitivity=sensitivity), "Testing the extents", count))
    if arguments.write:
        write(lines)
    else:
        print(*lines, sep="\n")
    return 0


def _export_shares(arguments: argparse.Namespace) -> int:
    """Write the shares of one extent to a file or to stdout."""
    catalogue = read_catalogue()
    _known(catalogue.extents | catalogue.parts, arguments.extent)
    content = write_shares(catalogue.shares(arguments.extent, arguments.units))
    if arguments.out is None:
        sys.stdout.write(content.decode())
        return 0
    _write(arguments.out, content)
    return 0


def _export_sheet(arguments: argparse.Namespace) -> int:
    """Write a sheet, or a worksheet if there is a seed."""
    from geo.sheet.sheet import make_sheet  # noqa: PLC0415 (matplotlib is slow to start)
    from geo.sheet.telling import tell, view_of_extent  # noqa: PLC0415
    from geo.sheet.worksheet import make_worksheet  # noqa: PLC0415

    suffix = arguments.out.suffix.lower().removeprefix(".")
    if suffix not in set(Format):
        raise AtlasError(f"{arguments.out} must end in one of these: .{', .'.join(Format)}.")
    form = Format(suffix)
    catalogue = read_catalogue()
    extent = _known(catalogue.extents, arguments.extent)
    view = view_of_extent(extent, arguments.theme)
    corpus = read_corpus()
    told = tell(view, in_words(view, catalogue, corpus), corpus, catalogue)
    if arguments.seed is None:
        content = make_sheet(view, told, arguments.paper, form)
    else:
        content = make_worksheet(view, told, arguments.paper, form, arguments.seed)
    _write(arguments.out, content)
    return 0


def _known(extents: Mapping[str, Extent], extent_id: str) -> Extent:
    """Find an extent; raises `AtlasError` if there is none."""
    if extent_id not in extents:
        raise AtlasError(f"There is no extent {extent_id!r}. There are: {', '.join(extents)}.")
    return extents[extent_id]


def _write(path: Path, content: bytes) -> None:
    """Write a file; raises `AtlasError` if that cannot be done."""
    try:
        path.write_bytes(content)
    except OSError as error:
        raise AtlasError(f"{path} cannot be written: {error.strerror}") from error


@contextmanager
def _build_packages() -> Iterator[None]:
    """Turn the lack of a package that only builds need into a `BuildError`."""
    try:
        yield
    except ModuleNotFoundError as error:
        missing = error.name or ""
        if missing.partition(".")[0] == "geo":
            raise
        raise BuildError(
            f"The package {missing} is not installed; "
            "`pip install -r requirements-dev.txt` installs all that a build needs."
        ) from error


if __name__ == "__main__":
    sys.exit(main())
