"""What templates know under the name `corpuscle`: addresses, the bar at the top, what the site is called."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ..metadata import TITLE
from . import addresses
from .corpora import corpora, served
from .routes import LABELS


@dataclass(frozen=True, slots=True)
class Site:
    """A Datasette that serves corpora."""

    datasette: Any

    def url(self, database: str, page: str, *rest: object, **query: object) -> str:
        """Return the address of a page."""
        return addresses.url(self.datasette, database, page, *rest, **query)

    def asset(self, name: str) -> str:
        """Return the address of a file of ours."""
        return addresses.asset(self.datasette, name)

    def title(self, database: str) -> str:
        """Return what a corpus is called: like the whole site, if that has a name of its own."""
        said = self.datasette._metadata_local.get("title")  # noqa: SLF001  (no way common to 0.65 and 1.0)
        is_own = said and len(served(self.datasette)) == 1 and (said != TITLE or database == "corpus")
        return str(said) if is_own else database

    def bar(self, database: str) -> Iterator[tuple[str, str, str]]:
        """Yield page, address and label of what the bar at the top offers."""
        yield "database", str(self.datasette.urls.database(database)), "Home"
        for page, label in LABELS.items():
            yield page, self.url(database, page), label

    def search(self, database: str) -> str:
        """Return where search boxes lead."""
        if "search" in LABELS:
            return self.url(database, "search")
        return str(self.datasette.urls.query(database, "search"))

    def menu(self) -> Iterator[dict[str, str]]:
        """Yield what leads to the pages of each corpus from everywhere else."""
        names = corpora(self.datasette)
        for name in names:
            for _, href, label in self.bar(name):
                yield {"href": href, "label": f"{name}: {label}" if len(names) > 1 else label}
