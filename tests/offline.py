"""No test reaches the network, a paid endpoint or the user's own cache, unless it says so itself.

An audit hook sees every connection that Python makes, whatever library asks for it.
"""

from __future__ import annotations

import ipaddress
import os
import sys
import tempfile
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

_PREFIXES = ("OPENAI_", "AZURE_OPENAI_", "PARTYX_")
_SUFFIXES = ("_API_KEY", "_PROXY", "_proxy")
_guard = {"on": True}


class NetworkInTestError(RuntimeError):
    """A test tried to leave this machine."""


def is_here(address: object) -> bool:
    """Whether an address given to ``connect`` or ``getaddrinfo`` is this machine."""
    if not isinstance(address, tuple):
        return isinstance(address, (str, bytes))  # a Unix socket
    host = address[0]
    if host in (None, "", b"", "localhost", b"localhost"):
        return True
    try:
        return ipaddress.ip_address(host.decode() if isinstance(host, bytes) else str(host)).is_loopback
    except ValueError:
        return False


def _hook(event: str, args: tuple[object, ...]) -> None:
    if not _guard["on"]:
        return
    if event == "socket.connect" and not is_here(args[1]):
        raise NetworkInTestError(f"a test connects to {args[1]!r}")
    if event == "socket.getaddrinfo" and not is_here((args[0],)):
        raise NetworkInTestError(f"a test looks up {args[0]!r}")


sys.addaudithook(_hook)


def _settings_of_the_user() -> list[str]:
    """Variables that would change what partyx does."""
    return [name for name in os.environ if name.startswith(_PREFIXES) or name.endswith(_SUFFIXES)]


# Before any test module is imported: what those build, settings and cases, is then the same everywhere.
for _name in _settings_of_the_user():
    del os.environ[_name]
# Fixtures of a module run before the one below: weights on this machine would answer for the rules.
_own = tempfile.TemporaryDirectory(prefix="partyx-tests-")
os.environ.update(PARTYX_CACHE_DIR=_own.name, PARTYX_MODELS_DIR=f"{_own.name}/no-models")


@pytest.fixture(autouse=True)
def offline(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Take what another test left out of the environment, and give cache and weights folders of their own."""
    for name in _settings_of_the_user():
        monkeypatch.delenv(name)
    folder = tmp_path_factory.mktemp("cache")
    monkeypatch.setenv("PARTYX_CACHE_DIR", str(folder))
    monkeypatch.setenv("PARTYX_MODELS_DIR", str(folder / "no-models"))
    return folder


@pytest.fixture
def network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let one test leave the machine, for instance to fetch weights."""
    monkeypatch.setitem(_guard, "on", value=False)
