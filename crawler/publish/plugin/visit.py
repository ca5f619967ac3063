"""A visit to a page of a corpus: who asks for what, and everything needed for an answer."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from datasette.utils import sqlite_timelimit, tilde_decode
from datasette.utils.asgi import Response

from . import addresses
from .excerpts import Excerpts, lifted
from .safe import harmless

T = TypeVar("T")
Values = Sequence[object] | Mapping[str, object]
Row = dict[str, Any]

HTML = "text/html; charset=utf-8"
# Our pages need nothing but their style sheets. Datasette's own need more: see `headers`.
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


@dataclass(frozen=True, slots=True)
class Visit:
    """One request for one page of one corpus."""

    datasette: Any
    request: Any
    database: str

    @property
    def parts(self) -> dict[str, str]:
        """What the named groups of the route have matched."""
        return {name: harmless(tilde_decode(part)) for name, part in self.request.url_vars.items()}

    def input(self, name: str) -> str:
        """Return what the query of the address says, without what could do harm; "" for nothing."""
        given: str = self.request.args.get(name) or ""
        return harmless(given).strip()

    def number(self, name: str, default: int = 0) -> int:
        """Return a whole number of the query; the default for anything else."""
        text = self.input(name)
        return int(text) if text.isascii() and text.isdigit() and len(text) < len(str(2**63)) else default

    def url(self, page: str, *rest: object, **query: object) -> str:
        """Return the address of a page of this corpus."""
        return addresses.url(self.datasette, self.database, page, *rest, **query)

    async def rows(self, sql: str, values: Values = (), *, limit_ms: int | None = None) -> list[Row]:
        """Return all rows of an answer, their strings made harmless."""

        def ask(connection: sqlite3.Connection) -> list[Row]:
            found = connection.execute(sql, values)
            names = [column[0] for column in found.description]
            return [{name: harmless(value) for name, value in zip(names, row, strict=True)} for row in found]

        return await self.ask(ask, limit_ms=limit_ms)

    async def ask(self, question: Callable[[sqlite3.Connection], T], *, limit_ms: int | None = None) -> T:
        """Return what a function makes of a connection, in one of Datasette's threads, bounded in time.

        What takes too long raises sqlite3.OperationalError.
        """
        limit = limit_ms or self.datasette.sql_time_limit_ms
        excerpts = Excerpts.of(self.datasette, self.database)

        def bounded(connection: sqlite3.Connection) -> T:
            with sqlite_timelimit(connection, limit), lifted(connection, excerpts):
                return question(connection)

        answer: T = await self.datasette.get_database(self.database).execute_fn(bounded)
        return answer

    async def page(self, template: str, *, status: int = 200, **context: Any) -> Response:
        """Return a page of ours."""
        known = {"database": self.database, "here": template, "visit": self}
        text = await self.datasette.render_template(
            f"corpuscle/{template}.html", known | context, request=self.request, view_name="corpuscle"
        )
        return Response(text, status, {"content-security-policy": POLICY}, HTML)

    async def missing(self, message: str) -> Response:
        """Say that there is no such thing."""
        return await self.page("message", status=404, heading="Not here", message=message)
