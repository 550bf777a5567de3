"""Check the atlas's data, build them, test the extents, and export tables."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from geo.errors import AtlasError, BuildError
from geo.export.shares import write_shares
from geo.extents.catalogue import read_catalogue
from geo.extents.evidence import read_evidence
from geo.layers.vendor import publish
from geo.paths import DATA
from geo.text.corpus import read_corpus
from geo.tours import read_tours
from geo.validate import validate
from geo.vocabulary import UnitKind

ALL, ASSETS, RENDERER = "all", "assets", "renderer"
"""What can be built."""


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
    evaluate.set_defaults(run=_evaluate)

    export = _command(commands, "export", "Write a table of the atlas as a file.")
    tables = export.add_subparsers(required=True, metavar="TABLE")
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
    return parser


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
    """Print the tables of the evaluation."""
    with _build_packages():
        from geo.extents.evaluation import line_count, report  # noqa: PLC0415
        from geo.pipeline.progress import track  # noqa: PLC0415

        sensitivity: bool = arguments.sensitivity
        count = line_count(sensitivity=sensitivity)
        lines = list(track(report(sensitivity=sensitivity), "Testing the extents", count))
    print(*lines, sep="\n")
    return 0


def _export_shares(arguments: argparse.Namespace) -> int:
    """Write the shares of one extent to a file or to stdout."""
    catalogue = read_catalogue()
    known = catalogue.extents | catalogue.parts
    if arguments.extent not in known:
        raise AtlasError(f"There is no extent {arguments.extent!r}. There are: {', '.join(known)}.")
    content = write_shares(catalogue.shares(arguments.extent, arguments.units))
    if arguments.out is None:
        sys.stdout.write(content.decode())
        return 0
    try:
        arguments.out.write_bytes(content)
    except OSError as error:
        raise AtlasError(f"{arguments.out} cannot be written: {error.strerror}") from error
    return 0


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
