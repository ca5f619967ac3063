"""Which addresses of machines are of the open internet, whatever they are wrapped in."""

from __future__ import annotations

import ipaddress
from functools import lru_cache

# Python 3.11 takes them for public; a cloud answers with its secrets at 192.0.0.192.
PROTOCOL_ASSIGNMENTS = ipaddress.ip_network("192.0.0.0/24")
NAT64 = ipaddress.ip_network("64:ff9b::/96")
# Names that nobody can own on the public web: RFC 6761, 6762 and 8375, and ICANN's word for .internal.
LOCAL_NAMES = ("localhost", "local", "internal", "home.arpa", "test")

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


@lru_cache(maxsize=4096)  # asked for every page
def is_public(text: str) -> bool:
    """Say whether an address is one of the open internet; raises ValueError if it is none at all."""
    address = ipaddress.ip_address(text.partition("%")[0])
    if address in NAT64:
        return is_public(str(unwrapped(address)))
    return all(
        one.is_global
        and one not in PROTOCOL_ASSIGNMENTS
        and not one.is_multicast
        and not one.is_reserved
        and not getattr(one, "is_site_local", False)
        for one in (address, unwrapped(address))
    )


def unwrapped(address: Address) -> Address:
    """Return the IPv4 address that an IPv6 one carries: mapped, 6to4, Teredo, NAT64, compatible."""
    if isinstance(address, ipaddress.IPv4Address):
        return address
    if address.ipv4_mapped or address.sixtofour:
        return address.ipv4_mapped or address.sixtofour or address
    if address.teredo:
        return address.teredo[1]
    is_compatible = int(address) >> 32 == 0 and int(address) > 1
    if address in NAT64 or is_compatible:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address


def is_local(host: str) -> bool:
    """Say whether a host is of this machine or a private network, as far as its name tells."""
    try:
        return not is_public(host.strip("[]"))
    except ValueError:
        return "." not in host or any(host == name or host.endswith(f".{name}") for name in LOCAL_NAMES)
