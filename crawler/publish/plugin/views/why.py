"""Why an address is in the corpus, or why not: any address that was ever met, or its number."""

from __future__ import annotations

import sqlite3
from dataclasses import asdict
from typing import Any

from datasette.utils.asgi import Response

from ....corpus.why import why
from ..safe import harmless
from ..visit import Visit

ADDRESS = "select url from frontier where id = ?"


async def view(visit: Visit) -> Response:
    """Return the page: a form, and the answer if something was asked."""
    asked = visit.input("url")
    found = await visit.ask(lambda connection: trail(connection, asked)) if asked else None
    return await visit.page("why", asked=asked, why=found, last=found["trail"][-1] if found else None)


def trail(connection: sqlite3.Connection, asked: str) -> dict[str, Any] | None:
    """Return the whole answer as plain data; None if the address was never met."""
    url = asked
    if asked.isascii() and asked.isdigit() and int(asked) < 2**63:
        row = connection.execute(ADDRESS, (int(asked),)).fetchone()
        url = row["url"] if row else asked
    found = why(connection, url)
    return harmless(asdict(found)) if found else None
