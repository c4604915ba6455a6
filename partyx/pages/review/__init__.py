"""Making gold by hand in a browser: an engine's records are proposals, a person decides about each.

``forms`` turns records into what a page edits and back, ``proposals`` orders what is to be decided, ``desk``
keeps the decisions on disk, ``server`` serves them on this machine alone.
"""
