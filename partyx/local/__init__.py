"""Models on the user's own machine: their weights, and llama.cpp's server that runs them.

Importing it loads neither; nor does it know anything of the client that asks.
"""

from partyx.local.folder import Weights, directory, find, is_pulled, path_of, ready, unfinished_of, wire_name
from partyx.local.registry import Known, known, named
from partyx.local.server import KEY, check_installed, installed, start

__all__ = [
    "KEY",
    "Known",
    "Weights",
    "check_installed",
    "directory",
    "find",
    "installed",
    "is_pulled",
    "known",
    "named",
    "path_of",
    "ready",
    "start",
    "unfinished_of",
    "wire_name",
]
