"""Where the project's files lie."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[1]
DATA = ROOT / "data"
REGIONS = DATA / "regions"
STATIC = ROOT / "static"
"""What the browser fetches; the server serves it under `app/static/`."""
