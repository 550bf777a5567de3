"""One-page sheets for paper, drawn from the same layers, paints and names as the screen's map."""
