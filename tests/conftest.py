"""What every test has: no network, no keys, a cache of its own, and English whatever the machine speaks."""

import os
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from offline import network, offline

settings.register_profile("partyx", deadline=None)  # no test judges by the clock
settings.load_profile("partyx")
os.environ["LANGUAGE"] = "en"  # for this process and those it starts; a test of another language says so

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # A shell that runs the tests in the background has them ignore Ctrl-C, and each child with them.
    signal.signal(signal.SIGINT, signal.default_int_handler)

__all__ = ["network", "offline"]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One process more than there are cores, for ``-n auto``: a quarter of the suite's time waits for servers."""
    return (os.cpu_count() or 1) + 1


@pytest.fixture
def readable() -> Iterator[Path]:
    """A folder that every user may enter; those of pytest are shut again whenever another run of it begins."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)
