"""Print: the offer of a sheet of what the map shows, made when it is asked for."""

from __future__ import annotations

import streamlit as st

from geo.errors import AtlasError
from geo.layers.view import View
from geo.messages.catalogue import gettext
from geo.messages.faults import reason
from geo.messages.render import render
from geo.quiz.plan import MOST_SEED
from geo.sheet.papers import MIMES, Format, Paper
from views import page
from views.data import Data


def show(view: View, data: Data, number: int) -> None:
    """Offer a sheet, or one to fill in, on a size of paper and as a kind of file.

    `number` is that of the quiz, 0 where there is none: the sheet to fill in has it at first.
    """
    fold = page.fold(gettext("Print"), ":material/print:", "print")
    if fold is None:
        return
    with fold:
        st.markdown(gettext("One page for paper, of what the map shows now."))
        fills_in = st.toggle(gettext("A sheet to fill in, with answers"), key="print-worksheet")
        seed = None
        if fills_in:
            seed = st.number_input(
                gettext("Number of the sheet"), 1, MOST_SEED, number or 1, key="print-seed",
                help=gettext("The same number makes the same sheet. Another number asks for other "
                "places. At first it is the number of the quiz."),
            )  # fmt: skip
        papers = {Paper.A4: gettext("A4"), Paper.LETTER: gettext("Letter")}
        paper = st.segmented_control(
            gettext("Paper"), list(Paper), default=Paper.A4, required=True,
            format_func=papers.__getitem__, key="print-paper",
        )  # fmt: skip
        form = st.segmented_control(
            gettext("File"), list(Format), default=Format.PDF, required=True,
            format_func=str.upper, key="print-form",
        )  # fmt: skip
        if st.button(gettext("Make the sheet"), type="primary", key="print-make"):
            _hand_out(view, data, paper, form, seed)


def _hand_out(view: View, data: Data, paper: Paper, form: Format, seed: int | None) -> None:
    """Make the sheet and offer it as a file, or say why that cannot be done."""
    # matplotlib takes its time to start: only who prints waits for it.
    from geo.sheet.sheet import make_sheet  # noqa: PLC0415
    from geo.sheet.telling import tell  # noqa: PLC0415
    from geo.sheet.worksheet import make_worksheet  # noqa: PLC0415

    told = tell(view, view.words, data.corpus, data.catalogue)
    try:
        with st.spinner(gettext("The sheet is being drawn …")):
            if seed is None:
                content = make_sheet(view, told, paper, form)
            else:
                content = make_worksheet(view, told, paper, form, seed)
    except AtlasError as error:
        st.html(render("notice", sentence=reason(error)))
        return
    kind = view.theme if seed is None else f"worksheet-{seed}"
    st.download_button(
        gettext("Download the sheet ({form})", form=form.upper()), content,
        file_name=f"khorasan-{kind}.{form}", mime=MIMES[form], on_click="ignore",
        icon=":material/download:", key="print-download",
    )  # fmt: skip
