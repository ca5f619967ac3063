"""Name resolution that keeps us off private networks.

The connection goes to exactly the address that was checked here, so a name that resolves
differently the second time (rebinding) gains nothing. Literal addresses, in every spelling,
pass through here too.
"""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from scrapy.exceptions import DownloadTimeoutError
from twisted.internet import _idna
from twisted.internet.abstract import isIPv6Address
from twisted.internet.address import IPv4Address, IPv6Address
from twisted.internet.interfaces import IHostnameResolver, IHostResolution, IResolutionReceiver
from zope.interface import implementer

from ..contact import NoContactError
from ..networks import is_public
from .pins import pinned
from .proxy import Proxy
from .responses import PrivateAddressError, UnknownHostError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Self

    from scrapy.crawler import Crawler

    Addresses = tuple[str, ...]

GOOD_FOR = 60.0  # seconds an answer is believed; the system's resolver does not tell how long it may be
BAD_FOR = 10.0  # seconds until a name without an answer is looked up again
MOST_REMEMBERED = 10_000  # names, some 200 bytes each


@implementer(IHostResolution)
class Resolution:
    """A look-up under way."""

    def __init__(self, name: str) -> None:
        """Name what is looked up."""
        self.name = name

    def cancel(self) -> None:
        """Do nothing: the system's resolver can't be stopped, and nobody waits for it any more."""


@implementer(IResolutionReceiver)
class Gathering:
    """Gathers what a name resolves to, and hands it on when all is there."""

    def __init__(self, tell: Callable[[Addresses], None]) -> None:
        """Hand the addresses on to `tell`."""
        self.tell = tell
        self.addresses: dict[str, None] = {}

    def resolutionBegan(self, resolution: Any) -> None:  # noqa: N802  (Twisted's interface)
        """Nothing to do yet."""

    def addressResolved(self, address: Any) -> None:  # noqa: N802  (Twisted's interface)
        """Keep an address."""
        self.addresses[address.host] = None

    def resolutionComplete(self) -> None:  # noqa: N802  (Twisted's interface)
        """Hand on."""
        self.tell(tuple(self.addresses))


class Answers:
    """Names and what they resolve to, for a while: those asked last, and no more than a limit."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin with none."""
        self.clock = clock
        self.known: OrderedDict[str, tuple[float, Addresses]] = OrderedDict()

    def get(self, name: str) -> Addresses | None:
        """Return what a name resolves to; None if that must be asked."""
        until, addresses = self.known.get(name, (0.0, ()))
        return addresses if until > self.clock() else None

    def keep(self, name: str, addresses: Addresses) -> None:
        """Remember an answer, be it that there is none."""
        self.known[name] = (self.clock() + (GOOD_FOR if addresses else BAD_FOR), addresses)
        self.known.move_to_end(name)
        if len(self.known) > MOST_REMEMBERED:
            self.known.popitem(last=False)


@implementer(IHostnameResolver)
class GuardedResolver:
    """Scrapy's TWISTED_DNS_RESOLVER: Twisted's own, less what must not be asked.

    Names under .localhost are loopback (RFC 6761), which not every system's resolver knows.
    The setting RESOLVE pins names to addresses, as `-s 'RESOLVE={"a.example": ["10.0.0.7"]}'`;
    what they are pinned to is checked like any other answer.
    """

    def __init__(
        self,
        reactor: Any,
        *,
        allow_private: bool,
        has_contact: bool = False,
        proxy: Proxy | None = None,
        pins: Mapping[str, Addresses] | None = None,
    ) -> None:
        """Guard a reactor."""
        self.reactor = reactor
        self.allow_private = allow_private
        self.has_contact = has_contact
        self.proxy = proxy
        self.pins = pins or {}
        self.answers = Answers()
        self.inner: Any = None

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: Any) -> Self:
        """Make one by the crawl's settings."""
        settings = crawler.settings
        return cls(
            reactor,
            allow_private=settings.getbool("ALLOW_PRIVATE"),
            has_contact=bool(settings.get("CONTACT")),
            proxy=Proxy.parse(settings.get("PROXY", "")),
            pins=pinned(settings.get("RESOLVE")),
        )

    def install_on_reactor(self) -> None:
        """Take the place of the reactor's resolver, and ask that one."""
        self.inner = self.reactor.nameResolver
        self.reactor.installNameResolver(self)

    async def check(self, name: str, seconds: float | None = None) -> None:
        """Raise an exception that says why a host must not be asked, if it must not.

        Connections are made through `resolveHostName`, which would refuse it too, but can't say why.
        """
        addresses = await self.look_up(name, seconds)
        if not addresses:
            raise UnknownHostError(name)
        private = [address for address in addresses if not is_public(address)]
        # a proxy chooses among them itself, so one that is private is one too many
        if private and not self.allow_private and (self.proxy or len(private) == len(addresses)):
            raise PrivateAddressError(name, private[0])
        if not self.has_contact and len(private) < len(addresses):
            raise NoContactError(name)

    def may_ask(self, name: str, address: str) -> bool:
        """Say whether a connection to an address may be made for a name."""
        if self.proxy and name == self.proxy.host:
            return True  # a person chose it; `check` has seen to whom it is to talk
        return self.has_contact if is_public(address) else self.allow_private

    async def look_up(self, name: str, seconds: float | None = None) -> Addresses:
        """Return what a name resolves to, allowed or not; raises DownloadTimeoutError if it takes longer."""
        if (known := self.known(name)) is not None:
            return known
        future: asyncio.Future[Addresses] = asyncio.get_running_loop().create_future()
        self.find(name, lambda addresses: None if future.done() else future.set_result(addresses))
        try:
            async with asyncio.timeout(seconds):
                return await future
        except TimeoutError:
            raise DownloadTimeoutError(f"looking up the host took longer than {seconds:g} s") from None

    async def look_up_anew(self, name: str) -> Addresses:
        """Return what a name resolves to now."""
        self.answers.known.pop(in_ascii(name), None)
        return await self.look_up(name)

    def known(self, name: str) -> Addresses | None:
        """Return what a name resolves to, by a pin or from memory; None if that must be asked."""
        name = in_ascii(name)
        known = self.pins.get(name) or self.answers.get(name)
        if name == "localhost" or name.endswith(".localhost"):
            known = known or ("127.0.0.1",)
        return known

    def find(self, name: str, tell: Callable[[Addresses], None]) -> None:
        """Tell what a name resolves to, asking if need be."""
        name = in_ascii(name)
        known = self.known(name)
        if known is not None:
            tell(known)
            return

        def learned(addresses: Addresses) -> None:
            self.answers.keep(name, addresses)
            tell(addresses)

        self.inner.resolveHostName(Gathering(learned), name)

    def resolveHostName(  # noqa: N802  (Twisted's interface)
        self,
        resolutionReceiver: Any,  # noqa: N803
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        addressTypes: Sequence[type] | None = None,  # noqa: N803
        transportSemantics: str = "TCP",  # noqa: N803
    ) -> Any:
        """Resolve a name to addresses that may be asked."""

        def tell(addresses: Addresses) -> None:
            for address in addresses:
                kind: Any = IPv6Address if isIPv6Address(address) else IPv4Address
                if self.may_ask(hostName, address) and (addressTypes is None or kind in addressTypes):
                    resolutionReceiver.addressResolved(kind(transportSemantics, address, portNumber))
            resolutionReceiver.resolutionComplete()

        resolution = Resolution(hostName)
        resolutionReceiver.resolutionBegan(resolution)
        self.find(hostName, tell)
        return resolution


@lru_cache(maxsize=4096)  # asked twice for every page
def in_ascii(name: str) -> str:
    """Return a name as the DNS has it: Python's own resolver would take straße.example for another."""
    try:
        return _idna._idnaBytes(name).decode("ascii").lower()  # noqa: SLF001  (by which Twisted decoded it)
    except UnicodeError:
        return name


def installed_guard() -> GuardedResolver:
    """Return the resolver in charge; without ours there is no crawl."""
    from twisted.internet import reactor  # noqa: PLC0415  (importing it installs one)

    guard = reactor.nameResolver
    if not isinstance(guard, GuardedResolver):
        msg = "the guard against private addresses is not in place: leave TWISTED_DNS_RESOLVER alone"
        raise TypeError(msg)
    return guard
