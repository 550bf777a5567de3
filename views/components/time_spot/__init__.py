"""The spot on the axis of time: what is chosen there, in a component of its own."""

from __future__ import annotations

from collections.abc import Sequence

from views.components import mount


def tell(chosen: Sequence[str], *, keys: bool) -> None:
    """Tell the axis what is chosen: the extent shown, then the other; `keys` are P and N."""
    mount("time_spot", {"chosen": chosen, "keys": keys}, key="time-spot", height=1)
