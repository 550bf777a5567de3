"""How the server bears 100 people who each click every five seconds: `make load`.

Sessions are opened as a browser's are, over Streamlit's websocket, without a browser. A click is
a rerun with another link: a place, an extent, a panel. Printed beside the budget: the time from
click to the end of its answer, errors, and the server's memory a session.
"""

from __future__ import annotations

import asyncio
import itertools
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import websockets
from conftest import ROOT, serving
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

SESSIONS, CLICKS, EVERY_S = 100, 6, 5
LINKS = (
    "place=kabul", "place=nangarhar", "place=khorasan&panel=read", "panel=time&extent=qudama",
    "panel=time&extent=istakhri&against=yaqut", "panel=time&extent=together",
    "panel=borders&ask=AF-HER", "panel=borders&extent=mustawfi", "",
)  # fmt: skip


async def live(address: str, number: int, took: list[float], errors: list[str]) -> None:
    """Open one session, and click at its own moment of every five seconds."""
    url = address.replace("http", "ws") + "/_stcore/stream"
    links = itertools.islice(itertools.cycle(LINKS), number, None)
    async with websockets.connect(url, subprotocols=["streamlit"], max_size=None) as socket:  # type: ignore[list-item]
        await answer(socket, "", errors)
        await asyncio.sleep(EVERY_S * random.random())  # noqa: S311
        for link in itertools.islice(links, CLICKS):
            began = time.perf_counter()
            await answer(socket, link, errors)
            took.append(time.perf_counter() - began)
            await asyncio.sleep(max(0, EVERY_S - took[-1]))


async def answer(socket: websockets.ClientConnection, link: str, errors: list[str]) -> None:
    """Ask for a rerun with a link, and wait until the script has finished."""
    message = BackMsg()
    message.rerun_script.query_string = link
    await socket.send(message.SerializeToString())
    while True:
        said = ForwardMsg.FromString(await socket.recv())  # type: ignore[arg-type]
        if said.delta.new_element.WhichOneof("type") == "exception":
            errors.append(said.delta.new_element.exception.message)
        if said.WhichOneof("type") == "script_finished":
            return


def memory_mb() -> float:
    """Give the memory of the servers that run, in megabytes."""
    return sum(resident_mb(path.parent) for path in servers())


def servers() -> Iterator[Path]:
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if b"streamlit\0run" in path.read_bytes():
                yield path
        except OSError:
            continue  # The process has ended meanwhile.


def resident_mb(process: Path) -> float:
    lines = (process / "status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1000


async def crowd(address: str) -> tuple[list[float], list[str], float]:
    """Let everyone in, one after the other, and let them click."""
    took: list[float] = []
    errors: list[str] = []
    await live(address, 0, [], errors)
    before = memory_mb()
    people = []
    for number in range(SESSIONS):
        people.append(asyncio.create_task(live(address, number, took, errors)))
        await asyncio.sleep(0.1)
    await asyncio.sleep(EVERY_S * CLICKS / 2)
    grown = memory_mb() - before
    await asyncio.gather(*people)
    return took, errors, grown


def main() -> int:
    """Run the crowd and print what it met."""
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(ROOT / "app.py", Path(folder) / "log.txt") as address,
    ):
        took, errors, grown = asyncio.run(crowd(address))
    p95 = statistics.quantiles(took, n=20)[-1]
    print(f"{len(took)} clicks by {SESSIONS} sessions, {len(errors)} errors (budget 0)")
    print(f"p95 {p95:.2f} s, median {statistics.median(took):.2f} s (budget: p95 under 1 s)")
    print(f"{grown / SESSIONS:.1f} MB a session (budget 5)")
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
