"""Which hosts may be asked: names resolve once, through here, and only public addresses pass.

A page, a redirect or a feed can name a host inside the operator's own network. The connection goes
to the very address that was checked, so a name that changes between look-up and connection gains
nothing.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from flows.steps.crawling.settings import Settings

# Ranges that Python calls global, yet lead to somewhere else: NAT64 (RFC 6052, RFC 8215), 6to4 and
# Teredo carry an IPv4 address inside, the 6to4 relay is an anycast of one's own network, fec0::/10
# was private once and may be so still.
_TUNNELS = tuple(
    ip_network(net)
    for net in (
        "64:ff9b::/96",
        "64:ff9b:1::/48",
        "2002::/16",
        "2001::/32",
        "192.88.99.0/24",
        "::/96",
        "fec0::/10",
    )
)


class RefusedHostError(Exception):
    """The host may not be asked; the message says why."""


class UnknownHostError(Exception):
    """The name has no address."""


def is_public(address: str) -> bool:
    """Whether an IP address, as text, belongs to the public internet.

    Private, loopback, link-local (cloud metadata among them), shared, multicast, reserved and
    tunnelled addresses do not; an IPv4 address mapped into IPv6 is judged by itself.
    """
    try:
        ip: IPv4Address | IPv6Address = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, IPv6Address) and ip.ipv4_mapped:
        ip = ip.ipv4_mapped
    tunnelled = any(ip in net for net in _TUNNELS if net.version == ip.version)
    return ip.is_global and not ip.is_multicast and not tunnelled


@cache
def _resolvers() -> ThreadPoolExecutor:
    """Threads of their own: the system's resolver cannot be interrupted, and the loop's few threads
    would all wait for dead name servers."""
    return ThreadPoolExecutor(64, "resolve")


async def system_resolve(host: str) -> Sequence[str]:
    """Ask the system's resolver, IPv4 first since many servers publish dead IPv6 addresses."""
    ask = partial(socket.getaddrinfo, host, None, type=socket.SOCK_STREAM)
    found = await asyncio.get_running_loop().run_in_executor(_resolvers(), ask)
    addresses = dict.fromkeys(str(info[4][0]) for info in found)
    return sorted(addresses, key=lambda address: ":" in address)


async def connectable(host: str, port: int, settings: Settings) -> list[tuple[str, int]]:
    """Addresses and ports to connect to for a host; RefusedHostError or UnknownHostError where there is none."""
    name = host.strip("[]").rstrip(".").lower()
    if name in settings.resolver:
        candidates: Sequence[str] = [settings.resolver[name][0]]
        port = settings.resolver[name][1]
    elif port < 1024 and port not in (80, 443):
        raise RefusedHostError(f"port {port} of {name} is no web server's")
    else:
        candidates = await _look_up(name, settings)
    allowed = [a for a in candidates if settings.is_local(name) or is_public(a)]
    if not allowed:
        raise RefusedHostError(
            f"{name} lies at {candidates[0]}, which is not on the public internet"
        )
    return [(address, port) for address in allowed]


async def _look_up(name: str, settings: Settings) -> Sequence[str]:
    try:
        ip_address(name)
    except ValueError:
        pass
    else:
        return [name]
    try:
        found = await (settings.resolve or system_resolve)(name)
    except (OSError, UnicodeError) as error:
        raise UnknownHostError(f"{name} cannot be resolved: {error}") from error
    if not found:
        raise UnknownHostError(f"{name} has no address")
    return found
