"""Name resolution that keeps us off private networks.

The connection goes to exactly the address that was checked here, so a name that resolves
differently the second time (rebinding) gains nothing. Literal addresses, in every spelling,
pass through here too.
"""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING, Any

from twisted.internet.address import IPv4Address
from twisted.internet.interfaces import IHostnameResolver, IHostResolution, IResolutionReceiver
from zope.interface import implementer

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Self

    from scrapy.crawler import Crawler

# Python 3.11 takes them for public; a cloud answers with its secrets at 192.0.0.192.
PROTOCOL_ASSIGNMENTS = ipaddress.ip_network("192.0.0.0/24")
NAT64 = ipaddress.ip_network("64:ff9b::/96")
MOST_REMEMBERED = 10_000  # blocked names, to tell a private address from a dead name

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def is_public(text: str) -> bool:
    """Say whether an address is one of the open internet, whatever it is wrapped in."""
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


@implementer(IHostResolution)
class Resolution:
    """A look-up that needed no network."""

    def __init__(self, name: str) -> None:
        """Name what was looked up."""
        self.name = name

    def cancel(self) -> None:
        """Nothing to cancel."""


@implementer(IResolutionReceiver)
class PublicOnly:
    """Passes on addresses that may be asked, and notes names that had others."""

    def __init__(self, receiver: Any, resolver: GuardedResolver, name: str) -> None:
        """Stand between a resolver and who asked it."""
        self.receiver = receiver
        self.resolver = resolver
        self.name = name

    def resolutionBegan(self, resolution: Any) -> None:  # noqa: N802  (Twisted's interface)
        """Pass on."""
        self.receiver.resolutionBegan(resolution)

    def addressResolved(self, address: Any) -> None:  # noqa: N802  (Twisted's interface)
        """Pass on what may be asked."""
        if self.resolver.allow_private or is_public(address.host):
            self.receiver.addressResolved(address)
        else:
            self.resolver.block(self.name)

    def resolutionComplete(self) -> None:  # noqa: N802  (Twisted's interface)
        """Pass on."""
        self.receiver.resolutionComplete()


@implementer(IHostnameResolver)
class GuardedResolver:
    """Scrapy's TWISTED_DNS_RESOLVER: Twisted's own, less what is not public.

    Names under .localhost are loopback (RFC 6761), which not every system's resolver knows.
    """

    def __init__(self, reactor: Any, *, allow_private: bool) -> None:
        """Guard a reactor."""
        self.reactor = reactor
        self.allow_private = allow_private
        self.blocked: set[str] = set()
        self.inner: Any = None

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: Any) -> Self:
        """Make one by the crawl's settings."""
        return cls(reactor, allow_private=crawler.settings.getbool("ALLOW_PRIVATE"))

    def install_on_reactor(self) -> None:
        """Take the place of the reactor's resolver, and ask that one."""
        self.inner = self.reactor.nameResolver
        self.reactor.installNameResolver(self)

    def block(self, name: str) -> None:
        """Remember that a name led to a private address."""
        if len(self.blocked) >= MOST_REMEMBERED:
            self.blocked.clear()
        self.blocked.add(name)

    def resolveHostName(  # noqa: N802  (Twisted's interface)
        self,
        resolutionReceiver: Any,  # noqa: N803
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        addressTypes: Sequence[type] | None = None,  # noqa: N803
        transportSemantics: str = "TCP",  # noqa: N803
    ) -> Any:
        """Resolve a name to public addresses."""
        receiver = PublicOnly(resolutionReceiver, self, hostName)
        if hostName == "localhost" or hostName.endswith(".localhost"):
            receiver.resolutionBegan(Resolution(hostName))
            receiver.addressResolved(IPv4Address("TCP", "127.0.0.1", portNumber))
            receiver.resolutionComplete()
            return resolutionReceiver
        return self.inner.resolveHostName(receiver, hostName, portNumber, addressTypes, transportSemantics)
