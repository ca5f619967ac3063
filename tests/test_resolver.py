"""Which addresses are of the open internet, and that no others are asked, whatever names lead to them."""

from __future__ import annotations

import asyncio

import pytest
from twisted.internet.address import IPv4Address, IPv6Address

from crawler.bot.pins import pinned
from crawler.bot.proxy import Proxy
from crawler.bot.resolver import BAD_FOR, GOOD_FOR, MOST_REMEMBERED, Answers, GuardedResolver
from crawler.bot.responses import PrivateAddressError, UnknownHostError
from crawler.contact import NoContactError
from crawler.networks import is_public
from crawler.settings import SettingsError


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


PUBLIC, PRIVATE = "8.8.8.8", "10.0.0.1"


class Names:
    """A resolver whose answer to any name is the next of a list, and the last for ever."""

    def __init__(self, *answers):
        self.answers = list(answers)
        self.asked = []

    def resolveHostName(self, receiver, name, *_):  # noqa: N802
        self.asked.append(name)
        receiver.resolutionBegan(None)
        for address in self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]:
            kind = IPv6Address if ":" in address else IPv4Address
            receiver.addressResolved(kind("TCP", address, 0))
        receiver.resolutionComplete()
        return receiver


class Asker:
    """Who wants to connect to a name, and what it is told."""

    def __init__(self):
        self.got = []

    def resolutionBegan(self, _):  # noqa: N802
        self.got.append("began")

    def addressResolved(self, address):  # noqa: N802
        self.got.append((address.host, address.port))

    def resolutionComplete(self):  # noqa: N802
        self.got.append("complete")


class Clock:
    """A clock that is set by hand."""

    now = 100.0

    def __call__(self):
        return self.now


def guard_over(*answers, allow_private=False, has_contact=True, **more):
    guard = GuardedResolver(None, allow_private=allow_private, has_contact=has_contact, **more)
    guard.inner = Names(*answers)
    guard.answers = Answers(Clock())
    return guard


def connected(guard, name):
    """The addresses that a connection to a name would try."""
    asker = Asker()
    guard.resolveHostName(asker, name, 80)
    assert (asker.got[0], asker.got[-1]) == ("began", "complete")
    assert all(port == 80 for _, port in asker.got[1:-1])
    return [host for host, _ in asker.got[1:-1]]


def check(guard, name):
    """What keeps us from a name."""
    try:
        asyncio.run(guard.check(name))
    except (UnknownHostError, PrivateAddressError, NoContactError) as error:
        return type(error)
    return None


@pytest.mark.parametrize(
    ("addresses", "settings", "passed", "trouble"),
    [
        ([PUBLIC], {}, [PUBLIC], None),
        (["2606:4700:4700::1111"], {}, ["2606:4700:4700::1111"], None),
        ([PRIVATE, PUBLIC], {}, [PUBLIC], None),
        ([PRIVATE], {}, [], PrivateAddressError),
        ([PRIVATE], {"allow_private": True}, [PRIVATE], None),
        ([], {}, [], UnknownHostError),
        ([PUBLIC], {"has_contact": False}, [], NoContactError),
        ([PRIVATE], {"has_contact": False, "allow_private": True}, [PRIVATE], None),
        ([PRIVATE, PUBLIC], {"has_contact": False, "allow_private": True}, [PRIVATE], NoContactError),
        ([PUBLIC, PRIVATE], {"has_contact": False}, [], NoContactError),
        # behind a proxy nobody knows which of them it takes
        ([PUBLIC, PRIVATE], {"proxy": Proxy.parse("http://proxy.example")}, [PUBLIC], PrivateAddressError),
    ],
)
def test_guard(addresses, settings, passed, trouble):
    guard = guard_over(addresses, **settings)
    assert connected(guard, "one.example") == passed
    assert check(guard, "one.example") is trouble


@pytest.mark.parametrize("name", ["localhost", "a.localhost", "LocalHost"])
def test_localhost_is_loopback_whatever_others_say(name):
    assert connected(guard_over([PUBLIC], allow_private=True), name) == ["127.0.0.1"]
    assert check(guard_over([PUBLIC]), name) is PrivateAddressError


def test_a_second_answer_is_checked_like_the_first():
    guard = guard_over([PUBLIC], [PRIVATE])
    assert check(guard, "one.example") is None
    assert connected(guard, "one.example") == [PUBLIC]  # the very answer that was checked
    guard.answers.clock.now += GOOD_FOR + 1
    assert connected(guard, "one.example") == []
    assert check(guard, "one.example") is PrivateAddressError


@pytest.mark.parametrize(("answer", "seconds"), [([PUBLIC], GOOD_FOR), ([], BAD_FOR)])
def test_an_answer_is_remembered_for_a_while(answer, seconds):
    guard = guard_over(answer)
    for later, asked in ((0, 1), (seconds - 1, 1), (2, 2)):
        guard.answers.clock.now += later
        connected(guard, "one.example")
        assert len(guard.inner.asked) == asked


def test_no_more_names_are_remembered_than_fit():
    answers = Answers()
    for n in range(MOST_REMEMBERED + 10):
        answers.keep(f"{n}.example", (PUBLIC,))
    assert len(answers.known) == MOST_REMEMBERED
    assert answers.get("0.example") is None
    assert answers.get(f"{MOST_REMEMBERED}.example") == (PUBLIC,)


def test_names_are_asked_for_as_the_dns_has_them():
    guard = guard_over([PUBLIC])
    for name in ("straße.example", "xn--strae-oqa.example", "XN--STRAE-OQA.example"):
        connected(guard, name)
    assert guard.inner.asked == ["xn--strae-oqa.example"]


def test_pins_take_the_place_of_the_dns_but_not_of_the_guard():
    pins = pinned('{"One.example": ["10.0.0.1", "8.8.8.8"], "localhost": ["8.8.4.4"]}')
    guard = guard_over(["1.1.1.1"], pins=pins)
    assert connected(guard, "one.example") == [PUBLIC]
    assert connected(guard, "localhost") == ["8.8.4.4"]
    assert connected(guard, "two.example") == ["1.1.1.1"]
    guard = guard_over([PUBLIC], pins=pinned({"one.example": [PRIVATE]}))
    assert check(guard, "one.example") is PrivateAddressError


@pytest.mark.parametrize(
    "setting",
    ["one.example", "[]]", '["one.example"]', '{"a": "8.8.8.8"}', '{"a": ["b"]}', '{"a": [8]}', '{"a": 8}'],
)
def test_pins_that_are_none(setting):
    with pytest.raises(SettingsError, match="RESOLVE must be like"):
        pinned(setting)


def test_a_proxy_is_asked_wherever_it_stands_but_not_for_itself():
    guard = guard_over([PRIVATE], has_contact=False, proxy=Proxy.parse("http://proxy.example:3128"))
    assert connected(guard, "proxy.example") == [PRIVATE]
    assert connected(guard, "two.example") == []
    assert check(guard, "proxy.example") is PrivateAddressError
