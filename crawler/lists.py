"""Lists of addresses that a person writes into a file: what is blocked, what was taken down."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from . import urls

COMMENT = re.compile(r"(?:^|\s)#.*")
PORT = re.compile(r":\d+$")
SUBDOMAINS = "*."
BELOW = "/*"
# What most lines are; cleaning an address takes ten times as long.
PLAIN_HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+")

Query = frozenset[tuple[str, str]]


class ListError(ValueError):
    """A line that can't be understood; the message says what may stand there."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: a host, or an address."""

    host: str
    """As it was given, in ASCII, without `www.`; with its port, if it has one."""
    path: str | None = None
    """What follows the host in the comparable form of the address; None for the whole host."""
    query: Query = frozenset()
    subdomains: bool = False
    """Only what lies under the host is meant, not the host itself."""
    below: bool = False
    """What lies under the path is meant too."""

    @classmethod
    def parse(cls, text: str) -> Entry:
        """Read `host`, `*.host`, `URL` or `URL/*`; raises ListError."""
        text = text.strip()
        if PLAIN_HOST.fullmatch(text):
            return cls(text.removeprefix("www."))
        subdomains, below = text.startswith(SUBDOMAINS), text.endswith(BELOW)
        rest = text.removeprefix(SUBDOMAINS).removesuffix("*" if below else "")
        is_host = "/" not in rest
        url = urls.clean(rest if "://" in rest else f"http://{rest}")
        if url is None or "*" in rest or re.search(r"\s", rest) or (subdomains and not is_host):
            msg = f"{text!r} is neither a host, nor *. and a host, nor an address"
            raise ListError(msg)
        if is_host:
            return cls(urls.host(url).removeprefix("www."), subdomains=subdomains)
        host, path, query = parted(url)
        return cls(host, path, query, below=below)


@dataclass(frozen=True, slots=True)
class AddressList:
    """What a file names; an address is looked up in the time its own parts take, however long the list.

    Hosts are found by their domains, addresses by the ancestors of their path.
    """

    hosts: frozenset[str] = frozenset()
    """Named with all that is under them."""
    parents: frozenset[str] = frozenset()
    """Only what is under them."""
    paths: dict[str, dict[str, list[Entry]]] = field(default_factory=dict)
    """Host → path → entries."""

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> AddressList:
        """Make a list of entries."""
        hosts, parents, paths = set[str](), set[str](), dict[str, dict[str, list[Entry]]]()
        for entry in entries:
            if entry.path is not None:
                paths.setdefault(entry.host, {}).setdefault(entry.path, []).append(entry)
            else:
                (parents if entry.subdomains else hosts).add(entry.host)
        return cls(frozenset(hosts), frozenset(parents), paths)

    def __bool__(self) -> bool:
        """Say whether there is anything on it."""
        return bool(self.hosts or self.parents or self.paths)

    def __contains__(self, url: str) -> bool:
        """Say whether an address is on the list."""
        if not self:
            return False
        host = urls.host(url)
        return self.has_host(host) or (self.has_paths(host) and self.has_path(url))

    def has_host(self, host: str) -> bool:
        """Say whether a whole host is on the list; an entry without a port means all ports."""
        host = host.removeprefix("www.")
        name = PORT.sub("", host)
        if host in self.hosts or name in self.hosts:
            return True
        return any(domain in self.hosts or domain in self.parents for domain in domains(name))

    def has_paths(self, host: str) -> bool:
        """Say whether anything on a host is on the list."""
        return bool(self.paths) and urls.comparable_host(host) in self.paths

    def has_path(self, url: str) -> bool:
        """Say whether an address is on the list by itself, or by what it lies under."""
        host, path, query = parted(url)
        named = self.paths[host]
        if any(query == one.query or (one.below and one.query <= query) for one in named.get(path, ())):
            return True
        return any(one.below and not one.query for up in above(path) for one in named.get(up, ()))


def parted(url: str) -> tuple[str, str, Query]:
    """Return host, path and query of the form in which addresses are compared."""
    rest, _, query = urls.comparable(url).partition("?")
    host, slash, path = rest.partition("/")
    return host, slash + path, frozenset(parse_qsl(query, keep_blank_values=True))


def domains(name: str) -> Iterator[str]:
    """Yield the domains that a host lies in, the nearest first."""
    while name:
        name = name.partition(".")[2]
        yield name


def above(path: str) -> Iterator[str]:
    """Yield the paths that a path lies under, the nearest first."""
    while path:
        path = path.rpartition("/")[0]
        yield path


def lines(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield number, content and comment of the lines that have more than a comment."""
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        comment = COMMENT.search(line)
        content = line[: comment.start()] if comment else line
        if content.strip():
            yield number, content.strip(), comment[0].strip(" \t#") if comment else ""


def parse(text: str, name: str) -> list[Entry]:
    """Read a file of this name; raises ListError with its name and the line that can't be read."""
    entries = []
    for number, line, _ in lines(text):
        try:
            entries.append(Entry.parse(line))
        except ListError as error:
            msg = f"{name}, line {number}: {error}"
            raise ListError(msg) from None
    return entries
