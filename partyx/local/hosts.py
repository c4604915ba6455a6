"""Whose a host is: this machine's, a private network's, or anybody's. Nothing is looked up."""

from __future__ import annotations

import ipaddress
import socket

_NAMES = frozenset({
    "localhost", "localhost.localdomain", "ip6-localhost", "ip6-loopback",
    "localhost4", "localhost4.localdomain4", "localhost6", "localhost6.localdomain6",
})  # fmt: skip
"""As /etc/hosts of Debian and of Fedora have it."""
_PRIVATE = (".local", ".localhost", ".internal", ".lan")

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def is_this_machine(host: str) -> bool:
    """Whether a host is this machine: any spelling of a loopback address, or its own name."""
    host = host.lower().rstrip(".")
    if address := _address(host):
        return address.is_loopback or address.is_unspecified
    return host in _NAMES or host.endswith(".localhost") or host == socket.gethostname().lower()


def is_local(host: str) -> bool:
    """Whether a host is this machine or a private network's."""
    host = host.lower().rstrip(".")
    if address := _address(host):
        return address.is_loopback or address.is_private
    return "." not in host or host.endswith(_PRIVATE) or host in _NAMES


def _address(host: str) -> Address | None:
    """The address that a host is, as the system reads it: "127.1" and "0x7f000001" as well."""
    try:
        address: Address = ipaddress.ip_address(host.strip("[]").partition("%")[0])
    except ValueError:
        try:
            return ipaddress.IPv4Address(socket.inet_aton(host))
        except (OSError, ValueError):
            return None
    mapped = getattr(address, "ipv4_mapped", None)
    return mapped or address
