"""The commands: `python -m geo check [DATA_FOLDER]`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from geo.atlas import DATA, read_atlas
from geo.check import check
from geo.errors import AtlasError
from geo.evidence import read_evidence


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command in `argv` and give its exit status: 0 if all is well, 1 if not."""
    parser = argparse.ArgumentParser(prog="python -m geo", description=__doc__)
    commands = parser.add_subparsers(required=True)
    checking = commands.add_parser("check", help="check the data and print every fault")
    checking.add_argument("data", type=Path, nargs="?", default=DATA, metavar="DATA_FOLDER")
    checking.set_defaults(run=print_faults)
    arguments = parser.parse_args(argv)
    try:
        status: int = arguments.run(arguments.data)
    except AtlasError as error:
        print(error, file=sys.stderr)
        return 1
    return status


def print_faults(data: Path) -> int:
    """Print every fault of the folder `data` to stderr, or to stdout that there is none."""
    if faults := check(data):
        print(*faults, sep="\n", file=sys.stderr)
        print(f"data: {len(faults)} fault{'s' * (len(faults) > 1)}", file=sys.stderr)
        return 1
    atlas = read_atlas(data)
    evidence = read_evidence(data / "evidence")
    print(
        f"data: {len(atlas.places)} places, {len(atlas.mentions)} mentions, "
        f"{len(atlas.article.passages)} passages, "
        f"{len(evidence.sources)} sources, {len(evidence.towns)} towns, "
        f"{len(evidence.statements)} statements: no faults"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
