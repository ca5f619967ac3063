"""Which addresses are of the open internet, whatever they are wrapped in."""

from __future__ import annotations

import pytest
from twisted.internet.address import IPv4Address

from crawler.bot.resolver import GuardedResolver, is_public


@pytest.mark.parametrize(
    "address",
    [
        "8.8.8.8",
        "93.184.216.34",
        "172.32.0.1",
        "2606:4700:4700::1111",
        "2a00:1450:4001:80e::200e",
    ],
)
def test_public(address):
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.255.255.254",
        "0.0.0.0",  # noqa: S104
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",  # metadata of cloud machines
        "100.64.0.1",  # carrier-grade NAT
        "100.100.100.200",  # metadata of another cloud
        "192.0.0.192",  # and of a third
        "192.0.2.1",
        "198.18.0.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "fe80::1",
        "fe80::1%eth0",
        "fc00::1",
        "fd00:ec2::254",
        "fec0::1",
        "ff02::1",
        "2001:db8::1",
        "::ffff:127.0.0.1",  # IPv4-mapped
        "::ffff:169.254.169.254",
        "::127.0.0.1",  # IPv4-compatible
        "::ffff:0:127.0.0.1",  # IPv4-translated
        "64:ff9b::127.0.0.1",  # NAT64
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::10.0.0.1",
        "2002:7f00:1::",  # 6to4
        "2002:a9fe:a9fe::1",
        "2001:0:4136:e378:8000:63bf:80ff:fffe",  # Teredo of 127.0.0.1
    ],
)
def test_not_public(address):
    assert not is_public(address)


class Answers:
    """A resolver that answers every name with the same addresses, and who asked it."""

    def __init__(self, *addresses):
        self.addresses = addresses
        self.got = []

    def resolveHostName(self, receiver, *_):  # noqa: N802
        receiver.resolutionBegan(None)
        for address in self.addresses:
            receiver.addressResolved(IPv4Address("TCP", address, 80))
        receiver.resolutionComplete()
        return receiver

    def resolutionBegan(self, _):  # noqa: N802
        self.got.append("began")

    def addressResolved(self, address):  # noqa: N802
        self.got.append(address.host)

    def resolutionComplete(self):  # noqa: N802
        self.got.append("complete")


@pytest.mark.parametrize(
    ("name", "addresses", "allow", "passed", "blocked"),
    [
        ("one.example", ("8.8.8.8",), False, ["8.8.8.8"], set()),
        ("one.example", ("10.0.0.1", "8.8.8.8"), False, ["8.8.8.8"], {"one.example"}),
        ("one.example", ("10.0.0.1",), False, [], {"one.example"}),
        ("one.example", ("10.0.0.1",), True, ["10.0.0.1"], set()),
        ("one.example", (), False, [], set()),
        ("localhost", ("8.8.8.8",), False, [], {"localhost"}),
        ("a.localhost", ("8.8.8.8",), True, ["127.0.0.1"], set()),
    ],
)
def test_guard(name, addresses, allow, passed, blocked):
    guard = GuardedResolver(None, allow_private=allow)
    guard.inner = Answers(*addresses)
    asker = Answers()
    guard.resolveHostName(asker, name, 80)
    assert asker.got == ["began", *passed, "complete"]
    assert guard.blocked == blocked
