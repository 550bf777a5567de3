"""Turn pinned packages into `data/regions/`; the only part that needs the build packages."""
