"""What is never fetched: the block list, and what was taken down. Both are files beside the corpus."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass, field, replace
from pathlib import Path

from ...lists import AddressList, Entry, ListError, parse
from ...reasons import Reason
from ...settings import Manners

HOSTS = "select id, host from hosts"
ON_THESE = "host_id in (select value from json_each(?1))"
# Of what is settled there is no index by host: one walk over the table takes a second for a million rows.
OF_HOSTS = f"select id, url from frontier where {ON_THESE} and {{where}}"
QUEUED = f"""select f.id, url from json_each(?1) cross join frontier f indexed by frontier_ready
  on host_id = value where status = 'queued' and due_ms is null
union all select id, url from frontier indexed by frontier_due
  where due_ms is not null and status = 'queued' and {ON_THESE}
union all select id, url from frontier indexed by frontier_claimed where status = 'claimed' and {ON_THESE}"""
BLOCKED = "select id, url from frontier where status = 'refused' and reason = 'blocked'"
REFUSE = "update frontier set state = 'r', reason = ?, due_ms = null where id = ?"
REOPEN = "update frontier set state = 'q', reason = null, due_ms = null where id = ?"


@dataclass(frozen=True, slots=True)
class Forbidden:
    """Both lists; empty where there are no files."""

    blocked: AddressList = field(default_factory=AddressList)
    taken_down: AddressList = field(default_factory=AddressList)

    @classmethod
    def load(cls, folder: Path, manners: Manners) -> Forbidden:
        """Read both files; raises ListError for one that can't be used."""
        # nobody blocks a page and wants what lies under it; who asks for a removal may well
        blocked = [replace(entry, below=True) for entry in entries(folder / manners.blocklist)]
        return cls(AddressList.of(blocked), AddressList.of(entries(folder / manners.takedowns)))

    def __bool__(self) -> bool:
        """Say whether there is anything on them."""
        return bool(self.blocked or self.taken_down)

    def reason(self, url: str) -> Reason | None:
        """Say why an address is never fetched; None if it may be."""
        if url in self.taken_down:
            return Reason.TAKEN_DOWN
        return Reason.BLOCKED if url in self.blocked else None


def entries(path: Path) -> list[Entry]:
    """Read one file, a missing one as empty; raises ListError."""
    return parse(content(path), str(path))


def content(path: Path) -> str:
    """Return what a file says, nothing where there is none; raises ListError."""
    try:
        return path.read_text("utf-8")
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError:
        msg = f"{path} is not UTF-8 text"
        raise ListError(msg) from None
    except OSError as error:
        msg = f"{path}: {error.strerror}"
        raise ListError(msg) from error


def enforce(connection: sqlite3.Connection, blocked: AddressList) -> None:
    """Refuse what is queued and blocked, queue again what is blocked no more; inside a transaction."""
    freed = [row["id"] for row in connection.execute(BLOCKED) if row["url"] not in blocked]
    connection.executemany(REOPEN, [(address,) for address in freed])
    refused = listed(connection, blocked, QUEUED)
    connection.executemany(REFUSE, [(Reason.BLOCKED, address) for address in refused])


def listed(connection: sqlite3.Connection, addresses: AddressList, query: str) -> dict[int, str]:
    """Return rows of `frontier` that are on a list, with their addresses; the query finds those of hosts."""
    hosts = connection.execute(HOSTS) if addresses else ()
    touched = [id for id, host in hosts if addresses.has_host(host) or addresses.has_paths(host)]  # noqa: A001
    if not touched:
        return {}
    found = connection.execute(query, (json.dumps(touched),))
    return {row["id"]: row["url"] for row in found if row["url"] in addresses}
