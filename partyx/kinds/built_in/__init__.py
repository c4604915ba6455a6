"""The record types that come with partyx, one a file."""
