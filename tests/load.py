"""`make load`: print how the server holds up under many people who each click every five seconds.

Sessions are opened as a browser's are, over Streamlit's websocket, without a browser; all are open
before the first click and stay open until the last. A click is a rerun with another link: a place,
an extent, a panel. Sessions take turns at the servers, as behind a proxy. The clients run on the
same machine and take their part of it.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import math
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack, ExitStack
from pathlib import Path

import websockets
from serving import ROOT, serving
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

CLICKS, EVERY_S = 6, 5
PATIENCE_S = 60
"""Seconds after which a click without an answer is an error."""

LINKS = (
    "place=kabul", "place=nangarhar", "place=khorasan&panel=read", "panel=time&extent=qudama",
    "panel=time&extent=istakhri&against=yaqut", "panel=time&extent=together",
    "panel=borders&ask=AF-HER", "panel=borders&extent=mustawfi", "",
)  # fmt: skip


def joined(address: str) -> websockets.connect:
    """Open the websocket of one session."""
    url = address.replace("http", "ws", 1) + "/_stcore/stream"
    return websockets.connect(url, subprotocols=["streamlit"], max_size=None)  # type: ignore[list-item]


async def ask(
    socket: websockets.ClientConnection, link: str, errors: list[str]
) -> tuple[float, float]:
    """Ask for a rerun with a link; return the seconds to the first word and to the script's end."""
    message = BackMsg()
    message.rerun_script.query_string = link
    began = time.perf_counter()
    await socket.send(message.SerializeToString())
    first = math.nan
    while True:
        said = ForwardMsg.FromString(await socket.recv())
        if said.WhichOneof("type") == "new_session":
            first = time.perf_counter() - began
        if said.delta.new_element.WhichOneof("type") == "exception":
            errors.append(said.delta.new_element.exception.message)
        if said.WhichOneof("type") == "script_finished":
            return first, time.perf_counter() - began


async def click(
    socket: websockets.ClientConnection, number: int, took: list[float], errors: list[str]
) -> None:
    """Click at the session's own moment of every five seconds."""
    await asyncio.sleep(EVERY_S * random.random())  # noqa: S311
    for link in itertools.islice(itertools.cycle(LINKS), number, number + CLICKS):
        try:
            async with asyncio.timeout(PATIENCE_S):
                _, seconds = await ask(socket, link, errors)
        except (TimeoutError, websockets.ConnectionClosed) as error:
            errors.append(repr(error))
            return
        took.append(seconds)
        await asyncio.sleep(max(0, EVERY_S - seconds))


def memory_mb() -> float:
    """Return the memory of the servers that this process has started, in megabytes."""
    return sum(int(status["VmRSS"].split()[0]) for status in children()) / 1000


def children() -> Iterator[dict[str, str]]:
    """Read the status of each process that this one has started."""
    for path in Path("/proc").glob("[0-9]*/status"):
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except OSError:
            continue  # The process has ended meanwhile.
        status = {key: value.strip() for key, _, value in (line.partition(":") for line in lines)}
        if status["PPid"] == str(os.getpid()) and "VmRSS" in status:
            yield status


async def crowd(addresses: Sequence[str], sessions: int) -> tuple[list[float], list[str], float]:
    """Let everyone in, one after the other, then let all click; return the memory they took."""
    took: list[float] = []
    errors: list[str] = []
    async with AsyncExitStack() as stack:
        for address in addresses:  # The first session of a server reads the data.
            await ask(await stack.enter_async_context(joined(address)), "", errors)
        before = memory_mb()
        sockets = []
        for number in range(sessions):
            address = addresses[number % len(addresses)]
            sockets.append(await stack.enter_async_context(joined(address)))
            await ask(sockets[-1], "", errors)
        clicks = (click(socket, number, took, errors) for number, socket in enumerate(sockets))
        await asyncio.gather(*clicks)
        grown = memory_mb() - before
    return took, errors, grown


def main() -> int:
    """Run the crowd and print its figures beside the budgets."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sessions", type=int, default=100)
    parser.add_argument("--servers", type=int, default=1, help="server processes")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        addresses = [
            stack.enter_context(serving(ROOT / "app.py", Path(folder) / f"log-{number}.txt"))
            for number in range(wanted.servers)
        ]
        took, errors, grown = asyncio.run(crowd(addresses, wanted.sessions))
    print(f"{wanted.sessions} sessions, {wanted.servers} server processes, {len(took)} clicks")
    print("(the budgets are for 400 sessions on two server processes and two cores)")
    if len(took) > 1:
        p95 = statistics.quantiles(took, n=20)[-1]
        print(f"p50 {statistics.median(took):.2f} s, p95 {p95:.2f} s (budget: p95 under 1 s)")
    print(f"{len(errors)} errors (budget 0) {' '.join(sorted(set(errors))[:3])}".rstrip())
    print(f"{grown / wanted.sessions:.2f} MB a session (budget 1)")
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
