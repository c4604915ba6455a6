"""What every test has: no network, no keys, a cache of its own, and English whatever the machine speaks."""

import os

from offline import network, offline

os.environ["LANGUAGE"] = "en"  # for this process and those it starts; a test of another language says so

__all__ = ["network", "offline"]
