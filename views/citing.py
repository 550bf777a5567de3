"""Under the map: how to cite what it shows."""

from __future__ import annotations

import streamlit as st

from geo import paths
from geo.errors import AtlasError
from geo.export import citing
from geo.layers.view import View
from geo.messages.catalogue import gettext
from geo.messages.faults import reason
from geo.messages.render import render
from geo.provenance import read_sources
from views import page
from views.components import citation
from views.data import Data

LINK = "https://link.invalid/"
"""What stands for the page's own address until the browser, which knows it, puts it there."""


def show(view: View, data: Data) -> None:
    """Offer a citation of what the map shows; it travels when it is opened."""
    fold = page.fold(gettext("Cite"), ":material/format_quote:", "cite")
    if fold is None:
        return
    with fold:
        try:
            files, edition = read_sources(paths.DATA), citing.read_edition()
        except AtlasError as error:
            st.html(render("notice", sentence=reason(error)))
            return
        cited = citing.cite(view, LINK, edition, data.catalogue, files)
        forms = {
            gettext("Copy the sentence"): citing.sentence(cited),
            gettext("Copy the link"): cited.link,
            gettext("Copy BibTeX"): citing.bibtex(cited),
            gettext("Copy CSL-JSON"): citing.csl_json(cited),
            gettext("Copy the sources"): citing.sources(cited),
        }
        citation.show(citing.sentence(cited), forms, LINK)
        st.html(render("origins", origins=cited.origins))
