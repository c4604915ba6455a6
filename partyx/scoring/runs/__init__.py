"""Runs: what an engine said about every article, what that was worth, and what it may not fall below."""
