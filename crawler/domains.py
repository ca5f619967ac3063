"""The domain that was registered for a host: what one owner can make any number of names under."""

from __future__ import annotations

from functools import cache, lru_cache
from ipaddress import ip_address
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tldextract import TLDExtract


@lru_cache(maxsize=4096)
def domain(host: str) -> str:
    """Return the registered domain of a host, with or without a port; an IP address is its own.

    Blogs under one roof count each for itself, as the public suffix list has it, and so do names
    under .localhost. Under suffixes that are not on the list the last two labels are the domain.
    """
    name = host.partition("]")[0] + "]" if host.startswith("[") else host.partition(":")[0]
    if is_address(name):
        return name
    found = suffixes()(name)
    return found.top_domain_under_public_suffix or ".".join(name.split(".")[-2:])


def is_address(name: str) -> bool:
    """Say whether a host is an IP address, for which no list need be loaded."""
    bare = name.strip("[]")
    if ":" not in bare and not bare[-1:].isdigit():
        return False  # as most hosts, at which it takes two exceptions to say so
    try:
        ip_address(bare)
    except ValueError:
        return False
    return True


@cache
def suffixes() -> TLDExtract:
    """Return the public suffix list that comes with the package; the network is not asked for a newer one."""
    from tldextract import TLDExtract  # noqa: PLC0415  (costs a tenth of a second)

    return TLDExtract(
        suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True, extra_suffixes=("localhost",)
    )
