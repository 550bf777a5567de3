"""Turn pinned packages and the evidence into `data/regions/`, and `data/` into `static/`."""
