"""What every test has: no network, no keys, a cache of its own."""

from offline import network, offline

__all__ = ["network", "offline"]
