"""A server that answers every question alike after 50 ms and keeps its connections, in a process of its own.

``with running(answer) as url`` starts it: what it takes is in nobody's figures but its own.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Iterator

LATENCY_S = 0.05


class _Steady(asyncio.Protocol):
    """One connection."""

    def __init__(self, reply: bytes) -> None:
        self._reply = reply
        self._came = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep where to write to."""
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        """Answer each request that has come whole."""
        self._came += data
        while (ends := self._came.find(b"\r\n\r\n")) >= 0:
            length = int(self._came[:ends].lower().partition(b"content-length:")[2].split(b"\r\n")[0])
            if len(self._came) < ends + 4 + length:
                return
            self._came = self._came[ends + 4 + length :]
            asyncio.get_running_loop().call_later(LATENCY_S, self._transport.write, self._reply)


def _completion(content: str) -> bytes:
    choice = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": content}}
    usage = {"prompt_tokens": 11, "completion_tokens": 5, "total_tokens": 16}
    fields = {"id": "c", "object": "chat.completion", "created": 1, "model": "m"}
    body = json.dumps({**fields, "choices": [choice], "usage": usage}).encode()
    head = f"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {len(body)}\r\n\r\n"
    return head.encode() + body


async def _serve(content: str) -> None:
    reply = _completion(content)
    server = await asyncio.get_running_loop().create_server(lambda: _Steady(reply), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


@contextmanager
def running(content: str) -> Iterator[str]:
    """Run the server as long as the block takes; gives its base_url."""
    command = [sys.executable, __file__, content]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            port = process.stdout.readline() if process.stdout else ""
            yield f"http://127.0.0.1:{int(port)}/v1"
        finally:
            process.kill()


if __name__ == "__main__":
    asyncio.run(_serve(sys.argv[1]))
