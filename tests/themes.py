"""The themes of a map that stands for itself."""

from __future__ import annotations

from geo.layers.view import ThemeId

TOLD = tuple(one for one in ThemeId if one is not ThemeId.QUIZ)
"""Those that are told in words, cited and printed. A question must not give its answer away: while
one is asked, the page offers none of that."""
