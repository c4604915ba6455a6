"""The guard that keeps tests from the network, keys and the user's cache."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from offline import NetworkInTestError, is_here
from pydantic import BaseModel

from partyx.cache import cache_directory
from partyx.errors import AuthenticationError, ModelConnectionError
from partyx.llm import Client
from partyx.settings import Settings


class Figure(BaseModel):
    figure: float


@pytest.mark.parametrize("address", [("8.8.8.8", 53), ("2001:4860:4860::8888", 53)])
def test_a_test_cannot_connect_anywhere_else(address: tuple[str, int]) -> None:
    family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
    with socket.socket(family) as one, pytest.raises(NetworkInTestError):
        one.connect(address)
    with pytest.raises(NetworkInTestError):
        socket.getaddrinfo("api.openai.com", 443)


@pytest.mark.slow
def test_nothing_that_a_test_module_builds_depends_on_the_users_settings() -> None:
    """A wrong setting in the user's environment breaks the collection of no test."""
    modules = ["test_gold.py", "test_replay.py"]
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", *modules]
    odd = os.environ | {"PARTYX_MAX_CHARS": "5", "PARTYX_ENGINE": "magic", "OPENAI_API_KEY": "sk-planted"}
    done = subprocess.run(command, cwd=Path(__file__).parent, env=odd, capture_output=True, check=False)
    assert done.returncode == 0, done.stdout.decode()
    assert all(f"{module}: ".encode() in done.stdout for module in modules)


def test_a_paid_endpoint_is_out_of_reach_even_with_a_key() -> None:
    settings = Settings(model="openai/gpt-4o-mini", api_key="sk-planted", attempts=1, cache="off")
    with Client(settings) as client, pytest.raises(ModelConnectionError):
        client.ask([], Figure, name="figure")


def test_there_is_no_key_in_the_environment() -> None:
    assert [name for name in os.environ if name.endswith("_API_KEY") or name.startswith("OPENAI_")] == []
    with pytest.raises(AuthenticationError, match="OPENAI_API_KEY"):
        Client(Settings(model="openai/gpt-4o-mini"))


def test_the_cache_is_a_folder_of_the_tests() -> None:
    assert "pytest" in str(cache_directory(Settings()))


@pytest.fixture(scope="module")
def before_any_test() -> tuple[Path, Path]:
    """Where cache and weights are while a module's own fixtures are made."""
    return Path(os.environ["PARTYX_CACHE_DIR"]), Path(os.environ["PARTYX_MODELS_DIR"])


def test_what_a_module_builds_finds_neither_cache_nor_weights_of_the_user(
    before_any_test: tuple[Path, Path],
) -> None:
    cache, weights = before_any_test
    assert cache.is_relative_to(tempfile.gettempdir())
    assert not weights.exists()


@pytest.mark.parametrize(
    ("address", "here"),
    [
        (("127.0.0.1", 80), True),
        (("127.8.9.1", 80), True),
        (("::1", 80, 0, 0), True),
        (("localhost", 80), True),
        ((None, 80), True),
        ("/tmp/socket", True),  # noqa: S108 - not used
        (("10.0.0.1", 80), False),
        (("localhost.evil.example", 80), False),
    ],
)
def test_here_is_this_machine(address: object, here: bool) -> None:  # noqa: FBT001
    assert is_here(address) is here
