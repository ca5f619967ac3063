"""Hosts that SQL can't work out of their addresses."""

from __future__ import annotations

from collections.abc import Sequence

from ... import urls


def odd_host(url: str) -> str | None:
    """Return the host of an address if it is not what SQL works out of it."""
    host, plain = urls.host(url), url.partition("://")[2].partition("/")[0]
    return None if plain.isascii() and plain and plain.lower() == host else host


def odd_hosts(addresses: Sequence[str], hosts: Sequence[str]) -> list[str | None]:
    """Return the same of many addresses, whose hosts are known: nearly all stand in them as they are."""
    plain = {host: (f"https://{host}/", f"http://{host}/") for host in set(hosts) if host and host.isascii()}
    return [
        None if url.startswith(plain.get(host, ())) else odd_host(url)
        for url, host in zip(addresses, hosts, strict=True)
    ]
