"""Many at once on one client and one cache: right answers, nothing left behind, and the next call is not blocked."""

from __future__ import annotations

import asyncio
import json
import os
import re
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from fault_server import Exchange, FaultServer, completion
from pydantic import BaseModel

import partyx
from partyx.llm import Client

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="counts the sockets that Linux lists"),
]
ASKED = 500
DIFFERENT = 50
THREADS = 64


class Figure(BaseModel):
    """The smallest answer."""

    figure: int


def echo(exchange: Exchange) -> None:
    """Answer with the number that the question names."""
    number = re.search(r"number (\d+)", exchange.request.body["messages"][-1]["content"])[1]
    exchange.reply(200, completion(json.dumps({"figure": int(number)})))


@pytest.fixture
def server() -> Iterator[FaultServer]:
    """Echoes, whatever is asked."""
    with FaultServer(default=echo) as one:
        yield one


def settings(server: FaultServer, folder: Path) -> partyx.Settings:
    return partyx.Settings(base_url=server.url, model="m", cache_dir=folder, concurrency=16, timeout_s=120)


def question(number: int) -> list[dict[str, str]]:
    return [{"role": "user", "content": f"number {number}"}]


def held() -> tuple[int, int]:
    """The threads and sockets of this process, but for the server's that answers a question just now."""
    for _ in range(100):
        threads = [it for it in threading.enumerate() if "process_request" not in it.name]
        if len(threads) == threading.active_count():
            break
        time.sleep(0.1)
    links = Path("/proc/self/fd").iterdir()
    return len(threads), sum(link.is_symlink() and "socket:" in str(link.readlink()) for link in links)


def answered(client: Client, number: int) -> int:
    return client.ask(question(number), Figure, name="figure").value.figure


def test_64_threads_on_one_client_pay_each_question_once(server: FaultServer, tmp_path: Path) -> None:
    with Client(settings(server, tmp_path)) as client, ThreadPoolExecutor(THREADS) as pool:
        numbers = [it % DIFFERENT for it in range(ASKED)]
        assert list(pool.map(lambda it: answered(client, it), numbers)) == numbers
    assert len(server.requests) == DIFFERENT


def test_500_tasks_of_which_each_second_is_cancelled(server: FaultServer, tmp_path: Path) -> None:
    async def run() -> list[object]:
        async with Client(settings(server, tmp_path)) as client:
            tasks = [
                asyncio.create_task(client.aask(question(it % DIFFERENT), Figure, name="figure"))
                for it in range(ASKED)
            ]
            await asyncio.sleep(0.05)
            for task in tasks[::2]:
                task.cancel()
            return await asyncio.gather(*tasks, return_exceptions=True)

    found = asyncio.run(run())
    kept = held()
    for number, one in enumerate(found):
        if not isinstance(one, asyncio.CancelledError):
            assert one.value.figure == number % DIFFERENT
    assert not any(isinstance(one, asyncio.CancelledError) for one in found[1::2])
    for _ in range(3):  # other loops: no claim of the cancelled is in their way
        again = asyncio.run(run())
        assert not any(isinstance(one, asyncio.CancelledError) for one in again[1::2])
    with Client(settings(server, tmp_path)) as client:
        assert answered(client, 3) == 3
    now = held()
    assert now[0] <= kept[0], threading.enumerate()
    assert now[1] <= kept[1]


def test_without_a_home_folder_an_article_is_read_and_a_model_is_asked(server: FaultServer) -> None:
    code = (
        "import partyx\n"
        "print(partyx.extract('Huyện kết nạp 5 đảng viên.', settings={'engine': 'rules'}).statistics[0].value)\n"
        "from pydantic import create_model\n"
        "from partyx.llm import Client\n"
        f"with Client(partyx.Settings(base_url={server.url!r}, model='m')) as client:\n"
        "    print(client.ask([{'role': 'user', 'content': 'number 7'}], create_model('F', figure=(int, ...)),"
        " name='f').value.figure)\n"
    )
    kept = {name: value for name, value in os.environ.items() if name not in {"HOME", "XDG_CACHE_HOME"}}
    home = {"HOME": "/nonexistent/nobody", "PYTHONPATH": str(Path(partyx.__file__).parent.parent)}
    done = subprocess.run(
        [sys.executable, "-c", code], env=kept | home, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout.split()) == (0, ["5", "7"]), done.stderr
