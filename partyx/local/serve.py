"""The process that runs one model: ``python -m partyx.local.serve``, started by :mod:`partyx.local.process`.

It reads from standard input what to run, as one line of JSON, writes the server's address as another, and
ends when its input does: with the process that started it, however that ends.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from typing import Any


def main() -> None:
    """Run the server until the input ends."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # while it loads, Ctrl-C ends it
    asked = json.loads(sys.stdin.readline())
    out, sys.stdout = sys.stdout, sys.stderr
    try:
        import xllamacpp  # noqa: PLC0415 - what fails here has to be told as well

        server = xllamacpp.Server(_params(xllamacpp, asked))
        told = {"address": server.listening_address}
    except Exception as error:  # noqa: BLE001 - its errors have no class of their own
        told = {"error": str(error)}
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # from here on Ctrl-C is for who started it
    print(json.dumps(told), file=out, flush=True)
    sys.stdin.read()
    os._exit(0)  # at once, also while llama.cpp reads a prompt


def _params(xllamacpp: Any, asked: dict[str, Any]) -> Any:  # noqa: ANN401 - it has no types
    params = xllamacpp.CommonParams()
    params.model.path = asked["path"]
    params.model_alias = {asked["name"]}
    params.n_ctx = asked["context"] * asked["slots"]
    params.n_parallel = asked["slots"]
    params.n_batch = params.n_ubatch = asked["batch"]
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = asked["threads"]
    params.cache_prompt = True  # the constant prefix of a question is read once
    params.cache_ram_mib = asked["prompt_cache_mib"]
    params.fit_params = False  # the context is the one whose memory was checked
    params.hostnames = ["127.0.0.1"]
    params.api_keys = [asked["key"]]
    params.ui = False
    params.warmup = False
    params.verbosity = 0
    return params


if __name__ == "__main__":
    main()
