"""Turn `data/` into the files that the browser fetches, `static/`; no download is needed."""
