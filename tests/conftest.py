"""What every test has: no network, no keys, a cache of its own, and English whatever the machine speaks."""

import os

from hypothesis import settings
from offline import network, offline

settings.register_profile("partyx", deadline=None)  # no test judges by the clock
settings.load_profile("partyx")
os.environ["LANGUAGE"] = "en"  # for this process and those it starts; a test of another language says so

__all__ = ["network", "offline"]
