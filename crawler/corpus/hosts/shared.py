"""IP addresses that many hosts share: their server is asked as one, whatever it is called."""

from __future__ import annotations

import ipaddress
import sqlite3
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache

# A host that comes to an address after so many others has no place among the hosts that may be
# asked: it waits in a queue of its address. So a claim passes over fifty hosts of an address at
# most, where a farm would make it pass over 100,000 (40 ms, by an index that covers the question).
CROWD = 50
KEEP = """update hosts set address = :address, crowded = :counts and :crowd <= (select count(*) from
  (select 1 from hosts h indexed by hosts_address
    where h.address = :address and h.host <> :host limit :crowd))
where host = :host and address is not :address"""


def keep_address(connection: sqlite3.Connection, host: str, address: str) -> None:
    """Remember the address that a host has now."""
    values = {"host": host, "address": address, "counts": counts(address), "crowd": CROWD}
    connection.execute(KEEP, values)


@lru_cache(maxsize=4096)  # asked three times for every page
def counts(address: str | None) -> bool:
    """Say whether requests to an address are counted: not on this machine, which is nobody else's server."""
    if address is None:
        return False
    try:
        return not ipaddress.ip_address(address.partition("%")[0]).is_loopback
    except ValueError:
        return False


class Crowd:
    """Requests to each IP address: those under way, and those of the claim that is being made."""

    def __init__(self, most: int, under_way: Mapping[str, int]) -> None:
        """Begin with those under way; `most` of one address are allowed, 0 for any number."""
        self.most = most
        self.taken = Counter(under_way)
        self.full = {address for address, number in under_way.items() if most and number >= most}

    def admits(self, address: str | None) -> bool:
        """Count one more request to an address, and say whether it may be made."""
        if not self.most or address is None or not counts(address):
            return True
        if address in self.full:
            return False
        self.taken[address] += 1
        if self.taken[address] >= self.most:
            self.full.add(address)
        return True
