"""Links in corpus.db: each found address gets its row in `frontier`, each edge one in `links`."""

from __future__ import annotations

from .. import urls
from ..records import Link, Reading
from .frontier import Frontier

FORGET = "delete from links where source = ?"
SAVE_LINK = """insert into links (source, target, block, anchor, position, score, nofollow)
values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing"""
FIND_BLOCK = "select id from blocks where host = ? and kind = ? and heading = ? and path = ?"
ADD_BLOCK = "insert into blocks (host, kind, heading, path) values (?, ?, ?, ?)"
MOST_BLOCKS_IN_MEMORY = 50_000  # some 10 MB

Place = tuple[str, str, str, str]


class Links:
    """The tables `links` and `blocks`."""

    def __init__(self, frontier: Frontier) -> None:
        """Use the connection of a frontier."""
        self.frontier = frontier
        self.connection = frontier.connection
        self.blocks: dict[Place, int] = {}

    def save(self, reading: Reading) -> None:
        """Replace a page's links and plant their targets, inside the open transaction."""
        source = reading.target
        if not reading.links:
            return
        host = urls.host(reading.page.final_url or source.url)
        self.frontier.know_host(host)
        self.connection.execute(FORGET, (source.id,))
        ids = {}
        for target, (found, _) in zip(reading.targets, self.frontier.add_all(reading.targets), strict=True):
            ids[target.url] = found
        rows = [
            (source.id, ids[link.url], self.block(host, link), *facts(link))
            for link in reading.links
            if ids[link.url] != source.id
        ]
        self.connection.executemany(SAVE_LINK, rows)

    def block(self, host: str, link: Link) -> int:
        """Return the id of the block a link stands in; make it if it is new."""
        place = (host, str(link.kind), link.heading, link.path)
        if place not in self.blocks:
            if len(self.blocks) >= MOST_BLOCKS_IN_MEMORY:
                self.blocks.clear()
            found = self.connection.execute(FIND_BLOCK, place).fetchone()
            self.blocks[place] = (
                found["id"] if found else int(self.connection.execute(ADD_BLOCK, place).lastrowid or 0)
            )
        return self.blocks[place]


def facts(link: Link) -> tuple[str, int, float, bool]:
    """Return what is stored of a link beside its ends and its block."""
    return link.anchor, link.position, round(link.score, 3), link.nofollow
