"""Take-downs: what somebody asked to have removed is erased, and never fetched again.

The article goes with everything that refers to it; its address, with the reason, and its page stay,
so that the corpus still tells what it once had. The list is a file beside the corpus: a corpus that
is built anew knows it too.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from ... import clock, urls
from ...lists import AddressList, Entry, lines
from ...reasons import Reason
from ...settings import Duplicates as Limits
from ..captures import erase_captures
from ..copies.duplicates import Duplicates
from ..database import transaction
from ..planted import planted_seeds
from .erasing import erase, family, neighbours, sweep, was_read
from .lists import OF_HOSTS, REFUSE, REOPEN, content, entries, listed

STANDING = OF_HOSTS.format(where="reason is not 'taken-down'")
TAKEN_DOWN = OF_HOSTS.format(where="reason = 'taken-down'")
OTHER_NAMES = "select id, url, canonical from articles"
ARTICLES = "select id, url from articles where id in (select value from json_each(?)) order by id"
EMPTY = "update pages set reason = ? where id = ? and reason is null"
COPY = "copy of a text that was taken down"


@dataclass(frozen=True, slots=True)
class Removal:
    """What a take-down did."""

    refused: int = 0
    """Addresses that are never fetched again from now on."""
    erased: tuple[str, ...] = ()
    """Addresses of articles that were erased, their copies included."""
    copies: tuple[str, ...] = ()
    """Those among them that nobody named: they were put on the list."""
    similar: tuple[str, ...] = ()
    """Addresses of articles that stayed, though they have text in common with what was erased."""
    seeds: tuple[str, ...] = ()
    """Seeds that name what is on the list: their texts stay until a person removes them."""
    is_clean: bool = True
    """False if another process reads the corpus and keeps its log from being emptied."""


class Takedowns:
    """The list of take-downs of one corpus, and what follows from it."""

    def __init__(self, connection: sqlite3.Connection, path: Path, limits: Limits) -> None:
        """Use an open corpus and the list at `path`."""
        self.connection = connection
        self.path = path
        self.duplicates = Duplicates(connection, limits)

    def add(self, given: Iterable[str], note: str = "") -> int:
        """Put hosts and addresses on the list; return how many are new. Raises ListError."""
        known = set(entries(self.path))
        new = [text.strip() for text in given if Entry.parse(text) not in known]
        remark = " ".join(f"{clock.now()[:10]} {note}".split())
        if new:
            before = content(self.path)
            gap = "\n" if before and not before.endswith("\n") else ""
            write(self.path, before + gap + "".join(f"{line}  # {remark}\n" for line in new))
        return len(new)

    def lines(self) -> list[tuple[str, str]]:
        """Return what is on the list, each with its note."""
        return [(line, note) for _, line, note in lines(content(self.path))]

    def undo(self, given: Iterable[str]) -> tuple[int, int]:
        """Take entries off the list; return how many, and how many addresses are queued again."""
        dropped = {Entry.parse(text) for text in given}
        text = content(self.path)
        off = {number for number, line, _ in lines(text) if Entry.parse(line) in dropped}
        if off:
            every = enumerate(text.splitlines(keepends=True), 1)
            write(self.path, "".join(line for number, line in every if number not in off))
        still = AddressList.of(entries(self.path))
        with transaction(self.connection):
            found = listed(self.connection, AddressList.of(dropped), TAKEN_DOWN)
            freed = [(id,) for id, url in found.items() if url not in still]  # noqa: A001
            self.connection.executemany(REOPEN, freed)
        return len(off), len(freed)

    def apply(self) -> Removal:
        """Erase and refuse what is on the list and is not yet; quick where there is nothing to do."""
        named = AddressList.of(entries(self.path))
        seeds = tuple(self.seeds(named))
        found = self.standing(named)
        if not found:
            return Removal(seeds=seeds)
        gone = family(self.connection, found)
        articles = self.articles(gone)
        copies = tuple(url for id, url in articles.items() if id not in found)  # noqa: A001
        similar = tuple(self.articles(neighbours(self.connection, gone)).values())
        self.add(copies, COPY)
        erase_captures(self.connection, gone)
        erase(self.connection, self.duplicates, gone)
        is_clean = sweep(self.connection) if articles or was_read(self.connection, gone) else True
        # last, so that a process that dies on the way begins again
        with transaction(self.connection):
            self.connection.executemany(REFUSE, [(Reason.TAKEN_DOWN, address) for address in gone])
            self.connection.executemany(EMPTY, [(Reason.TAKEN_DOWN, address) for address in gone])
        return Removal(len(gone), tuple(articles.values()), copies, similar, seeds, is_clean)

    def pending(self) -> set[int]:
        """Return the addresses that `apply` would erase, copies included. Raises ListError."""
        found = self.standing(AddressList.of(entries(self.path)))
        return family(self.connection, found) if found else found

    def standing(self, named: AddressList) -> set[int]:
        """Return the addresses on the list that are not taken down yet."""
        return {*listed(self.connection, named, STANDING), *self.under_other_names(named)}

    def under_other_names(self, named: AddressList) -> list[int]:
        """Return articles that answered under an address on the list, or give one as their own."""
        if not named:
            return []
        return [
            row["id"]
            for row in self.connection.execute(OTHER_NAMES)
            if row["url"] in named or (urls.clean(row["canonical"] or "") or "") in named
        ]

    def articles(self, rows: Collection[int]) -> dict[int, str]:
        """Return the articles among rows with their addresses."""
        return dict(self.connection.execute(ARTICLES, (json.dumps(list(rows)),)).fetchall())

    def seeds(self, named: AddressList) -> Iterable[str]:
        """Yield the seeds that name what is on the list."""
        for seed in planted_seeds(self.connection):
            if any(url in named for url in (seed.url, *seed.start_urls) if url):
                yield seed.path


def write(path: Path, text: str) -> None:
    """Replace a file, whole or not at all."""
    new = path.with_name(f"{path.name}.new")
    with new.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
